/* SPDX-License-Identifier: Apache-2.0 */
/** The first layout: allowed by every unweighted rule, noted as the best so far, and nobody alone is left over who could simply sit down. */
#include "searches.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(from_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
