/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences that are nothing but mixing. */
#ifndef CVN_SOLVE_MIXING_WHOLE_H
#define CVN_SOLVE_MIXING_WHOLE_H

#include "solve/layout.h"

/**
 * Solves a conference in which who sits with whom is all there is to decide: one possible set of sessions, which everybody who can attend at all
 * can attend in every type, no leaders, no rota, no baseline, and rules that are sums over pairs (pairs, spread, apart). False, and nothing
 * changed, where it is another; otherwise the answer is in *best, which the caller frees, and everybody who can attend has a place.
 */
bool cvn_mix_whole(const cvn_problem *problem, const cvn_solve_options *options, double begun_s, cvn_layout *best, cvn_progress *last);

#endif
