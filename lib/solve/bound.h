/* SPDX-License-Identifier: Apache-2.0 */
/** How many must be left over, whatever one does. */
#ifndef CVN_SOLVE_BOUND_H
#define CVN_SOLVE_BOUND_H

#include "plan/plan.h"

/**
 * The sum of priorities of people for whom it is proved that they can be in no group: a proof by elimination. A start serves somebody only if
 * enough others who are still in question could be there too, among them leaders; who has too few such starts is out, and counts among nobody's
 * others from then on. 0 with a baseline, and where members may miss sessions. hopeless (may be NULL): a bit for each of those people.
 */
int64_t cvn_bound_unplaced(const cvn_problem *problem, uint64_t *hopeless);

#endif
