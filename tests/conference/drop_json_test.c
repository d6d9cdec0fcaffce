/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/drop.h"
#include "conference_testing.h"

static void test_edits(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        bool wanted[3];
    } rows[] = {
        {"[{\"id\": \"a\"}, {\"id\": \"b\"}]", "[{\"id\": \"a\"}, {\"id\": \"b\", \"status\": \"dropped\"}]", {false, true}},
        {"[{\"id\":\"a\"},{\"id\":\"b\"}]", "[{\"id\":\"a\",\"status\":\"dropped\"},{\"id\":\"b\"}]", {true}},
        {"[{\"id\": \"a\", \"name\": \"x\"}]", "[{\"id\": \"a\", \"status\": \"dropped\", \"name\": \"x\"}]", {true}},
        {"[\n  {\n    \"id\": \"a\",\n    \"name\": \"x\"\n  }\n]\n",
         "[\n  {\n    \"id\": \"a\",\n    \"status\": \"dropped\",\n    \"name\": \"x\"\n  }\n]\n",
         {true}},
        {"[\r\n\t{ \"name\" : \"x\" ,\r\n\t  \"id\" : \"a\" } ]",
         "[\r\n\t{ \"name\" : \"x\" ,\r\n\t  \"id\" : \"a\",\r\n\t  \"status\" : \"dropped\" } ]",
         {true}},
        {"[{\"id\": \"a\", \"status\":  \"active\" }]", "[{\"id\": \"a\", \"status\":  \"dropped\" }]", {true}},
        {"[{\"status\":\"waiting\",\"id\":\"a\"}]", "[{\"status\":\"dropped\",\"id\":\"a\"}]", {true}},
        {"[{\"id\": \"a\", \"attributes\": {\"status\": \"x\", \"id\": \"]},{\\\"\"}}, {\"id\": \"b\"} ]",
         "[{\"id\": \"a\", \"attributes\": {\"status\": \"x\", \"id\": \"]},{\\\"\"}}, {\"id\": \"b\", \"status\": \"dropped\"} ]",
         {false, true}},
        {"[{\"\\u0069d\": \"a\"}]", "[{\"\\u0069d\": \"a\", \"status\": \"dropped\"}]", {true}},
        {"[{\"id\": \"a\", \"\\u0073tatus\": \"active\"}]", "[{\"id\": \"a\", \"\\u0073tatus\": \"dropped\"}]", {true}},
        {"\xef\xbb\xbf[{\"id\": \"\\u00e6\", \"n\": 1.50e0}]",
         "\xef\xbb\xbf[{\"id\": \"\\u00e6\", \"status\": \"dropped\", \"n\": 1.50e0}]",
         {true}},
        {" [ ] ", " [ ] ", {false}},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        for (int inside = 0; inside < 2; inside++) {
            cvn_buffer before = {0}, after = {0}, out = {0};
            if (inside && (unsigned char)rows[i].before[0] == 0xef)
                continue;
            cvn_buffer_printf(&before, inside ? "{\"x\": [], \"people\":%s}" : "%s", rows[i].before);
            cvn_buffer_printf(&after, inside ? "{\"x\": [], \"people\":%s}" : "%s", rows[i].after);
            cJSON *json = cJSON_Parse(rows[i].before);
            cvn_drop_json(&out, before.text, before.length, inside ? "/people" : "", rows[i].wanted, (size_t)cJSON_GetArraySize(json));
            assert_string_equal(out.text, after.text);
            cJSON_Delete(json);
            cvn_buffer_free(&before);
            cvn_buffer_free(&after);
            cvn_buffer_free(&out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
