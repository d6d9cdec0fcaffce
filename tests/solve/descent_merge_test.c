/* SPDX-License-Identifier: Apache-2.0 */
/** After the last look no two groups are better off as one. */
#include "descents.h"

#include "hand_made.h"

static bool merger_betters(cvn_state *state, uint32_t from, uint32_t to, const cvn_tally *was)
{
    uint32_t members[64], leaders[64], n = state->slots[from].member_count, m = 0;
    memcpy(members, state->slots[from].members, n * sizeof *members);
    for (uint32_t i = 0; i < state->p->people; i++)
        if (cvn_leads_slot(state, i, from))
            leaders[m++] = i;
    for (uint32_t i = 0; i < n; i++)
        if (!cvn_is_able(state, members[i], to))
            return false;
    cvn_trial_begin(state);
    cvn_empty(state, from);
    cvn_close(state, from);
    for (uint32_t i = 0; i < n; i++) {
        if (!cvn_has_room(state, to))
            return no_trial(state);
        cvn_join(state, members[i], to);
    }
    for (uint32_t i = 0; i < m; i++)
        if (is_mover(state, leaders[i]) && cvn_is_able(state, leaders[i], to) && cvn_has_room(state, to))
            cvn_join(state, leaders[i], to);
    return betters(state, was);
}

static void check(cvn_search *s, const cvn_tally *was)
{
    const cvn_slot *slots = s->state->slots;
    for (uint32_t from = 0; from < s->state->slot_count; from++)
        for (uint32_t to = 0; to < s->state->slot_count; to++)
            if (from != to && slots[from].open && slots[to].open && !slots[from].fixed)
                assert_false(merger_betters(s->state, from, to, was));
}

static void no_two_groups_are_better_as_one(void **context)
{
    (void)context;
    after_each_descent(42, 18, check);
    assert_true(tried > 8);
}

/* Six are ideal, and there are five members and two who lead: one of these has to become a member. None can go before the others. */
static const hand_made two_small[] = {
    {"one of two leaders becomes a member",
     2,
     6,
     6,
     1,
     1,
     {AT_8, AT_8},
     NULL,
     {{"m", AT_8, 0, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"lm", AT_8, OUT, 0, 0},
      {"m", AT_8, 1, OUT, 0},
      {"m", AT_8, 1, OUT, 0},
      {"m", AT_8, 1, OUT, 0},
      {"lm", AT_8, OUT, 1, 0}}},
};

static void descend(cvn_search *s)
{
    cvn_descend(s, NULL, NULL);
}

static void one_is_left(const hand_made *row, size_t number, const cvn_state *state)
{
    (void)number;
    if (state->open_count != 1 || state->unplaced_count || state->total.cost)
        fail_msg("%s: %u groups, %u left over, cost %lld", row->name, state->open_count, state->unplaced_count, (long long)state->total.cost);
}

static void leaders_come_along(void **context)
{
    (void)context;
    each_hand_made(two_small, CVN_COUNT(two_small), descend, one_is_left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_two_groups_are_better_as_one), cmocka_unit_test(leaders_come_along)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
