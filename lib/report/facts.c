/* SPDX-License-Identifier: Apache-2.0 */
/** What check tells about a conference, worked out once for every format. */
#include "report/report.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef CVN_VEC(cvn_tally) cvn_tallies;
typedef CVN_VEC(cvn_narrow) cvn_narrows;
typedef CVN_VEC(cvn_same) cvn_sames;

static int by_count(const void *a, const void *b)
{
    const cvn_tally *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->name, y->name);
}

static const cvn_tally *keep_tallies(cvn_arena *arena, cvn_tallies *tallies, uint32_t *count)
{
    cvn_tally *out = CVN_ARENA_ARRAY(arena, cvn_tally, tallies->count);
    uint32_t n = 0;

    for (size_t i = 0; i < tallies->count; i++)
        if (tallies->at[i].count)
            out[n++] = tallies->at[i];
    if (n)
        qsort(out, n, sizeof *out, by_count);
    CVN_VEC_FREE(tallies);
    *count = n;
    return out;
}

static void count_statuses(cvn_facts *facts, const cvn_conference *conference)
{
    for (uint32_t p = 0; p < conference->people_count; p++) {
        const cvn_participant *who = &conference->people[p];
        facts->active += who->status == CVN_ACTIVE;
        facts->waiting += who->status == CVN_WAITING;
        facts->dropped += who->status == CVN_DROPPED;
        facts->members += who->status == CVN_ACTIVE && who->member;
        facts->leaders += who->status == CVN_ACTIVE && who->leader;
    }
}

static void count_zones(cvn_facts *facts, const cvn_conference *conference)
{
    uint32_t count;
    const cvn_zone_use *zones = cvn_report_zones(facts->arena, conference, &count);
    cvn_tallies tallies = {0};

    for (uint32_t i = 0; i < count; i++)
        CVN_PUSH(&tallies) = (cvn_tally){.name = cvn_zone_name(zones[i].zone), .count = zones[i].people};
    facts->zones = keep_tallies(facts->arena, &tallies, &facts->zone_count);
}

static void count_countries(cvn_facts *facts, const cvn_conference *conference)
{
    uint32_t attribute = 0;
    cvn_tallies tallies = {0};

    while (attribute < conference->attribute_count && !cvn_text_equal_nocase(conference->attribute_names[attribute], "country"))
        attribute++;
    for (uint32_t v = 0; v < conference->value_count; v++)
        CVN_PUSH(&tallies) = (cvn_tally){.name = conference->value_texts[v]};
    for (uint32_t p = 0; p < conference->people_count && attribute < conference->attribute_count; p++) {
        const cvn_held_values *held = cvn_person_values(&conference->people[p], attribute);
        for (uint32_t v = 0; held && conference->people[p].status == CVN_ACTIVE && v < held->count; v++)
            tallies.at[held->values[v]].count++;
    }
    facts->countries = keep_tallies(facts->arena, &tallies, &facts->country_count);
}

static void count_types(cvn_facts *facts, const cvn_conference *conference)
{
    cvn_tally *types = CVN_ARENA_ARRAY(facts->arena, cvn_tally, conference->type_count);

    for (uint32_t t = 0; t < conference->type_count; t++) {
        types[t].name = conference->types[t].id;
        for (uint32_t p = 0; p < conference->people_count; p++) {
            const cvn_participant *who = &conference->people[p];
            if (who->status != CVN_ACTIVE || !cvn_person_takes(who, t))
                continue;
            types[t].count++;
            types[t].first += who->type_count > 0 && who->types[0] == t;
        }
    }
    facts->types = types;
    facts->type_count = conference->type_count;
}

/** The address in small letters, so that it is found again however it was typed. */
static char *address_key(cvn_arena *arena, const char *email)
{
    char *out = cvn_arena_strdup(arena, email);
    for (char *c = out; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return out;
}

static void find_same(cvn_facts *facts, const cvn_conference *conference)
{
    cvn_table *table = cvn_table_new();
    uint32_t *first = CVN_NEW_ARRAY(uint32_t, conference->people_count), *times = CVN_NEW_ARRAY(uint32_t, conference->people_count);
    cvn_sames sames = {0};

    for (uint32_t p = 0; p < conference->people_count; p++) {
        first[p] = p;
        if (*conference->people[p].email && conference->people[p].status != CVN_DROPPED) {
            cvn_table_put(table, address_key(facts->arena, conference->people[p].email), &first[p]);
            times[first[p]]++;
        }
    }
    uint32_t *slot = CVN_NEW_ARRAY(uint32_t, conference->people_count);
    uint32_t **people = CVN_NEW_ARRAY(uint32_t *, conference->people_count);
    for (uint32_t p = 0; p < conference->people_count; p++)
        if (times[p] > 1) {
            people[p] = CVN_ARENA_ARRAY(facts->arena, uint32_t, times[p]);
            CVN_PUSH(&sames) = (cvn_same){conference->people[p].email, times[p], people[p]};
        }
    for (uint32_t p = 0; p < conference->people_count; p++)
        if (people[first[p]] && *conference->people[p].email && conference->people[p].status != CVN_DROPPED)
            people[first[p]][slot[first[p]]++] = p;
    cvn_same *kept = CVN_ARENA_ARRAY(facts->arena, cvn_same, sames.count);
    for (size_t i = 0; i < sames.count; i++)
        kept[i] = sames.at[i];
    facts->same = kept;
    facts->same_count = (uint32_t)sames.count;
    CVN_VEC_FREE(&sames);
    free(people);
    free(slot);
    free(times);
    free(first);
    cvn_table_free(table);
}

/** People at each start, summed into hours of the week; then made into averages. */
static void fill_heat(cvn_facts *facts, const cvn_conference *conference, const uint32_t *free_at, const uint32_t *needed_at)
{
    uint64_t free_sum[7][24] = {{0}}, needed_sum[7][24] = {{0}};

    for (uint32_t s = 0; s < conference->start_count; s++) {
        cvn_civil civil = cvn_zone_civil(conference->zone, conference->starts[s]);
        int hour = civil.minute / 60;
        facts->heat[civil.weekday][hour].starts++;
        free_sum[civil.weekday][hour] += free_at[s];
        needed_sum[civil.weekday][hour] += needed_at[s];
    }
    for (int day = 0; day < 7; day++)
        for (int hour = 0; hour < 24; hour++) {
            cvn_heat *heat = &facts->heat[day][hour];
            if (!heat->starts)
                continue;
            heat->free = (uint32_t)((2 * free_sum[day][hour] + heat->starts) / (2 * (uint64_t)heat->starts));
            heat->if_needed = (uint32_t)((2 * needed_sum[day][hour] + heat->starts) / (2 * (uint64_t)heat->starts));
            if (heat->free + heat->if_needed > facts->heat_most)
                facts->heat_most = heat->free + heat->if_needed;
        }
}

static void look_at_hours(cvn_facts *facts, const cvn_conference *conference)
{
    cvn_season *season = cvn_season_new(conference);
    uint32_t *free_at = CVN_NEW_ARRAY(uint32_t, conference->start_count), *needed_at = CVN_NEW_ARRAY(uint32_t, conference->start_count);
    cvn_narrows narrows = {0};

    for (uint32_t p = 0; p < conference->people_count; p++) {
        if (conference->people[p].status != CVN_ACTIVE)
            continue;
        const uint8_t *can = cvn_season_of(season, p);
        for (uint32_t s = 0; s < conference->start_count; s++) {
            free_at[s] += can[s] == CVN_CAN;
            needed_at[s] += can[s] == CVN_CAN_IF_NEEDED;
        }
        cvn_narrow narrow = cvn_narrow_of(conference, p, can);
        if (narrow.fits < narrow.need)
            CVN_PUSH(&narrows) = narrow;
    }
    fill_heat(facts, conference, free_at, needed_at);
    cvn_narrow *kept = CVN_ARENA_ARRAY(facts->arena, cvn_narrow, narrows.count);
    for (size_t i = 0; i < narrows.count; i++)
        kept[i] = narrows.at[i];
    facts->narrow = kept;
    facts->narrow_count = (uint32_t)narrows.count;
    CVN_VEC_FREE(&narrows);
    free(free_at);
    free(needed_at);
    cvn_season_free(season);
}

cvn_facts *cvn_facts_new(const cvn_conference *conference)
{
    assert(conference);
    cvn_arena *arena = cvn_arena_new();
    cvn_facts *facts = CVN_ARENA_ARRAY(arena, cvn_facts, 1);
    facts->arena = arena;
    count_statuses(facts, conference);
    count_zones(facts, conference);
    count_countries(facts, conference);
    count_types(facts, conference);
    find_same(facts, conference);
    if (conference->assigns)
        look_at_hours(facts, conference);
    facts->warnings = cvn_time_warnings(arena, conference, &facts->warning_count);
    return facts;
}

void cvn_facts_free(cvn_facts *facts)
{
    if (facts)
        cvn_arena_free(facts->arena); /* the struct lives in it */
}
