/* SPDX-License-Identifier: Apache-2.0 */
/** The last look at sessions: each to each other start, where the others allow it and everybody can follow; offered ones series by series. */
#include "solve/descent.h"

#include <string.h>

/** Prices the group with one session elsewhere (in s->series, too); false where that cannot be. */
static bool elsewhere(cvn_search *s, uint32_t number, uint32_t k, uint32_t start, cvn_tally *delta)
{
    const cvn_slot *slot = &s->state->slots[number];
    if (start == slot->at[k] || (k && !cvn_plan_follows(s->p, slot->at[k - 1], start)) ||
        (k + 1 < slot->count && !cvn_plan_follows(s->p, start, slot->at[k + 1])))
        return false;
    memcpy(s->series, slot->at, slot->count * sizeof *slot->at);
    s->series[k] = start;
    return cvn_times_change(s, number, s->series, slot->count, delta);
}

/** The start for one session that betters the score most, the earliest of equals; CVN_NONE where none does. */
static uint32_t best_start(cvn_search *s, uint32_t number, uint32_t k)
{
    const cvn_problem *p = s->p;
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t from = k ? p->next_from[slot->at[k - 1]] : 0, to = k ? p->next_to[slot->at[k - 1]] : p->start_count, best = CVN_NONE;
    cvn_tally least = {0}, delta;
    for (uint32_t start = from > p->open_from ? from : p->open_from; start < to; start++)
        if (elsewhere(s, number, k, start, &delta) && cvn_tally_less(&delta, &least)) {
            least = delta;
            best = start;
        }
    return best;
}

/** The same of whole series that are offered. */
static uint32_t best_series(cvn_search *s, uint32_t number)
{
    const cvn_problem *p = s->p;
    const cvn_slot *slot = &s->state->slots[number];
    uint32_t best = CVN_NONE;
    cvn_tally least = {0}, delta;
    for (uint32_t i = 0; i < p->series_count; i++) {
        const cvn_plan_series *series = &p->series[i];
        if (series->held == slot->held && series->count > series->held && !memcmp(series->starts, slot->at, slot->held * sizeof *slot->at) &&
            cvn_plan_sessions_ok(p, series->starts, series->count, series->held) &&
            cvn_times_change(s, number, series->starts, series->count, &delta) && cvn_tally_less(&delta, &least)) {
            least = delta;
            best = i;
        }
    }
    return best;
}

/** Puts the change for the better of one session, or of the series, into s->series; returns how many sessions, 0 where there is none. */
static uint32_t better_sessions(cvn_search *s, uint32_t number, uint32_t k)
{
    const cvn_slot *slot = &s->state->slots[number];
    bool offered = s->p->pattern == CVN_PATTERN_OFFERED;
    uint32_t best = offered ? best_series(s, number) : best_start(s, number, k);
    if (best == CVN_NONE)
        return 0;
    uint32_t count = offered ? s->p->series[best].count : slot->count;
    memcpy(s->series, offered ? s->p->series[best].starts : slot->at, count * sizeof *s->series);
    if (!offered)
        s->series[k] = best;
    return count;
}

void cvn_settle_sessions(cvn_search *s, uint32_t number)
{
    const cvn_slot *slot = &s->state->slots[number];
    for (uint32_t k = slot->held, dull = 0; dull < slot->count - slot->held; dull++, k = k + 1 < slot->count ? k + 1 : slot->held) {
        uint32_t count = better_sessions(s, number, k);
        if (!count)
            continue;
        cvn_set_times(s->state, number, s->series, count, slot->held);
        cvn_trial_settle(s->state);
        dull = 0;
    }
}

bool cvn_look_at_sessions(const cvn_look *look)
{
    cvn_state *state = look->s->state;
    bool better = false;
    for (uint32_t i = 0; i < state->open_count && !cvn_look_stopped(look); i++) {
        cvn_slot *slot = &state->slots[state->open[i]];
        if (slot->fixed)
            continue;
        cvn_trial_begin(state);
        cvn_settle_sessions(look->s, state->open[i]);
        better |= cvn_keep_if_better(look->s);
    }
    return better;
}
