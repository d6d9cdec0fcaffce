/* SPDX-License-Identifier: Apache-2.0 */
/** shared: some value is held by all, or nobody is there. */
#include "solve/rules/rules.h"

/** Does everybody but `out`, and `in`, hold a value in common? */
static bool common(const cvn_column *column, const cvn_crew *crew, uint32_t out, uint32_t in)
{
    uint32_t n = 0, any = in; /* any: whose values are the candidates */
    for (uint32_t i = 0; i < crew->member_count; i++)
        if (crew->members[i] != out) {
            n++;
            any = crew->members[i];
        }
    for (uint32_t i = 0; i < crew->leader_count; i++, n++)
        any = crew->leaders[i];
    if (any == CVN_NONE)
        return true;
    if (column->mask) {
        uint64_t mask = in == CVN_NONE ? ~UINT64_C(0) : column->mask[in];
        for (uint32_t i = 0; i < crew->member_count; i++)
            mask &= crew->members[i] == out ? ~UINT64_C(0) : column->mask[crew->members[i]];
        for (uint32_t i = 0; i < crew->leader_count; i++)
            mask &= column->mask[crew->leaders[i]];
        return mask;
    }
    for (uint32_t k = column->first[any]; k < column->first[any + 1]; k++)
        if (cvn_others_with(column, crew, out, column->values[k]) == n && (in == CVN_NONE || cvn_column_holds(column, in, column->values[k])))
            return true;
    return false;
}

int64_t cvn_shared_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo)
{
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    *memo = !common(&state->p->columns[rule->column], &crew, CVN_NONE, CVN_NONE);
    return *memo;
}

int64_t cvn_shared_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    return (int64_t)!common(&state->p->columns[rule->column], &crew, out, in) - memo;
}
