/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_explain: reasons, and what a place costs, in an organiser's English or as JSON. */
#include "solve/solve.h"

#include "solve/standing.h"

#include <stdlib.h>
#include <string.h>

typedef struct telling {
    const cvn_conference *c;
    const cvn_allocation *a;
    const cvn_reasons *reasons;
    cvn_standing s;
    cvn_words *words;
} telling;

/** "Mon 6 Jul 2026 17:00" on the conference's clock. */
static void add_time(cvn_buffer *b, const telling *t, cvn_instant instant)
{
    cvn_civil civil = cvn_zone_civil(t->c->zone, instant);
    char *date = cvn_words_date_short(t->words, civil.date);
    cvn_buffer_printf(b, "%s %02d:%02d", date, civil.minute / 60, civil.minute % 60);
    cvn_free(date);
}

static const char *rule_name(cvn_rule_kind kind)
{
    static const char *const names[] = {[CVN_RULE_AT_MOST] = "at_most",
                                        [CVN_RULE_AT_LEAST] = "at_least",
                                        [CVN_RULE_DISTINCT] = "distinct",
                                        [CVN_RULE_SPREAD] = "spread",
                                        [CVN_RULE_SHARED] = "shared",
                                        [CVN_RULE_APART] = "apart",
                                        [CVN_RULE_TOGETHER] = "together",
                                        [CVN_RULE_PAIRS] = "pairs",
                                        [CVN_RULE_IN] = "in",
                                        [CVN_RULE_FIX] = "fix"};
    return names[kind];
}

static void add_person(cvn_buffer *b, const cvn_participant *who)
{
    cvn_buffer_text(b, who->id);
    if (who->name[0])
        cvn_buffer_printf(b, " (%s)", who->name);
}

/* ---- text ---------------------------------------------------------------------------------------------------------------------------------- */

static void text_reason(cvn_buffer *b, const telling *t, const cvn_reason *r)
{
    switch (r->kind) {
    case CVN_REASON_NO_HOURS:
        cvn_buffer_printf(b, "their hours fit %u session%s of a series, and %u are needed", r->have, r->have == 1 ? "" : "s", r->need);
        break;
    case CVN_REASON_NO_LEADER:
        cvn_buffer_text(b, "nobody who may lead is free when they are");
        if (r->has_best) {
            cvn_buffer_text(b, "; most others are at ");
            add_time(b, t, r->best);
        }
        break;
    case CVN_REASON_TOO_FEW:
        cvn_buffer_printf(b, "at most %u other%s free when they are, and %u are needed", r->have, r->have == 1 ? " is" : "s are", r->need);
        if (r->has_best) {
            cvn_buffer_text(b, "; best at ");
            add_time(b, t, r->best);
        }
        break;
    case CVN_REASON_RULE:
        cvn_buffer_printf(b, "a rule stands in the way: number %u, %s", r->rule, rule_name(t->c->rules[r->rule].kind));
        for (uint32_t k = 0; k < r->with_count && k < 12; k++)
            cvn_buffer_printf(b, "%s%s", k ? ", " : ", with ", t->c->people[r->with[k]].id);
        break;
    case CVN_REASON_SUM:
        cvn_buffer_text(b, r->proved ? "each place that they fit is needed for somebody else: that is proved"
                                     : "no place was found that is not needed for somebody else");
        break;
    }
}

static void text_help(cvn_buffer *b, const telling *t, const cvn_reason *r)
{
    const char *group = r->help_group == CVN_NO_LIMIT ? "" : t->a->groups[r->help_group].id;
    switch (r->help) {
    case CVN_HELP_HOURS:
        cvn_buffer_printf(b, "%u minutes more%s, first at ", r->help_minutes, t->c->pattern == CVN_PATTERN_WEEKLY ? " a week" : " in all");
        add_time(b, t, r->help_start);
        cvn_buffer_printf(b, ", would let them into %s", group);
        break;
    case CVN_HELP_LEADER:
        cvn_buffer_text(b, "one more leader would make a group of those left over, from ");
        add_time(b, t, r->help_start);
        break;
    case CVN_HELP_SEAT: cvn_buffer_printf(b, "one seat more in %s would place them", group); break;
    case CVN_HELP_RULE: cvn_buffer_printf(b, "that rule with a weight instead would let them into %s", group); break;
    case CVN_HELP_NONE: cvn_buffer_text(b, "no single change that was tried places them"); break;
    }
}

static const cvn_reason *reason_of(const telling *t, uint32_t person)
{
    for (uint32_t i = 0; i < t->reasons->count; i++)
        if (t->reasons->reasons[i].person == person)
            return &t->reasons->reasons[i];
    return NULL;
}

/** Parts of what somebody's place costs. */
typedef struct cost_parts {
    int64_t burden, preference, missed;
} cost_parts;

static cost_parts cost_of(const telling *t, uint32_t person, const uint32_t *slots, uint32_t count)
{
    const cvn_problem *p = t->s.problem;
    cost_parts c = {0};
    int64_t points = 0;
    for (uint32_t i = 0; i < count; i++) {
        const cvn_slot *slot = &t->s.search->state->slots[slots[i]];
        c.preference += p->person[person].preference[slot->type];
        for (uint32_t k = slot->held; k < slot->count; k++) {
            if (cvn_plan_can(p, person, slot->at[k]))
                points += cvn_plan_burden(p, person, slot->at[k]);
            else
                c.missed += p->weights.missed;
        }
    }
    c.burden = points * points;
    return c;
}

/** The slots that somebody stands in. */
static const uint32_t *slots_of(const telling *t, uint32_t person, uint32_t *count)
{
    const cvn_state *state = t->s.search->state;
    bool member = state->seat[person] != CVN_NONE;
    *count = member ? 1 : state->lead_count[person];
    return member ? &state->seat[person] : state->leads + state->lead_first[person];
}

static void text_place(cvn_buffer *b, const telling *t, uint32_t person)
{
    uint32_t count;
    const uint32_t *slots = slots_of(t, person, &count);
    cost_parts c = cost_of(t, person, slots, count);
    bool member = t->s.search->state->seat[person] != CVN_NONE;
    for (uint32_t i = 0; i < count; i++)
        cvn_buffer_printf(b, "%s%s %s", i ? ", " : "", member ? "member of" : "leads", t->a->groups[t->s.group_of[slots[i]]].id);
    cvn_buffer_printf(b, "; costs %lld (hours %lld, type %lld, missed sessions %lld)\n", (long long)(c.burden + c.preference + c.missed),
                      (long long)c.burden, (long long)c.preference, (long long)c.missed);
    for (uint32_t i = 0; i < count; i++) {
        const cvn_slot *slot = &t->s.search->state->slots[slots[i]];
        for (uint32_t k = slot->held; k < slot->count; k++) {
            bool can = cvn_plan_can(t->s.problem, person, slot->at[k]);
            int64_t points = can ? cvn_plan_burden(t->s.problem, person, slot->at[k]) : 0;
            if (can && !points)
                continue;
            cvn_buffer_text(b, "    ");
            add_time(b, t, (cvn_instant){t->s.problem->start_min[slot->at[k]]});
            cvn_buffer_text(b, can ? ": unsocial or only if needed" : ": cannot attend");
            if (can)
                cvn_buffer_printf(b, ", %lld point%s", (long long)points, points == 1 ? "" : "s");
            cvn_buffer_char(b, '\n');
        }
    }
}

static void text_one(cvn_buffer *b, const telling *t, uint32_t index)
{
    static const char *const other[] = {[CVN_WAITING] = "waiting, not to be placed yet", [CVN_DROPPED] = "dropped out"};
    const cvn_participant *who = &t->c->people[index];
    const cvn_reason *r = reason_of(t, index);
    uint32_t person = t->s.problem->person_of[index], count = 0;
    add_person(b, who);
    cvn_buffer_text(b, ": ");
    if (who->status != CVN_ACTIVE) {
        cvn_buffer_printf(b, "%s\n", other[who->status]);
    } else if (r) {
        cvn_buffer_text(b, "not placed: ");
        text_reason(b, t, r);
        cvn_buffer_text(b, "\n    ");
        text_help(b, t, r);
        cvn_buffer_char(b, '\n');
    } else if (person != CVN_NONE && (slots_of(t, person, &count), count)) {
        text_place(b, t, person);
    } else {
        cvn_buffer_text(b, t->c->assigns ? "leads no group, and has not the role member\n" : "this conference has no groups\n");
    }
}

/* ---- JSON ---------------------------------------------------------------------------------------------------------------------------------- */

static void json_instant(cJSON *object, const char *key, cvn_instant instant)
{
    char text[CVN_INSTANT_TEXT];
    cvn_json_add_text(object, key, cvn_instant_text(instant, text));
}

static cJSON *json_reason(const telling *t, const cvn_reason *r)
{
    static const char *const kinds[] = {"no_hours", "no_leader", "too_few", "rule", "sum"};
    cJSON *o = cJSON_CreateObject();
    cvn_json_add_text(o, "kind", kinds[r->kind]);
    if (r->kind == CVN_REASON_NO_HOURS || r->kind == CVN_REASON_TOO_FEW) {
        cvn_json_add_int(o, "have", r->have);
        cvn_json_add_int(o, "need", r->need);
    }
    if (r->has_best)
        json_instant(o, "best", r->best);
    if (r->kind == CVN_REASON_RULE) {
        cvn_json_add_int(o, "rule", r->rule);
        cvn_json_add_text(o, "name", rule_name(t->c->rules[r->rule].kind));
        cJSON *with = cJSON_AddArrayToObject(o, "with");
        for (uint32_t k = 0; k < r->with_count; k++)
            cJSON_AddItemToArray(with, cJSON_CreateString(t->c->people[r->with[k]].id));
    }
    if (r->kind == CVN_REASON_SUM)
        cJSON_AddBoolToObject(o, "proved", r->proved);
    return o;
}

static cJSON *json_help(const telling *t, const cvn_reason *r)
{
    static const char *const kinds[] = {"none", "hours", "leader", "seat", "rule"};
    cJSON *o = cJSON_CreateObject();
    cvn_json_add_text(o, "kind", kinds[r->help]);
    if (r->help_group != CVN_NO_LIMIT)
        cvn_json_add_text(o, "group", t->a->groups[r->help_group].id);
    if (r->help == CVN_HELP_HOURS || r->help == CVN_HELP_LEADER)
        json_instant(o, "start", r->help_start);
    if (r->help == CVN_HELP_HOURS)
        cvn_json_add_int(o, "minutes", r->help_minutes);
    return o;
}

static void json_place(cJSON *o, const telling *t, uint32_t person)
{
    uint32_t count;
    const uint32_t *slots = slots_of(t, person, &count);
    cost_parts c = cost_of(t, person, slots, count);
    cJSON *groups = cJSON_AddArrayToObject(o, "groups"), *parts = cJSON_AddObjectToObject(o, "cost");
    cJSON *sessions = cJSON_AddArrayToObject(o, "sessions");
    cvn_json_add_int(parts, "burden", c.burden);
    cvn_json_add_int(parts, "preference", c.preference);
    cvn_json_add_int(parts, "missed", c.missed);
    for (uint32_t i = 0; i < count; i++) {
        const cvn_slot *slot = &t->s.search->state->slots[slots[i]];
        cJSON_AddItemToArray(groups, cJSON_CreateString(t->a->groups[t->s.group_of[slots[i]]].id));
        for (uint32_t k = slot->held; k < slot->count; k++) {
            bool can = cvn_plan_can(t->s.problem, person, slot->at[k]);
            cJSON *one = cJSON_CreateObject();
            json_instant(one, "start", (cvn_instant){t->s.problem->start_min[slot->at[k]]});
            cJSON_AddBoolToObject(one, "attends", can);
            cvn_json_add_int(one, "points", can ? cvn_plan_burden(t->s.problem, person, slot->at[k]) : 0);
            cJSON_AddItemToArray(sessions, one);
        }
    }
}

static cJSON *json_one(const telling *t, uint32_t index)
{
    static const char *const statuses[] = {"active", "waiting", "dropped"};
    const cvn_participant *who = &t->c->people[index];
    const cvn_reason *r = reason_of(t, index);
    uint32_t person = t->s.problem->person_of[index], count = 0;
    if (person != CVN_NONE)
        slots_of(t, person, &count);
    cJSON *o = cJSON_CreateObject();
    cvn_json_add_text(o, "id", who->id);
    cvn_json_add_text(o, "name", who->name);
    cvn_json_add_text(o, "status", statuses[who->status]);
    cJSON_AddBoolToObject(o, "placed", count > 0);
    if (r) {
        cJSON_AddItemToObject(o, "reason", json_reason(t, r));
        cJSON_AddItemToObject(o, "help", json_help(t, r));
    } else if (count) {
        json_place(o, t, person);
    }
    return o;
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------------------------- */

static char *tell(const telling *t, const uint32_t *people, uint32_t count, cvn_format format)
{
    if (format == CVN_JSON) {
        cJSON *o = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(o, "people");
        for (uint32_t i = 0; i < count; i++)
            cJSON_AddItemToArray(list, json_one(t, people[i]));
        char *text = cvn_json_print(o);
        cJSON_Delete(o);
        return text;
    }
    cvn_buffer b = {0};
    for (uint32_t i = 0; i < count; i++)
        text_one(&b, t, people[i]);
    if (!count)
        cvn_buffer_text(&b, "everybody has a place\n");
    return cvn_buffer_take(&b);
}

cvn_code cvn_explain(char **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                     const char *const *ids, size_t count, cvn_format format, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "reasons are told as text or JSON only");
    cvn_reasons *reasons = NULL;
    telling t = {.c = conference, .a = allocation};
    cvn_code code = cvn_reasons_new(&reasons, conference, allocation, baseline, ids, count, error);
    if (!code)
        code = cvn_standing_new(&t.s, conference, allocation, baseline, error);
    if (!code) {
        size_t n = ids ? count : reasons->count;
        uint32_t *people = CVN_NEW_ARRAY(uint32_t, n);
        for (size_t i = 0; i < n; i++)
            people[i] = ids ? cvn_conference_person(conference, ids[i]) : reasons->reasons[i].person;
        t.reasons = reasons;
        t.words = cvn_words_new("en-GB");
        *out = tell(&t, people, (uint32_t)n, format);
        cvn_words_free(t.words);
        cvn_standing_free(&t.s);
        free(people);
    }
    cvn_reasons_free(reasons);
    return code;
}
