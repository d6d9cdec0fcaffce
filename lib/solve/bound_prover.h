/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The bounds at work beside a search. That on who is left over has a thread of its own, which after a second gives way to all others: it begins when it
 * is first told of an answer that is not proved, and ends when one is. That on cost has another, which gives way from the beginning.
 */
#ifndef CVN_SOLVE_BOUND_PROVER_H
#define CVN_SOLVE_BOUND_PROVER_H

#include "solve/layout.h"

typedef struct cvn_prover cvn_prover;
/** Works out what is cheap, at once. */
cvn_prover *cvn_prover_new(const cvn_problem *problem);
/** Stops and waits for it. */
void cvn_prover_free(cvn_prover *prover);
/** No allocation leaves less priority unplaced; grows. quick: what was known at first, the same each time that a problem is solved. */
int64_t cvn_prover_bound(const cvn_prover *prover);
int64_t cvn_prover_quick(const cvn_prover *prover);
/**
 * No allocation that leaves at most so much costs less. Counted at once, in milliseconds (10,000 people: a tenth of a second), and kept until other
 * than that is asked for; the same each time that a problem is solved. For one thread.
 */
int64_t cvn_prover_cost(cvn_prover *prover, int64_t unplaced);
/** The same by groups told apart by their hours, as far as cvn_prover_count has come; INT64_MIN where it has not begun. */
int64_t cvn_prover_cost_apart(cvn_prover *prover, int64_t unplaced);
/** An answer leaves so much. */
void cvn_prover_tell(cvn_prover *prover, int64_t unplaced);
/** From now on counts what an answer costs at least that leaves so much; anew where that is less than before. */
void cvn_prover_count(cvn_prover *prover, int64_t unplaced);
/** Is it done: proved, or nothing more to be had? */
bool cvn_prover_idle(const cvn_prover *prover);
/** That, and nothing more to be had about cost either. */
bool cvn_prover_done(cvn_prover *prover);
/** Can nobody leave less of what comes before cost and after `lost`: unplaced, or place × unplaced + disruption with a baseline? */
bool cvn_prover_proves(const cvn_prover *prover, int64_t upset);
bool cvn_prover_has_answer(cvn_prover *prover);
/** An answer of its own, once; false where it has none. The total of *layout is not set, and it may break what the bound does not look at. */
bool cvn_prover_answer(cvn_prover *prover, cvn_layout *layout);

#endif
