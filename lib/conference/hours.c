/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <string.h>

static const char *const DAYS[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};

static void read_weekdays(cvn_reader *reader, const cvn_spot *line, cvn_hours *out)
{
    cvn_spot list;
    out->kind = CVN_HOURS_WEEKLY;
    if (!cvn_read_list(reader, line, "weekly", CVN_REQUIRED, 7, &list))
        return;
    if (!list.value->child)
        cvn_spot_fail(reader, &list, "is empty: expected weekdays such as [\"MO\", \"WE\"]");
    CVN_EACH(item, &list)
    {
        const char *day;
        size_t i = 0;
        if (!cvn_spot_string(reader, &item, NULL, &day))
            continue;
        while (DAYS[i] && strcmp(DAYS[i], day) != 0)
            i++;
        if (DAYS[i])
            out->weekdays |= (uint8_t)(1U << i);
        else
            cvn_spot_fail(reader, &item, "unknown weekday %s: expected MO, TU, WE, TH, FR, SA or SU", cvn_quoted(reader, day));
    }
}

/** A range of dates: whole days, so hours do not go with it. */
static void read_range(cvn_reader *reader, const cvn_spot *line, cvn_hours *out)
{
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT];
    out->kind = CVN_HOURS_DATES;
    out->whole_days = true;
    bool from = cvn_read_date(reader, line, "from_date", CVN_REQUIRED, &out->first);
    bool to = cvn_read_date(reader, line, "to_date", CVN_REQUIRED, &out->last);
    cvn_spot spot = cvn_spot_key(line, "to_date");
    if (from && to && out->last.day < out->first.day)
        cvn_spot_fail(reader, &spot, "%s is before from_date, %s: expected the same day or a later one", cvn_date_text(out->last, last),
                      cvn_date_text(out->first, first));
    for (size_t i = 0; i < 2; i++) {
        spot = cvn_spot_key(line, i == 0 ? "from" : "to");
        if (spot.value)
            cvn_spot_fail(reader, &spot,
                          "does not go with from_date, which speaks of whole days: expected \"date\" or \"weekly\" beside hours");
    }
}

/** Hours of the day; past midnight where they end no later than they begin. Neither given: the whole day. */
static void read_clock(cvn_reader *reader, const cvn_spot *line, cvn_hours *out)
{
    cvn_read_clock(reader, line, "from", CVN_OPTIONAL, true, &out->from_min);
    cvn_read_clock(reader, line, "to", CVN_OPTIONAL, true, &out->to_min);
    if (out->to_min <= out->from_min)
        out->to_min += 1440;
}

static bool has(const cvn_spot *line, const char *key)
{
    return cvn_spot_key(line, key).value != NULL;
}

static void read_line(cvn_reader *reader, const cvn_spot *line, bool available, cvn_hours *out)
{
    static const char *const keys[] = {"weekly", "date", "from_date", "to_date", "from", "to", "if_needed", NULL};
    static const char *const blocked[] = {"weekly", "date", "from_date", "to_date", "from", "to", NULL};
    out->to_min = 1440;
    if (!cvn_read_object(reader, line, available ? keys : blocked))
        return;
    bool range = has(line, "from_date") || has(line, "to_date");
    if (range + has(line, "date") + has(line, "weekly") != 1) {
        cvn_spot_fail(reader, line, "expected one of \"weekly\", \"date\", or \"from_date\" and \"to_date\"%s",
                      range || has(line, "date") ? ", not more" : "");
        return;
    }
    if (range) {
        read_range(reader, line, out);
    } else if (has(line, "date")) {
        out->kind = CVN_HOURS_DATES;
        cvn_read_date(reader, line, "date", CVN_REQUIRED, &out->first);
        out->last = out->first;
    } else {
        read_weekdays(reader, line, out);
    }
    if (!range)
        read_clock(reader, line, out);
    if (available)
        cvn_read_bool(reader, line, "if_needed", &out->if_needed);
}

void cvn_read_hours(cvn_reader *reader, const cvn_spot *person, bool available, const cvn_hours **out, uint32_t *count)
{
    cvn_spot list;
    if (!cvn_read_list(reader, person, available ? "availability" : "unavailable", CVN_OPTIONAL, CVN_MAX_HOURS, &list))
        return;
    cvn_hours *hours = CVN_ARENA_ARRAY(reader->arena, cvn_hours, (size_t)cJSON_GetArraySize(list.value));
    CVN_EACH(item, &list)
    read_line(reader, &item, available, &hours[(*count)++]);
    *out = hours;
}
