/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"
#include "outbox/sample.h"

#define CALENDAR                                                                                                                               \
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:real-uid\r\nDESCRIPTION:a line that is lo\r\n ng and folded\r\n"                 \
    "ATTENDEE:mailto:ana@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static const char invitation[] =
    "From: =?UTF-8?Q?T=C3=A5sk?= <org@example.org>\r\nTo: Ana <ana@example.org>\r\nReply-To: org+c.abcdefghijklmnop@example.org\r\n"
    "Subject: =?UTF-8?Q?Invitaci=C3=B3n?=\r\nMessage-ID: <m1@example.org>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
    "--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
    "--a\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHej =C3=86 \x1b[31mred\r\n"
    "--a\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<html><body class=x><p>Hej</p></body></html>\r\n"
    "--a\r\nContent-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n\r\n" CALENDAR "--a--\r\n"
    "--m\r\nContent-Type: application/ics; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n\r\n" CALENDAR
    "--m--\r\n";

static const char letter[] = "From: org@example.org\r\nTo: ana@example.org\r\nSubject: S\r\nMessage-ID: <m2@example.org>\r\n"
                             "Content-Type: text/plain; charset=UTF-8\r\n\r\nNo place.\r\n";

static void a_message_as_a_person_reads_it(void **state)
{
    (void)state;
    char *text = cvn_sample_text(invitation, sizeof invitation - 1);
    assert_string_equal(text, "From: Tåsk <org@example.org>\n"
                              "To: Ana <ana@example.org>\n"
                              "Reply-To: org+c.abcdefghijklmnop@example.org\n"
                              "Subject: Invitación\n"
                              "Message-ID: <m1@example.org>\n"
                              "\n"
                              "Hej Æ [31mred\n"
                              "\n"
                              "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:real-uid\nDESCRIPTION:a line that is long and folded\n"
                              "ATTENDEE:mailto:ana@example.org\nEND:VEVENT\nEND:VCALENDAR\n");
    free(text);
    text = cvn_sample_text(letter, sizeof letter - 1);
    assert_string_equal(text, "From: org@example.org\nTo: ana@example.org\nSubject: S\nMessage-ID: <m2@example.org>\n\nNo place.\n");
    free(text);
}

static char *sample_of(const char *mime, size_t length, const char *what)
{
    cvn_sample_letter head = {
        .to = "me@example.net", .what = what, .name = "Ana <b>", .person = "p1", .number = 2, .count = 3, .now_s = 1900000000};
    size_t out_length = 0;
    char *out = cvn_sample_mail(mime, length, &head, &out_length);
    assert_non_null(out);
    assert_int_equal(strlen(out), out_length);
    return out;
}

/** For the organiser alone, and nothing in it that a program could take for an invitation. */
static void a_sample_changes_no_calendar(void **state)
{
    (void)state;
    char *out = sample_of(invitation, sizeof invitation - 1, "invitation"), *read = cvn_sample_text(out, strlen(out));
    assert_non_null(strstr(out, "To: me@example.net\r\n"));
    assert_null(strstr(out, "Reply-To"));
    assert_null(strstr(out, "Cc:"));
    assert_null(strcasestr(out, "text/calendar"));
    assert_null(strcasestr(out, "application/ics"));
    assert_null(strcasestr(out, "method="));
    assert_null(strcasestr(out, ".ics"));
    assert_null(strstr(out, "<m1@example.org>"));
    assert_non_null(strstr(out, "calendar.txt"));
    assert_non_null(strstr(out, "UID:real-uid")); /* in text that is an attachment, to be read */
    assert_non_null(strstr(read, "Subject: [Sample 2 of 3: invitation] Invitación\n"));
    assert_non_null(strstr(read, "the invitation that Ana <b> (p1) would get. Nothing was sent to anybody else."));
    assert_non_null(strstr(out, "Ana &lt;b&gt;"));
    for (const char *c = out; *c; c++)
        assert_true(*c != '\n' || (c > out && c[-1] == '\r'));
    free(read);
    free(out);
}

static void a_letter_has_no_calendar(void **state)
{
    (void)state;
    char *out = sample_of(letter, sizeof letter - 1, "letter");
    assert_null(strstr(out, "calendar.txt"));
    assert_null(strstr(out, "text/html"));
    assert_non_null(strstr(out, "No place."));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_message_as_a_person_reads_it), cmocka_unit_test(a_sample_changes_no_calendar),
                                       cmocka_unit_test(a_letter_has_no_calendar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
