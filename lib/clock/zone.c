/* SPDX-License-Identifier: Apache-2.0 */
/** Answers what a zone's clock shows at an instant, and which instant a clock's reading means. */
#include "clock/zone.h"

#include <stdlib.h>
#include <string.h>

/*
 * Period i runs from at_s[i] to at_s[i + 1]; period 0 from the beginning of time. A reading of the clock, in seconds since 1970 as if it were
 * UTC, belongs to period i from wall_s[i] to wall_s[i + 1]. Over a gap, wall_s is its end, so that a reading inside it belongs to the period
 * before; over an overlap it is its end too, so that a reading inside it is its first occurrence. Both are RFC 5545 3.3.5.
 *
 * Asked millions of times: a table of slots, one every 97 days from 1970 to the horizon, names the period at the slot's start, and a few
 * steps at most lead on from there. Nothing is written after the zone is made, so any number of threads may ask.
 */
enum { SLOT_BITS = 23, HORIZON_YEAR = 2202, EARLIEST_RULE_YEAR = 1900, LAST_CHANGE_YEAR = 2200 };

typedef struct kind {
    int32_t offset_s;
    bool dst;
    const char *abbreviation;
} kind;

struct cvn_zone {
    char *name;
    size_t periods;
    int64_t *at_s, *wall_s;
    uint16_t *type; /* of each period */
    kind *kinds;
    char **abbreviations; /* of each kind */
    size_t kind_count;
    int64_t horizon_s; /* first second that the table does not know, where the zone has a rule that changes */
    bool beyond;       /* it has */
    cvn_posix_tz rule;
    size_t slots;
    uint32_t *slot, *wall_slot;
};

static int64_t year_start_s(int year)
{
    return (int64_t)cvn_date_of(year, 1, 1).day * 86400;
}

/* ---- making ---------------------------------------------------------------------------------------------------------------------------- */

typedef struct maker {
    cvn_zone *zone;
    CVN_VEC(int64_t) at_s;
    CVN_VEC(uint16_t) type;
} maker;

static uint16_t add_kind(cvn_zone *zone, int32_t offset_s, bool dst, const char *abbreviation)
{
    for (size_t i = 0; i < zone->kind_count; i++) {
        const kind *k = &zone->kinds[i];
        if (k->offset_s == offset_s && k->dst == dst && strcmp(k->abbreviation, abbreviation) == 0)
            return (uint16_t)i;
    }
    size_t i = zone->kind_count++;
    zone->abbreviations[i] = cvn_strdup(abbreviation);
    zone->kinds[i] = (kind){offset_s, dst, zone->abbreviations[i]};
    return (uint16_t)i;
}

/** From at_s on it is this kind: one more period, unless nothing changes or the last began that very second. */
static void add_period(maker *m, int64_t at_s, uint16_t type)
{
    if (m->at_s.count > 1 && m->at_s.at[m->at_s.count - 1] == at_s) {
        m->at_s.count--;
        m->type.count--;
    }
    if (m->type.count > 0 && m->type.at[m->type.count - 1] == type)
        return;
    CVN_PUSH(&m->at_s) = at_s;
    CVN_PUSH(&m->type) = type;
}

/** From the last change of the file on its rule holds, as glibc and Python read it too. */
static void add_rule(maker *m, const cvn_tzif *tzif)
{
    const cvn_posix_tz *rule = &tzif->rule;
    int64_t from_s = tzif->changes ? tzif->at_s[tzif->changes - 1] : year_start_s(EARLIEST_RULE_YEAR);
    uint16_t type[2] = {add_kind(m->zone, rule->standard_s, false, rule->standard), 0};
    if (rule->changes)
        type[1] = add_kind(m->zone, rule->daylight_s, true, rule->daylight);
    add_period(m, from_s, type[cvn_posix_tz_dst(rule, from_s)]);
    if (!rule->changes)
        return;
    int first = cvn_posix_year_of(from_s) - 1;
    for (int year = first < EARLIEST_RULE_YEAR ? EARLIEST_RULE_YEAR : first; year <= HORIZON_YEAR; year++) {
        cvn_posix_change changes[2];
        cvn_posix_tz_year(rule, year, changes);
        for (int i = 0; i < 2; i++) {
            if (changes[i].at_s > from_s && changes[i].at_s >= m->at_s.at[m->at_s.count - 1])
                add_period(m, changes[i].at_s, type[changes[i].dst]);
        }
    }
    m->zone->beyond = true;
    m->zone->horizon_s = year_start_s(HORIZON_YEAR);
    m->zone->rule = *rule;
}

static void set_walls(cvn_zone *zone)
{
    zone->wall_s = CVN_NEW_ARRAY(int64_t, zone->periods);
    zone->wall_s[0] = INT64_MIN;
    for (size_t i = 1; i < zone->periods; i++) {
        int32_t before = zone->kinds[zone->type[i - 1]].offset_s, after = zone->kinds[zone->type[i]].offset_s;
        int64_t wall = zone->at_s[i] + (before > after ? before : after);
        /* Two changes closer together than they move the clock: what the earlier skipped or repeated is settled by it. */
        zone->wall_s[i] = wall > zone->wall_s[i - 1] ? wall : zone->wall_s[i - 1];
    }
}

/** For each slot the last period that began by its start. */
static uint32_t *slots_of(const cvn_zone *zone, const int64_t *starts)
{
    uint32_t *slot = CVN_NEW_ARRAY(uint32_t, zone->slots);
    size_t period = 0;
    for (size_t i = 0; i < zone->slots; i++) {
        int64_t start = (int64_t)i << SLOT_BITS;
        while (period + 1 < zone->periods && starts[period + 1] <= start)
            period++;
        slot[i] = (uint32_t)period;
    }
    return slot;
}

cvn_zone *cvn_zone_new(const char *name, const cvn_tzif *tzif)
{
    assert(tzif->types > 0);
    cvn_zone *zone = CVN_NEW(cvn_zone);
    maker m = {.zone = zone};
    zone->name = cvn_strdup(name);
    zone->kinds = CVN_NEW_ARRAY(kind, tzif->types + 2);
    zone->abbreviations = CVN_NEW_ARRAY(char *, tzif->types + 2);
    uint16_t kinds[256];
    for (size_t i = 0; i < tzif->types; i++)
        kinds[i] = add_kind(zone, tzif->kind[i].offset_s, tzif->kind[i].dst, tzif->kind[i].abbreviation);
    add_period(&m, INT64_MIN, kinds[0]);
    for (size_t i = 0; i < tzif->changes; i++)
        add_period(&m, tzif->at_s[i], kinds[tzif->type[i]]);
    if (tzif->has_rule)
        add_rule(&m, tzif);
    zone->periods = m.at_s.count;
    zone->at_s = m.at_s.at;
    zone->type = m.type.at;
    set_walls(zone);
    zone->slots = (size_t)(year_start_s(HORIZON_YEAR) >> SLOT_BITS) + 1;
    zone->slot = slots_of(zone, zone->at_s);
    zone->wall_slot = slots_of(zone, zone->wall_s);
    return zone;
}

void cvn_zone_free(cvn_zone *zone)
{
    if (!zone)
        return;
    for (size_t i = 0; i < zone->kind_count; i++)
        free(zone->abbreviations[i]);
    free(zone->abbreviations);
    free(zone->kinds);
    free(zone->at_s);
    free(zone->wall_s);
    free(zone->type);
    free(zone->slot);
    free(zone->wall_slot);
    free(zone->name);
    free(zone);
}

/* ---- asking ---------------------------------------------------------------------------------------------------------------------------- */

static size_t find(const cvn_zone *zone, const int64_t *starts, const uint32_t *slots, int64_t time_s)
{
    size_t period = 0; /* before 1970 from the beginning: rare, and short */
    if (time_s >= 0) {
        size_t slot = (size_t)(time_s >> SLOT_BITS);
        period = slots[slot < zone->slots ? slot : zone->slots - 1];
    }
    while (period + 1 < zone->periods && starts[period + 1] <= time_s)
        period++;
    return period;
}

/** The kind that the rule gives at an instant past the table. */
static const kind *beyond(const cvn_zone *zone, int64_t at_s)
{
    bool dst = cvn_posix_tz_dst(&zone->rule, at_s);
    const char *abbreviation = dst ? zone->rule.daylight : zone->rule.standard;
    int32_t offset_s = dst ? zone->rule.daylight_s : zone->rule.standard_s;
    for (size_t i = 0; i < zone->kind_count; i++) {
        const kind *k = &zone->kinds[i];
        if (k->offset_s == offset_s && k->dst == dst && strcmp(k->abbreviation, abbreviation) == 0)
            return k;
    }
    assert(false); /* the rule's kinds were added when the zone was made */
    return zone->kinds;
}

static const kind *kind_at(const cvn_zone *zone, int64_t at_s)
{
    if (zone->beyond && at_s >= zone->horizon_s)
        return beyond(zone, at_s);
    return &zone->kinds[zone->type[find(zone, zone->at_s, zone->slot, at_s)]];
}

const char *cvn_zone_name(const cvn_zone *zone)
{
    return zone->name;
}

cvn_instant cvn_zone_instant(const cvn_zone *zone, cvn_date date, int32_t minute)
{
    assert(minute >= 0 && minute <= 2880);
    int64_t wall_s = (int64_t)date.day * 86400 + (int64_t)minute * 60;
    assert(!zone->beyond || wall_s < zone->horizon_s); /* dates end long before */
    size_t period = find(zone, zone->wall_s, zone->wall_slot, wall_s);
    int64_t at_s = wall_s - zone->kinds[zone->type[period]].offset_s;
    return (cvn_instant){at_s / 60 - (at_s % 60 < 0)}; /* offsets had seconds once: the minute that holds it */
}

cvn_civil cvn_zone_civil(const cvn_zone *zone, cvn_instant instant)
{
    const kind *k = kind_at(zone, instant.min * 60);
    int64_t wall_s = instant.min * 60 + k->offset_s;
    int64_t day = wall_s / 86400 - (wall_s % 86400 < 0);
    cvn_date date = {(int32_t)day};
    return (cvn_civil){date, (int32_t)((wall_s - day * 86400) / 60), cvn_date_weekday(date), k->offset_s, k->dst};
}

int32_t cvn_zone_offset_s(const cvn_zone *zone, int64_t at_s, bool *dst, const char **abbreviation)
{
    const kind *k = kind_at(zone, at_s);
    if (dst)
        *dst = k->dst;
    if (abbreviation)
        *abbreviation = k->abbreviation;
    return k->offset_s;
}

bool cvn_zone_next_change(const cvn_zone *zone, int64_t after_s, cvn_zone_change *out)
{
    size_t next = find(zone, zone->at_s, zone->slot, after_s) + 1;
    if (next >= zone->periods || zone->at_s[next] >= year_start_s(LAST_CHANGE_YEAR))
        return false;
    const kind *before = &zone->kinds[zone->type[next - 1]], *after = &zone->kinds[zone->type[next]];
    *out = (cvn_zone_change){zone->at_s[next], before->offset_s, after->offset_s, after->dst, after->abbreviation};
    return true;
}

bool cvn_zone_summer(const cvn_zone *zone, int64_t at_s)
{
    size_t period = find(zone, zone->at_s, zone->slot, at_s);
    const kind *here = &zone->kinds[zone->type[period]];
    size_t neighbours[2] = {period + 1, period - 1};
    for (int i = 0; i < 2; i++) {
        if (neighbours[i] >= zone->periods) /* none after the last; before the first wraps round */
            continue;
        const kind *other = &zone->kinds[zone->type[neighbours[i]]];
        if (other->dst != here->dst && other->offset_s != here->offset_s)
            return here->offset_s > other->offset_s;
    }
    return here->dst;
}
