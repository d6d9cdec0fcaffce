/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/tzif_bytes.h"
#include "clock/zone.h"

#include <stdlib.h>
#include <string.h>

static cvn_zones *zones;

static int open_zones(void **state)
{
    (void)state;
    zones = cvn_zones_new();
    return 0;
}

static int close_zones(void **state)
{
    (void)state;
    cvn_zones_free(zones);
    return 0;
}

static const cvn_zone *get(const char *name)
{
    cvn_error *error = cvn_error_new();
    const cvn_zone *zone = cvn_zones_get(zones, name, NULL, error);
    if (!zone)
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    return zone;
}

/** Readings of clocks, each of one kind of trouble; the instants are what RFC 5545 3.3.5 makes of them. */
static void reads_walls(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *wall, *instant;
    } cases[] = {
        {"Europe/Copenhagen", "2027-03-28T01:59", "2027-03-28T00:59:00Z"},
        {"Europe/Copenhagen", "2027-03-28T02:30", "2027-03-28T01:30:00Z"}, /* skipped: as if the clock had not moved */
        {"Europe/Copenhagen", "2027-03-28T03:00", "2027-03-28T01:00:00Z"},
        {"Europe/Copenhagen", "2026-10-25T02:00", "2026-10-25T00:00:00Z"}, /* twice: the first */
        {"Europe/Copenhagen", "2026-10-25T02:59", "2026-10-25T00:59:00Z"},
        {"Europe/Copenhagen", "2026-10-25T03:00", "2026-10-25T02:00:00Z"},
        {"Africa/Cairo", "2024-04-26T00:00", "2024-04-25T22:00:00Z"}, /* midnight does not exist */
        {"America/Havana", "2024-11-03T00:30", "2024-11-03T04:30:00Z"},
        {"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"}, /* half an hour */
        {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"},
        {"Antarctica/Troll", "2026-03-29T02:30", "2026-03-29T02:30:00Z"}, /* two hours */
        {"Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z"},     /* a whole day that was not */
        {"Asia/Kathmandu", "2026-07-06T18:45", "2026-07-06T13:00:00Z"},
        {"America/Mexico_City", "2026-07-06T12:00", "2026-07-06T18:00:00Z"}, /* no summer time since 2022 */
        {"America/Nuuk", "2026-01-10T12:00", "2026-01-10T14:00:00Z"},
        {"Asia/Almaty", "2026-01-10T12:00", "2026-01-10T07:00:00Z"},
        {"Africa/Monrovia", "1971-06-01T12:00", "1971-06-01T12:44:00Z"}, /* UTC-0:44:30: the minute that holds it */
        {"Europe/Dublin", "2060-07-01T12:00", "2060-07-01T11:00:00Z"},   /* by the footer */
        {"Pacific/Easter", "2198-01-01T12:00", "2198-01-01T17:00:00Z"},
        {"Etc/GMT+5", "2026-07-06T12:00", "2026-07-06T17:00:00Z"},
        {"UTC", "2026-07-06T12:00", "2026-07-06T12:00:00Z"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_date date;
        int32_t minute;
        char text[CVN_INSTANT_TEXT];
        assert_true(cvn_local_parse(cases[i].wall, &date, &minute));
        cvn_instant_text(cvn_zone_instant(get(cases[i].zone), date, minute), text);
        if (strcmp(text, cases[i].instant) != 0)
            fail_msg("%s %s: %s, not %s", cases[i].zone, cases[i].wall, text, cases[i].instant);
        /* The same reading, counted from the days before. */
        if (minute + 1440 <= 2880)
            assert_int_equal(cvn_zone_instant(get(cases[i].zone), (cvn_date){date.day - 1}, minute + 1440).min,
                             cvn_zone_instant(get(cases[i].zone), date, minute).min);
    }
}

static void shows_clocks(void **state)
{
    (void)state;
    cvn_instant instant;
    assert_true(cvn_instant_parse("2026-07-05T22:30:00Z", &instant));
    cvn_civil civil = cvn_zone_civil(get("Europe/Copenhagen"), instant);
    assert_int_equal(civil.date.day, cvn_date_of(2026, 7, 6).day);
    assert_int_equal(civil.minute, 30);
    assert_int_equal(civil.weekday, 0);
    assert_int_equal(civil.offset_s, 7200);
    assert_true(civil.dst);
    civil = cvn_zone_civil(get("America/St_Johns"), instant);
    assert_int_equal(civil.date.day, cvn_date_of(2026, 7, 5).day);
    assert_int_equal(civil.minute, 20 * 60);
    assert_int_equal(civil.weekday, 6);
    civil = cvn_zone_civil(get("Europe/Copenhagen"), (cvn_instant){(int64_t)cvn_date_of(5026, 7, 1).day * 1440});
    assert_int_equal(civil.offset_s, 7200); /* far beyond any table */
    assert_true(civil.dst);
}

static void lists_changes(void **state)
{
    (void)state;
    const cvn_zone *zone = get("Europe/Copenhagen");
    cvn_zone_change change;
    int64_t at_s = (int64_t)cvn_date_of(2026, 1, 1).day * 86400;
    assert_true(cvn_zone_next_change(zone, at_s, &change));
    assert_int_equal(change.at_s, 1774746000); /* 2026-03-29T01:00Z */
    assert_int_equal(change.before_s, 3600);
    assert_int_equal(change.after_s, 7200);
    assert_true(change.dst);
    assert_string_equal(change.abbreviation, "CEST");
    int64_t first = change.at_s;
    assert_true(cvn_zone_next_change(zone, first - 1, &change));
    assert_int_equal(change.at_s, first);
    assert_true(cvn_zone_next_change(zone, first, &change)); /* after it, not at it */
    assert_int_equal(change.at_s, 1792890000);
    int count = 0;
    for (at_s = (int64_t)cvn_date_of(2100, 1, 1).day * 86400; cvn_zone_next_change(zone, at_s, &change); at_s = change.at_s)
        count++;
    assert_int_equal(count, 200); /* two a year, until the year 2200 */
    assert_false(cvn_zone_next_change(get("UTC"), 0, &change));
    assert_false(cvn_zone_next_change(get("Asia/Kolkata"), 0, &change));
    bool dst = true;
    const char *abbreviation = NULL;
    assert_int_equal(cvn_zone_offset_s(zone, first - 1, &dst, &abbreviation), 3600);
    assert_false(dst);
    assert_string_equal(abbreviation, "CET");
    assert_int_equal(cvn_zone_offset_s(zone, first, NULL, NULL), 7200);
}

static cvn_zone *made(cvn_buffer file)
{
    cvn_tzif tzif;
    assert_int_equal(cvn_tzif_parse(&tzif, file.text, file.length, "test", NULL), CVN_OK);
    cvn_zone *zone = cvn_zone_new("test", &tzif);
    cvn_tzif_free(&tzif);
    cvn_buffer_free(&file);
    return zone;
}

/** Daylight time all year: each year's end is the next one's start, and nothing changes. */
static void knows_endless_daylight_time(void **state)
{
    (void)state;
    cvn_zone *zone = made(slim_file(NULL, 0, "XXX3EDT4,0/0,J365/23"));
    cvn_zone_change change;
    assert_int_equal(cvn_zone_offset_s(zone, 0, NULL, NULL), -4 * 3600);
    assert_false(cvn_zone_next_change(zone, 0, &change));
    cvn_zone_free(zone);
}

static void lets_the_footer_rule_after_the_last_change(void **state)
{
    (void)state;
    const int64_t changes[] = {1000000000};
    cvn_zone *zone = made(slim_file(changes, 1, "CCC-5"));
    cvn_zone_change change;
    assert_int_equal(cvn_zone_offset_s(zone, 999999999, NULL, NULL), 3600);
    assert_int_equal(cvn_zone_offset_s(zone, 1000000000, NULL, NULL), 5 * 3600);
    assert_false(cvn_zone_next_change(zone, 1000000000, &change));
    cvn_zone_free(zone);
    zone = made(slim_file(changes, 1, "")); /* nothing said: as it last was */
    assert_int_equal(cvn_zone_offset_s(zone, INT64_C(1) << 40, NULL, NULL), 7200);
    cvn_zone_free(zone);
}

static void leaves_out_changes_of_nothing(void **state)
{
    (void)state;
    cvn_buffer file = {0};
    put_empty_block(&file, '2');
    put_header(&file, '2', 0, 0, 0, 2, 2, 4);
    put_big(&file, 1000, 8);
    put_big(&file, 2000, 8);
    cvn_buffer_add(&file, "\1\0", 2);
    put_type(&file, 3600, 0, 0);
    put_type(&file, 3600, 0, 0); /* the same in other words */
    cvn_buffer_add(&file, "AAA", 4);
    cvn_buffer_text(&file, "\n\n");
    cvn_zone *zone = made(file);
    cvn_zone_change change;
    assert_false(cvn_zone_next_change(zone, INT64_MIN, &change));
    cvn_zone_free(zone);
}

static void tells_summer(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *instant;
        bool summer;
    } cases[] = {
        {"Europe/Copenhagen", "2026-07-01T00:00:00Z", true}, {"Europe/Copenhagen", "2026-01-01T00:00:00Z", false},
        {"Europe/Dublin", "2026-07-01T00:00:00Z", true},     {"Europe/Dublin", "2026-01-01T00:00:00Z", false},
        {"Pacific/Auckland", "2026-01-01T00:00:00Z", true},  {"Africa/Casablanca", "2026-07-01T00:00:00Z", true},
        {"Asia/Kolkata", "2026-07-01T00:00:00Z", false},     {"America/Asuncion", "2026-01-01T00:00:00Z", false},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_instant at;
        assert_true(cvn_instant_parse(cases[i].instant, &at));
        if (cvn_zone_summer(get(cases[i].zone), at.min * 60) != cases[i].summer)
            fail_msg("%s %s", cases[i].zone, cases[i].instant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_walls),
        cmocka_unit_test(shows_clocks),
        cmocka_unit_test(lists_changes),
        cmocka_unit_test(knows_endless_daylight_time),
        cmocka_unit_test(lets_the_footer_rule_after_the_last_change),
        cmocka_unit_test(leaves_out_changes_of_nothing),
        cmocka_unit_test(tells_summer),
    };
    return cmocka_run_group_tests(tests, open_zones, close_zones);
}
