/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The parts of the last look, one file each. Each goes through all changes of its kind, in an order that does not hang on chance, and makes
 * those that better the score; docs/solver.md says exactly which changes those are.
 */
#ifndef CVN_SOLVE_DESCENT_H
#define CVN_SOLVE_DESCENT_H

#include "solve/search.h"

/** From so many people on, changes of three groups at once, and openings from groups that can spare somebody, are too many to be looked at. */
enum { CVN_LOOK_MOST = 1000 };

typedef struct cvn_look {
    cvn_search *s;
    bool (*stop)(void *context); /* may be NULL */
    void *context;
} cvn_look;

static inline bool cvn_look_stopped(const cvn_look *look)
{
    return look->stop && look->stop(look->context);
}
static inline bool cvn_look_many(const cvn_look *look)
{
    return look->s->p->people > CVN_LOOK_MOST;
}
static inline bool cvn_betters(const cvn_tally *delta)
{
    static const cvn_tally nothing = {0};
    return cvn_tally_less(delta, &nothing);
}
/** What it adds that somebody sits in a slot (CVN_NONE: nowhere) instead of where they are, or nowhere; the groups aside. */
static inline cvn_tally cvn_own_change(const cvn_state *state, uint32_t person, uint32_t slot)
{
    cvn_tally sum = cvn_member_tally(state, person, slot);
    cvn_tally_add(&sum, &state->person_tally[person], -1);
    return sum;
}
/** Can they be asked to be a member elsewhere? */
static inline bool cvn_movable(const cvn_state *state, uint32_t person)
{
    return state->p->person[person].member && !state->lead_count[person] && !state->pinned[person];
}
/** Would they lead one more group of the type, if its sessions suit them? Perhaps out of a seat as a member. */
static inline bool cvn_would_lead(const cvn_state *state, uint32_t person, uint32_t type)
{
    return state->p->person[person].leader && state->p->person[person].preference[type] >= 0 && !state->pinned[person] &&
           state->lead_count[person] < state->lead_first[person + 1] - state->lead_first[person];
}
/** Ends a trial: keeps it where it betters the score. */
bool cvn_keep_if_better(cvn_search *s);

/** One to another group, two changing places, one in the seat of another who goes on. */
bool cvn_look_at_people(const cvn_look *look);
/** One session to another start; offered: another series. Everybody stays. */
bool cvn_look_at_sessions(const cvn_look *look);
/** Within a trial that was settled: each session of a group in turn to the start that betters the score most, until none does. */
void cvn_settle_sessions(cvn_search *s, uint32_t number);
/** One comes to lead, goes, takes the place of another; two change places. */
bool cvn_look_at_leaders(const cvn_look *look);
/** The people of one group into another. */
bool cvn_look_at_mergers(const cvn_look *look);
/** Part of a group to a new one. */
bool cvn_look_at_splits(const cvn_look *look);
/** A new group at each start. */
bool cvn_look_at_openings(const cvn_look *look);

/** What the sessions of a new group are sought for; either person may be CVN_NONE. */
typedef struct cvn_founding {
    uint32_t type, leader, first;
} cvn_founding;
/**
 * Hands each series of sessions that an opening looks at to `each`, until it returns true. count sessions, none of them held. Returns whether
 * it did.
 */
bool cvn_each_series(cvn_search *s, const cvn_founding *founding, const uint64_t *pool,
                     bool (*each)(cvn_search *s, const cvn_founding *founding, const uint32_t *starts, uint32_t count));

#endif
