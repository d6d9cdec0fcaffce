/* SPDX-License-Identifier: Apache-2.0 */
/** An invitation as the invite room makes it, small, for providers that take it apart. */
#ifndef CVN_TESTS_MAIL_MESSAGE_H
#define CVN_TESTS_MAIL_MESSAGE_H

#include "mail/api.h"
#include "mail/peer.h"

#define AN_EVENT        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
#define AN_EVENT_BASE64 "QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KRU5EOlZDQUxFTkRBUg0K"
#define AN_INVITATION                                                                                                                          \
    "From: Task force <org@example.org>\r\n"                                                                                                   \
    "To: =?utf-8?Q?J=C3=B8rgen?= <b@example.org>\r\n"                                                                                          \
    "Subject: =?utf-8?Q?M=C3=B8de?= 1\r\n"                                                                                                     \
    "Date: Mon, 01 Mar 2027 10:00:00 +0000\r\n"                                                                                                \
    "Message-Id: <m1@example.org>\r\n"                                                                                                         \
    "Auto-Submitted: auto-generated\r\n"                                                                                                       \
    "Content-Language: da\r\n"                                                                                                                 \
    "Received: from somewhere\r\n"                                                                                                             \
    "MIME-Version: 1.0\r\n"                                                                                                                    \
    "Content-Type: multipart/mixed; boundary=\"=_m\"\r\n\r\n"                                                                                  \
    "--=_m\r\n"                                                                                                                                \
    "Content-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n"                                                                            \
    "--=_a\r\n"                                                                                                                                \
    "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"                                           \
    "M=C3=B8de\r\nto=\r\nday\r\n"                                                                                                              \
    "--=_a\r\n"                                                                                                                                \
    "Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"                                            \
    "<p>M=C3=B8de</p>\r\n"                                                                                                                     \
    "--=_a\r\n"                                                                                                                                \
    "Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n" AN_EVENT_BASE64 "\r\n"           \
    "--=_a--\r\n\r\n"                                                                                                                          \
    "--=_m\r\n"                                                                                                                                \
    "Content-Type: application/ics; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n"                               \
    "Content-Transfer-Encoding: base64\r\n\r\n" AN_EVENT_BASE64 "\r\n"                                                                         \
    "--=_m--\r\n"

static inline cvn_mail_message message_of(const char *mime)
{
    return (cvn_mail_message){.from = "org@example.org", .to = "b@example.org", .name = "00001-p1", .mime = mime, .length = strlen(mime)};
}

/** Delivers one message to a peer that answers with one reply; wanted texts must stand in what was posted. */
typedef struct api_case {
    const char *reply; /* as peer_line.reply */
    cvn_outcome outcome;
    cvn_onward onward;
    cvn_code code;
    int64_t retry_after_s;
    const char *words; /* NULL: not looked at */
} api_case;

typedef struct api_manner {
    bool in_doubt, test_mode;
    const char *message_id;
} api_manner;

static inline cvn_delivery deliver_as(const char *scheme, const peer_line *lines, const char *mime, cvn_buffer *heard, api_manner manner)
{
    char via[160];
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "%sendpoint=http://127.0.0.1:%d", scheme, p->port);
    cvn_mail *mail = mail_to_in(via, manner.test_mode);
    cvn_mail_message message = message_of(mime);
    message.in_doubt = manner.in_doubt;
    message.message_id = manner.message_id;
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    cvn_mail_close(mail);
    if (heard)
        cvn_buffer_text(heard, p->heard.text);
    peer_stop(p);
    return d;
}

static inline cvn_delivery deliver_to(const char *scheme, const peer_line *lines, const char *mime, cvn_buffer *heard, bool in_doubt)
{
    return deliver_as(scheme, lines, mime, heard, (api_manner){.in_doubt = in_doubt});
}

/** scheme: "brevo://api?", to put the endpoint behind. */
static inline void answers_are_judged(const char *scheme, const api_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const peer_line lines[] = {{"POST", cases[i].reply}, {0}};
        cvn_delivery d = deliver_to(scheme, lines, AN_INVITATION, NULL, false);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code ||
            d.retry_after_s != cases[i].retry_after_s)
            fail_msg("case %zu: outcome %d, onward %d, code %d, after %ld: %s", i, (int)d.outcome, (int)d.onward, (int)d.code,
                     (long)d.retry_after_s, d.words);
        if (cases[i].words)
            assert_string_equal(d.words, cases[i].words);
    }
}

static inline void all_stand_in(const char *text, const char *const *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strstr(text, wanted[i]))
            fail_msg("no %s in %s", wanted[i], text);
}

#endif
