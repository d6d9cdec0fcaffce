/* SPDX-License-Identifier: Apache-2.0 */
/**
 * An answer at once: groups that lack something (a leader who dropped out, the last people who may stay away) end, and their people find other
 * seats. It costs far more than it need, but whatever stops the search from here on, there is an answer that keeps the others where they are.
 */
#include "solve/search.h"

static void end_group(cvn_search *s, uint32_t number)
{
    cvn_state *state = s->state;
    const cvn_slot *slot = &state->slots[number];
    uint32_t n = 0;
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
            cvn_insert(s, s->others[i], 0);
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

void cvn_mend(cvn_search *s)
{
    for (uint32_t i = s->state->open_count; i-- > 0;) {
        uint32_t number = s->state->open[i];
        if (s->state->slots[number].tally.hard > 0 && !s->state->slots[number].fixed)
            end_group(s, number);
    }
    cvn_search_note(s, true);
}
