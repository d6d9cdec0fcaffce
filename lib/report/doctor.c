/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_doctor: versions, the time-zone data and its age, and where ICU disagrees for the zones of a conference. */
#include "report/report.h"

#include <time.h>

enum { DAY_MIN = 1440 };

/** One zone's state. */
typedef struct cvn_finding {
    cvn_zone_use use;
    bool disagrees;
    cvn_instant at; /* the first instant at which ICU is wrong */
} cvn_finding;

typedef struct cvn_examined {
    cvn_arena *arena;
    cvn_date first, last;
    bool dated;
    uint32_t count, warning_count;
    cvn_finding *zones;
    const char *const *warnings;
} cvn_examined;

static void examine(cvn_examined *out, const cvn_conference *conference)
{
    if (!conference)
        return;
    const cvn_zone_use *zones = cvn_report_zones(out->arena, conference, &out->count);
    out->zones = CVN_ARENA_ARRAY(out->arena, cvn_finding, out->count);
    out->dated = cvn_report_dates(conference, &out->first, &out->last);
    for (uint32_t i = 0; i < out->count; i++) {
        out->zones[i].use = zones[i];
        if (out->dated)
            out->zones[i].disagrees = cvn_words_zone_disagrees(zones[i].zone, (cvn_instant){(int64_t)(out->first.day - 1) * DAY_MIN},
                                                               (cvn_instant){(int64_t)(out->last.day + 2) * DAY_MIN}, &out->zones[i].at);
    }
    out->warnings = cvn_time_warnings(out->arena, conference, &out->warning_count);
}

static cJSON *zone_json(const cvn_finding *zone)
{
    char at[CVN_INSTANT_TEXT];
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "timezone", cvn_zone_name(zone->use.zone));
    cvn_json_add_int(out, "people", zone->use.people);
    cJSON_AddBoolToObject(out, "icu_agrees", !zone->disagrees);
    cvn_json_add_text(out, "icu_wrong_at", zone->disagrees ? cvn_instant_text(zone->at, at) : NULL);
    return out;
}

static char *doctor_json(const cvn_examined *examined, const cvn_conference *conference)
{
    char text[CVN_DATE_TEXT];
    int32_t age = cvn_report_tzdata_age();
    cJSON *out = cJSON_CreateObject(), *data = NULL, *list = NULL;

    cvn_json_add_text(out, "version", cvn_version());
    cvn_json_add_text(out, "libraries", cvn_library_versions());
    data = cJSON_AddObjectToObject(out, "tzdata");
    cvn_json_add_text(data, "version", cvn_tzdata_version());
    cvn_json_add_text(data, "folder", cvn_zones_folder());
    cvn_json_add_text(data, "released", age < 0 ? NULL : cvn_date_text(cvn_tzdata_date(), text));
    if (age < 0)
        cJSON_AddNullToObject(data, "age_days");
    else
        cvn_json_add_int(data, "age_days", age);
    if (conference) {
        cvn_json_add_text(out, "conference", conference->id);
        cvn_json_add_text(out, "from", examined->dated ? cvn_date_text(examined->first, text) : NULL);
        cvn_json_add_text(out, "to", examined->dated ? cvn_date_text(examined->last, text) : NULL);
        list = cJSON_AddArrayToObject(out, "zones");
        for (uint32_t i = 0; i < examined->count; i++)
            cJSON_AddItemToArray(list, zone_json(&examined->zones[i]));
        list = cJSON_AddArrayToObject(out, "warnings");
        for (uint32_t i = 0; i < examined->warning_count; i++)
            cJSON_AddItemToArray(list, cJSON_CreateString(examined->warnings[i]));
    }
    char *json = cvn_json_print(out);
    cJSON_Delete(out);
    return json;
}

static void put_zones(cvn_buffer *out, const cvn_examined *examined)
{
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT], at[CVN_INSTANT_TEXT];
    uint32_t wrong = 0;

    for (uint32_t i = 0; i < examined->count; i++)
        wrong += examined->zones[i].disagrees;
    cvn_buffer_printf(out, "zones      %u", examined->count);
    if (!examined->dated) {
        cvn_buffer_text(out, "; the conference has no dates yet\n");
        return;
    }
    cvn_buffer_printf(out, " from %s to %s; ICU's own data is wrong for %u, and convene does not use it\n",
                      cvn_date_text(examined->first, first), cvn_date_text(examined->last, last), wrong);
    for (uint32_t i = 0; i < examined->count; i++)
        if (examined->zones[i].disagrees) {
            cvn_buffer_printf(out, "  %s", cvn_zone_name(examined->zones[i].use.zone));
            cvn_buffer_column(out, 36);
            cvn_buffer_printf(out, "from %s, %u %s\n", cvn_instant_text(examined->zones[i].at, at), examined->zones[i].use.people,
                              examined->zones[i].use.people == 1 ? "person" : "people");
        }
}

static char *doctor_text(const cvn_examined *examined, const cvn_conference *conference)
{
    cvn_buffer out = {0};
    int32_t age = cvn_report_tzdata_age();

    cvn_buffer_printf(&out, "convene    %s\n", cvn_version());
    cvn_buffer_printf(&out, "libraries  %s\n", cvn_library_versions());
    cvn_buffer_printf(&out, "tzdata     %s in %s", cvn_tzdata_version(), cvn_zones_folder());
    if (age < 0)
        cvn_buffer_text(&out, ", age unknown\n");
    else
        cvn_buffer_printf(&out, ", about %d days old%s\n", age, age > 365 ? ": bring the package tzdata up to date" : "");
    if (conference)
        put_zones(&out, examined);
    return cvn_buffer_take(&out);
}

cvn_code cvn_doctor(char **out, const cvn_conference *conference, cvn_format format, cvn_error *error)
{
    assert(out);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "doctor", "text and json");
    cvn_examined examined = {.arena = cvn_arena_new()};
    examine(&examined, conference);
    *out = format == CVN_JSON ? doctor_json(&examined, conference) : doctor_text(&examined, conference);
    cvn_arena_free(examined.arena);
    return CVN_OK;
}
