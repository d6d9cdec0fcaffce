/* SPDX-License-Identifier: Apache-2.0 */
/** A new group around a leader and, mostly, somebody unplaced. */
#include "solve/search.h"

bool cvn_move_open(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t type = cvn_pick_type(s), leader = CVN_NONE;
    if (type == CVN_NONE)
        return false;
    const cvn_plan_type *t = &s->p->types[type];
    uint32_t left = cvn_pick_unplaced(s);
    if (left != CVN_NONE && (s->p->person[left].preference[type] < 0 || cvn_one_in(s, 4)))
        left = CVN_NONE;
    if (t->leaders_max && (t->leaders_min || cvn_one_in(s, 2)))
        leader = cvn_pick_leader(s, type, cvn_one_in(s, 8));
    if (leader == CVN_NONE && (t->leaders_min || left == CVN_NONE))
        return false;
    cvn_trial_begin(state);
    uint32_t slot = cvn_found(s, type, leader, left, NULL);
    if (slot == CVN_NONE)
        return cvn_give_up(s);
    cvn_fill(s, slot, t->size_max);
    if (state->slots[slot].member_count < t->size_min)
        cvn_pull(s, slot, t->size_min, CVN_NONE);
    else if (cvn_one_in(s, 2))
        cvn_pull(s, slot, t->size_ideal, CVN_NONE);
    return cvn_decide(s);
}
