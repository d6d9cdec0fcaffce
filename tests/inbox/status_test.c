/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include "cmocka_all.h"

static void test_fields(void **state)
{
    (void)state;
    static const char text[] = "Reporting-MTA: dns; mx.example.org\r\nArrival-Date: Fri, 3 Sep 2027 10:00:00 +0000\r\n\r\n"
                               "Original-Recipient: rfc822;Ann@example.org\r\nFinal-Recipient : RFC822; <ann@far.example>\r\nAction: Failed\r\n"
                               "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n\tNo such\r\n user\r\n\r\n\r\n"
                               "final-recipient: rfc822;bo@example.org\naction: delayed\nstatus: 4.4.1";
    cvn_failure failures[CVN_MAX_FAILURES];
    cvn_arena *arena = cvn_arena_new();
    assert_int_equal(cvn_status_read(failures, arena, text), 2);
    assert_string_equal(failures[0].original, "Ann@example.org");
    assert_string_equal(failures[0].final, "ann@far.example");
    assert_string_equal(failures[0].action, "failed");
    assert_string_equal(failures[0].status, "5.1.1");
    assert_string_equal(failures[0].words, "smtp; 550 5.1.1 No such user");
    assert_string_equal(failures[1].original, "");
    assert_string_equal(failures[1].final, "bo@example.org");
    assert_string_equal(failures[1].status, "4.4.1");
    cvn_arena_free(arena);
}

static void test_odd(void **state)
{
    (void)state;
    cvn_failure failures[CVN_MAX_FAILURES];
    cvn_arena *arena = cvn_arena_new();
    static const char *const none[] = {
        "", "\n\n\n", " \n \n", "Status: 5.0.0\n", ":\n", "Final-Recipient\n", "Final-Recipient:\n", "Final-Recipientx: a@b\n"};
    for (size_t i = 0; i < CVN_COUNT(none); i++)
        assert_int_equal(cvn_status_read(failures, arena, none[i]), 0);
    cvn_buffer many = {0};
    for (int i = 0; i < 1000; i++)
        cvn_buffer_text(&many, "Final-Recipient: rfc822;a@example.org\n\n");
    assert_int_equal(cvn_status_read(failures, arena, many.text), CVN_MAX_FAILURES);
    cvn_buffer_free(&many);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields), cmocka_unit_test(test_odd)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
