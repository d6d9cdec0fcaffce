/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/posix_tz.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool parses(const char *text, cvn_posix_tz *out)
{
    return cvn_posix_tz_parse(out, text, strlen(text));
}

static void reads_rules(void **state)
{
    (void)state;
    cvn_posix_tz tz;
    assert_true(parses("<+03>-3", &tz));
    assert_string_equal(tz.standard, "+03");
    assert_int_equal(tz.standard_s, 10800);
    assert_false(tz.changes);
    assert_true(parses("IST-5:30", &tz));
    assert_int_equal(tz.standard_s, 19800);
    assert_true(parses("CET-1CEST,M3.5.0,M10.5.0/3", &tz));
    assert_string_equal(tz.daylight, "CEST");
    assert_int_equal(tz.daylight_s, 7200);
    assert_true(tz.start.kind == 'M' && tz.start.month == 3 && tz.start.week == 5 && tz.start.day == 0 && tz.start.time_s == 7200);
    assert_true(tz.end.month == 10 && tz.end.time_s == 10800);
    assert_true(parses("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", &tz));
    assert_int_equal(tz.daylight_s - tz.standard_s, 1800);
    assert_true(parses("IST-1GMT0,M10.5.0,M3.5.0/1", &tz)); /* Dublin: daylight time is winter's, an hour back */
    assert_int_equal(tz.daylight_s, 0);
    assert_true(parses("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", &tz)); /* Nuuk: the evening before */
    assert_int_equal(tz.start.time_s, -3600);
    assert_true(parses("XXX3EDT4,0/0,J365/23", &tz));
    assert_true(tz.start.kind == 'N' && tz.end.kind == 'J' && tz.end.time_s == 23 * 3600);
    assert_true(parses("AAA0BBB,J1/-167,365/167:59:59", &tz));
    assert_int_equal(tz.end.time_s, 167 * 3600 + 59 * 60 + 59);
}

static void refuses_what_is_no_rule(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "CET",
        "-1",
        "CE-1",
        "<+3>-3",
        "<+03-3",
        "CET-25",
        "CET-1:60",
        "CET-1:00:60",
        "CET-1CEST",
        "CET-1CEST,",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,M10.5.0",
        "CET-1CEST,J366,M10.5.0",
        "CET-1CEST,366,M10.5.0",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3 ",
        "CET-1CEST,M3.5.0,M10.5.0/",
        "CET-1CEST,M3.5.0,M10.5.0,M1.1.1",
        "CET-1CEST,M3.5,M10.5.0",
        " CET-1",
        "CET--1",
        "CET-0001",
        "ABCDEFGHIJKLMNOP0",
        "C\xc3\x89T-1",
        "<+0\x00>0",
        ":Europe/Paris",
    };
    cvn_posix_tz tz;
    for (size_t i = 0; i < CVN_COUNT(wrong); i++) {
        if (parses(wrong[i], &tz))
            fail_msg("\"%s\" was read as a rule", wrong[i]);
    }
}

/** glibc reads the same strings out of TZ. (Not daylight time all year, around whose New Year it errs: zone_test.c has that.) */
static void agrees_with_the_c_library(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "EST5EDT,M3.2.0,M11.1.0",
        "NZST-12NZDT,M9.5.0,M4.1.0/3",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-1GMT0,M10.5.0,M3.5.0/1",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "EET-2EEST,M4.5.5/0,M10.5.4/24",
        "IST-2IDT,M3.4.4/26,M10.5.0",
        "EET-2EEST,M3.4.4/50,M10.4.4/50",
        "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
        "AAA3BBB,J59/0,J60/0",
        "AAA3BBB,58/1,304/2:30:30",
        "AAA3BBB,J300,J60",
        "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3",
    };
    for (size_t i = 0; i < CVN_COUNT(rules); i++) {
        cvn_posix_tz tz;
        assert_true(parses(rules[i], &tz));
        setenv("TZ", rules[i], 1);
        tzset();
        time_t until = (time_t)cvn_date_of(2107, 1, 1).day * 86400;
        for (time_t at = (time_t)cvn_date_of(1999, 1, 1).day * 86400; at < until; at += 3600) {
            struct tm tm;
            localtime_r(&at, &tm);
            bool dst = cvn_posix_tz_dst(&tz, at);
            if (dst != (tm.tm_isdst > 0) || (dst ? tz.daylight_s : tz.standard_s) != tm.tm_gmtoff)
                fail_msg("%s at %lld: %d, glibc %d", rules[i], (long long)at, dst, tm.tm_isdst);
        }
    }
    unsetenv("TZ");
    tzset();
}

static void goes_far(void **state)
{
    (void)state;
    cvn_posix_tz tz;
    assert_true(parses("CET-1CEST,M3.5.0,M10.5.0/3", &tz));
    assert_true(cvn_posix_tz_dst(&tz, (int64_t)cvn_date_of(9998, 7, 1).day * 86400));
    assert_false(cvn_posix_tz_dst(&tz, (int64_t)cvn_date_of(9998, 1, 1).day * 86400));
    assert_false(cvn_posix_tz_dst(&tz, -(INT64_C(1) << 60)));
    (void)cvn_posix_tz_dst(&tz, INT64_C(1) << 60);
    cvn_posix_change changes[2];
    assert_true(parses("NZST-12NZDT,M9.5.0,M4.1.0/3", &tz));
    cvn_posix_tz_year(&tz, 2026, changes);
    assert_false(changes[0].dst);
    assert_int_equal(changes[0].at_s, 1775311200); /* 2026-04-04T14:00Z */
    assert_int_equal(changes[1].at_s, 1790431200); /* 2026-09-26T14:00Z */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rules),
        cmocka_unit_test(refuses_what_is_no_rule),
        cmocka_unit_test(agrees_with_the_c_library),
        cmocka_unit_test(goes_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
