/* SPDX-License-Identifier: Apache-2.0 */
/** spread: each pair of people with a value in common counts. Memo: how many there are. */
#include "solve/rules/rules.h"

/** People of the group, `out` aside, with whom somebody has a value in common. */
static uint32_t alike(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t out, uint32_t person)
{
    const cvn_column *column = &state->p->columns[rule->column];
    if (column->one) /* one value at most: those who hold it */
        return column->one[person] == CVN_NONE ? 0 : cvn_others_with(state, rule, slot, out, column->one[person]);
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    uint32_t n = 0;
    for (uint32_t i = 0; i < crew.member_count + crew.leader_count; i++) {
        uint32_t other = cvn_crew_person(&crew, i);
        n += other != out && cvn_column_shares(column, other, person);
    }
    return n;
}

uint32_t cvn_spread_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot)
{
    const cvn_column *column = &state->p->columns[rule->column];
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    uint32_t n = 0;
    for (uint32_t i = 1; i < crew.member_count + crew.leader_count; i++)
        for (uint32_t k = 0; k < i; k++)
            n += cvn_column_shares(column, cvn_crew_person(&crew, i), cvn_crew_person(&crew, k));
    return n;
}

uint32_t cvn_spread_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    if (out != CVN_NONE)
        memo -= alike(state, rule, slot, out, out);
    if (in != CVN_NONE)
        memo += alike(state, rule, slot, out, in);
    return memo;
}
