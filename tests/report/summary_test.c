/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static char *summary(const char *conference_from, const char *conference_to, const char *from, const char *to, cvn_format format)
{
    cvn_conference *conference = conference_with(conference_from, conference_to);
    cvn_allocation *allocation = allocation_with(from, to);
    char *out = NULL;
    assert_int_equal(cvn_summary(&out, conference, allocation, NULL, format, NULL), CVN_OK);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    return out;
}

static const char early[] = "\"unsocial_hours\": {\"from\": \"22:00\", \"to\": \"10:30\"}, \"rules\"";

static void test_text(void **state)
{
    (void)state;
    char *text = summary("\"rules\"", early, NULL, NULL, CVN_TEXT);
    assert_says(text, "Spring: 2 groups, 5 placed, 3 unplaced\n");
    assert_says(text, "  talk                              1 group, 2 members, 1 leader\n");
    assert_says(text, "sessions ahead, each counted for each person: 10 attended, 0 of them only if needed; 0 missed\n");
    /* 10:00 in Copenhagen is half an hour too early for a and L, 09:00 in London the whole hour for b; a is elsewhere the second time, at 11 */
    assert_says(text, "unsocial hours (22:00 to 10:30 on the person's clock): 5 sessions of 3 people\n"
                      "  Bo (b)                            Europe/London         2 sessions, 2 h\n"
                      "  Lea (L)                           Europe/Copenhagen     2 sessions, 1 h\n"
                      "  Ann (a)                           Europe/Copenhagen     1 session, 0.5 h\n");
    assert_says(text, "unplaced:\n  Cy (c)                            Europe/Copenhagen\n");
    assert_says(text, "score: unplaced 5, cost ");
    cvn_free(text);
}

static void test_json(void **state)
{
    (void)state;
    cJSON *json = json_of(summary("\"rules\"", early, NULL, NULL, CVN_JSON));
    assert_true(cJSON_IsTrue(at(json, "valid")));
    assert_at_int(json, "groups", 2);
    assert_at_int(json, "active", 8);
    assert_at_int(json, "placed", 5);
    assert_at_int(json, "unplaced", 3);
    assert_at_int(json, "types/0/leaders", 1);
    assert_at_int(json, "sessions/attended", 10);
    assert_at_int(json, "sessions/unsocial", 5);
    assert_at_count(json, "unsocial", 3);
    assert_at_text(json, "unsocial/0/person", "b");
    assert_at_int(json, "unsocial/0/half_hours", 4);
    assert_at_text(json, "unplaced_people/2/person", "n");
    assert_at_int(json, "score/unplaced", 5);
    assert_at_int(json, "parts/rota", 2);
    cJSON_Delete(json);
}

static void test_not_valid(void **state)
{
    (void)state;
    char *text = summary(NULL, NULL, "\"t\", \"e\"", "\"t\"", CVN_TEXT);
    assert_says(text, "not valid: 1 violation, the first: group g2: 1 member");
    cvn_free(text);
    cJSON *json = json_of(summary(NULL, NULL, "\"t\", \"e\"", "\"t\"", CVN_JSON));
    assert_true(cJSON_IsFalse(at(json, "valid")));
    assert_true(cJSON_IsNull(at(json, "score")));
    cJSON_Delete(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_json), cmocka_unit_test(test_not_valid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
