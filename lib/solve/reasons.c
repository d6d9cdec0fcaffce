/* SPDX-License-Identifier: Apache-2.0 */
/** Why somebody is not placed: the first of five reasons that is true, from the hours alone to the sum of everything. */
#include "solve/inquiry.h"

#include <stdlib.h>
#include <string.h>

/* ---- the reason ---- */

static uint32_t others_at(const cvn_inquiry *q, uint32_t person, uint32_t start, const uint64_t *takes)
{
    const uint64_t *here = q->p->by_start + (size_t)start * q->p->people_words;
    uint32_t n = 0;
    for (uint32_t w = 0; w < q->p->people_words; w++)
        n += cvn_bits_word(here[w] & takes[w]);
    return n - (cvn_bit(here, person) && cvn_bit(takes, person));
}

/** Keeps in row the starts of own at which at least so many others can, and fits a group's sessions to them. */
static bool sift(cvn_inquiry *q, uint32_t person, const uint64_t *takes, uint32_t least)
{
    const uint32_t starts = q->p->start_count;
    for (uint32_t s = (uint32_t)cvn_bits_next(q->row, starts, 0); s < starts; s = (uint32_t)cvn_bits_next(q->row, starts, s + 1))
        if (others_at(q, person, s, takes) < least)
            cvn_bit_clear(q->row, s);
    cvn_fit_of(q->fit, q->p, q->row);
    return q->fit->have >= q->fit->need;
}

/** The start of row at which most others can. */
static void tell_best(const cvn_inquiry *q, uint32_t person, const uint64_t *takes, cvn_reason *reason)
{
    const uint32_t starts = q->p->start_count;
    uint32_t most = 0;
    for (uint32_t s = (uint32_t)cvn_bits_next(q->row, starts, 0); s < starts; s = (uint32_t)cvn_bits_next(q->row, starts, s + 1)) {
        uint32_t n = others_at(q, person, s, takes);
        if (n > most || !reason->has_best) {
            most = n;
            reason->has_best = true;
            reason->best = (cvn_instant){q->p->start_min[s]};
        }
    }
}

/** Where members may miss sessions, those of a group need not all meet at any of them: what is free at one start proves nothing. */
static bool may_miss(const cvn_problem *p)
{
    return p->attend < p->session_count;
}

/** The rule keeps so many from them that no group can be: it is the reason, whatever the groups are. */
static void tell_rule(const cvn_inquiry *q, uint32_t person, uint32_t rule, cvn_reason *reason)
{
    const cvn_problem *p = q->p;
    reason->kind = CVN_REASON_RULE;
    reason->proved = true;
    reason->rule = rule;
    for (uint32_t n = 0; n < p->apart_count; n++) {
        if (p->apart[n].index != rule)
            continue;
        uint32_t *who = CVN_ARENA_ARRAY(q->arena, uint32_t, p->apart[n].count);
        for (uint32_t i = 0; i < p->apart[n].count; i++)
            if (p->apart[n].who[i] != person)
                who[reason->with_count++] = p->person[p->apart[n].who[i]].index;
        reason->with = who;
    }
}

/** How far a type lets them come: what stands in the way, SUM where nothing does that hours, heads and rules between two explain. */
static void ask_type(cvn_inquiry *q, uint32_t person, uint32_t t, cvn_reason *reason)
{
    const cvn_plan_type *type = &q->p->types[t];
    const size_t bytes = q->p->start_words * sizeof *q->row;
    *reason = (cvn_reason){.person = reason->person, .kind = CVN_REASON_NO_LEADER};
    memcpy(q->row, q->own, bytes);
    if (type->leaders_min) {
        bool fits = sift(q, person, type->takes_leader, 1);
        reason->have = q->fit->have;
        reason->need = q->fit->need;
        tell_best(q, person, type->takes_leader, reason);
        if (!fits)
            return;
    }
    uint32_t others = cvn_least_others(q->p, t), n = others;
    cvn_company company = cvn_company_of(q, person, t, CVN_NONE);
    *reason = (cvn_reason){.person = reason->person, .kind = CVN_REASON_TOO_FEW, .need = others};
    tell_best(q, person, type->takes_member, reason);
    memcpy(q->others, q->row, bytes);
    while (!may_miss(q->p) && !sift(q, person, type->takes_member, n) && n > 0) {
        n--;
        memcpy(q->row, q->others, bytes);
    }
    reason->have = company.free < n ? company.free : n;
    if (reason->have < others)
        return;
    *reason = (cvn_reason){.person = reason->person, .kind = CVN_REASON_SUM};
    if (company.let < others)
        tell_rule(q, person, company.rule, reason);
}

/** Groups with a seat that they could attend, each closed to them by a rule: RULE, by the first. One that is open: SUM. */
static void ask_rules(cvn_inquiry *q, uint32_t person, cvn_reason *reason)
{
    for (uint32_t i = 0; i < q->state->open_count; i++) {
        uint32_t slot = q->state->open[i], with_count;
        const uint32_t *with;
        if (!cvn_is_able(q->state, person, slot) || !cvn_has_room(q->state, slot))
            continue;
        uint32_t rule = cvn_rule_against(q, person, slot, CVN_NONE, &with, &with_count);
        if (rule == CVN_NONE) {
            reason->kind = CVN_REASON_SUM;
            return;
        }
        if (reason->kind != CVN_REASON_RULE) {
            reason->kind = CVN_REASON_RULE;
            reason->rule = rule;
            reason->with = with;
            reason->with_count = with_count;
        }
    }
}

void cvn_find_reason(cvn_inquiry *q, uint32_t person, cvn_reason *reason)
{
    cvn_starts_of(q->own, q->p, person);
    cvn_fit_of(q->fit, q->p, q->own);
    reason->kind = CVN_REASON_NO_HOURS;
    reason->have = q->fit->have;
    reason->need = q->fit->need;
    if (q->fit->have < q->fit->need)
        return;
    cvn_reason furthest = *reason, here = *reason;
    for (uint32_t t = 0; t < q->p->type_count; t++) {
        if (q->p->person[person].preference[t] < 0)
            continue;
        ask_type(q, person, t, &here);
        if (here.kind > furthest.kind || (here.kind == furthest.kind && here.have > furthest.have))
            furthest = here;
    }
    *reason = furthest;
    if (reason->kind == CVN_REASON_NO_HOURS)
        reason->kind = CVN_REASON_SUM; /* there is no type for them */
    if (reason->kind == CVN_REASON_SUM)
        ask_rules(q, person, reason);
}

/* ---- the inquiry ---- */

static uint32_t base_of(const cvn_problem *p, const cvn_group *group)
{
    for (uint32_t g = 0; g < p->group_count; g++)
        if (strcmp(p->groups[g].group->id, group->id) == 0)
            return p->groups[g].can_go_on && p->conference->types[p->groups[g].type].id && strcmp(p->groups[g].group->type, group->type) == 0
                       ? g
                       : CVN_NONE;
    return CVN_NONE;
}

static uint32_t start_at(const cvn_problem *p, int64_t min)
{
    uint32_t low = 0, high = p->start_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (p->start_min[middle] < min)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->start_count && p->start_min[low] == min ? low : CVN_NONE;
}

static uint32_t person_of(const cvn_problem *p, const char *id)
{
    uint32_t index = cvn_conference_person(p->conference, id);
    return index == CVN_NO_LIMIT ? CVN_NONE : p->person_of[index];
}

/** Whoever does not fit the group as the conference is now stands nowhere: the verdict says so elsewhere. */
static void seat_people(cvn_inquiry *q, const cvn_group *group, uint32_t slot)
{
    cvn_state *state = q->state;
    for (uint32_t i = 0; i < group->leader_count; i++) {
        uint32_t person = person_of(q->p, group->leaders[i]);
        if (person != CVN_NONE && cvn_may_lead(state, person, slot))
            cvn_lead(state, person, slot);
    }
    for (uint32_t i = 0; i < group->member_count; i++) {
        uint32_t person = person_of(q->p, group->members[i]);
        if (person != CVN_NONE && cvn_is_able(state, person, slot) && state->seat[person] == CVN_NONE && !state->lead_count[person] &&
            cvn_has_room(state, slot))
            cvn_join(state, person, slot);
    }
}

static void set_up(cvn_inquiry *q, const cvn_group *group, uint32_t number)
{
    uint32_t type = cvn_conference_type(q->p->conference, group->type), starts[CVN_MAX_SESSIONS], held = 0;
    bool ok = type != CVN_NO_LIMIT && group->session_count <= CVN_MAX_SESSIONS;
    for (uint32_t i = 0; ok && i < group->session_count; i++) {
        starts[i] = start_at(q->p, group->sessions[i].min);
        ok = starts[i] != CVN_NONE;
        held += ok && starts[i] < q->p->open_from;
    }
    if (!ok || !cvn_plan_sessions_ok(q->p, starts, group->session_count, held))
        return;
    uint32_t slot = cvn_open(q->state, type, base_of(q->p, group));
    if (slot == CVN_NONE)
        return;
    cvn_set_times(q->state, slot, starts, group->session_count, held);
    seat_people(q, group, slot);
    q->group_of[slot] = number;
}

static void open_inquiry(cvn_inquiry *q, const cvn_problem *p, const cvn_allocation *allocation, cvn_arena *arena)
{
    *q = (cvn_inquiry){.p = p, .arena = arena, .state = cvn_state_new(p)};
    q->group_of = CVN_ARENA_ARRAY(arena, uint32_t, q->state->slot_count);
    q->own = CVN_ARENA_ARRAY(arena, uint64_t, p->start_words);
    q->row = CVN_ARENA_ARRAY(arena, uint64_t, p->start_words);
    q->others = CVN_ARENA_ARRAY(arena, uint64_t, p->start_words);
    q->fit = CVN_ARENA_ARRAY(arena, cvn_fit, 1);
    cvn_trial_begin(q->state);
    for (uint32_t g = 0; g < allocation->group_count; g++)
        set_up(q, &allocation->groups[g], g);
    cvn_trial_settle(q->state);
    cvn_trial_keep(q->state);
}

/* ---- whom to ask about ---- */

/** Active, a member by role, and in no group of the allocation. */
static bool is_left(const cvn_conference *c, const cvn_places *places, uint32_t index)
{
    uint32_t count;
    cvn_places_of(places, index, &count);
    return c->type_count && c->people[index].status == CVN_ACTIVE && c->people[index].member && count == 0;
}

static cvn_code list_people(uint32_t *who, uint32_t *count, const cvn_conference *c, const cvn_places *places, const char *const *ids,
                            size_t id_count, cvn_error *error)
{
    cvn_code code = CVN_OK;
    *count = 0;
    for (uint32_t i = 0; !ids && i < c->people_count; i++)
        if (is_left(c, places, i))
            who[(*count)++] = i;
    for (size_t i = 0; ids && i < id_count; i++) {
        uint32_t index = cvn_conference_person(c, ids[i]);
        if (index == CVN_NO_LIMIT)
            code = cvn_fail(error, CVN_E_USAGE, "nobody in %s has the id \"%s\"", c->path, ids[i]);
        else if (is_left(c, places, index))
            who[(*count)++] = index;
    }
    return code;
}

static void fill_reasons(cvn_reasons *reasons, const cvn_problem *p, const cvn_allocation *allocation, const uint32_t *who, uint32_t count)
{
    cvn_inquiry q;
    cvn_reason *out = CVN_ARENA_ARRAY(reasons->arena, cvn_reason, count);
    open_inquiry(&q, p, allocation, reasons->arena);
    for (uint32_t i = 0; i < count; i++) {
        out[i] = (cvn_reason){.person = who[i], .help_group = CVN_NO_LIMIT};
        cvn_find_reason(&q, p->person_of[who[i]], &out[i]);
        out[i].help_group = CVN_NO_LIMIT;
        cvn_find_help(&q, p->person_of[who[i]], &out[i]);
    }
    cvn_state_free(q.state);
    reasons->reasons = out;
    reasons->count = count;
}

cvn_code cvn_reasons_new(cvn_reasons **out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                         const char *const *ids, size_t count, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    cvn_places *places;
    cvn_code code = cvn_places_new(&places, conference, allocation, error);
    if (code)
        return code;
    uint32_t who_count, *who = CVN_NEW_ARRAY(uint32_t, conference->people_count + count);
    code = list_people(who, &who_count, conference, places, ids, count, error);
    cvn_places_free(places);
    cvn_problem *p = NULL;
    if (!code && who_count)
        code = cvn_problem_new(&p, conference, baseline, error);
    if (!code) {
        cvn_arena *arena = cvn_arena_new();
        *out = CVN_ARENA_ARRAY(arena, cvn_reasons, 1);
        (*out)->arena = arena;
        if (p)
            fill_reasons(*out, p, allocation, who, who_count);
    }
    cvn_problem_free(p);
    free(who);
    return code;
}

void cvn_reasons_free(cvn_reasons *reasons)
{
    if (reasons)
        cvn_arena_free(reasons->arena);
}
