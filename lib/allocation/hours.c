/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who can attend what, asked of the answers as they were given. Nothing is unfolded over the season: one question looks at the few local
 * days around one session, so that the check stays independent of the solver's tables and quick with many people.
 */
#include "allocation/allocation.h"

enum {
    DAY_MIN = 1440,
    SLACK_MIN = DAY_MIN + 180 /* no clock has ever jumped further (Samoa, 2011: a day) */
};

/** A session on one person's clock. */
typedef struct cvn_sitting {
    const cvn_conference *conference;
    const cvn_zone *zone;
    int64_t from, to;             /* UTC minutes */
    int64_t local_from, local_to; /* wall-clock minutes since 1970, as if no clock changed during the session */
    int64_t reach;                /* up to where it is covered so far */
} cvn_sitting;

/** What to do with each interval near the session; false: enough is known. */
typedef bool (*cvn_interval_fn)(cvn_sitting *sitting, int64_t from, int64_t to);

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static cvn_sitting sitting_of(const cvn_conference *conference, const cvn_zone *zone, cvn_instant start)
{
    cvn_civil civil = cvn_zone_civil(zone, start);
    int64_t local = (int64_t)civil.date.day * DAY_MIN + civil.minute;
    return (cvn_sitting){.conference = conference,
                         .zone = zone,
                         .from = start.min,
                         .to = start.min + conference->duration_min,
                         .local_from = local,
                         .local_to = local + conference->duration_min};
}

/** The dates on which a line of hours could speak about the session, generously; false where there is none. */
static bool dates_near(const cvn_sitting *sitting, const cvn_hours *hours, int64_t *first, int64_t *last)
{
    int64_t least = hours->first.day, most = hours->last.day;
    if (hours->kind == CVN_HOURS_WEEKLY) {
        least = (int64_t)sitting->conference->from.day - 1;
        most = (int64_t)sitting->conference->to.day + 1;
    }
    *first = floor_div(sitting->local_from - SLACK_MIN - hours->to_min, DAY_MIN);
    *last = floor_div(sitting->local_to + SLACK_MIN - hours->from_min, DAY_MIN) + 1;
    *first = *first < least ? least : *first;
    *last = *last > most ? most : *last;
    return *first <= *last;
}

static bool each_interval(cvn_sitting *sitting, const cvn_hours *hours, cvn_interval_fn take)
{
    const cvn_zone *zone = sitting->zone;
    int64_t first, last;

    if (hours->kind == CVN_HOURS_DATES && hours->whole_days)
        return take(sitting, cvn_zone_instant(zone, hours->first, 0).min, cvn_zone_instant(zone, hours->last, DAY_MIN).min);
    if (!dates_near(sitting, hours, &first, &last))
        return true;
    for (int64_t day = first; day <= last; day++) {
        cvn_date date = {(int32_t)day};
        if (hours->kind == CVN_HOURS_WEEKLY && !(hours->weekdays >> cvn_date_weekday(date) & 1))
            continue;
        if (!take(sitting, cvn_zone_instant(zone, date, hours->from_min).min, cvn_zone_instant(zone, date, hours->to_min).min))
            return false;
    }
    return true;
}

/** An interval takes away from the session: nothing more needs to be known. */
static bool blocks(cvn_sitting *sitting, int64_t from, int64_t to)
{
    return !(from < to && from < sitting->to && to > sitting->from);
}

static bool covers(cvn_sitting *sitting, int64_t from, int64_t to)
{
    if (from <= sitting->reach && to > sitting->reach)
        sitting->reach = to;
    return sitting->reach < sitting->to;
}

/** Is all of the session inside the union of the lines? Each sweep moves the covered part on by at least one interval, or ends. */
static bool is_covered(cvn_sitting *sitting, const cvn_hours *hours, uint32_t count, bool with_if_needed)
{
    int64_t before;

    sitting->reach = sitting->from;
    do {
        before = sitting->reach;
        for (uint32_t i = 0; i < count; i++)
            if ((with_if_needed || !hours[i].if_needed) && !each_interval(sitting, &hours[i], covers))
                return true;
    } while (sitting->reach > before);
    return false;
}

cvn_can cvn_can_attend(const cvn_conference *conference, uint32_t person, cvn_instant start)
{
    assert(conference && person < conference->people_count);
    const cvn_participant *who = &conference->people[person];
    cvn_sitting sitting = sitting_of(conference, who->zone, start);

    for (uint32_t i = 0; i < who->unavailable_count; i++)
        if (!each_interval(&sitting, &who->unavailable[i], blocks))
            return CVN_CANNOT;
    if (is_covered(&sitting, who->available, who->available_count, false))
        return CVN_CAN;
    return is_covered(&sitting, who->available, who->available_count, true) ? CVN_CAN_IF_NEEDED : CVN_CANNOT;
}

static int64_t overlap(int64_t a_from, int64_t a_to, int64_t b_from, int64_t b_to)
{
    int64_t from = a_from > b_from ? a_from : b_from, to = a_to < b_to ? a_to : b_to;
    return to > from ? to - from : 0;
}

/** Minutes of the wall-clock stretch [from, to), from within a day, inside the unsocial hours. */
static int64_t unsocial_min(const cvn_conference *conference, int64_t from, int64_t to)
{
    int64_t lo = conference->unsocial_from_min, hi = conference->unsocial_to_min, inside = 0;

    for (int64_t day = 0; day < to; day += DAY_MIN) {
        if (lo <= hi) {
            inside += overlap(from, to, day + lo, day + hi);
        } else {
            inside += overlap(from, to, day, day + hi);
            inside += overlap(from, to, day + lo, day + DAY_MIN);
        }
    }
    return inside;
}

int32_t cvn_unsocial_half_hours(const cvn_conference *conference, const cvn_zone *zone, cvn_instant start)
{
    assert(conference && zone);
    int32_t length = conference->duration_min;
    if (length <= 0)
        return 0;
    cvn_civil first = cvn_zone_civil(zone, start), last = cvn_zone_civil(zone, (cvn_instant){start.min + length - 1});
    int64_t inside = 0;

    if (first.offset_s == last.offset_s)
        inside = unsocial_min(conference, first.minute, first.minute + length);
    else /* the clocks change during the session: minute by minute */
        for (int32_t i = 0; i < length; i++) {
            int32_t clock = cvn_zone_civil(zone, (cvn_instant){start.min + i}).minute;
            inside += unsocial_min(conference, clock, clock + 1);
        }
    return (int32_t)((inside + 29) / 30);
}
