/* SPDX-License-Identifier: Apache-2.0 */
/** One member to another group with room. */
#include "solve/search.h"

bool cvn_move_relocate(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t person = cvn_pick_member(s);
    if (person == CVN_NONE)
        return false;
    uint32_t from = state->seat[person], to = cvn_pick_fit(s, person, from);
    if (to == CVN_NONE || !cvn_has_room(state, to))
        return false;
    if (!s->p->person[person].tied) {
        cvn_tally delta = cvn_slot_change(state, from, person, CVN_NONE), in = cvn_slot_change(state, to, CVN_NONE, person);
        cvn_tally own = cvn_member_tally(state, person, to);
        cvn_tally_add(&delta, &in, 1);
        cvn_tally_add(&delta, &own, 1);
        cvn_tally_add(&delta, &state->person_tally[person], -1);
        if (!cvn_accepts(s, &delta))
            return false;
        cvn_trial_begin(state);
        cvn_leave(state, person);
        cvn_join(state, person, to);
        return cvn_keep(s, &delta);
    }
    cvn_trial_begin(state);
    cvn_leave(state, person);
    cvn_join(state, person, to);
    return cvn_decide(s);
}
