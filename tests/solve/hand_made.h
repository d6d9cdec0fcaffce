/* SPDX-License-Identifier: Apache-2.0 */
/** Conferences of one session on a Monday, at three hours of it, with everybody where a test wants them. */
#ifndef CVN_TESTS_SOLVE_HAND_MADE_H
#define CVN_TESTS_SOLVE_HAND_MADE_H

#include "searches.h"

enum { AT_8 = 1, AT_12 = 2, AT_16 = 4, ANY_HOUR = 7, HAND_MADE_MOST = 16, HAND_MADE_GROUPS = 3, OUT = -1 };

typedef struct hand_made_person {
    const char *roles; /* "m": member; "l": leader; "lm": both; NULL ends the list */
    uint32_t hours;    /* AT_… */
    int seat, leads;   /* group, OUT: none */
    uint32_t level;
} hand_made_person;

typedef struct hand_made {
    const char *name;
    uint32_t size_min, size_ideal, size_max, leaders_min, leaders_max;
    uint32_t hours[HAND_MADE_GROUPS]; /* of each group, 0: there is none */
    const char *rules;                /* JSON of a list; people are p0, p1, … */
    hand_made_person people[HAND_MADE_MOST + 1];
} hand_made;

static inline void hand_made_add(cvn_buffer *b, const hand_made_person *who, uint32_t number)
{
    static const char *const roles[] = {"\"member\"", "\"leader\"", "\"leader\", \"member\""};
    cvn_buffer_printf(b, "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"roles\": [%s], \"attributes\": {\"level\": %u}, \"availability\": [",
                      number ? ", " : "", number, roles[who->roles[0] == 'l' ? 1 + (who->roles[1] == 'm') : 0], who->level);
    for (uint32_t k = 0, n = 0; k < 3; k++)
        if (who->hours >> k & 1)
            cvn_buffer_printf(b, "%s{\"weekly\": [\"MO\"], \"from\": \"%02u:00\", \"to\": \"%02u:00\"}", n++ ? ", " : "", 8 + 4 * k, 9 + 4 * k);
    cvn_buffer_text(b, "]}");
}

static inline cvn_conference *hand_made_conference(const hand_made *m)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(&b,
                      "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
                      "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": "
                      "\"2027-03-07\", \"grid_minutes\": 60}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": %u, \"ideal\": %u, "
                      "\"max\": %u}, \"leaders\": {\"min\": %u, \"max\": %u}}], \"rules\": %s, \"participants\": [",
                      m->size_min, m->size_ideal, m->size_max, m->leaders_min, m->leaders_max, m->rules ? m->rules : "[]");
    for (uint32_t i = 0; m->people[i].roles; i++)
        hand_made_add(&b, &m->people[i], i);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, m->name, NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

static inline void hand_made_seat(cvn_state *state, const hand_made *m)
{
    uint32_t slots[HAND_MADE_GROUPS] = {0};
    cvn_trial_begin(state);
    for (uint32_t g = 0; g < HAND_MADE_GROUPS && m->hours[g]; g++) {
        uint32_t start = 0, hour = m->hours[g] == AT_8 ? 8 : m->hours[g] == AT_12 ? 12 : 16;
        while (state->p->start_min[start] / 60 % 24 != hour)
            start++;
        slots[g] = cvn_open(state, 0, CVN_NONE);
        cvn_set_times(state, slots[g], &start, 1, 0);
    }
    for (uint32_t i = 0; m->people[i].roles; i++) {
        if (m->people[i].leads != OUT)
            cvn_lead(state, i, slots[m->people[i].leads]);
        if (m->people[i].seat != OUT)
            cvn_join(state, i, slots[m->people[i].seat]);
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

/** Hands each row's search, with everybody in their place, to a function that changes it and one that looks at what came of it. */
static inline void each_hand_made(const hand_made *rows, size_t count, void (*change)(cvn_search *s),
                                  void (*look)(const hand_made *row, size_t number, const cvn_state *state))
{
    for (size_t i = 0; i < count; i++) {
        cvn_conference *conference = hand_made_conference(&rows[i]);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, 1);
        hand_made_seat(s->state, &rows[i]);
        change(s);
        assert_true(cvn_state_sound(s->state));
        look(&rows[i], i, s->state);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

#endif
