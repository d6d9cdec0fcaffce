/* SPDX-License-Identifier: Apache-2.0 */
#include "searches.h"

/** A random change that the state allows. */
static void change(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t slot = cvn_pick_slot(s), person = cvn_below(s, s->p->people);
    switch (cvn_below(s, 6)) {
    case 0:
        if (state->seat[person] == CVN_NONE && !state->lead_count[person]) {
            uint32_t to = cvn_pick_fit(s, person, CVN_NONE);
            if (to != CVN_NONE && cvn_has_room(state, to))
                cvn_join(state, person, to);
        }
        break;
    case 1:
        if (state->seat[person] != CVN_NONE)
            cvn_leave(state, person);
        break;
    case 2:
        if (slot != CVN_NONE && cvn_may_lead(state, person, slot))
            cvn_lead(state, person, slot);
        break;
    case 3:
        if (state->lead_count[person])
            cvn_unlead(state, person, state->leads[state->lead_first[person]]);
        break;
    case 4:
        if (slot != CVN_NONE) {
            cvn_empty(state, slot);
            cvn_close(state, slot);
        }
        break;
    default: {
        uint32_t type = cvn_pick_type(s);
        cvn_wish wish = {.type = type, .base = CVN_NONE, .must = &person, .must_count = 1, .any_worth = 1, .noise = 3};
        uint32_t count = type == CVN_NONE ? 0 : cvn_seek(s, &wish), opened = count ? cvn_open(state, type, CVN_NONE) : CVN_NONE;
        if (opened != CVN_NONE)
            cvn_set_times(state, opened, s->series, count, 0);
    }
    }
}

/** What is kept of burdens is what they come to. */
static void compare_burdens(cvn_search *s)
{
    cvn_state *state = s->state;
    cvn_weighed *weighed = state->weighed;
    assert_non_null(weighed);
    for (uint32_t i = 0; i < s->p->people; i++)
        for (uint32_t k = 0; k < state->open_count; k++) {
            cvn_tally kept = cvn_member_tally(state, i, state->open[k]), again = cvn_member_tally(state, i, state->open[k]);
            state->weighed = NULL;
            cvn_tally counted = cvn_member_tally(state, i, state->open[k]);
            state->weighed = weighed;
            assert_true(cvn_tally_equal(&kept, &counted) && cvn_tally_equal(&again, &counted));
        }
}

static void trials_are_kept_or_undone_whole(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        if (seed % 2) /* some trials on, the names of sessions have run out */
            s->state->editions = UINT32_MAX - 30 - (uint32_t)seed;
        for (uint32_t k = 0; k < 200; k++) {
            compare_burdens(s);
            uint64_t before = fingerprint(s);
            cvn_tally was = s->state->total;
            cvn_trial_begin(s->state);
            for (uint32_t n = cvn_below(s, 8); n > 0; n--)
                change(s);
            cvn_tally delta = cvn_trial_settle(s->state);
            compare_burdens(s);
            bool keep = cvn_one_in(s, 2);
            if (keep)
                cvn_trial_keep(s->state);
            else
                cvn_trial_undo(s->state);
            assert_true(cvn_state_sound(s->state));
            cvn_tally_add(&was, &delta, keep);
            assert_true(cvn_tally_equal(&was, &s->state->total));
            if (!keep)
                assert_true(before == fingerprint(s));
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trials_are_kept_or_undone_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
