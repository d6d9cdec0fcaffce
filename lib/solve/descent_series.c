/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sessions that an opening looks at, for its founders (a leader, somebody left over): offered, each series; otherwise one for each start that
 * could be its first. From there it grows session by session, each time to the start at which most of those who could come to all so far can
 * come, never into an end from which no whole series is left.
 */
#include "solve/descent.h"

#include <stdlib.h>
#include <string.h>

enum { LEFT_OVER = 4, BURDEN = 2 }; /* what counts beside one person who can come: somebody left over, a point of the founders' burden */

typedef struct plot {
    cvn_search *s;
    const cvn_founding *founding;
    const uint64_t *pool; /* who may become a member */
    uint32_t n;           /* starts that serve the founders, of one clock where sessions are weekly */
    uint32_t *starts;
    uint32_t *from, *to; /* by start of the list: those that may follow, as a window of the list */
    uint32_t *reach;     /* by start: how many sessions can be had from here on, itself among them; no more than a series has */
    uint32_t *sums;
    uint64_t *alive;
} plot;

static void find_windows(plot *w)
{
    const cvn_problem *p = w->s->p;
    uint32_t from = 0, to = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t now = w->starts[i];
        while (from < w->n &&
               (p->start_min[w->starts[from]] - p->start_min[now] < p->duration_min || p->day[w->starts[from]] - p->day[now] < p->gap_min))
            from++;
        to = to > from ? to : from;
        while (to < w->n && p->day[w->starts[to]] - p->day[now] <= p->gap_max)
            to++;
        w->from[i] = from;
        w->to[i] = to;
    }
}

/** Session by session from the end: a start reaches one more where one that reaches so many may follow. */
static void find_reach(plot *w)
{
    for (uint32_t i = 0; i < w->n; i++)
        w->reach[i] = 1;
    for (uint32_t r = 1; r < w->s->p->session_count; r++) {
        w->sums[0] = 0;
        for (uint32_t i = 0; i < w->n; i++)
            w->sums[i + 1] = w->sums[i] + (w->reach[i] >= r);
        for (uint32_t i = 0; i < w->n; i++)
            w->reach[i] += w->reach[i] == r && w->sums[w->to[i]] > w->sums[w->from[i]];
    }
}

static int64_t worth(const plot *w, uint32_t start)
{
    const cvn_problem *p = w->s->p;
    const uint64_t *can = p->by_start + (size_t)start * p->people_words, *left = w->s->state->unplaced;
    int64_t sum = 0;
    for (uint32_t i = 0; i < p->people_words; i++)
        sum += cvn_bits_word(w->alive[i] & can[i]) + LEFT_OVER * (int64_t)cvn_bits_word(w->alive[i] & can[i] & left[i]);
    uint32_t founders[] = {w->founding->leader, w->founding->first};
    for (size_t i = 0; i < CVN_COUNT(founders); i++)
        sum -= founders[i] == CVN_NONE ? 0 : BURDEN * cvn_plan_burden(p, founders[i], start);
    return sum;
}

/** Who cannot come at the start is out, unless members may miss sessions. Returns how many are left. */
static uint64_t thin_out(plot *w, uint32_t start)
{
    const cvn_problem *p = w->s->p;
    const uint64_t *can = p->by_start + (size_t)start * p->people_words;
    bool all = p->attend >= p->session_count;
    uint64_t left = 0;
    for (uint32_t i = 0; i < p->people_words; i++) {
        w->alive[i] &= all ? can[i] : ~UINT64_C(0);
        left += cvn_bits_word(w->alive[i]);
    }
    return left;
}

static uint64_t least_people(const cvn_problem *p, uint32_t type)
{
    return p->types[type].size_min ? p->types[type].size_min : 1;
}

/** From a start of the list on, into s->series; false where too few could come. */
static bool grow(plot *w, uint32_t at)
{
    const cvn_problem *p = w->s->p;
    memcpy(w->alive, w->pool, p->people_words * sizeof *w->alive);
    for (uint32_t k = 0;; k++) {
        w->s->series[k] = w->starts[at];
        if (thin_out(w, w->starts[at]) < least_people(p, w->founding->type))
            return false;
        if (k + 1 == p->session_count)
            return true;
        uint32_t best = CVN_NONE;
        int64_t most = 0;
        for (uint32_t i = w->from[at]; i < w->to[at]; i++) {
            int64_t value = w->reach[i] + k + 1 >= p->session_count ? worth(w, w->starts[i]) : INT64_MIN;
            if (value > INT64_MIN && (best == CVN_NONE || value > most)) {
                best = i;
                most = value;
            }
        }
        assert(best != CVN_NONE); /* or the start would not have reached so far */
        at = best;
    }
}

typedef bool each_fn(cvn_search *s, const cvn_founding *founding, const uint32_t *starts, uint32_t count);

/** Each start of the list that a whole series can begin with. */
static bool each_of_list(plot *w, each_fn *each)
{
    uint32_t count = w->s->p->session_count;
    find_windows(w);
    find_reach(w);
    for (uint32_t i = 0; i < w->n; i++)
        if (w->reach[i] >= count && grow(w, i) && each(w->s, w->founding, w->s->series, count))
            return true;
    return false;
}

static bool each_weekly(plot *w, each_fn *each)
{
    const cvn_problem *p = w->s->p;
    for (uint32_t c = 0; c < p->clock_count; c++) {
        w->n = 0;
        for (uint32_t k = p->clock_first[c]; k < p->clock_first[c + 1]; k++)
            if (p->clock_starts[k] >= p->open_from && cvn_bit(w->s->start_row, p->clock_starts[k]))
                w->starts[w->n++] = p->clock_starts[k];
        if (each_of_list(w, each))
            return true;
    }
    return false;
}

static bool each_free(plot *w, each_fn *each)
{
    const cvn_problem *p = w->s->p;
    w->n = 0;
    for (size_t t = cvn_bits_next(w->s->start_row, p->start_count, p->open_from); t < p->start_count;
         t = cvn_bits_next(w->s->start_row, p->start_count, t + 1))
        w->starts[w->n++] = (uint32_t)t;
    return each_of_list(w, each);
}

static bool each_offered(cvn_search *s, const cvn_founding *founding, each_fn *each)
{
    for (uint32_t i = 0; i < s->p->series_count; i++) {
        const cvn_plan_series *series = &s->p->series[i];
        if (!series->held && cvn_plan_sessions_ok(s->p, series->starts, series->count, 0) && each(s, founding, series->starts, series->count))
            return true;
    }
    return false;
}

bool cvn_each_series(cvn_search *s, const cvn_founding *founding, const uint64_t *pool, each_fn *each)
{
    const cvn_problem *p = s->p;
    if (p->pattern == CVN_PATTERN_OFFERED)
        return each_offered(s, founding, each);
    uint32_t founders[2], n = 0;
    if (founding->leader != CVN_NONE)
        founders[n++] = founding->leader;
    if (founding->first != CVN_NONE)
        founders[n++] = founding->first;
    cvn_common_starts(s, founders, n);
    size_t room = (size_t)p->start_count + 1;
    uint32_t *all = CVN_NEW_ARRAY(uint32_t, 5 * room);
    plot w = {.s = s,
              .founding = founding,
              .pool = pool,
              .starts = all,
              .from = all + room,
              .to = all + 2 * room,
              .reach = all + 3 * room,
              .sums = all + 4 * room,
              .alive = CVN_NEW_ARRAY(uint64_t, p->people_words)};
    bool made = p->pattern == CVN_PATTERN_WEEKLY ? each_weekly(&w, each) : each_free(&w, each);
    free(w.alive);
    free(all);
    return made;
}
