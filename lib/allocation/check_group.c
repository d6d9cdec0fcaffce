/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 2, one group: its size, its leaders, who attends how much; and what that costs. */
#include "allocation/check.h"

#include <stdlib.h>

static void check_size(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_type *type = &checking->conference->types[at->type];
    const cvn_group *group = at->group;
    uint32_t least = at->old ? type->size_keep : type->size_min;

    if (group->member_count < least || group->member_count > type->size_max)
        cvn_violated(checking, "group %s: %u member%s; a group of type %s has %u to %u%s", group->id, group->member_count,
                     cvn_s(group->member_count), type->id, least, type->size_max, at->old && least < type->size_min ? " when it goes on" : "");
    if (group->leader_count < type->leaders_min || group->leader_count > type->leaders_max)
        cvn_violated(checking, "group %s: %u leader%s; a group of type %s has %u to %u", group->id, group->leader_count,
                     cvn_s(group->leader_count), type->id, type->leaders_min, type->leaders_max);
}

static bool was_there(const cvn_checking *checking, const cvn_checked_group *at, uint32_t person)
{
    const char *id = checking->conference->people[person].id;
    return at->old && (cvn_ids_have(at->old->members, at->old->member_count, id) || cvn_ids_have(at->old->leaders, at->old->leader_count, id));
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/** How many of the sessions ahead somebody must attend: what is left of their number, or for a newcomer as many as there still are. */
static uint32_t must_attend(const cvn_checking *checking, const cvn_checked_group *at, uint32_t person, bool leads)
{
    uint32_t all = at->group->session_count, ahead = all - at->held;
    uint32_t need = least_of(all, leads ? checking->conference->types[at->type].leaders_attend : checking->conference->attend);

    if (was_there(checking, at, person))
        return need > at->held ? need - at->held : 0;
    return least_of(need, ahead);
}

/** One person in one group. present (NULL for a member): leaders attending each session ahead. */
static void check_attendance(cvn_checking *checking, const cvn_checked_group *at, uint32_t person, uint32_t *present)
{
    const cvn_conference *conference = checking->conference;
    const cvn_participant *who = &conference->people[person];
    const cvn_weights *weights = &conference->weights;
    uint32_t ahead = at->group->session_count - at->held, went = 0;

    for (uint32_t i = 0; i < ahead; i++) {
        cvn_instant start = at->group->sessions[at->held + i];
        cvn_can can = cvn_can_attend(conference, person, start);
        if (can == CVN_CANNOT)
            continue;
        went++;
        if (present)
            present[i]++;
        int64_t points = cvn_times(weights->unsocial, cvn_unsocial_half_hours(conference, who->zone, start));
        checking->burden[person] = cvn_plus(checking->burden[person], cvn_plus(points, can == CVN_CAN_IF_NEEDED ? weights->if_needed : 0));
    }
    uint32_t must = must_attend(checking, at, person, present != NULL);
    if (went < must)
        cvn_violated(checking, "group %s: %s can attend %u of the %u session%s%s, and must attend %u", at->group->id,
                     cvn_checked_person(checking, person), went, ahead, cvn_s(ahead), at->held ? " ahead" : "", must);
    checking->missed = cvn_plus(checking->missed, cvn_times(weights->missed, ahead - went));
    for (uint32_t t = 0; t < who->type_count; t++)
        if (who->types[t] == at->type) {
            checking->preference = cvn_plus(checking->preference, cvn_times(weights->preference, t));
            break;
        }
}

void cvn_check_group(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_type *type = &checking->conference->types[at->type];
    uint32_t ahead = at->group->session_count - at->held;
    uint32_t *present = CVN_NEW_ARRAY(uint32_t, ahead);

    check_size(checking, at);
    for (uint32_t i = 0; i < at->people_count; i++)
        check_attendance(checking, at, at->people[i], i < at->member_count ? NULL : present);
    for (uint32_t i = 0; i < ahead; i++)
        if (present[i] < type->leaders_min)
            cvn_violated(checking, "group %s: %u leader%s can attend %s; at least %u must", at->group->id, present[i], cvn_s(present[i]),
                         cvn_checked_session(checking, at->group, at->held + i), type->leaders_min);
    int64_t off = (int64_t)at->member_count - type->size_ideal;
    checking->size = cvn_plus(checking->size, cvn_times(checking->conference->weights.size, off * off));
    free(present);
}
