/* SPDX-License-Identifier: Apache-2.0 */
/** Two groups become one. */
#include "solve/search.h"

bool cvn_move_merge(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t person = cvn_pick_member(s);
    if (person == CVN_NONE)
        return false;
    uint32_t from = state->seat[person], to = cvn_pick_fit(s, person, from), n = 0;
    if (to == CVN_NONE || state->slots[from].fixed)
        return false;
    cvn_slot *slot = &state->slots[from];
    for (uint32_t i = 0; i < slot->member_count; i++)
        s->others[n++] = slot->members[i];
    cvn_trial_begin(state);
    cvn_empty(state, from);
    cvn_close(state, from);
    for (uint32_t i = 0; i < n; i++) {
        if (cvn_has_room(state, to) && cvn_is_able(state, s->others[i], to))
            cvn_put(s, s->others[i], to);
        else
            cvn_insert(s, s->others[i], 0);
    }
    return cvn_decide(s);
}
