/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static cvn_code verify(char **out, cvn_score *score, const char *from, const char *to, bool baseline, cvn_format format)
{
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with(from, to), *before = baseline ? allocation_with(NULL, NULL) : NULL;
    cvn_code code = cvn_verify(out, score, conference, allocation, before, format, NULL);
    cvn_allocation_free(before);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    return code;
}

static void test_valid(void **state)
{
    (void)state;
    char *text = NULL;
    cvn_score score = {0};
    assert_int_equal(verify(&text, &score, NULL, NULL, false, CVN_TEXT), CVN_OK);
    assert_says(text, "valid: 2 groups, 5 placed, 3 unplaced\nscore: unplaced 5, cost 3 (smaller is better)\n");
    assert_says(text, "         2  rota: turns that fall on the same people\n");
    assert_narrow(text);
    assert_int_equal(score.unplaced, 5);
    assert_int_equal(score.cost, 3);
    cvn_free(text);

    assert_int_equal(verify(&text, NULL, NULL, NULL, false, CVN_JSON), CVN_OK);
    cJSON *json = json_of(text);
    assert_at_count(json, "violations", 0);
    assert_true(cJSON_IsNull(at(json, "score/lost")));
    assert_true(cJSON_IsNull(at(json, "score/disruption")));
    assert_at_int(json, "score/unplaced", 5);
    assert_at_int(json, "score/cost", 3);
    assert_at_int(json, "parts/size", 1);
    assert_at_count(json, "", 3);
    cJSON_Delete(json);
}

static void test_baseline(void **state)
{
    (void)state;
    char *text = NULL;
    assert_int_equal(verify(&text, NULL, "2027-03-16T10:00", "2027-03-16T11:00", true, CVN_TEXT), CVN_OK);
    assert_says(text, "score: lost 0, unplaced 5, disruption 2, cost 3 (smaller is better)");
    cvn_free(text);
    assert_int_equal(verify(&text, NULL, "2027-03-16T10:00", "2027-03-16T11:00", true, CVN_JSON), CVN_OK);
    cJSON *json = json_of(text);
    assert_at_int(json, "score/lost", 0);
    assert_at_int(json, "score/disruption", 2);
    cJSON_Delete(json);
}

static void test_violations(void **state)
{
    (void)state;
    char *text = NULL;
    cvn_score score = {.cost = -1};
    assert_int_equal(verify(&text, &score, "\"t\", \"e\"", "\"t\"", false, CVN_TEXT), CVN_NO);
    assert_says(text, "not valid: 1 violation\n  group g2: 1 member; a group of type walk has 2 to 3\n");
    assert_says_not(text, "score");
    assert_int_equal(score.cost, -1);
    cvn_free(text);
    assert_int_equal(verify(&text, NULL, "\"t\", \"e\"", "\"t\"", false, CVN_JSON), CVN_NO);
    cJSON *json = json_of(text);
    assert_at_count(json, "violations", 1);
    assert_true(cJSON_IsNull(at(json, "score")) && cJSON_IsNull(at(json, "parts")));
    cJSON_Delete(json);

    /* the list of the unplaced alone is wrong: the score can be counted */
    assert_int_equal(verify(&text, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\"]", false, CVN_JSON), CVN_NO);
    json = json_of(text);
    assert_at_count(json, "violations", 2);
    assert_at_int(json, "score/unplaced", 5);
    cJSON_Delete(json);
}

static void test_formats(void **state)
{
    (void)state;
    char *text = NULL;
    assert_int_equal(verify(&text, NULL, NULL, NULL, false, CVN_HTML), CVN_E_USAGE);
    assert_null(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_valid), cmocka_unit_test(test_baseline), cmocka_unit_test(test_violations),
                                       cmocka_unit_test(test_formats)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
