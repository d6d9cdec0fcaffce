/* SPDX-License-Identifier: Apache-2.0 */
/** Settling: a layout that was put together from what prices say becomes one that a search would end with. */
#ifndef CVN_SOLVE_SETTLE_H
#define CVN_SOLVE_SETTLE_H

#include "solve/search.h"

#define CVN_COLD       0.05 /* scales: from there down hardly any change that worsens the cost is made */
#define CVN_HARD_PRICE 20.0 /* prices of one left over: what a unit of hard costs */

/** From one number to another, evenly in the logarithm; done: from 0 to 1. */
double cvn_between(double from, double to, double done);

typedef struct cvn_settling {
    double scale, price, warmth;   /* what a simple move costs that worsens the cost; a unit of what comes before it; scales where it begins */
    double trial;                  /* a share of it, after which it is given up where groups lack something; 0: never */
    double (*done)(void *context); /* asked now and then: the share that is over; 1 or more ends it */
    void *context;
} cvn_settling;
/**
 * Anneals what stands: the first half with groups and their sessions as they are, while a group that lacks something costs little at first and much at
 * last; then with all moves, again from as warm. The search's prices of lost and upset are the caller's.
 */
void cvn_settle_down(cvn_search *search, const cvn_settling *how);

#endif
