/* SPDX-License-Identifier: Apache-2.0 */
/** Small made-up conferences, each of its own seed, that between them use every part of the contract. */
#ifndef CVN_TESTS_SOLVE_MADE_UP_H
#define CVN_TESTS_SOLVE_MADE_UP_H

#include "cmocka_all.h"

#include "allocation/allocation.h"

#include <stdlib.h>
#include <string.h>

typedef struct made_up {
    uint32_t people;
    cvn_pattern pattern;
    bool loose; /* members and leaders may miss sessions */
    bool rota;
    bool rules; /* every kind, some unweighted */
    bool named; /* in and fix rules, which need a baseline */
    bool leaders;
    const char *as_of; /* NULL: none */
    uint32_t dropped;  /* the first so many have dropped out */
    bool wide;         /* everybody has hours with everybody else */
    bool every_rule;   /* each kind of rule over each attribute and among everybody, members and leaders */
} made_up;

static uint32_t dice(cvn_random *r, uint32_t n)
{
    return cvn_random_below(r, n);
}

static void add_hours(cvn_buffer *b, cvn_random *r, bool wide)
{
    static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    cvn_buffer_text(b, "[");
    if (wide)
        cvn_buffer_text(b, "{\"weekly\": [\"MO\", \"WE\"], \"from\": \"09:00\", \"to\": \"22:00\"}, ");
    uint32_t lines = 1 + dice(r, 3);
    for (uint32_t k = 0; k < lines; k++) {
        uint32_t day = dice(r, 7), from = dice(r, 22), length = 2 + dice(r, 8);
        cvn_buffer_printf(b, "%s{\"weekly\": [\"%s\", \"%s\", \"%s\"], \"from\": \"%02u:%s\", \"to\": \"%02u:00\"%s}", k ? ", " : "", days[day],
                          days[(day + 2) % 7], days[(day + 4) % 7], from, dice(r, 2) ? "00" : "30", (from + length) % 24,
                          dice(r, 3) ? "" : ", \"if_needed\": true");
    }
    cvn_buffer_text(b, "]");
    if (!dice(r, 4))
        cvn_buffer_printf(b, ", \"unavailable\": [{\"from_date\": \"2027-03-%02u\", \"to_date\": \"2027-03-%02u\"}]", 8 + dice(r, 4),
                          12 + dice(r, 5));
}

static void add_person(cvn_buffer *b, cvn_random *r, const made_up *m, uint32_t i)
{
    static const char *const zones[] = {"Europe/Copenhagen", "America/New_York", "Asia/Kolkata", "Europe/London"};
    static const char *const types[] = {"", ", \"types\": [\"small\"]", ", \"types\": [\"large\", \"small\"]",
                                        ", \"types\": [\"small\", \"large\"]"};
    static const char *const languages[] = {"[\"en\"]", "[\"en\", \"fr\"]", "\"fr\"", "[\"de\", \"en\"]"};
    const char *roles = "[\"member\"]";
    if (m->leaders && !dice(r, 3))
        roles = dice(r, 2) ? "[\"leader\"]" : "[\"leader\", \"member\"]";
    cvn_buffer_printf(b, "%s{\"id\": \"p%u\", \"name\": \"P %u\", \"email\": \"p%u@example.org\", \"timezone\": \"%s\", \"roles\": %s, ",
                      i ? ",\n" : "", i, i, i, zones[dice(r, 4)], roles);
    if (i < m->dropped)
        cvn_buffer_text(b, "\"status\": \"dropped\", ");
    cvn_buffer_printf(b, "\"priority\": %u, \"lead_max\": %u%s, \"attributes\": {\"country\": \"c%u\", \"level\": %u", 1 + dice(r, 3) / 2,
                      1 + dice(r, 2), types[dice(r, 4)], dice(r, 5), dice(r, 3));
    if (dice(r, 4))
        cvn_buffer_printf(b, ", \"languages\": %s", languages[dice(r, 4)]);
    if (m->every_rule && i % 5)
        cvn_buffer_printf(b, ", \"tags\": [\"t%u\", \"t%u\", \"u%u\"]", i, i + 1, i % 3);
    cvn_buffer_text(b, "}, \"availability\": ");
    add_hours(b, r, m->wide);
    cvn_buffer_text(b, "}");
}

static void add_rules(cvn_buffer *b, cvn_random *r, const made_up *m)
{
    static const char *const amongs[] = {"all", "members", "leaders"};
    const char *a = amongs[dice(r, 3)];
    uint32_t n = m->people;
    cvn_buffer_printf(b, "{\"rule\": \"at_most\", \"count\": 2, \"same\": \"country\"%s}", dice(r, 2) ? "" : ", \"weight\": 7");
    cvn_buffer_printf(b, ", {\"rule\": \"at_least\", \"count\": 1, \"where\": {\"level\": [1, 2]}, \"among\": \"%s\"%s}", a,
                      dice(r, 3) || a[0] == 'l' ? ", \"weight\": 5" : "");
    cvn_buffer_printf(b, ", {\"rule\": \"distinct\", \"count\": 2, \"of\": \"country\"%s}", dice(r, 2) ? "" : ", \"weight\": 9");
    cvn_buffer_printf(b, ", {\"rule\": \"spread\", \"over\": \"languages\", \"weight\": 2, \"among\": \"%s\"}", amongs[dice(r, 3)]);
    cvn_buffer_text(b, ", {\"rule\": \"spread\", \"over\": \"level\", \"weight\": 1}");
    cvn_buffer_printf(b, ", {\"rule\": \"shared\", \"over\": \"languages\", \"weight\": 4, \"among\": \"%s\"}", amongs[dice(r, 3)]);
    if (n < 4)
        return;
    uint32_t p = dice(r, n - 3);
    cvn_buffer_printf(b, ", {\"rule\": \"apart\", \"who\": [\"p%u\", \"p%u\", \"p%u\"], \"among\": \"%s\"%s}", p, p + 1, p + 2,
                      amongs[dice(r, 2)], dice(r, 2) ? "" : ", \"weight\": 6");
    p = dice(r, n - 3);
    cvn_buffer_printf(b, ", {\"rule\": \"together\", \"who\": [\"p%u\", \"p%u\", \"p%u\"]%s}", p, p + 2, p + 3,
                      dice(r, 2) ? "" : ", \"weight\": 8");
    cvn_buffer_printf(b, ", {\"rule\": \"pairs\", \"pairs\": [[\"p0\", \"p%u\", -5], [\"p%u\", \"p%u\", 3]], \"among\": \"%s\"}", n - 1, n - 2,
                      n - 3, amongs[dice(r, 3)]);
}

static void add_every_rule(cvn_buffer *b, uint32_t people)
{
    static const char *const amongs[] = {"all", "members", "leaders"};
    static const char *const over[] = {"country", "languages", "tags"};
    for (uint32_t a = 0; a < 3; a++) {
        for (uint32_t k = 0; k < 3; k++) {
            const char *comma = a || k ? ", " : "";
            cvn_buffer_printf(b, "%s{\"rule\": \"at_most\", \"count\": %u, \"same\": \"%s\", \"among\": \"%s\", \"weight\": 3}", comma,
                              1 + k % 2, over[k], amongs[a]);
            cvn_buffer_printf(b, ", {\"rule\": \"distinct\", \"count\": 3, \"of\": \"%s\", \"among\": \"%s\", \"weight\": 5}", over[k],
                              amongs[a]);
            cvn_buffer_printf(b, ", {\"rule\": \"spread\", \"over\": \"%s\", \"among\": \"%s\", \"weight\": 2}", over[k], amongs[a]);
            cvn_buffer_printf(b, ", {\"rule\": \"shared\", \"over\": \"%s\", \"among\": \"%s\", \"weight\": 4}", over[k], amongs[a]);
        }
        cvn_buffer_printf(b, ", {\"rule\": \"at_least\", \"count\": 2, \"where\": {\"level\": [1, 2]}, \"among\": \"%s\", \"weight\": 6}",
                          amongs[a]);
        for (uint32_t i = 0; i + 4 < people; i += 3) {
            cvn_buffer_printf(b, ", {\"rule\": \"apart\", \"who\": [\"p%u\", \"p%u\", \"p%u\"], \"among\": \"%s\"%s}", i, i + 1,
                              i + 2 + (i + a) % 3, amongs[a], i % 2 ? "" : ", \"weight\": 7");
            cvn_buffer_printf(b, ", {\"rule\": \"pairs\", \"pairs\": [[\"p%u\", \"p%u\", %d], [\"p%u\", \"p%u\", 3]], \"among\": \"%s\"}", i,
                              i + 1 + a, (int)i - 5, i + 2, i + 4, amongs[a]);
        }
    }
    for (uint32_t i = 0; i + 4 < people; i += 4)
        cvn_buffer_printf(b, ", {\"rule\": \"together\", \"who\": [\"p%u\", \"p%u\", \"p%u\"]%s}", i, i + 2, i + 4,
                          i % 8 ? "" : ", \"weight\": 8");
}

static void add_sessions(cvn_buffer *b, cvn_random *r, const made_up *m)
{
    if (m->pattern == CVN_PATTERN_OFFERED) {
        cvn_buffer_printf(b, "\"sessions\": {\"minutes\": 90, \"pattern\": \"offered\"%s, \"offered\": [", m->loose ? ", \"attend\": 2" : "");
        for (uint32_t k = 0; k < 8; k++) {
            uint32_t day = 1 + dice(r, 6), hour = 6 + dice(r, 16), count = 2 + dice(r, 2);
            cvn_buffer_printf(b, "%s{\"id\": \"s%u\", \"starts\": [", k ? ", " : "", k);
            for (uint32_t i = 0; i < count; i++)
                cvn_buffer_printf(b, "%s\"2027-03-%02uT%02u:00\"", i ? ", " : "", day + 7 * i, hour);
            cvn_buffer_text(b, "]}");
        }
        cvn_buffer_text(b, "]}");
        return;
    }
    cvn_buffer_printf(b,
                      "\"sessions\": {\"count\": 3, \"minutes\": 90, \"from\": \"2027-03-08\", \"to\": \"2027-04-04\", \"grid_minutes\": %u, "
                      "\"pattern\": \"%s\", \"gap_days\": {\"min\": %u, \"max\": 14}%s}",
                      dice(r, 2) ? 30 : 60, m->pattern == CVN_PATTERN_WEEKLY ? "weekly" : "free",
                      m->pattern == CVN_PATTERN_WEEKLY ? 7 : dice(r, 8), m->loose ? ", \"attend\": 2" : "");
}

/** The same seed and shape give the same conference; only dropped and as_of may differ between two that are to be a season's parts. */
static cvn_conference *make_up(const made_up *m, uint64_t seed)
{
    cvn_random random, *r = &random;
    cvn_random_seed(r, seed);
    cvn_buffer b = {0};
    cvn_buffer_text(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"made-up\", \"title\": \"Made up\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\", "
        "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, ");
    if (m->as_of)
        cvn_buffer_printf(&b, "\"as_of\": \"%s\", ", m->as_of);
    add_sessions(&b, r, m);
    uint32_t least = m->leaders ? 1 + dice(r, 2) / 2 : 0;
    for (uint32_t t = 0; t < 2; t++) {
        cvn_buffer_printf(&b, "%s{\"id\": \"%s\", \"size\": {\"min\": %u, \"ideal\": %u, \"max\": %u, \"keep\": 2}",
                          t ? ", " : ", \"group_types\": [", t ? "large" : "small", 2 + t, 3 + t, 4 + t);
        if (m->leaders)
            cvn_buffer_printf(&b, ", \"leaders\": {\"min\": %u, \"max\": %u%s}", least, 1 + dice(r, 2), m->loose ? ", \"attend\": 2" : "");
        if (m->rota)
            cvn_buffer_printf(&b, ", \"rota\": {\"per_session\": %u, \"among\": \"%s\", \"where\": {\"level\": [0, 1]}}", 1 + dice(r, 2),
                              dice(r, 2) ? "members" : "all");
        if (!dice(r, 3))
            cvn_buffer_text(&b, ", \"max_groups\": 2");
        cvn_buffer_text(&b, "}");
    }
    cvn_buffer_text(&b, "], \"rules\": [");
    if (m->rules)
        add_rules(&b, r, m);
    if (m->every_rule)
        add_every_rule(&b, m->people);
    if (m->named)
        cvn_buffer_printf(&b,
                          "%s{\"rule\": \"in\", \"who\": [\"p%u\"], \"group\": \"g1\"}, {\"rule\": \"in\", \"who\": [\"p%u\"], \"group\": "
                          "\"g1\", \"weight\": 3}",
                          m->rules ? ", " : "", m->people - 1, m->people - 2);
    cvn_buffer_text(&b, "], \"participants\": [");
    for (uint32_t i = 0; i < m->people; i++)
        add_person(&b, r, m, i);
    cvn_buffer_text(&b, "]}");
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, "made-up", NULL, error)) {
        for (size_t i = 0; i < cvn_error_count(error); i++)
            fprintf(stderr, "%s\n", cvn_error_message(error, i));
        fprintf(stderr, "%s\n", b.text);
        fail();
    }
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

/** Shapes that every test of the search goes through. */
static const made_up made_up_shapes[] = {
    {.people = 8, .pattern = CVN_PATTERN_FREE},
    {.people = 14, .pattern = CVN_PATTERN_FREE, .leaders = true, .rules = true},
    {.people = 16, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .rules = true},
    {.people = 14, .pattern = CVN_PATTERN_OFFERED, .leaders = true, .rules = true, .rota = true},
    {.people = 12, .pattern = CVN_PATTERN_FREE, .loose = true, .leaders = true, .rules = true, .rota = true},
    {.people = 12, .pattern = CVN_PATTERN_OFFERED, .loose = true, .rules = true},
    {.people = 20, .pattern = CVN_PATTERN_FREE, .rota = true, .rules = true},
};

#endif
