/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/mime.h"

#include <string.h>

#include <glib.h>

#include "clock/clock.h"
#include "invite/encode.h"

enum { BOUNDARY = 40, DAY_S = 86400, TYPICAL = 16000 /* bytes of a message */ };

/** The lines between the parts, of the outer and of the inner multipart. */
typedef struct boundaries {
    char mixed[BOUNDARY], alternative[BOUNDARY];
} boundaries;

/** They follow from the Message-ID, and "=_" cannot stand in quoted-printable or base64. */
static boundaries boundaries_of(const cvn_letterhead *letter)
{
    boundaries out;
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, letter->message_id, -1);
    snprintf(out.mixed, BOUNDARY, "=_m_%.24s", sum);
    snprintf(out.alternative, BOUNDARY, "=_a_%.24s", sum);
    g_free(sum);
    return out;
}

static void add_date(cvn_buffer *out, int64_t at_s)
{
    static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    cvn_date date = {(int32_t)(at_s / DAY_S)};
    int year, month, day, second = (int)(at_s % DAY_S);
    cvn_date_parts(date, &year, &month, &day);
    cvn_buffer_printf(out, "Date: %.3s, %02d %.3s %d %02d:%02d:%02d +0000\r\n", days + (ptrdiff_t)3 * cvn_date_weekday(date), day,
                      months + (ptrdiff_t)3 * (month - 1), year, second / 3600, second / 60 % 60, second % 60);
}

static void add_head(cvn_buffer *out, const cvn_letterhead *letter)
{
    cvn_encode_mailbox(out, "From", letter->from_name, letter->from_address);
    if (letter->reply_to && *letter->reply_to)
        cvn_encode_mailbox(out, "Reply-To", letter->from_name, letter->reply_to);
    cvn_encode_mailbox(out, "To", letter->to_name, letter->to_address);
    cvn_encode_header(out, "Subject", letter->subject);
    add_date(out, letter->now_s);
    cvn_buffer_printf(out, "Message-ID: <%s>\r\n", letter->message_id);
    cvn_buffer_text(out, "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n");
    cvn_encode_header(out, "Content-Language", letter->language);
}

/** Texts behind one another, up to a NULL. */
static void add_all(cvn_buffer *out, const char *const *texts)
{
    for (; *texts; texts++)
        cvn_buffer_text(out, *texts);
}

static void add_multipart(cvn_buffer *out, const char *subtype, const char *boundary)
{
    add_all(out, (const char *const[]){"Content-Type: multipart/", subtype, "; boundary=\"", boundary, "\"\r\n\r\n", NULL});
}

static void add_boundary(cvn_buffer *out, const char *boundary, const char *end)
{
    add_all(out, (const char *const[]){"--", boundary, end, "\r\n", NULL});
}

static void add_text(cvn_buffer *out, const char *subtype, const char *text)
{
    bool base64 = cvn_encode_wants_base64(text);
    add_all(out, (const char *const[]){"Content-Type: text/", subtype, "; charset=UTF-8\r\nContent-Transfer-Encoding: ",
                                       base64 ? "base64" : "quoted-printable", "\r\n\r\n", NULL});
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
        cvn_buffer_printf(out, "Content-Type: text/calendar; charset=UTF-8; method=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                          letter->method);
        cvn_buffer_text(out, base64);
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
