/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/clock.h"

#include <string.h>

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2);
}

/** Every day of five centuries, counted one by one. */
static void counts_days(void **state)
{
    (void)state;
    int32_t day = -25567; /* 1900-01-01, a Monday */
    int weekday = 0;
    for (int year = 1900; year <= 2400; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int of_month = 1; of_month <= days_in(year, month); of_month++, day++, weekday = (weekday + 1) % 7) {
                int y, m, d;
                assert_int_equal(cvn_date_of(year, month, of_month).day, day);
                cvn_date_parts((cvn_date){day}, &y, &m, &d);
                assert_true(y == year && m == month && d == of_month);
                assert_int_equal(cvn_date_weekday((cvn_date){day}), weekday);
            }
        }
    }
}

static void knows_iso_weeks(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        int week, year;
    } cases[] = {
        {"2020-12-31", 53, 2020}, {"2021-01-01", 53, 2020}, {"2021-01-04", 1, 2021},  {"2024-12-30", 1, 2025}, {"2025-08-18", 34, 2025},
        {"2027-01-03", 53, 2026}, {"2018-12-31", 1, 2019},  {"2016-01-03", 53, 2015}, {"1970-01-01", 1, 1970}, {"2199-12-31", 1, 2200},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_date date;
        int year = 0;
        assert_true(cvn_date_parse(cases[i].date, &date));
        assert_int_equal(cvn_date_iso_week(date, &year), cases[i].week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(cvn_date_iso_week(date, NULL), cases[i].week);
    }
}

static void reads_dates(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2027",        "2027-3-28",   "2027-02-29", "2100-02-29",       "2027-04-31",
                                        "2027-13-01", "2027-00-01",  "2027-01-00",  "1969-12-31", "2200-01-01",       "2027/03/28",
                                        "02027-3-28", "2027-03-28 ", " 2027-03-28", "+027-03-28", "2027-03-2\xd9\xa1"};
    cvn_date date = {77};
    for (size_t i = 0; i < CVN_COUNT(wrong); i++)
        assert_false(cvn_date_parse(wrong[i], &date));
    assert_int_equal(date.day, 77); /* untouched */
    static const char *const right[] = {"1970-01-01", "2000-02-29", "2028-02-29", "2199-12-31"};
    for (size_t i = 0; i < CVN_COUNT(right); i++) {
        char text[CVN_DATE_TEXT];
        assert_true(cvn_date_parse(right[i], &date));
        assert_string_equal(cvn_date_text(date, text), right[i]);
    }
    int year, month;
    assert_true(cvn_month_parse("2025-09", &year, &month));
    assert_true(year == 2025 && month == 9);
    assert_false(cvn_month_parse("2025-13", &year, &month));
    assert_false(cvn_month_parse("2025-09-01", &year, &month));
    assert_false(cvn_month_parse("2025-9", &year, &month));
}

static void reads_clocks(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int minute, end_minute; /* -1: wrong */
    } cases[] = {{"00:00", 0, 0},   {"18:30", 1110, 1110}, {"23:59", 1439, 1439}, {"24:00", -1, 1440}, {"24:01", -1, -1},
                 {"25:00", -1, -1}, {"18:60", -1, -1},     {"8:30", -1, -1},      {"18:3", -1, -1},    {"18:30:00", -1, -1},
                 {"", -1, -1},      {"18.30", -1, -1},     {"-1:30", -1, -1},     {"18:30 ", -1, -1}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        int32_t minute = -1, end_minute = -1;
        assert_int_equal(cvn_clock_parse(cases[i].text, false, &minute), cases[i].minute >= 0);
        assert_int_equal(cvn_clock_parse(cases[i].text, true, &end_minute), cases[i].end_minute >= 0);
        assert_int_equal(minute, cases[i].minute);
        assert_int_equal(end_minute, cases[i].end_minute);
    }
    cvn_date date;
    int32_t minute;
    assert_true(cvn_local_parse("2027-03-28T18:30", &date, &minute));
    assert_int_equal(date.day, cvn_date_of(2027, 3, 28).day);
    assert_int_equal(minute, 1110);
    static const char *const wrong[] = {"2027-03-28",       "2027-03-28 18:30", "2027-03-28T18:30Z",
                                        "2027-03-28T24:00", "2027-02-30T10:00", "2027-03-28T18:30:00"};
    for (size_t i = 0; i < CVN_COUNT(wrong); i++)
        assert_false(cvn_local_parse(wrong[i], &date, &minute));
}

static void reads_instants(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2027-03-28T16:30Z",         "2027-03-28T16:30:00",  "2027-03-28T16:30:01Z", "2027-03-28T16:30:00z",
                                        "2027-03-28t16:30:00Z",      "2027-03-28T24:00:00Z", "2027-02-29T16:30:00Z", "1969-12-31T23:59:00Z",
                                        "2027-03-28T16:30:00+00:00", "2027-03-28T16:30:00ZZ"};
    cvn_instant instant = {5};
    for (size_t i = 0; i < CVN_COUNT(wrong); i++)
        assert_false(cvn_instant_parse(wrong[i], &instant));
    assert_int_equal(instant.min, 5);
    static const struct {
        const char *text;
        int64_t min;
    } right[] = {{"1970-01-01T00:00:00Z", 0},
                 {"2020-07-06T17:00:00Z", 26567580},
                 {"2038-01-19T03:14:00Z", 35791394},
                 {"2199-12-31T23:59:00Z", 120968639}};
    for (size_t i = 0; i < CVN_COUNT(right); i++) {
        char text[CVN_INSTANT_TEXT];
        assert_true(cvn_instant_parse(right[i].text, &instant));
        assert_int_equal(instant.min, right[i].min);
        assert_string_equal(cvn_instant_text(instant, text), right[i].text);
    }
    char text[CVN_INSTANT_TEXT];
    assert_string_equal(cvn_instant_text((cvn_instant){-1}, text), "1969-12-31T23:59:00Z");
}

static void writes_offsets(void **state)
{
    (void)state;
    static const struct {
        int32_t offset_s;
        const char *text;
    } cases[] = {{0, "+00:00"}, {20700, "+05:45"}, {-12600, "-03:30"}, {50400, "+14:00"}, {-2670, "-00:44:30"}, {-1, "-00:00:01"}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char text[CVN_DATE_TEXT];
        assert_string_equal(cvn_offset_text(cases[i].offset_s, text), cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days),  cmocka_unit_test(knows_iso_weeks), cmocka_unit_test(reads_dates),
        cmocka_unit_test(reads_clocks), cmocka_unit_test(reads_instants),  cmocka_unit_test(writes_offsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
