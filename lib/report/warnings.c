/* SPDX-License-Identifier: Apache-2.0 */
/** What the time-zone data in use may get wrong: its age, and where ICU's own copy differs. */
#include "report/report.h"

#include <time.h>

enum {
    OLD_DAYS = 365, /* the IANA data has several releases a year */
    DAY_MIN = 1440
};

int32_t cvn_report_tzdata_age(void)
{
    cvn_date released = cvn_tzdata_date();
    if (!released.day)
        return -1;
    int64_t today = (int64_t)time(NULL) / 86400;
    return today > released.day ? (int32_t)(today - released.day) : 0;
}

/** More zones than this are summed up. */
enum { MOST_ZONES = 5 };

static uint32_t icu_disagrees(cvn_arena *arena, const cvn_conference *conference, const char **line)
{
    cvn_date first, last;
    uint32_t count, wrong = 0;
    cvn_buffer names = {0};

    if (!cvn_report_dates(conference, &first, &last))
        return 0;
    const cvn_zone_use *zones = cvn_report_zones(arena, conference, &count);
    for (uint32_t i = 0; i < count; i++) {
        cvn_instant from = {(int64_t)(first.day - 1) * DAY_MIN}, to = {(int64_t)(last.day + 2) * DAY_MIN};
        if (!cvn_words_zone_disagrees(zones[i].zone, from, to, NULL))
            continue;
        if (wrong++ < MOST_ZONES)
            cvn_buffer_printf(&names, "%s%s", wrong > 1 ? ", " : "", cvn_zone_name(zones[i].zone));
    }
    if (wrong > MOST_ZONES)
        cvn_buffer_printf(&names, " and %u more", wrong - MOST_ZONES);
    if (wrong)
        *line = cvn_arena_printf(arena,
                                 "ICU's own time-zone data is wrong for %s within these dates: convene uses the system's and is right, other "
                                 "programs may not be",
                                 names.text);
    cvn_buffer_free(&names);
    return wrong;
}

const char *const *cvn_time_warnings(cvn_arena *arena, const cvn_conference *conference, uint32_t *count)
{
    assert(arena && conference && count);
    const char **out = CVN_ARENA_ARRAY(arena, const char *, 2);
    int32_t age = cvn_report_tzdata_age();

    *count = 0;
    if (age < 0)
        out[(*count)++] =
            cvn_arena_printf(arena, "the age of the time-zone data in %s is unknown; zones may have changed since", cvn_zones_folder());
    else if (age > OLD_DAYS)
        out[(*count)++] = cvn_arena_printf(arena, "the time-zone data in %s (%s) is %d days old: bring the package tzdata up to date",
                                           cvn_zones_folder(), cvn_tzdata_version(), age);
    if (icu_disagrees(arena, conference, &out[*count]))
        ++*count;
    return out;
}
