/* SPDX-License-Identifier: Apache-2.0 */
/** spread: each pair of people with a value in common counts. */
#include "solve/rules/rules.h"

/** People of the crew, `out` aside, with whom somebody has a value in common. */
static int64_t alike(const cvn_column *column, const cvn_crew *crew, uint32_t out, uint32_t person)
{
    if (column->one) /* one value at most: those who hold it */
        return column->one[person] == CVN_NONE ? 0 : cvn_others_with(column, crew, out, column->one[person]);
    int64_t n = 0;
    for (uint32_t i = 0; i < crew->member_count; i++)
        n += crew->members[i] != out && cvn_column_shares(column, crew->members[i], person);
    for (uint32_t i = 0; i < crew->leader_count; i++)
        n += cvn_column_shares(column, crew->leaders[i], person);
    return n;
}

int64_t cvn_spread_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo)
{
    const cvn_column *column = &state->p->columns[rule->column];
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    int64_t units = 0;
    *memo = 0;
    if (column->one) {
        for (uint32_t i = 0; i < crew.member_count + crew.leader_count; i++) {
            uint32_t value = column->one[cvn_crew_person(&crew, i)];
            units += value == CVN_NONE ? 0 : state->seen[value]++;
        }
        cvn_forget(state, column, &crew);
        return units;
    }
    for (uint32_t i = 0; i < crew.member_count; i++) {
        cvn_crew sooner = {.members = crew.members, .member_count = i};
        units += alike(column, &sooner, CVN_NONE, crew.members[i]);
    }
    for (uint32_t i = 0; i < crew.leader_count; i++) {
        cvn_crew sooner = crew;
        sooner.leader_count = i;
        units += alike(column, &sooner, CVN_NONE, crew.leaders[i]);
    }
    return units;
}

int64_t cvn_spread_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    (void)memo;
    const cvn_column *column = &state->p->columns[rule->column];
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    int64_t units = 0;
    if (out != CVN_NONE)
        units -= alike(column, &crew, out, out);
    if (in != CVN_NONE)
        units += alike(column, &crew, out, in);
    return units;
}
