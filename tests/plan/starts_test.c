/* SPDX-License-Identifier: Apache-2.0 */
/* Which start may follow which, held against the clock asked pair by pair, across both clock changes. */
#include "cmocka_all.h"

#include <string.h>

#include "plan/plan.h"

static cvn_conference *conference(const char *pattern, const char *from, const char *to, const char *gap)
{
    cvn_buffer text = {0};
    cvn_buffer_printf(
        &text,
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"Europe/Copenhagen\", \"as_of\": \"%sT12:00:00Z\","
        "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 2, \"minutes\": 105, \"from\": \"%s\", "
        "\"to\": \"%s\", \"grid_minutes\": 30, \"pattern\": \"%s\", \"gap_days\": %s},"
        "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": 3}}], \"participants\": []}",
        from, from, to, pattern, gap);
    cvn_conference *c = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&c, text.text, text.length, "c.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&text);
    return c;
}

static bool may_follow(const cvn_conference *c, cvn_instant a, cvn_instant b)
{
    cvn_civil x = cvn_zone_civil(c->zone, a), y = cvn_zone_civil(c->zone, b);
    int32_t days = y.date.day - x.date.day;
    bool weekly = c->pattern != CVN_PATTERN_WEEKLY || (x.weekday == y.weekday && x.minute == y.minute);
    return b.min - a.min >= c->duration_min && days >= c->gap_min_days && days <= c->gap_max_days && weekly;
}

static void follows_as_the_clock_says(void **context)
{
    (void)context;
    static const struct {
        const char *pattern, *from, *to, *gap;
    } cases[] = {
        {"free", "2027-03-24", "2027-04-02", "{\"min\": 1, \"max\": 3}"},
        {"free", "2027-10-28", "2027-11-03", "{\"min\": 0}"},
        {"free", "2027-03-24", "2027-04-02", "{\"min\": 2}"},
        {"weekly", "2027-03-08", "2027-04-11", "{\"min\": 7, \"max\": 14}"},
        {"weekly", "2027-10-18", "2027-11-14", "{\"min\": 1, \"max\": 28}"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_conference *c = conference(cases[i].pattern, cases[i].from, cases[i].to, cases[i].gap);
        cvn_problem *p;
        assert_int_equal(cvn_problem_new(&p, c, NULL, NULL), CVN_OK);
        assert_int_equal(p->start_count, c->start_count);
        uint32_t pairs = 0;
        for (uint32_t a = 0; a < p->start_count; a++) {
            assert_int_equal(a < p->open_from, cvn_is_held(c, c->starts[a]));
            for (uint32_t b = 0; b < p->start_count; b++) {
                bool want = a != b && may_follow(c, c->starts[a], c->starts[b]);
                assert_int_equal(b > a && cvn_plan_follows(p, a, b), want);
                assert_true(!want || (b >= p->next_from[a] && b < p->next_to[a]));
                pairs += want;
            }
        }
        assert_true(pairs > 0);
        cvn_problem_free(p);
        cvn_conference_free(c);
    }
}

static void sessions_are_whole_or_not(void **context)
{
    (void)context;
    cvn_conference *c = conference("free", "2027-03-24", "2027-04-02", "{\"min\": 2, \"max\": 3}");
    cvn_problem *p;
    assert_int_equal(cvn_problem_new(&p, c, NULL, NULL), CVN_OK);
    const uint32_t day = 48, first = p->open_from;
    const struct {
        uint32_t starts[3], count;
        bool ok;
    } rows[] = {
        {{first, first + 2 * day}, 2, true},
        {{first, first + day}, 2, false},
        {{first, first + 4 * day + 4}, 2, false},
        {{first + 2 * day, first}, 2, false},
        {{first, first}, 2, false},
        {{first}, 1, false},
        {{first, first + 2 * day, first + 4 * day}, 3, false},
        {{first - 1, first + 2 * day}, 2, false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        if (cvn_plan_sessions_ok(p, rows[i].starts, rows[i].count, 0) != rows[i].ok)
            fail_msg("row %zu", i);
    cvn_problem_free(p);
    cvn_conference_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(follows_as_the_clock_says), cmocka_unit_test(sessions_are_whole_or_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
