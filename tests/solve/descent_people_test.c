/* SPDX-License-Identifier: Apache-2.0 */
/** After the last look nobody's change of seat betters the score; each is made here, counted from scratch, and taken back. */
#include "descents.h"

#include "hand_made.h"
#include "solve/descent.h"

static bool some_relocation_betters(cvn_state *state, const cvn_tally *was)
{
    for (uint32_t i = 0; i < state->p->people; i++)
        for (uint32_t k = 0; k < state->open_count; k++) {
            uint32_t to = state->open[k];
            if (!is_mover(state, i) || state->seat[i] == to || !cvn_is_able(state, i, to) || !cvn_has_room(state, to))
                continue;
            cvn_trial_begin(state);
            if (state->seat[i] != CVN_NONE)
                cvn_leave(state, i);
            cvn_join(state, i, to);
            if (betters(state, was))
                return true;
        }
    return false;
}

/** Each two, the second of whom has a seat; who has none before has the other's after. */
static bool some_swap_betters(cvn_state *state, const cvn_tally *was)
{
    for (uint32_t i = 0; i < state->p->people; i++)
        for (uint32_t k = 0; k < state->p->people; k++) {
            uint32_t from = state->seat[i], to = state->seat[k];
            if (!is_mover(state, i) || !is_placed_member(state, k) || from == to || !cvn_is_able(state, i, to) ||
                (from != CVN_NONE && !cvn_is_able(state, k, from)))
                continue;
            cvn_trial_begin(state);
            cvn_leave(state, k);
            if (from != CVN_NONE)
                cvn_leave(state, i);
            cvn_join(state, i, to);
            if (from != CVN_NONE)
                cvn_join(state, k, from);
            if (betters(state, was))
                return true;
        }
    return false;
}

/** Each one in the seat of each other, who goes on to each third group. */
static bool some_ejection_betters(cvn_state *state, const cvn_tally *was)
{
    for (uint32_t i = 0; i < state->p->people; i++)
        for (uint32_t k = 0; k < state->p->people; k++)
            for (uint32_t g = 0; g < state->open_count; g++) {
                uint32_t from = state->seat[i], to = state->seat[k], third = state->open[g];
                if (!is_mover(state, i) || !is_placed_member(state, k) || from == to || third == from || third == to ||
                    !cvn_is_able(state, i, to) || !cvn_is_able(state, k, third) || !cvn_has_room(state, third))
                    continue;
                cvn_trial_begin(state);
                cvn_leave(state, k);
                if (from != CVN_NONE)
                    cvn_leave(state, i);
                cvn_join(state, i, to);
                cvn_join(state, k, third);
                if (betters(state, was))
                    return true;
            }
    return false;
}

static void check(cvn_search *s, const cvn_tally *was)
{
    assert_false(some_relocation_betters(s->state, was));
    assert_false(some_swap_betters(s->state, was));
    assert_false(some_ejection_betters(s->state, was));
}

static void nobody_is_better_off_elsewhere(void **context)
{
    (void)context;
    after_each_descent(42, 18, check);
    assert_true(tried > 5000);
}

#define TOGETHER "[{\"rule\": \"together\", \"who\": [\"p0\", \"p1\"], \"weight\": 50}]"

/* It is dear that p0 and p1 are apart, and nothing else is gained by what brings them together: each row leaves one kind of change that can. */
static const hand_made apart[] = {
    {"one moves",
     2,
     3,
     4,
     0,
     0,
     {AT_8, AT_16},
     TOGETHER,
     {{"m", AT_8 | AT_16, 0, OUT, 0},
      {"m", AT_16, 1, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_16, 1, OUT, 0},
      {"m", AT_16, 1, OUT, 0}}},
    {"two change places",
     3,
     3,
     3,
     0,
     0,
     {AT_8, AT_16},
     TOGETHER,
     {{"m", AT_8 | AT_16, 0, OUT, 0},
      {"m", AT_16, 1, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_8 | AT_16, 1, OUT, 0},
      {"m", AT_16, 1, OUT, 0}}},
    {"one takes a seat, and who had it goes on",
     2,
     3,
     3,
     0,
     0,
     {AT_8, AT_16, AT_12},
     TOGETHER,
     {{"m", AT_8 | AT_16, 0, OUT, 0},
      {"m", AT_16, 1, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_8, 0, OUT, 0},
      {"m", AT_12 | AT_16, 1, OUT, 0},
      {"m", AT_16, 1, OUT, 0},
      {"m", AT_12, 2, OUT, 0},
      {"m", AT_12, 2, OUT, 0}}},
};

/** Nothing but people: an opening would do as well. */
static void look_at_people(cvn_search *s)
{
    const cvn_look look = {.s = s};
    while (cvn_look_at_people(&look))
        ;
}

static void together_at_the_end(const hand_made *row, size_t number, const cvn_state *state)
{
    (void)number;
    if (state->seat[0] != state->seat[1] || state->unplaced_count)
        fail_msg("%s: they are still apart, or somebody is left over", row->name);
}

static void whoever_is_tied_to_somebody_elsewhere_comes(void **context)
{
    (void)context;
    each_hand_made(apart, CVN_COUNT(apart), look_at_people, together_at_the_end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_is_better_off_elsewhere),
                                       cmocka_unit_test(whoever_is_tied_to_somebody_elsewhere_comes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
