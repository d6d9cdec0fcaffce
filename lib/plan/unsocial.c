/* SPDX-License-Identifier: Apache-2.0 */
/** Begun half hours of each start inside unsocial hours: they depend on the zone alone, so there is one row for each zone in use. */
#include "plan/internal.h"

/** Minutes of [clock, clock + length) inside the unsocial hours, which repeat each day. */
static int32_t minutes_inside(int32_t clock, int32_t length, int32_t from, int32_t to)
{
    int32_t inside = 0;
    for (int32_t day = -1440; day < clock + length; day += 1440) {
        int32_t a = day + from, b = day + (to < from ? to + 1440 : to);
        int32_t low = a > clock ? a : clock, high = b < clock + length ? b : clock + length;
        inside += high > low ? high - low : 0;
    }
    return inside;
}

/** The same where the clock changes during the session: by the reading of each minute. */
static int32_t minutes_inside_change(const cvn_zone *zone, int64_t start, int32_t length, int32_t from, int32_t to)
{
    int32_t inside = 0;
    for (int32_t m = 0; m < length; m++) {
        int32_t clock = cvn_zone_civil(zone, (cvn_instant){start + m}).minute;
        inside += to < from ? clock >= from || clock < to : clock >= from && clock < to;
    }
    return inside;
}

void cvn_plan_unsocial(cvn_problem *p, const cvn_zone *const *zones)
{
    const cvn_conference *c = p->conference;
    uint8_t *table = CVN_ARENA_ARRAY(p->arena, uint8_t, (size_t)p->zone_count * p->start_count + 1);
    int32_t from = c->unsocial_from_min, to = c->unsocial_to_min;
    p->unsocial = table;
    if (from == to || !p->weights.unsocial)
        return;
    for (uint32_t z = 0; z < p->zone_count; z++)
        for (uint32_t s = p->open_from; s < p->start_count; s++) {
            cvn_civil first = cvn_zone_civil(zones[z], (cvn_instant){p->start_min[s]});
            cvn_civil last = cvn_zone_civil(zones[z], (cvn_instant){p->start_min[s] + p->duration_min - 1});
            int32_t inside = first.offset_s == last.offset_s ? minutes_inside(first.minute, p->duration_min, from, to)
                                                             : minutes_inside_change(zones[z], p->start_min[s], p->duration_min, from, to);
            table[(size_t)z * p->start_count + s] = (uint8_t)((inside + 29) / 30);
        }
}
