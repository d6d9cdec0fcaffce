/* SPDX-License-Identifier: Apache-2.0 */
/** All sessions that are ahead anew, the cheapest for the group as it is (a little noise makes it another one each time). */
#include "solve/search.h"

bool cvn_move_shift(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_pick_slot(s);
    if (number == CVN_NONE || state->slots[number].fixed)
        return false;
    uint32_t count = cvn_best_times(s, number, s->temperature * (cvn_one_in(s, 2) ? 1 : 6));
    cvn_tally delta;
    if (!count || !cvn_times_change(s, number, s->series, count, &delta) || !cvn_accepts(s, &delta))
        return false;
    cvn_trial_begin(state);
    cvn_set_times(state, number, s->series, count, state->slots[number].held);
    return cvn_keep(s, &delta);
}
