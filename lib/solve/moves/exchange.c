/* SPDX-License-Identifier: Apache-2.0 */
/** Somebody unplaced for somebody placed, who may find another seat. */
#include "solve/search.h"

bool cvn_move_exchange(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t person = cvn_pick_unplaced(s), slot = person == CVN_NONE ? CVN_NONE : cvn_pick_fit(s, person, CVN_NONE);
    if (slot == CVN_NONE || !state->slots[slot].member_count)
        return false;
    uint32_t other = state->slots[slot].members[cvn_below(s, state->slots[slot].member_count)];
    if (state->pinned[other])
        return false;
    cvn_trial_begin(state);
    cvn_take(s, other);
    cvn_put(s, person, slot);
    if (!cvn_one_in(s, 3))
        cvn_insert(s, other, cvn_below(s, 2));
    return cvn_decide(s);
}
