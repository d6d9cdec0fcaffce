/* SPDX-License-Identifier: Apache-2.0 */
/** Who is to blame when a group breaks an unweighted rule: those named break one by themselves, and no one is named where none is broken. */
#include "groups.h"
#include "solve/bound_rules.h"

static uint32_t fine, not_all, one_more;

static listed those(const uint32_t *who[CVN_ROLES], const uint32_t count[CVN_ROLES], cvn_among among)
{
    listed l = {0};
    for (uint32_t r = 0; r < CVN_ROLES; r++)
        for (uint32_t i = 0; i < count[r] && among != (r == CVN_AS_MEMBER ? CVN_AMONG_LEADERS : CVN_AMONG_MEMBERS); i++)
            l.who[l.n++] = who[r][i];
    return l;
}

static bool breaks(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who)
{
    const cvn_column *column = rule->kind == CVN_RULE_AT_LEAST ? NULL : &p->columns[rule->column];
    uint32_t matches = 0, over = 0, values = 0, common = 0;
    for (uint32_t i = 0; i < who->n && !column; i++)
        matches += cvn_bit(rule->match, who->who[i]);
    for (uint32_t v = 0; column && v < column->value_count; v++) {
        uint32_t n = holders(column, who, v);
        over += n > rule->count;
        values += n > 0;
        common += n == who->n;
    }
    switch (rule->kind) {
    case CVN_RULE_AT_MOST: return over > 0;
    case CVN_RULE_AT_LEAST: return matches < rule->count;
    case CVN_RULE_DISTINCT: return values < rule->count;
    case CVN_RULE_SHARED: return who->n && !common;
    default: return false;
    }
}

/** Does the choice break an unweighted rule; grows: one that more people could only break more? */
static bool some_broken(const cvn_problem *p, const uint32_t *who[CVN_ROLES], const uint32_t count[CVN_ROLES], bool grows)
{
    for (uint32_t r = 0; r < p->rule_count; r++) {
        const listed l = those(who, count, p->rules[r].among);
        bool grown = p->rules[r].kind == CVN_RULE_AT_MOST || p->rules[r].kind == CVN_RULE_SHARED;
        if (p->rules[r].hard && grown == grows && breaks(p, &p->rules[r], &l))
            return true;
    }
    for (uint32_t n = 0; n < p->apart_count && grows; n++) {
        const listed l = those(who, count, p->conference->rules[p->apart[n].index].among);
        uint32_t there = 0;
        for (uint32_t i = 0; i < p->apart[n].count; i++)
            there += is_listed(&l, p->apart[n].who[i]);
        if (p->apart[n].hard && there > 1)
            return true;
    }
    return false;
}

static void look(cvn_search *s, cvn_rules *rules)
{
    uint32_t members[8], leaders[4], count[CVN_ROLES] = {cvn_below(s, 8), cvn_below(s, 4)}, n = 0, listed_count = 0;
    uint32_t from = cvn_below(s, s->p->people);
    for (uint32_t r = 0; r < CVN_ROLES; r++) /* nobody twice */
        for (uint32_t i = 0; i < count[r]; i++)
            (r ? leaders : members)[i] = (from + n++ * (1 + from % 3 * 4)) % s->p->people;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++)
            if ((i < count[0] ? members[i] : leaders[i - count[0]]) == (k < count[0] ? members[k] : leaders[k - count[0]]))
                return;
    cvn_choice c = {
        .who = {members, leaders}, .count = {count[0], count[1]}, .fixed = {cvn_below(s, count[0] + 1) / 2, cvn_below(s, count[1] + 1) / 2}};
    cvn_literal list[16];
    cvn_breach breach = cvn_rules_breach(rules, &c, list, &listed_count);
    bool growing = some_broken(s->p, c.who, c.count, true), short_of = some_broken(s->p, c.who, c.count, false);
    assert_int_equal(breach, growing ? CVN_NOT_ALL : short_of ? CVN_ONE_MORE : CVN_NO_BREACH);
    fine += breach == CVN_NO_BREACH;
    if (breach == CVN_NOT_ALL) { /* the fixed ones and those listed suffice to break one */
        uint32_t who[CVN_ROLES][8], some[CVN_ROLES] = {c.fixed[0], c.fixed[1]};
        memcpy(who[0], members, c.fixed[0] * sizeof *members);
        memcpy(who[1], leaders, c.fixed[1] * sizeof *leaders);
        for (uint32_t i = 0; i < listed_count; i++)
            who[list[i].role][some[list[i].role]++] = list[i].person;
        assert_true(some_broken(s->p, (const uint32_t *[]){who[0], who[1]}, some, true));
        not_all++;
    }
    if (breach != CVN_ONE_MORE)
        return;
    one_more++;
    for (uint32_t i = 0; i < s->p->people; i++) { /* if nobody who helps comes, the rule stays broken whoever else comes */
        const listed all = those(c.who, c.count, CVN_AMONG_ALL);
        if (is_listed(&all, i) || cvn_rules_helps(rules, (cvn_literal){i, CVN_AS_MEMBER}) || count[0] >= 8)
            continue;
        members[count[0]] = i;
        c.count[0] = count[0] + 1;
        assert_true(some_broken(s->p, c.who, c.count, false));
        c.count[0] = count[0];
    }
}

static void check(cvn_search *s)
{
    cvn_problem *p = (cvn_problem *)(uintptr_t)s->p;
    for (uint32_t k = 0; k < 12; k++) {
        for (uint32_t r = 0; r < p->rule_count; r++)
            p->rules[r].hard = cvn_one_in(s, 12);
        cvn_rules *rules = cvn_rules_new(p);
        for (uint32_t i = 0; i < 40; i++)
            look(s, rules);
        cvn_rules_free(rules);
    }
    for (uint32_t r = 0; r < p->rule_count; r++)
        p->rules[r].hard = false;
}

static void those_to_blame_break_a_rule(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(fine > 30 && not_all > 100 && one_more > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(those_to_blame_break_a_rule)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
