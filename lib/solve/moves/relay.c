/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A leader goes to a group that needs one, and somebody else takes over where they led: what lies between a group whose leader dropped out and a
 * leader to spare who cannot come at its hours.
 */
#include "solve/search.h"

enum { LOOKED_AT = 64, PICKED = 16 };

/** A random group; every other time, one that is short of leaders where there is one within reach. */
static uint32_t needy(cvn_search *s)
{
    const cvn_state *state = s->state;
    uint32_t first = cvn_below(s, state->open_count), reach = state->open_count < LOOKED_AT ? state->open_count : LOOKED_AT;
    for (uint32_t k = 0; cvn_one_in(s, 2) && k < reach; k++) {
        uint32_t slot = state->open[(first + k) % state->open_count];
        if (cvn_leaders_short(state, &state->slots[slot]) > 0)
            return slot;
    }
    return state->open[first];
}

/** A leader of another group who could lead this one; *from is theirs. */
static uint32_t donor(cvn_search *s, uint32_t number, uint32_t *from)
{
    const cvn_state *state = s->state;
    for (uint32_t k = 0; k < PICKED; k++) {
        *from = cvn_pick_slot(s);
        const cvn_slot *slot = &state->slots[*from];
        if (*from == number || !slot->leader_count)
            continue;
        uint32_t person = slot->leaders[cvn_below(s, slot->leader_count)];
        if (cvn_bit(state->slots[number].able_lead, person) && !cvn_leads_slot(state, person, number) &&
            !(slot->fixed && state->pinned[person]))
            return person;
    }
    return CVN_NONE;
}

/** One of a group's own members leads it. */
static void promote(cvn_search *s, uint32_t number)
{
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t first = slot->member_count ? cvn_below(s, slot->member_count) : 0;
    for (uint32_t k = 0; k < slot->member_count; k++) {
        uint32_t person = slot->members[(first + k) % slot->member_count];
        if (s->p->person[person].leader && cvn_bit(slot->able_lead, person)) {
            cvn_appoint(s, person, number);
            return;
        }
    }
}

/** Somebody who leads no more has a seat again: in the group that they led, or where it costs least. */
static void seat(cvn_search *s, uint32_t person, uint32_t number)
{
    cvn_state *state = s->state;
    if (!s->p->person[person].member || state->lead_count[person] || state->seat[person] != CVN_NONE)
        return;
    if (cvn_is_able(state, person, number) && cvn_has_room(state, number))
        cvn_put(s, person, number);
    else
        cvn_insert(s, person, 1);
}

bool cvn_move_relay(cvn_search *s)
{
    cvn_state *state = s->state;
    if (!state->open_count || !s->leader_count)
        return false;
    uint32_t number = needy(s), from;
    cvn_slot *slot = &state->slots[number];
    if (!slot->able_lead)
        return false;
    uint32_t person = donor(s, number, &from), old = CVN_NONE;
    if (person == CVN_NONE)
        return false;
    if (slot->leader_count >= s->p->types[slot->type].leaders_max || (slot->leader_count && !cvn_leaders_short(state, slot)))
        old = slot->leaders[cvn_below(s, slot->leader_count)];
    if (old != CVN_NONE && slot->fixed && state->pinned[old])
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, person, from);
    if (old != CVN_NONE)
        cvn_unlead(state, old, number);
    if (!cvn_may_lead(state, person, number))
        return cvn_give_up(s);
    cvn_lead(state, person, number);
    if (cvn_one_in(s, 2))
        promote(s, from);
    cvn_staff(s, from);
    if (old != CVN_NONE)
        seat(s, old, number);
    return cvn_decide(s);
}
