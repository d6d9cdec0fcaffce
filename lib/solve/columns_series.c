/* SPDX-License-Identifier: Apache-2.0 */
/** Which sessions groups may have: those that suit many, and most of all those whom the programme does not know where to put. */
#include "solve/columns_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AT_NIGHT 0.1   /* of what somebody's coming is worth, for each unit of burden */
#define SOUGHT   0.005 /* of what it costs to leave somebody over: so much of it counts once more */

/** What it costs somebody to be a member there, hours alone; below 0: they cannot. */
static int32_t own_cost(const cvn_problem *p, uint32_t person, const uint32_t *starts, uint32_t count)
{
    int64_t burden = 0, missed = 0;
    for (uint32_t k = 0; k < count; k++) {
        if (cvn_plan_can(p, person, starts[k]))
            burden += cvn_plan_burden(p, person, starts[k]);
        else
            missed++;
    }
    if (!p->person[person].member || count - missed < cvn_plan_need(p->attend, count, 0, false))
        return -1;
    int64_t cost = burden * burden + p->weights.missed * missed;
    return cost < INT32_MAX ? (int32_t)cost : INT32_MAX;
}

uint32_t cvn_columns_series(cvn_columns *c, const uint32_t *starts, uint32_t count)
{
    const cvn_problem *p = c->p;
    uint64_t hash = count;
    for (uint32_t k = 0; k < count; k++)
        hash = cvn_column_hash(hash, starts[k]);
    if (!cvn_columns_learn(c, hash))
        for (uint32_t n = 0; n < c->series.count; n++)
            if (c->series.at[n].count == count && !memcmp(c->starts.at + c->series.at[n].first, starts, count * sizeof *starts))
                return n;
    CVN_PUSH(&c->series) = (cvn_column_series){c->starts.count, count};
    for (uint32_t k = 0; k < count; k++)
        CVN_PUSH(&c->starts) = starts[k];
    uint32_t number = (uint32_t)c->series.count - 1;
    if (c->own_room < c->series.count) {
        c->own_room = 2 * c->series.count;
        c->own = cvn_realloc(c->own, c->own_room * p->people, sizeof *c->own);
    }
    for (uint32_t i = 0; i < p->people; i++)
        c->own[(size_t)number * p->people + i] = own_cost(p, i, starts, count);
    return number;
}

/** What a session at each start is worth. */
static void set_worth(cvn_columns *c)
{
    const cvn_problem *p = c->p;
    for (uint32_t s = 0; s < p->start_count; s++) {
        const uint64_t *row = p->by_start + (size_t)s * p->people_words;
        c->worth[s] = 0;
        for (size_t i = cvn_bits_next(row, p->people, 0); i < p->people; i = cvn_bits_next(row, p->people, i + 1)) {
            double sought = c->placed[i] - c->place[i] * cvn_column_places(p, (uint32_t)i);
            double burden = (double)cvn_plan_burden(p, (uint32_t)i, s);
            c->worth[s] += (1 + fmax(0, sought) / (SOUGHT * c->left_over)) * fmax(AT_NIGHT, 1 - AT_NIGHT * burden);
        }
    }
}

/** The best at which somebody can lead. */
static void suggest_for(cvn_columns *c, uint32_t clock, uint32_t leader, double *worth)
{
    const cvn_problem *p = c->p;
    for (uint32_t n = p->clock_first[clock]; n < p->clock_first[clock + 1]; n++) {
        uint32_t start = p->clock_starts[n];
        worth[start] = !cvn_plan_can(p, leader, start) ? -INFINITY : c->worth[start] - (double)cvn_plan_burden(p, leader, start);
    }
    uint32_t count = cvn_clock_series_best(c->room, clock, worth, c->search->starts);
    if (count)
        cvn_columns_series(c, c->search->starts, count);
}

static bool need_leaders(const cvn_problem *p)
{
    for (uint32_t t = 0; t < p->type_count; t++)
        if (p->types[t].leaders_min)
            return true;
    return false;
}

static void suggest_clocks(cvn_columns *c)
{
    const cvn_problem *p = c->p;
    double *worth = CVN_NEW_ARRAY(double, p->start_count + 1);
    bool led = need_leaders(p);
    set_worth(c);
    for (uint32_t clock = 0; clock < p->clock_count && !cvn_columns_stopped(c); clock++) {
        uint32_t count = cvn_clock_series_best(c->room, clock, c->worth, c->search->starts);
        if (count)
            cvn_columns_series(c, c->search->starts, count);
        for (uint32_t k = 0; led && k < c->search->leader_count; k++)
            suggest_for(c, clock, c->search->leaders[k], worth);
    }
    free(worth);
}

void cvn_columns_suggest(cvn_columns *c)
{
    const cvn_problem *p = c->p;
    if (p->pattern != CVN_PATTERN_OFFERED) {
        suggest_clocks(c);
        return;
    }
    for (uint32_t n = 0; n < p->series_count; n++)
        if (!p->series[n].held)
            cvn_columns_series(c, p->series[n].starts, p->series[n].count);
}
