/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_explain: reasons in an organiser's words, or as JSON. */
#include "solve/solve.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 8 }; /* of a rule, in words */

typedef struct cvn_story {
    const cvn_conference *conference;
    const cvn_allocation *allocation;
    cvn_words *words;
    cvn_buffer out;
} cvn_story;

/* ---- words ---- */

/** "Fri, Jul 3, 2020 18:00 UTC+2", on the conference's clock. */
static void put_time(cvn_story *s, cvn_instant instant)
{
    cvn_civil civil = cvn_zone_civil(s->conference->zone, instant);
    char *date = cvn_words_date_short(s->words, civil.date), *offset = cvn_words_offset(s->words, civil.offset_s);
    cvn_buffer_printf(&s->out, "%s %02d:%02d %s", date, civil.minute / 60, civil.minute % 60, offset);
    free(date);
    free(offset);
}

static const char *name_of(const cvn_story *s, uint32_t person)
{
    const cvn_participant *who = &s->conference->people[person];
    return *who->name ? who->name : who->id;
}

static const char *const rule_names[] = {
    [CVN_RULE_AT_MOST] = "at_most", [CVN_RULE_AT_LEAST] = "at_least", [CVN_RULE_DISTINCT] = "distinct", [CVN_RULE_SPREAD] = "spread",
    [CVN_RULE_SHARED] = "shared",   [CVN_RULE_APART] = "apart",       [CVN_RULE_TOGETHER] = "together", [CVN_RULE_PAIRS] = "pairs",
    [CVN_RULE_IN] = "in",           [CVN_RULE_FIX] = "fix",
};

static void put_rule(cvn_story *s, const cvn_reason *reason)
{
    cvn_buffer_printf(&s->out, "a rule stands in the way: rule %u, %s", reason->rule, rule_names[s->conference->rules[reason->rule].kind]);
    for (uint32_t i = 0; i < reason->with_count && i < MOST_NAMES; i++)
        cvn_buffer_printf(&s->out, "%s%s", i ? ", " : "; it names ", name_of(s, reason->with[i]));
    if (reason->with_count > MOST_NAMES)
        cvn_buffer_printf(&s->out, " and %u more", reason->with_count - MOST_NAMES);
}

static void put_why(cvn_story *s, const cvn_reason *reason)
{
    switch (reason->kind) {
    case CVN_REASON_NO_HOURS:
        cvn_buffer_printf(&s->out, "no start fits: their hours leave room for %u session%s of one group, and %u are asked for", reason->have,
                          reason->have == 1 ? "" : "s", reason->need);
        break;
    case CVN_REASON_NO_LEADER:
        cvn_buffer_printf(&s->out, "nobody who may lead is free when they are: that leaves %u session%s, and %u are asked for", reason->have,
                          reason->have == 1 ? "" : "s", reason->need);
        break;
    case CVN_REASON_TOO_FEW:
        cvn_buffer_printf(&s->out,
                          s->conference->attend < s->conference->count
                              ? "too few others are free when they are: at most %u at enough sessions of one group, and %u are needed"
                              : "too few others are free when they are: at most %u at each session of a group, and %u are needed",
                          reason->have, reason->need);
        if (reason->has_best) {
            cvn_buffer_text(&s->out, "; most at ");
            put_time(s, reason->best);
        }
        break;
    case CVN_REASON_RULE: put_rule(s, reason); break;
    case CVN_REASON_SUM:
        cvn_buffer_text(&s->out, "only the sum stands in the way: each place that fits them is taken, and no better way was found");
        break;
    }
}

static void put_help(cvn_story *s, const cvn_reason *reason)
{
    const char *group = reason->help_group == CVN_NO_LIMIT ? "" : s->allocation->groups[reason->help_group].id;
    switch (reason->help) {
    case CVN_HELP_NONE: cvn_buffer_text(&s->out, "no single change that was tried would place them"); break;
    case CVN_HELP_HOURS:
        cvn_buffer_printf(&s->out, "would help: %u minutes more in all, so that they can come to group %s (first at ", reason->help_minutes,
                          group);
        put_time(s, reason->help_start);
        cvn_buffer_char(&s->out, ')');
        break;
    case CVN_HELP_LEADER:
        cvn_buffer_text(&s->out, "would help: one more leader for a new group of people left over, from ");
        put_time(s, reason->help_start);
        break;
    case CVN_HELP_SEAT: cvn_buffer_printf(&s->out, "would help: a seat in group %s, one more than it has", group); break;
    case CVN_HELP_RULE: cvn_buffer_text(&s->out, "would help: to give that rule a weight instead"); break;
    }
}

static void put_reason(cvn_story *s, const cvn_reason *reason)
{
    const cvn_participant *who = &s->conference->people[reason->person];
    cvn_buffer_printf(&s->out, "%s (%s), %s: not placed\n  ", name_of(s, reason->person), who->id, cvn_zone_name(who->zone));
    put_why(s, reason);
    cvn_buffer_text(&s->out, "\n  ");
    put_help(s, reason);
    cvn_buffer_char(&s->out, '\n');
}

/* ---- somebody who is placed ---- */

/** What one place asks of a person: sessions ahead that they attend, those only if needed, begun half hours at unsocial times. */
typedef struct cvn_toll {
    uint32_t sessions, attended, if_needed, unsocial, preference;
} cvn_toll;

static cvn_toll toll_of(const cvn_conference *c, uint32_t person, const cvn_group *group)
{
    cvn_toll toll = {0};
    const cvn_participant *who = &c->people[person];
    uint32_t type = cvn_conference_type(c, group->type);
    for (uint32_t i = 0; i < who->type_count; i++)
        if (who->types[i] == type)
            toll.preference = i;
    for (uint32_t i = 0; i < group->session_count; i++) {
        if (cvn_is_held(c, group->sessions[i]))
            continue;
        cvn_can can = cvn_can_attend(c, person, group->sessions[i]);
        toll.sessions++;
        toll.attended += can != CVN_CANNOT;
        toll.if_needed += can == CVN_CAN_IF_NEEDED;
        toll.unsocial += can != CVN_CANNOT ? (uint32_t)cvn_unsocial_half_hours(c, who->zone, group->sessions[i]) : 0;
    }
    return toll;
}

static void put_place(cvn_story *s, uint32_t person, const cvn_place *place, cJSON *json)
{
    const cvn_group *group = &s->allocation->groups[place->group];
    cvn_toll toll = toll_of(s->conference, person, group);
    cvn_buffer_printf(
        &s->out,
        "  %s group %s (%s): attends %u of %u sessions, %u of them only if needed; %u half hours at unsocial hours; choice %u of theirs\n",
        place->leads ? "leads" : "in", group->id, group->type, toll.attended, toll.sessions, toll.if_needed, toll.unsocial,
        toll.preference + 1);
    cJSON *one = cJSON_CreateObject();
    cJSON_AddStringToObject(one, "group", group->id);
    cJSON_AddBoolToObject(one, "leads", place->leads);
    cvn_json_add_int(one, "sessions", toll.sessions);
    cvn_json_add_int(one, "attended", toll.attended);
    cvn_json_add_int(one, "if_needed", toll.if_needed);
    cvn_json_add_int(one, "unsocial_half_hours", toll.unsocial);
    cvn_json_add_int(one, "choice", toll.preference + 1);
    cJSON_AddItemToArray(json, one);
}

static const char *standing(const cvn_conference *c, const cvn_participant *who, uint32_t places)
{
    if (who->status != CVN_ACTIVE)
        return who->status == CVN_WAITING ? "waiting" : "dropped";
    if (places)
        return "placed";
    return c->type_count && who->member ? "unplaced" : "not needed";
}

static cJSON *person_json(const cvn_story *s, uint32_t person, const char *state)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "id", s->conference->people[person].id);
    cJSON_AddStringToObject(json, "name", s->conference->people[person].name);
    cJSON_AddStringToObject(json, "state", state);
    return json;
}

static void put_standing(cvn_story *s, uint32_t person, const cvn_places *places, cJSON *list)
{
    uint32_t count;
    const cvn_place *place = cvn_places_of(places, person, &count);
    const cvn_participant *who = &s->conference->people[person];
    const char *state = standing(s->conference, who, count);
    cvn_buffer_printf(&s->out, "%s (%s), %s: %s\n", name_of(s, person), who->id, cvn_zone_name(who->zone),
                      strcmp(state, "not needed") == 0 ? "may only lead, and no group needs them" : state);
    cJSON *json = person_json(s, person, state);
    cJSON *all = cJSON_AddArrayToObject(json, "places");
    for (uint32_t i = 0; i < count; i++)
        put_place(s, person, &place[i], all);
    cJSON_AddItemToArray(list, json);
}

/* ---- JSON of a reason ---- */

static void add_instant(cJSON *json, const char *key, bool there, cvn_instant instant)
{
    char text[CVN_INSTANT_TEXT];
    cvn_json_add_text(json, key, there ? cvn_instant_text(instant, text) : NULL);
}

static void add_reason(const cvn_story *s, const cvn_reason *reason, cJSON *list)
{
    static const char *const kinds[] = {[CVN_REASON_NO_HOURS] = "no_hours",
                                        [CVN_REASON_NO_LEADER] = "no_leader",
                                        [CVN_REASON_TOO_FEW] = "too_few",
                                        [CVN_REASON_RULE] = "rule",
                                        [CVN_REASON_SUM] = "sum"};
    static const char *const helps[] = {
        [CVN_HELP_NONE] = NULL, [CVN_HELP_HOURS] = "hours", [CVN_HELP_LEADER] = "leader", [CVN_HELP_SEAT] = "seat", [CVN_HELP_RULE] = "rule"};
    cJSON *json = person_json(s, reason->person, "unplaced");
    cJSON_AddStringToObject(json, "reason", kinds[reason->kind]);
    cvn_json_add_int(json, "have", reason->have);
    cvn_json_add_int(json, "need", reason->need);
    add_instant(json, "best", reason->has_best, reason->best);
    if (reason->kind == CVN_REASON_RULE) {
        cvn_json_add_int(json, "rule", reason->rule);
        cJSON *with = cJSON_AddArrayToObject(json, "with");
        for (uint32_t i = 0; i < reason->with_count; i++)
            cJSON_AddItemToArray(with, cJSON_CreateString(s->conference->people[reason->with[i]].id));
    }
    cJSON_AddBoolToObject(json, "proved", reason->proved || reason->kind < CVN_REASON_RULE);
    cJSON *help = cJSON_AddObjectToObject(json, "help");
    cvn_json_add_text(help, "kind", helps[reason->help]);
    cvn_json_add_text(help, "group", reason->help_group == CVN_NO_LIMIT ? NULL : s->allocation->groups[reason->help_group].id);
    add_instant(help, "start", reason->help == CVN_HELP_HOURS || reason->help == CVN_HELP_LEADER, reason->help_start);
    cvn_json_add_int(help, "minutes", reason->help_minutes);
    cJSON_AddItemToArray(list, json);
}

/* ---- the call ---- */

/** Tells of everybody asked for, in the order asked for; of everybody unplaced where nobody was named. */
static void tell(cvn_story *s, const cvn_reasons *reasons, const cvn_places *places, const char *const *ids, size_t count, cJSON *list)
{
    if (!ids && !reasons->count)
        cvn_buffer_text(&s->out, "everybody who wants a place has one\n");
    size_t r = 0;
    for (size_t i = 0; i < (ids ? count : reasons->count); i++) {
        uint32_t person = ids ? cvn_conference_person(s->conference, ids[i]) : reasons->reasons[i].person;
        if (r < reasons->count && reasons->reasons[r].person == person) {
            add_reason(s, &reasons->reasons[r], list);
            put_reason(s, &reasons->reasons[r++]);
        } else {
            put_standing(s, person, places, list);
        }
    }
}

cvn_code cvn_explain(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                     const char *const *ids, size_t count, cvn_format format, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "explain knows the formats text and json");
    cvn_reasons *reasons;
    cvn_places *places = NULL;
    cvn_code code = cvn_reasons_new(&reasons, conference, allocation, baseline, ids, count, error);
    if (!code)
        code = cvn_places_new(&places, conference, allocation, error);
    if (!code) {
        cvn_story s = {.conference = conference, .allocation = allocation, .words = cvn_words_new("en-GB")};
        cJSON *json = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(json, "people");
        tell(&s, reasons, places, ids, count, list);
        *out = format == CVN_JSON ? cvn_json_print(json) : cvn_buffer_take(&s.out);
        cvn_buffer_free(&s.out);
        cJSON_Delete(json);
        cvn_words_free(s.words);
    }
    cvn_places_free(places);
    cvn_reasons_free(reasons);
    return code;
}
