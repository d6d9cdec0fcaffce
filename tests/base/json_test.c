/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static const struct {
    const char *text, *message; /* message: a part of the first one; NULL: it is read */
} cases[] = {
    {"{}", NULL},
    {"\xef\xbb\xbf[1, -2.5e3, \"a\\u00e9\\ud83d\\ude00\", true, false, null, {\"a\": []}]", NULL},
    {" 0 ", NULL},
    {"", "f:1:1: not JSON: expected a value, but the file ends"},
    {"{\"a\": 1,}", "f:1:9: not JSON: expected a key in double quotes"},
    {"{\n  \"é\" 1}", "f:2:7: not JSON: expected a colon"},
    {"[1 2]", "f:1:4: not JSON: expected a comma or ]"},
    {"[1, 2", "expected a comma or ], but the file ends"},
    {"[01]", "no digit behind a leading zero"},
    {"[+1]", "expected a value"},
    {"[1.]", "expected a digit"},
    {"[.5]", "expected a value"},
    {"[NaN]", "expected a value"},
    {"{} x", "f:1:4: not JSON: expected the end of the file"},
    {"[\"a\tb\"]", "raw control character"},
    {"[\"\\x\"]", "behind a backslash"},
    {"[\"\\u0000\"]", "no \\u0000"},
    {"[\"\\ud800\"]", "second half of a surrogate pair"},
    {"[\"\\udc00\"]", "first half of a surrogate pair"},
    {"[\"abc", "closing double quote"},
    {"[\"\xff\"]", "f:1:3: not UTF-8"},
    {"[\"\xc0\x80\"]", "f:1:3: not UTF-8"},
    {"{\"a\": 1, \"b\": 2, \"a\": 3}", "f: /: the key \"a\" stands twice"},
    {"{\"x/y\": [{\"c\": 1, \"c\": 1}]}", "f: /x~1y/0: the key \"c\" stands twice"},
};

static void reads_json_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_error *error = cvn_error_new();
        cJSON *value = NULL;
        cvn_code code = cvn_json_parse(&value, cases[i].text, strlen(cases[i].text), "f", error);
        if (!cases[i].message) {
            assert_int_equal(code, CVN_OK);
            assert_non_null(value);
        } else {
            assert_int_equal(code, CVN_E_DATA);
            assert_null(value);
            if (!strstr(cvn_error_message(error, 0), cases[i].message))
                fail_msg("%s: %s", cases[i].text, cvn_error_message(error, 0));
        }
        cJSON_Delete(value);
        cvn_error_free(error);
    }
}

static void a_zero_byte_is_no_space(void **state)
{
    (void)state;
    cJSON *value;
    assert_int_equal(cvn_json_parse(&value, "[1,\0 2]", 7, "f", NULL), CVN_E_DATA);
}

static void nesting_has_an_end(void **state)
{
    (void)state;
    char deep[200001];
    memset(deep, '[', 200000);
    deep[200000] = '\0';
    cvn_error *error = cvn_error_new();
    cJSON *value;
    assert_int_equal(cvn_json_parse(&value, deep, 200000, "f", error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(error, 0), "less nesting"));
    cvn_error_free(error);
}

static void many_keys_are_checked_too(void **state)
{
    (void)state;
    cvn_buffer text = {0};
    for (int i = 0; i < 100; i++)
        cvn_buffer_printf(&text, "%c\"k%d\": %d", i ? ',' : '{', i % 97, i);
    cvn_buffer_char(&text, '}');
    cvn_error *error = cvn_error_new();
    cJSON *value;
    assert_int_equal(cvn_json_parse(&value, text.text, text.length, "f", error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), 3); /* k0, k1, k2 */
    cvn_error_free(error);
    cvn_buffer_free(&text);
}

static void finds_the_bytes_of_a_value(void **state)
{
    (void)state;
    static const char text[] = "{ \"a\" : [ {\"b/c\": 1}, [2, \"three\"], null ], \"d~\\u0065\": {} }";
    static const char *const finds[][2] = {
        {"", text},   {"/a/0", "{\"b/c\": 1}"}, {"/a/0/b~1c", "1"}, {"/a/1/1", "\"three\""}, {"/a/2", "null"}, {"/d~0e", "{}"}, {"/a/3", NULL},
        {"/x", NULL}, {"/a/0/b", NULL},         {"/a/1/1/0", NULL}, {"/d~0e/x", NULL},
    };
    for (size_t i = 0; i < CVN_COUNT(finds); i++) {
        size_t from, to;
        bool found = cvn_json_find(text, strlen(text), finds[i][0], &from, &to);
        assert_int_equal(found, finds[i][1] != NULL);
        if (found) {
            assert_int_equal(to - from, strlen(finds[i][1]));
            assert_memory_equal(text + from, finds[i][1], to - from);
        }
    }
}

static void prints_short_lists_on_one_line(void **state)
{
    (void)state;
    cJSON *value = cJSON_CreateObject();
    cvn_json_add_int(value, "n", INT64_C(9007199254740991));
    cvn_json_add_text(value, "t", "a\"é");
    cvn_json_add_text(value, "none", NULL);
    cJSON *list = cJSON_AddArrayToObject(value, "list");
    cJSON_AddItemToArray(list, cJSON_CreateString("x"));
    cJSON_AddItemToArray(list, cJSON_CreateString("y"));
    cJSON_AddArrayToObject(value, "empty");
    cJSON_AddObjectToObject(cJSON_AddObjectToObject(value, "deep"), "er");
    char *text = cvn_json_print(value);
    assert_string_equal(
        text, "{\n  \"n\": 9007199254740991,\n  \"t\": \"a\\\"é\",\n  \"none\": null,\n  \"list\": [\"x\", \"y\"],\n  \"empty\": [],\n"
              "  \"deep\": {\n    \"er\": {}\n  }\n}\n");
    free(text);
    cJSON_Delete(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_json_and_nothing_else), cmocka_unit_test(a_zero_byte_is_no_space),
        cmocka_unit_test(nesting_has_an_end),          cmocka_unit_test(many_keys_are_checked_too),
        cmocka_unit_test(finds_the_bytes_of_a_value),  cmocka_unit_test(prints_short_lists_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
