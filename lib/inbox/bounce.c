/* SPDX-License-Identifier: Apache-2.0 */
/** multipart/report of type delivery-status (RFC 3464, RFC 6522): whom a message of ours did not reach, and which message it was. */
#include "inbox/parts.h"

#include <string.h>

enum { MOST_ID = 512 };

static bool is_report(GMimeObject *part)
{
    const char *type = g_mime_object_get_content_type_parameter(part, "report-type");
    return GMIME_IS_MULTIPART(part) && g_mime_content_type_is_type(g_mime_object_get_content_type(part), "multipart", "report") &&
           (!type || g_ascii_strcasecmp(type, "delivery-status") == 0);
}

static const char *bare_id(cvn_arena *arena, const char *id)
{
    char *text = cvn_arena_strdup(arena, cvn_inbox_line(arena, id, MOST_ID));
    size_t length = strlen(text);
    if (length > 1 && text[0] == '<' && text[length - 1] == '>') {
        text[length - 1] = 0;
        text++;
    }
    return text;
}

static void note_head(cvn_returned *out, cvn_arena *arena, const char *id, const char *to, const char *reply_to)
{
    out->original_id = bare_id(arena, id);
    out->original_to = cvn_inbox_line(arena, cvn_arena_printf(arena, "%s, %s", to, reply_to), CVN_MAX_EXCERPT_BYTES);
}

static void note_message(cvn_returned *out, cvn_arena *arena, GMimeMessage *original)
{
    GMimeObject *head = GMIME_OBJECT(original);
    note_head(out, arena, cvn_header(head, "Message-ID"), cvn_header(head, "To"), cvn_header(head, "Reply-To"));
    GMimePart *calendar = cvn_part_find(g_mime_message_get_mime_part(original), cvn_part_is_calendar);
    if (!calendar)
        return;
    char *text = cvn_part_text(calendar);
    cvn_calendar_uid(&out->original_uid, &out->original_sequence, arena, text, strlen(text));
    g_free(text);
}

/** text/rfc822-headers: the head of the original as text. */
static void note_headers(cvn_returned *out, cvn_arena *arena, GMimePart *part)
{
    char *text = cvn_part_text(part);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *original = g_mime_parser_construct_message(parser, NULL);
    if (original) {
        note_message(out, arena, original);
        g_object_unref(original);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    g_free(text);
}

static void note_status(cvn_returned *out, cvn_arena *arena, GMimePart *part)
{
    cvn_failure *failures = CVN_ARENA_ARRAY(arena, cvn_failure, CVN_MAX_FAILURES);
    char *text = cvn_part_text(part);
    out->failure_count = cvn_status_read(failures, arena, text);
    out->failures = failures;
    g_free(text);
}

static void read_part(cvn_returned *out, cvn_arena *arena, GMimeObject *part)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *original = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
        if (original)
            note_message(out, arena, original);
    } else if (GMIME_IS_PART(part) && out->failure_count == 0 &&
               (g_mime_content_type_is_type(type, "message", "delivery-status") ||
                g_mime_content_type_is_type(type, "message", "global-delivery-status"))) {
        note_status(out, arena, GMIME_PART(part));
    } else if (GMIME_IS_PART(part) &&
               (g_mime_content_type_is_type(type, "text", "rfc822-headers") || g_mime_content_type_is_type(type, "message", "*"))) {
        note_headers(out, arena, GMIME_PART(part));
    }
}

bool cvn_bounce_read(cvn_returned *out, cvn_arena *arena, GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    if (!root || !is_report(root))
        return false;
    GMimeMultipart *report = GMIME_MULTIPART(root);
    for (int i = 0; i < g_mime_multipart_get_count(report) && i < 16; i++)
        read_part(out, arena, g_mime_multipart_get_part(report, i));
    if (out->failure_count == 0)
        return false;
    out->kind = CVN_RETURNED_BOUNCE;
    out->trouble = NULL;
    return true;
}
