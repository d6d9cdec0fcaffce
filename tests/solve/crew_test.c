/* SPDX-License-Identifier: Apache-2.0 */
/** Seating by chains: who is seated takes nobody's seat for good, and a chain that leads nowhere changes nothing, however deep it went. */
#include "groups.h"
#include "hand_made.h"

static uint32_t seated[5], refused;

static void nobody_lost_a_seat(const cvn_search *s, const uint32_t *before, uint32_t person)
{
    const cvn_state *state = s->state;
    for (uint32_t i = 0; i < s->p->people; i++)
        assert_int_equal(state->seat[i] != CVN_NONE, before[i] != CVN_NONE || i == person);
    for (uint32_t k = 0; k < state->open_count; k++) {
        const cvn_slot *slot = &state->slots[state->open[k]];
        assert_true(slot->member_count <= s->p->types[slot->type].size_max);
        for (uint32_t i = 0; i < slot->member_count; i++)
            assert_true(cvn_is_able(state, slot->members[i], state->open[k]));
    }
}

/** Takes up to so many people out of their seats. */
static void take_out(cvn_search *s, uint32_t most)
{
    cvn_trial_begin(s->state);
    for (uint32_t k = 0; k < most; k++) {
        uint32_t person = cvn_pick_member(s);
        if (person != CVN_NONE)
            cvn_take(s, person);
    }
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

static void seat_by_chains(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t *before = CVN_NEW_ARRAY(uint32_t, s->p->people);
    take_out(s, 2);
    for (uint32_t k = 0; k < 60 && state->unplaced_count; k++) {
        uint32_t person = cvn_pick_unplaced(s), depth = cvn_below(s, 5);
        memcpy(before, state->seat, s->p->people * sizeof *before);
        uint64_t was = fingerprint(s);
        cvn_trial_begin(state);
        if (cvn_insert(s, person, depth)) {
            nobody_lost_a_seat(s, before, person);
            seated[depth]++;
        } else {
            assert_memory_equal(state->seat, before, s->p->people * sizeof *before);
            refused++;
        }
        cvn_trial_settle(state);
        cvn_trial_undo(state);
        assert_true(fingerprint(s) == was);
    }
    free(before);
    assert_true(cvn_state_sound(state));
}

static void chains_seat_or_change_nothing(void **context)
{
    (void)context;
    each_middling_search(seat_by_chains);
    assert_true(seated[0] > 5 && seated[4] > 5 && refused > 100);
}

/* ---- those who have to come along ---- */

#define TOGETHER(a, b) "{\"rule\": \"together\", \"who\": [\"p" #a "\", \"p" #b "\"]}"
#define LEFT(hours)                                                                                                                            \
    {                                                                                                                                          \
        "m", hours, OUT, OUT, 0                                                                                                                \
    }

/** A group at noon, and those left over. */
static const hand_made companies[] = {
    {"two chains of three, and room for one of them",
     3,
     3,
     3,
     0,
     0,
     {AT_12},
     "[" TOGETHER(0, 2) ", " TOGETHER(2, 4) ", " TOGETHER(1, 3) ", " TOGETHER(3, 5) "]",
     {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), LEFT(AT_12)}},
    {"two are too many for the seat that is left, and one is not",
     2,
     3,
     3,
     0,
     0,
     {AT_12},
     "[" TOGETHER(2, 3) ", " TOGETHER(4, 5) "]",
     {{"m", AT_12, 0, OUT, 0}, {"m", AT_12, 0, OUT, 0}, LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), LEFT(AT_12), LEFT(AT_12)}},
    {"whose other half sits elsewhere stays out",
     1,
     4,
     4,
     0,
     0,
     {AT_12, AT_16},
     "[" TOGETHER(0, 1) "]",
     {{"m", AT_16, 1, OUT, 0}, LEFT(ANY_HOUR), LEFT(AT_12), LEFT(AT_12)}},
    {"whose other half sits there comes", 1, 2, 2, 0, 0, {AT_12}, "[" TOGETHER(0, 1) "]", {{"m", AT_12, 0, OUT, 0}, LEFT(AT_12)}},
    {"a weight keeps nobody away",
     2,
     2,
     2,
     0,
     0,
     {AT_12},
     "[{\"rule\": \"together\", \"who\": [\"p0\", \"p1\", \"p2\"], \"weight\": 1}]",
     {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12)}},
    {"more than any group holds come one by one",
     2,
     2,
     2,
     0,
     0,
     {AT_12},
     "[{\"rule\": \"together\", \"who\": [\"p0\", \"p1\", \"p2\"]}]",
     {LEFT(AT_12), LEFT(AT_12), LEFT(AT_12)}},
    {"who cannot come does not", 1, 3, 3, 0, 0, {AT_12}, "[" TOGETHER(0, 1) "]", {LEFT(AT_12), LEFT(AT_8)}},
};
/** By row: how many sit in the first group in the end, and bits of people of whom all do or none. */
static const struct {
    uint32_t members, whole[2];
} filled[] = {{3, {025, 052}}, {3, {014, 060}}, {2, {0, 0}}, {2, {3, 0}}, {2, {0, 0}}, {2, {0, 0}}, {1, {0, 0}}};

static void fill_the_first(cvn_search *s)
{
    cvn_trial_begin(s->state);
    cvn_fill(s, s->state->open[0], s->p->types[0].size_ideal);
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

static void whole_companies(const hand_made *row, size_t number, const cvn_state *state)
{
    uint32_t there = 0, slot = state->open[0];
    for (uint32_t i = 0; i < state->p->people; i++)
        there |= (uint32_t)(state->seat[i] == slot) << i;
    if (state->slots[slot].member_count != filled[number].members || state->total.hard)
        fail_msg("%s: %u members, and %lld broken", row->name, state->slots[slot].member_count, (long long)state->total.hard);
    for (size_t k = 0; k < 2; k++)
        if ((there & filled[number].whole[k]) != 0 && (there & filled[number].whole[k]) != filled[number].whole[k])
            fail_msg("%s: torn, %o", row->name, there);
}

static void those_who_belong_together_come_together(void **context)
{
    (void)context;
    each_hand_made(companies, CVN_COUNT(companies), fill_the_first, whole_companies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(chains_seat_or_change_nothing),
                                       cmocka_unit_test(those_who_belong_together_come_together)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
