/* SPDX-License-Identifier: Apache-2.0 */
/** After the last look no group is better off with one leader more, one less, or another one. */
#include "descents.h"

#include "hand_made.h"

/** Makes somebody leader of a group, out of their seat where they have one; within a trial. */
static bool lead(cvn_state *state, uint32_t person, uint32_t slot)
{
    if (state->pinned[person])
        return false;
    if (state->seat[person] != CVN_NONE)
        cvn_leave(state, person);
    if (!cvn_may_lead(state, person, slot))
        return false;
    cvn_lead(state, person, slot);
    return true;
}

static bool stays(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return state->slots[slot].fixed && state->pinned[person];
}

static bool one_more_betters(cvn_state *state, uint32_t slot, uint32_t person, const cvn_tally *was)
{
    cvn_trial_begin(state);
    return lead(state, person, slot) ? betters(state, was) : no_trial(state);
}

static bool one_less_betters(cvn_state *state, uint32_t slot, uint32_t leader, const cvn_tally *was)
{
    cvn_trial_begin(state);
    cvn_unlead(state, leader, slot);
    return betters(state, was);
}

/** Another instead of a leader, who gets the other's seat (seated) or none. */
static bool another_betters(cvn_state *state, uint32_t slot, uint32_t leader, uint32_t person, bool seated, const cvn_tally *was)
{
    uint32_t seat = state->seat[person];
    if (person == leader || (seated && seat == CVN_NONE))
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, leader, slot);
    if (!lead(state, person, slot))
        return no_trial(state);
    if (seated) {
        if (!is_mover(state, leader) || !cvn_is_able(state, leader, seat) || !cvn_has_room(state, seat))
            return no_trial(state);
        cvn_join(state, leader, seat);
    }
    return betters(state, was);
}

static bool exchange_betters(cvn_state *state, uint32_t slot, uint32_t leader, uint32_t to, uint32_t other, const cvn_tally *was)
{
    if (slot == to || leader == other)
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, leader, slot);
    cvn_unlead(state, other, to);
    return lead(state, leader, to) && lead(state, other, slot) ? betters(state, was) : no_trial(state);
}

static void check_leader(cvn_state *state, uint32_t slot, uint32_t leader, const cvn_tally *was)
{
    assert_false(one_less_betters(state, slot, leader, was));
    for (uint32_t i = 0; i < state->p->people; i++) {
        assert_false(another_betters(state, slot, leader, i, false, was));
        assert_false(another_betters(state, slot, leader, i, true, was));
        for (uint32_t to = 0; to < state->slot_count; to++)
            if (cvn_leads_slot(state, i, to) && !stays(state, i, to))
                assert_false(exchange_betters(state, slot, leader, to, i, was));
    }
}

static void check(cvn_search *s, const cvn_tally *was)
{
    cvn_state *state = s->state;
    for (uint32_t slot = 0; slot < state->slot_count; slot++)
        for (uint32_t i = 0; i < s->p->people && state->slots[slot].open; i++) {
            assert_false(one_more_betters(state, slot, i, was));
            if (cvn_leads_slot(state, i, slot) && !stays(state, i, slot))
                check_leader(state, slot, i, was);
        }
}

static void no_other_leader_is_better(void **context)
{
    (void)context;
    after_each_descent(42, 18, check);
    assert_true(tried > 100);
}

/* A leader of level 1 is wanted, and is a member of the group; whoever leads it is to have that seat. */
static const hand_made wrong_way_round[] = {
    {"they change places",
     2,
     2,
     2,
     1,
     1,
     {AT_8},
     "[{\"rule\": \"at_least\", \"count\": 1, \"where\": {\"level\": [1]}, \"among\": \"leaders\", \"weight\": 9}]",
     {{"lm", AT_8, OUT, 0, 0}, {"lm", AT_8, 0, OUT, 1}, {"m", AT_8, 0, OUT, 0}}},
};

static void descend(cvn_search *s)
{
    cvn_descend(s, NULL, NULL);
}

static void the_other_leads(const hand_made *row, size_t number, const cvn_state *state)
{
    (void)number;
    if (!state->lead_count[1] || state->lead_count[0] || state->unplaced_count)
        fail_msg("%s: they did not", row->name);
}

static void a_leader_has_the_seat_of_a_member(void **context)
{
    (void)context;
    each_hand_made(wrong_way_round, CVN_COUNT(wrong_way_round), descend, the_other_leads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_other_leader_is_better), cmocka_unit_test(a_leader_has_the_seat_of_a_member)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
