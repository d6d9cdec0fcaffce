/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 3, rules about what the people of one group have in common: at_most, at_least, distinct, spread, shared. */
#include "allocation/check.h"

typedef struct cvn_company {
    cvn_checking *checking;
    const cvn_rule *rule;
    const uint32_t *among;
    uint32_t count;
    const char **why; /* NULL: not asked for */
} cvn_company;

static const cvn_held_values *values_of(const cvn_company *company, uint32_t i)
{
    return cvn_person_values(&company->checking->conference->people[company->among[i]], company->rule->attribute);
}

static const char *attribute_name(const cvn_company *company)
{
    return company->checking->conference->attribute_names[company->rule->attribute];
}

/** Calls for each value held by anybody, once, with how many hold it; leaves the tally zeroed. Returns how many values there are. */
static uint32_t each_value(cvn_company *company, void (*take)(cvn_company *company, uint32_t value, uint32_t holders, int64_t *units),
                           int64_t *units)
{
    uint32_t values = 0;

    for (uint32_t i = 0; i < company->count; i++) {
        const cvn_held_values *held = values_of(company, i);
        for (uint32_t v = 0; held && v < held->count; v++)
            company->checking->value_tally[held->values[v]]++;
    }
    for (uint32_t i = 0; i < company->count; i++) {
        const cvn_held_values *held = values_of(company, i);
        for (uint32_t v = 0; held && v < held->count; v++) {
            uint32_t holders = company->checking->value_tally[held->values[v]];
            if (!holders)
                continue;
            company->checking->value_tally[held->values[v]] = 0;
            values++;
            if (take)
                take(company, held->values[v], holders, units);
        }
    }
    return values;
}

static void excess(cvn_company *company, uint32_t value, uint32_t holders, int64_t *units)
{
    uint32_t most = company->rule->count;
    if (holders <= most)
        return;
    if (company->why && !*units)
        *company->why = cvn_arena_printf(company->checking->arena, "%u share %s %s; at most %u may", holders, attribute_name(company),
                                         company->checking->conference->value_texts[value], most);
    *units += holders - most;
}

static int64_t at_most(cvn_company *company)
{
    int64_t units = 0;
    each_value(company, excess, &units);
    return units;
}

static int64_t at_least(cvn_company *company)
{
    const cvn_rule *rule = company->rule;
    uint32_t matching = 0;

    for (uint32_t i = 0; i < company->count; i++)
        matching += cvn_person_matches(&company->checking->conference->people[company->among[i]], &rule->where);
    if (matching >= rule->count)
        return 0;
    if (company->why)
        *company->why = cvn_arena_printf(company->checking->arena, "%u match what the rule asks for; at least %u must", matching, rule->count);
    return (int64_t)rule->count - matching;
}

static int64_t distinct(cvn_company *company)
{
    uint32_t values = each_value(company, NULL, NULL), want = company->rule->count;

    if (values >= want)
        return 0;
    if (company->why)
        *company->why =
            cvn_arena_printf(company->checking->arena, "%u different values of %s; at least %u must be", values, attribute_name(company), want);
    return (int64_t)want - values;
}

static bool have_common(const cvn_held_values *a, const cvn_held_values *b)
{
    if (!a || !b)
        return false;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->values[i] == b->values[j])
            return true;
        if (a->values[i] < b->values[j])
            i++;
        else
            j++;
    }
    return false;
}

static int64_t spread(const cvn_company *company)
{
    int64_t units = 0;
    for (uint32_t i = 0; i < company->count; i++)
        for (uint32_t j = 0; j < i; j++)
            units += have_common(values_of(company, i), values_of(company, j));
    return units;
}

static void by_all(cvn_company *company, uint32_t value, uint32_t holders, int64_t *units)
{
    (void)value;
    if (holders == company->count)
        *units = 0;
}

static int64_t shared(cvn_company *company)
{
    int64_t units = company->count > 0;
    each_value(company, by_all, &units);
    if (units && company->why)
        *company->why = cvn_arena_printf(company->checking->arena, "no value of %s is held by everybody", attribute_name(company));
    return units;
}

int64_t cvn_company_units(cvn_checking *checking, const cvn_rule *rule, const cvn_checked_group *group, const char **why)
{
    cvn_company company = {.checking = checking, .rule = rule, .why = why};
    company.among = cvn_checked_among(group, rule->among, &company.count);
    switch (rule->kind) {
    case CVN_RULE_AT_MOST: return at_most(&company);
    case CVN_RULE_AT_LEAST: return at_least(&company);
    case CVN_RULE_DISTINCT: return distinct(&company);
    case CVN_RULE_SPREAD: return spread(&company);
    case CVN_RULE_SHARED: return shared(&company);
    default: break;
    }
    assert(!"a rule about people, not company");
    return 0;
}
