/* SPDX-License-Identifier: Apache-2.0 */
/** The active people in small numbers: zones, roles, and which types they take at what price. */
#include "plan/internal.h"

#include <stdlib.h>

/** The number of a zone, by its name: links to one zone keep rows of their own, which costs little. */
static uint32_t zone_number(cvn_table *numbers, const cvn_zone *zone, const cvn_zone **zones, uint32_t *count)
{
    uint32_t number = *count;
    if (cvn_table_put(numbers, cvn_zone_name(zone), &number))
        zones[(*count)++] = zone;
    return number;
}

static const int32_t *preference_row(cvn_problem *p, const cvn_participant *who, const int32_t *any)
{
    if (!who->type_count)
        return any;
    int32_t *row = CVN_ARENA_ARRAY(p->arena, int32_t, p->type_count + 1);
    for (uint32_t t = 0; t < p->type_count; t++)
        row[t] = -1;
    for (uint32_t i = 0; i < who->type_count; i++)
        row[who->types[i]] = (int32_t)(p->weights.preference * i);
    return row;
}

static void fill_person(cvn_problem *p, uint32_t i, const int32_t *any)
{
    cvn_plan_person *person = &p->person[i];
    const cvn_participant *who = &p->conference->people[person->index];
    person->priority = who->priority;
    person->lead_max = who->lead_max;
    person->member = who->member;
    person->leader = who->leader;
    person->preference = preference_row(p, who, any);
    if (person->leader)
        cvn_bit_set(p->leaders, i);
}

static void fill_type(cvn_problem *p, cvn_plan_type *type, uint32_t t)
{
    const cvn_type *from = &p->conference->types[t];
    type->size_min = from->size_min;
    type->size_ideal = from->size_ideal;
    type->size_max = from->size_max;
    type->size_keep = from->size_keep;
    type->leaders_min = from->leaders_min;
    type->leaders_max = from->leaders_max;
    type->leaders_attend = from->leaders_attend < p->session_count ? from->leaders_attend : p->session_count;
    type->max_groups = from->max_groups;
    type->has_rota = from->has_rota;
    type->rota_per_session = from->rota_per_session;
    type->rota_among = from->rota_among;
    uint64_t *members = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    uint64_t *leaders = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    uint64_t *rota = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    for (uint32_t i = 0; i < p->people; i++) {
        const cvn_plan_person *person = &p->person[i];
        if (person->preference[t] >= 0 && person->member)
            cvn_bit_set(members, i);
        if (person->preference[t] >= 0 && person->leader)
            cvn_bit_set(leaders, i);
        if (from->has_rota && cvn_person_matches(&p->conference->people[person->index], &from->rota_where))
            cvn_bit_set(rota, i);
    }
    type->takes_member = members;
    type->takes_leader = leaders;
    type->rota_who = rota;
}

static void number_people(cvn_problem *p, const cvn_zone ***zones)
{
    const cvn_conference *c = p->conference;
    const cvn_zone **list = CVN_ARENA_ARRAY(p->arena, const cvn_zone *, c->people_count + 1);
    p->person = CVN_ARENA_ARRAY(p->arena, cvn_plan_person, c->people_count + 1);
    p->person_of = CVN_ARENA_ARRAY(p->arena, uint32_t, c->people_count + 1);
    cvn_table *numbers = cvn_table_new();
    for (uint32_t i = 0; i < c->people_count; i++) {
        p->person_of[i] = CVN_NONE;
        if (c->people[i].status != CVN_ACTIVE || !c->assigns)
            continue;
        p->person_of[i] = p->people;
        p->person[p->people].index = i;
        p->person[p->people++].zone = zone_number(numbers, c->people[i].zone, list, &p->zone_count);
    }
    cvn_table_free(numbers);
    *zones = list;
}

void cvn_plan_people(cvn_problem *p, const cvn_zone ***zones)
{
    p->type_count = p->conference->type_count;
    number_people(p, zones);
    p->people_words = (uint32_t)CVN_WORDS(p->people);
    p->leaders = CVN_ARENA_ARRAY(p->arena, uint64_t, p->people_words + 1);
    int32_t *any = CVN_ARENA_ARRAY(p->arena, int32_t, p->type_count + 1);
    for (uint32_t i = 0; i < p->people; i++)
        fill_person(p, i, any);
    cvn_plan_type *types = CVN_ARENA_ARRAY(p->arena, cvn_plan_type, p->type_count + 1);
    for (uint32_t t = 0; t < p->type_count; t++)
        fill_type(p, &types[t], t);
    p->types = types;
}
