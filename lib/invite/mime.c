/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/mime.h"

#include <string.h>

#include <gmime/gmime.h>

static void start_gmime(void)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

static GMimePart *new_part(const char *type, const char *subtype, const char *text, GMimeContentEncoding encoding)
{
    GMimePart *part = g_mime_part_new_with_type(type, subtype);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
    return part;
}

static void add_part(GMimeMultipart *to, GMimePart *part)
{
    g_mime_multipart_add(to, GMIME_OBJECT(part));
    g_object_unref(part);
}

static GMimePart *new_text(const char *subtype, const char *text)
{
    GMimePart *part = new_part("text", subtype, text, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "UTF-8");
    return part;
}

/** No Content-Disposition and no Content-ID on the part that a calendar is to act upon: either makes some programs show it as a file. */
static GMimePart *new_calendar(const cvn_letterhead *letter)
{
    GMimePart *part = new_part("text", "calendar", letter->calendar, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "UTF-8");
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method", letter->method);
    return part;
}

static GMimePart *new_attachment(const cvn_letterhead *letter)
{
    GMimePart *part = new_part("application", "ics", letter->calendar, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "name", "invite.ics");
    g_mime_object_set_disposition(GMIME_OBJECT(part), "attachment");
    g_mime_part_set_filename(part, "invite.ics");
    return part;
}

/** GMime would draw boundaries at random; ours follow from the Message-ID, and "=_" cannot stand in quoted-printable or base64. */
static void set_boundary(GMimeMultipart *multipart, const cvn_letterhead *letter, const char *which)
{
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, letter->message_id, -1);
    char *boundary = g_strdup_printf("=_%s_%.24s", which, sum);
    g_mime_multipart_set_boundary(multipart, boundary);
    g_free(boundary);
    g_free(sum);
}

static GMimeObject *new_body(const cvn_letterhead *letter)
{
    GMimeMultipart *alternative = g_mime_multipart_new_with_subtype("alternative");
    set_boundary(alternative, letter, "a");
    add_part(alternative, new_text("plain", letter->plain));
    add_part(alternative, new_text("html", letter->html));
    if (!letter->calendar)
        return GMIME_OBJECT(alternative);
    add_part(alternative, new_calendar(letter));
    GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
    set_boundary(mixed, letter, "m");
    g_mime_multipart_add(mixed, GMIME_OBJECT(alternative));
    g_object_unref(alternative);
    add_part(mixed, new_attachment(letter));
    return GMIME_OBJECT(mixed);
}

static GMimeMessage *new_message(const cvn_letterhead *letter)
{
    GMimeMessage *message = g_mime_message_new(true);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, *letter->from_name ? letter->from_name : NULL, letter->from_address);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, *letter->to_name ? letter->to_name : NULL, letter->to_address);
    if (letter->reply_to && *letter->reply_to)
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO, *letter->from_name ? letter->from_name : NULL, letter->reply_to);
    g_mime_message_set_subject(message, letter->subject, "utf-8");
    GDateTime *date = g_date_time_new_from_unix_utc(letter->now_s);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
    g_mime_message_set_message_id(message, letter->message_id);
    g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
    g_mime_object_set_header(GMIME_OBJECT(message), "Content-Language", letter->language, NULL);
    GMimeObject *body = new_body(letter);
    g_mime_message_set_mime_part(message, body);
    g_object_unref(body);
    return message;
}

char *cvn_mime_text(const cvn_letterhead *letter, size_t *length)
{
    assert(letter && length && letter->now_s >= 0);
    start_gmime();
    GMimeMessage *message = new_message(letter);
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), true);
    g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    *length = bytes->len;
    char *out = cvn_strndup((const char *)bytes->data, bytes->len);
    g_object_unref(stream);
    g_mime_format_options_free(format);
    g_object_unref(message);
    return out;
}
