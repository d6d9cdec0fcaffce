/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include "cmocka_all.h"

#define REPORT(type, original)                                                                                                                 \
    "From: MAILER-DAEMON@mx.example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; " type "boundary=b\r\n\r\n"                    \
    "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"                                  \
    "Final-Recipient: rfc822;a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n" original "\r\n--b--\r\n"

static void test_reports(void **state)
{
    (void)state;
    static const struct {
        const char *mail;
        cvn_returned_kind kind;
        const char *id, *uid, *to;
    } rows[] = {
        {REPORT("report-type=delivery-status; ", "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <m@ids>\r\nTo: a@example.org\r\n"
                                                 "Reply-To: org+c.abc@example.org\r\n"),
         CVN_RETURNED_BOUNCE, "m@ids", "", "a@example.org, org+c.abc@example.org"},
        {REPORT("", "Content-Type: message/rfc822\r\n\r\nMessage-ID: <m@ids>\r\nTo: a@example.org\r\n\r\nhello\r\n"), CVN_RETURNED_BOUNCE,
         "m@ids", "", "a@example.org,"},
        {REPORT("report-type=delivery-status; ",
                "Content-Type: message/rfc822\r\n\r\nTo: a@example.org\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n"
                "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u-1\r\nSEQUENCE:4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
         CVN_RETURNED_BOUNCE, "", "u-1", "a@example.org,"},
        {REPORT("report-type=disposition-notification; ", "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <m@ids>\r\n"),
         CVN_RETURNED_LETTER, "", "", ""},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_returned mail;
        cvn_arena *arena = cvn_arena_new();
        cvn_returned_read(&mail, arena, rows[i].mail, strlen(rows[i].mail));
        print_message("row %zu\n", i);
        assert_int_equal(mail.kind, rows[i].kind);
        assert_string_equal(mail.original_id, rows[i].id);
        assert_string_equal(mail.original_uid, rows[i].uid);
        assert_string_equal(mail.original_to, rows[i].to);
        if (mail.kind == CVN_RETURNED_BOUNCE) {
            assert_int_equal(mail.failure_count, 1);
            assert_string_equal(mail.failures[0].final, "a@example.org");
        }
        cvn_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
