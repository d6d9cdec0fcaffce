/* SPDX-License-Identifier: Apache-2.0 */
/** Members whom sessions follow: like every move; and each time that it is made, a group meets at other times. */
#include "moves.h"

static void agrees_with_a_count_from_scratch(void **context)
{
    (void)context;
    assert_true(exercise(cvn_move_follow, false) + exercise(cvn_move_follow, true) > 0);
}

static uint64_t editions(const cvn_state *state)
{
    uint64_t sum = 0;
    for (uint32_t k = 0; k < state->open_count; k++)
        sum += state->slots[state->open[k]].edition;
    return sum;
}

static void sessions_follow(void **context)
{
    (void)context;
    uint32_t made = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        for (uint32_t k = 0; k < TRIES; k++) {
            if (k % 20 == 0)
                stir(s, 30);
            uint64_t before = editions(s->state);
            uint32_t open = s->state->open_count, unplaced = s->state->unplaced_count;
            bool did = cvn_move_follow(s);
            made += did;
            assert_int_equal(editions(s->state) != before, did);
            assert_int_equal(s->state->open_count, open);
            assert_int_equal(s->state->unplaced_count, unplaced); /* whoever goes has a seat again */
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(made > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_count_from_scratch), cmocka_unit_test(sessions_follow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
