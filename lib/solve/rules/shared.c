/* SPDX-License-Identifier: Apache-2.0 */
/** shared: some value is held by all, or nobody is there. Memo: 1 where none is. */
#include "solve/rules/rules.h"

/** Does everybody but `out`, and `in`, hold a value in common? */
static bool common(const cvn_state *state, const cvn_slot *slot, const cvn_plan_rule *rule, uint32_t out, uint32_t in)
{
    const cvn_column *column = &state->p->columns[rule->column];
    cvn_crew of = cvn_crew_of(slot, rule->among), *crew = &of;
    uint32_t n = 0, any = in; /* any: whose values are the candidates */
    for (uint32_t i = 0; i < crew->member_count; i++)
        if (crew->members[i] != out) {
            n++;
            any = crew->members[i];
        }
    for (uint32_t i = 0; i < crew->leader_count; i++)
        if (crew->leaders[i] != out) {
            n++;
            any = crew->leaders[i];
        }
    if (any == CVN_NONE)
        return true;
    if (column->mask) {
        uint64_t mask = in == CVN_NONE ? ~UINT64_C(0) : column->mask[in];
        for (uint32_t i = 0; i < crew->member_count; i++)
            mask &= crew->members[i] == out ? ~UINT64_C(0) : column->mask[crew->members[i]];
        for (uint32_t i = 0; i < crew->leader_count; i++)
            mask &= crew->leaders[i] == out ? ~UINT64_C(0) : column->mask[crew->leaders[i]];
        return mask;
    }
    for (uint32_t k = column->first[any]; k < column->first[any + 1]; k++)
        if (cvn_others_with(state, rule, slot, out, column->values[k]) == n &&
            (in == CVN_NONE || cvn_column_holds(column, in, column->values[k])))
            return true;
    return false;
}

uint32_t cvn_shared_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot)
{
    return !common(state, slot, rule, CVN_NONE, CVN_NONE);
}

uint32_t cvn_shared_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    (void)memo;
    return !common(state, slot, rule, out, in);
}
