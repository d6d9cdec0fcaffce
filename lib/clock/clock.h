/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Civil time: the only room that knows what a time zone is. Offsets come from the system's IANA data (TZif files, RFC 9636, TZDIR honoured,
 * POSIX footer included); ICU only words what was computed here. docs/ARCHITECTURE.md#time says why.
 */
#ifndef CVN_CLOCK_H
#define CVN_CLOCK_H

#include "base/base.h"

/** A UTC instant, in minutes since 1970-01-01T00:00Z. */
typedef struct cvn_instant {
    int64_t min;
} cvn_instant;

/** A calendar date: days since 1970-01-01, proleptic Gregorian. */
typedef struct cvn_date {
    int32_t day;
} cvn_date;

/** A wall-clock reading in some zone. */
typedef struct cvn_civil {
    cvn_date date;
    int32_t minute;   /* of the day, 0 to 1439 */
    int32_t weekday;  /* 0 Monday to 6 Sunday */
    int32_t offset_s; /* east of UTC */
    bool dst;
} cvn_civil;

/* ---- dates and instants as text (date.c) ----------------------------------------------------------------------------------------------- */

cvn_date cvn_date_of(int year, int month, int day); /* month 1 to 12, day 1 to 31; the caller has checked them */
void cvn_date_parts(cvn_date date, int *year, int *month, int *day);
int cvn_date_weekday(cvn_date date);                                     /* 0 Monday to 6 Sunday */
int cvn_date_iso_week(cvn_date date, int *iso_year);                     /* 1 to 53; iso_year may be NULL */
bool cvn_date_parse(const char *text, cvn_date *out);                    /* "2027-03-28": an existing day, years CVN_MIN_YEAR to CVN_MAX_YEAR */
bool cvn_month_parse(const char *text, int *year, int *month);           /* "2027-03" */
bool cvn_clock_parse(const char *text, bool end, int32_t *minute);       /* "18:30"; end: "24:00" too */
bool cvn_local_parse(const char *text, cvn_date *date, int32_t *minute); /* "2027-03-28T18:30" */
bool cvn_instant_parse(const char *text, cvn_instant *out);              /* "2027-03-28T16:30:00Z", whole minutes only */
#define CVN_DATE_TEXT    16
#define CVN_INSTANT_TEXT 32
char *cvn_date_text(cvn_date date, char out[CVN_DATE_TEXT]);             /* "2027-03-28" */
char *cvn_instant_text(cvn_instant instant, char out[CVN_INSTANT_TEXT]); /* "2027-03-28T16:30:00Z" */
char *cvn_offset_text(int32_t offset_s, char out[CVN_DATE_TEXT]);        /* "+05:45", "-03:30", "+00:00"; seconds only where there are any */

/* ---- zones (zones.c finds and names, tzif.c reads a file, zone.c answers) ---------------------------------------------------------------- */

/** The zones that were asked for, each read once; owned by whoever made it and not shared between threads while zones are added. */
typedef struct cvn_zones cvn_zones;
typedef struct cvn_zone cvn_zone; /* immutable, borrowed from its cvn_zones */

cvn_zones *cvn_zones_new(void);
void cvn_zones_free(cvn_zones *zones);
/**
 * The zone of an IANA name, links included, case as IANA writes it. NULL where there is no such zone: then the message, which starts with
 * where (a file and JSON pointer, say; may be NULL), names the nearest names. A name is letters, digits and "/_+-", so it cannot leave the data's
 * folder. Code: CVN_E_DATA where the name is wrong (CVN_E_UNAVAILABLE without where: then no file is), CVN_E_UNAVAILABLE where its file is.
 */
const cvn_zone *cvn_zones_get(cvn_zones *zones, const char *name, const char *where, cvn_error *error);
/** Up to three names near to one that does not exist: misspelt, a city alone, a Windows name (by ICU), another case. Borrowed; returns how many. */
size_t cvn_zones_suggest(cvn_zones *zones, const char *name, const char *out[3]);
const char *cvn_zone_name(const cvn_zone *zone);

/** The instant of a wall-clock time, minute 0 to 2880 after the date's midnight (1440 and more: the following days, by date, as
 *  RFC 5545 3.3.5 reads it: in a gap with the offset before the change, in an overlap the first). */
cvn_instant cvn_zone_instant(const cvn_zone *zone, cvn_date date, int32_t minute);
cvn_civil cvn_zone_civil(const cvn_zone *zone, cvn_instant instant);
/** Offset east of UTC at a second since 1970; *dst and *abbreviation (borrowed) may be NULL. */
int32_t cvn_zone_offset_s(const cvn_zone *zone, int64_t at_s, bool *dst, const char **abbreviation);

typedef struct cvn_zone_change {
    int64_t at_s; /* first second of the new offset */
    int32_t before_s, after_s;
    bool dst;
    const char *abbreviation; /* borrowed from the zone */
} cvn_zone_change;
/** The first change of offset, abbreviation or dst after an instant (at_s > after_s); false where there is none before the year 2200. */
bool cvn_zone_next_change(const cvn_zone *zone, int64_t after_s, cvn_zone_change *out);

/** The folder of the data in use: TZDIR, or the system's. Borrowed. */
const char *cvn_zones_folder(void);
/** Every name of tzdata.zi (zones and links), sorted; NULL-terminated; owned by zones. CVN_E_UNAVAILABLE where the file is not there. */
cvn_code cvn_zones_names(cvn_zones *zones, const char *const **out, size_t *count, cvn_error *error);

/* ---- in words, by ICU, from civil times computed here (words.c) -------------------------------------------------------------------------- */

/** A formatter for one language: cheap to ask, costly to make. */
typedef struct cvn_words cvn_words;
/** locale: BCP 47; an unknown one falls back as ICU falls back. Never NULL. */
cvn_words *cvn_words_new(const char *locale);
void cvn_words_free(cvn_words *words);
/** "Monday 6 July 2026" / "mandag den 6. juli 2026": weekday, day, month, year in the language's own order. malloc'd. */
char *cvn_words_date(cvn_words *words, cvn_date date);
/** A shorter one for tables: "Mon 6 Jul 2026". */
char *cvn_words_date_short(cvn_words *words, cvn_date date);
/** "Monday", brief: "Mon", as in a date. */
char *cvn_words_weekday(cvn_words *words, cvn_date date, bool brief);
/** "18:30" or "6:30 PM", as the language's region writes it. */
char *cvn_words_time(cvn_words *words, int32_t minute);
/** "July 2026". */
char *cvn_words_month(cvn_words *words, int year, int month);
/** "Central European Summer Time" for the zone at an instant, dst as we computed it; the zone's name where ICU has none. */
char *cvn_words_zone(cvn_words *words, const cvn_zone *zone, cvn_instant instant);
/** "Denmark" of "DK"; the code itself where ICU has none. */
char *cvn_words_country(cvn_words *words, const char *code);
/** "UTC+2", "UTC+5:45", "UTC−3:30", "UTC". */
char *cvn_words_offset(cvn_words *words, int32_t offset_s);
/** A whole number in the language's digits: "1,000", "١٬٠٠٠". */
char *cvn_words_number(cvn_words *words, int64_t number);
/** "a, b and c" as the language lists. */
char *cvn_words_list(cvn_words *words, const char *const *items, size_t count);
/**
 * Formats an ICU MessageFormat pattern with named arguments; each is text, or a whole number where text is NULL. NULL, and a message in error,
 * where the pattern is malformed or names an argument that is not given.
 */
typedef struct cvn_word_arg {
    const char *name;
    const char *text;
    int64_t number;
} cvn_word_arg;
char *cvn_words_message(cvn_words *words, const char *pattern, const cvn_word_arg *args, size_t count, cvn_error *error);
/** Right to left? */
bool cvn_words_rtl(const cvn_words *words);

/** Does ICU's own zone data give another offset anywhere in [from, to], or not know the zone? *at: the first such instant (may be NULL). */
bool cvn_words_zone_disagrees(const cvn_zone *zone, cvn_instant from, cvn_instant to, cvn_instant *at);
/** Year and month of the time-zone data's release, from its version ("2026f" → about June 2026), as days since 1970; 0 where unknown. */
cvn_date cvn_tzdata_date(void);

#endif
