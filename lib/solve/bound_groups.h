/* SPDX-License-Identifier: Apache-2.0 */
/** How many must be left over, by the prices of groups and by branching: the strong bound, for as many people as it can be had for in time. */
#ifndef CVN_SOLVE_BOUND_GROUPS_H
#define CVN_SOLVE_BOUND_GROUPS_H

#include "solve/bound_master.h"
#include "solve/layout.h"

typedef struct cvn_bound_job {
    const cvn_problem *p;
    const int64_t *gain;     /* by person: what it costs to leave them over */
    const uint64_t *out;     /* people who are known to be in no group, or NULL */
    const atomic_bool *stop; /* the caller's wish; may be NULL */
    /** Told of each better bound; true: enough. */
    bool (*better)(void *context, int64_t bound);
    /** Told of an answer that leaves no more than the bound; its total is not set. It may yet miss what the bound does not look at. NULL: not wanted. */
    void (*answer)(void *context, const cvn_layout *layout);
    void *context;
} cvn_bound_job;

/** A lower bound on the sum of gain of those left over, in every allocation; works until it gets no better or is told to stop. */
int64_t cvn_bound_groups(const cvn_bound_job *job);

#endif
