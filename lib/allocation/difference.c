/* SPDX-License-Identifier: Apache-2.0 */
/** Who is touched by going from one allocation to another. Held sessions are history and touch nobody. */
#include "allocation/allocation.h"

#include <stdlib.h>
#include <string.h>

/** Both sides of a change. */
typedef struct cvn_sides {
    const cvn_conference *conference;
    const cvn_allocation *before, *after;
    cvn_places *was, *now;
    cvn_visits *was_visits, *now_visits;
    cvn_table *before_groups; /* id → index */
    bool *other_company;      /* by group of after: other people, leaders, turns or link than before under its id */
} cvn_sides;

typedef CVN_VEC(cvn_person_change) cvn_changes;

static bool same_set(const char *const *a, uint32_t a_count, const char *const *b, uint32_t b_count)
{
    if (a_count != b_count)
        return false;
    for (uint32_t i = 0; i < a_count; i++) {
        uint32_t j = 0;
        while (j < b_count && strcmp(a[i], b[j]) != 0)
            j++;
        if (j == b_count)
            return false;
    }
    return true;
}

static bool same_turns(const cvn_conference *conference, const cvn_group *a, const cvn_group *b)
{
    for (uint32_t s = 0; s < a->rota_count || s < b->rota_count; s++) {
        if (s < b->session_count && cvn_is_held(conference, b->sessions[s]))
            continue;
        if (s >= a->rota_count || s >= b->rota_count || !same_set(a->rota[s].who, a->rota[s].count, b->rota[s].who, b->rota[s].count))
            return false;
    }
    return true;
}

static bool same_company(const cvn_conference *conference, const cvn_group *a, const cvn_group *b)
{
    return same_set(a->members, a->member_count, b->members, b->member_count) &&
           same_set(a->leaders, a->leader_count, b->leaders, b->leader_count) && same_turns(conference, a, b) &&
           cvn_text_equal(a->link, b->link);
}

static void compare_groups(cvn_sides *sides)
{
    sides->before_groups = cvn_table_new();
    sides->other_company = CVN_NEW_ARRAY(bool, sides->after->group_count);
    for (uint32_t g = 0; g < sides->before->group_count; g++) {
        uint32_t at = g;
        cvn_table_put(sides->before_groups, sides->before->groups[g].id, &at);
    }
    for (uint32_t g = 0; g < sides->after->group_count; g++) {
        uint32_t at = 0;
        const cvn_group *group = &sides->after->groups[g];
        if (cvn_table_get(sides->before_groups, group->id, &at))
            sides->other_company[g] = !same_company(sides->conference, &sides->before->groups[at], group);
    }
}

/** The id of the first group of one side in which the person stands, and in none of that id on the other side; NULL where there is none. */
static const char *only_here(const cvn_allocation *here, const cvn_place *places, uint32_t count, const cvn_allocation *there,
                             const cvn_place *others, uint32_t other_count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *id = here->groups[places[i].group].id;
        uint32_t k = 0;
        while (k < other_count && strcmp(there->groups[others[k].group].id, id) != 0)
            k++;
        if (k == other_count)
            return id;
    }
    return NULL;
}

/** Sessions ahead of a that have no partner in b. */
static uint32_t ahead_only(const cvn_conference *conference, const cvn_visit *a, uint32_t a_count, const cvn_visit *b, uint32_t b_count)
{
    uint32_t only = 0, j = 0;
    for (uint32_t i = 0; i < a_count; i++) {
        if (cvn_is_held(conference, a[i].start) || (i && a[i].start.min == a[i - 1].start.min))
            continue;
        while (j < b_count && b[j].start.min < a[i].start.min)
            j++;
        only += j == b_count || b[j].start.min != a[i].start.min;
    }
    return only;
}

/** Same groups and times: is anything else about them new to this person? */
static const char *other_company(const cvn_sides *sides, uint32_t person)
{
    uint32_t was_count, now_count;
    const cvn_place *was = cvn_places_of(sides->was, person, &was_count), *now = cvn_places_of(sides->now, person, &now_count);

    for (uint32_t i = 0; i < now_count; i++) {
        const char *id = sides->after->groups[now[i].group].id;
        if (sides->other_company[now[i].group])
            return id;
        for (uint32_t k = 0; k < was_count; k++)
            if (strcmp(sides->before->groups[was[k].group].id, id) == 0 && was[k].leads != now[i].leads)
                return id;
    }
    uint32_t a_count, b_count;
    const cvn_visit *a = cvn_visits_of(sides->was_visits, person, &a_count), *b = cvn_visits_of(sides->now_visits, person, &b_count);
    for (uint32_t i = 0; i < a_count && i < b_count; i++) /* another group's session at the very same time */
        if (!cvn_is_held(sides->conference, b[i].start) &&
            (a[i].guest != b[i].guest || strcmp(sides->before->groups[a[i].group].id, sides->after->groups[b[i].group].id) != 0))
            return sides->after->groups[b[i].group].id;
    return NULL;
}

/** What happens to one person; false where nothing does. */
static bool change_of(const cvn_sides *sides, uint32_t person, cvn_person_change *out)
{
    uint32_t was_count, now_count, a_count, b_count;
    const cvn_place *was = cvn_places_of(sides->was, person, &was_count), *now = cvn_places_of(sides->now, person, &now_count);
    const cvn_visit *a = cvn_visits_of(sides->was_visits, person, &a_count), *b = cvn_visits_of(sides->now_visits, person, &b_count);
    bool active = sides->conference->people[person].status == CVN_ACTIVE;

    *out = (cvn_person_change){.person = person};
    if (!was_count && (!now_count || !active))
        return false;
    out->from_group = was_count ? sides->before->groups[was[0].group].id : NULL;
    out->to_group = now_count && active ? sides->after->groups[now[0].group].id : NULL;
    out->sessions_gone = ahead_only(sides->conference, a, a_count, b, active ? b_count : 0);
    out->sessions_new = active ? ahead_only(sides->conference, b, b_count, a, a_count) : 0;
    if (!active || !was_count || !now_count) {
        out->kind = !active ? CVN_CHANGE_LEFT : was_count ? CVN_CHANGE_LOST : CVN_CHANGE_PLACED;
        return true;
    }
    const char *lost = only_here(sides->before, was, was_count, sides->after, now, now_count);
    const char *gained = only_here(sides->after, now, now_count, sides->before, was, was_count);
    if (lost || gained) {
        out->kind = CVN_CHANGE_MOVED;
        out->from_group = lost;
        out->to_group = gained;
        return true;
    }
    if (out->sessions_gone || out->sessions_new) {
        out->kind = CVN_CHANGE_TIMES;
        return true;
    }
    const char *group = other_company(sides, person);
    out->kind = CVN_CHANGE_COMPANY;
    if (group)
        out->from_group = out->to_group = group;
    return group != NULL;
}

static void compare_people(cvn_difference *difference, const cvn_sides *sides)
{
    cvn_changes changes = {0};

    for (uint32_t p = 0; p < sides->conference->people_count; p++) {
        cvn_person_change change;
        uint32_t was, now;
        cvn_places_of(sides->was, p, &was);
        cvn_places_of(sides->now, p, &now);
        if (change_of(sides, p, &change))
            CVN_PUSH(&changes) = change;
        else
            difference->unaffected += was && now;
    }
    cvn_person_change *kept = CVN_ARENA_ARRAY(difference->arena, cvn_person_change, changes.count);
    for (size_t i = 0; i < changes.count; i++) {
        kept[i] = changes.at[i];
        kept[i].from_group = kept[i].from_group ? cvn_arena_strdup(difference->arena, kept[i].from_group) : NULL;
        kept[i].to_group = kept[i].to_group ? cvn_arena_strdup(difference->arena, kept[i].to_group) : NULL;
    }
    difference->changes = kept;
    difference->count = (uint32_t)changes.count;
    CVN_VEC_FREE(&changes);
}

static cvn_code look_up(cvn_sides *sides, cvn_error *error)
{
    cvn_code code = cvn_places_new(&sides->was, sides->conference, sides->before, error);
    if (!code)
        code = cvn_places_new(&sides->now, sides->conference, sides->after, error);
    if (!code)
        code = cvn_visits_new(&sides->was_visits, sides->conference, sides->before, error);
    if (!code)
        code = cvn_visits_new(&sides->now_visits, sides->conference, sides->after, error);
    return code;
}

cvn_code cvn_difference_new(cvn_difference **out, const cvn_conference *conference, const cvn_allocation *before, const cvn_allocation *after,
                            cvn_error *error)
{
    assert(out && conference && before && after);
    *out = NULL;
    cvn_sides sides = {.conference = conference, .before = before, .after = after};
    cvn_code code = look_up(&sides, error);

    if (!code) {
        cvn_arena *arena = cvn_arena_new();
        cvn_difference *difference = CVN_ARENA_ARRAY(arena, cvn_difference, 1);
        difference->arena = arena;
        compare_groups(&sides);
        compare_people(difference, &sides);
        *out = difference;
    }
    free(sides.other_company);
    cvn_table_free(sides.before_groups);
    cvn_visits_free(sides.was_visits);
    cvn_visits_free(sides.now_visits);
    cvn_places_free(sides.was);
    cvn_places_free(sides.now);
    return code;
}

void cvn_difference_free(cvn_difference *difference)
{
    if (difference)
        cvn_arena_free(difference->arena); /* the struct lives in it */
}
