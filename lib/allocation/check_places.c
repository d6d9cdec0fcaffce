/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 2, over all groups: nobody stands twice, leaders lead what they may, no type has too many groups. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

static const char *group_id(const cvn_checking *checking, uint32_t group)
{
    return checking->allocation->groups[group].id;
}

/** "member of g1, leader of g2". */
static const char *list_places(cvn_checking *checking, const cvn_place *places, uint32_t count)
{
    cvn_buffer text = {0};
    for (uint32_t i = 0; i < count; i++)
        cvn_buffer_printf(&text, "%s%s of %s", i ? ", " : "", places[i].leads ? "leader" : "member", group_id(checking, places[i].group));
    const char *out = cvn_arena_strdup(checking->arena, text.text);
    cvn_buffer_free(&text);
    return out;
}

typedef struct cvn_led {
    cvn_instant start;
    uint32_t group;
} cvn_led;

static int by_start(const void *a, const void *b)
{
    const cvn_led *x = a, *y = b;
    return (x->start.min > y->start.min) - (x->start.min < y->start.min);
}

/** A leader is in one session at a time. */
static void check_overlaps(cvn_checking *checking, uint32_t person, const cvn_place *places, uint32_t count)
{
    CVN_VEC(cvn_led) led = {0};

    for (uint32_t i = 0; i < count; i++) {
        const cvn_group *group = &checking->allocation->groups[places[i].group];
        for (uint32_t s = 0; places[i].leads && s < group->session_count; s++)
            CVN_PUSH(&led) = (cvn_led){group->sessions[s], places[i].group};
    }
    if (led.count)
        qsort(led.at, led.count, sizeof *led.at, by_start);
    for (size_t i = 1; i < led.count; i++) {
        char at[CVN_INSTANT_TEXT];
        if (led.at[i].start.min - led.at[i - 1].start.min >= checking->conference->duration_min)
            continue;
        cvn_violated(checking, "%s leads two sessions at once: groups %s and %s at %s", cvn_checked_person(checking, person),
                     group_id(checking, led.at[i - 1].group), group_id(checking, led.at[i].group), cvn_instant_text(led.at[i].start, at));
        break; /* one line a person is enough to act on */
    }
    CVN_VEC_FREE(&led);
}

static void check_person(cvn_checking *checking, uint32_t person)
{
    const cvn_participant *who = &checking->conference->people[person];
    uint32_t count, led = 0;
    const cvn_place *places = cvn_places_of(checking->places, person, &count);
    bool twice = false;

    for (uint32_t i = 0; i < count; i++) {
        led += places[i].leads;
        twice |= i && places[i].leads && places[i - 1].leads && places[i].group == places[i - 1].group;
    }
    if (count > 1 && led < count)
        cvn_violated(checking, "%s is placed more than once: %s", cvn_checked_person(checking, person), list_places(checking, places, count));
    if (led > who->lead_max)
        cvn_violated(checking, "%s leads %u groups, and may lead %u: %s", cvn_checked_person(checking, person), led, who->lead_max,
                     list_places(checking, places, count));
    else if (twice)
        cvn_violated(checking, "%s leads a group twice: %s", cvn_checked_person(checking, person), list_places(checking, places, count));
    if (led)
        check_overlaps(checking, person, places, count);
}

static void check_types(cvn_checking *checking)
{
    const cvn_conference *conference = checking->conference;
    uint32_t *groups = CVN_NEW_ARRAY(uint32_t, conference->type_count);

    for (uint32_t g = 0; g < checking->allocation->group_count; g++)
        if (checking->groups[g].type != CVN_NO_LIMIT)
            groups[checking->groups[g].type]++;
    for (uint32_t t = 0; t < conference->type_count; t++)
        if (groups[t] > conference->types[t].max_groups)
            cvn_violated(checking, "%u group%s of type %s; there may be at most %u", groups[t], cvn_s(groups[t]), conference->types[t].id,
                         conference->types[t].max_groups);
    free(groups);
}

void cvn_check_places(cvn_checking *checking)
{
    for (uint32_t p = 0; p < checking->conference->people_count; p++)
        check_person(checking, p);
    check_types(checking);
}
