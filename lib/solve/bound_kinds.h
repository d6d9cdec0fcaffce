/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What groups there can be, as the bound sees them: for each kind its sizes, who could be in it, and when it can meet. It is a relaxation:
 * every group that an allocation may hold is a group of some kind here, but not the other way round.
 */
#ifndef CVN_SOLVE_BOUND_KINDS_H
#define CVN_SOLVE_BOUND_KINDS_H

#include "plan/plan.h"

enum { CVN_AS_MEMBER, CVN_AS_LEADER, CVN_ROLES };

/** Groups of one type: new ones, or those that continue one group of the baseline. */
typedef struct cvn_kind {
    uint32_t type, base;                        /* base: CVN_NONE for new ones */
    uint32_t least[CVN_ROLES], most[CVN_ROLES]; /* members and leaders of one group */
    uint32_t groups;                            /* how many there can be at most */
    const uint64_t *who[CVN_ROLES];             /* people who could be that */
    uint32_t length;                            /* it meets at so many places, one after the other; 0: whenever */
    const uint64_t *first;                      /* places that it may begin with; NULL: any */
    const uint64_t *can[CVN_ROLES]; /* person × place_words: where somebody must be able to be, to be that in a group that meets there */
    const uint64_t *at[CVN_ROLES];  /* the same the other way round: place × people_words, of `who` alone */
} cvn_kind;

typedef struct cvn_kinds {
    const cvn_problem *p;
    cvn_arena *arena;
    /* Where groups meet: a place is a start or, where series are offered or a few are possible and people may miss sessions, a whole series. */
    uint32_t place_count, place_words;
    const uint32_t *start_first, *starts; /* by place: starts from start_first[n] to start_first[n + 1] */
    const uint32_t *from, *to;            /* by place: [from, to) holds the places that may come right before */
    uint32_t count;
    cvn_kind *kinds;
} cvn_kinds;

/** out (may be NULL): a bit for each person who is known to be in no group. NULL where the problem gives a bound nothing to hold on to. */
cvn_kinds *cvn_kinds_new(const cvn_problem *problem, const uint64_t *out);
void cvn_kinds_free(cvn_kinds *kinds);

/** Does the set of places hold all that a group of the kind needs? room: 3 × (place_count + 1). */
bool cvn_kind_meets(const cvn_kinds *kinds, const cvn_kind *kind, const uint64_t *places, uint32_t *room);

#endif
