/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 2, guests: members of another group, once a session number, who can come. */
#include "allocation/check.h"

/** The group in which a person is a member; CVN_NO_LIMIT where there is none. */
static uint32_t home_of(const cvn_checking *checking, uint32_t person)
{
    uint32_t count;
    const cvn_place *places = cvn_places_of(checking->places, person, &count);

    for (uint32_t i = 0; i < count; i++)
        if (!places[i].leads)
            return places[i].group;
    return CVN_NO_LIMIT;
}

static void check_guest(cvn_checking *checking, uint32_t g, const cvn_guest *guest, cvn_table *visits)
{
    const cvn_conference *conference = checking->conference;
    const cvn_group *group = &checking->allocation->groups[g];
    uint32_t person = cvn_conference_person(conference, guest->who), home, seen = 0;

    if (person == CVN_NO_LIMIT) {
        cvn_violated(checking, "group %s: a guest has the id %s, and nobody in the conference has", group->id, guest->who);
        return;
    }
    const char *name = cvn_checked_person(checking, person);
    home = home_of(checking, person);
    bool first = cvn_table_put(visits, cvn_arena_printf(checking->arena, "%u %s", guest->session, guest->who), &seen);
    if (home == CVN_NO_LIMIT)
        cvn_violated(checking, "group %s: %s is a guest, and a member of no group", group->id, name);
    else if (home == g)
        cvn_violated(checking, "group %s: %s is a guest in their own group", group->id, name);
    else if (!first)
        cvn_violated(checking, "group %s: %s is a guest twice for session %u", group->id, name, guest->session);
    else if (guest->session < 1 || guest->session > group->session_count)
        cvn_violated(checking, "group %s: %s is a guest in session %u, and it has %u", group->id, name, guest->session, group->session_count);
    else if (!cvn_is_held(conference, group->sessions[guest->session - 1]) &&
             cvn_can_attend(conference, person, group->sessions[guest->session - 1]) == CVN_CANNOT)
        cvn_violated(checking, "group %s: %s is a guest in %s, and cannot attend it", group->id, name,
                     cvn_checked_session(checking, group, guest->session - 1));
}

void cvn_check_guests(cvn_checking *checking)
{
    cvn_table *visits = cvn_table_new();

    for (uint32_t g = 0; g < checking->allocation->group_count; g++)
        for (uint32_t i = 0; i < checking->allocation->groups[g].guest_count; i++)
            check_guest(checking, g, &checking->allocation->groups[g].guests[i], visits);
    cvn_table_free(visits);
}
