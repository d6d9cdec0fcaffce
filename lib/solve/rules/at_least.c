/* SPDX-License-Identifier: Apache-2.0 */
/** at_least: at least count people match. Memo: how many do. */
#include "solve/rules/rules.h"

int64_t cvn_at_least_units(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t *memo)
{
    (void)state;
    cvn_crew crew = cvn_crew_of(slot, rule->among);
    uint32_t n = 0;
    for (uint32_t i = 0; i < crew.member_count; i++)
        n += cvn_bit(rule->match, crew.members[i]);
    for (uint32_t i = 0; i < crew.leader_count; i++)
        n += cvn_bit(rule->match, crew.leaders[i]);
    *memo = n;
    return n < rule->count ? rule->count - n : 0;
}

int64_t cvn_at_least_change(const cvn_state *state, const cvn_plan_rule *rule, const cvn_slot *slot, uint32_t memo, uint32_t out, uint32_t in)
{
    (void)state;
    (void)slot;
    uint32_t n = memo - (out != CVN_NONE && cvn_bit(rule->match, out)) + (in != CVN_NONE && cvn_bit(rule->match, in));
    int64_t was = memo < rule->count ? rule->count - memo : 0, will = n < rule->count ? rule->count - n : 0;
    return will - was;
}
