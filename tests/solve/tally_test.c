/* SPDX-License-Identifier: Apache-2.0 */
/** How a group changes when one goes and another comes is what a count before and after says: every rule, every shape. */
#include "searches.h"

static void compare(cvn_search *s, uint32_t slot, uint32_t out, uint32_t in)
{
    cvn_state *state = s->state;
    cvn_tally before = cvn_slot_tally(state, slot), change = cvn_slot_change(state, slot, out, in);
    cvn_trial_begin(state);
    if (out != CVN_NONE)
        cvn_leave(state, out);
    if (in != CVN_NONE)
        cvn_join(state, in, slot);
    cvn_tally after = cvn_slot_tally(state, slot);
    cvn_trial_settle(state);
    cvn_trial_undo(state);
    cvn_tally_add(&before, &change, 1);
    assert_int_equal(before.hard, after.hard);
    assert_int_equal(before.cost, after.cost);
}

static void changes_are_differences_of_counts(void **context)
{
    (void)context;
    uint32_t compared = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        for (uint32_t k = 0; k < 300; k++) {
            if (k % 10 == 0)
                stir(s, 20);
            uint32_t slot = cvn_pick_slot(s), in = cvn_pick_unplaced(s), out = CVN_NONE;
            if (slot == CVN_NONE)
                continue;
            if (s->state->slots[slot].member_count && cvn_one_in(s, 2))
                out = s->state->slots[slot].members[cvn_below(s, s->state->slots[slot].member_count)];
            if (in != CVN_NONE && (!cvn_is_able(s->state, in, slot) || (out == CVN_NONE && !cvn_has_room(s->state, slot))))
                in = CVN_NONE;
            compare(s, slot, out, in);
            compared += out != CVN_NONE || in != CVN_NONE;
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(compared > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(changes_are_differences_of_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
