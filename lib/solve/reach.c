/* SPDX-License-Identifier: Apache-2.0 */
/**
 * How many sessions still fit before and after a start. Where a group takes nearly every week that there is, sessions that are sought start by
 * start run out of range or into a holiday unless each step knows that.
 */
#include "solve/search.h"

#include <string.h>

enum { LONG = 8 }; /* sessions: fewer are found by chance soon enough */

static bool apart(const cvn_problem *p, uint32_t a, uint32_t b)
{
    int64_t minutes = p->start_min[a] - p->start_min[b], days = (int64_t)p->day[a] - p->day[b];
    return (minutes < 0 ? -minutes : minutes) >= p->duration_min && (days < 0 ? -days : days) >= p->gap_min;
}

/**
 * For each of n starts, which ascend, the most that can follow each other up to it, or (back) from it on, itself counted. Those that may stand
 * next to a start lie in a window that only moves on, so a queue by falling length serves all of them in one pass.
 */
static void count_chains(cvn_search *s, const uint32_t *starts, uint32_t n, bool back, uint32_t *out)
{
    const cvn_problem *p = s->p;
    uint32_t *queue = s->reach_queue, head = 0, tail = 0, next = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t start = starts[back ? n - 1 - k : k];
        for (uint32_t other; next < k && apart(p, start, other = starts[back ? n - 1 - next : next]); next++) {
            while (tail > head && out[queue[tail - 1]] <= out[other])
                tail--;
            queue[tail++] = other;
        }
        while (head < tail && (back ? p->day[queue[head]] - p->day[start] : p->day[start] - p->day[queue[head]]) > p->gap_max)
            head++;
        out[start] = 1 + (head < tail ? out[queue[head]] : 0);
    }
}

static void count_both(cvn_search *s, const uint32_t *starts, uint32_t n)
{
    count_chains(s, starts, n, false, s->up_to);
    count_chains(s, starts, n, true, s->from_on);
}

void cvn_reach(cvn_search *s)
{
    const cvn_problem *p = s->p;
    assert(s->up_to && p->pattern != CVN_PATTERN_OFFERED);
    uint32_t clocks = p->pattern == CVN_PATTERN_WEEKLY ? p->clock_count : 1, *list = s->starts;
    for (uint32_t c = 0; c < clocks; c++) { /* the starts of one weekly clock follow each other alone */
        uint32_t n = 0;
        if (p->pattern == CVN_PATTERN_WEEKLY) {
            for (uint32_t k = p->clock_first[c]; k < p->clock_first[c + 1]; k++)
                if (p->clock_starts[k] >= p->open_from && cvn_bit(s->start_row, p->clock_starts[k]))
                    list[n++] = p->clock_starts[k];
        } else {
            for (size_t t = cvn_bits_next(s->start_row, p->start_count, p->open_from); t < p->start_count;
                 t = cvn_bits_next(s->start_row, p->start_count, t + 1))
                list[n++] = (uint32_t)t;
        }
        count_both(s, list, n);
    }
}

void cvn_reach_prepare(cvn_search *s)
{
    const cvn_problem *p = s->p;
    if (p->pattern == CVN_PATTERN_OFFERED || p->session_count < LONG || !p->start_count)
        return;
    s->up_to = CVN_NEW_ARRAY(uint32_t, (size_t)p->start_count * 3);
    s->from_on = s->up_to + p->start_count;
    s->reach_queue = s->from_on + p->start_count;
    memset(s->start_row, 0xff, p->start_words * sizeof *s->start_row);
    cvn_reach(s);
    uint32_t longest = 0;
    for (uint32_t t = p->open_from; t < p->start_count; t++)
        longest = s->up_to[t] > longest ? s->up_to[t] : longest;
    s->tight = longest < p->session_count + p->session_count / 2;
}
