/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Diving: how many groups meet at which weekly clock or in which offered series, and who is with them, read off the prices of the bound on cost
 * (bound_climb.h). Parts of groups are made whole bit by bit, those first that nearly are; between, prices are climbed for anew. What comes out is no
 * answer, but where to begin: sessions and seats for a search to settle.
 */
#ifndef CVN_SOLVE_DIVE_H
#define CVN_SOLVE_DIVE_H

#include "solve/bound_climb.h"
#include "solve/search.h"

typedef struct cvn_dive_group {
    uint32_t type, place;            /* clock or series */
    uint32_t first_seat, seat_count; /* shared by groups of one type and place */
} cvn_dive_group;

/** Somebody who belongs there in part. */
typedef struct cvn_dive_seat {
    uint32_t person, role;
    double part;
} cvn_dive_seat;

typedef struct cvn_dive {
    CVN_VEC(cvn_dive_group) groups;
    CVN_VEC(cvn_dive_seat) seats;
} cvn_dive;

void cvn_dive_free(cvn_dive *dive); /* what it holds, not the struct */
/**
 * unplaced: priorities that may be left over; out: people who are known to be in no group. A group of free hours is taken to meet at one clock. False
 * where there is nothing to go by (cvn_seats_new), or where stop asked.
 */
bool cvn_dive_down(const cvn_problem *problem, int64_t unplaced, const uint64_t *out, const cvn_climb_stop *stop, cvn_dive *dive);
/** Makes the search's state that: groups opened, sessions at their clock to which most of their people can come, seats taken where they are free. */
void cvn_dive_settle(const cvn_dive *dive, cvn_search *search);

#endif
