/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static const struct {
    const char *name, *conference_from, *conference_to, *person;
    uint32_t fits, need;
} lines[] = {
    {"no hours", NULL, NULL, "\"availability\": []", 0, 2},
    {"many hours stop at what is needed", NULL, NULL, ANY, 2, 2},
    {"one date", NULL, NULL, "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"20:00\"}]", 1, 2},
    {"two dates, nearer than the least gap", NULL, NULL,
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"20:00\"}, {\"date\": \"2027-03-15\", \"from\": \"08:00\", "
     "\"to\": \"20:00\"}]",
     1, 2},
    {"two dates, a week apart", NULL, NULL,
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"20:00\"}, {\"date\": \"2027-03-16\", \"from\": \"08:00\", "
     "\"to\": \"20:00\"}]",
     2, 2},
    {"too short", NULL, NULL, "\"availability\": [{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"08:59\"}]", 0, 2},
    {"one is enough", "\"count\": 2", "\"count\": 2, \"attend\": 1",
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"20:00\"}]", 1, 1},
    {"a leader must attend all", "\"count\": 2", "\"count\": 2, \"attend\": 1", "\"roles\": [\"leader\"], \"availability\": []", 0, 2},
    {"a leader need not attend all", "\"max\": 1}", "\"max\": 1, \"attend\": 1}", "\"roles\": [\"leader\"], \"availability\": []", 0, 1},
    {"weekly: not at one time", "\"free\"", "\"weekly\"",
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"10:00\"}, {\"date\": \"2027-03-16\", \"from\": \"10:00\", "
     "\"to\": \"12:00\"}]",
     1, 2},
    {"weekly: at one time", "\"free\"", "\"weekly\"",
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"11:00\"}, {\"date\": \"2027-03-16\", \"from\": \"10:00\", "
     "\"to\": \"12:00\"}]",
     2, 2},
    {"held sessions are over", "\"locale\": \"en\"", "\"as_of\": \"2027-03-10T00:00:00Z\"",
     "\"availability\": [{\"date\": \"2027-03-09\", \"from\": \"08:00\", \"to\": \"20:00\"}]", 0, 1},
    {"offered: the series that fits best",
     "\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-04-30\", \"grid_minutes\": 60, \"pattern\": \"free\",  "
     "\"gap_days\": {\"min\": 7, "
     "\"max\": 21}",
     "\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [{\"id\": \"s\", \"starts\": [\"2027-03-08T10:00\", \"2027-03-15T10:00\", "
     "\"2027-03-22T10:00\"]}, "
     "{\"id\": \"t\", \"starts\": [\"2027-03-09T10:00\", \"2027-03-16T10:00\"]}]",
     "\"availability\": [{\"date\": \"2027-03-16\", \"from\": \"08:00\", \"to\": \"20:00\"}, {\"date\": \"2027-03-15\", \"from\": \"08:00\", "
     "\"to\": \"20:00\"}]",
     1, 2},
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        char *text = replaced(plain_conference, lines[i].conference_from, lines[i].conference_to);
        cvn_buffer person = {0};
        cvn_conference *conference = NULL;
        cvn_error *error = cvn_error_new();
        cvn_buffer_printf(&person, "\"participants\": [{\"id\": \"0\", \"timezone\": \"Europe/Copenhagen\", %s},", lines[i].person);
        char *all = replaced(text, "\"participants\": [", person.text);
        memset(strstr(all, "/*rules*/"), ' ', strlen("/*rules*/"));
        if (cvn_conference_parse(&conference, all, strlen(all), "conference.json", NULL, error))
            fail_msg("%s: %s", lines[i].name, cvn_error_message(error, 0));
        cvn_season *season = cvn_season_new(conference);
        cvn_narrow narrow = cvn_narrow_of(conference, 0, cvn_season_of(season, 0));
        if (narrow.fits != lines[i].fits || narrow.need != lines[i].need)
            fail_msg("%s: %u of %u", lines[i].name, narrow.fits, narrow.need);
        cvn_season_free(season);
        cvn_conference_free(conference);
        cvn_error_free(error);
        cvn_buffer_free(&person);
        free(all);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
