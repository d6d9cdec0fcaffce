/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences of one week with a start each midnight, so that everything that sessions can be is soon counted. */
#ifndef CVN_TESTS_SOLVE_WEEKS_H
#define CVN_TESTS_SOLVE_WEEKS_H

#include "searches.h"

enum { WEEK_DAYS = 7, WEEK_PEOPLE = 24 };

typedef struct week {
    uint32_t count, attend, leaders_attend; /* sessions; 0: all */
    uint32_t offered;                       /* series, made up; 0: any days */
    const char *as_of;                      /* NULL: none */
    uint32_t people;
    uint8_t can[WEEK_PEOPLE], need[WEEK_PEOPLE]; /* by bit: days, Monday first; need: only if needed */
    uint8_t leads[WEEK_PEOPLE];                  /* not 0: a leader alone */
} week;

/** Days that came up in any of so many tries, in each of which every day does once in two. */
static inline uint8_t week_days(cvn_random *r, uint32_t tries)
{
    uint32_t days = 0;
    while (tries--)
        days |= dice(r, 1U << WEEK_DAYS);
    return (uint8_t)days;
}

static inline void week_sessions(cvn_buffer *b, const week *w, uint64_t seed)
{
    cvn_random r;
    cvn_random_seed(&r, seed);
    char attend[32] = "";
    if (w->attend)
        snprintf(attend, sizeof attend, ", \"attend\": %u", w->attend);
    if (!w->offered) {
        cvn_buffer_printf(b,
                          "{\"count\": %u, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 1440, "
                          "\"gap_days\": {\"min\": 1, \"max\": 3}%s}",
                          w->count, attend);
        return;
    }
    cvn_buffer_text(b, "{\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [");
    for (uint32_t k = 0; k < w->offered; k++) {
        uint32_t first = 1 + dice(&r, 5);
        cvn_buffer_printf(b, "%s{\"id\": \"s%u\", \"starts\": [\"2027-03-%02uT00:00\"", k ? ", " : "", k, first);
        if (dice(&r, 3))
            cvn_buffer_printf(b, ", \"2027-03-%02uT00:00\"", first + 1 + dice(&r, 2));
        cvn_buffer_text(b, "]}");
    }
    cvn_buffer_text(b, "]}");
}

static inline void week_hours(cvn_buffer *b, uint32_t days, const char *if_needed, bool *any)
{
    static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    for (uint32_t d = 0; d < WEEK_DAYS; d++)
        if (days >> d & 1) {
            cvn_buffer_printf(b, "%s{\"weekly\": [\"%s\"], \"from\": \"00:00\", \"to\": \"01:00\", \"if_needed\": %s}", *any ? ", " : "",
                              names[d], if_needed);
            *any = true;
        }
}

static inline cvn_conference *week_conference(const week *w, uint64_t seed)
{
    cvn_buffer b = {0};
    cvn_buffer_text(&b, "{\"format\": \"conference/1\", \"id\": \"w\", \"title\": \"W\", \"timezone\": \"UTC\", ");
    if (w->as_of)
        cvn_buffer_printf(&b, "\"as_of\": \"%s\", ", w->as_of);
    cvn_buffer_text(&b, "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": ");
    week_sessions(&b, w, seed);
    cvn_buffer_text(&b, ", \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 4, \"max\": 9}, \"leaders\": {\"min\": 0, "
                        "\"max\": 1");
    if (w->leaders_attend)
        cvn_buffer_printf(&b, ", \"attend\": %u", w->leaders_attend);
    cvn_buffer_text(&b, "}}], \"rules\": [], \"participants\": [");
    for (uint32_t i = 0; i < w->people; i++) {
        bool any = false;
        cvn_buffer_printf(&b, "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], \"availability\": [", i ? ", " : "", i,
                          w->leads[i] ? "leader" : "member");
        week_hours(&b, w->can[i] & ~w->need[i], "false", &any);
        week_hours(&b, w->can[i] & w->need[i], "true", &any);
        cvn_buffer_text(&b, "]}");
    }
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, "week", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

static inline void with_week(const week *w, uint64_t seed, void (*look)(const week *w, cvn_search *s))
{
    cvn_conference *conference = week_conference(w, seed);
    cvn_problem *problem = NULL;
    assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(problem, seed);
    look(w, s);
    cvn_search_free(s);
    cvn_problem_free(problem);
    cvn_conference_free(conference);
}

/** The day of a start: 0 is the Monday. */
static inline uint32_t week_day(const cvn_problem *p, uint32_t start)
{
    return (uint32_t)(p->start_min[start] / 1440 + 3) % 7;
}

/** A group at random sessions, and of every second person (from which one on) whoever can come to them; false where those are none. */
static inline bool week_open(cvn_search *s, uint32_t number)
{
    const cvn_problem *p = s->p;
    uint32_t at[CVN_MAX_SESSIONS], count = p->session_count;
    if (p->pattern == CVN_PATTERN_OFFERED) {
        const cvn_plan_series *series = &p->series[cvn_below(s, p->series_count)];
        count = series->count;
        memcpy(at, series->starts, count * sizeof *at);
    } else {
        for (uint32_t k = 0; k < count; k++)
            at[k] = cvn_below(s, p->start_count);
    }
    if (!cvn_plan_sessions_ok(p, at, count, 0))
        return false;
    cvn_trial_begin(s->state);
    uint32_t slot = cvn_open(s->state, 0, CVN_NONE);
    cvn_set_times(s->state, slot, at, count, 0);
    for (uint32_t i = number; i < p->people; i += 2) {
        if (cvn_may_lead(s->state, i, slot))
            cvn_lead(s->state, i, slot);
        else if (cvn_is_able(s->state, i, slot) && s->state->seat[i] == CVN_NONE && !s->state->lead_count[i] && cvn_has_room(s->state, slot))
            cvn_join(s->state, i, slot);
    }
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
    return true;
}

#endif
