/* SPDX-License-Identifier: Apache-2.0 */
/** Sessions that are sought are sessions, go on from what was held, and suit those who must come; where many can come at one time alone, it is found. */
#include "searches.h"

static uint32_t found, with_held;

static void common_starts_are_those_of_all(cvn_search *s, const uint32_t *people, uint32_t n)
{
    cvn_common_starts(s, people, n);
    for (uint32_t start = 0; start < s->p->start_words * 64; start++) {
        bool all = start < s->p->start_count && (n || start >= s->p->open_from);
        for (uint32_t i = 0; i < n; i++)
            all = all && start < s->p->start_count && cvn_plan_can(s->p, people[i], start);
        assert_int_equal(cvn_bit(s->start_row, start), all);
    }
}

static void seek(cvn_search *s, const uint32_t *must, uint32_t n, uint32_t type)
{
    const cvn_problem *p = s->p;
    cvn_wish wish = {.type = type, .base = CVN_NONE, .must = must, .must_count = n, .unplaced_worth = 4, .any_worth = 1, .noise = 2};
    uint32_t count = cvn_seek(s, &wish);
    if (!count)
        return;
    found++;
    assert_true(cvn_plan_sessions_ok(p, s->series, count, 0));
    for (uint32_t i = 0; i < n && p->attend >= p->session_count && p->types[type].leaders_attend >= p->session_count; i++)
        for (uint32_t k = 0; k < count; k++)
            assert_true(cvn_plan_can(p, must[i], s->series[k]));
}

/** For each group of the baseline with held sessions: the others anew. */
static void go_on(cvn_search *s)
{
    const cvn_problem *p = s->p;
    for (uint32_t g = 0; g < p->group_count; g++) {
        const cvn_plan_group *base = &p->groups[g];
        if (!base->can_go_on || !base->held || base->held == base->count)
            continue;
        memcpy(s->series, base->starts, base->held * sizeof *s->series);
        cvn_wish wish = {.type = base->type, .base = g, .held = base->held, .any_worth = 1};
        uint32_t count = cvn_seek(s, &wish);
        if (!count)
            continue;
        assert_memory_equal(s->series, base->starts, base->held * sizeof *s->series);
        assert_true(cvn_plan_sessions_ok(p, s->series, count, base->held));
        with_held++;
    }
}

static void what_is_found_is_a_groups(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 28; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        shape.as_of = seed % 4 < 2 ? "2027-03-16T12:00:00Z" : NULL;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        for (uint32_t k = 0; k < 40; k++) {
            uint32_t must[2] = {cvn_below(s, p->people), cvn_below(s, p->people)};
            common_starts_are_those_of_all(s, must, k % 3);
            seek(s, must, k % 3, k % p->type_count);
        }
        go_on(s);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(found > 300 && with_held > 5);
}

/** Of all weekly clocks one alone suits everybody: it is found more often than by chance, though each person can at many. */
static void where_most_can_come_is_sought(void **context)
{
    (void)context;
    cvn_buffer b = {0};
    cvn_buffer_text(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", \"email\": "
        "\"o@example.org\"}, \"sessions\": {\"count\": 3, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-21\", "
        "\"grid_minutes\": 60, \"pattern\": \"weekly\", \"gap_days\": {\"min\": 7}}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": "
        "3, \"ideal\": 6, \"max\": 9}}], \"rules\": [], \"participants\": [");
    for (uint32_t i = 0; i < 9; i++)
        cvn_buffer_printf(
            &b,
            "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"WE\"], \"from\": \"12:00\", \"to\": \"13:00\"}, "
            "{\"weekly\": [\"MO\", \"TU\", \"TH\", \"FR\"], \"from\": \"%02u:00\", \"to\": \"%02u:00\"}]}",
            i ? ", " : "", i, 2 * i, 2 * i + 2);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "c", NULL, NULL), CVN_OK);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(p, 3);
    uint32_t best = 0, of = 0;
    for (uint32_t k = 0; k < 300; k++) {
        uint32_t must = k % 9;
        cvn_wish wish = {.type = 0, .base = CVN_NONE, .must = &must, .must_count = 1, .unplaced_worth = 4, .any_worth = 1, .noise = 2};
        if (!cvn_seek(s, &wish)) /* began too early or too late for three weeks of three */
            continue;
        of++;
        best += cvn_plan_can(p, (must + 1) % 9, s->series[0]);
    }
    assert_true(of > 60);
    if (best * 2 < of) /* one of nine clocks that suit them */
        fail_msg("%u of %u", best, of);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
    cvn_buffer_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_found_is_a_groups), cmocka_unit_test(where_most_can_come_is_sought)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
