/* SPDX-License-Identifier: Apache-2.0 */
/** How many sessions of one group fit a set of starts: never fewer than brute force finds, and exactly as many where nobody may miss any. */
#include "searches.h"
#include "solve/fits.h"

static uint32_t wholes, parts;

/** The longest chain of starts of the set that begins at one, no longer than a group's. */
static uint32_t longest(const cvn_problem *p, const uint64_t *set, uint32_t start, uint8_t *known) // NOLINT(misc-no-recursion)
{
    uint32_t most = 0;
    if (known[start])
        return known[start];
    for (uint32_t next = start + 1; next < p->start_count; next++)
        if (cvn_bit(set, next) && cvn_plan_follows(p, start, next)) {
            uint32_t from = longest(p, set, next, known);
            most = from > most ? from : most;
        }
    known[start] = (uint8_t)(most + 1 < p->session_count ? most + 1 : p->session_count);
    return known[start];
}

static uint32_t longest_of_all(const cvn_problem *p, const uint64_t *set)
{
    uint8_t *known = CVN_NEW_ARRAY(uint8_t, p->start_count + 1);
    uint32_t most = 0;
    for (uint32_t s = 0; s < p->start_count; s++)
        if (cvn_bit(set, s) && longest(p, set, s, known) > most)
            most = longest(p, set, s, known);
    free(known);
    return most;
}

static uint32_t count_in(const uint64_t *set, const uint32_t *starts, uint32_t count)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        n += cvn_bit(set, starts[i]);
    return n;
}

static void check_offered(const cvn_problem *p, const cvn_fit *fit, const uint64_t *set)
{
    int64_t best = INT64_MIN;
    for (uint32_t i = 0; i < p->series_count; i++) {
        uint32_t count = p->series[i].count;
        int64_t more = (int64_t)count_in(set, p->series[i].starts, count) - (p->attend < count ? p->attend : count);
        best = more > best ? more : best;
    }
    assert_int_equal((int64_t)fit->have - fit->need, best);
}

static void check(cvn_search *s, const uint64_t *set)
{
    const cvn_problem *p = s->p;
    cvn_fit fit;
    cvn_fit_of(&fit, p, set);
    if (fit.count) {
        assert_true(cvn_plan_sessions_ok(p, fit.starts, fit.count, 0));
        assert_int_equal(count_in(set, fit.starts, fit.count), fit.count);
        assert_true(fit.have >= fit.count);
        wholes++;
    }
    parts += fit.have > 0 && !fit.count;
    if (p->pattern == CVN_PATTERN_OFFERED) {
        check_offered(p, &fit, set);
        return;
    }
    assert_int_equal(fit.need, p->attend < p->session_count ? p->attend : p->session_count);
    uint32_t chain = longest_of_all(p, set);
    assert_int_equal(fit.count, chain == p->session_count ? chain : 0);
    if (p->attend >= p->session_count)
        assert_int_equal(fit.have, chain);
    for (uint32_t k = 0; k < 30; k++) { /* who attends that much of any group's sessions is said to have that much */
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .any_worth = 1, .noise = 9};
        uint32_t count = cvn_seek(s, &wish);
        if (count)
            assert_true(fit.have >= count_in(set, s->series, count));
    }
}

static void nothing_fits_better(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 21; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.people = 8;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        uint64_t *set = CVN_NEW_ARRAY(uint64_t, p->start_words);
        for (uint32_t i = 0; i < p->people; i++) {
            cvn_starts_of(set, p, i);
            for (uint32_t start = 0; start < p->start_words * 64; start++)
                assert_int_equal(cvn_bit(set, start), start < p->start_count && cvn_plan_can(p, i, start));
            check(s, set);
            for (uint32_t start = 0; start < p->start_count; start++) /* fewer of them, so that not every set holds a whole group's */
                if (cvn_below(s, 10) < 8)
                    cvn_bit_clear(set, start);
            check(s, set);
        }
        free(set);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(wholes > 20 && parts > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_fits_better)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
