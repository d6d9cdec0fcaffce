/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where everybody stands, what it comes to, and trials: changes that are tried and taken back.
 *
 * A state always keeps what can be kept one person at a time: roles, types, attendance, largest sizes, one place a person, a leader's sessions
 * apart, sessions that may follow each other, max_groups, held and fixed sessions. What only a whole group can meet (least sizes, leaders,
 * unweighted rules, a continuing group's old people) may be missed on the way, each unit of it counted as `hard`; an answer has none.
 */
#ifndef CVN_SOLVE_STATE_H
#define CVN_SOLVE_STATE_H

#include "plan/plan.h"

/** A score, level by level. upset: place × unplaced + disruption with a baseline, unplaced without one. */
typedef struct cvn_tally {
    int64_t hard, lost, upset, cost;
} cvn_tally;

static inline void cvn_tally_add(cvn_tally *to, const cvn_tally *of, int64_t times)
{
    to->hard += times * of->hard;
    to->lost += times * of->lost;
    to->upset += times * of->upset;
    to->cost += times * of->cost;
}
static inline bool cvn_tally_less(const cvn_tally *a, const cvn_tally *b)
{
    if (a->hard != b->hard)
        return a->hard < b->hard;
    if (a->lost != b->lost)
        return a->lost < b->lost;
    return a->upset != b->upset ? a->upset < b->upset : a->cost < b->cost;
}
static inline bool cvn_tally_equal(const cvn_tally *a, const cvn_tally *b)
{
    return a->hard == b->hard && a->lost == b->lost && a->upset == b->upset && a->cost == b->cost;
}

/** A group, or room for one. */
typedef struct cvn_slot {
    bool open;
    bool fixed; /* by a fix rule: its sessions and its baseline people stay */
    uint32_t type;
    uint32_t base; /* the baseline group that it continues, or CVN_NONE */
    uint32_t count, held;
    uint32_t *at;     /* its sessions: starts */
    uint32_t edition; /* names these sessions among all that any slot ever had; 0: they have no name, and nothing may be kept of them */
    uint32_t member_count, leader_count;
    uint32_t *members, *leaders;
    uint64_t *able, *able_lead; /* who could be a member or a leader: role, type, attendance; NULL without sessions */
    uint16_t *held_by;          /* by view, by value: how many of its people hold it */
    /* what it comes to, brought up to date with everybody who comes or goes (roll.c) */
    uint32_t *memo;  /* by rule: what its file keeps (values that occur, people who match) */
    uint32_t stayed; /* people of the baseline group in it */
    cvn_tally apart; /* of apart rules */
    int64_t pairs;   /* cost of its pairs */
    int64_t turns;   /* squared turns of its rota; below 0: to be dealt anew */
    cvn_tally tally; /* as of the last settling */
} cvn_slot;

/** A column as rules look at it: its values among members, leaders or all. */
typedef struct cvn_view {
    uint32_t column;
    cvn_among among;
    uint32_t first; /* of a slot's held_by */
} cvn_view;

/** A rule that can be read off at a glance: nobody holds two values, and a view counts them. */
typedef struct cvn_glance {
    const uint32_t *one; /* by person: their value, or CVN_NONE; NULL: the rule is none such */
    uint32_t first;      /* of a slot's held_by */
    uint32_t count;      /* of the rule */
} cvn_glance;

/** What attending all the sessions of a slot weighs for somebody, as of an edition. */
typedef struct cvn_weighed {
    uint32_t edition;
    int32_t burden;
} cvn_weighed;

/** One change of a trial, with what it takes to undo it. */
typedef struct cvn_change {
    enum { CVN_JOIN, CVN_LEAVE, CVN_LEAD, CVN_UNLEAD, CVN_TIMES, CVN_OPEN, CVN_CLOSE, CVN_TYPE } kind;
    uint32_t person, slot;
    uint32_t old_count, old_held, old_edition, old_type, old_base, old_first; /* old_first: where the old sessions lie in kept_starts */
    uint64_t *old_able, *old_able_lead;
} cvn_change;

typedef struct cvn_touched {
    uint32_t which;
    cvn_tally tally;
} cvn_touched;

typedef struct cvn_state {
    const cvn_problem *p;
    uint32_t slot_count, slot_words;
    uint32_t view_count, *view_of; /* view_of: by rule, or CVN_NONE where its values are too many to be counted in each group */
    cvn_view *views;
    cvn_glance *glances; /* by rule */
    size_t view_values;  /* of all views */
    cvn_slot *slots;
    uint32_t open_count, closed_count;
    uint32_t *open, *closed, *spot; /* spot: by slot, its place in open or closed */
    uint32_t *open_of_type;

    uint32_t *seat;       /* by person: the slot that they are a member of, or CVN_NONE */
    uint32_t *seat_at;    /* by person: their place in its members */
    uint32_t *lead_first; /* by person: their part of leads begins here */
    uint32_t *leads, *lead_count;
    bool *pinned;       /* by person: a fixed group holds them */
    uint64_t *unplaced; /* people with the role member and no place */
    uint32_t *unplaced_list, *unplaced_at, unplaced_count;
    uint64_t *fits; /* person × slot_words: slots that they could be a member of (able, the other way round) */
    cvn_tally *person_tally;
    cvn_weighed *weighed;    /* person × slot; NULL where they would be too many to be worth it */
    uint32_t editions;       /* so many there have been */
    int64_t *together_units; /* by together rule: groups beyond the first that hold any of its people */
    cvn_tally total;

    /* the trial under way */
    bool trial;
    cvn_tally before;
    CVN_VEC(cvn_change) changes;
    CVN_VEC(uint32_t) kept_starts;
    CVN_VEC(cvn_touched) touched_people, touched_slots;
    CVN_VEC(cvn_touched) touched_sets; /* together rules; tally.cost: the units before */
    uint64_t stamp, *person_stamp, *slot_stamp, *set_stamp;
    CVN_VEC(uint64_t *) spare; /* rows of people_words for able */
    uint64_t *planes;          /* room for the counting of cvn_able */
    uint32_t *seen;            /* by value of a column: room for counting, all 0 between two counts */
} cvn_state;

cvn_state *cvn_state_new(const cvn_problem *problem);
void cvn_state_free(cvn_state *state);

/* ---- trials: begin, change, settle, then keep or undo ------------------------------------------------------------------------------------ */

void cvn_trial_begin(cvn_state *state);
/** Works out what the changes since the beginning come to, and returns the difference. */
cvn_tally cvn_trial_settle(cvn_state *state);
void cvn_trial_keep(cvn_state *state);
void cvn_trial_undo(cvn_state *state);

/* Changes; the caller has made sure that they are allowed (asserted). */
void cvn_join(cvn_state *state, uint32_t person, uint32_t slot);
void cvn_leave(cvn_state *state, uint32_t person);
void cvn_lead(cvn_state *state, uint32_t person, uint32_t slot);
void cvn_unlead(cvn_state *state, uint32_t person, uint32_t slot);
/** Gives a slot its sessions, held ones included; whoever cannot follow must have left, or leaves right after (cvn_evict). */
void cvn_set_times(cvn_state *state, uint32_t slot, const uint32_t *starts, uint32_t count, uint32_t held);
/** Takes out members and leaders who do not fit the sessions any more; lists the members among them where out is not NULL. */
uint32_t cvn_evict(cvn_state *state, uint32_t number, uint32_t *out);
/** An empty group without sessions; CVN_NONE where there is no room or the type has its max_groups. */
uint32_t cvn_open(cvn_state *state, uint32_t type, uint32_t base);
/** Closes a group, which must be empty of people. */
void cvn_close(cvn_state *state, uint32_t number);
void cvn_set_type(cvn_state *state, uint32_t number, uint32_t type);
/** Sends everybody away from a group. */
void cvn_empty(cvn_state *state, uint32_t number);

/* ---- questions ---------------------------------------------------------------------------------------------------------------------------- */

static inline bool cvn_is_able(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return state->slots[slot].able && cvn_bit(state->slots[slot].able, person);
}
static inline bool cvn_has_room(const cvn_state *state, uint32_t slot)
{
    return state->slots[slot].member_count < state->p->types[state->slots[slot].type].size_max;
}
static inline uint32_t cvn_size_min(const cvn_state *state, const cvn_slot *slot)
{
    const cvn_plan_type *type = &state->p->types[slot->type];
    return slot->base == CVN_NONE ? type->size_min : type->size_keep;
}
bool cvn_leads_slot(const cvn_state *state, uint32_t person, uint32_t slot);
/** Could the person lead the slot: able, not a member anywhere, with a lead to give, and none of their other sessions at that time? */
bool cvn_may_lead(const cvn_state *state, uint32_t person, uint32_t number);
/** Do those sessions keep clear of the other groups that the slot's leaders lead? */
bool cvn_times_clear(const cvn_state *state, uint32_t person, uint32_t slot, const uint32_t *starts, uint32_t count, uint32_t held);
/** Fills rows with who could be a member and a leader of a group with that type, base and sessions. */
void cvn_able(const cvn_state *state, uint32_t type, uint32_t base, const uint32_t *starts, uint32_t count, uint32_t held, uint64_t *members,
              uint64_t *leaders);

/* ---- what things come to (tally.c) -------------------------------------------------------------------------------------------------------- */

/** What a person costs who stands in those slots. */
cvn_tally cvn_person_tally(const cvn_state *state, uint32_t person, const uint32_t *slots, uint32_t count);
/** The same as a member of one slot (CVN_NONE: of none), others' leads aside. */
cvn_tally cvn_member_tally(const cvn_state *state, uint32_t person, uint32_t slot);
/** As they stand now. */
cvn_tally cvn_person_now(const cvn_state *state, uint32_t person);
/** Leaders short, in all and at each session; where every leader attends every session, in all is enough. */
int64_t cvn_leaders_short(const cvn_state *state, const cvn_slot *slot);
/** What a group costs by itself, off what it keeps. */
cvn_tally cvn_slot_tally(const cvn_state *state, uint32_t number);
/** How that changes when one member goes and another comes (either may be CVN_NONE). */
cvn_tally cvn_slot_change(const cvn_state *state, uint32_t number, uint32_t out, uint32_t in);
/** Keeps what a group keeps true: right before somebody becomes a member or a leader, and right before they cease to be. */
void cvn_roll(cvn_state *state, uint32_t number, uint32_t person, bool leads, bool comes);
/** Counts all of that from scratch. */
void cvn_slot_recall(cvn_state *state, uint32_t number);
/** Everything from scratch. */
cvn_tally cvn_state_recount(cvn_state *state);
/** Does every table agree with every other? For tests and debug builds; says on stderr what does not. */
bool cvn_state_sound(cvn_state *state);

#endif
