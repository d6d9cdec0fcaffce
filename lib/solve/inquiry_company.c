/* SPDX-License-Identifier: Apache-2.0 */
/** Who could be in a group with somebody at all, two at a time: by their hours, and by the unweighted rules that look at pairs. */
#include "solve/inquiry.h"

#include <stdlib.h>

uint32_t cvn_least_others(const cvn_problem *p, uint32_t type)
{
    uint32_t least = p->types[type].size_min;
    for (uint32_t g = 0; g < p->group_count; g++)
        if (p->groups[g].can_go_on && p->groups[g].type == type && p->types[type].size_keep < least)
            least = p->types[type].size_keep;
    return least ? least - 1 : 0;
}

/** Two who attend so many of a group's sessions ahead have so many in common. Who was in the group before may attend fewer. */
static uint32_t in_common(uint32_t attend, uint32_t count, uint32_t held)
{
    uint32_t each = cvn_plan_need(attend, count, held, true), ahead = count - held;
    return 2 * each > ahead ? 2 * each - ahead : 0;
}

/** The fewest sessions that two members of one group both attend. */
static uint32_t least_in_common(const cvn_problem *p)
{
    uint32_t least = p->pattern == CVN_PATTERN_OFFERED ? CVN_NONE : in_common(p->attend, p->session_count, 0);
    for (uint32_t s = 0; p->pattern == CVN_PATTERN_OFFERED && s < p->series_count; s++) {
        uint32_t here = in_common(p->attend, p->series[s].count, p->series[s].held);
        least = here < least ? here : least;
    }
    for (uint32_t g = 0; g < p->group_count; g++) {
        uint32_t here = p->groups[g].can_go_on ? in_common(p->attend, p->groups[g].count, p->groups[g].held) : least;
        least = here < least ? here : least;
    }
    return least;
}

static bool have_in_common(const cvn_problem *p, uint32_t person, uint32_t other, uint32_t least)
{
    const cvn_can_word *a = p->can + (size_t)person * p->start_words, *b = p->can + (size_t)other * p->start_words;
    uint32_t n = 0;
    for (uint32_t w = 0; w < p->start_words && n < least; w++)
        n += cvn_bits_word(a[w].can & b[w].can);
    return n >= least;
}

/** Do two people hold a value alike? */
static bool alike(const cvn_column *column, uint32_t person, uint32_t other)
{
    uint32_t a = column->first[person], b = column->first[other];
    while (a < column->first[person + 1] && b < column->first[other + 1] && column->values[a] != column->values[b]) {
        if (column->values[a] < column->values[b])
            a++;
        else
            b++;
    }
    return a < column->first[person + 1] && b < column->first[other + 1];
}

/** Would two members of a group break the rule, whoever else is in it? */
static bool parts(const cvn_problem *p, const cvn_plan_rule *rule, uint32_t person, uint32_t other)
{
    if (!rule->hard || rule->among == CVN_AMONG_LEADERS)
        return false;
    if (rule->kind == CVN_RULE_SHARED)
        return !alike(&p->columns[rule->column], person, other);
    return rule->kind == CVN_RULE_AT_MOST && rule->count == 1 && alike(&p->columns[rule->column], person, other);
}

/** The unweighted rule that keeps two members out of one group; CVN_NONE where none does. */
static uint32_t rule_between(const cvn_problem *p, uint32_t person, uint32_t other, uint32_t except)
{
    for (uint32_t r = 0; r < p->rule_count; r++)
        if (p->rules[r].index != except && parts(p, &p->rules[r], person, other))
            return p->rules[r].index;
    for (uint32_t among = CVN_AMONG_ALL; among <= CVN_AMONG_MEMBERS; among++) {
        const cvn_column *sets = &p->apart_of[among];
        for (uint32_t k = sets->first ? sets->first[person] : 0; sets->first && k < sets->first[person + 1]; k++) {
            const cvn_plan_set *set = &p->apart[sets->values[k]];
            for (uint32_t i = 0; set->hard && set->index != except && i < set->count; i++)
                if (set->who[i] == other)
                    return set->index;
        }
    }
    return CVN_NONE;
}

cvn_company cvn_company_of(const cvn_inquiry *q, uint32_t person, uint32_t type, uint32_t except)
{
    const cvn_problem *p = q->p;
    uint32_t least = least_in_common(p), most = 0, rules = p->conference->rule_count;
    uint32_t *kept = CVN_NEW_ARRAY(uint32_t, rules + 1);
    cvn_company c = {.rule = CVN_NONE};
    for (uint32_t i = 0; i < p->people; i++) {
        if (i == person || !cvn_bit(p->types[type].takes_member, i) || !have_in_common(p, person, i, least))
            continue;
        uint32_t rule = rule_between(p, person, i, except);
        c.free++;
        c.let += rule == CVN_NONE;
        if (rule != CVN_NONE)
            kept[rule]++;
    }
    for (uint32_t r = 0; r < rules; r++)
        if (kept[r] > most) {
            most = kept[r];
            c.rule = r;
        }
    free(kept);
    return c;
}
