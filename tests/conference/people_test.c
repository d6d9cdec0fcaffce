/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_defaults(void **state)
{
    (void)state;
    cvn_conference *c = read_good(BASE);
    const cvn_participant *p = &c->people[1];
    assert_string_equal(p->name, "");
    assert_string_equal(p->email, "");
    assert_string_equal(p->locale, "en");
    assert_int_equal(p->status, CVN_ACTIVE);
    assert_int_equal(p->priority, 1);
    assert_true(p->member && !p->leader);
    assert_int_equal(p->lead_max, 1);
    assert_int_equal(p->type_count, 0);
    assert_true(cvn_person_takes(p, 0));
    assert_int_equal(p->held_count, 0);
    assert_int_equal(p->available_count, 0);
    assert_int_equal(p->unavailable_count, 0);
    assert_int_equal(cvn_conference_person(c, "p2"), 1);
    assert_int_equal(cvn_conference_person(c, "P2"), CVN_NO_LIMIT);
    cvn_conference_free(c);
}

static void test_given(void **state)
{
    (void)state;
    char *json = patched(BASE, "/group_types+", "{\"id\": \"walk\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 1}}");
    char *more = patched(
        json, "/participants/0",
        "{\"id\": \"ø1\", \"name\": \"Æ\", \"email\": \"a.b+c@x-y.example.org\", \"timezone\": \"UTC\", \"locale\": \"zh-Hans-CN\","
        " \"status\": \"waiting\", \"priority\": 3, \"roles\": [\"leader\", \"member\"], \"lead_max\": 2, \"types\": [\"talk\", \"walk\"],"
        " \"attributes\": {\"country\": \"BR\", \"n\": 7, \"languages\": [\"pt\", \"en\", \"pt\"], \"none\": null, \"empty\": []}}");
    cvn_conference *c = read_good(more);
    const cvn_participant *p = &c->people[0];
    assert_string_equal(p->id, "ø1");
    assert_string_equal(p->locale, "zh-Hans-CN");
    assert_int_equal(p->status, CVN_WAITING);
    assert_true(p->member && p->leader && p->priority == 3 && p->lead_max == 2);
    assert_int_equal(p->type_count, 2);
    assert_int_equal(p->types[0], cvn_conference_type(c, "talk"));
    assert_int_equal(p->held_count, 3);
    for (uint32_t i = 0; i < p->held_count; i++) {
        bool languages = strcmp(c->attribute_names[p->held[i].attribute], "languages") == 0;
        assert_int_equal(p->held[i].count, languages ? 2 : 1);
        assert_ptr_equal(cvn_person_values(p, p->held[i].attribute), &p->held[i]);
        assert_true(i == 0 || p->held[i - 1].attribute < p->held[i].attribute);
    }
    cvn_conference_free(c);
    free(json);
    free(more);
}

static void test_takes_only_its_types(void **state)
{
    (void)state;
    char *json = patched(BASE, "/group_types+", "{\"id\": \"walk\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 1}}");
    char *more = patched(json, "/participants/0+", "\"types\": [\"talk\"]");
    cvn_conference *c = read_good(more);
    assert_true(cvn_person_takes(&c->people[0], cvn_conference_type(c, "talk")));
    assert_false(cvn_person_takes(&c->people[0], cvn_conference_type(c, "walk")));
    cvn_conference_free(c);
    free(json);
    free(more);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/participants/1", "null", "/participants/1: expected an object, not null"},
        {"/participants/1/id-", "", "/participants/1/id: is missing"},
        {"/participants/1/id", "\"\"", "/participants/1/id: is empty: expected an id, such as \"p017\""},
        {"/participants/1/id", "\"a\\tb\"",
         "/participants/1/id: \"a\\x09b\" has a control character (a line break or a tab, say): an id is plain text"},
        {"/participants/1/id",
         "\"12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678X"
         "\"",
         "/participants/1/id: \"123456789012345678901234567890123456789012345678901234567890…\" is longer than 128 bytes, the most for an id"},
        {"/participants/1/id", "\"p1\"",
         "/participants/1/id: \"p1\" is somebody else's id too (t.json: /participants/0): expected another one"},
        {"/participants/1/timezone-", "", "/participants/1/timezone: is missing"},
        {"/participants/0/name", "\"a\\r\\nBcc: b@example.org\"",
         "/participants/0/name: \"a\\x0d\\x0aBcc: b@example.org\" has a control character (a line break or a tab, say): write it on one line"},
        {"/participants/0+", "\"locale\": \"e\"",
         "/participants/0/locale: \"e\" is not a language tag (BCP 47): expected one such as \"en\", \"da\" or \"pt-BR\""},
        {"/participants/0+", "\"status\": \"droped\"", "/participants/0/status: \"droped\" is not known here; did you mean \"dropped\"?"},
        {"/participants/0+", "\"priority\": 0", "/participants/0/priority: expected a whole number from 1 to 1000000, not 0"},
        {"/participants/0+", "\"lead_max\": 1.5", "/participants/0/lead_max: expected a whole number from 1 to 100000, not 1.5"},
        {"/participants/0+", "\"roles\": []", "/participants/0/roles: is empty: expected \"member\", \"leader\" or both"},
        {"/participants/0+", "\"roles\": \"leader\"", "/participants/0/roles: expected a list, not \"leader\""},
        {"/participants/0+", "\"roles\": [\"leader\", \"guest\", \"leader\", true]",
         "/participants/0/roles/1: unknown role \"guest\": expected \"member\" or \"leader\"\n"
         "/participants/0/roles/2: \"leader\" stands twice: keep one\n"
         "/participants/0/roles/3: expected text, not true"},
        {"/participants/0+", "\"types\": [\"tlak\"]", "/participants/0/types/0: there is no group type \"tlak\"; did you mean \"talk\"?"},
        {"/participants/0+", "\"types\": [\"xyzzy\"]", "/participants/0/types/0: there is no group type \"xyzzy\": known are \"talk\""},
        {"/participants/0+", "\"types\": [\"talk\", \"talk\"]", "/participants/0/types/1: \"talk\" stands twice: keep one"},
        {"/participants/0+", "\"attributes\": [\"BR\"]",
         "/participants/0/attributes: expected an object such as {\"country\": \"BR\"}, not a list"},
        {"/participants/0+", "\"attributes\": {\"x\": 1.5, \"y\": [{}], \"z\": true, \"\": 1, \"w\": \"a\\nb\"}",
         "/participants/0/attributes/x: expected text or a whole number, not 1.5\n"
         "/participants/0/attributes/y/0: expected text or a whole number, not an object\n"
         "/participants/0/attributes/z: expected text or a whole number, not true\n"
         "/participants/0/attributes/: the attribute's name is empty: expected an id, such as \"p017\"\n"
         "/participants/0/attributes/w: \"a\\x0ab\" has a control character (a line break or a tab, say): write it on one line"},
        {"/participants/0+", "\"emali\": \"a@example.org\"", "/participants/0/emali: unknown key \"emali\"; did you mean \"email\"?"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_given),
        cmocka_unit_test(test_takes_only_its_types),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
