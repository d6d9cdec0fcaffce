/* SPDX-License-Identifier: Apache-2.0 */
/** What two people in one group cost, from the rules that are sums over pairs. */
#ifndef CVN_SOLVE_MIXING_SUMS_H
#define CVN_SOLVE_MIXING_SUMS_H

#include "plan/plan.h"
#include "solve/mixing/mixing.h"

/** Are the rules, as far as members go, sums over pairs of people, and is there one at all? */
bool cvn_mix_sums_only(const cvn_problem *problem);
/**
 * Fills the table of pairs among those people (the problem's numbers, in the table's order). An unweighted apart rule becomes a price that is more
 * than any group is worth to one person. False where a number is too large for the table.
 */
bool cvn_mix_sums(cvn_mix *mix, const cvn_problem *problem, const uint32_t *who);

#endif
