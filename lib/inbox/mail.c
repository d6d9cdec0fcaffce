/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/parts.h"

#include <string.h>

/* ---- the head -------------------------------------------------------------------------------------------------------------------------- */

/** Cyrus puts names into From as they are, a ";" or "," in them too, which makes the whole of it unreadable: what stands in its one pair of <> counts. */
static const char *bracketed_sender(cvn_arena *arena, GMimeMessage *message)
{
    const char *text = g_mime_object_get_header(GMIME_OBJECT(message), "From");
    const char *open = text ? strchr(text, '<') : NULL, *close = open ? strchr(open, '>') : NULL;
    if (!close || strchr(open + 1, '<') || strchr(close + 1, '@') || !memchr(open, '@', (size_t)(close - open)))
        return "";
    return cvn_inbox_line(arena, cvn_arena_printf(arena, "%.*s", (int)(close - open - 1), open + 1), CVN_MAX_ADDRESS_BYTES);
}

static const char *first_sender(cvn_arena *arena, GMimeMessage *message)
{
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddress *first = from && internet_address_list_length(from) > 0 ? internet_address_list_get_address(from, 0) : NULL;
    const char *address =
        first && INTERNET_ADDRESS_IS_MAILBOX(first) ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)) : NULL;
    const char *bracketed = address && strchr(address, '@') ? "" : bracketed_sender(arena, message);
    return *bracketed ? bracketed : cvn_inbox_line(arena, address ? address : "", CVN_MAX_ADDRESS_BYTES);
}

/** Where it came to: what the writer said, and what the servers on the way wrote into it. */
static const char *recipients(cvn_arena *arena, GMimeMessage *message)
{
    static const char *const names[] = {"To",           "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
                                        "Apparently-To"};
    cvn_buffer out = {0};
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
    cvn_buffer_text(&out, "");
    for (int i = 0; i < g_mime_header_list_get_count(headers) && out.length < 4 * (size_t)CVN_MAX_TEXT_BYTES; i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
        for (size_t k = 0; k < CVN_COUNT(names); k++)
            if (g_ascii_strcasecmp(g_mime_header_get_name(header), names[k]) == 0)
                cvn_buffer_printf(&out, "%s, ", g_mime_header_get_value(header) ? g_mime_header_get_value(header) : "");
    }
    const char *line = cvn_inbox_line(arena, out.text, 4 * (size_t)CVN_MAX_TEXT_BYTES);
    cvn_buffer_free(&out);
    return line;
}

static void read_head(cvn_returned *out, cvn_arena *arena, GMimeMessage *message)
{
    out->from = first_sender(arena, message);
    out->to = recipients(arena, message);
    out->subject = cvn_inbox_line(arena, g_mime_message_get_subject(message), CVN_MAX_ADDRESS_BYTES);
    GDateTime *date = g_mime_message_get_date(message);
    out->date_s = date ? g_date_time_to_unix(date) : 0;
    if (out->date_s < 0)
        out->date_s = 0;
}

/** The same mail read from a file, an mbox or over IMAP differs in how its lines end, and at its end. */
static const char *digest_of(cvn_arena *arena, const char *bytes, size_t length)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    while (length && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
        length--;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(bytes + at, '\r', length - at);
        size_t run = end ? (size_t)(end - bytes) - at : length - at;
        g_checksum_update(sum, (const guchar *)bytes + at, (gssize)run);
        at += run + 1;
    }
    const char *out = cvn_arena_strdup(arena, g_checksum_get_string(sum));
    g_checksum_free(sum);
    return out;
}

/* ---- the words ------------------------------------------------------------------------------------------------------------------------- */

/** What the person wrote: lines that quote us are left out, and "On … wrote:" before them ends it. */
static const char *own_words(cvn_arena *arena, const char *text)
{
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "");
    while (*text && out.length < CVN_MAX_EXCERPT_BYTES) {
        size_t length = strcspn(text, "\n"), shown = length;
        while (shown && g_ascii_isspace(text[shown - 1]))
            shown--;
        bool introduces = shown && text[shown - 1] == ':' && text[length] && text[length + 1 + strspn(text + length + 1, "\r\n")] == '>';
        if (introduces)
            break;
        if (shown && text[0] != '>') {
            cvn_buffer_add(&out, text, shown);
            cvn_buffer_char(&out, ' ');
        }
        text += length + (text[length] == '\n');
    }
    const char *line = cvn_inbox_line(arena, out.text, CVN_MAX_EXCERPT_BYTES);
    cvn_buffer_free(&out);
    return line;
}

/** Markup taken out, roughly: this is shown as text, and decides nothing. */
static void strip_tags(char *html)
{
    char *out = html;
    bool tag = false;
    for (const char *at = html; *at; at++) {
        if (*at == '<' || *at == '>') {
            if (tag && *at == '>')
                *out++ = ' ';
            tag = *at == '<';
        } else if (!tag) {
            *out++ = *at;
        }
    }
    *out = 0;
}

static const char *excerpt_of(cvn_arena *arena, GMimeObject *root)
{
    GMimePart *plain = cvn_part_find(root, cvn_part_is_plain), *html = plain ? NULL : cvn_part_find(root, cvn_part_is_html);
    if (!plain && !html)
        return "";
    char *text = cvn_part_text(plain ? plain : html);
    if (html)
        strip_tags(text);
    const char *out = own_words(arena, text);
    g_free(text);
    return out;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------------------- */

static const char *calendar_trouble(cvn_returned *out, cvn_arena *arena, GMimeObject *root)
{
    GMimePart *part = cvn_part_find(root, cvn_part_is_calendar); /* a second one is the same as an attachment */
    if (!part)
        return "it holds no calendar reply: words for you to read";
    cvn_answer *answers = CVN_ARENA_ARRAY(arena, cvn_answer, CVN_MAX_ANSWERS);
    char *text = cvn_part_text(part);
    const char *trouble = cvn_answers_read(answers, &out->count, arena, text, strlen(text));
    out->answers = answers;
    g_free(text);
    return trouble;
}

static bool from_a_mailer(const cvn_returned *mail)
{
    return g_ascii_strncasecmp(mail->from, "mailer-daemon@", 14) == 0 || g_ascii_strncasecmp(mail->from, "postmaster@", 11) == 0;
}

static void read_message(cvn_returned *out, cvn_arena *arena, GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    read_head(out, arena, message);
    out->excerpt = excerpt_of(arena, root);
    if (cvn_bounce_read(out, arena, message))
        return;
    const char *trouble = calendar_trouble(out, arena, root), *away = cvn_away_reason(message);
    if (out->count > 0) {
        out->kind = CVN_RETURNED_ANSWERS;
        out->trouble = NULL;
    } else if (from_a_mailer(out)) {
        out->trouble = "it may say that a message did not arrive, in words alone";
    } else if (away) {
        out->kind = CVN_RETURNED_AWAY;
        out->trouble = away;
    } else {
        out->trouble = trouble;
    }
}

void cvn_returned_read(cvn_returned *out, cvn_arena *arena, const void *bytes, size_t length)
{
    assert(out && arena && (bytes || !length));
    *out = (cvn_returned){.kind = CVN_RETURNED_LETTER,
                          .from = "",
                          .to = "",
                          .subject = "",
                          .excerpt = "",
                          .original_id = "",
                          .original_uid = "",
                          .original_to = "",
                          .trouble = "it is no mail"};
    out->digest = digest_of(arena, bytes, length);
    if (length == 0 || length > CVN_MAX_MAIL_BYTES)
        return;
    cvn_parts_start();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        read_message(out, arena, message);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}
