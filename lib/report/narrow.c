/* SPDX-License-Identifier: Apache-2.0 */
/** Whose answers cannot be enough, whoever the others are: too few starts fit, or too near to each other. */
#include "report/report.h"

#include <stdlib.h>

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/** Sessions that the least demanding place of theirs asks for, of a series of so many. */
static uint32_t needed(const cvn_conference *conference, const cvn_participant *who, uint32_t sessions)
{
    uint32_t need = who->member ? least_of(conference->attend, sessions) : sessions;

    for (uint32_t t = 0; who->leader && t < conference->type_count; t++)
        if (conference->types[t].has_leaders && cvn_person_takes(who, t))
            need = least_of(need, conference->types[t].leaders_attend);
    /* once sessions are held, somebody new in a group is asked for no more than are left: one, at the very least */
    return conference->has_as_of ? least_of(need, 1) : need;
}

static cvn_narrow narrow_offered(const cvn_conference *conference, uint32_t person, const uint8_t *can)
{
    cvn_narrow best = {.person = person};

    for (uint32_t s = 0; s < conference->series_count; s++) {
        const cvn_series *series = &conference->series[s];
        cvn_narrow here = {.person = person, .need = needed(conference, &conference->people[person], series->count)};
        uint32_t at = 0;
        for (uint32_t i = 0; i < series->count; i++) {
            while (at < conference->start_count && conference->starts[at].min < series->starts[i].min)
                at++;
            here.fits += at < conference->start_count && can[at] != CVN_CANNOT && !cvn_is_held(conference, series->starts[i]);
        }
        if (!s || (int64_t)here.fits - here.need > (int64_t)best.fits - best.need)
            best = here;
    }
    return best;
}

/** A sequence of starts that is being chosen greedily: the earliest that fits is never worse than a later one. */
typedef struct cvn_chosen {
    uint32_t count;
    int64_t free_min; /* the session before has ended */
    int32_t free_day; /* and the least gap has passed */
} cvn_chosen;

static void choose(cvn_chosen *chosen, const cvn_conference *conference, cvn_instant start, int32_t day)
{
    if (chosen->count && (start.min < chosen->free_min || day < chosen->free_day))
        return;
    chosen->count++;
    chosen->free_min = start.min + conference->duration_min;
    chosen->free_day = day + conference->gap_min_days;
}

static cvn_narrow narrow_grid(const cvn_conference *conference, uint32_t person, const uint8_t *can)
{
    enum { WEEK_MIN = 7 * 1440 };
    bool weekly = conference->pattern == CVN_PATTERN_WEEKLY;
    cvn_chosen *chosen = CVN_NEW_ARRAY(cvn_chosen, weekly ? WEEK_MIN : 1); /* by minute of the week, or one for all */
    cvn_narrow out = {.person = person, .need = needed(conference, &conference->people[person], conference->count)};

    for (uint32_t s = 0; s < conference->start_count && out.fits < out.need; s++) {
        if (can[s] == CVN_CANNOT || cvn_is_held(conference, conference->starts[s]))
            continue;
        cvn_civil civil = cvn_zone_civil(conference->zone, conference->starts[s]);
        cvn_chosen *at = &chosen[weekly ? civil.weekday * 1440 + civil.minute : 0];
        choose(at, conference, conference->starts[s], civil.date.day);
        if (at->count > out.fits)
            out.fits = at->count;
    }
    free(chosen);
    return out;
}

cvn_narrow cvn_narrow_of(const cvn_conference *conference, uint32_t person, const uint8_t *can)
{
    assert(conference && can);
    if (conference->pattern == CVN_PATTERN_OFFERED)
        return narrow_offered(conference, person, can);
    return narrow_grid(conference, person, can);
}
