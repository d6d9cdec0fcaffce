/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/tzif.h"
#include "clock/tzif_bytes.h"
#include "clock/zone.h"

#include <stdlib.h>
#include <string.h>

/** Parses a copy that is exactly as long as it says, so that the sanitizer sees a byte too many; and asks what came out. */
static cvn_code parse(const char *bytes, size_t length, cvn_tzif *out, cvn_error *error)
{
    char *copy = malloc(length ? length : 1);
    memcpy(copy, bytes, length);
    cvn_code code = cvn_tzif_parse(out, copy, length, "test", error);
    free(copy);
    return code;
}

static void reads_version_2(void **state)
{
    (void)state;
    const int64_t changes[] = {-5000000000, 0, 5000000000};
    cvn_buffer file = slim_file(changes, 3, "AAA-1BBB,M3.5.0,M10.5.0");
    cvn_tzif tzif;
    assert_int_equal(parse(file.text, file.length, &tzif, NULL), CVN_OK);
    assert_int_equal(tzif.changes, 3);
    assert_int_equal(tzif.at_s[0], -5000000000);
    assert_int_equal(tzif.at_s[2], 5000000000);
    assert_int_equal(tzif.type[0], 1);
    assert_int_equal(tzif.types, 2);
    assert_int_equal(tzif.kind[1].offset_s, 7200);
    assert_true(tzif.kind[1].dst);
    assert_string_equal(tzif.kind[1].abbreviation, "BBB");
    assert_true(tzif.has_rule && tzif.rule.changes);
    cvn_tzif_free(&tzif);
    cvn_buffer_free(&file);
}

static void reads_version_1(void **state)
{
    (void)state;
    const int64_t changes[] = {INT32_MIN, -1, INT32_MAX};
    cvn_buffer file = {0};
    put_two_kinds(&file, 0, 4, changes, 3);
    cvn_tzif tzif;
    assert_int_equal(parse(file.text, file.length, &tzif, NULL), CVN_OK);
    assert_int_equal(tzif.at_s[0], INT32_MIN);
    assert_int_equal(tzif.at_s[1], -1);
    assert_int_equal(tzif.at_s[2], INT32_MAX);
    assert_false(tzif.has_rule);
    cvn_tzif_free(&tzif);
    cvn_buffer_free(&file);
}

static void refuses_every_truncation(void **state)
{
    (void)state;
    const int64_t changes[] = {0, 100000, 200000};
    cvn_buffer file = slim_file(changes, 3, "AAA-1");
    for (size_t length = 0; length < file.length; length++) {
        cvn_tzif tzif;
        cvn_error *error = cvn_error_new();
        assert_int_equal(parse(file.text, length, &tzif, error), CVN_E_UNAVAILABLE);
        assert_int_equal(cvn_error_count(error), 1);
        assert_true(cvn_text_starts(cvn_error_message(error, 0), "test: "));
        assert_null(tzif.at_s);
        cvn_error_free(error);
    }
    cvn_buffer_free(&file);
}

/** Each byte set to each of a few values: refused, or read into something that can be asked. */
static void survives_every_byte(void **state)
{
    (void)state;
    static const unsigned char values[] = {0, 1, 2, 0x0a, 0x39, 0x7f, 0x80, 0xfe, 0xff};
    const int64_t changes[] = {0, 100000, 200000};
    cvn_buffer file = slim_file(changes, 3, "AAA-1BBB,M3.5.0,M10.5.0/3");
    size_t refused = 0;
    for (size_t i = 0; i < file.length * CVN_COUNT(values); i++) {
        char *byte = &file.text[i / CVN_COUNT(values)], old = *byte;
        cvn_tzif tzif;
        *byte = (char)values[i % CVN_COUNT(values)];
        if (parse(file.text, file.length, &tzif, NULL) == CVN_OK) {
            cvn_zone *zone = cvn_zone_new("test", &tzif);
            cvn_zone_change change;
            for (int64_t at_s = INT64_MIN; cvn_zone_next_change(zone, at_s, &change); at_s = change.at_s)
                assert_true(change.at_s > at_s);
            (void)cvn_zone_instant(zone, cvn_date_of(2030, 1, 1), 0);
            cvn_zone_free(zone);
            cvn_tzif_free(&tzif);
        } else {
            refused++;
        }
        *byte = old;
    }
    assert_true(refused > 300); /* most of the counts, the magic numbers and the footer matter */
    cvn_buffer_free(&file);
}

static void assert_refused(cvn_buffer *file, const char *why)
{
    cvn_tzif tzif;
    cvn_error *error = cvn_error_new();
    assert_int_equal(parse(file->text, file->length, &tzif, error), CVN_E_UNAVAILABLE);
    if (!strstr(cvn_error_message(error, 0), why))
        fail_msg("\"%s\" does not say \"%s\"", cvn_error_message(error, 0), why);
    cvn_error_free(error);
    cvn_buffer_free(file);
}

static cvn_buffer of_one_type(int leaps, int32_t offset_s, int dst, int abbreviation, const char *chars, int count)
{
    cvn_buffer file = {0};
    put_header(&file, 0, 0, 0, leaps, 0, 1, count);
    put_type(&file, offset_s, dst, abbreviation);
    cvn_buffer_add(&file, chars, (size_t)count);
    for (int i = 0; i < leaps * 8; i++)
        cvn_buffer_char(&file, 0);
    return file;
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    cvn_buffer file = {0};
    cvn_buffer_text(&file, "# version 2026f\nthis is a list of zones, and no zone at all");
    assert_refused(&file, "not a time-zone file");
    const int64_t backwards[] = {100, 100}, wild[] = {INT64_MIN};
    file = slim_file(backwards, 2, "");
    assert_refused(&file, "not in order");
    file = slim_file(wild, 1, "");
    assert_refused(&file, "not in order");
    file = slim_file(NULL, 0, "nonsense");
    assert_refused(&file, "no POSIX TZ rule");
    file = of_one_type(1, 0, 0, 0, "UTC", 4);
    assert_refused(&file, "leap seconds");
    file = of_one_type(0, 100000, 0, 0, "UTC", 4);
    assert_refused(&file, "26 hours");
    file = of_one_type(0, INT32_MIN, 0, 0, "UTC", 4);
    assert_refused(&file, "26 hours");
    file = of_one_type(0, 0, 2, 0, "UTC", 4);
    assert_refused(&file, "daylight time is neither");
    file = of_one_type(0, 0, 0, 0, "UTC", 3);
    assert_refused(&file, "no end");
    file = of_one_type(0, 0, 0, 4, "UTC", 4);
    assert_refused(&file, "no end");
    put_header(&file, 0, 0, 0, 0, 0, 0, 0);
    assert_refused(&file, "no kind of local time");
    put_header(&file, '2', 0, 0, 0, INT32_MAX, 1, 1);
    assert_refused(&file, "counts more");
    put_header(&file, 7, 0, 0, 0, 0, 1, 1);
    assert_refused(&file, "version");
    put_header(&file, 0, 0, 0, 0, 1, 1, 4);
    put_big(&file, 0, 4);
    put_big(&file, 1, 1);
    put_type(&file, 0, 0, 0);
    cvn_buffer_add(&file, "UTC", 4);
    assert_refused(&file, "a type that it does not have");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_version_2),     cmocka_unit_test(reads_version_1),    cmocka_unit_test(refuses_every_truncation),
        cmocka_unit_test(survives_every_byte), cmocka_unit_test(says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
