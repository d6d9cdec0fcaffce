/* SPDX-License-Identifier: Apache-2.0 */
/** After the last look no session is better elsewhere, and no group at another series that is offered. */
#include "descents.h"

/** Other sessions for a group that everybody in it can follow: do they better the score? */
static bool series_betters(cvn_state *state, uint32_t number, const uint32_t *starts, uint32_t count, const cvn_tally *was)
{
    const cvn_slot *slot = &state->slots[number];
    uint32_t members = slot->member_count, leaders = slot->leader_count, held = slot->held;
    if (!cvn_plan_sessions_ok(state->p, starts, count, held) || memcmp(starts, slot->at, held * sizeof *starts) != 0)
        return false;
    cvn_trial_begin(state);
    cvn_set_times(state, number, starts, count, held);
    for (uint32_t i = 0; i < members; i++)
        if (!cvn_is_able(state, slot->members[i], number))
            return no_trial(state);
    for (uint32_t i = 0; i < leaders; i++)
        if (!cvn_bit(slot->able_lead, slot->leaders[i]) || !cvn_times_clear(state, slot->leaders[i], number, starts, count, held))
            return no_trial(state);
    return betters(state, was);
}

static bool some_session_betters(cvn_search *s, const cvn_tally *was)
{
    for (uint32_t g = 0; g < s->state->open_count; g++) {
        const cvn_slot *slot = &s->state->slots[s->state->open[g]];
        for (uint32_t k = slot->held; k < slot->count && !slot->fixed; k++)
            for (uint32_t start = 0; start < s->p->start_count; start++) {
                uint32_t at[CVN_MAX_SESSIONS];
                memcpy(at, slot->at, slot->count * sizeof *at);
                at[k] = start;
                if (start != slot->at[k] && series_betters(s->state, s->state->open[g], at, slot->count, was))
                    return true;
            }
    }
    return false;
}

static bool some_offer_betters(cvn_search *s, const cvn_tally *was)
{
    for (uint32_t g = 0; g < s->state->open_count; g++)
        for (uint32_t i = 0; i < s->p->series_count; i++) {
            uint32_t number = s->state->open[g];
            const cvn_plan_series *series = &s->p->series[i];
            if (!s->state->slots[number].fixed && series->held == s->state->slots[number].held && series->count > series->held &&
                series_betters(s->state, number, series->starts, series->count, was))
                return true;
        }
    return false;
}

static void check(cvn_search *s, const cvn_tally *was)
{
    assert_false(s->p->pattern == CVN_PATTERN_OFFERED ? some_offer_betters(s, was) : some_session_betters(s, was));
}

static void no_session_is_better_elsewhere(void **context)
{
    (void)context;
    after_each_descent(42, 14, check);
    assert_true(tried > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_session_is_better_elsewhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
