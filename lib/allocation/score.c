/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 3, the end of it: who is in no group, and what all of it comes to. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

static bool is_placed(const cvn_places *places, uint32_t person)
{
    uint32_t count;
    cvn_places_of(places, person, &count);
    return count > 0;
}

/** Active, with the role member, and in no group: whom `unplaced` lists. */
static bool is_left_over(const cvn_checking *checking, uint32_t person)
{
    const cvn_participant *who = &checking->conference->people[person];
    return checking->conference->assigns && who->status == CVN_ACTIVE && who->member && !is_placed(checking->places, person);
}

void cvn_check_unplaced(cvn_checking *checking)
{
    const cvn_conference *conference = checking->conference;
    const cvn_allocation *allocation = checking->allocation;
    uint32_t *listed = CVN_NEW_ARRAY(uint32_t, conference->people_count);

    for (uint32_t i = 0; i < allocation->unplaced_count; i++) {
        const char *id = allocation->unplaced[i];
        uint32_t person = cvn_conference_person(conference, id);
        if (person == CVN_NO_LIMIT)
            cvn_violated(checking, "unplaced: nobody in the conference has the id %s", id);
        else if (listed[person]++)
            cvn_violated(checking, "unplaced: %s is listed more than once", cvn_checked_person(checking, person));
        else if (!is_left_over(checking, person))
            cvn_violated(checking, "unplaced: %s does not belong there: %s", cvn_checked_person(checking, person),
                         is_placed(checking->places, person)               ? "they are in a group"
                         : conference->people[person].status != CVN_ACTIVE ? "they are not active"
                                                                           : "they are not to be placed as a member");
    }
    for (uint32_t p = 0; p < conference->people_count; p++)
        if (!listed[p] && is_left_over(checking, p))
            cvn_violated(checking, "unplaced: %s is in no group, and not listed", cvn_checked_person(checking, p));
    free(listed);
}

typedef CVN_VEC(int64_t) cvn_times_list;

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/** Starts ahead of the groups in which a person stands, ascending; one that two groups share stands once. */
static void collect(const cvn_checking *checking, const cvn_allocation *allocation, const cvn_place *places, uint32_t count,
                    cvn_times_list *out)
{
    size_t kept = 0;

    out->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const cvn_group *group = &allocation->groups[places[i].group];
        for (uint32_t s = 0; s < group->session_count; s++)
            if (!cvn_is_held(checking->conference, group->sessions[s]))
                CVN_PUSH(out) = group->sessions[s].min;
    }
    if (out->count)
        qsort(out->at, out->count, sizeof *out->at, by_number);
    for (size_t i = 0; i < out->count; i++)
        if (!kept || out->at[kept - 1] != out->at[i])
            out->at[kept++] = out->at[i];
    out->count = kept;
}

static int64_t times_lost(const cvn_times_list *was, const cvn_times_list *now)
{
    int64_t lost = 0;
    size_t j = 0;
    for (size_t i = 0; i < was->count; i++) {
        while (j < now->count && now->at[j] < was->at[i])
            j++;
        lost += j == now->count || now->at[j] != was->at[i];
    }
    return lost;
}

/** Baseline groups, by id and each once, that a person is no longer in. */
static int64_t groups_lost(const cvn_checking *checking, const cvn_place *was, uint32_t was_count, const cvn_place *now, uint32_t now_count)
{
    const cvn_group *before = checking->baseline->groups, *after = checking->allocation->groups;
    int64_t lost = 0;

    for (uint32_t i = 0; i < was_count; i++) {
        const char *id = before[was[i].group].id;
        bool again = false, still = false;
        for (uint32_t k = 0; k < i; k++)
            again |= strcmp(before[was[k].group].id, id) == 0;
        for (uint32_t k = 0; k < now_count; k++)
            still |= strcmp(after[now[k].group].id, id) == 0;
        lost += !again && !still;
    }
    return lost;
}

static void against_baseline(cvn_checking *checking, cvn_score *score)
{
    const cvn_conference *conference = checking->conference;
    cvn_times_list was_times = {0}, now_times = {0};

    score->baseline = true;
    for (uint32_t p = 0; p < conference->people_count; p++) {
        uint32_t was_count, now_count;
        const cvn_place *was = cvn_places_of(checking->old_places, p, &was_count), *now = cvn_places_of(checking->places, p, &now_count);
        if (!was_count || conference->people[p].status != CVN_ACTIVE)
            continue;
        if (is_left_over(checking, p))
            score->lost += conference->people[p].priority;
        collect(checking, checking->baseline, was, was_count, &was_times);
        collect(checking, checking->allocation, now, now_count, &now_times);
        score->disruption = cvn_plus(score->disruption, times_lost(&was_times, &now_times));
        score->disruption =
            cvn_plus(score->disruption, cvn_times(conference->weights.move, groups_lost(checking, was, was_count, now, now_count)));
    }
    CVN_VEC_FREE(&was_times);
    CVN_VEC_FREE(&now_times);
}

/** The parts of every score before those of the rules, which are there already. */
static void put_parts_first(cvn_checking *checking, int64_t burden)
{
    const cvn_part own[] = {{"burden", burden},
                            {"preference", checking->preference},
                            {"missed", checking->missed},
                            {"size", checking->size},
                            {"rota", checking->rota}};
    size_t count = CVN_COUNT(own) - (checking->any_rota ? 0 : 1);
    cvn_parts rules = checking->parts;

    checking->parts = (cvn_parts){0};
    for (size_t i = 0; i < count; i++)
        CVN_PUSH(&checking->parts) = own[i];
    for (size_t i = 0; i < rules.count; i++)
        CVN_PUSH(&checking->parts) = rules.at[i];
    CVN_VEC_FREE(&rules);
}

void cvn_check_score(cvn_checking *checking, cvn_verdict *verdict)
{
    const cvn_conference *conference = checking->conference;
    int64_t burden = 0;

    for (uint32_t p = 0; p < conference->people_count; p++) {
        burden = cvn_plus(burden, cvn_times(checking->burden[p], checking->burden[p]));
        verdict->placed += is_placed(checking->places, p);
        if (is_left_over(checking, p)) {
            verdict->unplaced++;
            verdict->score.unplaced += conference->people[p].priority;
        }
    }
    put_parts_first(checking, burden);
    for (size_t i = 0; i < checking->parts.count; i++)
        verdict->score.cost = cvn_plus(verdict->score.cost, checking->parts.at[i].cost);
    if (checking->baseline)
        against_baseline(checking, &verdict->score);
    verdict->counted = true;
}
