/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/timezone.h"

enum { WEEK_DAYS = 7 };

/** Would a calendar that adds the length on the wall clock, and one that adds it in real time, end at the same instant? */
static bool ends_alike(const cvn_zone *zone, cvn_instant start, int32_t duration_min)
{
    return cvn_zone_civil(zone, start).offset_s == cvn_zone_civil(zone, (cvn_instant){start.min + duration_min}).offset_s;
}

bool cvn_recurrence_of(cvn_recurrence *out, const cvn_zone *zone, const cvn_instant *starts, uint32_t count, int32_t duration_min)
{
    assert(out && zone && (starts || !count));
    if (count < 2)
        return false;
    cvn_civil first = cvn_zone_civil(zone, starts[0]);
    int32_t gap = cvn_zone_civil(zone, starts[1]).date.day - first.date.day;
    *out = (cvn_recurrence){.first = first, .interval_weeks = gap / WEEK_DAYS, .count = count};
    if (gap < WEEK_DAYS || gap % WEEK_DAYS != 0)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        cvn_date date = {first.date.day + gap * (int32_t)i};
        if (cvn_zone_instant(zone, date, first.minute).min != starts[i].min || !ends_alike(zone, starts[i], duration_min))
            return false;
        cvn_civil civil = cvn_zone_civil(zone, starts[i]);
        if (civil.date.day != date.day || civil.minute != first.minute) /* a wall-clock time that does not exist that day */
            return false;
    }
    return cvn_zone_shape_of(&out->shape, zone, starts[0], (cvn_instant){starts[count - 1].min + duration_min});
}
