/* SPDX-License-Identifier: Apache-2.0 */
/** What the files of this room share: names, times and scores as a reader sees them. */
#ifndef CVN_REPORT_H
#define CVN_REPORT_H

#include "allocation/allocation.h"

/* ---- common.c -------------------------------------------------------------------------------------------------------------------------- */

/** CVN_E_USAGE: "show knows the formats text and json". */
cvn_code cvn_report_no_format(cvn_error *error, const char *what, const char *known);
/** "Mon", "MO". */
const char *cvn_report_weekday(int weekday);
const char *cvn_report_weekday_code(int weekday);
/** "2026-07-06T19:00" on a zone's clock. */
#define CVN_LOCAL_TEXT 32
char *cvn_report_local(const cvn_zone *zone, cvn_instant instant, char out[CVN_LOCAL_TEXT]);
/** "UTC+2", "UTC+5:45", "UTC-3:30", "UTC". */
char *cvn_report_offset(int32_t offset_s, char out[CVN_LOCAL_TEXT]);
/** Adds "Anna Berg (p017)", or the id alone. */
void cvn_put_person(cvn_buffer *out, const cvn_participant *who);
/** Adds the name, or the id where there is none. */
/** A name on what may be passed on: without the address that an id or a name may hold. Id where there is no name. */
char *cvn_report_public_name(const cvn_participant *who);
void cvn_put_name(cvn_buffer *out, const cvn_participant *who);
/** Adds "Mon 2026-07-06 19:00 UTC+2". */
void cvn_put_time(cvn_buffer *out, const cvn_zone *zone, cvn_instant instant);
/** Adds a piece of a list at column *used, or on a new line at the margin where it would not fit in 80 columns. *used starts at the margin. */
void cvn_put_piece(cvn_buffer *out, size_t margin, size_t *used, const char *text);
/** "", "s". */
static inline const char *cvn_plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- scores.c -------------------------------------------------------------------------------------------------------------------------- */

/** {"lost", "unplaced", "disruption", "cost"}, or null where nothing could be counted. */
cJSON *cvn_report_score_json(const cvn_verdict *verdict);
/** {"burden": 4, …}, or null. */
cJSON *cvn_report_parts_json(const cvn_verdict *verdict);
/** "score: unplaced 2, cost 310", then a line a part with what it means. */
void cvn_put_score(cvn_buffer *out, const cvn_conference *conference, const cvn_verdict *verdict);

/* ---- season.c: who could attend which start, for all starts at once ---------------------------------------------------------------------- */

typedef struct cvn_season cvn_season;
cvn_season *cvn_season_new(const cvn_conference *conference);
void cvn_season_free(cvn_season *season);
/** By start of the conference, a cvn_can; borrowed until the next call. */
const uint8_t *cvn_season_of(cvn_season *season, uint32_t person);

/** narrow.c: how many sessions fit a person's answers (can: by start), and how many a place asks for. fits < need: nobody can place them. */
typedef struct cvn_narrow {
    uint32_t person, fits, need;
} cvn_narrow;
cvn_narrow cvn_narrow_of(const cvn_conference *conference, uint32_t person, const uint8_t *can);

/* ---- facts.c: what check tells, once, for each format ------------------------------------------------------------------------------------ */

typedef struct cvn_tally { /* how many people have one name */
    const char *name;
    uint32_t count, first; /* first: for a type, whose first choice it is */
} cvn_tally;
typedef struct cvn_same { /* people with one address */
    const char *email;
    uint32_t count;
    const uint32_t *people;
} cvn_same;
typedef struct cvn_heat {
    uint32_t starts;          /* in that hour, over the season */
    uint32_t free, if_needed; /* people who could attend one, on average, rounded; if_needed: only if needed */
} cvn_heat;
typedef struct cvn_facts {
    uint32_t active, waiting, dropped, members, leaders; /* members, leaders: of the active */
    uint32_t zone_count, country_count, type_count, narrow_count, same_count, warning_count;
    const cvn_tally *zones, *countries, *types; /* most people first */
    const cvn_narrow *narrow;                   /* active people whose answers cannot be enough */
    const cvn_same *same;
    const char *const *warnings; /* one line each */
    cvn_heat heat[7][24];        /* by weekday and hour of the conference's clock */
    uint32_t heat_most;          /* free and if_needed of the fullest */
    cvn_arena *arena;
} cvn_facts;
cvn_facts *cvn_facts_new(const cvn_conference *conference);
void cvn_facts_free(cvn_facts *facts);
/** warnings.c: what the time-zone data in use may get wrong for this conference, one line each; kept in the arena. */
const char *const *cvn_time_warnings(cvn_arena *arena, const cvn_conference *conference, uint32_t *count);
/** The days that a conference is about; false where it has no dates. */
bool cvn_report_dates(const cvn_conference *conference, cvn_date *first, cvn_date *last);
/** Age of the time-zone data in days, −1 where unknown. */
int32_t cvn_report_tzdata_age(void);
/** The zones of a conference, its own first, each once, with how many people live there; kept in the arena. */
typedef struct cvn_zone_use {
    const cvn_zone *zone;
    uint32_t people;
} cvn_zone_use;
const cvn_zone_use *cvn_report_zones(cvn_arena *arena, const cvn_conference *conference, uint32_t *count);

char *cvn_check_text(const cvn_conference *conference, const cvn_facts *facts, bool color);
char *cvn_check_json(const cvn_conference *conference, const cvn_facts *facts);
/** heat.c: the map, 7 lines of 24 hours. */
void cvn_put_heat(cvn_buffer *out, const cvn_conference *conference, const cvn_facts *facts, bool color);

/* ---- show: what is shown, once, for each format ------------------------------------------------------------------------------------------ */

typedef struct cvn_view {
    const cvn_conference *conference;
    const cvn_allocation *allocation;
    cvn_places *places;
    cvn_visits *visits;
    uint32_t person; /* CVN_NO_LIMIT: not one person's */
    uint32_t group;  /* CVN_NO_LIMIT: every group */
} cvn_view;
char *cvn_show_text(const cvn_view *view);
char *cvn_show_person_text(const cvn_view *view);
char *cvn_show_json(const cvn_view *view);
char *cvn_show_csv(const cvn_view *view);
char *cvn_show_ics(const cvn_view *view);
char *cvn_show_html(const cvn_view *view);
/** Is the group among what is shown? */
static inline bool cvn_view_has(const cvn_view *view, uint32_t group)
{
    return view->group == CVN_NO_LIMIT || view->group == group;
}
/** "yes", "if needed", "no". */
const char *cvn_report_can(cvn_can can);
/** The title of a group's type; the type's id where the conference does not know it. */
const char *cvn_report_type_title(const cvn_conference *conference, const char *type);
/** Is the plenary for that person, being placed or, where nothing is assigned, active? */
bool cvn_report_invited(const cvn_view *view, const cvn_plenary *plenary, uint32_t person);
cJSON *cvn_plenary_json(const cvn_plenary *plenary);

#endif
