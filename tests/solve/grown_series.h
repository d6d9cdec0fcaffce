/* SPDX-License-Identifier: Apache-2.0 */
/** The series of sessions that docs/solver.md says an opening is looked at with, worked out start by start. */
#ifndef CVN_TESTS_SOLVE_GROWN_SERIES_H
#define CVN_TESTS_SOLVE_GROWN_SERIES_H

#include "made_up.h"
#include "solve/state.h"

typedef struct grown {
    const cvn_state *state;
    uint32_t type, leader, first;
    const uint64_t *pool;
    uint8_t *reach; /* by start: sessions that can be had from here on, plus 1; 0: not known yet */
    uint32_t at[CVN_MAX_SESSIONS];
} grown;

static inline bool serves_founders(const grown *g, uint32_t start)
{
    const cvn_problem *p = g->state->p;
    return start >= p->open_from && (g->leader == CVN_NONE || cvn_plan_can(p, g->leader, start)) &&
           (g->first == CVN_NONE || cvn_plan_can(p, g->first, start));
}

static inline uint32_t reach_of(grown *g, uint32_t start) // NOLINT(misc-no-recursion): as deep as there are sessions
{
    const cvn_problem *p = g->state->p;
    if (g->reach[start])
        return g->reach[start] - 1U;
    uint32_t most = 0;
    for (uint32_t next = start + 1; next < p->start_count && p->day[next] - p->day[start] <= p->gap_max; next++)
        if (serves_founders(g, next) && cvn_plan_follows(p, start, next) && most < reach_of(g, next))
            most = reach_of(g, next);
    g->reach[start] = (uint8_t)(most + 2);
    return most + 1;
}

/** Could that person still come, after the first k sessions? */
static inline bool could_come(const grown *g, uint32_t person, uint32_t k)
{
    const cvn_problem *p = g->state->p;
    if (!cvn_bit(g->pool, person))
        return false;
    for (uint32_t i = 0; i < k && p->attend >= p->session_count; i++)
        if (!cvn_plan_can(p, person, g->at[i]))
            return false;
    return true;
}

static inline int64_t start_worth(const grown *g, uint32_t k, uint32_t start)
{
    const cvn_problem *p = g->state->p;
    int64_t sum = 0;
    for (uint32_t i = 0; i < p->people; i++)
        if (could_come(g, i, k) && cvn_plan_can(p, i, start))
            sum += p->person[i].member && g->state->seat[i] == CVN_NONE && !g->state->lead_count[i] ? 5 : 1;
    sum -= g->leader == CVN_NONE ? 0 : 2 * cvn_plan_burden(p, g->leader, start);
    return sum - (g->first == CVN_NONE ? 0 : 2 * cvn_plan_burden(p, g->first, start));
}

/** Puts the series that begins at a start into g->at; false where there is none. */
static inline bool grow_from(grown *g, uint32_t start)
{
    const cvn_problem *p = g->state->p;
    if (!serves_founders(g, start) || reach_of(g, start) < p->session_count)
        return false;
    g->at[0] = start;
    for (uint32_t k = 1; k < p->session_count; k++) {
        uint32_t best = CVN_NONE;
        int64_t most = INT64_MIN;
        for (uint32_t next = g->at[k - 1] + 1; next < p->start_count; next++) {
            if (!serves_founders(g, next) || !cvn_plan_follows(p, g->at[k - 1], next) || reach_of(g, next) + k < p->session_count)
                continue;
            int64_t worth = start_worth(g, k, next);
            if (worth > most) {
                most = worth;
                best = next;
            }
        }
        g->at[k] = best;
    }
    uint32_t people = 0;
    for (uint32_t i = 0; i < p->people; i++)
        people += could_come(g, i, p->session_count);
    return people >= p->types[g->type].size_min;
}

#endif
