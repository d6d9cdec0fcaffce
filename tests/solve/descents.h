/* SPDX-License-Identifier: Apache-2.0 */
/** Searches that have had their last look, for brute force to find what it overlooked. */
#ifndef CVN_TESTS_SOLVE_DESCENTS_H
#define CVN_TESTS_SOLVE_DESCENTS_H

#include "searches.h"

static uint64_t tried; /* changes that were made to see what they come to */

/** Is the state, in the middle of a trial, better than it was? Counted from scratch; takes the trial back. */
static inline bool betters(cvn_state *state, const cvn_tally *was)
{
    cvn_trial_settle(state);
    cvn_tally now = cvn_state_recount(state);
    cvn_trial_undo(state);
    tried++;
    return cvn_tally_less(&now, was);
}

/** Takes back a trial that turned out to be none. */
static inline bool no_trial(cvn_state *state)
{
    cvn_trial_undo(state);
    return false;
}

static inline bool is_placed_member(const cvn_state *state, uint32_t person)
{
    return state->seat[person] != CVN_NONE && !state->pinned[person];
}

/** Somebody who could be a member elsewhere: the role, leads nothing, not kept by a fix rule. */
static inline bool is_mover(const cvn_state *state, uint32_t person)
{
    return state->p->person[person].member && !state->lead_count[person] && !state->pinned[person];
}

/** Shapes, seed by seed; every third one a season that goes on from a baseline, with dropouts and sometimes held sessions. */
static inline void after_each_descent(uint64_t seeds, uint32_t people, void (*check)(cvn_search *s, const cvn_tally *was))
{
    uint32_t better = 0, of = 0;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = NULL;
        shape.people = people;
        shape.wide = seed % 4;
        if (seed % 3 == 0) {
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
        if (seed % 2)
            cvn_construct(s);
        stir(s, 40);
        better += cvn_descend(s, NULL, NULL);
        of++;
        assert_true(cvn_state_sound(s->state));
        cvn_tally was = s->state->total;
        check(s, &was);
        assert_true(cvn_tally_equal(&was, &s->state->total));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(better > of / 4); /* or there was nothing to find */
}

#endif
