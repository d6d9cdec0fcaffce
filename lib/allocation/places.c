/* SPDX-License-Identifier: Apache-2.0 */
/** Where each person of a conference stands in an allocation: one array of places, sorted by person, and where each person's begin. */
#include "allocation/allocation.h"

#include <stdlib.h>

struct cvn_places {
    uint32_t people;
    uint32_t *begin; /* people + 1 */
    cvn_place *places;
};

/** The person with an id in a group, or CVN_NO_LIMIT after saying that there is none. */
static uint32_t look_up(const cvn_conference *conference, const cvn_allocation *allocation, const cvn_group *group, const char *id,
                        cvn_error *error)
{
    uint32_t person = cvn_conference_person(conference, id);
    if (person == CVN_NO_LIMIT)
        cvn_fail(error, CVN_E_DATA, "%s%sgroup %s: nobody in the conference has the id \"%s\"", allocation->path, *allocation->path ? ": " : "",
                 group->id, id);
    return person;
}

/** Finds everybody, in the order of the file, leaders first within a group. CVN_E_DATA where somebody is not there. */
static cvn_code find_people(uint32_t *found, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    cvn_code code = CVN_OK;
    size_t n = 0;

    for (uint32_t g = 0; g < allocation->group_count; g++) {
        const cvn_group *group = &allocation->groups[g];
        for (uint32_t i = 0; i < group->leader_count + group->member_count; i++) {
            const char *id = i < group->leader_count ? group->leaders[i] : group->members[i - group->leader_count];
            found[n] = look_up(conference, allocation, group, id, error);
            if (found[n++] == CVN_NO_LIMIT)
                code = CVN_E_DATA;
        }
    }
    return code;
}

static size_t count_places(const cvn_allocation *allocation)
{
    size_t n = 0;
    for (uint32_t g = 0; g < allocation->group_count; g++)
        n += (size_t)allocation->groups[g].leader_count + allocation->groups[g].member_count;
    return n;
}

static void sort_by_person(cvn_places *places, const cvn_allocation *allocation, const uint32_t *found, size_t total)
{
    uint32_t *next = CVN_NEW_ARRAY(uint32_t, places->people + 1);
    size_t n = 0;

    for (size_t i = 0; i < total; i++)
        places->begin[found[i] + 1]++;
    for (uint32_t p = 0; p < places->people; p++)
        places->begin[p + 1] += places->begin[p];
    for (uint32_t p = 0; p < places->people; p++)
        next[p] = places->begin[p];
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        const cvn_group *group = &allocation->groups[g];
        for (uint32_t i = 0; i < group->leader_count + group->member_count; i++)
            places->places[next[found[n++]]++] = (cvn_place){.group = g, .leads = i < group->leader_count};
    }
    free(next);
}

cvn_code cvn_places_new(cvn_places **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    size_t total = count_places(allocation);
    uint32_t *found = CVN_NEW_ARRAY(uint32_t, total);
    cvn_code code = find_people(found, conference, allocation, error);

    if (!code) {
        cvn_places *places = CVN_NEW(cvn_places);
        places->people = conference->people_count;
        places->begin = CVN_NEW_ARRAY(uint32_t, places->people + 1);
        places->places = CVN_NEW_ARRAY(cvn_place, total);
        sort_by_person(places, allocation, found, total);
        *out = places;
    }
    free(found);
    return code;
}

void cvn_places_free(cvn_places *places)
{
    if (!places)
        return;
    free(places->begin);
    free(places->places);
    free(places);
}

const cvn_place *cvn_places_of(const cvn_places *places, uint32_t person, uint32_t *count)
{
    assert(places && person < places->people && count);
    *count = places->begin[person + 1] - places->begin[person];
    return *count ? &places->places[places->begin[person]] : NULL;
}
