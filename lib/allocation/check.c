/* SPDX-License-Identifier: Apache-2.0 */
/** The verdict: an independent reading of the contract (docs/formats.md), from the files as given. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

void cvn_violated(cvn_checking *checking, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    CVN_PUSH(&checking->violations) = cvn_arena_strdup(checking->arena, text);
}

const char *cvn_checked_person(cvn_checking *checking, uint32_t person)
{
    const cvn_participant *who = &checking->conference->people[person];
    return *who->name ? cvn_arena_printf(checking->arena, "%.80s (%s)", who->name, who->id) : who->id;
}

const char *cvn_checked_session(cvn_checking *checking, const cvn_group *group, uint32_t session)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    cvn_civil civil = cvn_zone_civil(checking->conference->zone, group->sessions[session]);
    char date[CVN_DATE_TEXT];
    return cvn_arena_printf(checking->arena, "session %u (%s %s %02d:%02d)", session + 1, weekdays[civil.weekday],
                            cvn_date_text(civil.date, date), civil.minute / 60, civil.minute % 60);
}

const cvn_group *cvn_checked_old(const cvn_checking *checking, const char *id)
{
    uint32_t at = 0;
    return checking->baseline && cvn_table_get(checking->old_groups, id, &at) ? &checking->baseline->groups[at] : NULL;
}

const uint32_t *cvn_checked_among(const cvn_checked_group *group, cvn_among among, uint32_t *count)
{
    switch (among) {
    case CVN_AMONG_MEMBERS: *count = group->member_count; return group->people;
    case CVN_AMONG_LEADERS: *count = group->people_count - group->member_count; return group->people + group->member_count;
    case CVN_AMONG_ALL: break;
    }
    *count = group->people_count;
    return group->people;
}

bool cvn_ids_have(const char *const *ids, uint32_t count, const char *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

/** The last of several baseline groups with one id is the one that counts. */
static void index_baseline(cvn_checking *checking)
{
    checking->old_groups = cvn_table_new();
    for (uint32_t g = checking->baseline ? checking->baseline->group_count : 0; g-- > 0;) {
        uint32_t at = g;
        cvn_table_put(checking->old_groups, checking->baseline->groups[g].id, &at);
    }
}

static void look_up_groups(cvn_checking *checking)
{
    const cvn_conference *conference = checking->conference;
    const cvn_allocation *allocation = checking->allocation;

    checking->groups = CVN_ARENA_ARRAY(checking->arena, cvn_checked_group, allocation->group_count);
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        const cvn_group *group = &allocation->groups[g];
        uint32_t total = group->member_count + group->leader_count, held = 0;
        uint32_t *people = CVN_ARENA_ARRAY(checking->arena, uint32_t, total);

        for (uint32_t i = 0; i < total; i++)
            people[i] =
                cvn_conference_person(conference, i < group->member_count ? group->members[i] : group->leaders[i - group->member_count]);
        for (uint32_t i = 0; i < group->session_count; i++)
            held += cvn_is_held(conference, group->sessions[i]);
        checking->groups[g] = (cvn_checked_group){.group = group,
                                                  .old = cvn_checked_old(checking, group->id),
                                                  .type = cvn_conference_type(conference, group->type),
                                                  .held = held,
                                                  .member_count = group->member_count,
                                                  .people_count = total,
                                                  .people = people};
    }
}

/** Stage 2. */
static void check_groups(cvn_checking *checking)
{
    cvn_check_places(checking);
    for (uint32_t g = 0; g < checking->allocation->group_count; g++) {
        const cvn_checked_group *group = &checking->groups[g];
        if (group->type == CVN_NO_LIMIT)
            cvn_violated(checking, "group %s: the conference has no group type \"%s\"", group->group->id, group->group->type);
        else if (cvn_check_sessions(checking, group)) {
            cvn_check_group(checking, group);
            cvn_check_rota(checking, group);
        }
    }
    cvn_check_guests(checking);
}

static void run(cvn_checking *checking, cvn_verdict *verdict)
{
    look_up_groups(checking);
    cvn_check_people(checking);
    if (checking->violations.count)
        return;
    if (cvn_places_new(&checking->places, checking->conference, checking->allocation, NULL) ||
        (checking->baseline && cvn_places_new(&checking->old_places, checking->conference, checking->baseline, NULL)))
        return; /* cannot be: stage 1 looked everybody up */
    checking->burden = CVN_ARENA_ARRAY(checking->arena, int64_t, checking->conference->people_count);
    check_groups(checking);
    if (checking->violations.count)
        return;
    cvn_check_rules(checking);
    cvn_check_unplaced(checking);
    cvn_check_score(checking, verdict);
}

/** Each of the three must be about the same conference, and rules may only name groups that the baseline has. */
static cvn_code belong_together(const cvn_checking *checking, cvn_error *error)
{
    const cvn_conference *conference = checking->conference;
    const cvn_allocation *files[] = {checking->allocation, checking->baseline};
    cvn_code code = CVN_OK;

    for (size_t i = 0; i < CVN_COUNT(files); i++)
        if (files[i] && strcmp(files[i]->conference, conference->id) != 0)
            code = cvn_fail(error, CVN_E_DATA, "%s%s: /conference: \"%s\" is another conference; this one is \"%s\"", i ? "baseline " : "",
                            *files[i]->path ? files[i]->path : "allocation", files[i]->conference, conference->id);
    for (uint32_t r = 0; r < conference->rule_count; r++) {
        const cvn_rule *rule = &conference->rules[r];
        if (rule->kind != CVN_RULE_IN && rule->kind != CVN_RULE_FIX)
            continue;
        for (uint32_t i = 0; i < rule->group_count; i++)
            if (!checking->baseline)
                code = cvn_fail(error, CVN_E_DATA, "%s: /rules/%u: group \"%s\" is one of an earlier allocation: name that with --baseline",
                                conference->path, r, rule->groups[i]);
            else if (!cvn_checked_old(checking, rule->groups[i]))
                code = cvn_fail(error, CVN_E_DATA, "%s: /rules/%u: the baseline has no group \"%s\"", conference->path, r, rule->groups[i]);
    }
    return code;
}

static void fill(cvn_verdict *verdict, cvn_checking *checking)
{
    const char **lines = CVN_ARENA_ARRAY(verdict->arena, const char *, checking->violations.count);
    cvn_part *parts = CVN_ARENA_ARRAY(verdict->arena, cvn_part, checking->parts.count);

    for (size_t i = 0; i < checking->violations.count; i++)
        lines[i] = checking->violations.at[i];
    for (size_t i = 0; i < checking->parts.count; i++)
        parts[i] = checking->parts.at[i];
    verdict->violations = lines;
    verdict->violation_count = (uint32_t)checking->violations.count;
    verdict->parts = parts;
    verdict->part_count = (uint32_t)checking->parts.count;
    verdict->scored = verdict->counted && !verdict->violation_count;
}

cvn_code cvn_verdict_new(cvn_verdict **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                         cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    cvn_checking checking = {.conference = conference, .allocation = allocation, .baseline = baseline};
    index_baseline(&checking);
    cvn_code code = belong_together(&checking, error);
    if (code) {
        cvn_table_free(checking.old_groups);
        return code;
    }
    checking.arena = cvn_arena_new();
    cvn_verdict *verdict = CVN_ARENA_ARRAY(checking.arena, cvn_verdict, 1);
    verdict->arena = checking.arena;
    run(&checking, verdict);
    fill(verdict, &checking);
    CVN_VEC_FREE(&checking.violations);
    CVN_VEC_FREE(&checking.parts);
    cvn_table_free(checking.old_groups);
    cvn_places_free(checking.places);
    cvn_places_free(checking.old_places);
    *out = verdict;
    return CVN_OK;
}

void cvn_verdict_free(cvn_verdict *verdict)
{
    if (verdict)
        cvn_arena_free(verdict->arena); /* the struct lives in it */
}
