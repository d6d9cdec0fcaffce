/* SPDX-License-Identifier: Apache-2.0 */
/** Annealing, cycle by cycle, on as many threads as were asked for. */
#ifndef CVN_SOLVE_ANNEAL_H
#define CVN_SOLVE_ANNEAL_H

#include "solve/bound_prover.h"
#include "solve/search.h"

/**
 * Searches from the search's present state until the options' limits, the callback, or the end by itself; the best layout is in *best (which
 * the caller frees). The prover hears of each better answer; what it finds changes the search only where no limit in steps, or none at all,
 * asks for the same bytes each time.
 */
void cvn_anneal(const cvn_problem *problem, const cvn_layout *first, const cvn_solve_options *options, double begun_s, cvn_prover *prover,
                cvn_layout *best, cvn_progress *last);

/** What callers see of a tally. */
cvn_score cvn_score_of(const cvn_problem *problem, const cvn_layout *layout);

#endif
