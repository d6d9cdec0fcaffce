/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_pointers(void **state)
{
    (void)state;
    cvn_reader reader = {.arena = cvn_arena_new(), .error = cvn_error_new(), .file = "f.json"};
    cvn_spot root = {0}, list = {.above = &root, .key = "a/b"}, item = {.above = &list, .index = 12}, leaf = {.above = &item, .key = "m~n"};
    assert_string_equal(cvn_spot_text(&reader, &root), "f.json: /");
    assert_string_equal(cvn_spot_text(&reader, &leaf), "f.json: /a~1b/12/m~0n");
    cvn_spot_fail(&reader, &item, "%s", "wrong");
    assert_string_equal(cvn_error_message(reader.error, 0), "f.json: /a~1b/12: wrong");
    cvn_error_free(reader.error);
    cvn_arena_free(reader.arena);
}

static void test_shown(void **state)
{
    (void)state;
    cvn_reader reader = {.arena = cvn_arena_new()};
    static const char *const rows[][2] = {{"\"a\"", "\"a\""}, {"5", "5"},       {"-0.5", "-0.5"},  {"1e300", "1e+300"},
                                          {"true", "true"},   {"null", "null"}, {"[1]", "a list"}, {"{}", "an object"}};
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cJSON *value = cJSON_Parse(rows[i][0]);
        assert_string_equal(cvn_shown(&reader, value), rows[i][1]);
        cJSON_Delete(value);
    }
    /* cut between characters, never inside one */
    const char *text = "æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåxæøåæøå";
    const char *quoted = cvn_quoted(&reader, text);
    assert_int_equal(cvn_utf8_valid(quoted, strlen(quoted)), strlen(quoted));
    assert_non_null(strstr(quoted, "…\""));
    assert_string_equal(cvn_quoted(&reader, ""), "\"\"");
    cvn_arena_free(reader.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pointers), cmocka_unit_test(test_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
