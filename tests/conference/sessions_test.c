/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void assert_start(const cvn_conference *c, uint32_t i, const char *expected)
{
    char text[CVN_INSTANT_TEXT];
    assert_true(i < c->start_count);
    assert_string_equal(cvn_instant_text(c->starts[i], text), expected);
}

static void test_grid(void **state)
{
    (void)state;
    cvn_conference *c = read_good(BASE);
    assert_int_equal(c->pattern, CVN_PATTERN_FREE);
    assert_int_equal(c->count, 2);
    assert_int_equal(c->attend, 2);
    assert_int_equal(c->duration_min, 60);
    assert_int_equal(c->grid_min, 60);
    assert_int_equal(c->gap_min_days, 1);
    assert_int_equal(c->gap_max_days, INT32_MAX);
    assert_int_equal(c->start_count, 31 * 24 - 1); /* clocks go forward on the 28th */
    assert_start(c, 0, "2027-02-28T23:00:00Z");
    assert_start(c, c->start_count - 1, "2027-03-31T21:00:00Z");
    cvn_conference_free(c);
}

/** A grid is one of UTC: on a clock that is 5:45 ahead the first start is at 00:15. */
static void test_grid_off_the_hour(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/timezone", "\"Asia/Kathmandu\"");
    assert_start(c, 0, "2027-02-28T19:00:00Z");
    assert_int_equal(c->start_count, 31 * 24);
    cvn_conference_free(c);
    c = read_patched(
        "/sessions",
        "{\"count\": 1, \"minutes\": 30, \"from\": \"1970-01-01\", \"to\": \"1970-01-01\", \"grid_minutes\": 45, \"pattern\": \"weekly\"}");
    assert_int_equal(c->pattern, CVN_PATTERN_WEEKLY);
    assert_start(c, 0, "1969-12-31T23:15:00Z");
    cvn_conference_free(c);
}

static void test_offered(void **state)
{
    (void)state;
    cvn_conference *c = read_patched(
        "/sessions",
        "{\"minutes\": 120, \"pattern\": \"offered\", \"attend\": 4, \"grid_minutes\": 30, \"gap_days\": {\"min\": 0}, \"offered\": ["
        "{\"id\": \"monday\", \"starts\": [\"2027-09-13T13:30\", \"2027-08-16T13:30\"]},"
        "{\"id\": \"both\", \"starts\": [\"2027-08-16T13:30\", \"2027-08-17T13:30\", \"2027-12-14T13:30\"]}]}");
    assert_int_equal(c->series_count, 2);
    assert_string_equal(c->series[0].id, "monday");
    assert_int_equal(c->series[0].count, 2);
    char text[CVN_INSTANT_TEXT], date[CVN_DATE_TEXT];
    assert_string_equal(cvn_instant_text(c->series[0].starts[0], text), "2027-08-16T11:30:00Z");
    assert_int_equal(c->start_count, 4);
    assert_start(c, 3, "2027-12-14T12:30:00Z");
    assert_int_equal(c->count, 3);
    assert_int_equal(c->attend, 4);
    assert_int_equal(c->grid_min, 0);
    assert_string_equal(cvn_date_text(c->from, date), "2027-08-16");
    assert_string_equal(cvn_date_text(c->to, date), "2027-12-14");
    cvn_conference_free(c);
    c = read_patched("/sessions", "{\"count\": 1, \"minutes\": 120, \"pattern\": \"offered\", \"to\": \"2027-12-31\","
                                  " \"offered\": [{\"id\": \"m\", \"starts\": [\"2027-03-28T02:30\"]}]}");
    assert_start(c, 0, "2027-03-28T01:30:00Z"); /* a clock time that is skipped: with the offset before */
    assert_string_equal(cvn_date_text(c->from, date), "2027-03-28");
    assert_string_equal(cvn_date_text(c->to, date), "2027-12-31");
    cvn_conference_free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/sessions", "[]", "/sessions: expected an object, not a list"},
        {"/sessions/minutes", "0", "/sessions/minutes: expected a whole number from 1 to 1440, not 0"},
        {"/sessions/minutes", "1441", "/sessions/minutes: expected a whole number from 1 to 1440, not 1441"},
        {"/sessions/minutes", "60.5", "/sessions/minutes: expected a whole number from 1 to 1440, not 60.5"},
        {"/sessions/minutes", "\"60\"", "/sessions/minutes: expected a whole number from 1 to 1440, not \"60\""},
        {"/sessions/minutes-", "", "/sessions/minutes: is missing"},
        {"/sessions/count", "0", "/sessions/count: expected a whole number from 1 to 366, not 0"},
        {"/sessions/count", "1e300", "/sessions/count: expected a whole number from 1 to 366, not 1e+300"},
        {"/sessions/count-", "", "/sessions/count: is missing"},
        {"/sessions+", "\"attend\": 3", "/sessions/attend: expected a whole number from 0 to 2, not 3"},
        {"/sessions+", "\"attend\": -1", "/sessions/attend: expected a whole number from 0 to 2, not -1"},
        {"/sessions/from", "\"2027-02-29\"",
         "/sessions/from: \"2027-02-29\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\""},
        {"/sessions/from", "\"1/3/2027\"",
         "/sessions/from: \"1/3/2027\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\""},
        {"/sessions/from-", "", "/sessions/from: is missing"},
        {"/sessions/to", "\"2027-02-28\"", "/sessions/to: 2027-02-28 is before from, 2027-03-01: expected the same day or a later one"},
        {"/sessions/to", "\"2030-12-31\"", "/sessions/to: from 2027-03-01 to 2030-12-31 are more than 1100 days, the most that is read"},
        {"/sessions/grid_minutes", "0", "/sessions/grid_minutes: expected a whole number from 1 to 1440, not 0"},
        {"/sessions/grid_minutes-", "", "/sessions/grid_minutes: is missing"},
        {"/sessions", "{\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-12-31\", \"grid_minutes\": 1}",
         "/sessions/grid_minutes: gives 440640 starts between from and to, more than 120000: expected a coarser grid, such as 30"},
        {"/sessions+", "\"pattern\": \"weekley\"", "/sessions/pattern: \"weekley\" is not known here; did you mean \"weekly\"?"},
        {"/sessions+", "\"pattern\": \"x\"", "/sessions/pattern: \"x\" is not known here: known are \"free\", \"weekly\" and \"offered\""},
        {"/sessions+", "\"gap_days\": {\"min\": -1}", "/sessions/gap_days/min: expected a whole number from 0 to 1100, not -1"},
        {"/sessions+", "\"gap_days\": {\"min\": 7, \"max\": 6}", "/sessions/gap_days/max: 6 is less than min, 7"},
        {"/sessions+", "\"gap_days\": {\"max\": 0}", "/sessions/gap_days/max: 0 is less than min, 1 where it is not given"},
        {"/sessions+", "\"gap_days\": 7", "/sessions/gap_days: expected an object, not 7"},
        {"/sessions+", "\"minuets\": 60", "/sessions/minuets: unknown key \"minuets\"; did you mean \"minutes\"?"},
        {"/sessions+", "\"offered\": [{\"id\": \"a\", \"starts\": []}]",
         "/sessions/offered: is only read where pattern is \"offered\": set that, or leave the series out"},
        {"/sessions", "{\"minutes\": 60, \"pattern\": \"offered\"}", "/sessions/offered: is missing"},
        {"/sessions", "{\"minutes\": 60, \"pattern\": \"offered\", \"offered\": []}",
         "/sessions/offered: is empty: expected at least one series of starts"},
        {"/sessions",
         "{\"minutes\": 60, \"pattern\": \"offered\", \"count\": 4, \"offered\": [{\"id\": \"a\", \"starts\": [\"2027-03-01T10:00\"]}]}",
         "/sessions/count: does not go with pattern \"offered\": each series has its own number of starts, so leave it out"},
        {"/sessions", "{\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [{\"id\": \"a\", \"starts\": []}]}",
         "/sessions/offered/0/starts: is empty: expected at least one start, such as \"2027-08-18T13:30\""},
        {"/sessions",
         "{\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [{\"id\": \"a\", \"starts\": [\"2027-03-01T10:00\"]}, {\"id\": \"a\", "
         "\"starts\": "
         "[\"2027-03-01\", \"2027-02-30T10:00\", \"2027-03-01T24:00\"]}, 7]}",
         "/sessions/offered/1/id: \"a\" is the id of series 0 too (counted from 0): expected another one\n"
         "/sessions/offered/1/starts/0: \"2027-03-01\" is not a time on the conference's clock: expected one such as \"2027-08-18T13:30\"\n"
         "/sessions/offered/1/starts/1: \"2027-02-30T10:00\" is not a time on the conference's clock: expected one such as "
         "\"2027-08-18T13:30\"\n"
         "/sessions/offered/1/starts/2: \"2027-03-01T24:00\" is not a time on the conference's clock: expected one such as "
         "\"2027-08-18T13:30\"\n"
         "/sessions/offered/2: expected an object, not 7"},
        {"/sessions",
         "{\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [{\"id\": \"a\", \"starts\": [\"2027-03-01T10:00\", \"2027-03-01T10:00\"]},"
         "{\"id\": \"b\", \"starts\": [\"2027-03-01T10:30\", \"2027-03-01T10:00\"]}]}",
         "/sessions/offered/0/starts: the start at 2027-03-01T09:00:00Z stands twice: keep one\n"
         "/sessions/offered/1/starts: the sessions that start at 2027-03-01T09:00:00Z and at 2027-03-01T09:30:00Z overlap: each takes 60 "
         "minutes"},
        {"/sessions",
         "{\"minutes\": 60, \"pattern\": \"offered\", \"to\": \"2027-02-01\", \"offered\": [{\"id\": \"a\", \"starts\": "
         "[\"2027-03-01T10:00\"]}]}",
         "/sessions/to: 2027-02-01 is before from, 2027-03-01: expected the same day or a later one"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

/** The text is judged as a whole even where the zone is unknown and no start can be worked out. */
static void test_unknown_zone(void **state)
{
    (void)state;
    char *json = patched(BASE, "/timezone", "\"x\""),
         *more = patched(json, "/sessions",
                         "{\"minutes\": 0, \"pattern\": \"offered\", \"offered\": [{\"id\": \"a\", \"starts\": [\"2027-03-01T10:00\"]}]}");
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_parse(&c, more, strlen(more), "t.json", NULL, error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), 2);
    cvn_error_free(error);
    free(json);
    free(more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid),     cmocka_unit_test(test_grid_off_the_hour), cmocka_unit_test(test_offered),
        cmocka_unit_test(test_mistakes), cmocka_unit_test(test_unknown_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
