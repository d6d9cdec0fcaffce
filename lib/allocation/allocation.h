/* SPDX-License-Identifier: Apache-2.0 */
/** Allocations: their file, the check against the contract (shares no code with plan or solve), and what differs between two. */
#ifndef CVN_ALLOCATION_H
#define CVN_ALLOCATION_H

#include "conference/conference.h"

typedef struct cvn_turns { /* who is on duty in one session */
    uint32_t count;
    const char *const *who; /* ids */
} cvn_turns;

typedef struct cvn_guest {
    const char *who;
    uint32_t session; /* counted from 1 */
} cvn_guest;

typedef struct cvn_group {
    const char *id, *type;
    uint32_t session_count;
    const cvn_instant *sessions; /* as the file has them; the check asks for ascending ones */
    uint32_t leader_count, member_count;
    const char *const *leaders;
    const char *const *members;
    bool has_rota;
    uint32_t rota_count;
    const cvn_turns *rota;
    uint32_t guest_count;
    const cvn_guest *guests;
    const char *link; /* NULL: none */
} cvn_group;

/** Ids as text, so that a file can be read, printed and compared without its conference. */
struct cvn_allocation {
    const char *path; /* as named when it was read; "" where it was solved */
    const char *conference;
    uint32_t group_count;
    const cvn_group *groups;
    uint32_t unplaced_count;
    const char *const *unplaced;
    cvn_arena *arena; /* holds all of it, the struct too */
};

/** A new empty allocation whose arena the caller fills it from. */
cvn_allocation *cvn_allocation_new(const char *conference_id);
/** The group with an id; NULL where there is none. */
const cvn_group *cvn_allocation_group(const cvn_allocation *allocation, const char *id);

/* ---- links: where a group meets on line (link.c, asked_links.c: cvn_links of convene.h) ---------------------------------------------------- */

/** Is the link one that may stand behind href and in CONFERENCE: http or https, a host, and nothing that ends a line or an attribute? */
bool cvn_link_fits(const char *link);
/** Another group that has this group's link while their sessions, of that length, overlap: two groups in one room. NULL: none. */
const cvn_group *cvn_link_clash(const cvn_allocation *allocation, const cvn_group *group, int32_t duration_min);

/* ---- places: where one person stands (places.c) ------------------------------------------------------------------------------------------ */

/** A person in a group. A leader of two groups has two places. */
typedef struct cvn_place {
    uint32_t group;
    bool leads;
} cvn_place;
typedef struct cvn_places cvn_places; /* by person */
/** Ids that the conference does not know: CVN_E_DATA, all of them up to the limit. */
cvn_code cvn_places_new(cvn_places **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error);
void cvn_places_free(cvn_places *places);
/** The places of a person, by group; count 0: not placed. */
const cvn_place *cvn_places_of(const cvn_places *places, uint32_t person, uint32_t *count);

/* ---- visits: which sessions are somebody's (visits.c) ------------------------------------------------------------------------------------ */

/** One session of one person: their group's, or another group's that they visit as a guest instead of their own of that number. */
typedef struct cvn_visit {
    cvn_instant start;
    uint32_t group;   /* index: whose session it is */
    uint32_t session; /* from 0 */
    bool leads, guest;
} cvn_visit;
typedef struct cvn_visits cvn_visits; /* by person */
/** Whether the person can attend is not asked here. Ids that the conference does not know: CVN_E_DATA, all of them up to the limit. */
cvn_code cvn_visits_new(cvn_visits **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error);
void cvn_visits_free(cvn_visits *visits);
/** The sessions of a person in the order of time; count 0: none. */
const cvn_visit *cvn_visits_of(const cvn_visits *visits, uint32_t person, uint32_t *count);
/** Is it the person's turn on the rota of that session? */
bool cvn_visit_is_turn(const cvn_conference *conference, const cvn_allocation *allocation, uint32_t person, const cvn_visit *visit);

/* ---- hours: who can attend what, worked out from the raw answers (hours.c) ---------------------------------------------------------------- */

typedef enum cvn_can { CVN_CANNOT, CVN_CAN, CVN_CAN_IF_NEEDED } cvn_can;
/** Can the person attend [start, start + sessions.minutes)? Works on any start, one at a time, without tables. */
cvn_can cvn_can_attend(const cvn_conference *conference, uint32_t person, cvn_instant start);
/** Begun half hours of a session inside unsocial hours on a zone's clock. */
int32_t cvn_unsocial_half_hours(const cvn_conference *conference, const cvn_zone *zone, cvn_instant start);

/* ---- verdict (check.c) ------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_part {
    const char *name; /* "burden", "preference", "missed", "size", "rota", "rule 3 spread" */
    int64_t cost;
} cvn_part;
typedef struct cvn_verdict {
    uint32_t violation_count;
    const char *const *violations; /* one line each */
    bool scored;                   /* no violation: score and parts are set */
    bool counted;                  /* score and parts are set: no violation, or only of rules and of the list of the unplaced */
    cvn_score score;
    uint32_t part_count;
    const cvn_part *parts;
    uint32_t placed;   /* people in at least one group */
    uint32_t unplaced; /* people, not priorities */
    cvn_arena *arena;
} cvn_verdict;
/** CVN_E_DATA where the three do not belong together (another conference's id, a rule that names a group no baseline has). */
cvn_code cvn_verdict_new(cvn_verdict **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                         cvn_error *error);
void cvn_verdict_free(cvn_verdict *verdict);

/* ---- differences (difference.c) ---------------------------------------------------------------------------------------------------------- */

/** What a change from one allocation to another does to one active person. */
typedef struct cvn_person_change {
    uint32_t person;
    enum { CVN_CHANGE_PLACED, CVN_CHANGE_LOST, CVN_CHANGE_MOVED, CVN_CHANGE_TIMES, CVN_CHANGE_COMPANY, CVN_CHANGE_LEFT } kind;
    const char *from_group, *to_group;    /* NULL: none */
    uint32_t sessions_gone, sessions_new; /* instants no longer theirs; theirs only now */
} cvn_person_change;                      /* LEFT: was placed, no longer active. COMPANY: same times, other people, leaders or turns */
typedef struct cvn_difference {
    uint32_t count; /* in the conference's order */
    const cvn_person_change *changes;
    uint32_t unaffected; /* placed before and after, nothing changed */
    cvn_arena *arena;
} cvn_difference;
cvn_code cvn_difference_new(cvn_difference **out, const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                            cvn_error *error);
void cvn_difference_free(cvn_difference *difference);

/* ---- reasons: why somebody is not placed; data only, filled by solve, worded by report and invite ------------------------------------------ */

typedef enum cvn_reason_kind {
    CVN_REASON_NO_HOURS,  /* no start fits the sessions: fits of needed starts */
    CVN_REASON_NO_LEADER, /* nobody who may lead is free when they are */
    CVN_REASON_TOO_FEW,   /* fewer than needed others are free then: most free at the best start */
    CVN_REASON_RULE,      /* a rule stands in the way: rule index */
    CVN_REASON_SUM        /* each place they fit is needed for others, or none was found in time */
} cvn_reason_kind;
typedef enum cvn_help_kind { CVN_HELP_NONE, CVN_HELP_HOURS, CVN_HELP_LEADER, CVN_HELP_SEAT, CVN_HELP_RULE } cvn_help_kind;
typedef struct cvn_reason {
    uint32_t person;
    cvn_reason_kind kind;
    uint32_t have, need; /* NO_HOURS, NO_LEADER: sessions that fit, sessions needed. TOO_FEW: others free at each of them, others needed */
    cvn_instant best;    /* TOO_FEW, NO_LEADER: the start at which most are free */
    bool has_best;
    uint32_t rule;       /* RULE */
    uint32_t with_count; /* RULE: whom it concerns */
    const uint32_t *with;
    bool proved;            /* RULE: it keeps so many from them that no groups are possible that have them */
    cvn_help_kind help;     /* the smallest change that was tried and places them */
    uint32_t help_group;    /* SEAT, HOURS: index of the group; CVN_NO_LIMIT: none */
    cvn_instant help_start; /* HOURS, LEADER */
    uint32_t help_minutes;  /* HOURS: minutes more a week or in all that they would have to give */
} cvn_reason;

#endif
