/* SPDX-License-Identifier: Apache-2.0 */
/** A half of what there is to choose from: one decision, and those that it stands on. */
#ifndef CVN_SOLVE_BOUND_BRANCH_H
#define CVN_SOLVE_BOUND_BRANCH_H

#include "solve/bound_kinds.h"

typedef struct cvn_branch {
    const struct cvn_branch *before; /* NULL: the first decision */
    enum {
        CVN_BY_ALL,    /* so many groups in all: low…high */
        CVN_BY_TYPE,   /* so many of the type a */
        CVN_BY_PERSON, /* person a fills so many places: low…high of their lead_max (of 1 where they do not lead several) */
        CVN_BY_ROLE,   /* person a is nowhere in role b */
        CVN_BY_APART,  /* a and b are never in one group */
        CVN_BY_NEED    /* a is in no group without b */
    } kind;
    uint32_t a, b;
    int64_t low, high;
} cvn_branch;

/** Places that somebody can fill: a member's is all of them. */
static inline int64_t cvn_seats_of(const cvn_problem *p, uint32_t person)
{
    return p->person[person].leader && p->person[person].lead_max > 1 ? p->person[person].lead_max : 1;
}

#endif
