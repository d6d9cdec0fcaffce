/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/timezone.h"
#include "invite_testing.h"

static cvn_instant at(const char *text)
{
    cvn_instant out;
    assert_true(cvn_instant_parse(text, &out));
    return out;
}

/** zone, from, to: the shape as text, "" where there is none. */
static void test_shapes(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *first, *last, *shape;
    } rows[] = {
        {"Europe/Copenhagen", "2027-10-01T00:00:00Z", "2027-12-01T00:00:00Z",
         "CET 7200>3600 month 10 day 6 nth -1 at 10800; CEST 3600>7200 month 3 day 6 nth -1 at 7200"},
        {"Europe/Copenhagen", "2027-12-01T00:00:00Z", "2028-05-01T00:00:00Z",
         "CET 7200>3600 month 10 day 6 nth -1 at 10800; CEST 3600>7200 month 3 day 6 nth -1 at 7200"},
        {"America/New_York", "2027-10-01T00:00:00Z", "2027-12-01T00:00:00Z",
         "EST -14400>-18000 month 11 day 6 nth 1 at 7200; EDT -18000>-14400 month 3 day 6 nth 2 at 7200"},
        {"Australia/Lord_Howe", "2027-03-01T00:00:00Z", "2027-05-01T00:00:00Z",
         "+1030 39600>37800 month 4 day 6 nth 1 at 7200; +11 37800>39600 month 10 day 6 nth 1 at 7200"},
        {"Europe/Dublin", "2040-10-01T00:00:00Z", "2040-12-01T00:00:00Z",
         "GMT 3600>0 month 10 day 6 nth -1 at 7200; IST 0>3600 month 3 day 6 nth -1 at 3600"},
        {"Asia/Kathmandu", "2027-10-01T00:00:00Z", "2027-12-01T00:00:00Z", "+0545 20700>20700"},
        {"UTC", "2027-10-01T00:00:00Z", "2027-12-01T00:00:00Z", "UTC 0>0"},
        {"America/Sao_Paulo", "2027-10-01T00:00:00Z", "2028-12-01T00:00:00Z", "-03 -10800>-10800"},
        /* the last change of Almaty, and the years after it */
        {"Asia/Almaty", "2024-02-01T00:00:00Z", "2024-04-01T00:00:00Z", ""},
        {"Asia/Almaty", "2024-04-01T00:00:00Z", "2025-04-01T00:00:00Z", "+05 18000>18000"},
        /* summer time given up between two seasons */
        {"America/Mexico_City", "2022-09-01T00:00:00Z", "2023-06-01T00:00:00Z", ""},
        {"America/Mexico_City", "2023-03-01T00:00:00Z", "2023-11-01T00:00:00Z", "CST -21600>-21600"},
    };
    cvn_zones *zones = cvn_zones_new();
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const cvn_zone *zone = cvn_zones_get(zones, rows[i].zone, "", NULL);
        cvn_zone_shape shape;
        cvn_buffer text = {0};
        cvn_buffer_text(&text, "");
        if (cvn_zone_shape_of(&shape, zone, at(rows[i].first), at(rows[i].last)))
            for (int k = 0; k <= shape.has_daylight; k++) {
                const cvn_observance *o = k ? &shape.daylight : &shape.standard;
                cvn_buffer_printf(&text, "%s%s %d>%d", k ? "; " : "", o->name, o->from_s, o->to_s);
                if (o->month)
                    cvn_buffer_printf(&text, " month %d day %d nth %d at %d", o->month, o->weekday, o->nth, o->onset_s);
            }
        assert_string_equal(text.text, rows[i].shape);
        cvn_buffer_free(&text);
    }
    cvn_zones_free(zones);
}

/** Offset at an instant as the shape alone says it: the last onset of either part at or before it. */
static int32_t said(const cvn_zone_shape *shape, int64_t at_s, int year)
{
    int64_t best_s = INT64_MIN;
    int32_t offset_s = shape->standard.to_s;
    for (int k = 0; k <= shape->has_daylight; k++)
        for (int y = year - 1; y <= year + 1 && shape->has_daylight; y++) {
            const cvn_observance *o = k ? &shape->daylight : &shape->standard;
            int month_end = o->month == 12 ? 31 : cvn_date_of(y, o->month + 1, 1).day - cvn_date_of(y, o->month, 1).day;
            for (int day = o->nth < 0 ? month_end - 6 : 7 * o->nth - 6, end = day + 7; day < end; day++) {
                cvn_date date = cvn_date_of(y, o->month, day);
                int64_t onset_s = (int64_t)date.day * 86400 + o->onset_s - o->from_s;
                if (cvn_date_weekday(date) == o->weekday && date.day >= o->onset.day && onset_s <= at_s && onset_s > best_s) {
                    best_s = onset_s;
                    offset_s = o->to_s;
                }
            }
        }
    return offset_s;
}

/** Every zone there is, over two seasons: where there is a shape, it says what the data says, every six hours. */
static void test_every_zone(void **state)
{
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    const char *const *names;
    size_t count, shaped = 0;
    cvn_error *error = cvn_error_new();
    if (cvn_zones_names(zones, &names, &count, error)) {
        print_message("SKIPPED: %s\n", cvn_error_message(error, 0));
        cvn_error_free(error);
        cvn_zones_free(zones);
        skip();
    }
    for (size_t i = 0; i < count; i++) {
        const cvn_zone *zone = cvn_zones_get(zones, names[i], "", NULL);
        for (int year = 2026; year <= 2039; year += 13) {
            cvn_instant first = {(int64_t)cvn_date_of(year, 2, 1).day * 1440}, last = {(int64_t)cvn_date_of(year + 1, 1, 20).day * 1440};
            cvn_zone_shape shape;
            if (!cvn_zone_shape_of(&shape, zone, first, last))
                continue;
            shaped++;
            for (cvn_instant t = first; t.min < last.min; t.min += 360) {
                int32_t wanted = cvn_zone_offset_s(zone, t.min * 60, NULL, NULL);
                int y, m, d;
                cvn_date_parts((cvn_date){(int32_t)(t.min / 1440)}, &y, &m, &d);
                if (said(&shape, t.min * 60, y) != wanted)
                    fail_msg("%s at minute %lld: %d, not %d", names[i], (long long)t.min, said(&shape, t.min * 60, y), wanted);
            }
        }
    }
    assert_true(shaped > count); /* most zones, most years */
    cvn_error_free(error);
    cvn_zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes), cmocka_unit_test(test_every_zone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
