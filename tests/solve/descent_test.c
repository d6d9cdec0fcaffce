/* SPDX-License-Identifier: Apache-2.0 */
/** The last look as a whole: it ends, keeps what it found, stops when asked to, and a search that ended by itself has had it. */
#include "descents.h"
#include "solve/anneal.h"

static uint32_t with_something_to_find;

static void check(cvn_search *s, const cvn_tally *was)
{
    assert_false(cvn_tally_less(was, &s->best.total)); /* noted */
    assert_false(cvn_descend(s, NULL, NULL));
}

static void a_second_look_finds_nothing(void **context)
{
    (void)context;
    after_each_descent(21, 12, check);
}

/** Stops when it was asked so many times. */
static bool count_down(void *context)
{
    uint32_t *left = context;
    if (*left)
        --*left;
    return !*left;
}

static void stops_when_asked_to(void **context)
{
    (void)context;
    for (uint32_t most = 1; most <= 40; most += 3) {
        made_up shape = {.people = 16, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .rules = true, .wide = true};
        cvn_conference *conference = make_up(&shape, most);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, most);
        stir(s, 60);
        cvn_tally was = s->state->total;
        uint32_t left = most;
        bool better = cvn_descend(s, count_down, &left);
        assert_int_equal(left, 0); /* it was asked until it was told to stop, and had not ended before */
        assert_true(most > 1 || !better);
        assert_int_equal(better, cvn_tally_less(&s->state->total, &was));
        assert_true(cvn_state_sound(s->state));
        with_something_to_find += better;
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(with_something_to_find > 5);
}

static void a_search_that_ended_by_itself_has_had_it(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        made_up shape = {.people = 7, .pattern = seed % 3, .leaders = seed % 2, .wide = true};
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_solve_options options;
        cvn_solve_options_init(&options);
        options.time_limit_s = 0;
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_layout first = {0}, best = {0};
        cvn_layout_save(&first, s->state);
        cvn_prover *prover = cvn_prover_new(problem);
        cvn_anneal(problem, &first, &options, cvn_monotonic_s(), prover, &best, NULL);
        cvn_prover_free(prover);
        cvn_layout_load(s->state, &best);
        assert_true(cvn_tally_equal(&s->state->total, &best.total));
        assert_false(cvn_descend(s, NULL, NULL));
        cvn_layout_free(&first);
        cvn_layout_free(&best);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_second_look_finds_nothing), cmocka_unit_test(stops_when_asked_to),
                                       cmocka_unit_test(a_search_that_ended_by_itself_has_had_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
