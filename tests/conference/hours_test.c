/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

/** Hours as one line of text, to compare tables with. */
static char *hours_text(const cvn_hours *hours)
{
    cvn_buffer out = {0};
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT];
    if (hours->kind == CVN_HOURS_WEEKLY)
        cvn_buffer_printf(&out, "weekly %02x", hours->weekdays);
    else
        cvn_buffer_printf(&out, "%s %s", cvn_date_text(hours->first, first), cvn_date_text(hours->last, last));
    cvn_buffer_printf(&out, " %d-%d%s%s", hours->from_min, hours->to_min, hours->whole_days ? " whole" : "",
                      hours->if_needed ? " if needed" : "");
    return cvn_buffer_take(&out);
}

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line, *expected;
        bool blocked_too;
    } rows[] = {
        {"{\"weekly\": [\"MO\", \"WE\"], \"from\": \"18:00\", \"to\": \"21:30\"}", "weekly 05 1080-1290", true},
        {"{\"weekly\": [\"SA\"], \"from\": \"22:00\", \"to\": \"01:00\", \"if_needed\": true}", "weekly 20 1320-1500 if needed", false},
        {"{\"weekly\": [\"SU\", \"SU\"], \"from\": \"22:00\", \"to\": \"24:00\", \"if_needed\": false}", "weekly 40 1320-1440", false},
        {"{\"weekly\": [\"TU\"], \"from\": \"10:00\", \"to\": \"10:00\"}", "weekly 02 600-2040", true},
        {"{\"weekly\": [\"MO\",\"TU\",\"WE\",\"TH\",\"FR\",\"SA\",\"SU\"]}", "weekly 7f 0-1440", true},
        {"{\"weekly\": [\"FR\"], \"from\": \"12:00\"}", "weekly 10 720-1440", true},
        {"{\"weekly\": [\"TH\"], \"to\": \"12:00\"}", "weekly 08 0-720", true},
        {"{\"weekly\": [\"MO\"], \"from\": \"24:00\", \"to\": \"02:00\"}", "weekly 01 1440-1560", true},
        {"{\"weekly\": [\"MO\"], \"from\": \"24:00\", \"to\": \"24:00\"}", "weekly 01 1440-2880", true},
        {"{\"date\": \"2027-03-14\", \"from\": \"09:00\", \"to\": \"12:00\"}", "2027-03-14 2027-03-14 540-720", true},
        {"{\"date\": \"2028-02-29\"}", "2028-02-29 2028-02-29 0-1440", true},
        {"{\"from_date\": \"2027-03-20\", \"to_date\": \"2027-04-02\"}", "2027-03-20 2027-04-02 0-1440 whole", true},
        {"{\"from_date\": \"2027-03-20\", \"to_date\": \"2027-03-20\", \"if_needed\": true}", "2027-03-20 2027-03-20 0-1440 whole if needed",
         false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        for (int blocked = 0; blocked <= rows[i].blocked_too; blocked++) {
            cvn_buffer value = {0};
            cvn_buffer_printf(&value, "\"%s\": [%s]", blocked ? "unavailable" : "availability", rows[i].line);
            cvn_conference *c = read_patched("/participants/0+", value.text);
            const cvn_participant *p = c->people;
            assert_int_equal(blocked ? p->unavailable_count : p->available_count, 1);
            assert_int_equal(blocked ? p->available_count : p->unavailable_count, 0);
            char *text = hours_text(blocked ? p->unavailable : p->available);
            assert_string_equal(text, rows[i].expected);
            free(text);
            cvn_buffer_free(&value);
            cvn_conference_free(c);
        }
}

#define AVAILABLE(line) "/participants/0+", "\"availability\": [" line "]"
#define BLOCKED(line)   "/participants/0+", "\"unavailable\": [" line "]"
#define A               "/participants/0/availability/0"
#define U               "/participants/0/unavailable/0"

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/participants/0+", "\"availability\": {}", "/participants/0/availability: expected a list, not an object"},
        {AVAILABLE("\"MO 10-12\""), A ": expected an object, not \"MO 10-12\""},
        {AVAILABLE("{}"), A ": expected one of \"weekly\", \"date\", or \"from_date\" and \"to_date\""},
        {AVAILABLE("{\"date\": \"2027-03-01\", \"weekly\": [\"MO\"]}"),
         A ": expected one of \"weekly\", \"date\", or \"from_date\" and \"to_date\", not more"},
        {AVAILABLE("{\"weekly\": []}"), A "/weekly: is empty: expected weekdays such as [\"MO\", \"WE\"]"},
        {AVAILABLE("{\"weekly\": \"MO\"}"), A "/weekly: expected a list, not \"MO\""},
        {AVAILABLE("{\"weekly\": [\"mo\", 1]}"),
         A "/weekly/0: unknown weekday \"mo\": expected MO, TU, WE, TH, FR, SA or SU\n" A "/weekly/1: expected text, not 1"},
        {AVAILABLE("{\"weekly\": [\"MO\"], \"from\": \"9:00\", \"to\": \"25:00\"}"),
         A "/from: \"9:00\" is not a time of day: expected \"00:00\" to \"24:00\", two digits each\n" A
           "/to: \"25:00\" is not a time of day: expected \"00:00\" to \"24:00\", two digits each"},
        {AVAILABLE("{\"date\": \"2027-02-29\"}"),
         A "/date: \"2027-02-29\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\""},
        {AVAILABLE("{\"from_date\": \"2027-03-02\", \"to_date\": \"2027-03-01\"}"),
         A "/to_date: 2027-03-01 is before from_date, 2027-03-02: expected the same day or a later one"},
        {AVAILABLE("{\"from_date\": \"2027-03-02\"}"), A "/to_date: is missing"},
        {AVAILABLE("{\"to_date\": \"2027-03-02\"}"), A "/from_date: is missing"},
        {AVAILABLE("{\"from_date\": \"2027-03-02\", \"to_date\": \"2027-03-04\", \"from\": \"09:00\"}"),
         A "/from: does not go with from_date, which speaks of whole days: expected \"date\" or \"weekly\" beside hours"},
        {AVAILABLE("{\"date\": \"2027-03-02\", \"if_needed\": 1}"), A "/if_needed: expected true or false, not 1"},
        {AVAILABLE("{\"date\": \"2027-03-02\", \"form\": \"09:00\"}"), A "/form: unknown key \"form\"; did you mean \"from\"?"},
        {BLOCKED("{\"date\": \"2027-03-02\", \"if_needed\": true}"),
         U "/if_needed: unknown key \"if_needed\": known are \"weekly\", \"date\", \"from_date\", \"to_date\", \"from\" and \"to\""},
        {BLOCKED("{\"from_date\": \"2027-03-02\", \"to_date\": \"2027-04-31\"}"),
         U "/to_date: \"2027-04-31\" is not a date: expected a day that exists, from 1970 to 2199, such as \"2027-03-28\""},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
