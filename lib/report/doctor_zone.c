/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_doctor_zone: each offset change of one zone, so that anybody can check it against another source. */
#include "report/report.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

typedef struct cvn_range {
    const cvn_zone *zone;
    int64_t from_s, to_s; /* to_s: the first second after */
} cvn_range;

typedef CVN_VEC(cvn_zone_change) cvn_changes;

/** Changes of name or of "daylight" alone are none of the clock's. */
static void find_changes(cvn_changes *out, const cvn_range *range)
{
    cvn_zone_change change;
    int64_t after = range->from_s;

    while (cvn_zone_next_change(range->zone, after, &change) && change.at_s < range->to_s) {
        if (change.before_s != change.after_s)
            CVN_PUSH(out) = change;
        after = change.at_s;
    }
}

/** "2026-03-29T01:00:00Z" of seconds since 1970; a change may fall on any second. */
static char *second_text(int64_t at_s, char out[CVN_INSTANT_TEXT])
{
    int64_t day = at_s / DAY_S, rest = at_s % DAY_S;
    char date[CVN_DATE_TEXT];
    if (rest < 0) {
        rest += DAY_S;
        day--;
    }
    snprintf(out, CVN_INSTANT_TEXT, "%.12sT%02d:%02d:%02dZ", cvn_date_text((cvn_date){(int32_t)day}, date), (int)(rest / 3600),
             (int)(rest / 60 % 60), (int)(rest % 60));
    return out;
}

static char *zone_json(const cvn_range *range, const cvn_changes *changes)
{
    char at[CVN_INSTANT_TEXT];
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "zone", cvn_zone_name(range->zone));
    cvn_json_add_int(out, "offset_s", cvn_zone_offset_s(range->zone, range->from_s, NULL, NULL));
    cJSON *list = cJSON_AddArrayToObject(out, "changes");
    for (size_t i = 0; i < changes->count; i++) {
        const cvn_zone_change *change = &changes->at[i];
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "at", second_text(change->at_s, at));
        cvn_json_add_int(one, "offset_s", change->after_s);
        cvn_json_add_text(one, "abbreviation", change->abbreviation);
        cJSON_AddBoolToObject(one, "dst", change->dst);
        cJSON_AddItemToArray(list, one);
    }
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

static char *zone_text(const cvn_range *range, const cvn_changes *changes)
{
    cvn_buffer out = {0};
    char at[CVN_INSTANT_TEXT], offset[CVN_DATE_TEXT];
    const char *abbreviation = "";
    bool dst = false;
    int32_t first = cvn_zone_offset_s(range->zone, range->from_s, &dst, &abbreviation);

    cvn_buffer_printf(&out, "%s, time-zone data %s\n", cvn_zone_name(range->zone), cvn_tzdata_version());
    cvn_buffer_printf(&out, "%s  %s  %s%s\n", second_text(range->from_s, at), cvn_offset_text(first, offset), abbreviation,
                      dst ? "  summer time" : "");
    for (size_t i = 0; i < changes->count; i++) {
        const cvn_zone_change *change = &changes->at[i];
        cvn_buffer_printf(&out, "%s  %s  %s%s\n", second_text(change->at_s, at), cvn_offset_text(change->after_s, offset), change->abbreviation,
                          change->dst ? "  summer time" : "");
    }
    return cvn_buffer_take(&out);
}

static cvn_code read_date(const char *text, const char *what, cvn_date *out, cvn_error *error)
{
    if (text && cvn_date_parse(text, out))
        return CVN_OK;
    return cvn_fail(error, CVN_E_USAGE, "%s \"%s\" is no date from %d to %d, such as \"2026-03-29\"", what, text ? text : "", CVN_MIN_YEAR,
                    CVN_MAX_YEAR);
}

cvn_code cvn_doctor_zone(char **out, const char *zone, const char *from, const char *to, cvn_format format, cvn_error *error)
{
    assert(out && zone);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "doctor", "text and json");
    cvn_date first = {0}, last = {0};
    cvn_code code = read_date(from, "from", &first, error), other = read_date(to, "to", &last, error);
    if (code || other)
        return CVN_E_USAGE;
    if (last.day < first.day)
        return cvn_fail(error, CVN_E_USAGE, "from %s lies after to %s", from, to);
    cvn_zones *zones = cvn_zones_new();
    cvn_range range = {
        .zone = cvn_zones_get(zones, zone, "zone", error), .from_s = (int64_t)first.day * DAY_S, .to_s = ((int64_t)last.day + 1) * DAY_S};
    if (range.zone) {
        cvn_changes changes = {0};
        find_changes(&changes, &range);
        *out = format == CVN_JSON ? zone_json(&range, &changes) : zone_text(&range, &changes);
        CVN_VEC_FREE(&changes);
    }
    cvn_zones_free(zones);
    return range.zone ? CVN_OK : CVN_E_UNAVAILABLE;
}
