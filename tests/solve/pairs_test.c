/* SPDX-License-Identifier: Apache-2.0 */
/** pairs: every pair of every rule whose two are in one group; from lists and from a matrix. */
#include "groups.h"

static int64_t by_hand(const cvn_problem *p, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    int64_t sum = 0;
    for (uint32_t r = 0; r < p->conference->rule_count; r++) {
        const cvn_rule *rule = &p->conference->rules[r];
        const listed before = list_of(slot, rule->among), now = changed(&before, out, rule->among == CVN_AMONG_LEADERS ? CVN_NONE : in);
        for (uint32_t k = 0; rule->kind == CVN_RULE_PAIRS && k < rule->pair_count; k++)
            if (is_listed(&now, p->person_of[rule->pairs[k].a]) && is_listed(&now, p->person_of[rule->pairs[k].b]))
                sum += rule->pairs[k].weight;
    }
    return sum;
}

static void check(cvn_search *s)
{
    const cvn_state *state = s->state;
    for (uint32_t g = 0; g < state->open_count; g++) {
        const cvn_slot *slot = &state->slots[state->open[g]];
        const listed who = list_of(slot, CVN_AMONG_ALL), members = list_of(slot, CVN_AMONG_MEMBERS);
        int64_t all = by_hand(s->p, slot, CVN_NONE, CVN_NONE);
        assert_int_equal(cvn_pairs_cost(state, slot), all);
        assert_int_equal(slot->pairs, all);
        for (uint32_t i = 0; i < who.n; i++)
            assert_int_equal(all - by_hand(s->p, slot, who.who[i], CVN_NONE), cvn_pairs_with(state, slot, who.who[i], i >= members.n));
        for (uint32_t i = 0; i <= members.n; i++)
            for (uint32_t in = 0; in <= s->p->people; in++) {
                uint32_t out = i < members.n ? members.who[i] : CVN_NONE, comes = in < s->p->people ? in : CVN_NONE;
                if (comes != CVN_NONE && is_listed(&who, comes))
                    continue;
                assert_int_equal(cvn_pairs_change(state, slot, out, comes), by_hand(s->p, slot, out, comes) - all);
                compared++;
            }
    }
}

/** The same with the lists of pairs written out as a matrix. */
static void check_both(cvn_search *s)
{
    cvn_problem *p = (cvn_problem *)(uintptr_t)s->p;
    check(s);
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++) {
        cvn_pairs *pairs = &p->pairs[among];
        assert_true(pairs->any && !pairs->matrix); /* few of all pairs */
        pairs->matrix = CVN_ARENA_ARRAY(p->arena, int32_t, (size_t)p->people * p->people);
        for (uint32_t a = 0; a < p->people; a++)
            for (uint32_t k = pairs->first[a]; k < pairs->first[a + 1]; k++)
                pairs->matrix[(size_t)a * p->people + pairs->other[k]] += pairs->weight[k];
    }
    check(s);
    for (cvn_among among = CVN_AMONG_ALL; among <= CVN_AMONG_LEADERS; among++)
        p->pairs[among].matrix = NULL;
}

static void pairs_are_those_of_the_rules(void **context)
{
    (void)context;
    each_middling_search(check_both);
    assert_true(compared > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pairs_are_those_of_the_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
