/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 1: whoever is named exists, is active, has the role and takes the type; no two groups share an id. */
#include "allocation/check.h"

#include <stdlib.h>

static void check_ids(cvn_checking *checking)
{
    const cvn_allocation *allocation = checking->allocation;
    cvn_table *first = cvn_table_new();
    uint32_t *times = CVN_NEW_ARRAY(uint32_t, allocation->group_count);

    for (uint32_t g = 0; g < allocation->group_count; g++) {
        uint32_t at = g;
        cvn_table_put(first, allocation->groups[g].id, &at);
        times[at]++;
    }
    for (uint32_t g = 0; g < allocation->group_count; g++)
        if (times[g] > 1)
            cvn_violated(checking, "group %s stands %u times: each group needs an id of its own", allocation->groups[g].id, times[g]);
    free(times);
    cvn_table_free(first);
}

static void check_person(cvn_checking *checking, const cvn_checked_group *group, uint32_t person, bool leads)
{
    const cvn_participant *who = &checking->conference->people[person];
    const char *id = group->group->id;

    if (who->status == CVN_DROPPED)
        cvn_violated(checking, "group %s: %s has dropped out, and cannot be placed", id, cvn_checked_person(checking, person));
    if (who->status == CVN_WAITING)
        cvn_violated(checking, "group %s: %s is still waiting, and not to be placed", id, cvn_checked_person(checking, person));
    if (leads ? !who->leader : !who->member)
        cvn_violated(checking, "group %s: %s is no %s: their roles do not say so", id, cvn_checked_person(checking, person),
                     leads ? "leader" : "member");
    /* whoever names types takes no type that the conference does not have */
    if (who->type_count && (group->type == CVN_NO_LIMIT || !cvn_person_takes(who, group->type)))
        cvn_violated(checking, "group %s: %s does not take groups of type %s", id, cvn_checked_person(checking, person), group->group->type);
}

static void check_baseline(cvn_checking *checking)
{
    const cvn_allocation *baseline = checking->baseline;

    for (uint32_t g = 0; baseline && g < baseline->group_count; g++) {
        const cvn_group *group = &baseline->groups[g];
        for (uint32_t i = 0; i < group->member_count + group->leader_count; i++) {
            const char *id = i < group->member_count ? group->members[i] : group->leaders[i - group->member_count];
            if (cvn_conference_person(checking->conference, id) == CVN_NO_LIMIT)
                cvn_violated(checking, "baseline group %s: nobody in the conference has the id %s: who has gone is kept, with status dropped",
                             group->id, id);
        }
    }
}

void cvn_check_people(cvn_checking *checking)
{
    check_ids(checking);
    check_baseline(checking);
    for (uint32_t g = 0; g < checking->allocation->group_count; g++) {
        const cvn_checked_group *group = &checking->groups[g];
        for (uint32_t i = 0; i < group->people_count; i++) {
            bool leads = i >= group->member_count;
            if (group->people[i] == CVN_NO_LIMIT)
                cvn_violated(checking, "group %s: nobody in the conference has the id %s", group->group->id,
                             leads ? group->group->leaders[i - group->member_count] : group->group->members[i]);
            else
                check_person(checking, group, group->people[i], leads);
        }
    }
}
