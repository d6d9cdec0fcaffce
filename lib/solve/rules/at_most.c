/* SPDX-License-Identifier: Apache-2.0 */
/** at_most: no value is held by more than count. Memo: how many are one too many. */
#include "solve/rules/rules.h"

uint32_t cvn_at_most_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot)
{
    const cvn_column *column = &state->p->columns[rule->column];
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    uint32_t n = 0;
    for (uint32_t i = 0; i < crew.member_count + crew.leader_count; i++) {
        uint32_t person = cvn_crew_person(&crew, i);
        for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
            n += state->seen[column->values[k]]++ >= rule->count;
    }
    cvn_forget(state, column, &crew);
    return n;
}

uint32_t cvn_at_most_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    const cvn_column *column = &state->p->columns[rule->column];
    if (out != CVN_NONE)
        for (uint32_t k = column->first[out]; k < column->first[out + 1]; k++)
            memo -= cvn_others_with(state, rule, slot, out, column->values[k]) >= rule->count;
    if (in != CVN_NONE)
        for (uint32_t k = column->first[in]; k < column->first[in + 1]; k++)
            memo += cvn_others_with(state, rule, slot, out, column->values[k]) >= rule->count;
    return memo;
}
