/* SPDX-License-Identifier: Apache-2.0 */
/** The baseline in numbers, and the rules that speak of it. */
#include "plan/internal.h"

#include <stdlib.h>

static cvn_code find_people(cvn_problem *p, const cvn_group *from, const char *const *ids, uint32_t count, uint32_t *out, uint32_t *out_count,
                            cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = cvn_conference_person(p->conference, ids[i]);
        if (index == CVN_NO_LIMIT)
            code = cvn_fail(error, CVN_E_DATA, "baseline: group %s: nobody has the id \"%s\"; who leaves stays in the conference as dropped",
                            from->id, ids[i]);
        else if (p->person_of[index] != CVN_NONE)
            out[(*out_count)++] = p->person_of[index];
    }
    return code;
}

static void find_sessions(cvn_problem *p, cvn_plan_group *g)
{
    const cvn_group *from = g->group;
    uint32_t *starts = CVN_ARENA_ARRAY(p->arena, uint32_t, from->session_count + 1);
    g->count = from->session_count;
    g->starts = starts;
    g->can_go_on = true;
    for (uint32_t k = 0; k < g->count; k++) {
        starts[k] = cvn_plan_start_at(p, from->sessions[k].min);
        if (!cvn_is_held(p->conference, from->sessions[k]))
            continue;
        g->can_go_on = g->can_go_on && starts[k] != CVN_NONE && k == g->held;
        g->held++;
    }
    if (p->pattern != CVN_PATTERN_OFFERED && g->held > p->session_count)
        g->can_go_on = false;
}

static cvn_code read_group(cvn_problem *p, cvn_plan_group *g, const cvn_group *from, cvn_error *error)
{
    g->group = from;
    g->type = cvn_conference_type(p->conference, from->type);
    if (g->type == CVN_NO_LIMIT)
        return cvn_fail(error, CVN_E_DATA, "baseline: group %s: the conference has no group type \"%s\"", from->id, from->type);
    find_sessions(p, g);
    uint32_t *members = CVN_ARENA_ARRAY(p->arena, uint32_t, from->member_count + 1);
    uint32_t *leaders = CVN_ARENA_ARRAY(p->arena, uint32_t, from->leader_count + 1);
    cvn_code code = find_people(p, from, from->members, from->member_count, members, &g->member_count, error);
    cvn_code more = find_people(p, from, from->leaders, from->leader_count, leaders, &g->leader_count, error);
    g->members = members;
    g->leaders = leaders;
    uint64_t *who = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    for (uint32_t i = 0; i < g->member_count; i++)
        cvn_bit_set(who, members[i]);
    for (uint32_t i = 0; i < g->leader_count; i++)
        cvn_bit_set(who, leaders[i]);
    g->who = who;
    return code ? code : more;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int by_minute(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/** What the baseline promised somebody: a set of instants, those of two groups together. */
static void promise(cvn_problem *p, cvn_plan_person *person)
{
    size_t most = 0;
    for (uint32_t i = 0; i < person->was_group_count; i++)
        most += p->groups[person->was_groups[i]].count;
    uint32_t *starts = CVN_ARENA_ARRAY(p->arena, uint32_t, most + 1), count = 0;
    int64_t *minutes = CVN_NEW_ARRAY(int64_t, most), *end = minutes;
    for (uint32_t i = 0; i < person->was_group_count; i++) {
        const cvn_group *g = p->groups[person->was_groups[i]].group;
        for (uint32_t k = 0; k < g->session_count; k++)
            if (!cvn_is_held(p->conference, g->sessions[k]))
                *end++ = g->sessions[k].min;
    }
    qsort(minutes, (size_t)(end - minutes), sizeof *minutes, by_minute);
    for (const int64_t *at = minutes; at < end; at++) {
        if (at > minutes && at[-1] == at[0])
            continue;
        uint32_t start = cvn_plan_start_at(p, *at);
        if (start == CVN_NONE)
            person->was_gone++;
        else
            starts[count++] = start;
    }
    person->was_starts = starts;
    person->was_start_count = count;
    free(minutes);
}

static void promises(cvn_problem *p)
{
    CVN_VEC(uint32_t) *groups = cvn_calloc(p->people + 1, sizeof *groups);
    for (uint32_t g = 0; g < p->group_count; g++)
        for (uint32_t i = 0; i < p->people; i++)
            if (cvn_bit(p->groups[g].who, i))
                CVN_PUSH(&groups[i]) = g;
    for (uint32_t i = 0; i < p->people; i++) {
        cvn_plan_person *person = &p->person[i];
        uint32_t *kept = CVN_ARENA_ARRAY(p->arena, uint32_t, groups[i].count + 1);
        for (size_t k = 0; k < groups[i].count; k++)
            kept[k] = groups[i].at[k];
        qsort(kept, groups[i].count, sizeof *kept, by_number);
        person->was_groups = kept;
        person->was_group_count = (uint32_t)groups[i].count;
        person->was_placed = groups[i].count > 0;
        promise(p, person);
        CVN_VEC_FREE(&groups[i]);
    }
    free(groups);
}

static uint32_t group_named(const cvn_problem *p, const char *id)
{
    for (uint32_t g = 0; g < p->group_count; g++)
        if (cvn_text_equal(p->groups[g].group->id, id))
            return g;
    return CVN_NONE;
}

static void add_in(cvn_problem *p, const cvn_rule *rule, uint32_t group)
{
    for (uint32_t k = 0; k < rule->who_count; k++) {
        uint32_t i = p->person_of[rule->who[k]];
        if (i == CVN_NONE)
            continue;
        cvn_plan_person *person = &p->person[i];
        cvn_plan_in *in = CVN_ARENA_ARRAY(p->arena, cvn_plan_in, person->in_count + 1);
        for (uint32_t j = 0; j < person->in_count; j++)
            in[j] = person->in[j];
        in[person->in_count++] = (cvn_plan_in){.group = group, .hard = rule->hard, .weight = rule->weight};
        person->in = in;
    }
}

static cvn_code named_groups(cvn_problem *p, uint32_t r, cvn_error *error)
{
    const cvn_rule *rule = &p->conference->rules[r];
    const char *kind = rule->kind == CVN_RULE_IN ? "in" : "fix";
    if (!p->baseline)
        return cvn_fail(error, CVN_E_DATA, "rule %u (%s) speaks of groups of a baseline: give one with --baseline", r, kind);
    for (uint32_t k = 0; k < rule->group_count; k++) {
        uint32_t g = group_named(p, rule->groups[k]);
        if (g == CVN_NONE)
            return cvn_fail(error, CVN_E_DATA, "rule %u (%s): the baseline has no group \"%s\"", r, kind, rule->groups[k]);
        if (rule->kind == CVN_RULE_IN)
            add_in(p, rule, g);
        else
            p->groups[g].fixed = true;
    }
    return CVN_OK;
}

cvn_code cvn_plan_baseline(cvn_problem *p, cvn_error *error)
{
    cvn_code code = CVN_OK;
    if (p->baseline) {
        if (!cvn_text_equal(p->baseline->conference, p->conference->id))
            return cvn_fail(error, CVN_E_DATA, "baseline: it is one of the conference \"%s\", not of \"%s\"", p->baseline->conference,
                            p->conference->id);
        p->group_count = p->baseline->group_count;
        p->groups = CVN_ARENA_ARRAY(p->arena, cvn_plan_group, p->group_count + 1);
        for (uint32_t g = 0; g < p->group_count; g++) {
            cvn_code one = read_group(p, &p->groups[g], &p->baseline->groups[g], error);
            code = code ? code : one;
        }
    }
    for (uint32_t r = 0; r < p->conference->rule_count; r++)
        if (p->conference->rules[r].kind == CVN_RULE_IN || p->conference->rules[r].kind == CVN_RULE_FIX) {
            cvn_code one = named_groups(p, r, error);
            code = code ? code : one;
        }
    if (!code && p->baseline)
        promises(p);
    return code;
}
