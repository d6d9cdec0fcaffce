/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_traits.h"

#include <stdlib.h>

enum { MOST_TABLE = 256 }; /* of larger groups rules are let pass */

typedef struct draft {
    const cvn_problem *p;
    cvn_arena *arena;
    uint32_t groups;
    CVN_VEC(cvn_trait) traits;
} draft;

/** The most people of one group that a rule looks at. */
static uint32_t most_of(const cvn_problem *p, cvn_among among)
{
    uint32_t most = 0;
    for (uint32_t t = 0; t < p->type_count; t++) {
        const cvn_plan_type *type = &p->types[t];
        uint32_t n = (among == CVN_AMONG_LEADERS ? 0 : type->size_max) + (among == CVN_AMONG_MEMBERS ? 0 : type->leaders_max);
        most = n > most ? n : most;
    }
    return most;
}

/** What n of them cost. A rule that must hold costs nothing where it does. */
static int64_t cost_of(cvn_rule_kind kind, int64_t weight, uint32_t count, uint32_t n)
{
    int64_t units = 0;
    switch (kind) {
    case CVN_RULE_AT_MOST: units = n > count ? n - count : 0; break;
    case CVN_RULE_AT_LEAST: units = n < count ? count - n : 0; break;
    case CVN_RULE_SPREAD:
    case CVN_RULE_APART: units = (int64_t)n * (n ? n - 1 : 0) / 2; break;
    case CVN_RULE_DISTINCT:
    case CVN_RULE_SHARED:
    case CVN_RULE_TOGETHER:
    case CVN_RULE_PAIRS:
    case CVN_RULE_IN:
    case CVN_RULE_FIX: break;
    }
    return units * weight;
}

/** Could they be dealt out to that many groups at no cost? */
static bool harmless(const draft *d, cvn_rule_kind kind, uint32_t count, uint32_t places)
{
    return kind != CVN_RULE_AT_LEAST && places <= (uint64_t)d->groups * (kind == CVN_RULE_AT_MOST ? count : 1);
}

static void add(draft *d, cvn_rule_kind kind, bool hard, int64_t weight, uint32_t count, cvn_among among, const uint64_t *who)
{
    const cvn_problem *p = d->p;
    uint32_t people = 0, places = 0, most = most_of(p, among);
    for (size_t i = cvn_bits_next(who, p->people, 0); i < p->people; i = cvn_bits_next(who, p->people, i + 1)) {
        people++;
        places += p->person[i].leader && p->person[i].lead_max > 1 ? p->person[i].lead_max : 1;
    }
    most = people < most ? people : most;
    if (most > MOST_TABLE || harmless(d, kind, count, places))
        return;
    cvn_trait trait = {.among = among, .most = most, .who = who, .places = places};
    if (hard && kind == CVN_RULE_AT_LEAST)
        trait.least = count;
    else if (hard)
        trait.most = kind == CVN_RULE_AT_MOST ? (count < most ? count : most) : 1;
    int64_t *cost = CVN_ARENA_ARRAY(d->arena, int64_t, trait.most + 1);
    for (uint32_t n = 0; n <= trait.most; n++)
        cost[n] = hard ? 0 : cost_of(kind, weight, count, n);
    trait.cost = cost;
    CVN_PUSH(&d->traits) = trait;
}

/**
 * Each value for itself. For spread each person counts with one value alone, that which most people hold: two who hold it in common are a pair, and
 * no pair counts twice.
 */
static void add_values(draft *d, const cvn_plan_rule *rule)
{
    const cvn_problem *p = d->p;
    const cvn_column *column = &p->columns[rule->column];
    uint32_t *holders = CVN_NEW_ARRAY(uint32_t, column->value_count + 1);
    for (uint32_t k = 0; k < column->first[p->people]; k++)
        holders[column->values[k]]++;
    uint64_t **who = CVN_NEW_ARRAY(uint64_t *, column->value_count + 1);
    for (uint32_t v = 0; v < column->value_count; v++) /* one person is no pair, and not one too many */
        who[v] = holders[v] > 1 ? CVN_ARENA_ARRAY(d->arena, uint64_t, p->people_words + 1) : NULL;
    for (uint32_t i = 0; i < p->people; i++) {
        uint32_t chief = CVN_NONE;
        for (uint32_t k = column->first[i]; k < column->first[i + 1]; k++) {
            uint32_t v = column->values[k];
            if (rule->kind == CVN_RULE_SPREAD)
                chief = chief == CVN_NONE || holders[v] > holders[chief] ? v : chief;
            else if (who[v])
                cvn_bit_set(who[v], i);
        }
        if (chief != CVN_NONE && who[chief])
            cvn_bit_set(who[chief], i);
    }
    for (uint32_t v = 0; v < column->value_count; v++)
        if (who[v])
            add(d, rule->kind, rule->hard, rule->weight, rule->count, rule->among, who[v]);
    free(holders);
    free(who);
}

static void add_set(draft *d, const cvn_plan_set *set)
{
    uint64_t *who = CVN_ARENA_ARRAY(d->arena, uint64_t, d->p->people_words + 1);
    for (uint32_t k = 0; k < set->count; k++)
        cvn_bit_set(who, set->who[k]);
    add(d, CVN_RULE_APART, set->hard, set->weight, 0, d->p->conference->rules[set->index].among, who);
}

/** at_least first, which asks something of every group; then by how many have it. */
static int by_weight(const void *a, const void *b)
{
    const cvn_trait *x = a, *y = b;
    bool asks_x = x->least || x->cost[0], asks_y = y->least || y->cost[0];
    if (asks_x != asks_y)
        return asks_x ? -1 : 1;
    if (x->places != y->places)
        return x->places > y->places ? -1 : 1;
    return (x->cost > y->cost) - (x->cost < y->cost);
}

cvn_trait *cvn_traits_new(const cvn_problem *p, cvn_arena *arena, uint32_t groups, uint32_t most, uint32_t *count)
{
    draft d = {.p = p, .arena = arena, .groups = groups};
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const cvn_plan_rule *rule = &p->rules[r];
        if (rule->kind == CVN_RULE_AT_LEAST)
            add(&d, rule->kind, rule->hard, rule->weight, rule->count, rule->among, rule->match);
        else if (rule->kind == CVN_RULE_AT_MOST || rule->kind == CVN_RULE_SPREAD)
            add_values(&d, rule);
    }
    for (uint32_t k = 0; k < p->apart_count; k++)
        add_set(&d, &p->apart[k]);
    *count = (uint32_t)(d.traits.count < most ? d.traits.count : most);
    if (d.traits.count)
        qsort(d.traits.at, d.traits.count, sizeof *d.traits.at, by_weight);
    cvn_trait *traits = CVN_ARENA_ARRAY(arena, cvn_trait, *count + 1);
    for (uint32_t n = 0; n < *count; n++)
        traits[n] = d.traits.at[n];
    CVN_VEC_FREE(&d.traits);
    return traits;
}
