/* SPDX-License-Identifier: Apache-2.0 */
/** Two members of two groups change places. */
#include "solve/search.h"

/** Somebody of the group `to` who fits the group `from`; nearest after a random place in the list. */
static uint32_t partner(cvn_search *s, uint32_t from, uint32_t to)
{
    const cvn_slot *slot = &s->state->slots[to];
    const uint64_t *able = s->state->slots[from].able;
    if (!slot->member_count)
        return CVN_NONE;
    uint32_t begin = cvn_below(s, slot->member_count);
    for (uint32_t k = 0; k < slot->member_count; k++) {
        uint32_t at = begin + k < slot->member_count ? begin + k : begin + k - slot->member_count;
        if (cvn_bit(able, slot->members[at]) && !s->state->pinned[slot->members[at]])
            return slot->members[at];
    }
    return CVN_NONE;
}

static void exchange_seats(cvn_state *state, uint32_t a, uint32_t b)
{
    uint32_t from = state->seat[a], to = state->seat[b];
    cvn_trial_begin(state);
    cvn_leave(state, a);
    cvn_leave(state, b);
    cvn_join(state, a, to);
    cvn_join(state, b, from);
}

bool cvn_move_swap(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t a = cvn_pick_member(s);
    if (a == CVN_NONE)
        return false;
    uint32_t from = state->seat[a], to = cvn_pick_fit(s, a, from), b = to == CVN_NONE ? CVN_NONE : partner(s, from, to);
    if (b == CVN_NONE)
        return false;
    if (s->p->person[a].tied || s->p->person[b].tied) {
        exchange_seats(state, a, b);
        return cvn_decide(s);
    }
    cvn_tally delta = cvn_slot_change(state, from, a, b), other = cvn_slot_change(state, to, b, a);
    cvn_tally there = cvn_member_tally(state, a, to), here = cvn_member_tally(state, b, from);
    cvn_tally_add(&delta, &other, 1);
    cvn_tally_add(&delta, &there, 1);
    cvn_tally_add(&delta, &here, 1);
    cvn_tally_add(&delta, &state->person_tally[a], -1);
    cvn_tally_add(&delta, &state->person_tally[b], -1);
    if (!cvn_accepts(s, &delta))
        return false;
    exchange_seats(state, a, b);
    return cvn_keep(s, &delta);
}
