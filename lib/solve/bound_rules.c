/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_rules.h"

#include <stdlib.h>

struct cvn_rules {
    const cvn_problem *p;
    const cvn_plan_rule *broken; /* the last CVN_ONE_MORE */
    uint32_t *seen, *held;       /* by value of a column: the look at which it was seen, and how many held it */
    uint32_t look;
};

static uint32_t most_values(const cvn_problem *p)
{
    uint32_t most = p->apart_count;
    for (uint32_t c = 0; c < p->column_count; c++)
        most = p->columns[c].value_count > most ? p->columns[c].value_count : most;
    return most;
}

cvn_rules *cvn_rules_new(const cvn_problem *p)
{
    cvn_rules *rules = CVN_NEW(cvn_rules);
    rules->p = p;
    rules->seen = CVN_NEW_ARRAY(uint32_t, most_values(p) + 1);
    rules->held = CVN_NEW_ARRAY(uint32_t, most_values(p) + 1);
    return rules;
}

void cvn_rules_free(cvn_rules *rules)
{
    if (!rules)
        return;
    free(rules->seen);
    free(rules->held);
    free(rules);
}

static bool looks_at(cvn_among among, uint32_t role)
{
    return among == CVN_AMONG_ALL || (among == CVN_AMONG_MEMBERS) == (role == CVN_AS_MEMBER);
}

/** One more who holds the value: how many now. */
static uint32_t hold(cvn_rules *rules, uint32_t value)
{
    if (rules->seen[value] != rules->look) {
        rules->seen[value] = rules->look;
        rules->held[value] = 0;
    }
    return ++rules->held[value];
}

static bool holds(const cvn_column *column, uint32_t person, uint32_t value)
{
    for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
        if (column->values[k] == value)
            return true;
    return false;
}

/** The first `most` of those who hold a value; who is fixed is not listed. */
static uint32_t list_holders(const cvn_choice *c, const cvn_column *column, cvn_among among, uint32_t value, uint32_t most, cvn_literal *list)
{
    uint32_t count = 0, found = 0;
    for (uint32_t fixed = 2; fixed-- > 0;) /* those who are fixed first */
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            for (uint32_t i = fixed ? 0 : c->fixed[r]; looks_at(among, r) && i < (fixed ? c->fixed[r] : c->count[r]) && found < most; i++)
                if (holds(column, c->who[r][i], value)) {
                    found++;
                    if (!fixed)
                        list[count++] = (cvn_literal){c->who[r][i], r};
                }
    return count;
}

/** at_most, and apart with a limit of one. */
static cvn_breach too_many(cvn_rules *rules, const cvn_choice *c, const cvn_column *column, cvn_among among, uint32_t most,
                           const cvn_plan_set *sets, cvn_literal *list, uint32_t *count)
{
    rules->look++;
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; looks_at(among, r) && i < c->count[r]; i++)
            for (uint32_t k = column->first[c->who[r][i]]; k < column->first[c->who[r][i] + 1]; k++) {
                uint32_t value = column->values[k];
                if (hold(rules, value) <= most || (sets && !sets[value].hard))
                    continue;
                *count = list_holders(c, column, among, value, most + 1, list);
                return CVN_NOT_ALL;
            }
    return CVN_NO_BREACH;
}

/** People are added until no value is held by all. */
static cvn_breach not_shared(cvn_rules *rules, const cvn_choice *c, const cvn_plan_rule *rule, cvn_literal *list, uint32_t *count)
{
    const cvn_column *column = &rules->p->columns[rule->column];
    uint32_t people = 0;
    *count = 0;
    rules->look++;
    for (uint32_t fixed = 2; fixed-- > 0;)
        for (uint32_t r = 0; r < CVN_ROLES; r++)
            for (uint32_t i = fixed ? 0 : c->fixed[r]; looks_at(rule->among, r) && i < (fixed ? c->fixed[r] : c->count[r]); i++) {
                uint32_t person = c->who[r][i], common = 0;
                for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
                    common += hold(rules, column->values[k]) == people + 1;
                people++;
                if (!fixed)
                    list[(*count)++] = (cvn_literal){person, r};
                if (!common)
                    return CVN_NOT_ALL;
            }
    return CVN_NO_BREACH;
}

static cvn_breach too_few(cvn_rules *rules, const cvn_choice *c, const cvn_plan_rule *rule)
{
    uint32_t have = 0;
    const cvn_column *column = &rules->p->columns[rule->column];
    rules->look++;
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; looks_at(rule->among, r) && i < c->count[r]; i++) {
            uint32_t person = c->who[r][i];
            if (rule->kind == CVN_RULE_AT_LEAST) {
                have += cvn_bit(rule->match, person);
                continue;
            }
            for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
                have += hold(rules, column->values[k]) == 1;
        }
    if (have >= rule->count)
        return CVN_NO_BREACH;
    rules->broken = rule;
    return CVN_ONE_MORE;
}

bool cvn_rules_helps(const cvn_rules *rules, cvn_literal who)
{
    const cvn_plan_rule *rule = rules->broken;
    if (!looks_at(rule->among, who.role))
        return false;
    if (rule->kind == CVN_RULE_AT_LEAST)
        return cvn_bit(rule->match,
                       who.person); /* those in the choice are no candidates any more where they are fixed; others may be left out */
    const cvn_column *column = &rules->p->columns[rule->column];
    for (uint32_t k = column->first[who.person]; k < column->first[who.person + 1]; k++)
        if (rules->seen[column->values[k]] != rules->look)
            return true;
    return false;
}

cvn_breach cvn_rules_breach(cvn_rules *rules, const cvn_choice *c, cvn_literal *list, uint32_t *count)
{
    const cvn_problem *p = rules->p;
    cvn_breach breach = CVN_NO_BREACH;
    for (cvn_among a = CVN_AMONG_ALL; a <= CVN_AMONG_LEADERS && !breach; a++)
        if (p->apart_of[a].first)
            breach = too_many(rules, c, &p->apart_of[a], a, 1, p->apart, list, count);
    for (uint32_t n = 0; n < p->rule_count && !breach; n++) {
        const cvn_plan_rule *rule = &p->rules[n];
        if (!rule->hard)
            continue;
        if (rule->kind == CVN_RULE_AT_MOST)
            breach = too_many(rules, c, &p->columns[rule->column], rule->among, rule->count, NULL, list, count);
        else if (rule->kind == CVN_RULE_SHARED)
            breach = not_shared(rules, c, rule, list, count);
    }
    for (uint32_t n = 0; n < p->rule_count && !breach; n++)
        if (p->rules[n].hard && (p->rules[n].kind == CVN_RULE_AT_LEAST || p->rules[n].kind == CVN_RULE_DISTINCT))
            breach = too_few(rules, c, &p->rules[n]);
    return breach;
}
