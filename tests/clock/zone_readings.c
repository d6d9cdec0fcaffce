/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Prints what the library makes of every zone of tzdata.zi, for zoneinfo_oracle.py to hold against Python's zoneinfo:
 *
 *     Z name                      what follows is of this zone
 *     C at before after dst abbr  a change, 1970 to 2199: second since 1970, offsets in seconds
 *     R day minute instant        a reading of its clock: days since 1970, minute of the day, minute since 1970 that it means
 *
 * Readings stand around each change, skipped and repeated ones among them, and at noon of every 45th day.
 */
#include "clock/clock.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

static void reading(const cvn_zone *zone, int64_t wall_min)
{
    cvn_date date = {(int32_t)(wall_min / 1440)};
    int32_t minute = (int32_t)(wall_min % 1440);
    printf("R %d %d %lld\n", date.day, minute, (long long)cvn_zone_instant(zone, date, minute).min);
}

static void around(const cvn_zone *zone, const cvn_zone_change *c)
{
    bool forward = c->after_s > c->before_s;
    int64_t low = (c->at_s + (forward ? c->before_s : c->after_s)) / 60, high = (c->at_s + (forward ? c->after_s : c->before_s)) / 60;
    const int64_t walls[] = {low - 1, low, low + 1, (low + high) / 2, high - 1, high, high + 1};
    for (size_t i = 0; i < CVN_COUNT(walls); i++) {
        if (walls[i] >= 0)
            reading(zone, walls[i]);
    }
}

static void print_zone(const cvn_zone *zone)
{
    cvn_zone_change c;
    printf("Z %s\n", cvn_zone_name(zone));
    for (int64_t at_s = 0; cvn_zone_next_change(zone, at_s, &c); at_s = c.at_s) {
        printf("C %lld %d %d %d %s\n", (long long)c.at_s, c.before_s, c.after_s, c.dst, c.abbreviation);
        around(zone, &c);
    }
    for (int32_t day = 2; day < cvn_date_of(2200, 1, 1).day; day += 45)
        reading(zone, day * INT64_C(1440) + 720);
}

int main(void)
{
    cvn_zones *zones = cvn_zones_new();
    cvn_error *error = cvn_error_new();
    const char *const *names;
    size_t count = 0;
    cvn_code code = cvn_zones_names(zones, &names, &count, error);
    for (size_t i = 0; i < count; i++) {
        const cvn_zone *zone = cvn_zones_get(zones, names[i], NULL, error);
        if (zone)
            print_zone(zone);
    }
    if (!code)
        code = cvn_error_code(error);
    for (size_t i = 0; i < cvn_error_count(error); i++)
        fprintf(stderr, "%s\n", cvn_error_message(error, i));
    cvn_error_free(error);
    cvn_zones_free(zones);
    return (int)code;
}
