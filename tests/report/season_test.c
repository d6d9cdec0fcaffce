/* SPDX-License-Identifier: Apache-2.0 */
/** The unfolded season says of each person and start what the check says of it, one at a time. */
#include "reports.h"

#include <dirent.h>

static const char *const awkward[] = {
    /* zones and lines in which something happens within March and April 2027 */
    "\"timezone\": \"Africa/Casablanca\", \"availability\": [{\"weekly\": [\"MO\", \"TU\", \"SU\"], \"from\": \"00:00\", \"to\": \"24:00\"}]",
    "\"timezone\": \"Australia/Lord_Howe\", \"availability\": [{\"weekly\": [\"SU\"], \"from\": \"00:30\", \"to\": \"02:15\"}, {\"weekly\": "
    "[\"SU\"], \"from\": "
    "\"02:00\", \"to\": \"05:00\", \"if_needed\": true}]",
    "\"timezone\": \"Africa/Cairo\", \"availability\": [{\"weekly\": [\"FR\"], \"from\": \"00:00\", \"to\": \"03:00\"}, {\"weekly\": [\"TH\"], "
    "\"from\": \"20:00\", "
    "\"to\": \"00:30\"}]",
    "\"timezone\": \"America/New_York\", \"availability\": [{\"weekly\": [\"SA\", \"SU\"], \"from\": \"22:00\", \"to\": \"03:00\"}], "
    "\"unavailable\": [{\"date\": "
    "\"2027-03-14\", \"from\": \"02:30\", \"to\": \"03:10\"}]",
    "\"timezone\": \"Pacific/Chatham\", \"availability\": [{\"weekly\": [\"WE\"], \"from\": \"06:00\", \"to\": \"06:00\"}], \"unavailable\": "
    "[{\"from_date\": "
    "\"2027-03-10\", \"to_date\": \"2027-03-12\"}, {\"from_date\": \"2027-03-13\", \"to_date\": \"2027-04-04\"}]",
    "\"timezone\": \"UTC\", \"availability\": []",
};

static size_t compare(const cvn_conference *conference)
{
    cvn_season *season = cvn_season_new(conference);
    size_t able = 0;
    for (uint32_t p = 0; p < conference->people_count; p++) {
        const uint8_t *can = cvn_season_of(season, p);
        for (uint32_t s = 0; s < conference->start_count; s++) {
            if (can[s] != cvn_can_attend(conference, p, conference->starts[s]))
                fail_msg("%s at start %u: %d here, %d in the check", conference->people[p].id, s, can[s],
                         cvn_can_attend(conference, p, conference->starts[s]));
            able += can[s] != CVN_CANNOT;
        }
    }
    cvn_season_free(season);
    return able;
}

static void test_awkward(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(awkward); i++) {
        cvn_buffer person = {0};
        cvn_buffer_printf(&person, "\"participants\": [{\"id\": \"0\", %s},", awkward[i]);
        cvn_conference *conference = conference_with("\"participants\": [", person.text);
        assert_true(compare(conference) > 0);
        cvn_conference_free(conference);
        cvn_buffer_free(&person);
    }
    cvn_season_free(NULL);
}

static void test_recorded(void **state)
{
    (void)state;
    DIR *folder = opendir("tests/data/judged");
    size_t able = 0;
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[512], *text = NULL;
        size_t length;
        cJSON *file = NULL;
        cvn_conference *conference = NULL;
        if (!strstr(entry->d_name, "-1.json"))
            continue;
        snprintf(path, sizeof path, "tests/data/judged/%s", entry->d_name);
        assert_int_equal(cvn_file_read(&text, &length, path, INT64_MAX, NULL), CVN_OK);
        assert_int_equal(cvn_json_parse(&file, text, length, path, NULL), CVN_OK);
        free(text);
        text = cJSON_PrintUnformatted(cJSON_GetObjectItem(file, "conference"));
        assert_int_equal(cvn_conference_parse(&conference, text, strlen(text), path, NULL, NULL), CVN_OK);
        able += compare(conference);
        cvn_conference_free(conference);
        cJSON_free(text);
        cJSON_Delete(file);
    }
    closedir(folder);
    assert_true(able > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_awkward), cmocka_unit_test(test_recorded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
