/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static char *check(const char *from, const char *to, cvn_format format, bool color)
{
    cvn_conference *conference = conference_with(from, to);
    char *out = NULL;
    assert_int_equal(cvn_check(&out, conference, format, color, NULL), CVN_OK);
    cvn_conference_free(conference);
    return out;
}

static void test_text(void **state)
{
    (void)state;
    static const char narrow[] =
        "\"participants\": [{\"id\": \"0\", \"name\": \"Zoe\", \"timezone\": \"UTC\", \"email\": \"z@example.org\"},"
        "{\"id\": \"1\", \"timezone\": \"UTC\", \"email\": \"z@example.org\", \"availability\": [{\"date\": \"2027-03-09\"}]},";
    char *text = check("\"participants\": [", narrow, CVN_TEXT, false);
    assert_says(text,
                "Spring (c), on the clock of Europe/Copenhagen\n\npeople      10 active, 1 waiting, 1 dropped; 9 may be members, 1 may lead\n");
    assert_says(text, "sessions    2 of 60 minutes, at any times\n            2027-03-01 to 2027-04-30\nstarts      1463\n");
    assert_says(text, "types       talk 9 (first choice of 0), walk 10 (first choice of 1)\n");
    assert_says(text, "zones       Europe/Copenhagen 7, UTC 2, Europe/London 1\n");
    assert_says(text, "countries   DK 3, GB 1, SE 1\n");
    assert_says(text, "cannot be placed, whoever the others are (2)\n  Zoe (0)                         they gave no hours\n"
                      "  1                               1 session fits, 2 are needed\n");
    assert_says(text, "  z@example.org: Zoe (0), 1\n");
    assert_says(text, "\nMon    ·  ·  ·  ·  ·  ·  ·  ·  6  7  7");
    assert_says(text, "███");
    assert_says_not(text, "\033");
    assert_narrow(text);
    cvn_free(text);
    text = check("\"participants\": [", narrow, CVN_TEXT, true);
    assert_says(text, "\033[30;48;5;71m");
    assert_says_not(text, "█");
    assert_narrow(text);
    cvn_free(text);
}

static void test_json(void **state)
{
    (void)state;
    cJSON *json = json_of(check(NULL, NULL, CVN_JSON, true));
    assert_at_text(json, "conference", "c");
    assert_at_int(json, "people/all", 10);
    assert_at_int(json, "people/active", 8);
    assert_at_text(json, "sessions/pattern", "free");
    assert_at_text(json, "sessions/to", "2027-04-30");
    assert_at_int(json, "starts", 1463);
    assert_at_text(json, "zones/0/timezone", "Europe/Copenhagen");
    assert_at_int(json, "types/1/first_choice", 1);
    assert_at_count(json, "unplaceable", 0);
    assert_at_count(json, "duplicates", 0);
    assert_at_count(json, "heat/free/SU", 24);
    assert_at_int(json, "heat/free/TU/9", 8);
    assert_at_int(json, "heat/starts/TU/9", 9);
    assert_true(cJSON_IsArray(at(json, "warnings")));
    cJSON_Delete(json);
}

static void test_nothing_to_assign(void **state)
{
    (void)state;
    static const char empty[] = "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"T\", \"timezone\": \"UTC\", \"locale\": \"en\", "
                                "\"organizer\": {\"email\": \"t@example.org\"}, \"group_types\": [], \"participants\": []}";
    cvn_conference *conference = NULL;
    char *text = NULL;
    assert_int_equal(cvn_conference_parse(&conference, empty, strlen(empty), "c", NULL, NULL), CVN_OK);
    assert_int_equal(cvn_check(&text, conference, CVN_TEXT, false, NULL), CVN_OK);
    assert_says(text, "people      0 active; 0 may be members, 0 may lead\nsessions    none");
    cvn_free(text);
    assert_int_equal(cvn_check(&text, conference, CVN_JSON, false, NULL), CVN_OK);
    cJSON *json = json_of(text);
    assert_true(cJSON_IsNull(at(json, "sessions")));
    cJSON_Delete(json);
    assert_int_equal(cvn_check(&text, conference, CVN_CSV, false, NULL), CVN_E_USAGE);
    assert_null(text);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_json), cmocka_unit_test(test_nothing_to_assign)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
