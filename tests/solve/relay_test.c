/* SPDX-License-Identifier: Apache-2.0 */
#include "moves.h"

#include "hand_made.h"

/* The first group meets at 8 and has no leader; p4 leads the second, at 16. */
#define MEMBERS                                                                                                                                \
    {"m", AT_8, 0, OUT, 0}, {"m", AT_8, 0, OUT, 0}, {"m", AT_16, 1, OUT, 0},                                                                   \
    {                                                                                                                                          \
        "m", AT_16, 1, OUT, 0                                                                                                                  \
    }

static const hand_made rows[] = {
    {"one to spare takes over", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}, {"l", AT_16, OUT, OUT, 0}}},
    {"a member of the group that is left",
     1,
     2,
     3,
     1,
     1,
     {AT_8, AT_16},
     NULL,
     {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}, {"lm", AT_16, 1, OUT, 0}}},
    {"nobody takes over, so nobody goes", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_8 | AT_16, OUT, 1, 0}}},
    {"nobody can come at 8", 1, 2, 3, 1, 1, {AT_8, AT_16}, NULL, {MEMBERS, {"l", AT_16, OUT, 1, 0}, {"l", AT_16, OUT, OUT, 0}}},
};
static const struct {
    uint32_t early, late; /* who leads at the end; CVN_NONE: nobody */
} leads[] = {{4, 5}, {4, 5}, {CVN_NONE, 4}, {CVN_NONE, 4}};

static void try_often(cvn_search *s)
{
    s->temperature = 0;
    for (uint32_t k = 0; k < 200; k++)
        cvn_move_relay(s);
}

static void look(const hand_made *row, size_t number, const cvn_state *state)
{
    const cvn_slot *early = &state->slots[state->seat[0]], *late = &state->slots[state->seat[2]];
    uint32_t who[] = {early->leader_count ? early->leaders[0] : CVN_NONE, late->leader_count ? late->leaders[0] : CVN_NONE};
    if (who[0] != leads[number].early || who[1] != leads[number].late || state->unplaced_count)
        fail_msg("%s: %d leads at 8, %d at 16", row->name, (int)who[0], (int)who[1]);
}

static void somebody_takes_over(void **context)
{
    (void)context;
    each_hand_made(rows, CVN_COUNT(rows), try_often, look);
}

static void agrees_with_a_count_from_scratch(void **context)
{
    (void)context;
    assert_true(exercise(cvn_move_relay, false) + exercise(cvn_move_relay, true) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_a_count_from_scratch), cmocka_unit_test(somebody_takes_over)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
