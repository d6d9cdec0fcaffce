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
/** Where groups may be told apart by their hours: weekly clocks, where everybody comes to every session of free hours too, or offered series; else 1. */
uint32_t cvn_own_places(const cvn_problem *problem);
/**
 * The least that a new group's sessions there can cost somebody who must attend `attend` of them (CVN_NO_LIMIT: all); no more than CVN_OWN_MOST;
 * -1 where there are none. Each person has the sessions that suit them best. place CVN_NONE: anywhere.
 */
int64_t cvn_own_least(cvn_own *own, uint32_t person, uint32_t place, uint32_t attend);
/**
 * Free hours: 0 where somebody can come to a session at that weekly clock, else -1; *burden becomes what all sessions would weigh for them if each were
 * where it weighs least there.
 */
int64_t cvn_own_at_clock(const cvn_own *own, uint32_t person, uint32_t clock, uint32_t *burden);

#endif
