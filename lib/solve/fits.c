/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/fits.h"

#include <stdlib.h>

void cvn_starts_of(uint64_t *set, const cvn_problem *p, uint32_t person)
{
    for (uint32_t w = 0; w < p->start_words; w++)
        set[w] = p->can[(size_t)person * p->start_words + w].can;
}

/** Somebody new in a group that has held sessions is asked for no more than are left. */
static uint32_t least_need(const cvn_problem *p, uint32_t count)
{
    uint32_t need = cvn_plan_need(p->attend, count, 0, false);
    for (uint32_t g = 0; g < p->group_count; g++) {
        const cvn_plan_group *group = &p->groups[g];
        uint32_t here = group->can_go_on ? cvn_plan_need(p->attend, group->count, group->held, false) : need;
        need = here < need ? here : need;
    }
    return need;
}

static void fit_offered(cvn_fit *fit, const cvn_problem *p, const uint64_t *set)
{
    for (uint32_t s = 0; s < p->series_count; s++) {
        const cvn_plan_series *series = &p->series[s];
        uint32_t have = 0, need = cvn_plan_need(p->attend, series->count, series->held, false);
        for (uint32_t i = 0; i < series->count; i++)
            have += series->starts[i] != CVN_NONE && cvn_bit(set, series->starts[i]);
        if (s == 0 || (int64_t)have - need > (int64_t)fit->have - fit->need) {
            fit->have = have;
            fit->need = need;
            fit->count = have == series->count ? series->count : 0;
            for (uint32_t i = 0; i < fit->count; i++)
                fit->starts[i] = series->starts[i];
        }
    }
}

/** Longest chain of starts of the set, each allowed right after the one before: by session number, from the last to the first. */
static void fit_chain(cvn_fit *fit, const cvn_problem *p, const uint64_t *set)
{
    uint32_t *next = CVN_NEW_ARRAY(uint32_t, p->start_count), *own = CVN_NEW_ARRAY(uint32_t, p->start_count);
    uint32_t *length = CVN_NEW_ARRAY(uint32_t, p->start_count), n = 0, best = CVN_NONE;
    for (uint32_t s = (uint32_t)cvn_bits_next(set, p->start_count, 0); s < p->start_count;
         s = (uint32_t)cvn_bits_next(set, p->start_count, s + 1))
        own[n++] = s;
    for (uint32_t i = n; i-- > 0;) {
        length[i] = 1;
        for (uint32_t k = i + 1; k < n && own[k] < p->next_to[own[i]] && length[i] < p->session_count; k++) {
            if (own[k] >= p->next_from[own[i]] && length[k] + 1 > length[i] && cvn_plan_follows(p, own[i], own[k])) {
                length[i] = length[k] < p->session_count ? length[k] + 1 : p->session_count; /* what a group needs is enough */
                next[i] = k;
            }
        }
        if (best == CVN_NONE || length[i] > length[best])
            best = i;
    }
    fit->have = best == CVN_NONE ? 0 : length[best];
    if (fit->have == p->session_count)
        for (uint32_t i = best; fit->count < p->session_count; i = next[i])
            fit->starts[fit->count++] = own[i];
    free(length);
    free(own);
    free(next);
}

/** Members may miss sessions, so those that they attend need only be far enough apart: the earliest that fits is never worse. */
static void fit_apart(cvn_fit *fit, const cvn_problem *p, const uint64_t *set)
{
    bool weekly = p->pattern == CVN_PATTERN_WEEKLY;
    uint32_t clocks = weekly ? p->clock_count : 1, *count = CVN_NEW_ARRAY(uint32_t, clocks), *last = CVN_NEW_ARRAY(uint32_t, clocks);
    for (uint32_t s = (uint32_t)cvn_bits_next(set, p->start_count, 0); s < p->start_count;
         s = (uint32_t)cvn_bits_next(set, p->start_count, s + 1)) {
        uint32_t c = weekly ? p->clock[s] : 0;
        if (count[c] && (p->day[s] - p->day[last[c]] < p->gap_min || p->start_min[s] - p->start_min[last[c]] < p->duration_min))
            continue;
        last[c] = s;
        if (++count[c] > fit->have && fit->have < p->session_count)
            fit->have = count[c];
    }
    free(last);
    free(count);
}

void cvn_fit_of(cvn_fit *fit, const cvn_problem *p, const uint64_t *set)
{
    fit->have = fit->count = 0;
    fit->need = least_need(p, p->session_count);
    if (p->pattern == CVN_PATTERN_OFFERED)
        fit_offered(fit, p, set);
    else
        fit_chain(fit, p, set);
    if (p->pattern != CVN_PATTERN_OFFERED && p->attend < p->session_count)
        fit_apart(fit, p, set);
}
