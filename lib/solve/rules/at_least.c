/* SPDX-License-Identifier: Apache-2.0 */
/** at_least: at least count people match. Memo: how many do. */
#include "solve/rules/rules.h"

uint32_t cvn_at_least_count(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot)
{
    (void)state;
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    uint32_t n = 0;
    for (uint32_t i = 0; i < crew.member_count; i++)
        n += cvn_bit(rule->match, crew.members[i]);
    for (uint32_t i = 0; i < crew.leader_count; i++)
        n += cvn_bit(rule->match, crew.leaders[i]);
    return n;
}

uint32_t cvn_at_least_after(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    (void)state;
    (void)slot;
    return memo - (out != CVN_NONE && cvn_bit(rule->match, out)) + (in != CVN_NONE && cvn_bit(rule->match, in));
}
