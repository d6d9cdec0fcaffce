/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

static const char *const patterns[] = {[CVN_PATTERN_FREE] = "free", [CVN_PATTERN_WEEKLY] = "weekly", [CVN_PATTERN_OFFERED] = "offered"};

static void add_tallies(cJSON *out, const char *list, const char *key, const cvn_tally *tallies, uint32_t count, bool with_first)
{
    cJSON *all = cJSON_AddArrayToObject(out, list);
    for (uint32_t i = 0; i < count; i++) {
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, key, tallies[i].name);
        cvn_json_add_int(one, "people", tallies[i].count);
        if (with_first)
            cvn_json_add_int(one, "first_choice", tallies[i].first);
        cJSON_AddItemToArray(all, one);
    }
}

static void add_sessions(cJSON *out, const cvn_conference *conference)
{
    char date[CVN_DATE_TEXT];
    if (!conference->assigns) {
        cJSON_AddNullToObject(out, "sessions");
        return;
    }
    cJSON *sessions = cJSON_AddObjectToObject(out, "sessions");
    cvn_json_add_text(sessions, "pattern", patterns[conference->pattern]);
    cvn_json_add_int(sessions, "count", conference->count);
    cvn_json_add_int(sessions, "attend", conference->attend);
    cvn_json_add_int(sessions, "minutes", conference->duration_min);
    cvn_json_add_text(sessions, "from", conference->start_count ? cvn_date_text(conference->from, date) : NULL);
    cvn_json_add_text(sessions, "to", conference->start_count ? cvn_date_text(conference->to, date) : NULL);
}

static void add_narrow(cJSON *out, const cvn_conference *conference, const cvn_facts *facts)
{
    cJSON *list = cJSON_AddArrayToObject(out, "unplaceable");
    for (uint32_t i = 0; i < facts->narrow_count; i++) {
        const cvn_narrow *narrow = &facts->narrow[i];
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "person", conference->people[narrow->person].id);
        cvn_json_add_text(one, "name", conference->people[narrow->person].name);
        cvn_json_add_int(one, "sessions_fit", narrow->fits);
        cvn_json_add_int(one, "sessions_needed", narrow->need);
        cJSON_AddItemToArray(list, one);
    }
}

static void add_same(cJSON *out, const cvn_conference *conference, const cvn_facts *facts)
{
    cJSON *list = cJSON_AddArrayToObject(out, "duplicates");
    for (uint32_t i = 0; i < facts->same_count; i++) {
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "email", facts->same[i].email);
        cJSON *people = cJSON_AddArrayToObject(one, "people");
        for (uint32_t k = 0; k < facts->same[i].count; k++)
            cJSON_AddItemToArray(people, cJSON_CreateString(conference->people[facts->same[i].people[k]].id));
        cJSON_AddItemToArray(list, one);
    }
}

static void add_heat(cJSON *out, const cvn_conference *conference, const cvn_facts *facts)
{
    cJSON *heat = cJSON_AddObjectToObject(out, "heat");
    cvn_json_add_text(heat, "timezone", cvn_zone_name(conference->zone));
    cJSON *days = cJSON_AddObjectToObject(heat, "free"), *needed = cJSON_AddObjectToObject(heat, "if_needed");
    cJSON *starts = cJSON_AddObjectToObject(heat, "starts");
    for (int day = 0; day < 7; day++) {
        const char *code = cvn_report_weekday_code(day);
        cJSON *lists[] = {cJSON_AddArrayToObject(days, code), cJSON_AddArrayToObject(needed, code), cJSON_AddArrayToObject(starts, code)};
        for (int hour = 0; hour < 24; hour++) {
            const cvn_heat *cell = &facts->heat[day][hour];
            cJSON_AddItemToArray(lists[0], cJSON_CreateNumber(cell->free));
            cJSON_AddItemToArray(lists[1], cJSON_CreateNumber(cell->if_needed));
            cJSON_AddItemToArray(lists[2], cJSON_CreateNumber(cell->starts));
        }
    }
}

char *cvn_check_json(const cvn_conference *conference, const cvn_facts *facts)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "conference", conference->id);
    cvn_json_add_text(out, "title", conference->title);
    cvn_json_add_text(out, "timezone", cvn_zone_name(conference->zone));
    cJSON *people = cJSON_AddObjectToObject(out, "people");
    cvn_json_add_int(people, "all", conference->people_count);
    cvn_json_add_int(people, "active", facts->active);
    cvn_json_add_int(people, "waiting", facts->waiting);
    cvn_json_add_int(people, "dropped", facts->dropped);
    cvn_json_add_int(people, "members", facts->members);
    cvn_json_add_int(people, "leaders", facts->leaders);
    add_sessions(out, conference);
    cvn_json_add_int(out, "starts", conference->start_count);
    add_tallies(out, "zones", "timezone", facts->zones, facts->zone_count, false);
    add_tallies(out, "countries", "country", facts->countries, facts->country_count, false);
    add_tallies(out, "types", "type", facts->types, facts->type_count, true);
    add_narrow(out, conference, facts);
    add_same(out, conference, facts);
    add_heat(out, conference, facts);
    cJSON *warnings = cJSON_AddArrayToObject(out, "warnings");
    for (uint32_t i = 0; i < facts->warning_count; i++)
        cJSON_AddItemToArray(warnings, cJSON_CreateString(facts->warnings[i]));
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}
