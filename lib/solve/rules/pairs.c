/* SPDX-License-Identifier: Apache-2.0 */
/** pairs: the sum of the numbers of pairs in one group. */
#include "solve/rules/rules.h"

/** One person's pairs with a crew, `out` aside, from the matrix. */
static int64_t from_matrix(const cvn_problem *p, const cvn_pairs *pairs, const cvn_crew *crew, uint32_t out, uint32_t person)
{
    const int32_t *row = pairs->matrix + (size_t)person * p->people;
    int64_t sum = out == CVN_NONE ? 0 : -(int64_t)row[out];
    for (uint32_t i = 0; i < crew->member_count; i++)
        sum += row[crew->members[i]];
    for (uint32_t i = 0; i < crew->leader_count; i++)
        sum += row[crew->leaders[i]];
    return sum;
}

/** The same from the person's list: which of those stand in the slot, in a role that the rule looks at? */
static int64_t from_list(const cvn_state *state, const cvn_pairs *pairs, cvn_among among, uint32_t slot, uint32_t out, uint32_t person)
{
    int64_t sum = 0;
    for (uint32_t k = pairs->first[person]; k < pairs->first[person + 1]; k++) {
        uint32_t other = pairs->other[k];
        bool here = among != CVN_AMONG_LEADERS && state->seat[other] == slot;
        if (!here && among != CVN_AMONG_MEMBERS && state->lead_count[other])
            here = cvn_leads_slot(state, other, slot);
        sum += here && other != out ? pairs->weight[k] : 0;
    }
    return sum;
}

static int64_t with_others(const cvn_state *state, cvn_among among, const cvn_slot *slot, uint32_t out, uint32_t person)
{
    const cvn_pairs *pairs = &state->p->pairs[among];
    if (!pairs->matrix)
        return from_list(state, pairs, among, (uint32_t)(slot - state->slots), out, person);
    cvn_crew crew = cvn_crew_of(slot, among);
    return from_matrix(state->p, pairs, &crew, out, person);
}

int64_t cvn_pairs_cost(const cvn_state *state, const cvn_slot *slot)
{
    int64_t twice = 0;
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++) {
        if (!state->p->pairs[among].any)
            continue;
        cvn_crew crew = cvn_crew_of(slot, among);
        for (uint32_t i = 0; i < crew.member_count; i++)
            twice += with_others(state, among, slot, CVN_NONE, crew.members[i]);
        for (uint32_t i = 0; i < crew.leader_count; i++)
            twice += with_others(state, among, slot, CVN_NONE, crew.leaders[i]);
    }
    return twice / 2;
}

int64_t cvn_pairs_change(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    int64_t sum = 0;
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_MEMBERS; among++) {
        if (!state->p->pairs[among].any)
            continue;
        if (out != CVN_NONE)
            sum -= with_others(state, among, slot, out, out);
        if (in != CVN_NONE)
            sum += with_others(state, among, slot, out, in);
    }
    return sum;
}

int64_t cvn_pairs_with(const cvn_state *state, const cvn_slot *slot, uint32_t person, bool leads)
{
    int64_t sum = 0;
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++)
        if (state->p->pairs[among].any && among != (leads ? CVN_AMONG_MEMBERS : CVN_AMONG_LEADERS))
            sum += with_others(state, among, slot, CVN_NONE, person);
    return sum;
}
