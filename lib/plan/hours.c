/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Answers into bits: who can attend which start. Intervals are merged and the unavailable ones cut out before a session is held against
 * them, because two answers that touch make one. Days on which a zone's clock does not change cost one addition.
 */
#include "plan/internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct span {
    int64_t from, to; /* minutes since 1970 */
} span;
typedef CVN_VEC(span) spans;

/** Local midnights of a zone around the conference. */
typedef struct calendar {
    const cvn_zone *zone;
    int32_t first, count;
    int64_t *midnight;
    bool *plain; /* no change from this midnight to the end of the next day: the clock adds up */
} calendar;

enum { MARGIN_DAYS = 4 };

static void calendar_fill(calendar *c, const cvn_zone *zone, const cvn_conference *conference)
{
    c->zone = zone;
    c->first = conference->from.day - MARGIN_DAYS;
    c->count = conference->to.day + MARGIN_DAYS - c->first + 1;
    c->midnight = CVN_NEW_ARRAY(int64_t, c->count);
    c->plain = CVN_NEW_ARRAY(bool, c->count);
    int64_t next_change_s = INT64_MIN;
    bool none_left = false;
    for (int32_t d = 0; d < c->count; d++) {
        int64_t at = cvn_zone_instant(zone, (cvn_date){c->first + d}, 0).min;
        int64_t from_s = (at - 1440) * 60, to_s = (at + 3 * 1440) * 60;
        if (!none_left && next_change_s <= from_s) {
            cvn_zone_change change;
            none_left = !cvn_zone_next_change(zone, from_s, &change);
            next_change_s = none_left ? INT64_MAX : change.at_s;
        }
        c->midnight[d] = at;
        c->plain[d] = next_change_s > to_s;
    }
}

static int64_t instant_of(const calendar *c, int32_t day, int32_t minute)
{
    int32_t d = day - c->first;
    if (d >= 0 && d < c->count && c->plain[d])
        return c->midnight[d] + minute;
    return cvn_zone_instant(c->zone, (cvn_date){day}, minute).min;
}

static void add_span(spans *out, int64_t from, int64_t to)
{
    if (from < to)
        CVN_PUSH(out) = (span){from, to};
}

/** The intervals of one line, in order of time. */
static void expand(spans *out, const cvn_hours *h, const calendar *c, const cvn_conference *conference)
{
    if (h->kind == CVN_HOURS_DATES && h->whole_days) {
        add_span(out, cvn_zone_instant(c->zone, h->first, 0).min, cvn_zone_instant(c->zone, h->last, 1440).min);
        return;
    }
    int32_t first = conference->from.day - 1, last = conference->to.day + 1;
    if (h->kind == CVN_HOURS_DATES) { /* what lies wholly outside can meet no session */
        first = h->first.day > c->first ? h->first.day : c->first;
        last = h->last.day < c->first + c->count - 1 ? h->last.day : c->first + c->count - 1;
    }
    for (int32_t day = first; day <= last; day++)
        if (h->kind == CVN_HOURS_DATES || h->weekdays >> cvn_date_weekday((cvn_date){day}) & 1)
            add_span(out, instant_of(c, day, h->from_min), instant_of(c, day, h->to_min));
}

static int by_from(const void *a, const void *b)
{
    const span *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

static void merge(spans *s)
{
    if (s->count)
        qsort(s->at, s->count, sizeof *s->at, by_from);
    size_t n = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (n && s->at[i].from <= s->at[n - 1].to)
            s->at[n - 1].to = s->at[i].to > s->at[n - 1].to ? s->at[i].to : s->at[n - 1].to;
        else
            s->at[n++] = s->at[i];
    }
    s->count = n;
}

/** Sets bits [from, to) in the can or need half of a row. */
static void set_range(cvn_can_word *row, uint32_t from, uint32_t to, bool sure)
{
    while (from < to) {
        uint32_t word = from >> 6, end = (word + 1) << 6;
        if (end > to)
            end = to;
        uint32_t bits = end - from;
        uint64_t mask = (bits == 64 ? ~UINT64_C(0) : (UINT64_C(1) << bits) - 1) << (from & 63);
        if (sure)
            row[word].need &= ~mask;
        else
            row[word].can |= mask, row[word].need |= mask;
        from = end;
    }
}

/** The starts whose sessions lie within [from, to). */
static void mark(const cvn_problem *p, cvn_can_word *row, int64_t from, int64_t to, bool sure)
{
    if (to - from < p->duration_min)
        return;
    uint32_t a = cvn_plan_start_from(p, from), b = cvn_plan_start_from(p, to - p->duration_min + 1);
    set_range(row, a > p->open_from ? a : p->open_from, b, sure);
}

/** Marks what remains of merged intervals outside merged holes. */
static void mark_outside(const cvn_problem *p, cvn_can_word *row, const spans *s, const spans *holes, bool sure)
{
    size_t first = 0;
    for (size_t i = 0; i < s->count; i++) {
        int64_t from = s->at[i].from, to = s->at[i].to;
        while (first < holes->count && holes->at[first].to <= from)
            first++;
        for (size_t h = first; h < holes->count && holes->at[h].from < to; h++) {
            mark(p, row, from, holes->at[h].from, sure);
            from = holes->at[h].to;
        }
        mark(p, row, from, to, sure);
    }
}

typedef struct scratch {
    spans all, sure, holes;
} scratch;

static void answer(const cvn_problem *p, const cvn_participant *who, const calendar *c, cvn_can_word *row, scratch *s)
{
    s->all.count = s->sure.count = s->holes.count = 0;
    for (uint32_t i = 0; i < who->available_count; i++) {
        expand(&s->all, &who->available[i], c, p->conference);
        if (!who->available[i].if_needed)
            expand(&s->sure, &who->available[i], c, p->conference);
    }
    for (uint32_t i = 0; i < who->unavailable_count; i++)
        expand(&s->holes, &who->unavailable[i], c, p->conference);
    merge(&s->all);
    merge(&s->sure);
    merge(&s->holes);
    mark_outside(p, row, &s->all, &s->holes, false);
    mark_outside(p, row, &s->sure, &s->holes, true);
}

/** Turns rows of starts into rows of people. */
static void transpose(cvn_problem *p)
{
    for (uint32_t i = 0; i < p->people; i++) {
        const cvn_can_word *row = p->can + (size_t)i * p->start_words;
        for (uint32_t w = 0; w < p->start_words; w++)
            for (uint64_t bits = row[w].can; bits; bits &= bits - 1)
                cvn_bit_set(p->by_start + ((size_t)w * 64 + (unsigned)__builtin_ctzll(bits)) * p->people_words, i);
    }
}

/** Of those starts (NULL: of all), as many as somebody can be at one after the other: always the earliest that does not overlap. */
static uint32_t apart(const cvn_problem *p, uint32_t person, const uint32_t *starts, uint32_t count)
{
    uint32_t n = 0, last = CVN_NONE;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t s = starts ? starts[k] : k;
        if (!cvn_plan_can(p, person, s) || (last != CVN_NONE && p->start_min[s] - p->start_min[last] < p->duration_min))
            continue;
        last = s;
        n++;
    }
    return n;
}

/** The fewest sessions that a leader of such a group attends. */
static uint32_t fewest_to_attend(const cvn_problem *p, uint32_t person)
{
    uint32_t fewest = p->session_count;
    for (uint32_t t = 0; t < p->type_count; t++) {
        if (!cvn_bit(p->types[t].takes_leader, person))
            continue;
        fewest = p->types[t].leaders_attend < fewest ? p->types[t].leaders_attend : fewest;
        for (uint32_t k = 0; k < p->series_count; k++)
            fewest = p->series[k].count < fewest ? p->series[k].count : fewest;
    }
    return fewest;
}

/** How many groups somebody can lead by their hours, none of whose sessions overlap; at least 1. */
static uint32_t leads_by_hours(const cvn_problem *p, uint32_t person)
{
    uint32_t each = fewest_to_attend(p, person);
    if (!each)
        return UINT32_MAX;
    uint32_t most = apart(p, person, NULL, p->start_count) / each, by_clock = 0;
    for (uint32_t c = 0; c < p->clock_count; c++)
        by_clock += apart(p, person, p->clock_starts + p->clock_first[c], p->clock_first[c + 1] - p->clock_first[c]) / each;
    most = p->pattern == CVN_PATTERN_WEEKLY && by_clock < most ? by_clock : most;
    return most > 1 ? most : 1;
}

/** Nobody is counted on for more groups than they could lead. Not with a baseline: sessions that were held need no hours. */
static void limit_leads(cvn_problem *p)
{
    for (uint32_t i = 0; i < p->people && !p->baseline; i++) {
        if (!p->person[i].leader || p->person[i].lead_max < 2)
            continue;
        uint32_t most = leads_by_hours(p, i);
        p->person[i].lead_max = most < p->person[i].lead_max ? most : p->person[i].lead_max;
    }
}

void cvn_plan_hours(cvn_problem *p, const cvn_zone *const *zones)
{
    calendar *calendars = CVN_NEW_ARRAY(calendar, p->zone_count);
    for (uint32_t z = 0; z < p->zone_count; z++)
        calendar_fill(&calendars[z], zones[z], p->conference);
    p->can = CVN_ARENA_ARRAY(p->arena, cvn_can_word, (size_t)p->people * p->start_words + 1);
    p->by_start = CVN_ARENA_ARRAY(p->arena, uint64_t, (size_t)p->start_count * p->people_words + 1);
    scratch s;
    memset(&s, 0, sizeof s);
    for (uint32_t i = 0; i < p->people; i++)
        answer(p, &p->conference->people[p->person[i].index], &calendars[p->person[i].zone], p->can + (size_t)i * p->start_words, &s);
    transpose(p);
    limit_leads(p);
    CVN_VEC_FREE(&s.all);
    CVN_VEC_FREE(&s.sure);
    CVN_VEC_FREE(&s.holes);
    for (uint32_t z = 0; z < p->zone_count; z++) {
        free(calendars[z].midnight);
        free(calendars[z].plain);
    }
    free(calendars);
}
