/* SPDX-License-Identifier: Apache-2.0 */
/** Rules as the bound on cost sees them: what it costs a group that so many of its people have something in common. */
#ifndef CVN_SOLVE_BOUND_TRAITS_H
#define CVN_SOLVE_BOUND_TRAITS_H

#include "plan/plan.h"

/** Something that people have: a value of an attribute, that they match, that an apart rule names them. */
typedef struct cvn_trait {
    cvn_among among;
    uint32_t least, most; /* of the people of one group */
    const int64_t *cost;  /* by how many: of least … most, at least */
    const uint64_t *who;  /* who has it */
    uint32_t places;      /* that they can fill: a leader of two groups two */
} cvn_trait;

/**
 * The traits of at_most, at_least, spread and apart rules; distinct, shared, together and pairs are let pass, as if they cost nothing. The sum over
 * traits is never more than the rules cost a group. groups: there are at least so many, and a trait that can be spread among them at no cost is left
 * out. At most `most` of them, those that most people have. All in the arena.
 */
cvn_trait *cvn_traits_new(const cvn_problem *problem, cvn_arena *arena, uint32_t groups, uint32_t most, uint32_t *count);

#endif
