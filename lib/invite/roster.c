/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/roster.h"

#include <stdlib.h>

/** Somebody who sits with another group for one session. */
typedef struct visit {
    uint32_t person, session, group;
} visit;

struct cvn_rosters {
    const cvn_conference *conference;
    const cvn_allocation *allocation;
    cvn_places *places;
    cvn_session **sessions; /* by group; NULL: not asked for yet */
    CVN_VEC(visit) visits;  /* by person, then session */
    uint32_t most;          /* sessions of any group: a visited one may have a number that the own group, of another series, has not */
    cvn_arena *arena;
};

static cvn_code look_up(uint32_t *out, const cvn_conference *conference, const cvn_group *group, const char *id, const char *as,
                        cvn_error *error)
{
    *out = cvn_conference_person(conference, id);
    if (*out != CVN_NO_LIMIT)
        return CVN_OK;
    return cvn_fail(error, CVN_E_DATA, "group %s, %s: nobody in the conference has the id \"%s\"", group->id, as, id);
}

static int by_person(const void *left, const void *right)
{
    const visit *a = left, *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->session > b->session) - (a->session < b->session);
}

/** Reads who visits whom, and sees that each turn names somebody. */
static cvn_code read_groups(cvn_rosters *rosters, cvn_error *error)
{
    cvn_code code = CVN_OK, one;
    for (uint32_t g = 0; g < rosters->allocation->group_count; g++) {
        const cvn_group *group = &rosters->allocation->groups[g];
        uint32_t person;
        rosters->most = group->session_count > rosters->most ? group->session_count : rosters->most;
        for (uint32_t i = 0; i < group->guest_count; i++) {
            one = look_up(&person, rosters->conference, group, group->guests[i].who, "guests", error);
            code = code ? code : one;
            if (!one)
                CVN_PUSH(&rosters->visits) = (visit){person, group->guests[i].session, g};
        }
        for (uint32_t s = 0; s < group->rota_count; s++)
            for (uint32_t i = 0; i < group->rota[s].count; i++) {
                one = look_up(&person, rosters->conference, group, group->rota[s].who[i], "rota", error);
                code = code ? code : one;
            }
    }
    if (rosters->visits.count)
        qsort(rosters->visits.at, rosters->visits.count, sizeof(visit), by_person);
    return code;
}

cvn_code cvn_rosters_new(cvn_rosters **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error)
{
    assert(out && conference);
    *out = NULL;
    cvn_rosters *rosters = CVN_NEW(cvn_rosters);
    rosters->conference = conference;
    rosters->allocation = allocation;
    rosters->arena = cvn_arena_new();
    cvn_code code = CVN_OK;
    if (allocation) {
        rosters->sessions = CVN_ARENA_ARRAY(rosters->arena, cvn_session *, allocation->group_count);
        code = cvn_places_new(&rosters->places, conference, allocation, error);
        cvn_code groups = read_groups(rosters, error);
        code = code ? code : groups;
    }
    if (code)
        cvn_rosters_free(rosters);
    else
        *out = rosters;
    return code;
}

void cvn_rosters_free(cvn_rosters *rosters)
{
    if (!rosters)
        return;
    cvn_places_free(rosters->places);
    CVN_VEC_FREE(&rosters->visits);
    cvn_arena_free(rosters->arena);
    free(rosters);
}

const cvn_place *cvn_rosters_places(const cvn_rosters *rosters, uint32_t person, uint32_t *count)
{
    *count = 0;
    return rosters->places ? cvn_places_of(rosters->places, person, count) : NULL;
}

/** Where a person sits instead of their own group's session of a number; NULL: nowhere else. */
static const visit *find_visit(const cvn_rosters *rosters, uint32_t person, uint32_t session)
{
    visit wanted = {.person = person, .session = session};
    if (rosters->visits.count == 0)
        return NULL;
    return bsearch(&wanted, rosters->visits.at, rosters->visits.count, sizeof wanted, by_person);
}

static bool is_active(const cvn_rosters *rosters, uint32_t person)
{
    return rosters->conference->people[person].status == CVN_ACTIVE;
}

/* ---- a group's side -------------------------------------------------------------------------------------------------------------------- */

/** Those of a group's people who come to its session of a number (counted from 0). */
static cvn_crowd comers(const cvn_rosters *rosters, const char *const *ids, uint32_t count, uint32_t number, cvn_instant start)
{
    uint32_t *who = CVN_ARENA_ARRAY(rosters->arena, uint32_t, count), n = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t person = cvn_conference_person(rosters->conference, ids[i]);
        if (is_active(rosters, person) && !find_visit(rosters, person, number + 1) &&
            cvn_can_attend(rosters->conference, person, start) != CVN_CANNOT)
            who[n++] = person;
    }
    return (cvn_crowd){n, who};
}

static cvn_crowd guests_of(const cvn_rosters *rosters, const cvn_group *group, uint32_t number)
{
    uint32_t *who = CVN_ARENA_ARRAY(rosters->arena, uint32_t, group->guest_count), n = 0;
    for (uint32_t i = 0; i < group->guest_count; i++) {
        uint32_t person = cvn_conference_person(rosters->conference, group->guests[i].who);
        if (group->guests[i].session == number + 1 && is_active(rosters, person))
            who[n++] = person;
    }
    return (cvn_crowd){n, who};
}

static cvn_crowd turns_of(const cvn_rosters *rosters, const cvn_group *group, uint32_t number)
{
    if (number >= group->rota_count)
        return (cvn_crowd){0};
    const cvn_turns *turns = &group->rota[number];
    uint32_t *who = CVN_ARENA_ARRAY(rosters->arena, uint32_t, turns->count), n = 0;
    for (uint32_t i = 0; i < turns->count; i++) {
        uint32_t person = cvn_conference_person(rosters->conference, turns->who[i]);
        if (is_active(rosters, person))
            who[n++] = person;
    }
    return (cvn_crowd){n, who};
}

const cvn_session *cvn_rosters_sessions(cvn_rosters *rosters, uint32_t index, uint32_t *count)
{
    assert(rosters->allocation && index < rosters->allocation->group_count);
    const cvn_group *group = &rosters->allocation->groups[index];
    *count = group->session_count;
    if (rosters->sessions[index])
        return rosters->sessions[index];
    cvn_session *sessions = CVN_ARENA_ARRAY(rosters->arena, cvn_session, group->session_count);
    for (uint32_t s = 0; s < group->session_count; s++)
        sessions[s] = (cvn_session){.start = group->sessions[s],
                                    .leaders = comers(rosters, group->leaders, group->leader_count, s, group->sessions[s]),
                                    .members = comers(rosters, group->members, group->member_count, s, group->sessions[s]),
                                    .guests = guests_of(rosters, group, s),
                                    .turns = turns_of(rosters, group, s)};
    return rosters->sessions[index] = sessions;
}

/* ---- a person's side ------------------------------------------------------------------------------------------------------------------- */

static bool is_among(const cvn_crowd *crowd, uint32_t person)
{
    for (uint32_t i = 0; i < crowd->count; i++)
        if (crowd->who[i] == person)
            return true;
    return false;
}

/** The person's session of a number (from 0) of one place; false where they do not come. */
static bool sit(cvn_sitting *out, cvn_rosters *rosters, uint32_t person, const cvn_place *place, uint32_t number)
{
    uint32_t count;
    const visit *away = find_visit(rosters, person, number + 1);
    uint32_t group = away ? away->group : place->group;
    const cvn_session *sessions = cvn_rosters_sessions(rosters, group, &count);
    if (number >= count)
        return false;
    const cvn_session *session = &sessions[number];
    if (!away && !is_among(place->leads ? &session->leaders : &session->members, person))
        return false;
    *out = (cvn_sitting){.own = place->group,
                         .number = number + 1,
                         .group = group,
                         .leads = place->leads && !away,
                         .turn = is_among(&session->turns, person),
                         .held = cvn_is_held(rosters->conference, session->start),
                         .session = session};
    return true;
}

const cvn_sitting *cvn_rosters_sittings(cvn_rosters *rosters, uint32_t person, cvn_arena *arena, uint32_t *count)
{
    assert(rosters && arena && count);
    uint32_t places, n = 0;
    const cvn_place *place = cvn_rosters_places(rosters, person, &places);
    *count = 0;
    if (places == 0)
        return NULL;
    const cvn_group *groups = rosters->allocation->groups;
    cvn_sitting *sittings = CVN_ARENA_ARRAY(arena, cvn_sitting, (size_t)rosters->most * places);
    for (uint32_t p = 0; p < places; p++)
        for (uint32_t s = 0; s < rosters->most; s++)
            if (s < groups[place[p].group].session_count || find_visit(rosters, person, s + 1))
                n += sit(&sittings[n], rosters, person, &place[p], s);
    *count = n;
    return sittings;
}
