/* SPDX-License-Identifier: Apache-2.0 */
/** What an allocation must cost at least, by counting. */
#ifndef CVN_SOLVE_BOUND_COST_H
#define CVN_SOLVE_BOUND_COST_H

#include "plan/plan.h"

/** No allocation whatever costs less: 0, or what negative numbers of pairs come to. */
int64_t cvn_bound_cost_floor(const cvn_problem *problem);
/**
 * No allocation costs less that leaves at most so much priority unplaced. out (may be NULL): people who are known to be in no group. The same each
 * time; at least the floor, and no more than that with a baseline.
 */
int64_t cvn_bound_cost(const cvn_problem *problem, int64_t unplaced, const uint64_t *out);

/** Who is told of better bounds, and may end the counting at any time. */
typedef struct cvn_bound_cost_job {
    void (*found)(void *context, int64_t bound);
    bool (*stopped)(void *context);
    void *context;
} cvn_bound_cost_job;
/**
 * The same with groups told apart by when they meet: by weekly clock, or by offered series. Free sessions count where they are, each for its share of
 * the group. It says much more, and takes seconds rather than milliseconds.
 */
int64_t cvn_bound_cost_apart(const cvn_problem *problem, int64_t unplaced, const uint64_t *out, const cvn_bound_cost_job *job);

#endif
