/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Names of zones, by ICU, whose own offsets may be years old. So a name is taken only from a moment at which ICU's clock for the zone shows
 * what ours shows: the same offset, and the same season. Where there is no such moment, a wrong name would be an hour off: the IANA name stands.
 */
#include "clock/words.h"
#include "clock/zone.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* Cairo had no summer time from 2015 to 2022: its last one is three of ICU's changes back. Further back, names change with history. */
enum { MOST_CHANGES = 4 };

/** ICU's calendar of a zone; NULL where it does not know it. */
static UCalendar *open_calendar(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;
    UChar canonical[128], *id = cvn_utf16_dup(name, &length);
    UBool known = false;
    ucal_getCanonicalTimeZoneID(id, length, canonical, CVN_COUNT(canonical), &known, &status);
    UCalendar *calendar = U_SUCCESS(status) && known ? ucal_open(id, length, "en", UCAL_GREGORIAN, &status) : NULL;
    free(id);
    return calendar;
}

/** ICU's offset from UTC, and its summer time, at an instant. */
static int32_t offset_at(UCalendar *calendar, double at_ms, int32_t *dst_s)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, at_ms, &status);
    int32_t standard_ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &status), dst_ms = ucal_get(calendar, UCAL_DST_OFFSET, &status);
    assert(U_SUCCESS(status));
    *dst_s = dst_ms / 1000;
    return (standard_ms + dst_ms) / 1000;
}

/** The calendar's next or previous change from an instant; false where there is none. */
static bool change_from(UCalendar *calendar, double at_ms, UTimeZoneTransitionType type, double *out_ms)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, at_ms, &status);
    return ucal_getTimeZoneTransitionDate(calendar, type, out_ms, &status) && U_SUCCESS(status);
}

static bool shows(UCalendar *calendar, double at_ms, int32_t offset_s, bool summer)
{
    int32_t dst_s;
    return offset_at(calendar, at_ms, &dst_s) == offset_s && (dst_s != 0) == summer;
}

/** The moment nearest to at_ms at which ICU's clock shows this offset and season; false where there is none near. */
static bool find_moment(UCalendar *calendar, double *at_ms, int32_t offset_s, bool summer)
{
    if (shows(calendar, *at_ms, offset_s, summer))
        return true;
    double moment = *at_ms;
    for (int i = 0; i < MOST_CHANGES && change_from(calendar, moment, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &moment); i++) {
        moment -= 1000; /* the last second of the period before */
        if (shows(calendar, moment, offset_s, summer)) {
            *at_ms = moment;
            return true;
        }
    }
    moment = *at_ms;
    for (int i = 0; i < 2 && change_from(calendar, moment, UCAL_TZ_TRANSITION_NEXT, &moment); i++) {
        if (shows(calendar, moment, offset_s, summer)) {
            *at_ms = moment;
            return true;
        }
    }
    return false;
}

/** ICU's long name at one of its own moments; NULL where it has none and writes the offset instead. */
static char *name_at(cvn_words *words, const UCalendar *calendar, double at_ms)
{
    UDateFormat *format = cvn_words_format(words, CVN_WORDS_ZONE), *plain = cvn_words_format(words, CVN_WORDS_ZONE_OFFSET);
    udat_setCalendar(format, calendar);
    udat_setCalendar(plain, calendar);
    char *name = cvn_words_format_at(format, at_ms), *offset = cvn_words_format_at(plain, at_ms);
    if (strcmp(name, offset) == 0) {
        free(name);
        name = NULL;
    }
    free(offset);
    return name;
}

char *cvn_words_zone(cvn_words *words, const cvn_zone *zone, cvn_instant instant)
{
    int64_t at_s = instant.min * 60;
    double at_ms = (double)at_s * 1000;
    char *name = NULL;
    UCalendar *calendar = open_calendar(cvn_zone_name(zone));
    if (calendar && find_moment(calendar, &at_ms, cvn_zone_offset_s(zone, at_s, NULL, NULL), cvn_zone_summer(zone, at_s)))
        name = name_at(words, calendar, at_ms);
    ucal_close(calendar);
    return name ? name : cvn_strdup(cvn_zone_name(zone));
}

bool cvn_words_zone_disagrees(const cvn_zone *zone, cvn_instant from, cvn_instant to, cvn_instant *at)
{
    int64_t now_s = from.min * 60, to_s = to.min * 60;
    UCalendar *calendar = open_calendar(cvn_zone_name(zone));
    bool disagrees = !calendar;
    while (calendar && now_s <= to_s) {
        int32_t dst_s;
        disagrees = offset_at(calendar, (double)now_s * 1000, &dst_s) != cvn_zone_offset_s(zone, now_s, NULL, NULL);
        if (disagrees)
            break;
        /* On to whichever clock changes first. */
        cvn_zone_change ours;
        double theirs_ms;
        int64_t next_s = cvn_zone_next_change(zone, now_s, &ours) ? ours.at_s : INT64_MAX;
        if (change_from(calendar, (double)now_s * 1000, UCAL_TZ_TRANSITION_NEXT, &theirs_ms) && theirs_ms < (double)next_s * 1000)
            next_s = (int64_t)(theirs_ms / 1000);
        if (next_s == INT64_MAX)
            break;
        now_s = next_s;
    }
    ucal_close(calendar);
    if (disagrees && at)
        at->min = now_s / 60 + (now_s % 60 > 0);
    return disagrees;
}
