/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Every zone of tzdata.zi, links included, against the C library's localtime_r under TZ=: each hour from 2020 to the end of 2040, each 25th hour
 * from 1970 to 2200, and a second before and after each change. Mismatches allowed: none. TZDIR chooses the data for both sides.
 * A name that is a link to a file which another name led to already is compared at its changes only: same bytes, same table, on both sides.
 */
#include "cmocka_all.h"

#include "clock/clock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HOUR_S = 3600, MOST_MISMATCHES = 5 };

typedef struct tally {
    uint64_t instants, mismatches;
    uint64_t changes;
} tally;

static int64_t start_of(int year)
{
    return (int64_t)cvn_date_of(year, 1, 1).day * 86400;
}

static void compare(const cvn_zone *zone, int64_t at_s, tally *t)
{
    struct tm tm;
    time_t at = (time_t)at_s;
    bool dst;
    const char *abbreviation;
    assert_non_null(localtime_r(&at, &tm));
    int32_t offset_s = cvn_zone_offset_s(zone, at_s, &dst, &abbreviation);
    bool same = offset_s == tm.tm_gmtoff && dst == (tm.tm_isdst > 0) && strcmp(abbreviation, tm.tm_zone) == 0;
    if (same && at_s % 60 == 0) {
        cvn_civil civil = cvn_zone_civil(zone, (cvn_instant){at_s / 60});
        int year, month, day;
        cvn_date_parts(civil.date, &year, &month, &day);
        same = year == tm.tm_year + 1900 && month == tm.tm_mon + 1 && day == tm.tm_mday && civil.minute == tm.tm_hour * 60 + tm.tm_min &&
               civil.weekday == (tm.tm_wday + 6) % 7;
    }
    t->instants++;
    if (!same && t->mismatches++ < MOST_MISMATCHES)
        fprintf(stderr, "%s at %lld: %d %d %s, but the C library %ld %d %s\n", cvn_zone_name(zone), (long long)at_s, offset_s, dst,
                abbreviation, tm.tm_gmtoff, tm.tm_isdst, tm.tm_zone);
}

static void compare_zone(const cvn_zone *zone, bool alias, tally *t)
{
    setenv("TZ", cvn_zone_name(zone), 1);
    tzset();
    for (int64_t at_s = start_of(2020); !alias && at_s < start_of(2041); at_s += HOUR_S)
        compare(zone, at_s, t);
    for (int64_t at_s = start_of(1970); !alias && at_s < start_of(2200); at_s += 25 * HOUR_S)
        compare(zone, at_s, t);
    cvn_zone_change change;
    for (int64_t at_s = start_of(1970); cvn_zone_next_change(zone, at_s, &change); at_s = change.at_s) {
        compare(zone, change.at_s - 1, t);
        compare(zone, change.at_s, t);
        compare(zone, change.at_s + 1, t);
        t->changes++;
    }
}

/** Is name i the same file as a name before it? */
static bool *find_aliases(const char *const *names, size_t count)
{
    bool *alias = CVN_NEW_ARRAY(bool, count);
    struct stat *about = CVN_NEW_ARRAY(struct stat, count);
    for (size_t i = 0; i < count; i++) {
        char *path = cvn_path_join(cvn_zones_folder(), names[i]);
        assert_int_equal(stat(path, &about[i]), 0);
        free(path);
        for (size_t j = 0; j < i && !alias[i]; j++)
            alias[i] = about[i].st_ino == about[j].st_ino && about[i].st_dev == about[j].st_dev;
    }
    free(about);
    return alias;
}

/** Every workers-th zone; the tally goes through a pipe. */
static void work(int worker, int workers, int out)
{
    cvn_zones *zones = cvn_zones_new();
    const char *const *names;
    size_t count;
    tally t = {0};
    assert_int_equal(cvn_zones_names(zones, &names, &count, NULL), CVN_OK);
    bool *alias = find_aliases(names, count);
    for (size_t i = (size_t)worker; i < count; i += (size_t)workers) {
        const cvn_zone *zone = cvn_zones_get(zones, names[i], NULL, NULL);
        if (zone) {
            compare_zone(zone, alias[i], &t);
        } else {
            fprintf(stderr, "%s is in tzdata.zi, and cannot be read\n", names[i]);
            t.mismatches++;
        }
    }
    free(alias);
    cvn_zones_free(zones);
    _exit(write(out, &t, sizeof t) == (ssize_t)sizeof t ? 0 : 1);
}

static void agrees_everywhere(void **state)
{
    (void)state;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int workers = cores < 1 ? 1 : cores > 16 ? 16 : (int)cores, ends[2];
    tally all = {0};
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < workers; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            work(i, workers, ends[1]);
    }
    for (int i = 0; i < workers; i++) {
        int status;
        tally t;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        assert_int_equal(read(ends[0], &t, sizeof t), sizeof t);
        all.instants += t.instants;
        all.mismatches += t.mismatches;
        all.changes += t.changes;
    }
    print_message("%s: %llu instants, %llu changes, %llu mismatches\n", cvn_zones_folder(), (unsigned long long)all.instants,
                  (unsigned long long)all.changes, (unsigned long long)all.mismatches);
    assert_int_equal(all.mismatches, 0);
    assert_true(all.instants > 50000000); /* some 340 files, 265,000 instants each */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_everywhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
