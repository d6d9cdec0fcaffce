/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include <gmime/gmime.h>

enum { MOST_PARTS = 256 };

static void start_gmime(void)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

static bool is_calendar(GMimeObject *part)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    return g_mime_content_type_is_type(type, "text", "calendar") || g_mime_content_type_is_type(type, "application", "ics");
}

/** The part's content, decoded; never more than is read of a calendar, so that a part which unpacks to much costs little. */
static GByteArray *decode(GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *from = content ? g_mime_data_wrapper_get_stream(content) : NULL;
    if (!from || g_mime_stream_length(from) > 2 * (gint64)CVN_MAX_CALENDAR_BYTES)
        return bytes;
    GMimeStream *to = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(to), false);
    g_mime_data_wrapper_write_to_stream(content, to);
    g_object_unref(to);
    return bytes;
}

/** The calendar as UTF-8: most say UTF-8, a few older programs another charset. NULL where it cannot be. */
static char *text_of(GMimePart *part)
{
    GByteArray *bytes = decode(part);
    const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    char *out = NULL;
    if (bytes->len == 0) { /* then it has no data either */
        g_byte_array_unref(bytes);
        return g_strdup("");
    }
    if (charset && g_ascii_strcasecmp(charset, "utf-8") != 0 && g_ascii_strcasecmp(charset, "us-ascii") != 0)
        out = g_convert((const char *)bytes->data, (gssize)bytes->len, "UTF-8", charset, NULL, NULL, NULL);
    if (!out)
        out = g_strndup((const char *)bytes->data, bytes->len);
    g_byte_array_unref(bytes);
    return out;
}

static void read_part(cvn_returned *out, cvn_answer *answers, cvn_arena *arena, GMimePart *part)
{
    char *text = text_of(part);
    const char *trouble = cvn_answers_read(answers, &out->count, arena, text, strlen(text));
    out->trouble = out->count > 0 ? NULL : trouble;
    g_free(text);
}

/** The first calendar part counts: a second one is the same reply as an attachment. */
static void read_parts(cvn_returned *out, cvn_arena *arena, GMimeMessage *message)
{
    cvn_answer *answers = CVN_ARENA_ARRAY(arena, cvn_answer, CVN_MAX_ANSWERS);
    GMimePartIter *iter = g_mime_part_iter_new(GMIME_OBJECT(message));
    out->answers = answers;
    out->trouble = "it holds no calendar reply";
    for (int seen = 0; seen < MOST_PARTS && out->count == 0 && g_mime_part_iter_is_valid(iter); seen++) {
        GMimeObject *part = g_mime_part_iter_get_current(iter);
        if (part && GMIME_IS_PART(part) && is_calendar(part))
            read_part(out, answers, arena, GMIME_PART(part));
        if (!g_mime_part_iter_next(iter))
            break;
    }
    g_mime_part_iter_free(iter);
}

static void read_head(cvn_returned *out, cvn_arena *arena, GMimeMessage *message)
{
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddress *first = from && internet_address_list_length(from) > 0 ? internet_address_list_get_address(from, 0) : NULL;
    if (first && INTERNET_ADDRESS_IS_MAILBOX(first))
        out->from = cvn_inbox_line(arena, internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)), CVN_MAX_ID_BYTES * 2);
    GDateTime *date = g_mime_message_get_date(message);
    out->date_s = date ? g_date_time_to_unix(date) : 0;
}

void cvn_returned_read(cvn_returned *out, cvn_arena *arena, const void *bytes, size_t length)
{
    assert(out && arena && (bytes || !length));
    *out = (cvn_returned){.from = "", .trouble = "it is no mail"};
    if (length == 0 || length > CVN_MAX_MAIL_BYTES)
        return;
    start_gmime();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        read_head(out, arena, message);
        read_parts(out, arena, message);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}
