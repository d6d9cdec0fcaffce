/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The group that is worth most, when each member and each leader has a price: found exactly, by branch and bound, in whole numbers. What it
 * says of the most that a group can be worth is a proof, whatever the prices are.
 */
#ifndef CVN_SOLVE_BOUND_DEAREST_H
#define CVN_SOLVE_BOUND_DEAREST_H

#include <stdatomic.h>

#include "solve/bound_branch.h"

/** What a place in a group is worth, by role and person. */
typedef struct cvn_worth {
    int64_t *of[CVN_ROLES];
} cvn_worth;

typedef struct cvn_found_group {
    uint32_t kind;
    int64_t worth;
    uint32_t count[CVN_ROLES];
    const uint32_t *who[CVN_ROLES];
} cvn_found_group;

typedef struct cvn_dearest cvn_dearest;
cvn_dearest *cvn_dearest_new(const cvn_kinds *kinds, const atomic_bool *stop);
void cvn_dearest_free(cvn_dearest *dearest);
/** Looks from now on only at groups that a branch allows (NULL: at all); it must live until the next call. */
void cvn_dearest_restrict(cvn_dearest *dearest, const cvn_branch *branch);

/**
 * No group of the kind is worth more than what is returned, or than `least` where that is more. Calls found() with groups that are worth more
 * than least (each later one of the same root is worth more than the ones before). nodes: how many may be looked at for each root; where they
 * do not suffice, what is returned is no more than an upper limit. Once *stop is set, what is returned means nothing.
 */
int64_t cvn_dearest_group(cvn_dearest *dearest, uint32_t kind, const cvn_worth *worth, int64_t least, uint64_t nodes,
                          void (*found)(void *context, const cvn_found_group *group), void *context);

#endif
