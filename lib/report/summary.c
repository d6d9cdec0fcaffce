/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_summary: what a task force wants to read after a solve. */
#include "report/report.h"

#include <stdlib.h>

/** What one person's sessions ask of them. */
typedef struct cvn_asked {
    uint32_t person, sessions, unsocial, half_hours, if_needed, missed;
} cvn_asked;

typedef struct cvn_summing {
    const cvn_conference *conference;
    const cvn_allocation *allocation;
    const cvn_verdict *verdict;
    cvn_asked *asked; /* by person, then sorted: most unsocial first */
    cvn_asked all;
    uint32_t unsocial_people, active;
    bool *left_over; /* by person: listed as unplaced */
} cvn_summing;

static int by_unsocial(const void *a, const void *b)
{
    const cvn_asked *x = a, *y = b;
    if (x->half_hours != y->half_hours)
        return x->half_hours < y->half_hours ? 1 : -1;
    if (x->unsocial != y->unsocial)
        return x->unsocial < y->unsocial ? 1 : -1;
    return (x->person > y->person) - (x->person < y->person);
}

static void add_session(cvn_summing *summing, uint32_t person, cvn_instant start)
{
    const cvn_conference *conference = summing->conference;
    cvn_asked *asked = &summing->asked[person];
    cvn_can can = cvn_can_attend(conference, person, start);

    if (can == CVN_CANNOT) {
        asked->missed++;
        return;
    }
    int32_t half_hours = cvn_unsocial_half_hours(conference, conference->people[person].zone, start);
    asked->sessions++;
    asked->if_needed += can == CVN_CAN_IF_NEEDED;
    asked->unsocial += half_hours > 0;
    asked->half_hours += (uint32_t)half_hours;
}

/** Goes over everybody's sessions ahead. */
static void add_people(cvn_summing *summing, const cvn_visits *visits)
{
    for (uint32_t p = 0; p < summing->conference->people_count; p++) {
        uint32_t count;
        const cvn_visit *visit = cvn_visits_of(visits, p, &count);
        cvn_asked *asked = &summing->asked[p];

        asked->person = p;
        summing->active += summing->conference->people[p].status == CVN_ACTIVE;
        for (uint32_t i = 0; i < count; i++)
            if (!cvn_is_held(summing->conference, visit[i].start))
                add_session(summing, p, visit[i].start);
        summing->all.sessions += asked->sessions;
        summing->all.if_needed += asked->if_needed;
        summing->all.missed += asked->missed;
        summing->all.unsocial += asked->unsocial;
        summing->all.half_hours += asked->half_hours;
        summing->unsocial_people += asked->unsocial > 0;
    }
    if (summing->conference->people_count)
        qsort(summing->asked, summing->conference->people_count, sizeof *summing->asked, by_unsocial);
    for (uint32_t i = 0; i < summing->allocation->unplaced_count; i++) {
        uint32_t person = cvn_conference_person(summing->conference, summing->allocation->unplaced[i]);
        if (person != CVN_NO_LIMIT)
            summing->left_over[person] = true;
    }
}

static void count_type(const cvn_allocation *allocation, const char *type, uint32_t *groups, uint32_t *members, uint32_t *leaders)
{
    *groups = *members = *leaders = 0;
    for (uint32_t g = 0; g < allocation->group_count; g++)
        if (cvn_text_equal(allocation->groups[g].type, type)) {
            ++*groups;
            *members += allocation->groups[g].member_count;
            *leaders += allocation->groups[g].leader_count;
        }
}

static cJSON *person_json(const cvn_participant *who)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "person", who->id);
    cvn_json_add_text(out, "name", who->name);
    cvn_json_add_text(out, "timezone", cvn_zone_name(who->zone));
    return out;
}

static void add_types_json(cJSON *out, const cvn_summing *summing)
{
    cJSON *types = cJSON_AddArrayToObject(out, "types");
    for (uint32_t t = 0; t < summing->conference->type_count; t++) {
        uint32_t groups, members, leaders;
        cJSON *type = cJSON_CreateObject();
        count_type(summing->allocation, summing->conference->types[t].id, &groups, &members, &leaders);
        cvn_json_add_text(type, "type", summing->conference->types[t].id);
        cvn_json_add_int(type, "groups", groups);
        cvn_json_add_int(type, "members", members);
        cvn_json_add_int(type, "leaders", leaders);
        cJSON_AddItemToArray(types, type);
    }
}

static void add_unsocial_json(cJSON *out, const cvn_summing *summing)
{
    cJSON *list = cJSON_AddArrayToObject(out, "unsocial");
    for (uint32_t i = 0; i < summing->unsocial_people; i++) {
        const cvn_asked *asked = &summing->asked[i];
        cJSON *one = person_json(&summing->conference->people[asked->person]);
        cvn_json_add_int(one, "sessions", asked->unsocial);
        cvn_json_add_int(one, "half_hours", asked->half_hours);
        cJSON_AddItemToArray(list, one);
    }
}

static char *summary_json(const cvn_summing *summing)
{
    const cvn_verdict *verdict = summing->verdict;
    cJSON *out = cJSON_CreateObject();

    cvn_json_add_text(out, "conference", summing->conference->id);
    cJSON_AddBoolToObject(out, "valid", verdict->violation_count == 0);
    cvn_json_add_int(out, "groups", summing->allocation->group_count);
    cvn_json_add_int(out, "active", summing->active);
    cvn_json_add_int(out, "placed", verdict->placed);
    cvn_json_add_int(out, "unplaced", summing->allocation->unplaced_count);
    add_types_json(out, summing);
    cJSON *sessions = cJSON_AddObjectToObject(out, "sessions");
    cvn_json_add_int(sessions, "attended", summing->all.sessions);
    cvn_json_add_int(sessions, "if_needed", summing->all.if_needed);
    cvn_json_add_int(sessions, "unsocial", summing->all.unsocial);
    cvn_json_add_int(sessions, "missed", summing->all.missed);
    add_unsocial_json(out, summing);
    cJSON *left = cJSON_AddArrayToObject(out, "unplaced_people");
    for (uint32_t p = 0; p < summing->conference->people_count; p++)
        if (summing->left_over[p])
            cJSON_AddItemToArray(left, person_json(&summing->conference->people[p]));
    cJSON_AddItemToObject(out, "score", cvn_report_score_json(verdict));
    cJSON_AddItemToObject(out, "parts", cvn_report_parts_json(verdict));
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

static void put_types(cvn_buffer *out, const cvn_summing *summing)
{
    for (uint32_t t = 0; t < summing->conference->type_count; t++) {
        uint32_t groups, members, leaders;
        count_type(summing->allocation, summing->conference->types[t].id, &groups, &members, &leaders);
        cvn_buffer_printf(out, "  %s", summing->conference->types[t].title);
        cvn_buffer_column(out, 36);
        cvn_buffer_printf(out, "%u group%s, %u member%s, %u leader%s\n", groups, cvn_plural(groups), members, cvn_plural(members), leaders,
                          cvn_plural(leaders));
    }
}

static void put_sessions(cvn_buffer *out, const cvn_summing *summing)
{
    enum { MOST_LINES = 20 };
    const cvn_conference *conference = summing->conference;
    const cvn_asked *all = &summing->all;

    cvn_buffer_printf(out, "sessions ahead, each counted for each person: %u attended, %u of them only if needed; %u missed\n", all->sessions,
                      all->if_needed, all->missed);
    cvn_buffer_printf(out, "unsocial hours (%02d:%02d to %02d:%02d on the person's clock): %u session%s of %u %s\n",
                      conference->unsocial_from_min / 60, conference->unsocial_from_min % 60, conference->unsocial_to_min / 60,
                      conference->unsocial_to_min % 60, all->unsocial, cvn_plural(all->unsocial), summing->unsocial_people,
                      summing->unsocial_people == 1 ? "person" : "people");
    for (uint32_t i = 0; i < summing->unsocial_people && i < MOST_LINES; i++) {
        const cvn_participant *who = &conference->people[summing->asked[i].person];
        cvn_buffer_text(out, "  ");
        cvn_put_person(out, who);
        cvn_buffer_column(out, 36);
        cvn_buffer_printf(out, "%s", cvn_zone_name(who->zone));
        cvn_buffer_column(out, 58);
        cvn_buffer_printf(out, "%u session%s, %g h\n", summing->asked[i].unsocial, cvn_plural(summing->asked[i].unsocial),
                          summing->asked[i].half_hours / 2.0);
    }
    if (summing->unsocial_people > MOST_LINES)
        cvn_buffer_printf(out, "  and %u more\n", summing->unsocial_people - MOST_LINES);
}

static void put_unplaced(cvn_buffer *out, const cvn_summing *summing)
{
    enum { MOST_LINES = 40 };
    uint32_t lines = 0;

    if (!summing->allocation->unplaced_count)
        return;
    cvn_buffer_text(out, "unplaced:\n");
    for (uint32_t p = 0; p < summing->conference->people_count && lines < MOST_LINES; p++) {
        const cvn_participant *who = &summing->conference->people[p];
        if (!summing->left_over[p])
            continue;
        cvn_buffer_text(out, "  ");
        cvn_put_person(out, who);
        cvn_buffer_column(out, 36);
        cvn_buffer_printf(out, "%s\n", cvn_zone_name(who->zone));
        lines++;
    }
    if (summing->allocation->unplaced_count > lines)
        cvn_buffer_printf(out, "  and %u more\n", summing->allocation->unplaced_count - lines);
}

static char *summary_text(const cvn_summing *summing)
{
    cvn_buffer out = {0};
    const cvn_verdict *verdict = summing->verdict;

    cvn_buffer_printf(&out, "%s: %u group%s, %u placed, %u unplaced\n", summing->conference->title, summing->allocation->group_count,
                      cvn_plural(summing->allocation->group_count), verdict->placed, summing->allocation->unplaced_count);
    put_types(&out, summing);
    if (summing->conference->assigns)
        put_sessions(&out, summing);
    put_unplaced(&out, summing);
    if (verdict->violation_count)
        cvn_buffer_printf(&out, "not valid: %u violation%s, the first: %s\n", verdict->violation_count, cvn_plural(verdict->violation_count),
                          verdict->violations[0]);
    if (verdict->counted)
        cvn_put_score(&out, summing->conference, verdict);
    return cvn_buffer_take(&out);
}

cvn_code cvn_summary(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                     cvn_format format, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_report_no_format(error, "the summary", "text and json");
    cvn_verdict *verdict = NULL;
    cvn_visits *visits = NULL;
    cvn_code code = cvn_verdict_new(&verdict, conference, allocation, baseline, error);
    if (!code)
        code = cvn_visits_new(&visits, conference, allocation, error);
    if (!code) {
        cvn_summing summing = {.conference = conference,
                               .allocation = allocation,
                               .verdict = verdict,
                               .asked = CVN_NEW_ARRAY(cvn_asked, conference->people_count),
                               .left_over = CVN_NEW_ARRAY(bool, conference->people_count)};
        add_people(&summing, visits);
        *out = format == CVN_JSON ? summary_json(&summing) : summary_text(&summing);
        free(summing.asked);
        free(summing.left_over);
    }
    cvn_visits_free(visits);
    cvn_verdict_free(verdict);
    return code;
}
