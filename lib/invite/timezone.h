/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A zone as one VTIMEZONE with one STANDARD and at most one DAYLIGHT part can say it: right for given dates, and no history. More than that
 * (a zone that changes its rules within the dates, Ramadan's extra changes) cannot be said so, and a series is not sent there.
 */
#ifndef CVN_INVITE_TIMEZONE_H
#define CVN_INVITE_TIMEZONE_H

#include "clock/clock.h"

/** The same change each year: the nth weekday of a month. */
typedef struct cvn_observance {
    int32_t from_s, to_s;
    char name[16];
    cvn_date onset;          /* first onset, on the clock before the change */
    int32_t onset_s;         /* of that day */
    int month, weekday, nth; /* nth −1: the last one; month 0: there is no rule, one onset alone */
} cvn_observance;

typedef struct cvn_zone_shape {
    cvn_observance standard, daylight;
    bool has_daylight;
} cvn_zone_shape;

/** The shape that is right from first to last; false where there is none. */
bool cvn_zone_shape_of(cvn_zone_shape *out, const cvn_zone *zone, cvn_instant first, cvn_instant last);

/** How a series recurs: every interval weeks, count times, at one wall-clock time. */
typedef struct cvn_recurrence {
    cvn_civil first;
    int32_t interval_weeks;
    uint32_t count;
    cvn_zone_shape shape;
} cvn_recurrence;
/**
 * (series.c) Can all the starts be said as one recurring event on the zone's clock, read the same by everybody who follows RFC 5545? False
 * where they are fewer than two, uneven, at different wall-clock times, in a gap or the second pass of an overlap, or where the zone has no shape.
 */
bool cvn_recurrence_of(cvn_recurrence *out, const cvn_zone *zone, const cvn_instant *starts, uint32_t count, int32_t duration_min);

#endif
