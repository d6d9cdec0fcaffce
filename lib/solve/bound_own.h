/* SPDX-License-Identifier: Apache-2.0 */
/** What a place costs somebody at least by its hours, whoever else is there: burden squared, and sessions that they miss. */
#ifndef CVN_SOLVE_BOUND_OWN_H
#define CVN_SOLVE_BOUND_OWN_H

#include "plan/plan.h"

/** What is dearer counts as so much: less than it costs, and nothing that a sum of people could not hold. */
#define CVN_OWN_MOST (INT64_C(1) << 30)

typedef struct cvn_own cvn_own;
cvn_own *cvn_own_new(const cvn_problem *problem);
void cvn_own_free(cvn_own *own);
/** Where groups may be told apart by their hours: weekly clocks or offered series; 1 where they cannot (free). */
uint32_t cvn_own_places(const cvn_problem *problem);
/**
 * The least that a new group's sessions there can cost somebody who must attend `attend` of them (CVN_NO_LIMIT: all); no more than CVN_OWN_MOST;
 * -1 where there are none. Each person has the sessions that suit them best. place CVN_NONE: anywhere.
 */
int64_t cvn_own_least(cvn_own *own, uint32_t person, uint32_t place, uint32_t attend);

#endif
