/* SPDX-License-Identifier: Apache-2.0 */
/** One move, many small problems: whatever it does, every table agrees afterwards with a count from scratch, and what it undoes it undoes. */
#ifndef CVN_TESTS_SOLVE_MOVES_H
#define CVN_TESTS_SOLVE_MOVES_H

#include "searches.h"

enum { SEEDS = 12, TRIES = 400 };

/** Somebody loses their seat, so that moves that seat people have somebody whom they can. */
static void unseat(cvn_search *s)
{
    uint32_t person = cvn_pick_member(s);
    if (person == CVN_NONE)
        return;
    cvn_trial_begin(s->state);
    cvn_leave(s->state, person);
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

/** How often the move was made at all, over all shapes; each try leaves a sound state, and a refused one the state that it found. */
static uint32_t exercise(bool (*try)(cvn_search *), bool with_baseline)
{
    uint32_t made = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = NULL;
        if (with_baseline) {
            baseline = made_up_baseline(&shape, seed);
            shape.dropped = 2;
            shape.as_of = seed % 2 ? "2027-03-15T00:00:00Z" : NULL;
            shape.named = baseline->group_count > 0;
        }
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        if (baseline)
            assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        cvn_construct(s);
        for (uint32_t k = 0; k < TRIES; k++) {
            if (k % 20 == 0)
                stir(s, 30);
            else if (k % 20 == 10)
                unseat(s);
            uint64_t before = fingerprint(s);
            bool did = try(s);
            made += did;
            assert_false(s->state->trial);
            assert_true(cvn_state_sound(s->state));
            if (!did)
                assert_true(before == fingerprint(s));
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    return made;
}

#define CVN_MOVE_TEST(move)                                                                                                                    \
    static void agrees_with_a_count_from_scratch(void **context)                                                                               \
    {                                                                                                                                          \
        (void)context;                                                                                                                         \
        uint32_t made = exercise(move, false) + exercise(move, true);                                                                          \
        assert_true(made > 0);                                                                                                                 \
    }                                                                                                                                          \
    int main(void)                                                                                                                             \
    {                                                                                                                                          \
        const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_count_from_scratch)};                                                \
        return cmocka_run_group_tests(tests, NULL, NULL);                                                                                      \
    }

#endif
