/* SPDX-License-Identifier: Apache-2.0 */
/** Each person's answers unfolded over all starts, so that a report can look at everybody against everything in one go. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

typedef struct cvn_span {
    int64_t from, to;
} cvn_span;
typedef CVN_VEC(cvn_span) cvn_spans;

struct cvn_season {
    const cvn_conference *conference;
    uint8_t *can;
    cvn_spans wanted, holes;
};

cvn_season *cvn_season_new(const cvn_conference *conference)
{
    assert(conference);
    cvn_season *season = CVN_NEW(cvn_season);
    season->conference = conference;
    season->can = CVN_NEW_ARRAY(uint8_t, conference->start_count);
    return season;
}

void cvn_season_free(cvn_season *season)
{
    if (!season)
        return;
    CVN_VEC_FREE(&season->wanted);
    CVN_VEC_FREE(&season->holes);
    free(season->can);
    free(season);
}

static void add(cvn_spans *out, const cvn_zone *zone, cvn_date first, int32_t from_min, cvn_date last, int32_t to_min)
{
    cvn_span span = {cvn_zone_instant(zone, first, from_min).min, cvn_zone_instant(zone, last, to_min).min};
    if (span.from < span.to)
        CVN_PUSH(out) = span;
}

static void unfold(cvn_spans *out, const cvn_conference *conference, const cvn_zone *zone, const cvn_hours *hours)
{
    cvn_date first = hours->first, last = hours->last;

    if (hours->kind == CVN_HOURS_DATES && hours->whole_days) {
        add(out, zone, first, 0, last, 1440);
        return;
    }
    if (hours->kind == CVN_HOURS_WEEKLY) {
        first = (cvn_date){conference->from.day - 1};
        last = (cvn_date){conference->to.day + 1};
    }
    for (cvn_date date = first; date.day <= last.day; date.day++)
        if (hours->kind == CVN_HOURS_DATES || hours->weekdays >> cvn_date_weekday(date) & 1)
            add(out, zone, date, hours->from_min, date, hours->to_min);
}

static int by_from(const void *a, const void *b)
{
    const cvn_span *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/** Sorted, and touching ones made into one. */
static void merge(cvn_spans *spans)
{
    size_t kept = 0;

    if (!spans->count)
        return;
    qsort(spans->at, spans->count, sizeof *spans->at, by_from);
    for (size_t i = 1; i < spans->count; i++) {
        if (spans->at[i].from > spans->at[kept].to)
            spans->at[++kept] = spans->at[i];
        else if (spans->at[i].to > spans->at[kept].to)
            spans->at[kept].to = spans->at[i].to;
    }
    spans->count = kept + 1;
}

/** The first start at or after an instant. */
static uint32_t first_start(const cvn_conference *conference, int64_t min)
{
    uint32_t low = 0, high = conference->start_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (conference->starts[middle].min < min)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void mark_span(cvn_season *season, int64_t from, int64_t to, cvn_can can)
{
    const cvn_conference *conference = season->conference;
    for (uint32_t s = first_start(conference, from); s < conference->start_count && conference->starts[s].min + conference->duration_min <= to;
         s++)
        season->can[s] = (uint8_t)can;
}

/** Marks the starts that lie in what is wanted, less the holes. Both are merged. */
static void mark(cvn_season *season, cvn_can can)
{
    size_t h = 0;

    for (size_t i = 0; i < season->wanted.count; i++) {
        cvn_span span = season->wanted.at[i];
        while (h < season->holes.count && season->holes.at[h].to <= span.from)
            h++;
        for (size_t k = h; k < season->holes.count && season->holes.at[k].from < span.to; k++) {
            mark_span(season, span.from, season->holes.at[k].from, can);
            span.from = season->holes.at[k].to;
        }
        mark_span(season, span.from, span.to, can);
    }
}

const uint8_t *cvn_season_of(cvn_season *season, uint32_t person)
{
    assert(season && person < season->conference->people_count);
    const cvn_conference *conference = season->conference;
    const cvn_participant *who = &conference->people[person];

    memset(season->can, CVN_CANNOT, conference->start_count);
    season->holes.count = 0;
    for (uint32_t i = 0; i < who->unavailable_count; i++)
        unfold(&season->holes, conference, who->zone, &who->unavailable[i]);
    merge(&season->holes);
    for (int with = 1; with >= 0; with--) { /* with the hours given only if needed first: the free ones write over them */
        season->wanted.count = 0;
        for (uint32_t i = 0; i < who->available_count; i++)
            if (with || !who->available[i].if_needed)
                unfold(&season->wanted, conference, who->zone, &who->available[i]);
        merge(&season->wanted);
        mark(season, with ? CVN_CAN_IF_NEEDED : CVN_CAN);
    }
    return season->can;
}
