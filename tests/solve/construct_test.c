/* SPDX-License-Identifier: Apache-2.0 */
/** The first layout: allowed by every unweighted rule, noted as the best so far, and nobody alone is left over who could simply sit down. */
#include "hand_made.h"

static uint32_t groups, placed;

/** Could somebody left over join a group as it stands, and the score be better for it? By doing it, and counting from scratch. */
static bool somebody_could_sit_down(cvn_state *state)
{
    for (uint32_t i = 0; i < state->unplaced_count; i++)
        for (uint32_t g = 0; g < state->open_count; g++) {
            uint32_t person = state->unplaced_list[i], slot = state->open[g];
            if (!cvn_is_able(state, person, slot) || !cvn_has_room(state, slot))
                continue;
            cvn_trial_begin(state);
            cvn_join(state, person, slot);
            cvn_trial_settle(state);
            cvn_tally now = cvn_state_recount(state);
            cvn_trial_undo(state);
            if (cvn_tally_less(&now, &state->total))
                return true;
        }
    return false;
}

static void from_nothing(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        uint32_t left = s->state->unplaced_count;
        cvn_construct(s);
        assert_true(cvn_state_sound(s->state));
        assert_int_equal(s->state->total.hard, 0);
        assert_true(cvn_tally_equal(&s->best.total, &s->state->total)); /* noted */
        assert_false(somebody_could_sit_down(s->state));
        groups += s->state->open_count;
        placed += left - s->state->unplaced_count;
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(groups > 60 && placed > 200);
}

/* ---- from nothing, whatever the seed: everybody has a place, in groups of the ideal size --------------------------------------------------------- */

/* clang-format off */
#define OUT_AT(hours) {"m", hours, OUT, OUT, 0}
#define THREE_AT(hours) OUT_AT(hours), OUT_AT(hours), OUT_AT(hours)
#define SEATED(hours, group) {"m", hours, group, OUT, 0}
#define LEADER_AT(hours) {"l", hours, OUT, OUT, 0}

/* Of the week's 168 starts, three suit anybody. */
static const hand_made crowds[] = {
    {"at the hours of the only leaders", 3, 3, 3, 1, 1, {0}, NULL,
        {THREE_AT(ANY_HOUR), THREE_AT(ANY_HOUR), THREE_AT(ANY_HOUR), LEADER_AT(AT_8), LEADER_AT(AT_12), LEADER_AT(AT_16)}},
    {"filled to the ideal, not to the brim", 2, 3, 6, 0, 0, {0}, NULL, {THREE_AT(AT_12), THREE_AT(AT_12), THREE_AT(AT_12), THREE_AT(AT_12)}},
    {"at the hours of those left over", 3, 3, 3, 0, 0, {0}, NULL, {THREE_AT(AT_8), THREE_AT(AT_12), THREE_AT(AT_16)}},
};
/* clang-format on */

static void from_nothing_often(cvn_search *s)
{
    for (uint64_t seed = 1; seed <= 25; seed++) {
        cvn_state_clear(s->state);
        cvn_random_seed(&s->random, seed);
        cvn_construct(s);
        if (s->state->unplaced_count)
            fail_msg("seed %u: %u left over", (unsigned)seed, s->state->unplaced_count);
        for (uint32_t i = 0; i < s->state->open_count; i++)
            assert_int_equal(s->state->slots[s->state->open[i]].member_count, 3);
    }
}

static void no_look(const hand_made *row, size_t number, const cvn_state *state)
{
    (void)row;
    (void)number;
    (void)state;
}

static void groups_of_the_ideal_size_around_those_who_need_them(void **context)
{
    (void)context;
    each_hand_made(crowds, CVN_COUNT(crowds), from_nothing_often, no_look);
}

/* ---- with groups there: who is left over finds a place, and nobody is moved who need not be ----------------------------------------------------- */

/* clang-format off */
static const hand_made rows[] = {
    {"a new group takes from one that can spare somebody", 2, 4, 6, 0, 0, {AT_8}, NULL, {
        SEATED(AT_8 | AT_16, 0), SEATED(AT_8 | AT_16, 0), SEATED(AT_8 | AT_16, 0), SEATED(AT_8, 0), SEATED(AT_8, 0), SEATED(AT_8, 0),
        OUT_AT(AT_16)}},
    {"but not from one that cannot", 3, 4, 6, 0, 0, {AT_8}, NULL, {
        SEATED(AT_8 | AT_16, 0), SEATED(AT_8 | AT_16, 0), SEATED(AT_8 | AT_16, 0), SEATED(AT_8 | AT_16, 0), OUT_AT(AT_16)}},
    {"in the seat of somebody who goes on", 3, 3, 3, 0, 0, {AT_8, AT_16}, NULL, {
        SEATED(AT_8 | AT_16, 0), SEATED(AT_8, 0), SEATED(AT_8, 0), SEATED(AT_16, 1), SEATED(AT_16, 1), OUT_AT(AT_8)}},
};
/* clang-format on */
static const struct {
    uint32_t left, sizes[2]; /* left over; of the groups, the larger first */
} wanted[] = {{0, {5, 2}}, {1, {4, 0}}, {0, {3, 3}}};

static void look(const hand_made *row, size_t number, const cvn_state *state)
{
    uint32_t sizes[2] = {0};
    assert_true(state->open_count <= 2);
    for (uint32_t i = 0; i < state->open_count; i++) {
        uint32_t size = state->slots[state->open[i]].member_count;
        sizes[1] = size > sizes[0] ? sizes[0] : size;
        sizes[0] = size > sizes[0] ? size : sizes[0];
    }
    if (state->unplaced_count != wanted[number].left || sizes[0] != wanted[number].sizes[0] || sizes[1] != wanted[number].sizes[1])
        fail_msg("%s: %u left over, groups of %u and %u", row->name, state->unplaced_count, sizes[0], sizes[1]);
}

static void with_groups_there(void **context)
{
    (void)context;
    each_hand_made(rows, CVN_COUNT(rows), cvn_construct, look);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(from_nothing), cmocka_unit_test(groups_of_the_ideal_size_around_those_who_need_them),
                                       cmocka_unit_test(with_groups_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
