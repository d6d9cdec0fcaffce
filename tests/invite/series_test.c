/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/timezone.h"
#include "invite_testing.h"

/** zone, length, starts between spaces: "INTERVAL x COUNT", "" where it is no recurrence. */
static void test_recurrences(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        int32_t minutes;
        const char *starts, *wanted;
    } rows[] = {
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z 2027-10-25T17:00:00Z 2027-11-01T18:00:00Z", "1x3"},
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z 2027-10-25T17:00:00Z 2027-11-01T17:00:00Z", ""}, /* even in UTC, not on the wall */
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z 2027-11-01T18:00:00Z", "2x2"},
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z 2027-10-25T17:00:00Z 2027-11-08T18:00:00Z", ""},
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z", ""},
        {"Europe/Copenhagen", 105, "2027-10-18T17:00:00Z 2027-10-20T17:00:00Z 2027-10-22T17:00:00Z", ""},
        {"Asia/Kathmandu", 60, "2027-10-18T17:00:00Z 2027-10-25T17:00:00Z 2027-11-01T17:00:00Z", "1x3"},
        /* 02:30 is skipped on 28 March 2027 */
        {"Europe/Copenhagen", 30, "2027-03-21T01:30:00Z 2027-03-28T01:30:00Z", ""},
        /* 02:30 occurs twice on 31 October 2027: the first is a recurrence, the second is not */
        {"Europe/Copenhagen", 15, "2027-10-24T00:30:00Z 2027-10-31T00:30:00Z", "1x2"},
        {"Europe/Copenhagen", 15, "2027-10-24T00:30:00Z 2027-10-31T01:30:00Z", ""},
        /* one lasts over the change: its end differs by reader */
        {"Europe/Copenhagen", 240, "2027-10-24T00:00:00Z 2027-10-31T00:00:00Z", ""},
    };
    cvn_zones *zones = cvn_zones_new();
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_instant starts[8];
        uint32_t count = 0;
        for (const char *at = rows[i].starts; *at; at += 20 + (at[20] == ' ')) {
            char *one = cvn_strndup(at, 20);
            assert_true(cvn_instant_parse(one, &starts[count++]));
            free(one);
        }
        cvn_recurrence out;
        char text[32] = "";
        if (cvn_recurrence_of(&out, cvn_zones_get(zones, rows[i].zone, "", NULL), starts, count, rows[i].minutes))
            snprintf(text, sizeof text, "%dx%u", out.interval_weeks, out.count);
        if (strcmp(text, rows[i].wanted) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", rows[i].starts, text, rows[i].wanted);
    }
    cvn_zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_recurrences)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
