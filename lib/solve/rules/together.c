/* SPDX-License-Identifier: Apache-2.0 */
/** together: those of a set who are placed are in one group; each further group counts. */
#include "solve/rules/rules.h"

/** Does anybody of the set before place k stand in the slot? */
static bool seen(const cvn_state *state, const cvn_plan_set *set, uint32_t before, uint32_t slot)
{
    for (uint32_t k = 0; k < before; k++)
        if (state->seat[set->who[k]] == slot || cvn_leads_slot(state, set->who[k], slot))
            return true;
    return false;
}

int64_t cvn_together_units(const cvn_state *state, uint32_t set_number)
{
    const cvn_plan_set *set = &state->p->together[set_number];
    int64_t groups = 0;
    for (uint32_t k = 0; k < set->count; k++) {
        uint32_t person = set->who[k];
        if (state->seat[person] != CVN_NONE)
            groups += !seen(state, set, k, state->seat[person]);
        for (uint32_t i = 0; i < state->lead_count[person]; i++)
            groups += !seen(state, set, k, state->leads[state->lead_first[person] + i]);
    }
    return groups > 1 ? groups - 1 : 0;
}

cvn_tally cvn_together_seated(const cvn_state *state, uint32_t person, uint32_t slot)
{
    const cvn_column *sets = &state->p->together_of;
    cvn_tally change = {0};
    assert(state->seat[person] == CVN_NONE && !state->lead_count[person]);
    for (uint32_t k = sets->first[person]; k < sets->first[person + 1]; k++) {
        const cvn_plan_set *set = &state->p->together[sets->values[k]];
        int64_t more = cvn_together_units(state, sets->values[k]) > 0;
        for (uint32_t i = 0; i < set->count && !more; i++) /* in one group so far, or none */
            more = state->seat[set->who[i]] != CVN_NONE || state->lead_count[set->who[i]];
        if (more && seen(state, set, set->count, slot))
            more = 0;
        change.hard += set->hard ? more : 0;
        change.cost += set->hard ? 0 : more * set->weight;
    }
    return change;
}
