/* SPDX-License-Identifier: Apache-2.0 */
/** A new group becomes one of another type; who does not take it is seated elsewhere. */
#include "solve/search.h"

bool cvn_move_retype(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s), type = cvn_pick_type(s);
    if (number == CVN_NONE || type == CVN_NONE)
        return false;
    cvn_slot *slot = &state->slots[number];
    if (slot->fixed || slot->base != CVN_NONE || slot->type == type)
        return false;
    cvn_trial_begin(state);
    cvn_set_type(state, number, type);
    uint32_t gone = cvn_evict(state, number, s->others);
    if (!cvn_staff(s, number))
        return cvn_give_up(s);
    for (uint32_t i = 0; i < gone; i++)
        if (state->seat[s->others[i]] == CVN_NONE && !state->lead_count[s->others[i]])
            cvn_insert(s, s->others[i], 1);
    if (slot->member_count < s->p->types[type].size_min)
        cvn_fill(s, number, s->p->types[type].size_min);
    return cvn_decide(s);
}
