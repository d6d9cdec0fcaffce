/* SPDX-License-Identifier: Apache-2.0 */
/** From groups of integers to an allocation: ids, texts and order; duties dealt; guests and links carried over. */
#include "plan/internal.h"

#include <stdlib.h>

typedef struct draft {
    const cvn_problem *p;
    cvn_arena *arena;
    const cvn_answer_group **order; /* as they will stand */
    uint32_t count;
    uint32_t *member_of; /* by person: place in order, or CVN_NONE */
    uint8_t *placed;     /* by person */
} draft;

static const char *id_of(const draft *d, uint32_t person)
{
    return cvn_arena_strdup(d->arena, d->p->conference->people[d->p->person[person].index].id);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/** Baseline groups first, as there; new ones by their sessions, type and first person. */
static int by_place(const void *a, const void *b)
{
    const cvn_answer_group *x = *(const cvn_answer_group *const *)a, *y = *(const cvn_answer_group *const *)b;
    if (x->base != y->base)
        return x->base < y->base ? -1 : 1;
    for (uint32_t k = 0; k < x->count && k < y->count; k++)
        if (x->starts[k] != y->starts[k])
            return x->starts[k] < y->starts[k] ? -1 : 1;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    uint32_t first = x->member_count ? x->members[0] : 0, other = y->member_count ? y->members[0] : 0;
    return first < other ? -1 : first > other;
}

static const char *const *list_ids(draft *d, const uint32_t *who, uint32_t count)
{
    const char **ids = CVN_ARENA_ARRAY(d->arena, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        ids[i] = id_of(d, who[i]);
    return ids;
}

static uint32_t held_of(const draft *d, const cvn_answer_group *g)
{
    return g->base == CVN_NONE ? 0 : d->p->groups[g->base].held;
}

/** A held session keeps its duties, without those who are not active any more. */
static cvn_turns held_turns(draft *d, const cvn_answer_group *g, uint32_t session)
{
    const cvn_group *old = d->p->groups[g->base].group;
    if (session >= old->rota_count)
        return (cvn_turns){0};
    const char **who = CVN_ARENA_ARRAY(d->arena, const char *, old->rota[session].count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < old->rota[session].count; i++) {
        uint32_t index = cvn_conference_person(d->p->conference, old->rota[session].who[i]);
        if (index != CVN_NO_LIMIT && d->p->person_of[index] != CVN_NONE)
            who[count++] = id_of(d, d->p->person_of[index]);
    }
    return (cvn_turns){.count = count, .who = who};
}

static uint32_t list_candidates(const draft *d, const cvn_answer_group *g, uint32_t *who)
{
    cvn_among among = d->p->types[g->type].rota_among;
    uint32_t n = 0;
    for (uint32_t i = 0; among != CVN_AMONG_LEADERS && i < g->member_count; i++)
        who[n++] = g->members[i];
    for (uint32_t i = 0; among != CVN_AMONG_MEMBERS && i < g->leader_count; i++)
        who[n++] = g->leaders[i];
    return n;
}

/** The baseline's duties of the sessions ahead, as places in who; CVN_NONE for one of somebody who is gone. */
static void list_duties(const draft *d, const cvn_answer_group *g, const uint32_t *who, uint32_t n, uint32_t each, uint32_t *was)
{
    const cvn_group *old = d->p->groups[g->base].group;
    uint32_t held = held_of(d, g);
    for (uint32_t k = held; k < g->count; k++)
        for (uint32_t j = 0; j < each; j++) {
            bool known = k < old->rota_count && j < old->rota[k].count;
            uint32_t index = known ? cvn_conference_person(d->p->conference, old->rota[k].who[j]) : CVN_NO_LIMIT;
            uint32_t person = index == CVN_NO_LIMIT ? CVN_NONE : d->p->person_of[index], at = 0;
            while (at < n && who[at] != person)
                at++;
            was[(size_t)(k - held) * each + j] = at < n ? at : CVN_NONE;
        }
}

static void add_rota(draft *d, const cvn_answer_group *g, cvn_group *out)
{
    const cvn_plan_type *type = &d->p->types[g->type];
    uint32_t held = held_of(d, g), ahead = g->count - held, each = type->rota_per_session;
    uint32_t *who = CVN_NEW_ARRAY(uint32_t, g->member_count + g->leader_count), n = list_candidates(d, g, who);
    uint8_t *able = CVN_NEW_ARRAY(uint8_t, (size_t)ahead * n);
    uint32_t *duty = CVN_NEW_ARRAY(uint32_t, (size_t)ahead * each);
    for (uint32_t k = 0; k < ahead; k++)
        for (uint32_t i = 0; i < n; i++)
            able[(size_t)k * n + i] = cvn_bit(type->rota_who, who[i]) && cvn_plan_can(d->p, who[i], g->starts[held + k]);
    uint32_t *was = NULL;
    if (g->base != CVN_NONE) {
        was = CVN_NEW_ARRAY(uint32_t, (size_t)ahead * each);
        list_duties(d, g, who, n, each, was);
    }
    cvn_rota_keep(able, ahead, n, each, was, duty);
    free(was);
    cvn_turns *rota = CVN_ARENA_ARRAY(d->arena, cvn_turns, g->count + 1);
    for (uint32_t k = 0; k < held; k++)
        rota[k] = held_turns(d, g, k);
    for (uint32_t k = 0; k < ahead; k++) {
        const char **ids = CVN_ARENA_ARRAY(d->arena, const char *, each + 1);
        uint32_t count = 0;
        for (uint32_t i = 0; i < each; i++)
            if (duty[(size_t)k * each + i] != CVN_NONE)
                ids[count++] = id_of(d, who[duty[(size_t)k * each + i]]);
        rota[held + k] = (cvn_turns){.count = count, .who = ids};
    }
    out->has_rota = true;
    out->rota_count = g->count;
    out->rota = rota;
    free(who);
    free(able);
    free(duty);
}

/** Guests stay where they are still members of another group, and can attend. seen: (person, session) pairs already taken. */
static void add_guests(draft *d, uint32_t place, cvn_group *out, cvn_table *seen)
{
    const cvn_answer_group *g = d->order[place];
    const cvn_group *old = d->p->groups[g->base].group;
    cvn_guest *guests = CVN_ARENA_ARRAY(d->arena, cvn_guest, old->guest_count + 1);
    for (uint32_t i = 0; i < old->guest_count; i++) {
        uint32_t index = cvn_conference_person(d->p->conference, old->guests[i].who), session = old->guests[i].session;
        uint32_t person = index == CVN_NO_LIMIT ? CVN_NONE : d->p->person_of[index];
        if (person == CVN_NONE || d->member_of[person] == CVN_NONE || d->member_of[person] == place || session < 1 || session > g->count)
            continue;
        if (session > held_of(d, g) && !cvn_plan_can(d->p, person, g->starts[session - 1]))
            continue;
        char key[32];
        uint32_t value = 0;
        snprintf(key, sizeof key, "%u/%u", person, session);
        if (cvn_table_put(seen, key, &value))
            guests[out->guest_count++] = (cvn_guest){.who = id_of(d, person), .session = session};
    }
    out->guests = guests;
}

static void write_group(draft *d, uint32_t place, cvn_group *out, const char *id)
{
    const cvn_answer_group *g = d->order[place];
    cvn_instant *sessions = CVN_ARENA_ARRAY(d->arena, cvn_instant, g->count + 1);
    for (uint32_t k = 0; k < g->count; k++)
        sessions[k].min = d->p->start_min[g->starts[k]];
    out->id = id;
    out->type = cvn_arena_strdup(d->arena, d->p->conference->types[g->type].id);
    out->session_count = g->count;
    out->sessions = sessions;
    out->member_count = g->member_count;
    out->leader_count = g->leader_count;
    out->members = list_ids(d, g->members, g->member_count);
    out->leaders = list_ids(d, g->leaders, g->leader_count);
    if (g->base != CVN_NONE && d->p->groups[g->base].group->link)
        out->link = cvn_arena_strdup(d->arena, d->p->groups[g->base].group->link);
    if (d->p->types[g->type].has_rota)
        add_rota(d, g, out);
}

/** Copies the groups with their people in the conference's order, and puts them into theirs. */
static void draw_up(draft *d, const cvn_answer_group *groups)
{
    cvn_answer_group *copy = CVN_ARENA_ARRAY(d->arena, cvn_answer_group, d->count + 1);
    d->order = CVN_ARENA_ARRAY(d->arena, const cvn_answer_group *, d->count + 1);
    for (uint32_t g = 0; g < d->count; g++) {
        copy[g] = groups[g];
        uint32_t *members = CVN_ARENA_ARRAY(d->arena, uint32_t, groups[g].member_count + 1);
        uint32_t *leaders = CVN_ARENA_ARRAY(d->arena, uint32_t, groups[g].leader_count + 1);
        for (uint32_t i = 0; i < groups[g].member_count; i++)
            members[i] = groups[g].members[i];
        for (uint32_t i = 0; i < groups[g].leader_count; i++)
            leaders[i] = groups[g].leaders[i];
        qsort(members, groups[g].member_count, sizeof *members, by_number);
        qsort(leaders, groups[g].leader_count, sizeof *leaders, by_number);
        copy[g].members = members;
        copy[g].leaders = leaders;
        d->order[g] = &copy[g];
    }
    if (d->count)
        qsort(d->order, d->count, sizeof *d->order, by_place);
    for (uint32_t g = 0; g < d->count; g++) {
        for (uint32_t i = 0; i < d->order[g]->member_count; i++) {
            d->member_of[d->order[g]->members[i]] = g;
            d->placed[d->order[g]->members[i]] = 1;
        }
        for (uint32_t i = 0; i < d->order[g]->leader_count; i++)
            d->placed[d->order[g]->leaders[i]] = 1;
    }
}

/** Ids: the baseline's for what goes on, then the next free numbers; an id of the baseline never comes back for another group. */
static void write_groups(draft *d, cvn_group *out)
{
    cvn_table *used = cvn_table_new(), *seen = cvn_table_new();
    uint32_t value = 0, next = 1;
    for (uint32_t g = 0; g < d->p->group_count; g++)
        cvn_table_put(used, d->p->groups[g].group->id, &value);
    for (uint32_t g = 0; g < d->count; g++) {
        const char *id;
        if (d->order[g]->base != CVN_NONE) {
            id = cvn_arena_strdup(d->arena, d->p->groups[d->order[g]->base].group->id);
        } else {
            do
                id = cvn_arena_printf(d->arena, "g%u", next++);
            while (!cvn_table_put(used, id, &value));
        }
        write_group(d, g, &out[g], id);
    }
    for (uint32_t g = 0; g < d->count; g++)
        if (d->order[g]->base != CVN_NONE)
            add_guests(d, g, &out[g], seen);
    cvn_table_free(used);
    cvn_table_free(seen);
}

cvn_allocation *cvn_answer_new(const cvn_problem *problem, const cvn_answer_group *groups, uint32_t count)
{
    assert(problem && (groups || !count));
    cvn_allocation *out = cvn_allocation_new(problem->conference->id);
    draft d = {.p = problem, .arena = out->arena, .count = count};
    d.member_of = CVN_ARENA_ARRAY(d.arena, uint32_t, problem->people + 1);
    d.placed = CVN_ARENA_ARRAY(d.arena, uint8_t, problem->people + 1);
    for (uint32_t i = 0; i < problem->people; i++)
        d.member_of[i] = CVN_NONE;
    draw_up(&d, groups);
    cvn_group *written = CVN_ARENA_ARRAY(d.arena, cvn_group, count + 1);
    write_groups(&d, written);
    const char **unplaced = CVN_ARENA_ARRAY(d.arena, const char *, problem->people + 1);
    for (uint32_t i = 0; i < problem->people; i++)
        if (problem->person[i].member && !d.placed[i])
            unplaced[out->unplaced_count++] = id_of(&d, i);
    out->groups = written;
    out->group_count = count;
    out->unplaced = unplaced;
    return out;
}
