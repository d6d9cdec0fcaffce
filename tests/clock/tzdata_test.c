/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/scratch.h"
#include "clock/tzdata.h"

static const char list[] =
    "# version 2031b\n# redo posix_only\nR A 1916 o - Jun 14 23s 1 S\nZ Europe/Paris 0:9:21 - LMT 1891 Mar 16\n1 E CE%sT\n"
    "L Europe/Paris Europe/Monaco\nZ Africa/Abidjan -0:16:8 - LMT 1912\nL Europe/Paris Europe/Monaco\nL Broken\nZ \n";

static void reads_names(void **state)
{
    (void)state;
    scratch s;
    cvn_tzdata_names names;
    scratch_open(&s);
    scratch_put(&s, "tzdata.zi", list, strlen(list));
    assert_int_equal(cvn_tzdata_read(&names, s.folder, NULL), CVN_OK);
    assert_int_equal(names.count, 3); /* sorted, each once */
    assert_string_equal(names.names[0], "Africa/Abidjan");
    assert_string_equal(names.names[1], "Europe/Monaco");
    assert_string_equal(names.names[2], "Europe/Paris");
    assert_null(names.names[3]);
    cvn_tzdata_free(&names);
    scratch_close(&s);
}

static void says_that_there_is_none(void **state)
{
    (void)state;
    scratch s;
    cvn_tzdata_names names;
    cvn_error *error = cvn_error_new();
    scratch_open(&s);
    assert_int_equal(cvn_tzdata_read(&names, s.folder, error), CVN_E_UNAVAILABLE);
    assert_non_null(strstr(cvn_error_message(error, 0), "tzdata.zi"));
    assert_null(names.names);
    scratch_put(&s, "tzdata.zi", "# version 2031b\n", 16);
    assert_int_equal(cvn_tzdata_read(&names, s.folder, NULL), CVN_E_UNAVAILABLE);
    cvn_tzdata_free(&names);
    scratch_close(&s);
    cvn_error_free(error);
}

static void reads_versions(void **state)
{
    (void)state;
    scratch s;
    char version[CVN_TZDATA_VERSION];
    scratch_open(&s);
    assert_string_equal(cvn_tzdata_version_of(s.folder, version), "unknown");
    scratch_put(&s, "+VERSION", "2030c\n", 6);
    assert_string_equal(cvn_tzdata_version_of(s.folder, version), "2030c");
    scratch_put(&s, "tzdata.zi", list, strlen(list));
    assert_string_equal(cvn_tzdata_version_of(s.folder, version), "2031b");
    static const char *const odd[] = {
        "# version unknown\n", "# version \n", "# version 203\n", "# version 2031abcdefghijklmnop\n", "", "# version"};
    scratch_put(&s, "+VERSION", "", 0);
    for (size_t i = 0; i < CVN_COUNT(odd); i++) {
        scratch_put(&s, "tzdata.zi", odd[i], strlen(odd[i]));
        assert_string_equal(cvn_tzdata_version_of(s.folder, version), "unknown");
    }
    scratch_put(&s, "tzdata.zi", "# version 2031-12-gdeadbeef\n", 28); /* between releases */
    assert_string_equal(cvn_tzdata_version_of(s.folder, version), "2031");
    scratch_close(&s);
}

static void dates_versions(void **state)
{
    (void)state;
    static const struct {
        const char *version, *date;
    } cases[] = {{"2026f", "2026-06-01"}, {"2026a", "2026-01-01"},   {"2026", "2026-01-01"},
                 {"2009u", "2009-12-01"}, {"unknown", "1970-01-01"}, {"", "1970-01-01"}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char text[CVN_DATE_TEXT];
        assert_string_equal(cvn_date_text(cvn_tzdata_date_of(cases[i].version), text), cases[i].date);
    }
}

/** Once asked, a process keeps its answer: what it printed and what it computed with agree. */
static void keeps_the_process_version(void **state)
{
    (void)state;
    const char *version = cvn_tzdata_version();
    assert_true(version[0] == '2' && strlen(version) >= 4); /* the tests' system has tzdata */
    setenv("TZDIR", "/nowhere", 1);
    assert_ptr_equal(cvn_tzdata_version(), version);
    unsetenv("TZDIR");
    assert_int_equal(cvn_tzdata_date().day, cvn_tzdata_date_of(version).day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_names),    cmocka_unit_test(says_that_there_is_none),   cmocka_unit_test(reads_versions),
        cmocka_unit_test(dates_versions), cmocka_unit_test(keeps_the_process_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
