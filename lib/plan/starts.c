/* SPDX-License-Identifier: Apache-2.0 */
/** Starts in numbers: their days and weekly clocks, which may follow which, the offered series. */
#include "plan/internal.h"

#include <stdlib.h>

uint32_t cvn_plan_start_from(const cvn_problem *problem, int64_t min)
{
    uint32_t low = 0, high = problem->start_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (problem->start_min[middle] < min)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t cvn_plan_start_at(const cvn_problem *problem, int64_t min)
{
    uint32_t at = cvn_plan_start_from(problem, min);
    return at < problem->start_count && problem->start_min[at] == min ? at : CVN_NONE;
}

/** Numbers the weekly clocks that occur, in the order of the week, and lists the starts of each. */
static void number_clocks(cvn_problem *p, const uint32_t *week_min)
{
    enum { WEEK = 7 * 1440 };
    uint32_t *number = CVN_NEW_ARRAY(uint32_t, WEEK);
    for (uint32_t s = 0; s < p->start_count; s++)
        number[week_min[s]] = 1;
    uint32_t count = 0;
    for (uint32_t m = 0; m < WEEK; m++)
        number[m] = number[m] ? count++ : CVN_NONE;
    uint32_t *clock = CVN_ARENA_ARRAY(p->arena, uint32_t, p->start_count + 1);
    uint32_t *first = CVN_ARENA_ARRAY(p->arena, uint32_t, count + 2);
    uint32_t *starts = CVN_ARENA_ARRAY(p->arena, uint32_t, p->start_count + 1);
    for (uint32_t s = 0; s < p->start_count; s++) {
        clock[s] = number[week_min[s]];
        first[clock[s] + 2]++;
    }
    for (uint32_t c = 2; c < count + 2; c++)
        first[c] += first[c - 1];
    for (uint32_t s = 0; s < p->start_count; s++)
        starts[first[clock[s] + 1]++] = s;
    p->clock_count = count;
    p->clock = clock;
    p->clock_first = first;
    p->clock_starts = starts;
    free(number);
}

/** A day on the clock lasts 23 to 25 hours, so a window a day wider than the gaps holds every successor. */
static void find_successors(cvn_problem *p)
{
    uint32_t *from = CVN_ARENA_ARRAY(p->arena, uint32_t, p->start_count + 1);
    uint32_t *to = CVN_ARENA_ARRAY(p->arena, uint32_t, p->start_count + 1);
    uint32_t low = 0, high = 0;
    for (uint32_t s = 0; s < p->start_count; s++) {
        int64_t least = ((int64_t)p->gap_min - 2) * 1440, most = ((int64_t)p->gap_max + 2) * 1440;
        int64_t after = p->start_min[s] + (least > p->duration_min ? least : p->duration_min);
        while (low < p->start_count && p->start_min[low] < after)
            low++;
        while (high < p->start_count && p->start_min[high] <= p->start_min[s] + most)
            high++;
        from[s] = low;
        to[s] = high > low ? high : low;
    }
    p->next_from = from;
    p->next_to = to;
}

static void list_series(cvn_problem *p)
{
    const cvn_conference *c = p->conference;
    cvn_plan_series *series = CVN_ARENA_ARRAY(p->arena, cvn_plan_series, c->series_count + 1);
    for (uint32_t i = 0; i < c->series_count; i++) {
        uint32_t *starts = CVN_ARENA_ARRAY(p->arena, uint32_t, c->series[i].count + 1);
        series[i].count = c->series[i].count;
        series[i].starts = starts;
        for (uint32_t k = 0; k < c->series[i].count; k++) {
            starts[k] = cvn_plan_start_at(p, c->series[i].starts[k].min);
            series[i].held += starts[k] < p->open_from;
        }
    }
    p->series_count = c->series_count;
    p->series = series;
}

void cvn_plan_starts(cvn_problem *p)
{
    const cvn_conference *c = p->conference;
    p->pattern = c->pattern;
    p->attend = c->attend;
    p->session_count = c->count;
    p->duration_min = c->duration_min;
    p->gap_min = c->gap_min_days;
    p->gap_max = c->gap_max_days;
    p->start_count = c->start_count;
    p->start_words = (uint32_t)CVN_WORDS(c->start_count);
    p->weights = c->weights;
    int64_t *min = CVN_ARENA_ARRAY(p->arena, int64_t, c->start_count + 1);
    int32_t *day = CVN_ARENA_ARRAY(p->arena, int32_t, c->start_count + 1);
    uint32_t *week_min = CVN_NEW_ARRAY(uint32_t, c->start_count + 1);
    p->open_from = 0;
    for (uint32_t s = 0; s < c->start_count; s++) {
        cvn_civil civil = cvn_zone_civil(c->zone, c->starts[s]);
        min[s] = c->starts[s].min;
        day[s] = civil.date.day;
        week_min[s] = (uint32_t)(civil.weekday * 1440 + civil.minute);
        p->open_from += cvn_is_held(c, c->starts[s]);
    }
    p->start_min = min;
    p->day = day;
    number_clocks(p, week_min);
    find_successors(p);
    list_series(p);
    free(week_min);
}

static bool is_series(const cvn_problem *p, const uint32_t *starts, uint32_t count)
{
    for (uint32_t i = 0; i < p->series_count; i++) {
        uint32_t k = 0;
        while (k < count && p->series[i].count == count && p->series[i].starts[k] == starts[k])
            k++;
        if (k == count && p->series[i].count == count)
            return true;
    }
    return false;
}

bool cvn_plan_sessions_ok(const cvn_problem *p, const uint32_t *starts, uint32_t count, uint32_t held)
{
    for (uint32_t k = 0; k < count; k++)
        if (starts[k] >= p->start_count || (starts[k] < p->open_from) != (k < held))
            return false;
    for (uint32_t k = 1; k < count; k++)
        if (p->start_min[starts[k]] - p->start_min[starts[k - 1]] < p->duration_min)
            return false;
    if (p->pattern == CVN_PATTERN_OFFERED)
        return is_series(p, starts, count);
    if (count != p->session_count)
        return false;
    for (uint32_t k = 1; k < count; k++)
        if (!cvn_plan_follows(p, starts[k - 1], starts[k]))
            return false;
    return true;
}
