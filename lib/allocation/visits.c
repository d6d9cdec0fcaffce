/* SPDX-License-Identifier: Apache-2.0 */
/** Which sessions are whose: those of the groups a person stands in, less those for which they are a guest elsewhere, and these. */
#include "allocation/allocation.h"

#include <stdlib.h>
#include <string.h>

struct cvn_visits {
    uint32_t people;
    size_t *begin; /* people + 1 */
    cvn_visit *visits;
};

/** A guest, with the person looked up. */
typedef struct cvn_call {
    uint32_t person, group, session; /* session from 0 */
} cvn_call;
typedef CVN_VEC(cvn_call) cvn_calls;

static int by_person(const void *a, const void *b)
{
    const cvn_call *x = a, *y = b;
    return (x->person > y->person) - (x->person < y->person);
}

/** Everybody's visits elsewhere, by person. A session number that the group does not have is left to the check. */
static cvn_code find_calls(cvn_calls *calls, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    cvn_code code = CVN_OK;

    for (uint32_t g = 0; g < allocation->group_count; g++)
        for (uint32_t i = 0; i < allocation->groups[g].guest_count; i++) {
            const cvn_guest *guest = &allocation->groups[g].guests[i];
            uint32_t person = cvn_conference_person(conference, guest->who);
            if (person == CVN_NO_LIMIT)
                code = cvn_fail(error, CVN_E_DATA, "%s%sgroup %s: a guest has the id \"%s\", and nobody in the conference has",
                                allocation->path, *allocation->path ? ": " : "", allocation->groups[g].id, guest->who);
            else if (guest->session >= 1 && guest->session <= allocation->groups[g].session_count)
                CVN_PUSH(calls) = (cvn_call){person, g, guest->session - 1};
        }
    if (calls->count)
        qsort(calls->at, calls->count, sizeof *calls->at, by_person);
    return code;
}

static bool is_elsewhere(const cvn_calls *calls, size_t first, size_t last, uint32_t session)
{
    for (size_t i = first; i < last; i++)
        if (calls->at[i].session == session)
            return true;
    return false;
}

static int by_start(const void *a, const void *b)
{
    const cvn_visit *x = a, *y = b;
    if (x->start.min != y->start.min)
        return x->start.min < y->start.min ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

typedef CVN_VEC(cvn_visit) cvn_visit_list;

/** Adds one person's sessions; their calls are [first, last). */
static void add_person(cvn_visit_list *out, const cvn_allocation *allocation, const cvn_place *places, uint32_t count, const cvn_calls *calls,
                       size_t first, size_t last)
{
    size_t begin = out->count;

    for (uint32_t i = 0; i < count; i++) {
        const cvn_group *group = &allocation->groups[places[i].group];
        for (uint32_t s = 0; s < group->session_count; s++)
            if (places[i].leads || !is_elsewhere(calls, first, last, s))
                CVN_PUSH(out) = (cvn_visit){.start = group->sessions[s], .group = places[i].group, .session = s, .leads = places[i].leads};
    }
    for (size_t i = first; i < last; i++) {
        const cvn_call *call = &calls->at[i];
        CVN_PUSH(out) = (cvn_visit){
            .start = allocation->groups[call->group].sessions[call->session], .group = call->group, .session = call->session, .guest = true};
    }
    if (out->count > begin)
        qsort(out->at + begin, out->count - begin, sizeof *out->at, by_start);
}

cvn_code cvn_visits_new(cvn_visits **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    assert(out && conference && allocation);
    *out = NULL;
    cvn_places *places = NULL;
    cvn_calls calls = {0};
    cvn_code code = cvn_places_new(&places, conference, allocation, error), other = find_calls(&calls, conference, allocation, error);

    if (!code && !other) {
        cvn_visits *visits = CVN_NEW(cvn_visits);
        cvn_visit_list list = {0};
        size_t first = 0;
        visits->people = conference->people_count;
        visits->begin = CVN_NEW_ARRAY(size_t, (size_t)visits->people + 1);
        for (uint32_t p = 0; p < visits->people; p++) {
            uint32_t count;
            const cvn_place *at = cvn_places_of(places, p, &count);
            size_t last = first;
            while (last < calls.count && calls.at[last].person == p)
                last++;
            visits->begin[p] = list.count;
            add_person(&list, allocation, at, count, &calls, first, last);
            first = last;
        }
        visits->begin[visits->people] = list.count;
        visits->visits = list.at;
        *out = visits;
    }
    CVN_VEC_FREE(&calls);
    cvn_places_free(places);
    return code ? code : other;
}

void cvn_visits_free(cvn_visits *visits)
{
    if (!visits)
        return;
    free(visits->begin);
    free(visits->visits);
    free(visits);
}

const cvn_visit *cvn_visits_of(const cvn_visits *visits, uint32_t person, uint32_t *count)
{
    assert(visits && person < visits->people && count);
    *count = (uint32_t)(visits->begin[person + 1] - visits->begin[person]);
    return *count ? &visits->visits[visits->begin[person]] : NULL;
}

bool cvn_visit_is_turn(const cvn_conference *conference, const cvn_allocation *allocation, uint32_t person, const cvn_visit *visit)
{
    assert(conference && allocation && visit);
    const cvn_group *group = &allocation->groups[visit->group];
    if (visit->session >= group->rota_count)
        return false;
    const cvn_turns *turns = &group->rota[visit->session];
    for (uint32_t i = 0; i < turns->count; i++)
        if (strcmp(turns->who[i], conference->people[person].id) == 0)
            return true;
    return false;
}
