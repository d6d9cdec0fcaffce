/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_each(void **state)
{
    (void)state;
    cvn_conference *c = read_patched(
        "/plenaries",
        "[{\"id\": \"opening\", \"title\": \"Opening\", \"start\": \"2027-10-31T02:30\", \"minutes\": 90, \"for\": \"leaders\"},"
        "{\"id\": \"retreat\", \"date\": \"2027-11-07\", \"days\": 2, \"status\": \"tentative\"},"
        "{\"id\": \"september\", \"month\": \"2027-09\", \"status\": \"confirmed\"}, {\"id\": \"one\", \"date\": \"2027-11-09\"}]");
    const cvn_plenary *p = c->plenaries;
    char text[CVN_INSTANT_TEXT], date[CVN_DATE_TEXT];
    assert_int_equal(c->plenary_count, 4);
    assert_int_equal(p[0].kind, CVN_PLENARY_TIMED);
    assert_string_equal(p[0].title, "Opening");
    assert_string_equal(cvn_instant_text(p[0].start, text), "2027-10-31T00:30:00Z"); /* occurs twice: the first */
    assert_true(p[0].start_min == 150 && p[0].duration_min == 90 && p[0].for_whom == CVN_AMONG_LEADERS && !p[0].tentative);
    assert_int_equal(p[1].kind, CVN_PLENARY_DAYS);
    assert_string_equal(p[1].title, "retreat");
    assert_true(p[1].days == 2 && p[1].tentative && p[1].for_whom == CVN_AMONG_ALL);
    assert_int_equal(p[2].kind, CVN_PLENARY_MONTH);
    assert_string_equal(cvn_date_text(p[2].date, date), "2027-09-01");
    assert_int_equal(p[3].days, 1);
    cvn_conference_free(c);
}

#define P "/plenaries/0"

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/plenaries", "{}", "/plenaries: expected a list, not an object"},
        {"/plenaries/0", "1", P ": expected an object, not 1"},
        {"/plenaries/0", "{\"date\": \"2027-04-01\"}", P "/id: is missing"},
        {"/plenaries+", "{\"id\": \"end\", \"date\": \"2027-04-01\"}",
         "/plenaries/1/id: \"end\" is the id of plenary 0 too (counted from 0): expected another one"},
        {"/plenaries/0", "{\"id\": \"a\"}", P ": expected one of \"start\", \"date\" and \"month\""},
        {"/plenaries/0+", "\"month\": \"2027-04\"", P ": expected one of \"start\", \"date\" and \"month\""},
        {"/plenaries/0", "{\"id\": \"a\", \"start\": \"2027-04-01\", \"days\": 2}",
         P "/start: \"2027-04-01\" is not a time on the conference's clock: expected one such as \"2027-10-02T14:00\"\n" P
           "/minutes: is missing\n" P "/days: only goes with \"date\": leave it out"},
        {"/plenaries/0", "{\"id\": \"a\", \"start\": \"2027-04-01T10:00\", \"minutes\": 0}",
         P "/minutes: expected a whole number from 1 to 527040, not 0"},
        {"/plenaries/0+", "\"minutes\": 60", P "/minutes: only goes with \"start\": leave it out"},
        {"/plenaries/0+", "\"days\": 0", P "/days: expected a whole number from 1 to 366, not 0"},
        {"/plenaries/0/date", "\"2027-04-31\"",
         P "/date: \"2027-04-31\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\""},
        {"/plenaries/0", "{\"id\": \"a\", \"month\": \"2027-13\"}", P "/month: \"2027-13\" is not a month: expected one such as \"2027-09\""},
        {"/plenaries/0+", "\"for\": \"leader\"", P "/for: \"leader\" is not known here; did you mean \"leaders\"?"},
        {"/plenaries/0+", "\"status\": \"maybe\"", P "/status: \"maybe\" is not known here: known are \"confirmed\" and \"tentative\""},
        {"/plenaries/0+", "\"titel\": \"A\"", P "/titel: unknown key \"titel\"; did you mean \"title\"?"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
