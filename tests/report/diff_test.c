/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static char *diff(const char *from, const char *to, cvn_format format)
{
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *before = allocation_with(NULL, NULL), *after = allocation_with(from, to);
    char *out = NULL;
    assert_int_equal(cvn_diff(&out, conference, before, after, format, NULL), CVN_OK);
    cvn_allocation_free(before);
    cvn_allocation_free(after);
    cvn_conference_free(conference);
    return out;
}

static void test_text(void **state)
{
    (void)state;
    char *text = diff("\"t\", \"e\"", "\"t\", \"c\"", CVN_TEXT);
    assert_says(text, "3 people are touched, 3 placed as before\n");
    assert_says(text, "lost their place (1)\n  e                               g2 → –  2 sessions gone\n");
    assert_says(text, "placed now (1)\n  Cy (c)                          – → g2  2 new\n");
    assert_says(text, "same group and times, other company (1)\n  Tia (t)                         g2\n");
    assert_narrow(text);
    cvn_free(text);
    text = diff("2027-03-16T10:00", "2027-03-16T11:00", CVN_TEXT);
    assert_says(text, "same group, other times (3)\n  Ann (a)                         g1  1 session gone, 1 new\n");
    cvn_free(text);
    text = diff("\"g2\"", "\"g9\"", CVN_TEXT);
    assert_says(text, "new groups: g9\nended groups: g2\n");
    assert_says(text, "moved to another group (2)\n  e                               g2 → g9\n");
    cvn_free(text);
    text = diff(NULL, NULL, CVN_TEXT);
    assert_string_equal(text, "nobody is touched; 5 placed as before\n");
    cvn_free(text);
}

static void test_json(void **state)
{
    (void)state;
    cJSON *json = json_of(diff("\"t\", \"e\"", "\"t\", \"c\"", CVN_JSON));
    assert_at_count(json, "changes", 3);
    assert_at_text(json, "changes/0/person", "c");
    assert_at_text(json, "changes/0/kind", "placed");
    assert_true(cJSON_IsNull(at(json, "changes/0/from_group")));
    assert_at_text(json, "changes/0/to_group", "g2");
    assert_at_int(json, "changes/0/sessions_new", 2);
    assert_at_text(json, "changes/1/kind", "lost");
    assert_at_int(json, "changes/1/sessions_gone", 2);
    assert_at_int(json, "unaffected", 3);
    assert_at_count(json, "groups_new", 0);
    assert_at_count(json, "groups_ended", 0);
    cJSON_Delete(json);
    json = json_of(diff("\"g2\"", "\"g9\"", CVN_JSON));
    assert_at_text(json, "groups_new/0", "g9");
    assert_at_text(json, "groups_ended/0", "g2");
    cJSON_Delete(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
