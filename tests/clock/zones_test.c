/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/clock.h"
#include "clock/scratch.h"
#include "clock/tzif_bytes.h"

static void finds_zones_once(void **state)
{
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    const cvn_zone *paris = cvn_zones_get(zones, "Europe/Paris", NULL, NULL);
    assert_non_null(paris);
    assert_string_equal(cvn_zone_name(paris), "Europe/Paris");
    assert_ptr_equal(cvn_zones_get(zones, "Europe/Paris", NULL, NULL), paris);
    const cvn_zone *link = cvn_zones_get(zones, "Asia/Calcutta", NULL, NULL);
    assert_non_null(link);
    assert_string_equal(cvn_zone_name(link), "Asia/Calcutta"); /* a link keeps its name */
    assert_int_equal(cvn_zone_offset_s(link, 0, NULL, NULL), 19800);
    cvn_zones_free(zones);
    cvn_zones_free(NULL);
}

static void refuses_what_is_no_name(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "Europe",
                                        "europe/paris",
                                        "Europe/Paris ",
                                        "Europe//Paris",
                                        "/etc/passwd",
                                        "../../../etc/passwd",
                                        "Europe/../Asia/Tokyo",
                                        "localtime",
                                        "posixrules",
                                        "tzdata.zi",
                                        "zone.tab",
                                        "leapseconds",
                                        "Europe/Paris\xff",
                                        "Europe/Z\xc3\xbcrich",
                                        "UTC+2",
                                        "+VERSION",
                                        "Europe/Paris/",
                                        "CEST"};
    cvn_zones *zones = cvn_zones_new();
    for (size_t i = 0; i < CVN_COUNT(wrong); i++) {
        cvn_error *error = cvn_error_new();
        if (cvn_zones_get(zones, wrong[i], "people.csv:3", error))
            fail_msg("\"%s\" is a zone", wrong[i]);
        assert_int_equal(cvn_error_count(error), 1);
        assert_int_equal(cvn_error_code(error), CVN_E_DATA);
        assert_true(cvn_text_starts(cvn_error_message(error, 0), "people.csv:3: there is no time zone \""));
        cvn_error_free(error);
    }
    cvn_zones_free(zones);
}

static void says_what_is_near(void **state)
{
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    cvn_error *error = cvn_error_new();
    const char *near[3];
    assert_null(cvn_zones_get(zones, "Copenhagen", "conference.json: /timezone", error));
    assert_string_equal(cvn_error_message(error, 0),
                        "conference.json: /timezone: there is no time zone \"Copenhagen\"; did you mean Europe/Copenhagen?");
    cvn_error_clear(error);
    assert_null(cvn_zones_get(zones, "Nowhere/Xyzzyplugh", NULL, error));
    assert_int_equal(cvn_error_code(error), CVN_E_UNAVAILABLE);
    assert_non_null(strstr(cvn_error_message(error, 0), "such as Europe/Copenhagen"));
    assert_int_equal(cvn_zones_suggest(zones, "Romance Standard Time", near), 1);
    assert_string_equal(near[0], "Europe/Paris");
    cvn_error_free(error);
    cvn_zones_free(zones);
}

static void lists_names(void **state)
{
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    const char *const *names, *const *again;
    size_t count, same;
    assert_int_equal(cvn_zones_names(zones, &names, &count, NULL), CVN_OK);
    assert_true(count > 400);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
        if (!cvn_zones_get(zones, names[i], NULL, NULL))
            fail_msg("%s cannot be read", names[i]);
    }
    assert_null(names[count]);
    assert_int_equal(cvn_zones_names(zones, &again, &same, NULL), CVN_OK);
    assert_ptr_equal(again, names);
    cvn_zones_free(zones);
}

/** A folder of one's own: no list, one good file, one bad one. */
static void honours_tzdir(void **state)
{
    (void)state;
    scratch s;
    scratch_open(&s);
    cvn_buffer file = slim_file(NULL, 0, "MARS-3");
    scratch_put(&s, "Mars", file.text, file.length);
    scratch_put(&s, "Cut", file.text, file.length - 3);
    cvn_buffer_free(&file);
    setenv("TZDIR", s.folder, 1);
    cvn_zones *zones = cvn_zones_new();
    cvn_error *error = cvn_error_new();
    assert_string_equal(cvn_zones_folder(), s.folder);
    const cvn_zone *mars = cvn_zones_get(zones, "Mars", NULL, error);
    assert_non_null(mars);
    assert_int_equal(cvn_zone_offset_s(mars, 0, NULL, NULL), 10800);
    assert_null(cvn_zones_get(zones, "Cut", "people.csv:3", error));
    assert_int_equal(cvn_error_code(error), CVN_E_UNAVAILABLE);
    assert_true(cvn_text_starts(cvn_error_message(error, 0), "people.csv:3: "));
    assert_non_null(strstr(cvn_error_message(error, 0), "Cut: its footer has no end"));
    assert_null(cvn_zones_get(zones, "Europe/Paris", NULL, NULL)); /* only what is there */
    const char *const *names;
    size_t count;
    assert_int_equal(cvn_zones_names(zones, &names, &count, NULL), CVN_E_UNAVAILABLE);
    cvn_zones_free(zones);
    setenv("TZDIR", "/nowhere/at/all", 1);
    zones = cvn_zones_new();
    cvn_error_clear(error);
    assert_null(cvn_zones_get(zones, "Europe/Paris", NULL, error));
    assert_non_null(strstr(cvn_error_message(error, 0), "no time-zone data in /nowhere/at/all"));
    cvn_zones_free(zones);
    setenv("TZDIR", "", 1);
    assert_string_equal(cvn_zones_folder(), "/usr/share/zoneinfo");
    unsetenv("TZDIR");
    cvn_error_free(error);
    scratch_close(&s);
}

int main(void)
{
    unsetenv("TZDIR");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_zones_once), cmocka_unit_test(refuses_what_is_no_name), cmocka_unit_test(says_what_is_near),
        cmocka_unit_test(lists_names),      cmocka_unit_test(honours_tzdir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
