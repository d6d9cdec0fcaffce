/* SPDX-License-Identifier: Apache-2.0 */
/** Whom a message is written for: their language, and their clock. */
#ifndef CVN_INVITE_READER_H
#define CVN_INVITE_READER_H

#include "invite/item.h"
#include "invite/language.h"

typedef struct cvn_named cvn_named;

typedef struct cvn_reader {
    const cvn_conference *conference;
    cvn_languages *languages;
    const cvn_language *language;
    const cvn_zone *zone;
    cvn_arena *arena;  /* what is worded lives here */
    cvn_named **named; /* in it: the lists of people that were worded; NULL: none is kept */
} cvn_reader;

/* Shorthand for what every sentence needs. */
#define CVN_TELL(reader, name, ...)  CVN_SAY((reader)->language, (reader)->arena, name, __VA_ARGS__)
#define CVN_TELL_PLAIN(reader, name) cvn_say_plain((reader)->language, (reader)->arena, CVN_SAY_##name)

/** "Monday 6 July 2026, 18:30–20:15"; with "(week 28)" behind the date where readers of the language count weeks; brief: "Mon 6 Jul 2026, 18:30–20:15", without. Past
 *  midnight with the weekday alone: "Monday 6 July 2026, 22:45 – Tuesday, 00:30". */
const char *cvn_reader_span(const cvn_reader *reader, cvn_instant start, int32_t duration_min, bool brief);
/** The start alone: "Mon 6 Jul 2026, 18:30", without the week. */
const char *cvn_reader_start(const cvn_reader *reader, cvn_instant start);
/** "Friday 7 November 2025 – Saturday 8 November 2025, all day". */
const char *cvn_reader_days(const cvn_reader *reader, cvn_date date, int32_t days, bool brief);
/** "September 2025, date open". */
const char *cvn_reader_month(const cvn_reader *reader, cvn_date date);
/** "week 28", by ISO 8601, where readers of the language count weeks; else NULL. */
const char *cvn_reader_week(const cvn_reader *reader, cvn_date date);
/** When an item is; of a series its first time, and how often more. */
const char *cvn_reader_item(const cvn_reader *reader, const cvn_item *item, bool brief);
/** "Central European Summer Time, UTC+2". */
const char *cvn_reader_zone(const cvn_reader *reader, cvn_instant instant);
/** "Anna (Denmark)": the name, and the country where one is known; or as much of it as the conference shows. Never an address. */
const char *cvn_reader_person(const cvn_reader *reader, uint32_t person);
/** "Anna (Denmark), Bo and Chi": me is "you". nobody: what stands where there is none. */
const char *cvn_reader_people(const cvn_reader *reader, const uint32_t *who, size_t count, uint32_t me, const char *nobody);

#endif
