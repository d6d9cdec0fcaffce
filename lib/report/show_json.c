/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include <stdlib.h>

static cJSON *name_json(const cvn_conference *conference, const char *id)
{
    uint32_t person = cvn_conference_person(conference, id);
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "id", id);
    cvn_json_add_text(out, "name", person == CVN_NO_LIMIT ? NULL : conference->people[person].name);
    return out;
}

static void add_names(cJSON *out, const char *key, const cvn_conference *conference, const char *const *ids, uint32_t count)
{
    cJSON *list = cJSON_AddArrayToObject(out, key);
    for (uint32_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, name_json(conference, ids[i]));
}

/** start, end, and the wall clock of a zone. */
static void add_times(cJSON *out, const cvn_zone *zone, cvn_instant start, int32_t length_min)
{
    char text[CVN_INSTANT_TEXT], local[CVN_LOCAL_TEXT];
    cvn_civil civil = cvn_zone_civil(zone, start);
    cvn_json_add_text(out, "start", cvn_instant_text(start, text));
    cvn_json_add_text(out, "end", cvn_instant_text((cvn_instant){start.min + length_min}, text));
    cvn_json_add_text(out, "local", cvn_report_local(zone, start, local));
    cvn_json_add_text(out, "weekday", cvn_report_weekday_code(civil.weekday));
    cvn_json_add_int(out, "offset_s", civil.offset_s);
}

/** How one person meets one session. */
static void add_meeting(cJSON *out, const cvn_view *view, uint32_t person, const cvn_visit *visit)
{
    const cvn_conference *conference = view->conference;
    cvn_json_add_text(out, "role", visit->leads ? "leader" : visit->guest ? "guest" : "member");
    cvn_json_add_text(out, "attends", cvn_report_can(cvn_can_attend(conference, person, visit->start)));
    cvn_json_add_int(out, "unsocial_half_hours", cvn_unsocial_half_hours(conference, conference->people[person].zone, visit->start));
    cJSON_AddBoolToObject(out, "turn", cvn_visit_is_turn(conference, view->allocation, person, visit));
}

static void add_attendant(cJSON *list, const cvn_view *view, const char *id, uint32_t group, uint32_t session)
{
    const cvn_conference *conference = view->conference;
    uint32_t person = cvn_conference_person(conference, id), count;
    if (person == CVN_NO_LIMIT)
        return;
    const cvn_visit *visits = cvn_visits_of(view->visits, person, &count);
    for (uint32_t i = 0; i < count; i++)
        if (visits[i].group == group && visits[i].session == session) {
            char local[CVN_LOCAL_TEXT];
            cJSON *one = cJSON_CreateObject();
            cvn_json_add_text(one, "id", id);
            cvn_json_add_text(one, "local", cvn_report_local(conference->people[person].zone, visits[i].start, local));
            cvn_json_add_int(one, "offset_s", cvn_zone_civil(conference->people[person].zone, visits[i].start).offset_s);
            add_meeting(one, view, person, &visits[i]);
            cJSON_AddItemToArray(list, one);
            return;
        }
}

static cJSON *session_json(const cvn_view *view, uint32_t g, uint32_t s)
{
    const cvn_conference *conference = view->conference;
    const cvn_group *group = &view->allocation->groups[g];
    cJSON *out = cJSON_CreateObject();

    cvn_json_add_int(out, "session", s + 1);
    add_times(out, conference->zone, group->sessions[s], conference->duration_min);
    cJSON_AddBoolToObject(out, "held", cvn_is_held(conference, group->sessions[s]));
    cJSON *people = cJSON_AddArrayToObject(out, "people");
    for (uint32_t i = 0; i < group->leader_count; i++)
        add_attendant(people, view, group->leaders[i], g, s);
    for (uint32_t i = 0; i < group->member_count; i++)
        add_attendant(people, view, group->members[i], g, s);
    for (uint32_t i = 0; i < group->guest_count; i++)
        if (group->guests[i].session == s + 1)
            add_attendant(people, view, group->guests[i].who, g, s);
    return out;
}

static cJSON *group_json(const cvn_view *view, uint32_t g)
{
    const cvn_group *group = &view->allocation->groups[g];
    cJSON *out = cJSON_CreateObject();

    cvn_json_add_text(out, "id", group->id);
    cvn_json_add_text(out, "type", group->type);
    cvn_json_add_text(out, "title", cvn_report_type_title(view->conference, group->type));
    cvn_json_add_text(out, "link", group->link);
    add_names(out, "leaders", view->conference, group->leaders, group->leader_count);
    add_names(out, "members", view->conference, group->members, group->member_count);
    cJSON *sessions = cJSON_AddArrayToObject(out, "sessions");
    for (uint32_t s = 0; s < group->session_count; s++)
        cJSON_AddItemToArray(sessions, session_json(view, g, s));
    return out;
}

static void add_all(cJSON *out, const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    cJSON *groups = cJSON_AddArrayToObject(out, "groups");

    for (uint32_t g = 0; g < view->allocation->group_count; g++)
        if (cvn_view_has(view, g))
            cJSON_AddItemToArray(groups, group_json(view, g));
    if (view->group != CVN_NO_LIMIT)
        return;
    add_names(out, "unplaced", conference, view->allocation->unplaced, view->allocation->unplaced_count);
    cJSON *plenaries = cJSON_AddArrayToObject(out, "plenaries");
    for (uint32_t i = 0; i < conference->plenary_count; i++)
        cJSON_AddItemToArray(plenaries, cvn_plenary_json(&conference->plenaries[i]));
}

static cJSON *visit_json(const cvn_view *view, cvn_words *words, const cvn_visit *visit)
{
    const cvn_conference *conference = view->conference;
    const cvn_group *group = &view->allocation->groups[visit->group];
    const cvn_zone *zone = conference->people[view->person].zone;
    cvn_civil civil = cvn_zone_civil(zone, visit->start);
    char *date = cvn_words_date(words, civil.date), *time = cvn_words_time(words, civil.minute);
    cJSON *out = cJSON_CreateObject();

    cvn_json_add_text(out, "group", group->id);
    cvn_json_add_int(out, "session", visit->session + 1);
    add_times(out, zone, visit->start, conference->duration_min);
    cvn_json_add_text(out, "date_text", date);
    cvn_json_add_text(out, "time_text", time);
    cJSON_AddBoolToObject(out, "held", cvn_is_held(conference, visit->start));
    add_meeting(out, view, view->person, visit);
    cvn_json_add_text(out, "link", group->link);
    free(date);
    free(time);
    return out;
}

static void add_person(cJSON *out, const cvn_view *view)
{
    const cvn_conference *conference = view->conference;
    const cvn_participant *who = &conference->people[view->person];
    cvn_words *words = cvn_words_new(who->locale);
    uint32_t count;

    cJSON *person = cJSON_AddObjectToObject(out, "person");
    cvn_json_add_text(person, "id", who->id);
    cvn_json_add_text(person, "name", who->name);
    cvn_json_add_text(person, "timezone", cvn_zone_name(who->zone));
    cvn_json_add_text(person, "locale", who->locale);
    const cvn_place *places = cvn_places_of(view->places, view->person, &count);
    cJSON *list = cJSON_AddArrayToObject(out, "places");
    for (uint32_t i = 0; i < count; i++) {
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "group", view->allocation->groups[places[i].group].id);
        cvn_json_add_text(one, "role", places[i].leads ? "leader" : "member");
        cJSON_AddItemToArray(list, one);
    }
    const cvn_visit *visits = cvn_visits_of(view->visits, view->person, &count);
    list = cJSON_AddArrayToObject(out, "sessions");
    for (uint32_t i = 0; i < count; i++)
        cJSON_AddItemToArray(list, visit_json(view, words, &visits[i]));
    list = cJSON_AddArrayToObject(out, "plenaries");
    for (uint32_t i = 0; i < conference->plenary_count; i++)
        if (cvn_report_invited(view, &conference->plenaries[i], view->person))
            cJSON_AddItemToArray(list, cvn_plenary_json(&conference->plenaries[i]));
    cvn_words_free(words);
}

char *cvn_show_json(const cvn_view *view)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "conference", view->conference->id);
    cvn_json_add_text(out, "title", view->conference->title);
    cvn_json_add_text(out, "timezone", cvn_zone_name(view->conference->zone));
    if (view->person == CVN_NO_LIMIT)
        add_all(out, view);
    else
        add_person(out, view);
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}
