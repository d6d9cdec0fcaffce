/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One search: a state, the best it has seen, a temperature, and what moves share. A move tries one change and says whether it was made; the
 * search decides by the price of a score and the temperature (simulated annealing), so that walls of cost can be crossed while it is hot.
 */
#ifndef CVN_SOLVE_SEARCH_H
#define CVN_SOLVE_SEARCH_H

#include "solve/layout.h"

/** What a unit of each level costs, in units of cost. */
typedef struct cvn_price {
    double hard, lost, upset;
} cvn_price;

typedef struct cvn_search {
    const cvn_problem *p;
    cvn_state *state;
    cvn_random random;
    double temperature; /* 0: only what does not worsen */
    cvn_price price;
    uint64_t steps;     /* moves tried */
    uint64_t next_save; /* the step from which a new best may be copied again */
    cvn_layout best;
    uint64_t *tried, *made; /* by move */
    uint32_t weight[2];     /* of all moves together: while everybody has a place, while somebody is left over */
    bool sits;              /* groups and their sessions stay: only moves of people are tried */
    double *uphill;         /* what simple moves would have cost that worsen the cost alone: the first of them, while there is room */
    uint32_t uphill_count, uphill_room;
    uint32_t leader_count, *leaders; /* people with the role */

    /* room for moves */
    uint32_t *people, *others, *starts, *slots;
    uint64_t *row, *own, *alive, *start_row;
    uint64_t *served;                        /* starts that are not held, at which somebody can attend */
    int64_t *value;                          /* by start */
    uint32_t *rank;                          /* by word of start_row: starts before it */
    uint32_t *common;                        /* the starts of start_row */
    uint32_t *series;                        /* session_count + 1 */
    uint32_t *up_to, *from_on, *reach_queue; /* by start (reach.c); NULL where series are short */
    bool tight, looks_ahead; /* nearly every week is taken by whatever sessions there can be; those that are sought now heed reach */
    size_t path_room;        /* of the shortest path: session × start */
    uint32_t *chain;
    int64_t *path;
} cvn_search;

cvn_search *cvn_search_new(const cvn_problem *problem, uint64_t seed);
void cvn_search_free(cvn_search *search);
/** Keeps the state as the best where it is better. final: even where it was copied just now. */
void cvn_search_note(cvn_search *search, bool final);

static inline double cvn_energy(const cvn_search *search, const cvn_tally *t)
{
    return (double)t->cost + search->price.upset * (double)t->upset + search->price.lost * (double)t->lost +
           search->price.hard * (double)t->hard;
}
/** Is a change by that much to be made? */
bool cvn_accepts(cvn_search *search, const cvn_tally *delta);
/** Ends a trial: settles, decides, keeps or undoes. Returns whether it was kept. */
bool cvn_decide(cvn_search *search);
/** The same, where it worsens the energy by no more than that. */
bool cvn_decide_within(cvn_search *search, double limit);
/** Ends a trial whose change was worked out and accepted before it was made. Returns true. */
bool cvn_keep(cvn_search *search, const cvn_tally *delta);
/** Ends a trial that cannot be. Returns false. */
bool cvn_give_up(cvn_search *search);

/* ---- moves: one file each, one table --------------------------------------------------------------------------------------------------------- */

typedef struct cvn_move {
    const char *name;
    bool (*try)(cvn_search *search);
    uint32_t left, all; /* how often: while somebody is left over, and while everybody has a place */
    uint32_t up_to;     /* so many people; 0: any number */
    bool sits;          /* it moves people between groups as they are, at most one session of one */
} cvn_move;
extern const cvn_move cvn_moves[];
extern const uint32_t cvn_move_count;

bool cvn_move_close(cvn_search *search);
bool cvn_move_exchange(cvn_search *search);
bool cvn_move_follow(cvn_search *search);
bool cvn_move_leaders(cvn_search *search);
bool cvn_move_merge(cvn_search *search);
bool cvn_move_open(cvn_search *search);
bool cvn_move_place(cvn_search *search);
bool cvn_move_rebuild(cvn_search *search);
bool cvn_move_relay(cvn_search *search); /* one of those of cvn_move_leaders */
bool cvn_move_relocate(cvn_search *search);
bool cvn_move_retime(cvn_search *search);
bool cvn_move_retype(cvn_search *search);
bool cvn_move_revive(cvn_search *search);
bool cvn_move_adopt(cvn_search *search);
bool cvn_move_ruin(cvn_search *search);
bool cvn_move_shift(cvn_search *search);
bool cvn_move_split(cvn_search *search);
bool cvn_move_swap(cvn_search *search);
bool cvn_move_tweak(cvn_search *search);

/* ---- what moves share (pick.c, crew.c, series.c, times.c) -------------------------------------------------------------------------------------- */

static inline uint32_t cvn_below(cvn_search *search, uint32_t n)
{
    return cvn_random_below(&search->random, n);
}
static inline bool cvn_one_in(cvn_search *search, uint32_t n)
{
    return !cvn_random_below(&search->random, n);
}
/** A random open group, or CVN_NONE. */
uint32_t cvn_pick_slot(cvn_search *search);
/** A random member of a random group who may be moved, or CVN_NONE. */
uint32_t cvn_pick_member(cvn_search *search);
uint32_t cvn_pick_unplaced(cvn_search *search);
/** A random open group that the person could be a member of, not `other`; or CVN_NONE. */
uint32_t cvn_pick_fit(cvn_search *search, uint32_t person, uint32_t other);
/** A type that may have another group, or CVN_NONE. */
uint32_t cvn_pick_type(cvn_search *search);
/** Somebody who takes the type as a leader and has a lead to give; seated: also one who is a member somewhere. */
uint32_t cvn_pick_leader(cvn_search *search, uint32_t type, bool seated);

/* Within a trial; each keeps the memo of the groups that it touches fresh. */
void cvn_put(cvn_search *search, uint32_t person, uint32_t slot);
void cvn_take(cvn_search *search, uint32_t person);
/** What it would cost to seat somebody who has no place in a group that they fit. */
cvn_tally cvn_seat_change(const cvn_search *search, uint32_t person, uint32_t slot);
/** Seats somebody where it costs least, moving others on to a depth; false, and nothing changed, where there is no way. */
bool cvn_insert(cvn_search *search, uint32_t person, uint32_t depth);
/** Fills a group up to a size from those unplaced. */
void cvn_fill(cvn_search *search, uint32_t number, uint32_t size);
/** Fills a group up to a size from groups that can spare somebody; from (CVN_NONE: any). */
void cvn_pull(cvn_search *search, uint32_t number, uint32_t size, uint32_t from);
/** Makes somebody leader of a group, out of a seat where they have one; false, nothing changed, where they may not. */
bool cvn_appoint(cvn_search *search, uint32_t person, uint32_t slot);
/** Adds leaders until the group has its least at each session; false where they are not found. */
bool cvn_staff(cvn_search *search, uint32_t number);
/** The leaders' and sessions' part of opening a group; the trial is under way. CVN_NONE where it cannot be. */
uint32_t cvn_found(cvn_search *search, uint32_t type, uint32_t leader, uint32_t with, const uint64_t *own);

/** What sessions are sought for. */
typedef struct cvn_wish {
    uint32_t type, base, held; /* held: of search->series, already there */
    const uint32_t *must;      /* people who must attend all of them */
    uint32_t must_count;
    const uint64_t *own; /* whose coming is worth own_worth each; NULL: nobody's */
    int32_t own_worth, unplaced_worth, any_worth;
    double noise;
} cvn_wish;
/** Grows sessions, start by start, to which many of those can come, into search->series; returns how many sessions, 0 where none are found. */
uint32_t cvn_seek(cvn_search *search, const cvn_wish *wish);
/** The cheapest sessions for the people of a group as they are, by a shortest path over starts, with noise; into search->series. */
uint32_t cvn_best_times(cvn_search *search, uint32_t number, double noise);
/** The same for them and somebody who is to come. */
uint32_t cvn_times_with(cvn_search *search, uint32_t number, uint32_t newcomer, double noise);
/** What other sessions would change, people staying; false where somebody could not follow. */
bool cvn_times_change(cvn_search *search, uint32_t number, const uint32_t *starts, uint32_t count, cvn_tally *delta);
/** (reach.c) For each start of start_row, the most of them that can follow each other up to it and from it on, into up_to and from_on. */
void cvn_reach(cvn_search *search);
/** Makes the room for that where a conference has long series, and sees whether there is little time for them. */
void cvn_reach_prepare(cvn_search *search);
/** Starts at which all of them can attend, into search->start_row (all that are not held, where there is nobody). */
void cvn_common_starts(cvn_search *search, const uint32_t *people, uint32_t count);

/** Gives seats, among equals, to who offered more; the score stays as it is. Returns whether anything was changed. */
bool cvn_be_fair(cvn_search *search);

/* ---- phases ---------------------------------------------------------------------------------------------------------------------------------- */

/** Opens groups around leaders until that helps no more, and seats people greedily. */
void cvn_construct(cvn_search *search);
/** Ends groups that lack something, and notes the answer that is left. The first layout of a baseline may be none. */
void cvn_mend(cvn_search *search);
/** One random move. */
bool cvn_step(cvn_search *search);
/**
 * The last look: makes whatever single change of the kinds in descent.h betters the score until none does. stop (may be NULL) is asked now and
 * then. Returns whether anything was made; the best is noted.
 */
bool cvn_descend(cvn_search *search, bool (*stop)(void *context), void *context);

#endif
