/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/mime.h"
#include "invite_testing.h"
#include "mail_parts.h"

static cvn_letterhead a_letter(void)
{
    return (cvn_letterhead){.from_name = "Arbejdsgruppe Ø",
                            .from_address = "org@example.org",
                            .to_name = "Søren \"S\" <x@y>, Ål",
                            .to_address = "s@example.org",
                            .subject = "Ændret: møde – et langt emne, der skal foldes over flere linjer i hovedet af brevet",
                            .message_id = "u.1.update@example.org",
                            .language = "da",
                            .now_s = 1800000000,
                            .plain = "Hej Søren\n.\nFrom here\n",
                            .html = "<p>Hej Søren</p>\n",
                            .calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX:ø\r\nEND:VCALENDAR\r\n",
                            .method = "REQUEST"};
}

static void test_structure(void **state)
{
    (void)state;
    size_t length, again;
    cvn_letterhead letter = a_letter();
    char *mime = cvn_mime_text(&letter, &length), *same = cvn_mime_text(&letter, &again);
    assert_int_equal(length, strlen(mime));
    assert_string_equal(mime, same);
    for (const char *at = mime, *end; *at; at = end + 2) { /* ASCII, CRLF, short lines */
        end = strstr(at, "\r\n");
        assert_non_null(end);
        assert_true(end - at <= 998);
        for (const char *c = at; c < end; c++)
            assert_true((unsigned char)*c < 0x80 && *c != '\r' && *c != '\n');
    }
    mail_parts m = mail_open(mime);
    assert_string_equal(m.shape, "multipart/mixed(multipart/alternative(text/plain,text/html,text/calendar),application/ics)");
    assert_string_equal(g_mime_message_get_subject(m.message), letter.subject);
    assert_string_equal(g_mime_message_get_message_id(m.message), letter.message_id);
    assert_string_equal(g_mime_object_get_header(GMIME_OBJECT(m.message), "Auto-Submitted"), "auto-generated");
    assert_int_equal(g_date_time_to_unix(g_mime_message_get_date(m.message)), letter.now_s);
    InternetAddressList *to = g_mime_message_get_to(m.message);
    assert_int_equal(internet_address_list_length(to), 1);
    assert_string_equal(internet_address_get_name(internet_address_list_get_address(to, 0)), letter.to_name);
    assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(to, 0))),
                        letter.to_address);
    assert_string_equal(m.calendar, letter.calendar);
    assert_string_equal(m.attachment, letter.calendar);
    assert_has(m.plain, "Hej Søren");
    assert_has(mime, "method=REQUEST");
    assert_has(mime, "Content-Disposition: attachment; filename=invite.ics");
    mail_close(&m);
    free(mime);
    free(same);
}

static void test_reply_to(void **state)
{
    (void)state;
    size_t length;
    cvn_letterhead letter = a_letter();
    char *mime = cvn_mime_text(&letter, &length);
    assert_lacks(mime, "Reply-To");
    free(mime);
    letter.reply_to = "org+c.abcdefghij234567@example.org";
    mime = cvn_mime_text(&letter, &length);
    mail_parts m = mail_open(mime);
    InternetAddressList *to = g_mime_message_get_reply_to(m.message);
    assert_int_equal(internet_address_list_length(to), 1);
    assert_string_equal(internet_address_get_name(internet_address_list_get_address(to, 0)), letter.from_name);
    assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(to, 0))), letter.reply_to);
    mail_close(&m);
    free(mime);
}

static void test_letter(void **state)
{
    (void)state;
    size_t length;
    cvn_letterhead letter = a_letter();
    letter.calendar = NULL;
    letter.to_name = "";
    char *mime = cvn_mime_text(&letter, &length);
    mail_parts m = mail_open(mime);
    assert_string_equal(m.shape, "multipart/alternative(text/plain,text/html)");
    mail_close(&m);
    free(mime);
}

/** A line break in a name or subject is not one in the message. */
static void test_no_injection(void **state)
{
    (void)state;
    size_t length;
    cvn_letterhead letter = a_letter();
    letter.subject = "x\r\nBcc: evil@example.org";
    letter.to_name = "y\r\nBcc: evil@example.org";
    letter.from_name = "z\nBcc: evil@example.org";
    char *mime = cvn_mime_text(&letter, &length);
    mail_parts m = mail_open(mime);
    assert_null(g_mime_object_get_header(GMIME_OBJECT(m.message), "Bcc"));
    assert_int_equal(internet_address_list_length(g_mime_message_get_all_recipients(m.message)), 1);
    mail_close(&m);
    free(mime);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_structure), cmocka_unit_test(test_reply_to), cmocka_unit_test(test_letter),
                                       cmocka_unit_test(test_no_injection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
