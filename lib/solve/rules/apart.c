/* SPDX-License-Identifier: Apache-2.0 */
/** apart: no two of a set in one group; each pair of them counts. */
#include "solve/rules/rules.h"

/** How many sets the two stand in together, those of unweighted rules and the weights of the others. */
static void clash(const cvn_problem *p, const cvn_column *column, uint32_t a, uint32_t b, int64_t times, cvn_tally *tally)
{
    if (p->clashes && !cvn_bit(p->clashes + (size_t)a * p->people_words, b))
        return;
    const uint32_t *x = column->values + column->first[a], *x_end = column->values + column->first[a + 1];
    const uint32_t *y = column->values + column->first[b], *y_end = column->values + column->first[b + 1];
    while (x < x_end && y < y_end) { /* both lists ascend */
        if (*x == *y) {
            const cvn_plan_set *set = &p->apart[*x];
            tally->hard += set->hard ? times : 0;
            tally->cost += set->hard ? 0 : times * set->weight;
        }
        uint32_t at = *x, other = *y;
        x += at <= other;
        y += other <= at;
    }
}

/** One person against a crew, `out` aside. */
static void against(const cvn_problem *p, const cvn_column *column, const cvn_crew *crew, uint32_t out, uint32_t person, int64_t times,
                    cvn_tally *tally)
{
    if (column->first[person] == column->first[person + 1])
        return;
    for (uint32_t i = 0; i < crew->member_count; i++)
        if (crew->members[i] != out)
            clash(p, column, person, crew->members[i], times, tally);
    for (uint32_t i = 0; i < crew->leader_count; i++)
        if (crew->leaders[i] != out)
            clash(p, column, person, crew->leaders[i], times, tally);
}

cvn_tally cvn_apart_tally(const cvn_state *state, const cvn_slot *slot)
{
    cvn_tally tally = {0};
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++) {
        const cvn_column *column = &state->p->apart_of[among];
        if (!column->first)
            continue;
        cvn_crew crew = cvn_crew_of(slot, among), sooner = crew;
        sooner.leader_count = 0;
        for (sooner.member_count = 0; sooner.member_count < crew.member_count; sooner.member_count++)
            against(state->p, column, &sooner, CVN_NONE, crew.members[sooner.member_count], 1, &tally);
        for (; sooner.leader_count < crew.leader_count; sooner.leader_count++)
            against(state->p, column, &sooner, CVN_NONE, crew.leaders[sooner.leader_count], 1, &tally);
    }
    return tally;
}

cvn_tally cvn_apart_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    cvn_tally tally = {0};
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_MEMBERS; among++) {
        const cvn_column *column = &state->p->apart_of[among];
        if (!column->first)
            continue;
        cvn_crew crew = cvn_crew_of(slot, among);
        if (out != CVN_NONE)
            against(state->p, column, &crew, out, out, -1, &tally);
        if (in != CVN_NONE)
            against(state->p, column, &crew, out, in, 1, &tally);
    }
    return tally;
}

cvn_tally cvn_apart_with(const cvn_state *state, const cvn_slot *slot, uint32_t person, bool leads)
{
    cvn_tally tally = {0};
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++) {
        const cvn_column *column = &state->p->apart_of[among];
        if (!column->first || among == (leads ? CVN_AMONG_MEMBERS : CVN_AMONG_LEADERS))
            continue;
        cvn_crew crew = cvn_crew_of(slot, among);
        against(state->p, column, &crew, person, person, 1, &tally);
    }
    return tally;
}
