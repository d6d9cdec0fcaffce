/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/ical.h"
#include "invite_testing.h"

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        const char *value, *expected;
    } cases[] = {
        {"plain", "SUMMARY:plain\r\n"},
        {"", "SUMMARY:\r\n"},
        {"a;b,c\\d\ne\tf\rg", "SUMMARY:a\\;b\\,c\\\\d\\ne f g\r\n"},
        {"0123456789012345678901234567890123456789012345678901234567890123456", /* 75 octets with its name */
         "SUMMARY:0123456789012345678901234567890123456789012345678901234567890123456\r\n"},
        {"01234567890123456789012345678901234567890123456789012345678901234567",
         "SUMMARY:0123456789012345678901234567890123456789012345678901234567890123456\r\n 7\r\n"},
        {"012345678901234567890123456789012345678901234567890123456789012345ø",
         "SUMMARY:012345678901234567890123456789012345678901234567890123456789012345\r\n ø\r\n"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_ical ical = {0};
        cvn_ical_text(&ical, "SUMMARY", cases[i].value);
        char *text = cvn_ical_take(&ical);
        assert_string_equal(text, cases[i].expected);
        free(text);
    }
}

static void test_long(void **state)
{
    (void)state;
    cvn_ical ical = {0};
    char value[2000];
    memset(value, 'x', sizeof value - 1);
    value[sizeof value - 1] = 0;
    cvn_ical_line(&ical, "URL:%s", value);
    cvn_ical_line(&ical, "END:%s", "X");
    char *text = cvn_ical_take(&ical);
    size_t length = 0, crosses = 0;
    for (const char *at = text, *end; *at; at = end + 2) {
        end = strstr(at, "\r\n");
        assert_true(end - at <= 75);
        length += (size_t)(end - at) - (*at == ' ');
    }
    for (const char *at = text; *at; at++)
        crosses += *at == 'x';
    assert_int_equal(crosses, sizeof value - 1);
    assert_int_equal(length, strlen("URL:") + sizeof value - 1 + strlen("END:X"));
    free(text);
}

static void test_person(void **state)
{
    (void)state;
    static const struct {
        const char *name, *expected;
    } cases[] = {
        {"", "ATTENDEE;RSVP=TRUE:mailto:a@b.example\r\n"},
        {"Bo", "ATTENDEE;CN=Bo;RSVP=TRUE:mailto:a@b.example\r\n"},
        {"Bang, Bo: x;y", "ATTENDEE;CN=\"Bang, Bo: x;y\";RSVP=TRUE:mailto:a@b.example\r\n"},
        {"B\"o^n\r\nX:1", "ATTENDEE;CN=\"B'o'n''X:1\";RSVP=TRUE:mailto:a@b.example\r\n"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_ical ical = {0};
        cvn_ical_person(&ical, "ATTENDEE", cases[i].name, ";RSVP=TRUE", "a@b.example");
        char *text = cvn_ical_take(&ical);
        assert_string_equal(text, cases[i].expected);
        free(text);
    }
}

static void test_values(void **state)
{
    (void)state;
    char text[CVN_ICAL_TIME];
    assert_string_equal(cvn_ical_date(cvn_date_of(2027, 9, 3), text), "20270903");
    assert_string_equal(cvn_ical_local(cvn_date_of(2027, 12, 31), 86399, text), "20271231T235959");
    assert_string_equal(cvn_ical_utc(1821978000, text), "20270926T170000Z");
    assert_string_equal(cvn_ical_utc(-1, text), "19691231T235959Z");
    assert_string_equal(cvn_ical_offset(7200, text), "+0200");
    assert_string_equal(cvn_ical_offset(-12600, text), "-0330");
    assert_string_equal(cvn_ical_offset(754, text), "+001234");
    assert_string_equal(cvn_ical_offset(0, text), "+0000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_long), cmocka_unit_test(test_person),
                                       cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
