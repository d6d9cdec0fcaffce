/* SPDX-License-Identifier: Apache-2.0 */
/** After a descent no single change is left that betters the score; each is made here, counted from scratch, and taken back. */
#include "searches.h"

static uint64_t tried;

/** Is the state, in the middle of a trial, better than it was? Takes the trial back. */
static bool betters(cvn_state *state, const cvn_tally *was)
{
    cvn_trial_settle(state);
    cvn_tally now = cvn_state_recount(state);
    cvn_trial_undo(state);
    tried++;
    return cvn_tally_less(&now, was);
}

static bool some_relocation_betters(cvn_state *state, const cvn_tally *was)
{
    for (uint32_t i = 0; i < state->p->people; i++)
        for (uint32_t k = 0; k < state->open_count; k++) {
            uint32_t to = state->open[k];
            if (!state->p->person[i].member || state->lead_count[i] || state->seat[i] == to || !cvn_is_able(state, i, to) ||
                !cvn_has_room(state, to))
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
            if (!state->p->person[i].member || state->lead_count[i] || from == to || to == CVN_NONE || !cvn_is_able(state, i, to) ||
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
                if (!state->p->person[i].member || state->lead_count[i] || from == to || to == CVN_NONE || third == from || third == to ||
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

static bool some_session_betters(cvn_search *s, const cvn_tally *was)
{
    cvn_state *state = s->state;
    for (uint32_t g = 0; g < state->open_count && s->p->pattern != CVN_PATTERN_OFFERED; g++) {
        const cvn_slot *slot = &state->slots[state->open[g]];
        for (uint32_t k = slot->held; k < slot->count; k++)
            for (uint32_t start = s->p->open_from; start < s->p->start_count; start++) {
                uint32_t at[64], members = slot->member_count, leaders = slot->leader_count;
                memcpy(at, slot->at, slot->count * sizeof *at);
                at[k] = start;
                if (start == slot->at[k] || !cvn_plan_sessions_ok(s->p, at, slot->count, slot->held))
                    continue;
                cvn_trial_begin(state);
                cvn_set_times(state, state->open[g], at, slot->count, slot->held);
                cvn_evict(state, state->open[g], NULL);
                bool all = slot->member_count == members && slot->leader_count == leaders;
                if (betters(state, was) && all)
                    return true;
            }
    }
    return false;
}

static bool some_merger_betters(cvn_search *s, const cvn_tally *was)
{
    cvn_state *state = s->state;
    for (uint32_t a = 0; a < state->open_count; a++)
        for (uint32_t b = 0; b < state->open_count; b++) {
            uint32_t from = state->open[a], to = state->open[b], n = state->slots[from].member_count;
            bool all = a != b && state->slots[to].member_count + n <= s->p->types[state->slots[to].type].size_max;
            for (uint32_t i = 0; i < n && all; i++)
                all = cvn_is_able(state, state->slots[from].members[i], to);
            if (!all)
                continue;
            memcpy(s->others, state->slots[from].members, n * sizeof *s->others);
            cvn_trial_begin(state);
            cvn_empty(state, from);
            cvn_close(state, from);
            for (uint32_t i = 0; i < n; i++)
                cvn_join(state, s->others[i], to);
            if (betters(state, was))
                return true;
        }
    return false;
}

static void nothing_near_is_better(void **context)
{
    (void)context;
    uint32_t descents = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        stir(s, 50);
        descents += cvn_descend(s, NULL, NULL);
        assert_true(cvn_state_sound(s->state));
        cvn_tally was = s->state->total;
        assert_false(some_relocation_betters(s->state, &was));
        assert_false(some_swap_betters(s->state, &was));
        assert_false(some_ejection_betters(s->state, &was));
        assert_false(some_session_betters(s, &was));
        assert_false(some_merger_betters(s, &was));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(descents > 8);
    assert_true(tried > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_near_is_better)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
