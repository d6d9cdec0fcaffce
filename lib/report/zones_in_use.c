/* SPDX-License-Identifier: Apache-2.0 */
/** The zones and the days that a conference is about. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

const cvn_zone_use *cvn_report_zones(cvn_arena *arena, const cvn_conference *conference, uint32_t *count)
{
    assert(arena && conference && count);
    cvn_zone_use *out = CVN_ARENA_ARRAY(arena, cvn_zone_use, (size_t)conference->people_count + 1);
    cvn_table *seen = cvn_table_new();
    uint32_t at = 0;

    out[0].zone = conference->zone;
    cvn_table_put(seen, cvn_zone_name(conference->zone), &at);
    *count = 1;
    for (uint32_t p = 0; p < conference->people_count; p++) {
        const cvn_participant *who = &conference->people[p];
        at = *count;
        if (cvn_table_put(seen, cvn_zone_name(who->zone), &at))
            out[(*count)++].zone = who->zone;
        out[at].people += who->status == CVN_ACTIVE;
    }
    cvn_table_free(seen);
    return out;
}

static void widen(bool *any, cvn_date *first, cvn_date *last, cvn_date from, cvn_date to)
{
    if (!*any || from.day < first->day)
        *first = from;
    if (!*any || to.day > last->day)
        *last = to;
    *any = true;
}

bool cvn_report_dates(const cvn_conference *conference, cvn_date *first, cvn_date *last)
{
    bool any = false;

    if (conference->assigns && conference->start_count)
        widen(&any, first, last, conference->from, conference->to);
    for (uint32_t i = 0; i < conference->plenary_count; i++) {
        const cvn_plenary *plenary = &conference->plenaries[i];
        int32_t days = plenary->kind == CVN_PLENARY_DAYS ? plenary->days - 1 : plenary->kind == CVN_PLENARY_MONTH ? 30 : 0;
        widen(&any, first, last, plenary->date, (cvn_date){plenary->date.day + days});
    }
    return any;
}
