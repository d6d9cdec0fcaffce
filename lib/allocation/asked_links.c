/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_links: asks a command for the link of each group that has none, and writes each into the allocation's file as it comes. */
#include "allocation/allocation.h"

#include <stdlib.h>
#include <string.h>

enum { ANSWER_BYTES = 65536, ANSWER_S = 60, SHOWN_BYTES = 200 };

typedef struct asked { /* one run */
    const cvn_conference *conference;
    cvn_allocation *allocation;
    cvn_group *groups; /* its groups, ours to write */
    const char *command;
    bool *wanted;        /* by group */
    uint32_t had, given; /* groups that had a link and were not asked for; links that came */
} asked;

/* ---- what the command is told ------------------------------------------------------------------------------------------------------------ */

static const cvn_participant *person_of(const asked *a, const char *id)
{
    uint32_t person = cvn_conference_person(a->conference, id);
    assert(person != CVN_NO_LIMIT); /* looked at before */
    return &a->conference->people[person];
}

/** How many the room has to hold: the group, and the most guests of any session. */
static uint32_t people_of(const cvn_group *group)
{
    uint32_t most = 0;
    for (uint32_t s = 1; s <= group->session_count; s++) {
        uint32_t guests = 0;
        for (uint32_t i = 0; i < group->guest_count; i++)
            guests += group->guests[i].session == s;
        most = guests > most ? guests : most;
    }
    return group->leader_count + group->member_count + most;
}

static cJSON *leaders_json(const asked *a, const cvn_group *group)
{
    cJSON *out = cJSON_CreateArray();
    for (uint32_t i = 0; i < group->leader_count; i++) {
        const cvn_participant *leader = person_of(a, group->leaders[i]);
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "id", leader->id);
        cvn_json_add_text(one, "name", leader->name);
        cvn_json_add_text(one, "email", *leader->email ? leader->email : NULL);
        cJSON_AddItemToArray(out, one);
    }
    return out;
}

/** docs/formats.md#links has the keys. */
static char *told_json(const asked *a, const cvn_group *group, const char *title)
{
    cJSON *root = cJSON_CreateObject(), *starts = cJSON_CreateArray();
    cvn_json_add_text(root, "conference", a->conference->id);
    cvn_json_add_text(root, "conference_title", a->conference->title);
    cvn_json_add_text(root, "timezone", cvn_zone_name(a->conference->zone));
    cvn_json_add_text(root, "group", group->id);
    cvn_json_add_text(root, "type", group->type);
    cvn_json_add_text(root, "title", title);
    cJSON_AddItemToObject(root, "leaders", leaders_json(a, group));
    cvn_json_add_int(root, "people", people_of(group));
    cvn_json_add_int(root, "minutes", a->conference->duration_min);
    for (uint32_t i = 0; i < group->session_count; i++) {
        char text[CVN_INSTANT_TEXT];
        cJSON_AddItemToArray(starts, cJSON_CreateString(cvn_instant_text(group->sessions[i], text)));
    }
    cJSON_AddItemToObject(root, "starts", starts);
    char *out = cvn_json_print(root);
    cJSON_Delete(root);
    return out;
}

static char *leaders_text(const asked *a, const cvn_group *group)
{
    cvn_buffer out = {0};
    for (uint32_t i = 0; i < group->leader_count; i++) {
        const cvn_participant *leader = person_of(a, group->leaders[i]);
        cvn_buffer_printf(&out, "%s%s", i ? ", " : "", *leader->name ? leader->name : leader->id);
    }
    return cvn_buffer_take(&out);
}

static char *starts_text(const cvn_group *group)
{
    cvn_buffer out = {0};
    char text[CVN_INSTANT_TEXT];
    for (uint32_t i = 0; i < group->session_count; i++)
        cvn_buffer_printf(&out, "%s%s", i ? " " : "", cvn_instant_text(group->sessions[i], text));
    return cvn_buffer_take(&out);
}

/* ---- what it answers --------------------------------------------------------------------------------------------------------------------- */

/** What was printed, so that somebody can see what is wrong with it. */
static void say_printed(const cvn_group *group, const char *answer, size_t length, cvn_code code, cvn_error *error)
{
    size_t shown = length < SHOWN_BYTES ? length : SHOWN_BYTES;
    while (shown < length && ((unsigned char)answer[shown] & 0xc0) == 0x80) /* no half character */
        shown--;
    if (length)
        cvn_fail(error, code, "group %s: it printed \"%.*s\"%s", group->id, (int)shown, answer, shown < length ? " and more" : "");
}

/** The link in an answer: one line; cuts off what ends it. */
static cvn_code take(const asked *a, cvn_group *group, char *answer, size_t length, cvn_error *error)
{
    size_t end = strlen(answer);
    bool whole = end == length;
    while (end && strchr(" \t\r\n", answer[end - 1]))
        answer[--end] = '\0';
    if (!end && whole)
        return cvn_fail(error, CVN_E_DATA, "group %s: the link command printed nothing; one link is wanted, https://…", group->id);
    if (!whole || end > CVN_MAX_TEXT_BYTES || !cvn_link_fits(answer)) {
        cvn_fail(
            error, CVN_E_DATA,
            "group %s: the link command printed no link; one line is wanted, https://… or http://… in ASCII without blanks and quotes, of at "
            "most %d bytes",
            group->id, CVN_MAX_TEXT_BYTES);
        say_printed(group, answer, end, CVN_E_DATA, error);
        return CVN_E_DATA;
    }
    const char *before = group->link;
    group->link = cvn_arena_strdup(a->allocation->arena, answer);
    const cvn_group *other = cvn_link_clash(a->allocation, group, a->conference->duration_min);
    if (!other)
        return CVN_OK;
    cvn_code code = cvn_fail(error, CVN_E_DATA,
                             "group %s: the link command printed %s, which group %s has already, and some of their sessions are at the same "
                             "time; each of them wants a room of its own",
                             group->id, group->link, other->id);
    group->link = before;
    return code;
}

static cvn_code ask(const asked *a, cvn_group *group, cvn_error *error)
{
    uint32_t type = cvn_conference_type(a->conference, group->type);
    const char *title = type == CVN_NO_LIMIT ? group->type : a->conference->types[type].title;
    char people[16], minutes[16], *input = told_json(a, group, title), *leaders = leaders_text(a, group), *starts = starts_text(group);
    char *name = cvn_arena_printf(a->allocation->arena, "group %s: the link command", group->id), *answer = NULL;
    size_t length = 0;
    snprintf(people, sizeof people, "%u", people_of(group));
    snprintf(minutes, sizeof minutes, "%d", a->conference->duration_min);
    const char *const told[] = {"CONVENE_CONFERENCE",
                                a->conference->id,
                                "CONVENE_GROUP",
                                group->id,
                                "CONVENE_TITLE",
                                title,
                                "CONVENE_LEADERS",
                                leaders,
                                "CONVENE_PEOPLE",
                                people,
                                "CONVENE_STARTS",
                                starts,
                                "CONVENE_MINUTES",
                                minutes,
                                NULL};
    const cvn_command command = {
        .text = a->command, .name = name, .input = input, .environment = told, .most_bytes = ANSWER_BYTES, .limit_s = ANSWER_S};
    cvn_code code = cvn_command_ask(&answer, &length, &command, error);
    if (code)
        say_printed(group, answer, strcspn(answer, "\r\n"), code, error);
    else
        code = take(a, group, answer, length, error);
    free(answer);
    free(starts);
    free(leaders);
    free(input);
    return code;
}

/* ---- which groups ------------------------------------------------------------------------------------------------------------------------ */

/** Groups whose sessions are all held need no room any more. */
static bool lies_ahead(const cvn_conference *conference, const cvn_group *group)
{
    return !conference->has_as_of || (group->session_count && group->sessions[group->session_count - 1].min >= conference->as_of.min);
}

static cvn_code choose(asked *a, const char *const *again, size_t again_count, cvn_error *error)
{
    const cvn_allocation *allocation = a->allocation;
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < again_count; i++) {
        const cvn_group *group = cvn_allocation_group(allocation, again[i]);
        if (group)
            a->wanted[group - allocation->groups] = true;
        else
            code = cvn_fail(error, CVN_E_USAGE, "%s: there is no group \"%s\"", allocation->path, again[i]);
    }
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        a->wanted[g] = a->wanted[g] || (!a->groups[g].link && lies_ahead(a->conference, &a->groups[g]));
        a->had += !a->wanted[g] && a->groups[g].link;
    }
    return code;
}

/** Ids and types that the conference does not know would be told to the command as they are. */
static cvn_code belongs(const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    cvn_places *places = NULL;
    if (strcmp(allocation->conference, conference->id) != 0)
        return cvn_fail(error, CVN_E_DATA, "%s: /conference: this is an allocation of \"%s\", not of \"%s\"", allocation->path,
                        allocation->conference, conference->id);
    cvn_code code = cvn_places_new(&places, conference, allocation, error);
    cvn_places_free(places);
    return code;
}

/* ---- the run ----------------------------------------------------------------------------------------------------------------------------- */

static char *report(const asked *a, cvn_format format)
{
    cvn_buffer out = {0};
    cJSON *root = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(root, "links");
    for (uint32_t g = 0, left = a->given; left; g++) {
        if (!a->wanted[g])
            continue;
        left--;
        cJSON *one = cJSON_CreateObject();
        cvn_json_add_text(one, "group", a->groups[g].id);
        cvn_json_add_text(one, "link", a->groups[g].link);
        cJSON_AddItemToArray(list, one);
        if (format == CVN_TEXT)
            cvn_buffer_printf(&out, "%s  %s\n", a->groups[g].id, a->groups[g].link);
    }
    cvn_json_add_int(root, "had", a->had);
    if (format == CVN_TEXT)
        cvn_buffer_printf(&out, "%u %s a new link; %u had one before\n", a->given, a->given == 1 ? "group has" : "groups have", a->had);
    char *json = format == CVN_JSON ? cvn_json_print(root) : NULL;
    cJSON_Delete(root);
    return json ? json : cvn_buffer_take(&out);
}

/** Each link is kept before the next one is asked for: a meeting that was made somewhere is not forgotten, whatever ends the run. */
static cvn_code ask_all(asked *a, const char *path, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (uint32_t g = 0; g < a->allocation->group_count && !code; g++) {
        if (!a->wanted[g])
            continue;
        code = ask(a, &a->groups[g], error);
        if (code)
            break;
        code = cvn_allocation_write(a->allocation, path, error);
        if (code)
            cvn_fail(error, code, "group %s: its link is kept nowhere: %s", a->groups[g].id, a->groups[g].link);
        a->given += !code;
    }
    return code;
}

cvn_code cvn_links(char **out, const char *path, const cvn_conference *conference, const char *command, const char *const *again,
                   size_t again_count, cvn_format format, cvn_error *error)
{
    assert(path && conference && command && (again || again_count == 0));
    if (out)
        *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "links are printed as text and json");
    if (strcmp(path, "-") == 0)
        return cvn_fail(error, CVN_E_USAGE, "links are written into the allocation's file: standard input is none");
    asked a = {.conference = conference, .command = command};
    cvn_code code = cvn_allocation_read(&a.allocation, path, error);
    if (!code)
        code = belongs(conference, a.allocation, error);
    if (!code) {
        uint32_t count = a.allocation->group_count;
        a.groups = CVN_ARENA_ARRAY(a.allocation->arena, cvn_group, count);
        a.wanted = CVN_ARENA_ARRAY(a.allocation->arena, bool, count);
        if (count)
            memcpy(a.groups, a.allocation->groups, count * sizeof *a.groups);
        a.allocation->groups = a.groups;
        code = choose(&a, again, again_count, error);
        if (!code)
            code = ask_all(&a, path, error);
        if (out && (!code || a.given))
            *out = report(&a, format);
    }
    cvn_allocation_free(a.allocation);
    return code;
}
