/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The linear programme over the groups that are known: as much as can be gained when groups may be taken in parts. What is wanted of it are
 * the prices of people and groups; they need not be right for what is proved with them (bound_groups.c).
 */
#ifndef CVN_SOLVE_BOUND_MASTER_H
#define CVN_SOLVE_BOUND_MASTER_H

#include "solve/bound_branch.h"
#include "solve/bound_dearest.h"

/** Prices are whole numbers: so many times what the linear programme says. */
#define CVN_PRICE_ONE (INT64_C(1) << 20)

/** In units of 1 / CVN_PRICE_ONE; below 0 only where a branch asks for a least number. */
typedef struct cvn_prices {
    int64_t *place;  /* by person: of one of the places that they can fill */
    int64_t *placed; /* by person: what being placed is worth, at most their gain */
    int64_t *base;   /* by kind: of going on with that group */
    int64_t *type;   /* by type: of one group of it */
    int64_t all;     /* of one group */
    int64_t total;   /* what all of this comes to: no more can be gained, as far as no group is worth more than its price */
} cvn_prices;

typedef struct cvn_master cvn_master;
/** gain: by person, what placing them is worth. */
cvn_master *cvn_master_new(const cvn_kinds *kinds, const int64_t *gain, const atomic_bool *stop);
void cvn_master_free(cvn_master *master);
void cvn_master_add(cvn_master *master, const cvn_found_group *group);
/** Holds it to a branch (NULL: to nothing). */
void cvn_master_restrict(cvn_master *master, const cvn_branch *branch);
/** The optimum in *value, the prices in *prices, which the caller allocated. False where the linear programme fails or is stopped. */
bool cvn_master_solve(cvn_master *master, cvn_prices *prices, double *value);
/** Two branches of which every allocation takes one, and the solution at hand none; false where it is whole, or nothing is found. */
bool cvn_master_split(const cvn_master *master, cvn_branch out[2]);

/** Where the solution at hand is whole: calls found() for each of its groups, and returns true. */
bool cvn_master_whole(const cvn_master *master, void (*found)(void *context, const cvn_found_group *group), void *context);

#endif
