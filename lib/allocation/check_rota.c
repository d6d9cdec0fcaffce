/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 2, whose turn it is: as many as the type asks for in each session, of those who may and can. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

static bool holds(const uint32_t *people, uint32_t count, uint32_t person)
{
    for (uint32_t i = 0; i < count; i++)
        if (people[i] == person)
            return true;
    return false;
}

/** The people of a group who may be on duty in a session and can attend it. */
static uint32_t find_able(const cvn_checking *checking, const cvn_checked_group *at, uint32_t session, uint32_t *able)
{
    const cvn_conference *conference = checking->conference;
    const cvn_type *type = &conference->types[at->type];
    uint32_t count, n = 0;
    const uint32_t *among = cvn_checked_among(at, type->rota_among, &count);

    for (uint32_t i = 0; i < count; i++)
        if (cvn_person_matches(&conference->people[among[i]], &type->rota_where) &&
            cvn_can_attend(conference, among[i], at->group->sessions[session]) != CVN_CANNOT)
            able[n++] = among[i];
    return n;
}

static void check_ahead(cvn_checking *checking, const cvn_checked_group *at, uint32_t session, uint32_t *able)
{
    const cvn_turns *turns = &at->group->rota[session];
    uint32_t able_count = find_able(checking, at, session, able);
    uint32_t per_session = checking->conference->types[at->type].rota_per_session;
    uint32_t want = per_session < able_count ? per_session : able_count;

    for (uint32_t i = 0; i < turns->count; i++) {
        uint32_t person = cvn_conference_person(checking->conference, turns->who[i]);
        if (person == CVN_NO_LIMIT || !holds(able, able_count, person))
            cvn_violated(checking, "group %s: %s cannot have a turn in %s: they are not of those who may, or cannot attend it", at->group->id,
                         turns->who[i], cvn_checked_session(checking, at->group, session));
        else if (cvn_ids_have(turns->who, i, turns->who[i]))
            cvn_violated(checking, "group %s: %s has two turns in %s", at->group->id, turns->who[i],
                         cvn_checked_session(checking, at->group, session));
    }
    if (turns->count != want)
        cvn_violated(checking, "group %s: %u turn%s in %s; there must be %u", at->group->id, turns->count, cvn_s(turns->count),
                     cvn_checked_session(checking, at->group, session), want);
}

/** A held session's turns are history: the baseline's, less those who have dropped out. */
static void check_held(cvn_checking *checking, const cvn_checked_group *at, uint32_t session)
{
    const cvn_conference *conference = checking->conference;
    const cvn_turns *now = &at->group->rota[session];
    const cvn_turns none = {0}, *was = at->old && session < at->old->rota_count ? &at->old->rota[session] : &none;
    uint32_t n = 0;
    bool same = true;

    for (uint32_t i = 0; i < was->count; i++) {
        uint32_t person = cvn_conference_person(conference, was->who[i]);
        if (person == CVN_NO_LIMIT || conference->people[person].status != CVN_ACTIVE)
            continue;
        same = same && n < now->count && strcmp(now->who[n], was->who[i]) == 0;
        n++;
    }
    if (!same || n != now->count)
        cvn_violated(checking, "group %s: the turns in %s are held, and must stay as the baseline has them, without those who left",
                     at->group->id, cvn_checked_session(checking, at->group, session));
}

/** Turns of one person in the sessions ahead. */
static int64_t turns_of(const cvn_checked_group *at, const char *id)
{
    int64_t turns = 0;
    for (uint32_t s = at->held; s < at->group->rota_count; s++)
        turns += cvn_ids_have(at->group->rota[s].who, at->group->rota[s].count, id);
    return turns;
}

/** Adds rota × turns² for each person with a turn in a session ahead. Whoever has one is of the group, or there is a violation. */
static void add_cost(cvn_checking *checking, const cvn_checked_group *at)
{
    for (uint32_t i = 0; i < at->people_count; i++) {
        int64_t turns = turns_of(at, checking->conference->people[at->people[i]].id);
        checking->rota = cvn_plus(checking->rota, cvn_times(checking->conference->weights.rota, turns * turns));
    }
}

void cvn_check_rota(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_group *group = at->group;
    const cvn_type *type = &checking->conference->types[at->type];

    if (!type->has_rota) {
        if (group->has_rota)
            cvn_violated(checking, "group %s: it has a rota, and groups of type %s have none", group->id, type->id);
        return;
    }
    checking->any_rota = true;
    if (group->rota_count != group->session_count) {
        cvn_violated(checking, "group %s: a rota for %u session%s, and it has %u", group->id, group->rota_count, cvn_s(group->rota_count),
                     group->session_count);
        return;
    }
    uint32_t *able = CVN_NEW_ARRAY(uint32_t, at->people_count);
    for (uint32_t s = 0; s < group->session_count; s++) {
        if (s < at->held)
            check_held(checking, at, s);
        else
            check_ahead(checking, at, s, able);
    }
    free(able);
    add_cost(checking, at);
}
