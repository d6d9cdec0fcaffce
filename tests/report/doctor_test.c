/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static void test_alone(void **state)
{
    (void)state;
    char *text = NULL;
    assert_int_equal(cvn_doctor(&text, NULL, CVN_TEXT, NULL), CVN_OK);
    assert_says(text, "convene    ");
    assert_says(text, cvn_tzdata_version());
    assert_says_not(text, "zones ");
    cvn_free(text);
    assert_int_equal(cvn_doctor(&text, NULL, CVN_JSON, NULL), CVN_OK);
    cJSON *json = json_of(text);
    assert_at_text(json, "version", cvn_version());
    assert_at_text(json, "tzdata/version", cvn_tzdata_version());
    assert_null(at(json, "zones"));
    cJSON_Delete(json);
    assert_int_equal(cvn_doctor(&text, NULL, CVN_ICS, NULL), CVN_E_USAGE);
}

/** What is said of a zone is what the clock room says of it. */
static void test_conference(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with("\"timezone\": \"Europe/London\"", "\"timezone\": \"Africa/Cairo\"");
    char *text = NULL;
    uint32_t b = cvn_conference_person(conference, "b");
    cvn_instant from = {((int64_t)conference->from.day - 1) * 1440}, to = {((int64_t)conference->to.day + 2) * 1440};
    bool wrong = cvn_words_zone_disagrees(conference->people[b].zone, from, to, NULL);
    assert_int_equal(cvn_doctor(&text, conference, CVN_JSON, NULL), CVN_OK);
    cJSON *json = json_of(text);
    assert_at_text(json, "conference", "c");
    assert_at_text(json, "from", "2027-03-01");
    assert_at_text(json, "to", "2027-04-30");
    assert_at_count(json, "zones", 2);
    assert_at_text(json, "zones/0/timezone", "Europe/Copenhagen");
    assert_at_int(json, "zones/0/people", 7);
    assert_true(cJSON_IsTrue(at(json, "zones/0/icu_agrees")));
    assert_at_text(json, "zones/1/timezone", "Africa/Cairo");
    assert_int_equal(cJSON_IsTrue(at(json, "zones/1/icu_agrees")), !wrong);
    assert_int_equal(cJSON_IsNull(at(json, "zones/1/icu_wrong_at")), !wrong);
    cJSON_Delete(json);
    assert_int_equal(cvn_doctor(&text, conference, CVN_TEXT, NULL), CVN_OK);
    assert_says(text, wrong ? "wrong for 1" : "wrong for 0");
    cvn_free(text);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_alone), cmocka_unit_test(test_conference)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
