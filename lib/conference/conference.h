/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One validated, immutable conference: what the organiser's files say, in numbers and as given. An answer stays as the person gave it, in local
 * wall time and a zone; the rooms behind derive instants from it. docs/formats.md has the meaning of every field.
 *
 * Everything here is borrowed from the conference and lives as long as it does. Texts are never NULL unless a comment says so.
 */
#ifndef CVN_CONFERENCE_H
#define CVN_CONFERENCE_H

#include "clock/clock.h"

typedef enum cvn_pattern { CVN_PATTERN_FREE, CVN_PATTERN_WEEKLY, CVN_PATTERN_OFFERED } cvn_pattern;
typedef enum cvn_status { CVN_ACTIVE, CVN_WAITING, CVN_DROPPED } cvn_status;
typedef enum cvn_among { CVN_AMONG_ALL, CVN_AMONG_MEMBERS, CVN_AMONG_LEADERS } cvn_among;

#define CVN_NO_LIMIT UINT32_MAX

/** One line of availability or unavailable, on the person's clock. */
typedef struct cvn_hours {
    enum { CVN_HOURS_WEEKLY, CVN_HOURS_DATES } kind;
    uint8_t weekdays;         /* WEEKLY: bit 0 Monday to bit 6 Sunday; each date from sessions.from − 1 to sessions.to + 1 */
    bool if_needed;           /* availability only */
    cvn_date first, last;     /* DATES: both included */
    bool whole_days;          /* DATES: one block from 00:00 of first to 24:00 of last; else from_min to to_min on each date */
    int32_t from_min, to_min; /* minutes after local midnight, 0 ≤ from < to ≤ 2880; an interval past midnight has to > 1440 */
} cvn_hours;

/** Values that a person holds of one attribute; attribute and values are interned numbers, values ascending. */
typedef struct cvn_held_values {
    uint32_t attribute;
    uint32_t count;
    const uint32_t *values;
} cvn_held_values;

typedef struct cvn_participant {
    const char *id, *name, *email; /* name and email: "" where not given */
    const char *locale;            /* the conference's where not given */
    const cvn_zone *zone;
    cvn_status status;
    uint32_t priority;     /* at least 1 */
    bool member, leader;   /* roles: at least one */
    uint32_t lead_max;     /* at least 1 */
    uint32_t type_count;   /* types in order of preference; 0: any, none preferred */
    const uint32_t *types; /* indices of group types */
    uint32_t held_count;
    const cvn_held_values *held; /* by attribute, ascending */
    uint32_t available_count, unavailable_count;
    const cvn_hours *available, *unavailable;
} cvn_participant;

/** key → any of values; interned. A value that nobody holds has a number too. */
typedef struct cvn_where {
    uint32_t count;
    const cvn_held_values *keys; /* attribute and the values that match */
} cvn_where;

typedef struct cvn_type {
    const char *id, *title; /* title: the id where not given */
    uint32_t size_min, size_ideal, size_max, size_keep;
    bool has_leaders;
    uint32_t leaders_min, leaders_max; /* 0 and 0 without leaders */
    uint32_t leaders_attend;           /* CVN_NO_LIMIT: all (the default) */
    bool has_rota;
    uint32_t rota_per_session;
    cvn_among rota_among;
    cvn_where rota_where;
    uint32_t max_groups; /* CVN_NO_LIMIT: none */
} cvn_type;

typedef enum cvn_rule_kind {
    CVN_RULE_AT_MOST,
    CVN_RULE_AT_LEAST,
    CVN_RULE_DISTINCT,
    CVN_RULE_SPREAD,
    CVN_RULE_SHARED,
    CVN_RULE_APART,
    CVN_RULE_TOGETHER,
    CVN_RULE_PAIRS,
    CVN_RULE_IN,
    CVN_RULE_FIX
} cvn_rule_kind;

typedef struct cvn_pair {
    uint32_t a, b; /* indices of participants, a != b */
    int32_t weight;
} cvn_pair;

typedef struct cvn_rule {
    cvn_rule_kind kind;
    bool hard;      /* must hold; else costs weight for each unit missed */
    int64_t weight; /* 0 or more; 1 for pairs */
    cvn_among among;
    uint32_t count;     /* at_most, at_least, distinct */
    uint32_t attribute; /* at_most (same), distinct (of), spread and shared (over): interned */
    cvn_where where;    /* at_least */
    uint32_t who_count; /* apart, together, in: indices of participants, ascending, each once */
    const uint32_t *who;
    uint32_t pair_count;
    const cvn_pair *pairs;
    uint32_t group_count; /* in (1), fix: ids of baseline groups */
    const char *const *groups;
} cvn_rule;

typedef struct cvn_series {
    const char *id;
    uint32_t count;
    const cvn_instant *starts; /* ascending */
} cvn_series;

typedef struct cvn_plenary {
    const char *id, *title;
    enum { CVN_PLENARY_TIMED, CVN_PLENARY_DAYS, CVN_PLENARY_MONTH } kind;
    cvn_date date;        /* TIMED, DAYS; MONTH: the first of the month */
    int32_t start_min;    /* TIMED: wall clock of the conference */
    cvn_instant start;    /* TIMED */
    int32_t duration_min; /* TIMED */
    int32_t days;         /* DAYS: at least 1 */
    cvn_among for_whom;   /* of those placed */
    bool tentative;
} cvn_plenary;

typedef struct cvn_weights {
    int64_t if_needed, unsocial, preference, missed, size, move, rota, place;
} cvn_weights;

/** How much the people of a group are told of each other. */
typedef enum cvn_show_people { CVN_SHOW_COUNTRIES, CVN_SHOW_NAMES, CVN_SHOW_FIRST_NAMES, CVN_SHOW_NOTHING } cvn_show_people;

/** The organizer's own words in messages, in one language. */
typedef struct cvn_own_text {
    const char *locale, *markdown;
} cvn_own_text;

struct cvn_conference {
    const char *path; /* as named when it was read */
    const char *id, *title, *locale;
    const char *organizer_name, *organizer_email;
    const char *organizer_reply_to; /* "" not given; one {token} in it stands for the person's */
    cvn_show_people show_people;    /* COUNTRIES: names with countries */
    uint32_t text_count;
    const cvn_own_text *texts;
    const cvn_zone *zone;
    bool has_as_of;
    cvn_instant as_of;

    bool assigns; /* there are group types; without them there is nothing to assign and the following are zero */
    cvn_pattern pattern;
    uint32_t count;  /* sessions of one group; OFFERED: of the longest series */
    uint32_t attend; /* a member's least; count where not given */
    int32_t duration_min;
    cvn_date from, to;                  /* OFFERED without them: of the first and last start */
    int32_t grid_min;                   /* 0 for OFFERED */
    int32_t gap_min_days, gap_max_days; /* INT32_MAX: no most */
    uint32_t series_count;
    const cvn_series *series;
    uint32_t start_count;      /* every start there is: the grid's, or all of the series' */
    const cvn_instant *starts; /* ascending, each once */

    uint32_t type_count;
    const cvn_type *types;
    uint32_t rule_count;
    const cvn_rule *rules;
    int32_t unsocial_from_min, unsocial_to_min; /* of the day; to < from: past midnight; equal: none. from 0 to 1439, to 0 to 1440 */
    cvn_weights weights;
    uint32_t plenary_count;
    const cvn_plenary *plenaries;
    uint32_t people_count;
    const cvn_participant *people;

    uint32_t attribute_count, value_count; /* interned numbers are below these */
    const char *const *attribute_names;
    const char *const *value_texts; /* as a reader would write them: "BR", "5" */

    /* private to the room */
    cvn_arena *arena;
    cvn_zones *zones;
    cvn_table *person_index, *type_index;
};

/** A time at which somebody cannot come. */
typedef struct cvn_absence {
    const char *person; /* id */
    cvn_instant start;
    int32_t duration_min;
} cvn_absence;
/** (block.c) Does the person's `unavailable` cover all of it? */
bool cvn_person_blocked(const cvn_participant *person, cvn_instant start, int32_t duration_min);
/**
 * (block.c) Writes those times into `unavailable` of the people in the conference file, or in the participants file that it names, on their own
 * clocks; all of them or none. Everything else in the file stays to the byte. *changed (may be NULL): how many were not there before.
 */
cvn_code cvn_conference_block(const char *path, const cvn_absence *blocks, size_t count, size_t *changed, cvn_error *error);

/** Index of a person, or CVN_NO_LIMIT where there is no such id. */
uint32_t cvn_conference_person(const cvn_conference *conference, const char *id);
uint32_t cvn_conference_type(const cvn_conference *conference, const char *id);
/** What a person holds of an attribute; NULL where they hold nothing. */
const cvn_held_values *cvn_person_values(const cvn_participant *person, uint32_t attribute);
/** A name that others read, without what an "@" makes an address of: an id or a name that was taken from an address book would tell it. */
const char *cvn_without_addresses(cvn_arena *arena, const char *name);
/** Does the person match every key? */
bool cvn_person_matches(const cvn_participant *person, const cvn_where *where);
/** Does the person take groups of that type? */
bool cvn_person_takes(const cvn_participant *person, uint32_t type);
/** May the start serve only the baseline group that held it? */
static inline bool cvn_is_held(const cvn_conference *conference, cvn_instant start)
{
    return conference->has_as_of && start.min < conference->as_of.min;
}

#endif
