/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_diff: who hears of a change from one allocation to another, by what happens to them. */
#include "report/report.h"

#include <stdlib.h>

/** In the order in which an organiser wants to read them. */
static const struct {
    int kind;
    const char *code, *title;
} kinds[] = {
    {CVN_CHANGE_LEFT, "left", "left: placed before, and no longer active"},
    {CVN_CHANGE_LOST, "lost", "lost their place"},
    {CVN_CHANGE_MOVED, "moved", "moved to another group"},
    {CVN_CHANGE_TIMES, "times", "same group, other times"},
    {CVN_CHANGE_PLACED, "placed", "placed now"},
    {CVN_CHANGE_COMPANY, "company", "same group and times, other company"},
};

static const char *code_of(int kind)
{
    for (size_t i = 0; i < CVN_COUNT(kinds); i++)
        if (kinds[i].kind == kind)
            return kinds[i].code;
    assert(!"a kind of change without a name");
    return "";
}

/** The ids of the groups of one allocation that another does not have. */
static cJSON *groups_only(const cvn_allocation *here, const cvn_allocation *there)
{
    cvn_table *known = cvn_table_new();
    cJSON *out = cJSON_CreateArray();

    for (uint32_t g = 0; g < there->group_count; g++) {
        uint32_t at = g;
        cvn_table_put(known, there->groups[g].id, &at);
    }
    for (uint32_t g = 0; g < here->group_count; g++) {
        uint32_t at = 0;
        if (!cvn_table_get(known, here->groups[g].id, &at))
            cJSON_AddItemToArray(out, cJSON_CreateString(here->groups[g].id));
    }
    cvn_table_free(known);
    return out;
}

static cJSON *change_json(const cvn_conference *conference, const cvn_person_change *change)
{
    const cvn_participant *who = &conference->people[change->person];
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "person", who->id);
    cvn_json_add_text(out, "name", who->name);
    cvn_json_add_text(out, "kind", code_of((int)change->kind));
    cvn_json_add_text(out, "from_group", change->from_group);
    cvn_json_add_text(out, "to_group", change->to_group);
    cvn_json_add_int(out, "sessions_gone", change->sessions_gone);
    cvn_json_add_int(out, "sessions_new", change->sessions_new);
    return out;
}

static char *diff_json(const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                       const cvn_difference *difference)
{
    cJSON *out = cJSON_CreateObject(), *changes = cJSON_AddArrayToObject(out, "changes");
    for (uint32_t i = 0; i < difference->count; i++)
        cJSON_AddItemToArray(changes, change_json(conference, &difference->changes[i]));
    cvn_json_add_int(out, "unaffected", difference->unaffected);
    cJSON_AddItemToObject(out, "groups_new", groups_only(after, before));
    cJSON_AddItemToObject(out, "groups_ended", groups_only(before, after));
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

static void put_change(cvn_buffer *out, const cvn_conference *conference, const cvn_person_change *change)
{
    cvn_buffer_text(out, "  ");
    cvn_put_person(out, &conference->people[change->person]);
    cvn_buffer_column(out, 34);
    if (change->kind == CVN_CHANGE_TIMES || change->kind == CVN_CHANGE_COMPANY)
        cvn_buffer_text(out, change->to_group ? change->to_group : "");
    else
        cvn_buffer_printf(out, "%s → %s", change->from_group ? change->from_group : "–", change->to_group ? change->to_group : "–");
    if (change->sessions_gone)
        cvn_buffer_printf(out, "  %u session%s gone", change->sessions_gone, cvn_plural(change->sessions_gone));
    if (change->sessions_new)
        cvn_buffer_printf(out, "%s %u new", change->sessions_gone ? "," : " ", change->sessions_new);
    cvn_buffer_char(out, '\n');
}

static uint32_t count_kind(const cvn_difference *difference, int kind)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < difference->count; i++)
        n += (int)difference->changes[i].kind == kind;
    return n;
}

static void put_groups(cvn_buffer *out, const char *title, cJSON *ids)
{
    const cJSON *id = NULL;
    if (cJSON_GetArraySize(ids)) {
        cvn_buffer_text(out, title);
        cJSON_ArrayForEach(id, ids) cvn_buffer_printf(out, " %s", id->valuestring);
        cvn_buffer_char(out, '\n');
    }
    cJSON_Delete(ids);
}

static char *diff_text(const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                       const cvn_difference *difference)
{
    cvn_buffer out = {0};

    if (difference->count)
        cvn_buffer_printf(&out, "%u %s touched, %u placed as before\n", difference->count, difference->count == 1 ? "person is" : "people are",
                          difference->unaffected);
    else
        cvn_buffer_printf(&out, "nobody is touched; %u placed as before\n", difference->unaffected);
    put_groups(&out, "new groups:", groups_only(after, before));
    put_groups(&out, "ended groups:", groups_only(before, after));
    for (size_t k = 0; k < CVN_COUNT(kinds); k++) {
        uint32_t count = count_kind(difference, kinds[k].kind);
        if (!count)
            continue;
        cvn_buffer_printf(&out, "\n%s (%u)\n", kinds[k].title, count);
        for (uint32_t i = 0; i < difference->count; i++)
            if ((int)difference->changes[i].kind == kinds[k].kind)
                put_change(&out, conference, &difference->changes[i]);
    }
    return cvn_buffer_take(&out);
}

cvn_code cvn_diff(char **out, const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after, cvn_format format,
                  cvn_error *error)
{
    assert(out && conference && before && after);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "diff", "text and json");
    cvn_difference *difference = NULL;
    cvn_code code = cvn_difference_new(&difference, conference, before, after, error);
    if (code)
        return code;
    *out = format == CVN_JSON ? diff_json(conference, before, after, difference) : diff_text(conference, before, after, difference);
    cvn_difference_free(difference);
    return CVN_OK;
}
