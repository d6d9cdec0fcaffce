/* SPDX-License-Identifier: Apache-2.0 */
/** The pairs, spread and apart rules as one number for each two people. */
#include "solve/mixing/sums.h"

#include <stdlib.h>

bool cvn_mix_sums_only(const cvn_problem *p)
{
    bool any = p->pairs[CVN_AMONG_ALL].any || p->pairs[CVN_AMONG_MEMBERS].any || p->apart_count > 0;
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const cvn_plan_rule *rule = &p->rules[r];
        if (rule->among == CVN_AMONG_LEADERS)
            continue;
        if (rule->kind != CVN_RULE_SPREAD)
            return false;
        any = true;
    }
    for (uint32_t t = 0; t < p->type_count; t++)
        if (p->types[t].has_rota)
            return false;
    return any && !p->together_count;
}

/** By the problem's number of a person: their row of the table, or CVN_NONE. */
static uint32_t *rows_of(const cvn_mix *mix, const cvn_problem *p, const uint32_t *who)
{
    uint32_t *row = CVN_NEW_ARRAY(uint32_t, p->people);
    for (uint32_t i = 0; i < p->people; i++)
        row[i] = CVN_NONE;
    for (uint32_t v = 0; v < mix->people; v++)
        row[who[v]] = v;
    return row;
}

/** Adds to one side of a pair; false where it becomes too large. */
static bool add(cvn_mix *mix, uint32_t a, uint32_t b, int64_t cost)
{
    int32_t *at = &mix->pair[(size_t)a * mix->stride + b];
    int64_t sum = *at + cost;
    if (llabs(sum) > CVN_MIX_MOST)
        return false;
    *at = (int32_t)sum;
    return true;
}

static bool add_pairs(cvn_mix *mix, const cvn_problem *p, const cvn_pairs *pairs, const uint32_t *who, const uint32_t *row)
{
    bool ok = true;
    for (uint32_t v = 0; pairs->any && v < mix->people; v++) {
        if (pairs->matrix) {
            const int32_t *from = pairs->matrix + (size_t)who[v] * p->people;
            for (uint32_t u = 0; u < mix->people; u++)
                ok = add(mix, v, u, from[who[u]]) && ok;
            continue;
        }
        for (uint32_t k = pairs->first[who[v]]; k < pairs->first[who[v] + 1]; k++)
            if (row[pairs->other[k]] != CVN_NONE)
                ok = add(mix, v, row[pairs->other[k]], pairs->weight[k]) && ok;
    }
    return ok;
}

/** Have two people a value in common? Values ascend. */
static bool meet(const cvn_column *column, uint32_t a, uint32_t b)
{
    uint32_t i = column->first[a], j = column->first[b];
    while (i < column->first[a + 1] && j < column->first[b + 1]) {
        if (column->values[i] == column->values[j])
            return true;
        if (column->values[i] < column->values[j])
            i++;
        else
            j++;
    }
    return false;
}

static bool add_spread(cvn_mix *mix, const cvn_column *column, int64_t weight, const uint32_t *who)
{
    bool ok = true;
    for (uint32_t v = 0; v < mix->people; v++)
        for (uint32_t u = 0; u < v; u++)
            if (meet(column, who[v], who[u]))
                ok = add(mix, v, u, weight) && add(mix, u, v, weight) && ok;
    return ok;
}

static bool add_set(cvn_mix *mix, const cvn_plan_set *set, int64_t weight, const uint32_t *row)
{
    bool ok = true;
    for (uint32_t i = 0; i < set->count; i++)
        for (uint32_t j = 0; j < set->count; j++)
            if (i != j && row[set->who[i]] != CVN_NONE && row[set->who[j]] != CVN_NONE)
                ok = add(mix, row[set->who[i]], row[set->who[j]], weight) && ok;
    return ok;
}

/** More than a person's place in one group can be better than in another. */
static int64_t tight_price(const cvn_mix *mix)
{
    int64_t pairs = 0, linear = 0, largest = 0;
    for (size_t k = 0; k < (size_t)mix->people * mix->stride; k++)
        pairs = llabs((int64_t)mix->pair[k]) > pairs ? llabs((int64_t)mix->pair[k]) : pairs;
    for (size_t k = 0; mix->linear && k < (size_t)mix->groups * mix->stride; k++)
        linear = mix->linear[k] < CVN_MIX_NEVER && llabs((int64_t)mix->linear[k]) > linear ? llabs((int64_t)mix->linear[k]) : linear;
    for (uint32_t g = 0; g < mix->groups; g++)
        largest = mix->most[g] > largest ? mix->most[g] : largest;
    largest = largest < mix->people ? largest : mix->people;
    return 1 + 2 * pairs * largest + 2 * linear + 2 * mix->weight * largest;
}

bool cvn_mix_sums(cvn_mix *mix, const cvn_problem *p, const uint32_t *who)
{
    uint32_t *row = rows_of(mix, p, who);
    bool ok = add_pairs(mix, p, &p->pairs[CVN_AMONG_ALL], who, row) && add_pairs(mix, p, &p->pairs[CVN_AMONG_MEMBERS], who, row);
    for (uint32_t r = 0; ok && r < p->rule_count; r++)
        if (p->rules[r].kind == CVN_RULE_SPREAD && p->rules[r].among != CVN_AMONG_LEADERS)
            ok = add_spread(mix, &p->columns[p->rules[r].column], p->rules[r].weight, who);
    for (int tight = 0; ok && tight < 2; tight++) { /* what has a weight first: the price of the rest is above it */
        int64_t price = tight ? tight_price(mix) : 0;
        for (uint32_t s = 0; ok && s < p->apart_count; s++)
            if (p->apart[s].hard == (tight == 1) && p->conference->rules[p->apart[s].index].among != CVN_AMONG_LEADERS)
                ok = add_set(mix, &p->apart[s], tight ? price : p->apart[s].weight, row);
    }
    free(row);
    return ok;
}
