/* SPDX-License-Identifier: Apache-2.0 */
/** Somebody unplaced gets a seat, if need be by a chain of others who move on. */
#include "solve/search.h"

bool cvn_move_place(cvn_search *s)
{
    uint32_t person = cvn_pick_unplaced(s);
    if (person == CVN_NONE || !s->state->open_count)
        return false;
    cvn_trial_begin(s->state);
    if (!cvn_insert(s, person, cvn_below(s, 4)))
        return cvn_give_up(s);
    return cvn_decide(s);
}
