/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cmocka_all.h"
#include "outbox/choice.h"

static void times_as_people_write_them(void **state)
{
    static const struct {
        const char *text;
        const char *utc; /* NULL: refused */
    } cases[] = {
        {"2027-02-01T09:00", "2027-02-01T08:00:00Z"}, /* on the conference's clock: Copenhagen */
        {"2027-07-01T09:00", "2027-07-01T07:00:00Z"},
        {"2027-07-01T09:00:00", "2027-07-01T07:00:00Z"},
        {"2027-02-01T09:00Z", "2027-02-01T09:00:00Z"},
        {"2027-02-01T09:00:00Z", "2027-02-01T09:00:00Z"},
        {"2027-02-01T09:00 America/Sao_Paulo", "2027-02-01T12:00:00Z"},
        {"2027-02-01T09:00:00 Asia/Kathmandu", "2027-02-01T03:15:00Z"},
        {"2027-02-01T09:00+05:45", "2027-02-01T03:15:00Z"},
        {"2027-02-01T00:30-03:30", "2027-02-01T04:00:00Z"},
        {"2027-03-28T02:30", "2027-03-28T01:30:00Z"}, /* skipped by the change: read with the offset before it */
        {"2027-10-31T02:30", "2027-10-31T00:30:00Z"}, /* occurs twice: the first */
        {"", NULL},
        {"tomorrow", NULL},
        {"2027-02-01", NULL},
        {"2027-02-30T09:00", NULL},
        {"2027-02-01T25:00", NULL},
        {"2027-02-01 09:00", NULL},
        {"2027-02-01T09:00:30Z", NULL},
        {"2027-02-01T09:00 ", NULL},
        {"2027-02-01T09:00 Europe/Copenhagn", NULL},
        {"2027-02-01T09:00+1", NULL},
        {"2027-02-01T09:00z", NULL},
        {"2027-02-01T09:00ZZ", NULL},
    };
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    const cvn_zone *zone = cvn_zones_get(zones, "Europe/Copenhagen", "", NULL);
    assert_non_null(zone);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        int64_t at_s = 0;
        cvn_error *error = cvn_error_new();
        char text[CVN_INSTANT_TEXT];
        cvn_code code = cvn_moment_parse(&at_s, cases[i].text, zone, "--not-before", error);
        if (code != (cases[i].utc ? CVN_OK : CVN_E_USAGE))
            fail_msg("\"%s\": code %d", cases[i].text, (int)code);
        if (cases[i].utc)
            assert_string_equal(cvn_instant_text((cvn_instant){at_s / 60}, text), cases[i].utc);
        else
            assert_non_null(strstr(cvn_error_message(error, 0), "--not-before"));
        cvn_error_free(error);
    }
    cvn_zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(times_as_people_write_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
