/* SPDX-License-Identifier: Apache-2.0 */
/** Leaders come, go, change groups or take over; one who goes may become a member again. */
#include "solve/search.h"

static bool pinned_leader(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return state->slots[slot].fixed && state->pinned[person];
}

/** One too many goes. */
static bool drop(cvn_search *s, uint32_t number)
{
    cvn_slot *slot = &s->state->slots[number];
    if (slot->leader_count <= s->p->types[slot->type].leaders_min)
        return false;
    uint32_t person = slot->leaders[cvn_below(s, slot->leader_count)];
    if (pinned_leader(s->state, person, number))
        return false;
    cvn_trial_begin(s->state);
    cvn_unlead(s->state, person, number);
    if (s->p->person[person].member && !s->state->lead_count[person])
        cvn_insert(s, person, 1);
    return cvn_decide(s);
}

/** Two groups exchange leaders. */
static bool change_places(cvn_search *s, uint32_t number)
{
    cvn_state *state = s->state;
    uint32_t other = cvn_pick_slot(s);
    if (other == number || !state->slots[number].leader_count || !state->slots[other].leader_count)
        return false;
    uint32_t a = state->slots[number].leaders[cvn_below(s, state->slots[number].leader_count)];
    uint32_t b = state->slots[other].leaders[cvn_below(s, state->slots[other].leader_count)];
    if (a == b || pinned_leader(state, a, number) || pinned_leader(state, b, other) || !cvn_bit(state->slots[other].able_lead, a) ||
        !cvn_bit(state->slots[number].able_lead, b))
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, a, number);
    cvn_unlead(state, b, other);
    if (!cvn_may_lead(state, a, other) || !cvn_may_lead(state, b, number))
        return cvn_give_up(s);
    cvn_lead(state, a, other);
    cvn_lead(state, b, number);
    return cvn_decide(s);
}

/** Another takes over from one of the group's, or comes beside them. */
static bool take_over(cvn_search *s, uint32_t number, bool beside)
{
    cvn_state *state = s->state;
    cvn_slot *slot = &state->slots[number];
    uint32_t person = CVN_NONE;
    for (uint32_t k = 0; k < 12 && person == CVN_NONE; k++) {
        uint32_t one = cvn_pick_leader(s, slot->type, cvn_one_in(s, 2));
        if (one != CVN_NONE && cvn_bit(slot->able_lead, one) && !cvn_leads_slot(state, one, number))
            person = one;
    }
    if (person == CVN_NONE || (!beside && !slot->leader_count) || (beside && slot->leader_count >= s->p->types[slot->type].leaders_max))
        return false;
    uint32_t old = beside ? CVN_NONE : slot->leaders[cvn_below(s, slot->leader_count)], seat = state->seat[person];
    if (old != CVN_NONE && pinned_leader(state, old, number))
        return false;
    cvn_trial_begin(state);
    if (old != CVN_NONE)
        cvn_unlead(state, old, number);
    if (!cvn_appoint(s, person, number))
        return cvn_give_up(s);
    if (seat != CVN_NONE && cvn_one_in(s, 2))
        cvn_fill(s, seat, state->slots[seat].member_count + 1);
    if (old != CVN_NONE && s->p->person[old].member && !state->lead_count[old] && state->seat[old] == CVN_NONE)
        cvn_insert(s, old, 1);
    return cvn_decide(s);
}

bool cvn_move_leaders(cvn_search *s)
{
    uint32_t number = cvn_pick_slot(s);
    if (number == CVN_NONE || !s->leader_count || !s->state->slots[number].able_lead)
        return false;
    switch (cvn_below(s, s->p->baseline ? 6 : 4)) {
    case 0: return drop(s, number);
    case 1: return change_places(s, number);
    case 2: return take_over(s, number, true);
    case 3: return take_over(s, number, false);
    default: return cvn_move_relay(s); /* only after dropouts are leaders wanted where there was one */
    }
}
