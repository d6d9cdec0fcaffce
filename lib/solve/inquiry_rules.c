/* SPDX-License-Identifier: Apache-2.0 */
/** Which unweighted rule keeps somebody out of a group. */
#include "solve/inquiry.h"
#include "solve/rules/rules.h"

/** The people of a set who stand in the group (inside: those that the rule looks at there) or in another one. */
static uint32_t met(const cvn_inquiry *q, const cvn_plan_set *set, uint32_t person, uint32_t slot, bool inside, const uint32_t **with)
{
    uint32_t *who = CVN_ARENA_ARRAY(q->arena, uint32_t, set->count), n = 0;
    cvn_among among = inside ? q->p->conference->rules[set->index].among : CVN_AMONG_ALL;
    bool named = false;
    for (uint32_t i = 0; i < set->count; i++) {
        uint32_t other = set->who[i], seat = q->state->seat[other];
        named |= other == person && among != CVN_AMONG_LEADERS; /* they come as a member */
        bool here = (seat == slot && among != CVN_AMONG_LEADERS) || (cvn_leads_slot(q->state, other, slot) && among != CVN_AMONG_MEMBERS);
        bool placed = seat != CVN_NONE || q->state->lead_count[other];
        if (other != person && (inside ? here : placed && !here))
            who[n++] = q->p->person[other].index;
    }
    *with = who;
    return named ? n : 0;
}

static uint32_t set_against(const cvn_inquiry *q, uint32_t person, uint32_t slot, uint32_t except, const uint32_t **with, uint32_t *with_count)
{
    const cvn_problem *p = q->p;
    for (uint32_t i = 0; i < p->apart_count; i++)
        if (p->apart[i].hard && p->apart[i].index != except && (*with_count = met(q, &p->apart[i], person, slot, true, with)) > 0)
            return p->apart[i].index;
    for (uint32_t i = 0; i < p->together_count; i++)
        if (p->together[i].hard && p->together[i].index != except && (*with_count = met(q, &p->together[i], person, slot, false, with)) > 0)
            return p->together[i].index;
    return CVN_NONE;
}

/** A hard `in` rule that names them for another group of the baseline. */
static uint32_t in_against(const cvn_inquiry *q, uint32_t person, uint32_t slot, uint32_t except)
{
    const cvn_plan_person *who = &q->p->person[person];
    for (uint32_t i = 0; i < who->in_count; i++) {
        if (!who->in[i].hard || who->in[i].group == q->state->slots[slot].base)
            continue;
        const char *id = q->p->groups[who->in[i].group].group->id;
        for (uint32_t r = 0; r < q->p->conference->rule_count; r++) {
            const cvn_rule *rule = &q->p->conference->rules[r];
            for (uint32_t k = 0; r != except && rule->kind == CVN_RULE_IN && rule->hard && k < rule->who_count; k++)
                if (rule->who[k] == who->index && cvn_text_equal(rule->groups[0], id))
                    return r;
        }
    }
    return CVN_NONE;
}

uint32_t cvn_rule_against(const cvn_inquiry *q, uint32_t person, uint32_t number, uint32_t except, const uint32_t **with, uint32_t *with_count)
{
    const cvn_slot *slot = &q->state->slots[number];
    *with = NULL;
    *with_count = 0;
    for (uint32_t r = 0; r < q->p->rule_count; r++) {
        const cvn_plan_rule *rule = &q->p->rules[r];
        if (rule->hard && rule->index != except && rule->among != CVN_AMONG_LEADERS && /* they come as a member */
            cvn_rule_units(rule, cvn_rule_after(q->state, rule, slot, slot->memo[r], CVN_NONE, person)) > cvn_rule_units(rule, slot->memo[r]))
            return rule->index;
    }
    uint32_t found = set_against(q, person, number, except, with, with_count);
    return found != CVN_NONE ? found : in_against(q, person, number, except);
}
