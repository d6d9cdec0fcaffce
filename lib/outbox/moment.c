/* SPDX-License-Identifier: Apache-2.0 */
/** A time that somebody types. */
#include <stdlib.h>
#include <string.h>

#include "outbox/choice.h"

#define FORM                                                                                                                                   \
    "\"2027-02-01T09:00\" (on the conference's clock), \"2027-02-01T09:00 Europe/Rome\", \"2027-02-01T09:00+01:00\" or \"2027-02-01T08:00Z\""

/** "+01:00", "-03:30" */
static bool read_offset(const char *text, int32_t *offset_min)
{
    int32_t minute;
    if ((text[0] != '+' && text[0] != '-') || !cvn_clock_parse(text + 1, false, &minute))
        return false;
    *offset_min = text[0] == '-' ? -minute : minute;
    return true;
}

static cvn_code read_in(int64_t *at_s, cvn_date date, int32_t minute, const char *zone_name, const char *option, cvn_error *error)
{
    cvn_zones *zones = cvn_zones_new();
    const cvn_zone *zone = cvn_zones_get(zones, zone_name, option, error);
    if (zone)
        *at_s = cvn_zone_instant(zone, date, minute).min * 60;
    cvn_zones_free(zones);
    return zone ? CVN_OK : CVN_E_USAGE;
}

cvn_code cvn_moment_parse(int64_t *at_s, const char *text, const cvn_zone *zone, const char *option, cvn_error *error)
{
    enum { LOCAL = 16 }; /* "2027-02-01T09:00" */
    char local[LOCAL + 1] = "";
    cvn_date date;
    int32_t minute, offset_min;
    memcpy(local, text, strnlen(text, LOCAL));
    const char *rest = text + strlen(local);
    if (!strncmp(rest, ":00", 3))
        rest += 3;
    if (cvn_local_parse(local, &date, &minute)) {
        int64_t as_utc = (int64_t)date.day * 1440 + minute;
        if (!*rest) {
            *at_s = cvn_zone_instant(zone, date, minute).min * 60;
            return CVN_OK;
        }
        if (!strcmp(rest, "Z")) {
            *at_s = as_utc * 60;
            return CVN_OK;
        }
        if (read_offset(rest, &offset_min)) {
            *at_s = (as_utc - offset_min) * 60;
            return CVN_OK;
        }
        if (rest[0] == ' ' && rest[1])
            return read_in(at_s, date, minute, rest + 1, option, error);
    }
    return cvn_fail(error, CVN_E_USAGE, "%s \"%s\": a time is wanted, such as " FORM, option, text);
}
