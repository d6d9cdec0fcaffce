/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the files of the check share. The check goes in three stages, and each builds on what the one before found in order:
 *   1. people: who is named exists, is active, and may be there (check_people.c);
 *   2. places and groups: once each, sessions, sizes, attendance, rota, guests (check_places.c, check_sessions.c, check_group.c, …);
 *   3. rules, the list of the unplaced, the score (check_rules.c, score.c).
 * A stage runs only where those before found nothing. Private to the room.
 */
#ifndef CVN_ALLOCATION_CHECK_H
#define CVN_ALLOCATION_CHECK_H

#include "allocation/allocation.h"

/** A group with its ids looked up. people: members, then leaders; CVN_NO_LIMIT where nobody has the id. */
typedef struct cvn_checked_group {
    const cvn_group *group;
    const cvn_group *old; /* the baseline's group that it continues; NULL: new */
    uint32_t type;        /* CVN_NO_LIMIT: unknown */
    uint32_t held;        /* how many of its sessions are held */
    uint32_t member_count, people_count;
    const uint32_t *people;
} cvn_checked_group;

typedef CVN_VEC(const char *) cvn_lines;
typedef CVN_VEC(cvn_part) cvn_parts;

typedef struct cvn_checking {
    const cvn_conference *conference;
    const cvn_allocation *allocation, *baseline; /* baseline NULL: none */
    cvn_arena *arena;                            /* the verdict's */
    cvn_lines violations;
    cvn_checked_group *groups;
    cvn_table *old_groups;           /* id → index in the baseline */
    cvn_places *places, *old_places; /* from stage 2 on; old_places NULL without a baseline */
    int64_t *burden;                 /* by person */
    int64_t preference, missed, size, rota;
    bool any_rota;
    cvn_parts parts;
    uint32_t *value_tally, *group_tally; /* for rules: by interned value, by group; all zero between two uses */
} cvn_checking;

/** Adds a violation: one line, in an organiser's words. */
void cvn_violated(cvn_checking *checking, const char *format, ...) CVN_PRINTF(2, 3);
/** "Anna Berg (p017)", or the id alone. */
const char *cvn_checked_person(cvn_checking *checking, uint32_t person);
/** "session 2 (Mon 2026-07-06 19:00)", on the conference's clock. */
const char *cvn_checked_session(cvn_checking *checking, const cvn_group *group, uint32_t session);
/** The baseline's group with an id; NULL where there is none. */
const cvn_group *cvn_checked_old(const cvn_checking *checking, const char *id);
/** The people of a group that a rule or rota looks at. */
const uint32_t *cvn_checked_among(const cvn_checked_group *group, cvn_among among, uint32_t *count);
bool cvn_ids_have(const char *const *ids, uint32_t count, const char *id);
static inline const char *cvn_s(uint64_t n)
{
    return n == 1 ? "" : "s";
}

void cvn_check_people(cvn_checking *checking);                                /* stage 1 */
void cvn_check_places(cvn_checking *checking);                                /* stage 2: nobody twice, leaders' groups, groups of each type */
bool cvn_check_sessions(cvn_checking *checking, const cvn_checked_group *at); /* false: no use in looking at who attends */
void cvn_check_group(cvn_checking *checking, const cvn_checked_group *at);    /* size, leaders, attendance; adds to the score */
void cvn_check_rota(cvn_checking *checking, const cvn_checked_group *at);
void cvn_check_guests(cvn_checking *checking);
void cvn_check_rules(cvn_checking *checking); /* stage 3; adds to parts */
void cvn_check_unplaced(cvn_checking *checking);
/** Units by which one group misses a rule about its company (at_most to shared); *why, where not NULL and missed, says it in words. */
int64_t cvn_company_units(cvn_checking *checking, const cvn_rule *rule, const cvn_checked_group *group, const char **why);
void cvn_check_score(cvn_checking *checking, cvn_verdict *verdict);

/* Sums that stay at the edge of int64 rather than going round: weights may be as large as limits.h allows. */
static inline int64_t cvn_plus(int64_t a, int64_t b)
{
    int64_t out;
    return __builtin_add_overflow(a, b, &out) ? (a < 0 ? INT64_MIN : INT64_MAX) : out;
}
static inline int64_t cvn_times(int64_t a, int64_t b)
{
    int64_t out;
    return __builtin_mul_overflow(a, b, &out) ? ((a < 0) != (b < 0) ? INT64_MIN : INT64_MAX) : out;
}

#endif
