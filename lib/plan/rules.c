/* SPDX-License-Identifier: Apache-2.0 */
/** Rules into numbers: what people hold as columns, sets of people, pairs; a weighted rule that weighs nothing is left out. */
#include "plan/internal.h"

#include <stdlib.h>

enum { MOST_CLASHES = 20000000, MOST_PEOPLE = 10000 }; /* of which bits are kept */

/** Lists each person's sets: the column of apart or together. */
static void column_of_sets(cvn_problem *p, cvn_column *column, const cvn_plan_set *sets, uint32_t count, cvn_among among)
{
    uint32_t *first = CVN_ARENA_ARRAY(p->arena, uint32_t, p->people + 2);
    size_t total = 0;
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t k = 0; k < sets[s].count; k++, total++)
            first[sets[s].who[k] + 2]++;
    for (uint32_t i = 2; i < p->people + 2; i++)
        first[i] += first[i - 1];
    uint32_t *values = CVN_ARENA_ARRAY(p->arena, uint32_t, total + 1);
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t k = 0; k < sets[s].count; k++)
            values[first[sets[s].who[k] + 1]++] = s;
    *column = (cvn_column){.among = among, .value_count = count, .first = first, .values = values};
}

/** Where nobody holds two values, one number a person; where there are few values, one word a person. */
static void shorten(cvn_problem *p, cvn_column *column)
{
    bool single = true;
    for (uint32_t i = 0; i < p->people; i++)
        single = single && column->first[i + 1] - column->first[i] <= 1;
    if (single) {
        uint32_t *one = CVN_ARENA_ARRAY(p->arena, uint32_t, p->people + 1);
        for (uint32_t i = 0; i < p->people; i++)
            one[i] = column->first[i] < column->first[i + 1] ? column->values[column->first[i]] : CVN_NONE;
        column->one = one;
    }
    if (column->value_count <= 64) {
        uint64_t *mask = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people + 1);
        for (uint32_t i = 0; i < p->people; i++)
            for (uint32_t k = column->first[i]; k < column->first[i + 1]; k++)
                mask[i] |= UINT64_C(1) << column->values[k];
        column->mask = mask;
    }
}

static void column_of_attribute(cvn_problem *p, cvn_column *column, uint32_t attribute, cvn_among among)
{
    const cvn_conference *c = p->conference;
    uint32_t *number = CVN_NEW_ARRAY(uint32_t, c->value_count), count = 0;
    for (uint32_t v = 0; v < c->value_count; v++)
        number[v] = CVN_NONE;
    uint32_t *first = CVN_ARENA_ARRAY(p->arena, uint32_t, p->people + 1);
    CVN_VEC(uint32_t) values = {0};
    for (uint32_t i = 0; i < p->people; i++) {
        const cvn_held_values *held = cvn_person_values(&c->people[p->person[i].index], attribute);
        for (uint32_t k = 0; held && k < held->count; k++) {
            uint32_t v = held->values[k];
            if (number[v] == CVN_NONE)
                number[v] = count++;
            CVN_PUSH(&values) = number[v];
        }
        first[i + 1] = (uint32_t)values.count;
    }
    uint32_t *kept = CVN_ARENA_ARRAY(p->arena, uint32_t, values.count + 1);
    for (size_t k = 0; k < values.count; k++)
        kept[k] = values.at[k];
    *column = (cvn_column){.among = among, .value_count = count, .first = first, .values = kept};
    shorten(p, column);
    CVN_VEC_FREE(&values);
    free(number);
}

/** The column of an attribute among those people, made where there is none yet. attributes: what each column was made of. */
static uint32_t column_for(cvn_problem *p, uint32_t *attributes, uint32_t attribute, cvn_among among)
{
    for (uint32_t k = 0; k < p->column_count; k++)
        if (attributes[k] == attribute && p->columns[k].among == among)
            return k;
    attributes[p->column_count] = attribute;
    column_of_attribute(p, &p->columns[p->column_count], attribute, among);
    return p->column_count++;
}

static const uint64_t *people_who_match(cvn_problem *p, const cvn_where *where)
{
    uint64_t *match = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    for (uint32_t i = 0; i < p->people; i++)
        if (cvn_person_matches(&p->conference->people[p->person[i].index], where))
            cvn_bit_set(match, i);
    return match;
}

static cvn_plan_set active_set(cvn_problem *p, const cvn_rule *rule, uint32_t index)
{
    uint32_t *who = CVN_ARENA_ARRAY(p->arena, uint32_t, rule->who_count + 1), count = 0;
    for (uint32_t k = 0; k < rule->who_count; k++)
        if (p->person_of[rule->who[k]] != CVN_NONE)
            who[count++] = p->person_of[rule->who[k]];
    return (cvn_plan_set){.index = index, .hard = rule->hard, .weight = rule->weight, .count = count, .who = who};
}

static void group_rule(cvn_problem *p, const cvn_rule *rule, uint32_t index, uint32_t *attributes)
{
    cvn_plan_rule *out = &p->rules[p->rule_count++];
    *out = (cvn_plan_rule){
        .kind = rule->kind, .index = index, .hard = rule->hard, .weight = rule->weight, .among = rule->among, .count = rule->count};
    if (rule->kind == CVN_RULE_AT_LEAST)
        out->match = people_who_match(p, &rule->where);
    else
        out->column = column_for(p, attributes, rule->attribute, rule->among);
}

static void sort_out(cvn_problem *p, uint32_t *attributes)
{
    const cvn_conference *c = p->conference;
    for (uint32_t r = 0; r < c->rule_count; r++) {
        const cvn_rule *rule = &c->rules[r];
        bool weightless = !rule->hard && rule->weight == 0 && rule->kind != CVN_RULE_PAIRS;
        if (weightless || rule->kind == CVN_RULE_PAIRS || rule->kind == CVN_RULE_IN || rule->kind == CVN_RULE_FIX)
            continue; /* in and fix: baseline.c */
        if (rule->kind == CVN_RULE_APART)
            p->apart[p->apart_count++] = active_set(p, rule, r);
        else if (rule->kind == CVN_RULE_TOGETHER)
            p->together[p->together_count++] = active_set(p, rule, r);
        else
            group_rule(p, rule, r, attributes);
    }
}

/** Who stands in a set of apart with whom: mostly nobody, and one bit says so. */
static void list_clashes(cvn_problem *p)
{
    uint64_t pairs = 0;
    for (uint32_t s = 0; s < p->apart_count; s++)
        pairs += (uint64_t)p->apart[s].count * p->apart[s].count;
    if (!pairs || pairs > MOST_CLASHES || p->people > MOST_PEOPLE)
        return;
    uint64_t *rows = CVN_ARENA_ARRAY(p->arena, uint64_t, (size_t)p->people * p->people_words + 1);
    for (uint32_t s = 0; s < p->apart_count; s++)
        for (uint32_t i = 0; i < p->apart[s].count; i++)
            for (uint32_t k = 0; k < p->apart[s].count; k++)
                cvn_bit_set(rows + (size_t)p->apart[s].who[i] * p->people_words, p->apart[s].who[k]);
    p->clashes = rows;
}

/** apart rules stand side by side by whom they look at, so that each among has one column. */
static void columns_of_sets(cvn_problem *p)
{
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++) {
        cvn_plan_set *sets = CVN_ARENA_ARRAY(p->arena, cvn_plan_set, p->apart_count + 1);
        uint32_t any = 0;
        for (uint32_t s = 0; s < p->apart_count; s++) {
            sets[s] = p->apart[s];
            if (p->conference->rules[sets[s].index].among != among)
                sets[s].count = 0;
            any += sets[s].count;
        }
        if (any)
            column_of_sets(p, &p->apart_of[among], sets, p->apart_count, among);
    }
    if (!p->together_count)
        return;
    column_of_sets(p, &p->together_of, p->together, p->together_count, CVN_AMONG_ALL);
    for (uint32_t i = 0; i < p->people; i++)
        p->person[i].tied = p->together_of.first[i] < p->together_of.first[i + 1];
}

static size_t count_pairs(const cvn_problem *p, cvn_among among)
{
    size_t count = 0;
    for (uint32_t r = 0; r < p->conference->rule_count; r++)
        if (p->conference->rules[r].kind == CVN_RULE_PAIRS && p->conference->rules[r].among == among)
            count += p->conference->rules[r].pair_count;
    return count;
}

static void list_pairs(cvn_problem *p, cvn_pairs *pairs, cvn_among among, bool fill)
{
    for (uint32_t r = 0; r < p->conference->rule_count; r++) {
        const cvn_rule *rule = &p->conference->rules[r];
        for (uint32_t k = 0; rule->kind == CVN_RULE_PAIRS && rule->among == among && k < rule->pair_count; k++) {
            uint32_t a = p->person_of[rule->pairs[k].a], b = p->person_of[rule->pairs[k].b];
            if (a == CVN_NONE || b == CVN_NONE)
                continue;
            if (!fill) {
                pairs->first[a + 2]++;
                pairs->first[b + 2]++;
                continue;
            }
            uint32_t x = pairs->first[a + 1]++, y = pairs->first[b + 1]++;
            pairs->other[x] = b;
            pairs->other[y] = a;
            pairs->weight[x] = pairs->weight[y] = rule->pairs[k].weight;
        }
    }
}

static void matrix_pairs(cvn_problem *p, cvn_pairs *pairs)
{
    pairs->matrix = CVN_ARENA_ARRAY(p->arena, int32_t, (size_t)p->people * p->people + 1);
    for (uint32_t a = 0; a < p->people; a++)
        for (uint32_t k = pairs->first[a]; k < pairs->first[a + 1]; k++)
            pairs->matrix[(size_t)a * p->people + pairs->other[k]] += pairs->weight[k];
}

static void fill_pairs(cvn_problem *p, cvn_among among)
{
    cvn_pairs *pairs = &p->pairs[among];
    size_t count = count_pairs(p, among);
    pairs->any = count > 0;
    if (!count)
        return;
    pairs->first = CVN_ARENA_ARRAY(p->arena, uint32_t, p->people + 2);
    list_pairs(p, pairs, among, false);
    for (uint32_t i = 2; i < p->people + 2; i++)
        pairs->first[i] += pairs->first[i - 1];
    pairs->other = CVN_ARENA_ARRAY(p->arena, uint32_t, 2 * count + 1);
    pairs->weight = CVN_ARENA_ARRAY(p->arena, int32_t, 2 * count + 1);
    list_pairs(p, pairs, among, true);
    if (count > (size_t)p->people * p->people / 16) /* an eighth of all pairs: a row of the matrix is shorter than a list that is searched */
        matrix_pairs(p, pairs);
}

void cvn_plan_rules(cvn_problem *p)
{
    uint32_t count = p->conference->rule_count;
    uint32_t *attributes = CVN_NEW_ARRAY(uint32_t, count + 1);
    p->columns = CVN_ARENA_ARRAY(p->arena, cvn_column, count + 1);
    p->rules = CVN_ARENA_ARRAY(p->arena, cvn_plan_rule, count + 1);
    p->apart = CVN_ARENA_ARRAY(p->arena, cvn_plan_set, count + 1);
    p->together = CVN_ARENA_ARRAY(p->arena, cvn_plan_set, count + 1);
    sort_out(p, attributes);
    columns_of_sets(p);
    list_clashes(p);
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++)
        fill_pairs(p, among);
    free(attributes);
}
