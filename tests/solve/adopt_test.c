/* SPDX-License-Identifier: Apache-2.0 */
#include "moves.h"

/** A group that ended and came back under another name gets its own again: the score is what it was. */
static void gives_a_group_its_name_back(void **context)
{
    (void)context;
    uint32_t ended = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        cvn_tally before = s->state->total;
        if (end_one(s, true)) {
            bool made = false;
            ended++;
            for (uint32_t k = 0; k < TRIES && !made; k++)
                made = cvn_move_adopt(s);
            assert_true(cvn_state_sound(s->state));
            assert_true(made);
            assert_true(cvn_tally_equal(&s->state->total, &before));
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(ended > 0);
}

/** Rare in the midst of a search: here only that the tables stay right. */
static void agrees_with_a_count_from_scratch(void **context)
{
    (void)context;
    exercise(cvn_move_adopt, false);
    exercise(cvn_move_adopt, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_count_from_scratch), cmocka_unit_test(gives_a_group_its_name_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
