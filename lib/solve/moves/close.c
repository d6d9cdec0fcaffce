/* SPDX-License-Identifier: Apache-2.0 */
/** A group ends; its people find other seats where there are some. */
#include "solve/search.h"

bool cvn_move_close(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s), n = 0;
    if (number == CVN_NONE || state->slots[number].fixed)
        return false;
    cvn_slot *slot = &state->slots[number];
    for (uint32_t i = 0; i < slot->member_count; i++)
        s->others[n++] = slot->members[i];
    for (uint32_t i = 0; i < slot->leader_count; i++)
        if (s->p->person[slot->leaders[i]].member)
            s->others[n++] = slot->leaders[i];
    cvn_trial_begin(state);
    cvn_empty(state, number);
    cvn_close(state, number);
    for (uint32_t i = 0; i < n; i++)
        if (state->seat[s->others[i]] == CVN_NONE && !state->lead_count[s->others[i]])
            cvn_insert(s, s->others[i], cvn_below(s, 2));
    return cvn_decide(s);
}
