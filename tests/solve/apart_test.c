/* SPDX-License-Identifier: Apache-2.0 */
/** apart: each two of a set in one group, by every set of the conference in turn. */
#include "groups.h"

static uint32_t listed_some;

/** Each set that holds two of the list's people, counted pair by pair. */
static cvn_tally by_hand(const cvn_problem *p, const cvn_slot *slot, uint32_t out, uint32_t in)
{
    cvn_tally sum = {0};
    for (uint32_t n = 0; n < p->apart_count; n++) {
        const cvn_plan_set *set = &p->apart[n];
        cvn_among among = p->conference->rules[set->index].among;
        const listed before = list_of(slot, among), now = changed(&before, out, among == CVN_AMONG_LEADERS ? CVN_NONE : in);
        int64_t there = 0;
        for (uint32_t i = 0; i < set->count; i++)
            there += is_listed(&now, set->who[i]);
        sum.hard += set->hard ? there * (there - 1) / 2 : 0;
        sum.cost += set->hard ? 0 : set->weight * there * (there - 1) / 2;
    }
    return sum;
}

static void assert_difference(cvn_tally after, const cvn_tally *before, cvn_tally change)
{
    cvn_tally_add(&after, before, -1);
    assert_true(cvn_tally_equal(&after, &change));
    compared++;
}

/** What somebody has with the others of a group, as a member or a leader: what it would be without them is less by that. */
static void check_with(const cvn_state *state, const cvn_slot *slot, const cvn_tally *all)
{
    const listed who = list_of(slot, CVN_AMONG_ALL);
    for (uint32_t i = 0; i < who.n; i++) {
        cvn_tally without = by_hand(state->p, slot, who.who[i], CVN_NONE);
        cvn_tally with = cvn_apart_with(state, slot, who.who[i], i >= slot->member_count);
        cvn_tally_add(&without, &with, 1);
        assert_true(cvn_tally_equal(&without, all));
    }
}

static void check_all(cvn_search *s)
{
    const cvn_state *state = s->state;
    for (uint32_t g = 0; g < state->open_count; g++) {
        const cvn_slot *slot = &state->slots[state->open[g]];
        const listed who = list_of(slot, CVN_AMONG_ALL), members = list_of(slot, CVN_AMONG_MEMBERS);
        cvn_tally all = by_hand(s->p, slot, CVN_NONE, CVN_NONE), counted = cvn_apart_tally(state, slot);
        assert_true(cvn_tally_equal(&all, &counted));
        assert_true(cvn_tally_equal(&all, &slot->apart));
        check_with(state, slot, &all);
        for (uint32_t i = 0; i <= members.n; i++)
            for (uint32_t in = 0; in <= s->p->people; in++) {
                uint32_t out = i < members.n ? members.who[i] : CVN_NONE, comes = in < s->p->people ? in : CVN_NONE;
                if (comes == CVN_NONE || !is_listed(&who, comes))
                    assert_difference(by_hand(s->p, slot, out, comes), &all, cvn_apart_change(state, slot, out, comes));
            }
    }
}

/** With the bits that say who is in no set with whom, and without, as among very many people. */
static void check(cvn_search *s)
{
    cvn_problem *p = (cvn_problem *)(uintptr_t)s->p;
    const uint64_t *clashes = p->clashes;
    listed_some += clashes != NULL;
    assert_int_equal(clashes != NULL, p->apart_count > 0);
    check_all(s);
    p->clashes = NULL;
    check_all(s);
    p->clashes = clashes;
}

static void each_pair_of_a_set_counts(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 1000);
    assert_true(listed_some > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_pair_of_a_set_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
