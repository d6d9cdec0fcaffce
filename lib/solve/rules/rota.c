/* SPDX-License-Identifier: Apache-2.0 */
/** Turns of a group's rota: dealt anew at each look, because who could do what changes with everybody who comes or goes. */
#include "solve/rules/rules.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL = 4096 };

int64_t cvn_rota_squares(const cvn_state *state, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    const cvn_problem *p = state->p;
    const cvn_plan_type *type = &p->types[slot->type];
    if (!type->has_rota || slot->count <= slot->held)
        return 0;
    cvn_crew crew = cvn_crew_of(slot, type->rota_among);
    uint32_t most = crew.member_count + crew.leader_count + 1, sessions = slot->count - slot->held, n = 0;
    uint32_t who_small[SMALL / 4];
    uint8_t able_small[SMALL];
    uint32_t *who = most <= CVN_COUNT(who_small) ? who_small : CVN_NEW_ARRAY(uint32_t, most);
    uint8_t *able = (size_t)most * sessions <= SMALL ? able_small : CVN_NEW_ARRAY(uint8_t, (size_t)most * sessions);
    for (uint32_t i = 0; i < crew.member_count; i++)
        if (crew.members[i] != out && cvn_bit(type->rota_who, crew.members[i]))
            who[n++] = crew.members[i];
    for (uint32_t i = 0; i < crew.leader_count; i++)
        if (cvn_bit(type->rota_who, crew.leaders[i]))
            who[n++] = crew.leaders[i];
    if (in != CVN_NONE && type->rota_among != CVN_AMONG_LEADERS && cvn_bit(type->rota_who, in))
        who[n++] = in;
    for (uint32_t k = 0; k < sessions; k++)
        for (uint32_t i = 0; i < n; i++)
            able[(size_t)k * n + i] = cvn_plan_can(p, who[i], slot->at[slot->held + k]);
    int64_t turns = cvn_rota_deal(able, sessions, n, type->rota_per_session, NULL);
    if (who != who_small)
        free(who);
    if (able != able_small)
        free(able);
    return turns;
}
