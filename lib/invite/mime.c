/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/mime.h"

#include <string.h>

#include <glib.h>

#include "clock/clock.h"
#include "invite/encode.h"

enum { BOUNDARY = 32, DAY_S = 86400, TYPICAL = 20000 /* bytes of a message */ };

/** The lines between the parts, of the outer and of the inner multipart. */
typedef struct boundaries {
    char mixed[BOUNDARY], alternative[BOUNDARY];
} boundaries;

/** They follow from the Message-ID, whose first half names one message alone, and "=_" cannot stand in quoted-printable or base64. */
static boundaries boundaries_of(const cvn_letterhead *letter)
{
    boundaries out = {.mixed = "=_m_", .alternative = "=_a_"};
    size_t at = 4;
    for (const char *id = letter->message_id; *id && *id != '@' && at < BOUNDARY - 1; id++, at++)
        out.mixed[at] = out.alternative[at] = g_ascii_isalnum(*id) ? *id : '_';
    return out;
}

static char *put_two(char *to, int number)
{
    to[0] = (char)('0' + number / 10 % 10);
    to[1] = (char)('0' + number % 10);
    return to + 2;
}

/** "Mon, 05 Oct 2026 09:30:00 +0000" (RFC 5322, 3.3). */
static void add_date(cvn_buffer *out, int64_t at_s)
{
    static const char days[] = "Mon, Tue, Wed, Thu, Fri, Sat, Sun, ", months[] = " Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec ";
    cvn_date date = {(int32_t)(at_s / DAY_S)};
    int year, month, day, second = (int)(at_s % DAY_S);
    cvn_date_parts(date, &year, &month, &day);
    assert(year <= 9999);
    char text[] = "Ddd, 00 Mmm 0000 00:00:00";
    memcpy(text, days + (ptrdiff_t)5 * cvn_date_weekday(date), 5);
    put_two(text + 5, day);
    memcpy(text + 7, months + (ptrdiff_t)5 * (month - 1), 5);
    put_two(put_two(text + 12, year / 100), year % 100);
    put_two(text + 17, second / 3600);
    put_two(text + 20, second / 60 % 60);
    put_two(text + 23, second % 60);
    CVN_BUFFER_JOIN(out, "Date: ", text, " +0000\r\n");
}

static void add_head(cvn_buffer *out, const cvn_letterhead *letter)
{
    cvn_encode_mailbox(out, "From", letter->from_name, letter->from_address);
    if (letter->reply_to && *letter->reply_to)
        cvn_encode_mailbox(out, "Reply-To", letter->from_name, letter->reply_to);
    cvn_encode_mailbox(out, "To", letter->to_name, letter->to_address);
    cvn_encode_header(out, "Subject", letter->subject);
    add_date(out, letter->now_s);
    CVN_BUFFER_JOIN(out, "Message-ID: <", letter->message_id, ">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n");
    cvn_encode_header(out, "Content-Language", letter->language);
}

static void add_multipart(cvn_buffer *out, const char *subtype, const char *boundary)
{
    CVN_BUFFER_JOIN(out, "Content-Type: multipart/", subtype, "; boundary=\"", boundary, "\"\r\n\r\n");
}

static void add_boundary(cvn_buffer *out, const char *boundary, const char *end)
{
    CVN_BUFFER_JOIN(out, "--", boundary, end, "\r\n");
}

static void add_text(cvn_buffer *out, const char *subtype, const char *text)
{
    bool base64 = cvn_encode_wants_base64(text);
    CVN_BUFFER_JOIN(out, "Content-Type: text/", subtype,
                    "; charset=UTF-8\r\nContent-Transfer-Encoding: ", base64 ? "base64" : "quoted-printable", "\r\n\r\n");
    if (base64)
        cvn_encode_base64(out, text, strlen(text));
    else
        cvn_encode_quoted(out, text);
}

static void add_alternatives(cvn_buffer *out, const cvn_letterhead *letter, const char *boundary, const char *base64)
{
    add_multipart(out, "alternative", boundary);
    add_boundary(out, boundary, "");
    add_text(out, "plain", letter->plain);
    add_boundary(out, boundary, "");
    add_text(out, "html", letter->html);
    if (base64) {
        /* No Content-Disposition and no Content-ID on the part that a calendar is to act upon: either makes some programs show it as a file. */
        add_boundary(out, boundary, "");
        CVN_BUFFER_JOIN(out, "Content-Type: text/calendar; charset=UTF-8; method=", letter->method,
                        "\r\nContent-Transfer-Encoding: base64\r\n\r\n", base64);
    }
    add_boundary(out, boundary, "--");
}

static void add_mixed(cvn_buffer *out, const cvn_letterhead *letter, const boundaries *between, const char *base64)
{
    add_multipart(out, "mixed", between->mixed);
    add_boundary(out, between->mixed, "");
    add_alternatives(out, letter, between->alternative, base64);
    add_boundary(out, between->mixed, "");
    cvn_buffer_text(out, "Content-Type: application/ics; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n");
    cvn_buffer_text(out, base64);
    add_boundary(out, between->mixed, "--");
}

char *cvn_mime_text(const cvn_letterhead *letter, size_t *length)
{
    assert(letter && length && letter->now_s >= 0);
    boundaries between = boundaries_of(letter);
    cvn_buffer out = {0};
    cvn_buffer_reserve(&out, TYPICAL);
    add_head(&out, letter);
    if (letter->calendar) {
        cvn_buffer base64 = {0};
        cvn_encode_base64(&base64, letter->calendar, strlen(letter->calendar));
        add_mixed(&out, letter, &between, base64.text);
        cvn_buffer_free(&base64);
    } else {
        add_alternatives(&out, letter, between.alternative, NULL);
    }
    *length = out.length;
    return cvn_buffer_take(&out);
}
