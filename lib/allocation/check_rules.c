/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 3, each rule: what it is missed by, as a violation where it must hold and as a part of the score where it is weighted. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {[CVN_RULE_AT_MOST] = "at_most",
                                    [CVN_RULE_AT_LEAST] = "at_least",
                                    [CVN_RULE_DISTINCT] = "distinct",
                                    [CVN_RULE_SPREAD] = "spread",
                                    [CVN_RULE_SHARED] = "shared",
                                    [CVN_RULE_APART] = "apart",
                                    [CVN_RULE_TOGETHER] = "together",
                                    [CVN_RULE_PAIRS] = "pairs",
                                    [CVN_RULE_IN] = "in",
                                    [CVN_RULE_FIX] = "fix"};

static void missed(cvn_checking *checking, uint32_t r, const char *group, const char *why)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    if (!rule->hard)
        return;
    if (group)
        cvn_violated(checking, "group %s: rule %u (%s): %s", group, r, kinds[rule->kind], why);
    else
        cvn_violated(checking, "rule %u (%s): %s", r, kinds[rule->kind], why);
}

static int64_t company(cvn_checking *checking, uint32_t r)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t units = 0;

    for (uint32_t g = 0; g < checking->allocation->group_count; g++) {
        const char *why = NULL;
        int64_t here = cvn_company_units(checking, rule, &checking->groups[g], rule->hard ? &why : NULL);
        if (here)
            missed(checking, r, checking->groups[g].group->id, why);
        units += here;
    }
    return units;
}

static bool is_among(cvn_among among, const cvn_place *place)
{
    return among == CVN_AMONG_ALL || (among == CVN_AMONG_LEADERS) == place->leads;
}

/** Counts, by group, those of the rule's people who stand there; calls at each group when the count there has grown. */
static int64_t apart(cvn_checking *checking, uint32_t r)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t units = 0;
    uint32_t count;

    for (uint32_t i = 0; i < rule->who_count; i++) {
        const cvn_place *places = cvn_places_of(checking->places, rule->who[i], &count);
        for (uint32_t k = 0; k < count; k++)
            if (is_among(rule->among, &places[k])) {
                uint32_t others = checking->group_tally[places[k].group]++;
                units += others;
                if (others == 1)
                    missed(checking, r, checking->groups[places[k].group].group->id, "at least two of those whom it keeps apart are in it");
            }
    }
    for (uint32_t i = 0; i < rule->who_count; i++) {
        const cvn_place *places = cvn_places_of(checking->places, rule->who[i], &count);
        for (uint32_t k = 0; k < count; k++)
            checking->group_tally[places[k].group] = 0;
    }
    return units;
}

static int64_t together(cvn_checking *checking, uint32_t r)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t groups = 0;
    uint32_t count;

    for (uint32_t i = 0; i < rule->who_count; i++) {
        const cvn_place *places = cvn_places_of(checking->places, rule->who[i], &count);
        for (uint32_t k = 0; k < count; k++)
            groups += checking->group_tally[places[k].group]++ == 0;
    }
    for (uint32_t i = 0; i < rule->who_count; i++) {
        const cvn_place *places = cvn_places_of(checking->places, rule->who[i], &count);
        for (uint32_t k = 0; k < count; k++)
            checking->group_tally[places[k].group] = 0;
    }
    if (groups > 1)
        missed(checking, r, NULL, cvn_arena_printf(checking->arena, "those whom it keeps together are in %lld groups", (long long)groups));
    return groups > 1 ? groups - 1 : 0;
}

static int64_t in_group(cvn_checking *checking, uint32_t r)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t units = 0;
    uint32_t count;

    for (uint32_t i = 0; i < rule->who_count; i++) {
        const cvn_place *places = cvn_places_of(checking->places, rule->who[i], &count);
        for (uint32_t k = 0; k < count; k++) {
            const char *id = checking->groups[places[k].group].group->id;
            if (strcmp(id, rule->groups[0]) == 0)
                continue;
            units++;
            missed(checking, r, id,
                   cvn_arena_printf(checking->arena, "%s is to be in group %s", cvn_checked_person(checking, rule->who[i]), rule->groups[0]));
        }
    }
    return units;
}

static int64_t pairs(cvn_checking *checking, uint32_t r)
{
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t units = 0;
    uint32_t a_count, b_count;

    for (uint32_t i = 0; i < rule->pair_count; i++) {
        const cvn_place *a = cvn_places_of(checking->places, rule->pairs[i].a, &a_count);
        const cvn_place *b = cvn_places_of(checking->places, rule->pairs[i].b, &b_count);
        for (uint32_t j = 0; j < a_count; j++)
            for (uint32_t k = 0; k < b_count; k++)
                if (a[j].group == b[k].group && is_among(rule->among, &a[j]) && is_among(rule->among, &b[k]))
                    units += rule->pairs[i].weight;
    }
    return units;
}

/** The group that now has an id; NULL where it ended. */
static const cvn_group *group_now(const cvn_checking *checking, const char *id)
{
    return cvn_allocation_group(checking->allocation, id);
}

static bool same_sessions(const cvn_group *a, const cvn_group *b)
{
    if (a->session_count != b->session_count)
        return false;
    for (uint32_t i = 0; i < a->session_count; i++)
        if (a->sessions[i].min != b->sessions[i].min)
            return false;
    return true;
}

static int64_t gone(cvn_checking *checking, uint32_t r, const char *group, const char *const *old, uint32_t old_count, const char *const *now,
                    uint32_t now_count)
{
    int64_t units = 0;
    for (uint32_t i = 0; i < old_count; i++) {
        uint32_t person = cvn_conference_person(checking->conference, old[i]);
        if (checking->conference->people[person].status != CVN_ACTIVE || cvn_ids_have(now, now_count, old[i]))
            continue;
        units++;
        missed(checking, r, group, cvn_arena_printf(checking->arena, "%s is to stay where they were", cvn_checked_person(checking, person)));
    }
    return units;
}

static int64_t fix(cvn_checking *checking, uint32_t r)
{
    static const cvn_group ended = {0};
    const cvn_rule *rule = &checking->conference->rules[r];
    int64_t units = 0;

    for (uint32_t i = 0; i < rule->group_count; i++) {
        const cvn_group *old = cvn_checked_old(checking, rule->groups[i]), *now = group_now(checking, rule->groups[i]);
        now = now ? now : &ended;
        if (!same_sessions(old, now)) {
            units++;
            missed(checking, r, old->id, "its sessions are to stay as the baseline has them");
        }
        units += gone(checking, r, old->id, old->members, old->member_count, now->members, now->member_count);
        units += gone(checking, r, old->id, old->leaders, old->leader_count, now->leaders, now->leader_count);
    }
    return units;
}

static int64_t units_of(cvn_checking *checking, uint32_t r)
{
    switch (checking->conference->rules[r].kind) {
    case CVN_RULE_APART: return apart(checking, r);
    case CVN_RULE_TOGETHER: return together(checking, r);
    case CVN_RULE_PAIRS: return pairs(checking, r);
    case CVN_RULE_IN: return in_group(checking, r);
    case CVN_RULE_FIX: return fix(checking, r);
    default: break;
    }
    return company(checking, r);
}

static void add_part(cvn_checking *checking, const char *name, int64_t cost)
{
    CVN_PUSH(&checking->parts) = (cvn_part){.name = name, .cost = cost};
}

void cvn_check_rules(cvn_checking *checking)
{
    const cvn_conference *conference = checking->conference;

    checking->value_tally = CVN_ARENA_ARRAY(checking->arena, uint32_t, conference->value_count);
    checking->group_tally = CVN_ARENA_ARRAY(checking->arena, uint32_t, checking->allocation->group_count);
    for (uint32_t r = 0; r < conference->rule_count; r++) {
        const cvn_rule *rule = &conference->rules[r];
        int64_t units = units_of(checking, r);
        if (!rule->hard)
            add_part(checking, cvn_arena_printf(checking->arena, "rule %u %s", r, kinds[rule->kind]), cvn_times(units, rule->weight));
    }
}
