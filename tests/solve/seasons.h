/* SPDX-License-Identifier: Apache-2.0 */
/** A season on Mondays at three hours that goes on from an allocation, with everybody where a test wants them. */
#ifndef CVN_TESTS_SOLVE_SEASONS_H
#define CVN_TESTS_SOLVE_SEASONS_H

#include "hand_made.h"

enum { G0 = 1, G1 = 2 };

typedef struct season_person {
    const char *roles; /* "m": member; "l": leader; "lm": both; NULL ends the list */
    uint32_t hours;    /* AT_… */
    uint32_t was, led; /* by bit: groups of the baseline */
    int seat, leads;   /* where they are now, of the baseline's groups that stand; OUT: nowhere */
    uint32_t lead_max;
} season_person;

typedef struct season {
    const char *name;
    uint32_t size_min, size_ideal, size_max, leaders_min, leaders_max;
    const char *sessions;                 /* JSON: the conference's */
    const char *as_of;                    /* NULL: none */
    const char *weights;                  /* JSON; NULL: as they mostly are */
    const char *rules;                    /* JSON of a list; people are p0, p1, …, groups g0, g1, … */
    const char *groups[HAND_MADE_GROUPS]; /* JSON: the sessions of each group of the baseline */
    uint32_t stand;                       /* by bit: which of them stand now */
    uint32_t leaders_attend;              /* 0: all sessions */
    season_person people[HAND_MADE_MOST + 1];
} season;

static inline void season_person_add(cvn_buffer *b, const season_person *who, uint32_t number)
{
    static const char *const roles[] = {"\"member\"", "\"leader\"", "\"leader\", \"member\""};
    cvn_buffer_printf(b, "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"roles\": [%s], \"lead_max\": %u, \"availability\": [",
                      number ? ", " : "", number, roles[who->roles[0] == 'l' ? 1 + (who->roles[1] == 'm') : 0],
                      who->lead_max ? who->lead_max : 1);
    for (uint32_t k = 0, n = 0; k < 3; k++)
        if (who->hours >> k & 1)
            cvn_buffer_printf(b, "%s{\"weekly\": [\"MO\"], \"from\": \"%02u:00\", \"to\": \"%02u:00\"}", n++ ? ", " : "", 8 + 4 * k, 9 + 4 * k);
    cvn_buffer_text(b, "]}");
}

static inline cvn_conference *season_conference(const season *m)
{
    cvn_buffer b = {0};
    cvn_buffer_text(&b, "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", ");
    char attend[32] = "";
    if (m->leaders_attend)
        snprintf(attend, sizeof attend, ", \"attend\": %u", m->leaders_attend);
    if (m->as_of)
        cvn_buffer_printf(&b, "\"as_of\": \"%s\", ", m->as_of);
    cvn_buffer_printf(&b,
                      "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": %s, \"group_types\": [{\"id\": \"t\", "
                      "\"size\": {\"min\": %u, \"ideal\": %u, \"max\": %u}, \"leaders\": {\"min\": %u, \"max\": %u%s}}], \"rules\": %s, "
                      "\"participants\": [",
                      m->sessions, m->size_min, m->size_ideal, m->size_max, m->leaders_min, m->leaders_max, attend, m->rules ? m->rules : "[]");
    for (uint32_t i = 0; m->people[i].roles; i++)
        season_person_add(&b, &m->people[i], i);
    cvn_buffer_printf(&b, "], \"weights\": %s}", m->weights ? m->weights : "{}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, m->name, NULL, error))
        fail_msg("%s: %s", m->name, cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

/** The ids of those of a group, as a list. */
static inline void season_ids(cvn_buffer *b, const season *m, uint32_t group, bool leaders)
{
    for (uint32_t i = 0, n = 0; m->people[i].roles; i++)
        if ((leaders ? m->people[i].led : m->people[i].was) >> group & 1)
            cvn_buffer_printf(b, "%s\"p%u\"", n++ ? ", " : "", i);
}

static inline cvn_allocation *season_baseline(const season *m)
{
    cvn_buffer b = {0};
    cvn_buffer_text(&b, "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [");
    for (uint32_t g = 0; g < HAND_MADE_GROUPS && m->groups[g]; g++) {
        cvn_buffer_printf(&b, "%s{\"id\": \"g%u\", \"type\": \"t\", \"sessions\": %s, \"leaders\": [", g ? ", " : "", g, m->groups[g]);
        season_ids(&b, m, g, true);
        cvn_buffer_text(&b, "], \"members\": [");
        season_ids(&b, m, g, false);
        cvn_buffer_text(&b, "]}");
    }
    cvn_buffer_text(&b, "], \"unplaced\": []}");
    cvn_allocation *allocation = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_allocation_parse(&allocation, b.text, b.length, m->name, error))
        fail_msg("%s: %s", m->name, cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return allocation;
}

/** The open group that continues one of the baseline, or CVN_NONE; there are never two. */
static inline uint32_t season_group(const cvn_state *state, uint32_t base)
{
    uint32_t found = CVN_NONE;
    for (uint32_t i = 0; i < state->open_count; i++)
        if (state->slots[state->open[i]].base == base) {
            assert_int_equal(found, CVN_NONE);
            found = state->open[i];
        }
    return found;
}

/** Ends the groups that do not stand, and seats people where they are now; a group that is fixed keeps its own. */
static inline void season_now(cvn_state *state, const season *m)
{
    cvn_trial_begin(state);
    for (uint32_t g = 0; g < state->p->group_count; g++) {
        uint32_t number = season_group(state, g);
        if (number == CVN_NONE || state->slots[number].fixed)
            continue;
        cvn_empty(state, number);
        if (!(m->stand >> g & 1))
            cvn_close(state, number);
    }
    for (uint32_t i = 0; m->people[i].roles; i++) {
        uint32_t leads = m->people[i].leads == OUT ? CVN_NONE : season_group(state, (uint32_t)m->people[i].leads);
        if (leads != CVN_NONE && !cvn_leads_slot(state, i, leads))
            cvn_lead(state, i, leads);
        if (m->people[i].seat != OUT && state->seat[i] == CVN_NONE)
            cvn_join(state, i, season_group(state, (uint32_t)m->people[i].seat));
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

/** Where everybody is, a word each: the group that they sit in (0, 1, …), those that they lead (a, b, …), or nowhere (.). */
static inline void season_places(const season *m, const cvn_state *state, char *out, size_t size)
{
    size_t n = 0;
    for (uint32_t i = 0; m->people[i].roles; i++) {
        n += (size_t)snprintf(out + n, size - n, "%s", i ? " " : "");
        for (uint32_t g = 0; g < state->p->group_count; g++) {
            uint32_t slot = season_group(state, g);
            if (slot != CVN_NONE && (state->seat[i] == slot || cvn_leads_slot(state, i, slot)))
                n += (size_t)snprintf(out + n, size - n, "%c", (state->seat[i] == slot ? '0' : 'a') + (char)g);
        }
        if (state->seat[i] == CVN_NONE && !state->lead_count[i])
            n += (size_t)snprintf(out + n, size - n, ".");
        assert_true(n < size);
    }
}

/** Hands a season's search, with everybody in their place, to a function that changes it and looks at what came of it. */
static inline void with_season(const season *m, void (*look)(const season *m, cvn_search *s))
{
    cvn_conference *conference = season_conference(m);
    cvn_allocation *baseline = season_baseline(m);
    cvn_problem *problem = NULL;
    assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(problem, 1);
    assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
    season_now(s->state, m);
    look(m, s);
    assert_true(cvn_state_sound(s->state));
    cvn_search_free(s);
    cvn_problem_free(problem);
    cvn_conference_free(conference);
    cvn_allocation_free(baseline);
}

#endif
