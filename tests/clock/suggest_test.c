/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/suggest.h"

#include <string.h>

static const char *const names[] = {"America/Indiana/Knox",
                                    "America/New_York",
                                    "America/Sao_Paulo",
                                    "Asia/Calcutta",
                                    "Asia/Kolkata",
                                    "EST",
                                    "Etc/GMT+3",
                                    "Etc/GMT-3",
                                    "Europe/Berlin",
                                    "Europe/Copenhagen",
                                    "Europe/Kiev",
                                    "Europe/Kyiv",
                                    "Europe/Paris",
                                    "HST",
                                    "Pacific/Auckland",
                                    "US/Pacific",
                                    "UTC",
                                    "America/Los_Angeles"};

static void names_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *nearest; /* NULL: none is near */
    } cases[] = {
        {"Europe/Copenhagn", "Europe/Copenhagen"},
        {"Kopenhagen", "Europe/Copenhagen"},
        {"europe/copenhagen", "Europe/Copenhagen"},
        {"EUROPE/COPENHAGEN", "Europe/Copenhagen"},
        {"copenhagen", "Europe/Copenhagen"},
        {"New York", "America/New_York"},
        {"America/New York", "America/New_York"},
        {"Europe/New_York", "America/New_York"},
        {"Sao_Paolo", "America/Sao_Paulo"},
        {"Romance Standard Time", "Europe/Paris"}, /* as Windows says */
        {"Pacific Standard Time", "America/Los_Angeles"},
        {"Calcutta", "Asia/Calcutta"},
        {"Knox", "America/Indiana/Knox"},
        {"Auck", "Pacific/Auckland"}, /* its beginning */
        {"PST", NULL},
        {"GMT-3", NULL}, /* Etc/GMT-3 is the other side of the world */
        {"UTC+2", NULL},
        {"+02:00", NULL},
        {"", NULL},
        {"xyzzyplugh", NULL},
        {"\xff\xfe", NULL},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        const char *out[3] = {NULL, NULL, NULL};
        size_t count = cvn_suggest(names, CVN_COUNT(names), cases[i].wanted, out);

        if (!cvn_text_equal(count ? out[0] : NULL, cases[i].nearest))
            fail_msg("%s: %s", cases[i].wanted, count ? out[0] : "nothing");
    }
}

static void names_three_at_most(void **state)
{
    (void)state;
    const char *out[3];
    assert_int_equal(cvn_suggest(names, CVN_COUNT(names), "Kiev", out), 2);
    assert_string_equal(out[0], "Europe/Kiev");
    assert_string_equal(out[1], "Europe/Kyiv");
    static const char *const many[] = {"A/Same", "B/Same", "C/Same", "D/Same"};
    assert_int_equal(cvn_suggest(many, CVN_COUNT(many), "same", out), 3);
    assert_string_equal(out[0], "A/Same");
    assert_string_equal(out[2], "C/Same");
    char long_name[1000];
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = 0;
    assert_int_equal(cvn_suggest(names, CVN_COUNT(names), long_name, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_the_nearest), cmocka_unit_test(names_three_at_most)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
