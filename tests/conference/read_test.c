/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_head(void **state)
{
    (void)state;
    cvn_conference *c = read_good(BASE);
    assert_string_equal(cvn_conference_id(c), "t");
    assert_string_equal(cvn_conference_title(c), "T");
    assert_string_equal(c->path, "t.json");
    assert_string_equal(c->organizer_email, "o@example.org");
    assert_string_equal(cvn_zone_name(c->zone), "Europe/Copenhagen");
    assert_true(c->has_as_of);
    char text[CVN_INSTANT_TEXT];
    assert_string_equal(cvn_instant_text(c->as_of, text), "2027-03-05T12:00:00Z");
    assert_int_equal(cvn_conference_people(c), 2);
    assert_string_equal(cvn_conference_person_id(c, 1), "p2");
    assert_string_equal(cvn_conference_person_name(c, 0), "Ana");
    assert_string_equal(cvn_conference_person_name(c, 1), "");
    assert_string_equal(cvn_conference_person_id(c, 2), "");
    cvn_conference_free(c);
}

static void test_least(void **state)
{
    (void)state;
    cvn_conference *c =
        read_good("{\"format\": \"conference/1\", \"id\": \"x\", \"timezone\": \"UTC\", \"group_types\": [], \"participants\": []}");
    assert_false(c->assigns);
    assert_string_equal(c->title, "x");
    assert_string_equal(c->locale, "en");
    assert_string_equal(c->organizer_email, "");
    assert_string_equal(c->organizer_reply_to, "");
    assert_false(c->has_as_of);
    assert_int_equal(c->people_count, 0);
    assert_int_equal(c->start_count, 0);
    assert_int_equal(c->type_count, 0);
    cvn_conference_free(c);
}

static void test_empty(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/participants", "[]");
    assert_true(c->assigns);
    assert_int_equal(c->people_count, 0);
    assert_true(c->start_count > 0);
    cvn_conference_free(c);
}

/** One person, and nobody with any hours: nothing to object to. */
static void test_one(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/participants", "[{\"id\": \"only\", \"timezone\": \"Pacific/Apia\"}]");
    assert_int_equal(c->people_count, 1);
    assert_int_equal(c->people[0].available_count, 0);
    cvn_conference_free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"", "[]", "/: expected an object, not a list"},
        {"/format", "\"conference/2\"", "/format: \"conference/2\" is not what this program reads here: expected \"conference/1\""},
        {"/format", "\"allocation/1\"", "/format: \"allocation/1\" is not what this program reads here: expected \"conference/1\""},
        {"/format-", "", "/format: is missing"},
        {"/format", "1", "/format: expected text, not 1"},
        {"/id-", "", "/id: is missing"},
        {"/id", "\"\"", "/id: is empty: expected an id, such as \"p017\""},
        {"/id", "\"a\\nb\"", "/id: \"a\\x0ab\" has a control character (a line break or a tab, say): an id is plain text"},
        {"/id", "17", "/id: expected text, not 17"},
        {"/title", "\"\"", "/title: is empty: expected a few words"},
        {"/title", "\"a\\u0085b\"", "/title: \"a\\x85b\" has a control character (a line break or a tab, say): write it on one line"},
        {"/title", "null", "/title: expected text, not null"},
        {"/timezone-", "", "/timezone: is missing"},
        {"/locale", "\"pt_BR\"", "/locale: \"pt_BR\" is not a language tag (BCP 47): write \"-\" for \"_\", as in \"pt-BR\""},
        {"/locale", "\"english language\"",
         "/locale: \"english language\" is not a language tag (BCP 47): expected one such as \"en\", \"da\" or \"pt-BR\""},
        {"/organizer", "{\"name\": \"O\"}", "/organizer/email: is missing"},
        {"/organizer", "\"o@example.org\"", "/organizer: expected an object, not \"o@example.org\""},
        {"/organizer/name", "\"O\\r\\nBcc: x@example.org\"",
         "/organizer/name: \"O\\x0d\\x0aBcc: x@example.org\" has a control character (a line break or a tab, say): write it on one line"},
        {"/organizer+", "\"reply_to\": \"not an address\"",
         "/organizer/reply_to: \"not an address\" is not an address: expected one such as \"ana@example.org\""},
        {"/organizer+", "\"reply_to\": \"o@{token}.example.org\"",
         "/organizer/reply_to: \"o@{token}.example.org\" is not an address with {token} (sixteen letters) before the @: expected one such as "
         "\"replies+{token}@example.org\""},
        {"/organizer+", "\"emial\": \"x\"", "/organizer/emial: unknown key \"emial\"; did you mean \"email\"?"},
        {"/as_of", "\"2027-03-05\"",
         "/as_of: \"2027-03-05\" is not an instant: expected UTC in whole minutes, such as \"2027-03-28T16:30:00Z\""},
        {"/as_of", "\"2027-02-29T12:00:00Z\"",
         "/as_of: \"2027-02-29T12:00:00Z\" is not an instant: expected UTC in whole minutes, such as \"2027-03-28T16:30:00Z\""},
        {"+", "\"weigths\": {}", "/weigths: unknown key \"weigths\"; did you mean \"weights\"?"},
        {"/organizer+", "\"a/b~c\": 1", "/organizer/a~1b~0c: unknown key \"a/b~c\": known are \"name\", \"email\" and \"reply_to\""},
        {"/participants-", "", "/participants: is missing: expected a list of participants, or participants_file, the name of a file"},
        {"/participants", "{}", "/participants: expected a list, not an object"},
        {"+", "\"participants_file\": \"p.csv\"", "/participants_file: stands beside participants: keep one of the two"},
        {"/group_types-", "", "/group_types: is missing"},
        {"/group_types", "[]",
         "/sessions: stands without group types: add a group type, or leave sessions out where there is nothing to assign"},
        {"/sessions-", "", "/sessions: is missing"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

static void test_unknown_zone_names_the_nearest(void **state)
{
    (void)state;
    char *json = patched(BASE, "/timezone", "\"Europe/Copenhagn\""), *more = patched(json, "/participants/1/timezone", "\"../../etc/passwd\"");
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_parse(&c, more, strlen(more), "t.json", NULL, error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), 2);
    assert_non_null(strstr(cvn_error_message(error, 0), "t.json: /timezone: "));
    assert_non_null(strstr(cvn_error_message(error, 0), "Europe/Copenhagen"));
    assert_non_null(strstr(cvn_error_message(error, 1), "t.json: /participants/1/timezone: "));
    cvn_error_free(error);
    free(json);
    free(more);
}

/** A key that stands twice does not hide what else is wrong. */
static void test_duplicate_key_and_more(void **state)
{
    (void)state;
    char *json = patched(BASE, "/participants/0+", "\"id\": \"p9\""), *more = patched(json, "/sessions/minutes", "0");
    expect_messages(more, "t.json: /participants/0: the key \"id\" stands twice: keep one\n"
                          "t.json: /sessions/minutes: expected a whole number from 1 to 1440, not 0");
    free(json);
    free(more);
}

static void test_syntax(void **state)
{
    (void)state;
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    static const char bad[] = "{\"id\": \"a\xff\"}";
    assert_int_equal(cvn_conference_parse(&c, bad, strlen(bad), "t.json", NULL, error), CVN_E_DATA);
    assert_string_equal(cvn_error_message(error, 0), "t.json:1:10: not UTF-8: save the file as UTF-8");
    cvn_error_clear(error);
    assert_int_equal(cvn_conference_parse(&c, "{\n  \"id\": ,", 11, "t.json", NULL, error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), 1);
    assert_non_null(strstr(cvn_error_message(error, 0), "t.json:2:9: not JSON"));
    cvn_error_clear(error);
    assert_int_equal(cvn_conference_parse(&c, "", 0, "t.json", NULL, error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), 1);
    cvn_error_free(error);
}

/** Twenty are held, the others counted. */
static void test_many_mistakes(void **state)
{
    (void)state;
    cvn_buffer list = {0};
    for (int i = 0; i < 50; i++)
        cvn_buffer_printf(&list, "%s{\"id\": \"q%d\", \"timezone\": \"Nowhere/Land\"}", i ? ", " : "[", i);
    cvn_buffer_char(&list, ']');
    char *json = patched(BASE, "/participants", list.text);
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_parse(&c, json, strlen(json), "t.json", NULL, error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), CVN_ERRORS_MAX);
    assert_int_equal(cvn_error_omitted(error), 50 - CVN_ERRORS_MAX);
    cvn_error_free(error);
    cvn_buffer_free(&list);
    free(json);
}

static void test_files(void **state)
{
    (void)state;
    char *folder = scratch_folder(), *own = patched(BASE, "/participants-", "");
    char *json = patched(own, "+", "\"participants_file\": \"people.json\""), *path = write_file(folder, "conference.json", json);
    char *people = write_file(folder, "people.json", "[{\"id\": \"a\", \"timezone\": \"UTC\"}]");
    cvn_conference *c;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_conference_read(&c, path, error), CVN_OK);
    assert_int_equal(cvn_conference_people(c), 1);
    cvn_conference_free(c);
    assert_int_equal(cvn_conference_parse(&c, json, strlen(json), "name", folder, error), CVN_OK);
    cvn_conference_free(c);

    free(write_file(folder, "people.json", "[{\"id\": \"a\", \"timezone\": \"UTC\", \"statsu\": 1}, 5]"));
    assert_int_equal(cvn_conference_read(&c, path, error), CVN_E_DATA);
    char *expected = NULL, *said = messages_of(error);
    assert_true(asprintf(&expected, "%s: /0/statsu: unknown key \"statsu\"; did you mean \"status\"?\n%s: /1: expected an object, not 5",
                         people, people) > 0);
    assert_string_equal(said, expected);
    free(expected);
    free(said);
    cvn_error_clear(error);

    free(write_file(folder, "people.json", "{\"participants\": []}"));
    assert_int_equal(cvn_conference_read(&c, path, error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(error, 0), "people.json: /: expected a list of participants, not an object"));
    cvn_error_clear(error);

    unlink(people);
    assert_int_equal(cvn_conference_read(&c, path, error), CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(error, 0), "people.json: "));
    cvn_error_clear(error);
    unlink(path);
    assert_int_equal(cvn_conference_read(&c, path, error), CVN_E_IO);
    assert_null(c);
    cvn_error_clear(error);

    char *other = patched(own, "+", "\"participants_file\": \"people.xlsx\"");
    expect_messages(other,
                    "t.json: /participants_file: \"people.xlsx\" is neither JSON nor CSV by its name: expected one that ends in .json or .csv");
    free(other);
    cvn_error_free(error);
    free(own);
    free(json);
    free(path);
    free(people);
    remove_folder(folder);
}

/** 40,000 people with hours and attributes, named by rules: a few seconds would show anything quadratic, sanitizers or not. */
static void test_forty_thousand(void **state)
{
    (void)state;
    enum { PEOPLE = 40000 };
    cvn_buffer list = {0}, pairs = {0};
    for (int i = 0; i < PEOPLE; i++) {
        cvn_buffer_printf(&list,
                          "%s{\"id\": \"p%d\", \"timezone\": \"%s\", \"attributes\": {\"n\": %d, \"country\": [\"A%d\", \"B\"]},"
                          " \"availability\": [{\"weekly\": [\"MO\", \"WE\"], \"from\": \"18:00\", \"to\": \"21:30\"}]}",
                          i ? ", " : "[", i, i % 2 ? "Asia/Kathmandu" : "Europe/Berlin", i, i % 30);
        cvn_buffer_printf(&pairs, "%s[\"p%d\", \"p%d\", 1]", i ? ", " : "[{\"rule\": \"pairs\", \"pairs\": [", i, (i + 1) % PEOPLE);
    }
    cvn_buffer_char(&list, ']');
    cvn_buffer_text(&pairs, "]}]");
    char *people = patched(BASE, "/participants", list.text), *json = patched(people, "/rules", pairs.text);
    double start = cvn_monotonic_s();
    cvn_conference *c = read_good(json);
    double took_s = cvn_monotonic_s() - start;
    assert_int_equal(c->people_count, PEOPLE);
    assert_int_equal(c->rules[0].pair_count, PEOPLE);
    assert_int_equal(cvn_conference_person(c, "p39999"), PEOPLE - 1);
    assert_true(took_s < 60);
    cvn_conference_free(c);
    free(people);
    free(json);
    cvn_buffer_free(&list);
    cvn_buffer_free(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_least),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_unknown_zone_names_the_nearest),
        cmocka_unit_test(test_duplicate_key_and_more),
        cmocka_unit_test(test_syntax),
        cmocka_unit_test(test_many_mistakes),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_forty_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
