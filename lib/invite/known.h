/* SPDX-License-Identifier: Apache-2.0 */
/** What ICU has worded before: a conference has few dates, times and countries, and each stands in thousands of messages. */
#ifndef CVN_INVITE_KNOWN_H
#define CVN_INVITE_KNOWN_H

#include "clock/clock.h"

typedef enum cvn_known_kind {
    CVN_KNOWN_DATE,
    CVN_KNOWN_DATE_SHORT,
    CVN_KNOWN_WEEKDAY,
    CVN_KNOWN_WEEKDAY_SHORT,
    CVN_KNOWN_TIME,
    CVN_KNOWN_OFFSET,
    CVN_KNOWN_NUMBER,
    CVN_KNOWN_COUNTRY
} cvn_known_kind;

typedef struct cvn_known {
    uint64_t key; /* 0: free */
    const char *text;
} cvn_known;
/** Zeroed is empty; the texts live in the arena that is given each time. */
typedef struct cvn_knowns {
    cvn_known *at;
    size_t count, room; /* room: a power of two, or 0 */
} cvn_knowns;
void cvn_knowns_free(cvn_knowns *knowns);

/** A date or its weekday, a time (minute of the day), an offset (seconds east) or a whole number in the words of a language. */
const char *cvn_known_number(cvn_knowns *knowns, cvn_arena *arena, cvn_words *words, cvn_known_kind kind, int32_t number);
/** The name of a country by its code; code itself where it is none. */
const char *cvn_known_country(cvn_knowns *knowns, cvn_arena *arena, cvn_words *words, const char *code);

#endif
