/* SPDX-License-Identifier: Apache-2.0 */
/** A part of a group goes to a new one with another leader. */
#include "solve/search.h"

#include <string.h>

bool cvn_move_split(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s), type = cvn_pick_type(s), leader = CVN_NONE;
    if (number == CVN_NONE || type == CVN_NONE || state->slots[number].fixed)
        return false;
    cvn_slot *slot = &state->slots[number];
    const cvn_plan_type *t = &s->p->types[type];
    if (t->leaders_max && (t->leaders_min || cvn_one_in(s, 2)))
        leader = cvn_pick_leader(s, type, cvn_one_in(s, 8));
    if (!slot->member_count || (leader == CVN_NONE && t->leaders_min))
        return false;
    memset(s->own, 0, s->p->people_words * sizeof *s->own);
    for (uint32_t i = 0; i < slot->member_count; i++)
        cvn_bit_set(s->own, slot->members[i]);
    uint32_t with = slot->members[cvn_below(s, slot->member_count)];
    cvn_trial_begin(state);
    uint32_t other = cvn_found(s, type, leader, with == leader ? CVN_NONE : with, s->own);
    if (other == CVN_NONE)
        return cvn_give_up(s);
    uint32_t size = (slot->member_count + 1) / 2;
    cvn_pull(s, other, size > t->size_min ? size : t->size_min, number);
    cvn_fill(s, other, t->size_ideal);
    if (state->slots[other].member_count < t->size_min)
        cvn_pull(s, other, t->size_min, CVN_NONE);
    return cvn_decide(s);
}
