/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The rule in the footer of a TZif file: a TZ string of POSIX.1-2024 8.3 in the form that RFC 9636 3.3.2 allows. Names of three to fifteen
 * letters (in <> digits and signs too), days as Jn, n or Mm.w.d, times from -167 to 167 hours.
 */
#ifndef CVN_CLOCK_POSIX_TZ_H
#define CVN_CLOCK_POSIX_TZ_H

#include "clock/clock.h"

#define CVN_POSIX_NAME 16

/** One day of each year, and the local time on it. */
typedef struct cvn_posix_day {
    char kind;           /* 'J': day 1 to 365, 29 February never counted; 'N': day 0 to 365, counted; 'M': weekday of a week of a month */
    int32_t day;         /* of the year; M: weekday, 0 Sunday to 6 Saturday */
    int32_t month, week; /* M: 1 to 12; 1 to 5, 5 the last */
    int32_t time_s;      /* on the clock before the change */
} cvn_posix_day;

typedef struct cvn_posix_tz {
    char standard[CVN_POSIX_NAME], daylight[CVN_POSIX_NAME];
    int32_t standard_s, daylight_s; /* east of UTC: the opposite sign of the text */
    bool changes;                   /* false: standard time all year, and nothing below is set */
    cvn_posix_day start, end;       /* of daylight time */
} cvn_posix_tz;

/** From this instant on, daylight time or not. */
typedef struct cvn_posix_change {
    int64_t at_s;
    bool dst;
} cvn_posix_change;

/** False where text is no such string, whole. */
bool cvn_posix_tz_parse(cvn_posix_tz *out, const char *text, size_t length);
/** The two changes of a rule that changes, in one year of its own clock, earlier first. */
void cvn_posix_tz_year(const cvn_posix_tz *tz, int year, cvn_posix_change out[2]);
/** Daylight time at a second since 1970? For years from 1 to 9999; earlier and later ones read as those. */
bool cvn_posix_tz_dst(const cvn_posix_tz *tz, int64_t at_s);
/** The year of a second since 1970, in UTC, kept within 1 to 9999. */
int cvn_posix_year_of(int64_t at_s);

#endif
