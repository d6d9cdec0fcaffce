/* SPDX-License-Identifier: Apache-2.0 */
/** Series of one weekly clock: all sessions on one weekday at one time of day. */
#ifndef CVN_SOLVE_CLOCK_SERIES_H
#define CVN_SOLVE_CLOCK_SERIES_H

#include "plan/plan.h"

typedef struct cvn_clock_series cvn_clock_series;
/** Room for looking. Free it with cvn_clock_series_free (NULL is fine). */
cvn_clock_series *cvn_clock_series_new(const cvn_problem *problem);
void cvn_clock_series_free(cvn_clock_series *room);
/**
 * The series of a clock that is worth most: a longest path over (session, start). worth: by start, what a session there is worth; −INFINITY: none may be there.
 * Held starts are passed over. out: session_count starts. Returns how many, 0 where there is no series.
 */
uint32_t cvn_clock_series_best(cvn_clock_series *room, uint32_t clock, const double *worth, uint32_t *out);

#endif
