/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who could be what where, and what it costs them at least: the bound on cost's picture of a problem without a baseline. A cell is where groups may
 * be told apart: a type, or a type at one weekly clock or in one offered series, or all types there. People who are alike in all of this are one sort.
 * Where hours are free, sessions of one group lie at several clocks. Such a group counts in each of those cells by the share of its sessions there,
 * with all its people; so does whatever it costs, and the burden of somebody who is in it is the mean of what it would be in each.
 */
#ifndef CVN_SOLVE_BOUND_SEATS_H
#define CVN_SOLVE_BOUND_SEATS_H

#include "solve/bound_traits.h"

enum { CVN_SEAT_MEMBER, CVN_SEAT_LEADER, CVN_SEATS };

typedef struct cvn_seat {
    uint32_t cell, role;
    uint32_t cost;  /* of the person's own: hours, preference */
    uint32_t hours; /* free hours by clock: the least burden of all sessions, were they all there; not in the cost then, else 0 */
} cvn_seat;

typedef struct cvn_sort {
    uint32_t people;
    uint32_t leads;    /* groups that one of them may lead */
    uint32_t priority; /* 0: being left over is nothing */
    bool must;         /* they cannot be left over, since that alone were too much */
    const cvn_seat *seats;
    uint32_t seat_count;               /* 0: they are left over */
    size_t caps;                       /* where their caps begin: one for each cell in which they have seats, in that order */
    const uint32_t *traits[CVN_SEATS]; /* as which they count, by role */
    uint32_t trait_count[CVN_SEATS];
} cvn_sort;

/** Groups of one type in a cell. */
typedef struct cvn_shape {
    uint32_t cell, type;
    uint32_t least[CVN_SEATS], most[CVN_SEATS]; /* members and leaders */
} cvn_shape;

typedef struct cvn_seats {
    const cvn_problem *p;
    cvn_arena *arena;
    uint32_t cells, shape_count, trait_count, sort_count;
    cvn_shape *shapes; /* by cell */
    const cvn_trait *traits;
    const uint32_t *most; /* cell × trait: how many of one group can have it there; below its least: there is no group */
    cvn_sort *sorts;
    const uint32_t *sort_of; /* by person: CVN_NONE where they have no seat */
    int64_t spare;           /* priorities of those who may be left over, beyond people who must be; below 0: that few cannot be */
    uint32_t least_groups, most_groups;
    size_t cap_count;
} cvn_seats;

/** Is the seat in another cell than the one before? Then its cap is the next one. */
static inline bool cvn_seat_elsewhere(const cvn_sort *sort, uint32_t seat)
{
    return seat > 0 && sort->seats[seat].cell != sort->seats[seat - 1].cell;
}

/** The sum of squares of the burdens of all sessions, were they all there. */
static inline int64_t cvn_seat_squares(const cvn_seats *s, const cvn_seat *seat)
{
    return seat->hours ? (int64_t)seat->hours * seat->hours / s->p->session_count : 0;
}

/**
 * unplaced: priorities that may be left over; out: people who are known to be in no group. apart: by clock or series. NULL where
 * there is nothing to hold on to (a baseline, groups of nobody, too much to look at).
 */
cvn_seats *cvn_seats_new(const cvn_problem *problem, int64_t unplaced, const uint64_t *out, bool apart);
void cvn_seats_free(cvn_seats *seats);

#endif
