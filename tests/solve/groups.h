/* SPDX-License-Identifier: Apache-2.0 */
/** Groups in the middle of searches under every rule there is, and lists of their people, for counting by hand. */
#ifndef CVN_TESTS_SOLVE_GROUPS_H
#define CVN_TESTS_SOLVE_GROUPS_H

#include "searches.h"
#include "solve/rules/rules.h"

/** Those of a group that a rule looks at. */
typedef struct listed {
    uint32_t n, who[64];
} listed;

static inline listed list_of(const cvn_slot *slot, cvn_among among)
{
    listed l = {0};
    for (uint32_t i = 0; i < slot->member_count && among != CVN_AMONG_LEADERS; i++)
        l.who[l.n++] = slot->members[i];
    for (uint32_t i = 0; i < slot->leader_count && among != CVN_AMONG_MEMBERS; i++)
        l.who[l.n++] = slot->leaders[i];
    return l;
}

static inline bool is_listed(const listed *l, uint32_t person)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (l->who[i] == person)
            return true;
    return false;
}

/** The list with one gone and another come (either may be CVN_NONE). */
static inline listed changed(const listed *l, uint32_t out, uint32_t in)
{
    listed now = {0};
    for (uint32_t i = 0; i < l->n; i++)
        if (l->who[i] != out)
            now.who[now.n++] = l->who[i];
    if (in != CVN_NONE)
        now.who[now.n++] = in;
    return now;
}

/** Does the person hold the value, as their row of the column says? */
static inline bool holds(const cvn_column *column, uint32_t person, uint32_t value)
{
    for (uint32_t k = column->first[person]; k < column->first[person + 1]; k++)
        if (column->values[k] == value)
            return true;
    return false;
}

static inline uint32_t holders(const cvn_column *column, const listed *l, uint32_t value)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++)
        n += holds(column, l->who[i], value);
    return n;
}

/** Searches of a few shapes in the middle of things, with every rule; few and many values. */
static inline void each_middling_search(void (*check)(cvn_search *s))
{
    static const made_up shapes[] = {
        {.people = 24, .pattern = CVN_PATTERN_FREE, .leaders = true, .every_rule = true, .wide = true, .rota = true},
        {.people = 20, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .every_rule = true, .wide = true, .loose = true, .rota = true},
        {.people = 90, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .every_rule = true, .wide = true}, /* more than 64 tags */
    };
    for (uint64_t seed = 0; seed < 6; seed++) {
        const made_up *shape = &shapes[seed % CVN_COUNT(shapes)];
        cvn_conference *conference = make_up(shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        for (uint32_t k = 0; k < 3; k++) {
            stir(s, 40);
            check(s);
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

typedef uint32_t by_hand_fn(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who);

static uint64_t compared, glanced; /* of them: read off at a glance */

/** One rule and one group: counted, kept, and after each change of one of its people against each other person. */
static inline void compare_rule(cvn_search *s, uint32_t number, const cvn_plan_rule *rule, by_hand_fn *by_hand)
{
    const cvn_slot *slot = &s->state->slots[number];
    const listed who = list_of(slot, rule->among);
    const cvn_rule_kind_fns *kind = &cvn_rule_kinds[rule->kind];
    uint32_t memo = by_hand(s->p, rule, &who), step = s->p->people > 40 ? 7 : 1;
    assert_int_equal(kind->count(s->state, rule, slot), memo);
    assert_int_equal(slot->memo[rule - s->p->rules], memo);
    for (uint32_t i = 0; i <= who.n; i++)
        for (uint32_t in = 0; in <= s->p->people; in += in < s->p->people && in + step > s->p->people ? s->p->people - in : step) {
            uint32_t out = i < who.n ? who.who[i] : CVN_NONE, comes = in < s->p->people ? in : CVN_NONE;
            if (comes != CVN_NONE && is_listed(&who, comes))
                continue;
            const listed after = changed(&who, out, comes);
            uint32_t then = by_hand(s->p, rule, &after);
            assert_int_equal(kind->after(s->state, rule, slot, memo, out, comes), then);
            assert_int_equal(cvn_rule_after(s->state, rule, slot, memo, out, comes), then);
            compared++;
            glanced += s->state->glances[rule - s->p->rules].one != NULL;
        }
}

static by_hand_fn *hand;
static cvn_rule_kind kind_in_hand;

/** All rules of a kind, once with the values that groups keep counted and once without. */
static inline void compare_rules(cvn_search *s)
{
    for (uint32_t r = 0; r < s->p->rule_count; r++) {
        if (s->p->rules[r].kind != kind_in_hand)
            continue;
        uint32_t view = s->state->view_of[r];
        for (uint32_t i = 0; i < s->state->open_count; i++) {
            compare_rule(s, s->state->open[i], &s->p->rules[r], hand);
            s->state->view_of[r] = CVN_NONE;
            compare_rule(s, s->state->open[i], &s->p->rules[r], hand);
            s->state->view_of[r] = view;
        }
    }
}

static inline void compare_kind(cvn_rule_kind kind, by_hand_fn *by_hand)
{
    kind_in_hand = kind;
    hand = by_hand;
    each_middling_search(compare_rules);
    assert_true(compared > 10000);
    assert_int_equal(glanced > 1000, kind == CVN_RULE_AT_MOST || kind == CVN_RULE_DISTINCT || kind == CVN_RULE_SPREAD);
}

#endif
