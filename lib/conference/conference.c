/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/conference.h"

#include <stdlib.h>

void cvn_conference_free(cvn_conference *conference)
{
    if (!conference)
        return;
    cvn_table_free(conference->person_index);
    cvn_table_free(conference->type_index);
    cvn_zones_free(conference->zones);
    cvn_arena_free(conference->arena);
    free(conference);
}

const char *cvn_conference_id(const cvn_conference *conference)
{
    return conference->id;
}

const char *cvn_conference_title(const cvn_conference *conference)
{
    return conference->title;
}

size_t cvn_conference_people(const cvn_conference *conference)
{
    return conference->people_count;
}

const char *cvn_conference_person_id(const cvn_conference *conference, size_t i)
{
    return i < conference->people_count ? conference->people[i].id : "";
}

const char *cvn_conference_person_name(const cvn_conference *conference, size_t i)
{
    return i < conference->people_count ? conference->people[i].name : "";
}

static uint32_t index_in(const cvn_table *table, const char *id)
{
    uint32_t index;
    return cvn_table_get(table, id, &index) ? index : CVN_NO_LIMIT;
}

uint32_t cvn_conference_person(const cvn_conference *conference, const char *id)
{
    return index_in(conference->person_index, id);
}

uint32_t cvn_conference_type(const cvn_conference *conference, const char *id)
{
    return index_in(conference->type_index, id);
}

const cvn_held_values *cvn_person_values(const cvn_participant *person, uint32_t attribute)
{
    for (uint32_t i = 0; i < person->held_count; i++)
        if (person->held[i].attribute == attribute)
            return &person->held[i];
    return NULL;
}

/** Do two ascending lists have a number in common? */
static bool meet(const cvn_held_values *a, const cvn_held_values *b)
{
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->values[i] == b->values[j])
            return true;
        if (a->values[i] < b->values[j])
            i++;
        else
            j++;
    }
    return false;
}

bool cvn_person_matches(const cvn_participant *person, const cvn_where *where)
{
    for (uint32_t i = 0; i < where->count; i++) {
        const cvn_held_values *held = cvn_person_values(person, where->keys[i].attribute);
        if (!held || !meet(held, &where->keys[i]))
            return false;
    }
    return true;
}

bool cvn_person_takes(const cvn_participant *person, uint32_t type)
{
    for (uint32_t i = 0; i < person->type_count; i++)
        if (person->types[i] == type)
            return true;
    return person->type_count == 0;
}
