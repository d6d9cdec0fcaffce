/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool whole;
        int64_t value;
    } rows[] = {
        {"0", true, 0},     {"-3", true, -3},    {"1e2", true, 100},  {"5.0", true, 5},    {"9007199254740992", true, INT64_C(1) << 53},
        {"0.5", false, 0},  {"1e300", false, 0}, {"-1e16", false, 0}, {"\"1\"", false, 0}, {"true", false, 0},
        {"null", false, 0}, {"[1]", false, 0},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cJSON *value = cJSON_Parse(rows[i].text);
        int64_t out = 0;
        if (cvn_json_whole(value, &out) != rows[i].whole || out != rows[i].value)
            fail_msg("%s", rows[i].text);
        cJSON_Delete(value);
    }
}

/** What is wrong or not there leaves the default alone. */
static void test_defaults_stay(void **state)
{
    (void)state;
    cvn_reader reader = {.arena = cvn_arena_new(), .error = cvn_error_new(), .file = "f"};
    cJSON *json = cJSON_Parse("{\"bad\": \"x\", \"good\": 7, \"list\": [1, 2, 3]}");
    cvn_spot root = {.value = json}, list;
    int64_t number = 42;
    cvn_date date = {42};
    bool flag = true;
    assert_false(cvn_read_int(&reader, &root, "none", CVN_OPTIONAL, 0, 9, &number));
    assert_int_equal(cvn_error_count(reader.error), 0);
    assert_false(cvn_read_int(&reader, &root, "none", CVN_REQUIRED, 0, 9, &number));
    assert_false(cvn_read_int(&reader, &root, "bad", CVN_OPTIONAL, 0, 9, &number));
    assert_false(cvn_read_int(&reader, &root, "good", CVN_OPTIONAL, 0, 6, &number));
    assert_false(cvn_read_date(&reader, &root, "bad", CVN_OPTIONAL, &date));
    assert_false(cvn_read_bool(&reader, &root, "good", &flag));
    assert_false(cvn_read_list(&reader, &root, "list", CVN_OPTIONAL, 2, &list));
    assert_true(number == 42 && date.day == 42 && flag);
    assert_int_equal(cvn_error_count(reader.error), 6);
    assert_string_equal(cvn_error_message(reader.error, 5), "f: /list: has 3 elements, more than 2, the most that is read");
    assert_true(cvn_read_int(&reader, &root, "good", CVN_REQUIRED, 7, 7, &number) && number == 7);
    assert_true(cvn_read_list(&reader, &root, "list", CVN_REQUIRED, 3, &list));
    int64_t sum = 0;
    CVN_EACH(item, &list)
    sum += item.value->valueint * (int64_t)(item.index + 1);
    assert_int_equal(sum, 14);
    cJSON_Delete(json);
    cvn_error_free(reader.error);
    cvn_arena_free(reader.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole_numbers), cmocka_unit_test(test_defaults_stay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
