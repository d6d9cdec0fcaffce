/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Prices for the bound on cost: of being a member, being a leader, having a trait, and being one of a sort, in each cell, and of being left over.
 * People pay them for a seat, groups earn them. What people pay and cost at least, each by themselves, and what groups cost beyond what they earn, at least, is together
 * no more than any allocation costs, whatever the prices; climbing looks for those at which it is most.
 */
#ifndef CVN_SOLVE_BOUND_CLIMB_H
#define CVN_SOLVE_BOUND_CLIMB_H

#include "solve/bound_seats.h"

/** Whole prices: so many times the real ones. */
#define CVN_SEAT_PRICE_ONE 4096

/** Where the price of a unit of priority left over stands. */
static inline size_t cvn_seat_left_price(const cvn_seats *s)
{
    return (size_t)s->cells * (s->trait_count + CVN_SEATS);
}

/** Where caps begin. */
static inline size_t cvn_seat_caps(const cvn_seats *s)
{
    return cvn_seat_left_price(s) + 1 + 2 * (size_t)s->sort_count;
}

/**
 * Prices by cell: member, leader, then traits; then that of a unit of priority left over, never below 0; then two by sort, m and z; at last the caps,
 * one for each sort and cell. The square of the sum of burdens is never less than the sum q of their squares, nor than 2zb − z² where they come to b;
 * hours count as mq + (1 − m)(2zb − z²). A cap is the price, never below 0, of there being no more of a sort in a group than there are: nobody is in
 * one group twice, so that where there is a tenth of a group there is at most a tenth of each person.
 */
static inline size_t cvn_seat_prices(const cvn_seats *s)
{
    return cvn_seat_caps(s) + s->cap_count;
}

/**
 * In whole numbers, in units of 1 / CVN_SEAT_PRICE_ONE: any allocation with n groups costs at least *people + n × *group. False where a number does
 * not fit, or where no group is possible at all.
 */
bool cvn_seat_worth(const cvn_seats *seats, const int64_t *prices, int64_t *people, int64_t *group);

typedef struct cvn_climb cvn_climb;
/** Asked at each step: true ends them. */
typedef struct cvn_climb_stop {
    bool (*asked)(void *context);
    void *context;
} cvn_climb_stop;
/** What a price is like: what one more or less comes to in a rule or a size. */
double cvn_seat_scale(const cvn_seats *seats);
/** Begins with prices of nothing. scale: what costs are like; prices move by parts of it. */
cvn_climb *cvn_climb_new(const cvn_seats *seats, double scale);
void cvn_climb_free(cvn_climb *climb);
/** Prices of nothing again. */
void cvn_climb_reset(cvn_climb *climb);
/**
 * So many steps, from long to short ones (in parts of the scale), as if there were that many groups (0: however many); goes on from where it was.
 * *prices (as many as cvn_seat_prices) becomes the best that it saw. stop may be NULL.
 */
void cvn_climb_on(cvn_climb *climb, double groups, uint32_t steps, double from, double to, const cvn_climb_stop *stop, int64_t *prices);

/** From now on exactly so many groups are in a cell, whatever they come to; for where each cell has one type. */
void cvn_climb_hold(cvn_climb *climb, uint32_t cell, uint32_t groups);
/** From now on means over the second half of the steps are kept of who was where. */
void cvn_climb_watch(cvn_climb *climb);
/** Of the last steps that were watched: groups of a cell; the part of each of a sort that has that seat. */
double cvn_climb_here(const cvn_climb *climb, uint32_t cell);
double cvn_climb_part(const cvn_climb *climb, const cvn_sort *sort, uint32_t seat);

/** How many groups people and their choices made at the last step. */
double cvn_climb_groups(const cvn_climb *climb);

#endif
