/* SPDX-License-Identifier: Apache-2.0 */
/** How many sessions of one group fit a set of starts: what reasons are made of. */
#ifndef CVN_SOLVE_FITS_H
#define CVN_SOLVE_FITS_H

#include "plan/plan.h"

typedef struct cvn_fit {
    uint32_t have, need;               /* sessions of one group that fit; the fewest that a member must attend */
    uint32_t count;                    /* of starts: 0 where fewer fit than a whole group's */
    uint32_t starts[CVN_MAX_SESSIONS]; /* a whole group's sessions that all lie in the set, where there are such */
} cvn_fit;

/** set: a bit a start; held starts count for nobody. Where members may miss sessions, gaps that are too long are let pass: have may be too
 *  high, never too low, so that have < need is a proof. */
void cvn_fit_of(cvn_fit *fit, const cvn_problem *problem, const uint64_t *set);
/** The starts that a person can attend, as a bitset of start_words. */
void cvn_starts_of(uint64_t *set, const cvn_problem *problem, uint32_t person);

#endif
