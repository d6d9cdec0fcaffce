/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The solver's problem: a conference, perhaps with a baseline, in small integers, bitsets and tables; no text, no zones. And the way back,
 * from groups of integers to an allocation.
 *
 * Everything here is borrowed from the problem and lives as long as it does. People are the active ones, numbered in the conference's order;
 * starts are the conference's, by time; CVN_NONE stands for nobody, no start, no group.
 */
#ifndef CVN_PLAN_H
#define CVN_PLAN_H

#include "allocation/allocation.h"

#define CVN_NONE UINT32_MAX

/** 64 starts of one person: can attend; can only with the help of hours given as "if needed" (a subset of can). */
typedef struct cvn_can_word {
    uint64_t can, need;
} cvn_can_word;

typedef struct cvn_plan_person {
    uint32_t index; /* in the conference */
    uint32_t zone;  /* row of the table of unsocial half hours */
    uint32_t priority;
    uint32_t lead_max; /* groups that they may lead; without a baseline no more than their hours let them lead */
    bool member, leader;
    bool tied;                 /* some together rule names them: what a move does to it depends on people elsewhere */
    const int32_t *preference; /* by type: what a place in it costs; -1: not taken */
    uint32_t in_count;         /* in rules that name them */
    const struct cvn_plan_in *in;
    /* the baseline; was_placed false: it did not place them, and the rest is empty */
    bool was_placed;
    uint32_t was_group_count, was_start_count;
    const uint32_t *was_groups; /* baseline groups of theirs */
    const uint32_t *was_starts; /* starts of theirs that are not held, ascending */
    uint32_t was_gone;          /* baseline sessions, not held, at instants that are no start any more: lost whatever one does */
} cvn_plan_person;

/** An `in` rule as one person sees it. */
typedef struct cvn_plan_in {
    uint32_t group; /* of the baseline */
    bool hard;
    int64_t weight;
} cvn_plan_in;

typedef struct cvn_plan_type {
    uint32_t size_min, size_ideal, size_max, size_keep;
    uint32_t leaders_min, leaders_max;
    uint32_t leaders_attend; /* CVN_NO_LIMIT: all */
    uint32_t max_groups;
    bool has_rota;
    uint32_t rota_per_session;
    cvn_among rota_among;
    const uint64_t *rota_who;     /* people who match its where */
    const uint64_t *takes_member; /* people with the role who take the type */
    const uint64_t *takes_leader;
} cvn_plan_type;

typedef struct cvn_plan_series {
    uint32_t count, held;
    const uint32_t *starts;
} cvn_plan_series;

/** A group of the baseline. */
typedef struct cvn_plan_group {
    const cvn_group *group;
    uint32_t type;
    bool can_go_on; /* its held sessions are starts of the conference, and as many as its pattern allows */
    bool fixed;     /* a fix rule names it */
    uint32_t count; /* its sessions as starts; CVN_NONE for what is no start any more */
    uint32_t held;  /* how many of them are held: the first */
    const uint32_t *starts;
    uint32_t member_count, leader_count; /* the active ones */
    const uint32_t *members, *leaders;
    const uint64_t *who; /* both */
} cvn_plan_group;

/**
 * What people hold: the values of an attribute, or which sets (of apart or together rules) they belong to. Values are numbered anew, from 0,
 * and only those that an active person holds have a number.
 */
typedef struct cvn_column {
    cvn_among among;
    uint32_t value_count;
    const uint32_t *first;  /* by person, one more at the end: where their values begin */
    const uint32_t *values; /* ascending for each person */
    const uint32_t *one;    /* where nobody holds two: the value of each person, or CVN_NONE; NULL otherwise */
    const uint64_t *mask;   /* where there are at most 64 values: a bit for each; NULL otherwise */
} cvn_column;

/** at_most, at_least, distinct, spread, shared: what a rule asks of each group by itself. */
typedef struct cvn_plan_rule {
    cvn_rule_kind kind;
    uint32_t index; /* in the conference */
    bool hard;
    int64_t weight;
    cvn_among among;
    uint32_t count;
    uint32_t column;       /* all but at_least */
    const uint64_t *match; /* at_least: people who match */
} cvn_plan_rule;

/** apart and together: sets of people, each with its rule. */
typedef struct cvn_plan_set {
    uint32_t index; /* in the conference */
    bool hard;
    int64_t weight;
    uint32_t count;
    const uint32_t *who;
} cvn_plan_set;

/** Weighted pairs, summed over the rules with the same among. Either lists or, where most pairs have a weight, a matrix. */
typedef struct cvn_pairs {
    uint32_t *first, *other; /* by person; NULL with a matrix */
    int32_t *weight;
    int32_t *matrix; /* people × people, or NULL */
    bool any;
} cvn_pairs;

typedef struct cvn_problem {
    const cvn_conference *conference;
    const cvn_allocation *baseline; /* NULL: none */
    cvn_arena *arena;

    /* time (starts.c) */
    cvn_pattern pattern;
    uint32_t attend;        /* of a member; CVN_NO_LIMIT: all */
    uint32_t session_count; /* of a group; OFFERED: of the longest series */
    int32_t duration_min;
    int32_t gap_min, gap_max;
    uint32_t start_count, start_words;
    uint32_t open_from; /* the first start that is not held */
    const int64_t *start_min;
    const int32_t *day;                  /* on the conference's clock */
    const uint32_t *next_from, *next_to; /* [from, to) holds every start that may follow; cvn_plan_follows says exactly which */
    uint32_t clock_count;                /* WEEKLY: weekday and time of day on the conference's clock, numbered */
    const uint32_t *clock;
    const uint32_t *clock_first, *clock_starts; /* by clock: its starts, ascending */
    uint32_t series_count;
    const cvn_plan_series *series;
    uint32_t zone_count;
    const uint8_t *unsocial; /* zone × start: begun half hours */
    cvn_weights weights;

    /* people (people.c, hours.c) */
    uint32_t people, people_words;
    cvn_plan_person *person;
    uint32_t *person_of; /* by the conference's index: the active person's number, or CVN_NONE */
    cvn_can_word *can;   /* person × start_words; held starts are nobody's */
    uint64_t *by_start;  /* start × people_words: who can */
    uint64_t *leaders;   /* people with the role */

    uint32_t type_count;
    const cvn_plan_type *types;

    /* rules (rules.c) */
    uint32_t column_count;
    cvn_column *columns;
    uint32_t rule_count; /* at_most, at_least, distinct, spread, shared; by column */
    cvn_plan_rule *rules;
    uint32_t apart_count, together_count;
    cvn_plan_set *apart, *together;
    cvn_column apart_of[3];  /* by among: value = number in apart; first NULL: no such rule */
    const uint64_t *clashes; /* person × people: in a set of apart together; NULL: there are none, or too many to list */
    cvn_column together_of;
    cvn_pairs pairs[3]; /* by among */

    /* baseline (baseline.c) */
    uint32_t group_count;
    cvn_plan_group *groups;
} cvn_problem;

/**
 * The problem of a conference; baseline may be NULL. CVN_E_DATA where the baseline is not one of this conference, or a rule names a group that
 * it does not have. Both must outlive the problem.
 */
cvn_code cvn_problem_new(cvn_problem **out, const cvn_conference *conference, const cvn_allocation *baseline, cvn_error *error);
void cvn_problem_free(cvn_problem *problem);

/* ---- what the tables say ----------------------------------------------------------------------------------------------------------------- */

static inline bool cvn_plan_can(const cvn_problem *p, uint32_t person, uint32_t start)
{
    return p->can[(size_t)person * p->start_words + (start >> 6)].can >> (start & 63) & 1;
}
/** Burden of one attended session. */
static inline int64_t cvn_plan_burden(const cvn_problem *p, uint32_t person, uint32_t start)
{
    uint64_t need = p->can[(size_t)person * p->start_words + (start >> 6)].need >> (start & 63) & 1;
    return (int64_t)need * p->weights.if_needed + p->weights.unsocial * p->unsocial[(size_t)p->person[person].zone * p->start_count + start];
}
/** May a group meet at the later start right after the earlier one? */
static inline bool cvn_plan_follows(const cvn_problem *p, uint32_t earlier, uint32_t later)
{
    int32_t days = p->day[later] - p->day[earlier];
    return p->start_min[later] - p->start_min[earlier] >= p->duration_min && days >= p->gap_min && days <= p->gap_max &&
           (p->pattern != CVN_PATTERN_WEEKLY || p->clock[later] == p->clock[earlier]);
}
/** Is that a whole group's sessions, whatever people can? The first held ones are taken as given. */
bool cvn_plan_sessions_ok(const cvn_problem *problem, const uint32_t *starts, uint32_t count, uint32_t held);
/** The sessions that somebody must attend of a group with count sessions, the first held of which are held. */
static inline uint32_t cvn_plan_need(uint32_t attend, uint32_t count, uint32_t held, bool stayed)
{
    uint32_t need = attend < count ? attend : count, ahead = count - held;
    if (stayed)
        return need > held ? need - held : 0;
    return need < ahead ? need : ahead;
}

/* ---- rota (rota.c) ----------------------------------------------------------------------------------------------------------------------- */

/**
 * Deals duties fairly: each session gets min(per_session, able) different people, and the sum of squared turns is least. able[s × people + i]
 * says whether person i may in session s. who (may be NULL) receives for each session per_session numbers, CVN_NONE where fewer are able.
 * Returns the sum of squared turns.
 */
int64_t cvn_rota_deal(const uint8_t *able, uint32_t sessions, uint32_t people, uint32_t per_session, uint32_t *who);
/**
 * The same, but from duties that were dealt before (was: as who; NULL: none): who can still do theirs keeps it, unless that would be less fair,
 * and few change. As fair as cvn_rota_deal, to the square.
 */
int64_t cvn_rota_keep(const uint8_t *able, uint32_t sessions, uint32_t people, uint32_t per_session, const uint32_t *was, uint32_t *who);

/* ---- the way back (answer.c) -------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_answer_group {
    uint32_t type;
    uint32_t base; /* the baseline group that it continues, or CVN_NONE */
    uint32_t count;
    const uint32_t *starts;
    uint32_t member_count, leader_count;
    const uint32_t *members, *leaders;
} cvn_answer_group;
/** Groups in the baseline's order, then new ones by their first session; people in the conference's order; guests and links carried over. */
cvn_allocation *cvn_answer_new(const cvn_problem *problem, const cvn_answer_group *groups, uint32_t count);

#endif
