/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/timezone.h"

#include <string.h>

enum { DAY_S = 86400, LOOK_AHEAD_YEARS = 6, MOST_CHANGES = 64 };

typedef struct changes {
    uint32_t count;
    cvn_zone_change at[MOST_CHANGES];
} changes;

static int year_of(const cvn_zone *zone, cvn_instant instant)
{
    int year, month, day;
    cvn_date_parts(cvn_zone_civil(zone, instant).date, &year, &month, &day);
    return year;
}

static int64_t year_start_s(int year)
{
    return (int64_t)cvn_date_of(year, 1, 1).day * DAY_S;
}

/** Each change of offset in [from_s, to_s). False where there are more than a sane zone has. */
static bool changes_between(changes *out, const cvn_zone *zone, int64_t from_s, int64_t to_s)
{
    cvn_zone_change change;
    out->count = 0;
    for (int64_t at_s = from_s - 1; cvn_zone_next_change(zone, at_s, &change) && change.at_s < to_s; at_s = change.at_s) {
        if (change.before_s == change.after_s)
            continue;
        if (out->count == MOST_CHANGES)
            return false;
        out->at[out->count++] = change;
    }
    return true;
}

/** A change on the clock that ran before it. */
static cvn_date local_onset(const cvn_zone_change *change, int32_t *second)
{
    int64_t local_s = change->at_s + change->before_s;
    int64_t day = local_s >= 0 ? local_s / DAY_S : -((DAY_S - 1 - local_s) / DAY_S);
    *second = (int32_t)(local_s - day * DAY_S);
    return (cvn_date){(int32_t)day};
}

static void set_name(cvn_observance *out, const char *abbreviation)
{
    size_t length = strnlen(abbreviation, sizeof out->name - 1);
    memcpy(out->name, abbreviation, length);
    out->name[length] = 0;
}

static int days_in_month(int year, int month)
{
    return (int)(month == 12 ? 31 : cvn_date_of(year, month + 1, 1).day - cvn_date_of(year, month, 1).day);
}

/** The rule that all changes to one offset follow, one in each of so many years; false where there is none. */
static bool find_rule(cvn_observance *out, const changes *all, int32_t to_s, int years)
{
    bool last = true, nth = true;
    int seen = 0, week = 0, year_before = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const cvn_zone_change *change = &all->at[i];
        if (change->after_s != to_s)
            continue;
        int32_t second;
        int year, month, day;
        cvn_date date = local_onset(change, &second);
        cvn_date_parts(date, &year, &month, &day);
        if (seen++ == 0) {
            *out = (cvn_observance){.from_s = change->before_s, .to_s = to_s, .onset = date, .onset_s = second};
            out->month = month;
            out->weekday = cvn_date_weekday(date);
            set_name(out, change->abbreviation);
            week = (day - 1) / 7 + 1;
        } else if (year != year_before + 1 || month != out->month || second != out->onset_s || cvn_date_weekday(date) != out->weekday ||
                   change->before_s != out->from_s) {
            return false;
        }
        year_before = year;
        last = last && day + 7 > days_in_month(year, month);
        nth = nth && (day - 1) / 7 + 1 == week;
    }
    out->nth = last ? -1 : week;
    return seen == years && (last || nth);
}

/** A clock that does not change within the dates. */
static void set_fixed(cvn_zone_shape *out, const cvn_zone *zone, cvn_instant at)
{
    const char *abbreviation;
    int32_t offset_s = cvn_zone_offset_s(zone, at.min * 60, NULL, &abbreviation);
    *out = (cvn_zone_shape){.standard = {.from_s = offset_s, .to_s = offset_s}};
    set_name(&out->standard, abbreviation);
}

/** The yearly rules that hold from the year before first to the year of last, and further, where they do. */
static bool find_yearly(cvn_zone_shape *out, const cvn_zone *zone, int first_year, int last_year)
{
    for (int ahead = LOOK_AHEAD_YEARS; ahead >= 0; ahead -= LOOK_AHEAD_YEARS) {
        changes all;
        if (!changes_between(&all, zone, year_start_s(first_year - 1), year_start_s(last_year + 1 + ahead)) || all.count < 4)
            continue;
        int32_t low = all.at[0].before_s < all.at[0].after_s ? all.at[0].before_s : all.at[0].after_s;
        int32_t high = all.at[0].before_s + all.at[0].after_s - low;
        bool two = true;
        for (uint32_t i = 0; i < all.count; i++)
            two = two && (all.at[i].after_s == low || all.at[i].after_s == high);
        /* Which half of the year is "standard" is by the offset alone: Ireland's law, and so its data, names it the other way round. */
        int years = last_year + ahead - first_year + 2;
        if (two && find_rule(&out->standard, &all, low, years) && find_rule(&out->daylight, &all, high, years)) {
            out->has_daylight = true;
            return true;
        }
    }
    return false;
}

bool cvn_zone_shape_of(cvn_zone_shape *out, const cvn_zone *zone, cvn_instant first, cvn_instant last)
{
    assert(out && zone && first.min <= last.min);
    *out = (cvn_zone_shape){0};
    if (find_yearly(out, zone, year_of(zone, first), year_of(zone, last)))
        return true;
    changes within;
    if (!changes_between(&within, zone, first.min * 60, last.min * 60 + 1) || within.count > 0)
        return false;
    set_fixed(out, zone, first);
    return true;
}
