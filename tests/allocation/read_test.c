/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const struct {
    const char *from, *to, *says; /* says NULL: it is read */
} lines[] = {
    {"\"link\"", "\"link\"", NULL},
    {"allocation/1", "allocation/2", "a.json: /format: this must be \"allocation/1\""},
    {"allocation/1", "conference/1", "is this the conference's own file?"},
    {"\"format\": \"allocation/1\", ", "", "a.json: the key \"format\" is missing"},
    {"\"conference\": \"c\", ", "", "a.json: the key \"conference\" is missing"},
    {"\"conference\": \"c\"", "\"conference\": \"\"", "a.json: /conference: the text is empty, and must not be"},
    {"\"conference\": \"c\"", "\"conference\": 7", "a.json: /conference: this is a number, and must be text"},
    {"\"unplaced\": [\"c\"", "\"unplaced\": [null", "a.json: /unplaced/0: this is null, and must be text"},
    {"\"unplaced\"", "\"unplacd\"", "a.json: /unplacd: unknown key; did you mean \"unplaced\"?"},
    {"\"unplaced\"", "\"a/b~c\"", "a.json: /a~1b~0c: unknown key; known here: format, conference, groups, unplaced"},
    {"\"groups\": [", "\"groups\": [[], ", "a.json: /groups/0: this is a list, and must be an object"},
    {"\"leaders\": []", "\"leader\": []", "a.json: /groups/1/leader: unknown key; did you mean \"leaders\"?"},
    {"\"leaders\": [], ", "", "a.json: /groups/1: the key \"leaders\" is missing"},
    {"\"members\": [\"t\"", "\"members\": [\"\"", "a.json: /groups/1/members/0: the text is empty"},
    {"\"members\": [\"t\", \"e\"]", "\"members\": true", "a.json: /groups/1/members: this is true or false, and must be a list"},
    {"2027-03-16T10:00:00Z", "2027-02-29T10:00:00Z", "a.json: /groups/1/sessions/1: a session is a UTC instant"},
    {"2027-03-16T10:00:00Z", "2027-03-16T10:00:00", "not \"2027-03-16T10:00:00\""},
    {"2027-03-16T10:00:00Z", "2027-03-16T10:00:30Z", "in whole minutes"},
    {"\"2027-03-16T10:00:00Z\"", "20270316", "a.json: /groups/1/sessions/1: a session is a UTC instant"},
    {"[[\"a\"]", "[\"a\"", "a.json: /groups/0/rota/0: this is text, and must be a list"},
    {"\"session\": 2", "\"session\": 2.5", "a.json: /groups/1/guests/0/session: 2.5 is no whole number from 0"},
    {"\"session\": 2", "\"session\": -1", "-1 is no whole number from 0"},
    {"\"session\": 2", "\"session\": \"2\"", "this is text, and must be a whole number"},
    {"\"session\": 2", "\"sesion\": 2", "a.json: /groups/1/guests/0/sesion: unknown key; did you mean \"session\"?"},
    {"\"guests\": [{", "\"guests\": [7, {", "a.json: /groups/1/guests/0: this is a number, and must be an object"},
    {"\"leaders\": [],", "\"leaders\": [], \"leaders\": [],", "leaders"},
    {"\"leaders\": [],", "\"leaders\": [], \"link\": \"\",", "a.json: /groups/1/link: the text is empty"},
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        char *text = replaced(plain_allocation, i ? lines[i].from : NULL, lines[i].to);
        cvn_allocation *allocation = NULL;
        cvn_error *error = cvn_error_new();
        cvn_code code = cvn_allocation_parse(&allocation, text, strlen(text), "a.json", error);
        bool said = lines[i].says == NULL;
        for (size_t k = 0; k < cvn_error_count(error) && !said; k++)
            said = strstr(cvn_error_message(error, k), lines[i].says) != NULL;
        if (!said)
            fail_msg("%s: said \"%s\", expected \"%s\"", lines[i].to, cvn_error_message(error, 0), lines[i].says);
        assert_int_equal(code, lines[i].says ? CVN_E_DATA : CVN_OK);
        assert_true((allocation == NULL) == (code != CVN_OK));
        cvn_allocation_free(allocation);
        cvn_error_free(error);
        free(text);
    }
}

/** All that is wrong is said in one run, up to the limit. */
static void test_all_at_once(void **state)
{
    (void)state;
    cvn_buffer text = {0};
    cvn_buffer_text(&text, "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [], \"unplaced\": [1");
    for (int i = 0; i < 30; i++)
        cvn_buffer_text(&text, ", 1");
    cvn_buffer_text(&text, "]}");
    cvn_allocation *allocation = NULL;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_allocation_parse(&allocation, text.text, text.length, "a.json", error), CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), CVN_ERRORS_MAX);
    assert_int_equal(cvn_error_omitted(error), 31 - CVN_ERRORS_MAX);
    cvn_error_free(error);
    cvn_buffer_free(&text);
}

static void test_limits(void **state)
{
    (void)state;
    cvn_buffer text = {0};
    cvn_buffer_text(
        &text,
        "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [{\"id\": \"g\", \"type\": \"t\", \"leaders\": [], \"members\": [], "
        "\"sessions\": [\"2027-03-16T10:00:00Z\"");
    for (int i = 0; i < CVN_MAX_SESSIONS; i++)
        cvn_buffer_text(&text, ", \"2027-03-16T10:00:00Z\"");
    cvn_buffer_text(&text, "]}], \"unplaced\": []}");
    cvn_allocation *allocation = NULL;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_allocation_parse(&allocation, text.text, text.length, "a.json", error), CVN_E_DATA);
    assert_string_equal(cvn_error_message(error, 0), "a.json: /groups/0/sessions: a list of 367; at most 366 can be here");
    cvn_error_free(error);
    cvn_buffer_free(&text);
}

static void test_fields(void **state)
{
    (void)state;
    cvn_allocation *allocation = allocation_with("\"leaders\": []", "\"leaders\": [], \"link\": \"https://x\"");
    assert_int_equal(cvn_allocation_groups(allocation), 2);
    assert_string_equal(cvn_group_id(allocation, 0), "g1");
    assert_string_equal(cvn_group_type(allocation, 1), "walk");
    assert_int_equal(cvn_group_sessions(allocation, 0), 2);
    assert_int_equal(cvn_group_session(allocation, 0, 1), 1805101200);
    assert_string_equal(cvn_group_leader(allocation, 0, 0), "L");
    assert_int_equal(cvn_group_leaders(allocation, 1), 0);
    assert_int_equal(cvn_group_members(allocation, 1), 2);
    assert_string_equal(cvn_group_member(allocation, 1, 1), "e");
    assert_int_equal(cvn_allocation_unplaced(allocation), 3);
    assert_string_equal(cvn_allocation_unplaced_id(allocation, 2), "n");
    assert_true(allocation->groups[0].has_rota);
    assert_false(allocation->groups[1].has_rota);
    assert_string_equal(allocation->groups[0].rota[1].who[0], "b");
    assert_int_equal(allocation->groups[1].guests[0].session, 2);
    assert_string_equal(allocation->groups[1].link, "https://x");
    assert_null(allocation->groups[0].link);
    cvn_allocation_free(allocation);
    cvn_allocation_free(NULL);
}

static void test_no_file(void **state)
{
    (void)state;
    cvn_allocation *allocation = NULL;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_allocation_read(&allocation, "/nowhere/a.json", error), CVN_E_IO);
    assert_null(allocation);
    assert_non_null(strstr(cvn_error_message(error, 0), "/nowhere/a.json"));
    cvn_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_all_at_once), cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_fields), cmocka_unit_test(test_no_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
