/* SPDX-License-Identifier: Apache-2.0 */
/** The least that hours cost one person: two sessions on two days, one or two days apart, at UTC; unsocial from 22:00. */
#include "cmocka_all.h"

#include "solve/bound_own.h"

#include <stdlib.h>

#define EVERY               "\"weekly\": [\"MO\", \"TU\", \"WE\", \"TH\", \"FR\", \"SA\", \"SU\"]"
#define ONE(date, from, to) "{\"date\": \"2027-03-" date "\", \"from\": \"" from "\", \"to\": \"" to "\"}"

static const struct {
    const char *hours;
    uint32_t attend;
    int64_t least;
} rows[] = {
    {"{" EVERY ", \"from\": \"20:00\", \"to\": \"21:00\"}", 2, 0},
    {"{" EVERY ", \"from\": \"20:00\", \"to\": \"24:00\"}", 2, 0},
    {"{" EVERY ", \"from\": \"22:00\", \"to\": \"24:00\"}", 2, 16}, /* two half hours, twice */
    {"{" EVERY ", \"from\": \"20:00\", \"to\": \"21:00\", \"if_needed\": true}", 2, 4},
    {ONE("01", "20:00", "21:00") ", " ONE("02", "22:00", "23:00"), 2, 4},
    {ONE("01", "20:00", "21:00") ", " ONE("02", "22:00", "23:00") ", " ONE("03", "20:00", "21:00"), 2, 0},
    {ONE("01", "20:00", "21:00") ", " ONE("04", "20:00", "21:00"), 2, -1}, /* three days apart */
    {ONE("01", "20:00", "21:00") ", " ONE("04", "20:00", "21:00"), 1, 3},  /* one is missed */
    {ONE("01", "20:00", "21:00") ", " ONE("02", "22:00", "23:00"), 1, 3},  /* 4 for going */
    {ONE("01", "20:00", "20:30"), 1, -1},
    {ONE("01", "20:00", "22:00"), 2, -1}, /* one day */
};

static cvn_conference *conference_of(const char *hours, const char *pattern)
{
    cvn_buffer b = {0};
    cvn_buffer_printf(
        &b,
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
        "\"email\": \"o@example.org\"}, \"sessions\": {\"minutes\": 60, %s}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, "
        "\"ideal\": 1, \"max\": 1}}], \"rules\": [], \"participants\": [{\"id\": \"p\", \"timezone\": \"UTC\", \"availability\": [%s]}]}",
        pattern, hours);
    cvn_conference *conference = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&conference, b.text, b.length, "own", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&b);
    return conference;
}

static void each_row(const char *pattern, uint32_t only)
{
    for (uint32_t k = 0; k < CVN_COUNT(rows); k++) {
        if (only != CVN_NONE && k != only)
            continue;
        cvn_conference *conference = conference_of(rows[k].hours, pattern);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_own *own = cvn_own_new(p);
        int64_t least = cvn_own_least(own, 0, CVN_NONE, rows[k].attend), of_places = -1;
        if (least != rows[k].least)
            fail_msg("row %u, %s: %lld, not %lld", k, pattern, (long long)least, (long long)rows[k].least);
        for (uint32_t n = 0; n < cvn_own_places(p); n++) {
            int64_t one = cvn_own_least(own, 0, n, rows[k].attend);
            of_places = one >= 0 && (of_places < 0 || one < of_places) ? one : of_places;
        }
        assert_int_equal(of_places, least);
        cvn_own_free(own);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

static void free_hours(void **context)
{
    (void)context;
    each_row("\"count\": 2, \"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60, \"gap_days\": {\"min\": 1, \"max\": 2}",
             CVN_NONE);
}

static void weekly_and_offered_hours(void **context)
{
    (void)context;
    each_row("\"count\": 2, \"pattern\": \"weekly\", \"from\": \"2027-03-01\", \"to\": \"2027-03-21\", \"grid_minutes\": 60", 2);
    each_row("\"pattern\": \"offered\", \"offered\": [{\"id\": \"a\", \"starts\": [\"2027-03-01T22:00\", \"2027-03-02T22:00\"]}, "
             "{\"id\": \"b\", \"starts\": [\"2027-03-01T20:00\", \"2027-03-02T22:00\"]}]",
             4);
}

/** By the clock: sessions of an hour, one from 22:00 weighs two half hours, and there are two of them. */
static void free_hours_by_clock(void **context)
{
    (void)context;
    const char *pattern =
        "\"count\": 2, \"from\": \"2027-03-01\", \"to\": \"2027-03-14\", \"grid_minutes\": 60, \"gap_days\": {\"min\": 1, \"max\": 9}";
    const char *hours =
        "{\"weekly\": [\"MO\"], \"from\": \"20:00\", \"to\": \"24:00\"}, {\"weekly\": [\"TU\"], \"from\": \"20:00\", \"to\": "
        "\"21:00\", \"if_needed\": true}, {\"weekly\": [\"WE\"], \"from\": \"20:00\", \"to\": \"21:00\", \"if_needed\": true}, " ONE(
            "10", "20:00", "21:00");
    cvn_conference *conference = conference_of(hours, pattern);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_own *own = cvn_own_new(p);
    static const struct {
        uint32_t day, hour;
        int64_t least;
        uint32_t burden;
    } clocks[] = {{0, 20, 0, 0}, {0, 21, 0, 0}, {0, 22, 0, 4}, {0, 23, 0, 4}, {1, 20, 0, 2}, {2, 20, 0, 0}, {0, 19, -1, 0}, {3, 20, -1, 0}};
    assert_int_equal(cvn_own_places(p), p->clock_count);
    for (size_t k = 0; k < CVN_COUNT(clocks); k++) {
        uint32_t clock = p->clock[clocks[k].day * 24 + clocks[k].hour], burden = 0; /* 1 March 2027 is a Monday */
        assert_int_equal(cvn_own_at_clock(own, 0, clock, &burden), clocks[k].least);
        assert_int_equal(burden, clocks[k].burden);
    }
    cvn_own_free(own);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(free_hours_by_clock), cmocka_unit_test(free_hours),
                                       cmocka_unit_test(weekly_and_offered_hours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
