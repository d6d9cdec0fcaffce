/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The search: a problem becomes a solution, a bound on how many must be left over, and reasons. cvn_solve and cvn_explain of convene.h live
 * in this room; docs/solver.md explains the method.
 */
#ifndef CVN_SOLVE_H
#define CVN_SOLVE_H

#include "plan/plan.h"

/** Why people are not placed, one reason each, in the order that they were asked for. */
typedef struct cvn_reasons {
    uint32_t count;
    const cvn_reason *reasons;
    cvn_arena *arena; /* holds all of it, the struct too */
} cvn_reasons;

/**
 * Why the people named (ids NULL: everybody unplaced) are in no group of the allocation, and the smallest change that was tried and would
 * place each. Somebody who is placed, waiting or dropped gets no reason and is left out. CVN_E_USAGE where an id is unknown, CVN_E_DATA where
 * the files do not belong together.
 */
cvn_code cvn_reasons_new(cvn_reasons **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                         const char *const *ids, size_t count, cvn_error *error);
void cvn_reasons_free(cvn_reasons *reasons);

#endif
