/* SPDX-License-Identifier: Apache-2.0 */
/** A group to other times: who cannot follow is seated elsewhere, who is left over and can come is taken in. */
#include "solve/search.h"

#include <string.h>

/** Who must be able to come: one of the leaders, or another who would take over; without leaders a member; half the time somebody unplaced. */
static uint32_t choose_must(cvn_search *s, const cvn_slot *slot, uint32_t must[2], uint32_t *new_leader)
{
    uint32_t n = 0;
    *new_leader = CVN_NONE;
    if (slot->leader_count) {
        must[n++] = slot->leaders[cvn_below(s, slot->leader_count)];
        uint32_t other = cvn_one_in(s, 3) ? cvn_pick_leader(s, slot->type, false) : CVN_NONE;
        if (other != CVN_NONE)
            must[0] = *new_leader = other;
    } else {
        must[n++] = slot->members[cvn_below(s, slot->member_count)];
    }
    uint32_t left = cvn_pick_unplaced(s);
    if (left != CVN_NONE && left != must[0] && s->p->person[left].preference[slot->type] >= 0 && cvn_one_in(s, 2))
        must[n++] = left;
    return n;
}

/** The old leader makes room for the new one, and leaders who cannot follow go. */
static bool hand_over(cvn_search *s, uint32_t number, uint32_t new_leader)
{
    cvn_slot *slot = &s->state->slots[number];
    if (new_leader != CVN_NONE) {
        if (slot->leader_count && slot->leader_count >= s->p->types[slot->type].leaders_max)
            cvn_unlead(s->state, slot->leaders[cvn_below(s, slot->leader_count)], number);
        cvn_appoint(s, new_leader, number);
    }
    return cvn_staff(s, number);
}

bool cvn_move_retime(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s), must[2], leader;
    if (number == CVN_NONE)
        return false;
    cvn_slot *slot = &state->slots[number];
    if (slot->fixed || slot->count == slot->held || slot->member_count + slot->leader_count == 0)
        return false;
    uint32_t n = choose_must(s, slot, must, &leader);
    memset(s->own, 0, s->p->people_words * sizeof *s->own);
    for (uint32_t i = 0; i < slot->member_count; i++)
        cvn_bit_set(s->own, slot->members[i]);
    memcpy(s->series, slot->at, slot->held * sizeof *slot->at);
    cvn_wish wish = {.type = slot->type,
                     .base = slot->base,
                     .held = slot->held,
                     .must = must,
                     .must_count = n,
                     .own = s->own,
                     .own_worth = 4,
                     .unplaced_worth = 4,
                     .any_worth = (int32_t)cvn_below(s, 2),
                     .noise = cvn_one_in(s, 3) ? 10 : 2};
    uint32_t count = cvn_seek(s, &wish);
    if (!count)
        return false;
    cvn_trial_begin(state);
    cvn_set_times(state, number, s->series, count, slot->held);
    uint32_t gone = cvn_evict(state, number, s->others);
    if (!hand_over(s, number, leader))
        return cvn_give_up(s);
    cvn_fill(s, number, s->p->types[slot->type].size_max);
    for (uint32_t i = 0; i < gone; i++)
        if (state->seat[s->others[i]] == CVN_NONE && !state->lead_count[s->others[i]])
            cvn_insert(s, s->others[i], cvn_below(s, 2));
    if (slot->member_count < cvn_size_min(state, slot))
        cvn_pull(s, number, cvn_size_min(state, slot), CVN_NONE);
    return cvn_decide(s);
}
