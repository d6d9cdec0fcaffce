/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

/** Who matches what: text and number are apart, a list is each of its values, and a missing attribute matches nothing. */
static void test_matches(void **state)
{
    (void)state;
    static const struct {
        const char *attributes, *where;
        bool matches;
    } rows[] = {
        {"{\"level\": \"a\"}", "{\"level\": \"a\"}", true},
        {"{\"level\": \"a\"}", "{\"level\": \"A\"}", false},
        {"{\"level\": \"a\"}", "{\"level\": [\"b\", \"a\"]}", true},
        {"{\"level\": [\"c\", \"b\"]}", "{\"level\": [\"b\", \"a\"]}", true},
        {"{\"level\": [\"c\", \"d\"]}", "{\"level\": [\"b\", \"a\"]}", false},
        {"{\"level\": 1}", "{\"level\": 1}", true},
        {"{\"level\": 1}", "{\"level\": \"1\"}", false},
        {"{\"level\": \"1\"}", "{\"level\": [1, \"1\"]}", true},
        {"{\"level\": 1.0}", "{\"level\": 1}", true},
        {"{\"level\": -7}", "{\"level\": [7]}", false},
        {"{}", "{\"level\": \"a\"}", false},
        {"{\"level\": null}", "{\"level\": \"null\"}", false},
        {"{\"level\": \"\"}", "{\"level\": \"\"}", true},
        {"{\"level\": []}", "{\"level\": \"a\"}", false},
        {"{}", "{}", true},
        {"{\"level\": \"a\", \"n\": 2}", "{\"n\": 2, \"level\": \"a\"}", true},
        {"{\"level\": \"a\", \"n\": 2}", "{\"n\": 3, \"level\": \"a\"}", false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_buffer attributes = {0}, rule = {0};
        cvn_buffer_printf(&attributes, "\"attributes\": %s", rows[i].attributes);
        cvn_buffer_printf(&rule, "[{\"rule\": \"at_least\", \"count\": 1, \"where\": %s}]", rows[i].where);
        char *json = patched(BASE, "/rules", rule.text), *more = patched(json, "/participants/0+", attributes.text);
        cvn_conference *c = read_good(more);
        if (cvn_person_matches(&c->people[0], &c->rules[0].where) != rows[i].matches)
            fail_msg("%s where %s", rows[i].attributes, rows[i].where);
        cvn_conference_free(c);
        cvn_buffer_free(&attributes);
        cvn_buffer_free(&rule);
        free(json);
        free(more);
    }
}

static void test_too_many(void **state)
{
    (void)state;
    cvn_buffer list = {0};
    for (int i = 0; i <= CVN_MAX_VALUES; i++)
        cvn_buffer_printf(&list, "%s%d", i ? ", " : "\"attributes\": {\"a\": [", i);
    cvn_buffer_text(&list, "]}");
    char *json = patched(BASE, "/participants/0+", list.text);
    expect_messages(json, "t.json: /participants/0/attributes/a: has 257 values, more than 256, the most of one attribute");
    free(json);
    cvn_buffer_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_matches), cmocka_unit_test(test_too_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
