/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static void an_invitation_is_taken_apart(void **state)
{
    cvn_mail_message message = message_of(AN_INVITATION);
    cvn_mail_parts parts;
    const char *flaw = "none";
    (void)state;
    assert_true(cvn_mail_parts_read(&parts, &message, &flaw));
    assert_null(flaw);
    assert_string_equal(parts.from_name, "Task force");
    assert_string_equal(parts.from_address, "org@example.org");
    assert_string_equal(parts.to_name, "J\xc3\xb8rgen");
    assert_string_equal(parts.to_address, "b@example.org");
    assert_string_equal(parts.reply_address, "");
    assert_string_equal(parts.subject, "M\xc3\xb8"
                                       "de 1");
    assert_string_equal(parts.text, "M\xc3\xb8"
                                    "de\ntoday");
    assert_string_equal(parts.html, "<p>M\xc3\xb8"
                                    "de</p>");
    assert_string_equal(parts.calendar, AN_EVENT);
    assert_string_equal(parts.method, "REQUEST");
    assert_int_equal(parts.files.count, 1);
    assert_string_equal(parts.files.at[0].name, "invite.ics");
    assert_string_equal(parts.files.at[0].type, "application/ics");
    assert_string_equal(parts.files.at[0].base64, AN_EVENT_BASE64);
    assert_int_equal(parts.headers.count, 3); /* not Received, not Date */
    assert_string_equal(parts.headers.at[0].value, "<m1@example.org>");
    assert_string_equal(parts.headers.at[1].name, "Auto-Submitted");
    assert_string_equal(parts.headers.at[2].value, "da");
    char *type = cvn_mail_parts_calendar_type(&parts), *base64 = cvn_mail_parts_calendar_base64(&parts);
    assert_string_equal(type, "text/calendar; charset=UTF-8; method=REQUEST");
    assert_string_equal(base64, AN_EVENT_BASE64);
    free(type);
    free(base64);
    cvn_mail_parts_free(&parts);
}

/** APIs that read the headers would send to whomever these name. */
static void only_the_recipient_may_stand_in_the_headers(void **state)
{
    static const struct {
        const char *mime, *flaw; /* NULL: none */
    } cases[] = {
        {"From: org@example.org\r\nTo: b@example.org\r\n\r\nhello\r\n", NULL},
        {"From: org@example.org\r\nTo: B@EXAMPLE.org\r\n\r\nhello\r\n", NULL},
        {"From: org@example.org\r\n\r\nhello\r\n", "one recipient"},
        {"From: org@example.org\r\nTo: c@example.org\r\n\r\nhello\r\n", "one recipient"},
        {"From: org@example.org\r\nTo: b@example.org, c@example.org\r\n\r\nhello\r\n", "one recipient"},
        {"From: org@example.org\r\nTo: b@example.org\r\nCc: c@example.org\r\n\r\nhello\r\n", "one recipient"},
        {"From: org@example.org\r\nTo: b@example.org\r\nBcc: c@example.org\r\n\r\nhello\r\n", "one recipient"},
        {"From: org@example.org\r\nTo: us: b@example.org, c@example.org;\r\n\r\nhello\r\n", "one recipient"},
        {"To: b@example.org\r\n\r\nhello\r\n", "no From"},
        {"From: org@example.org\r\nTo: b@example.org\r\n\r\n", "no text"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail_message message = message_of(cases[i].mime);
        cvn_mail_parts parts;
        const char *flaw = NULL;
        bool read = cvn_mail_parts_read(&parts, &message, &flaw);
        if (read != !cases[i].flaw || (cases[i].flaw && !strstr(flaw, cases[i].flaw)))
            fail_msg("case %zu: %s", i, flaw ? flaw : "no flaw");
        cvn_mail_parts_free(&parts);
    }
}

/** A decoded name may hold line breaks and quotes; neither gets on. */
static void names_are_one_quoted_line(void **state)
{
    cvn_mail_message message = message_of("From: org@example.org\r\nTo: =?utf-8?B?YQ0KQmNjOiBj?= <b@example.org>\r\n\r\nhello\r\n");
    cvn_mail_parts parts;
    const char *flaw = NULL;
    (void)state;
    assert_true(cvn_mail_parts_read(&parts, &message, &flaw));
    assert_string_equal(parts.to_name, "a  Bcc: c");
    char *mailbox = cvn_mail_mailbox("a \"b\\", "b@example.org"), *bare = cvn_mail_mailbox("", "b@example.org");
    assert_string_equal(mailbox, "\"a \\\"b\\\\\" <b@example.org>");
    assert_string_equal(bare, "b@example.org");
    free(mailbox);
    free(bare);
    cvn_mail_parts_free(&parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_invitation_is_taken_apart),
        cmocka_unit_test(only_the_recipient_may_stand_in_the_headers),
        cmocka_unit_test(names_are_one_quoted_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
