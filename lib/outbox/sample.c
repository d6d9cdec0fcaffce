/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/sample.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <gmime/gmime.h>

/** What of a message is for reading; each NULL where there is none. */
typedef struct parts {
    char *plain, *html, *calendar;
} parts;

static GMimeMessage *parse(const char *mime, size_t length)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(mime, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

/** LF alone, and no control character but it and the tab. */
static char *cleaned(const char *text)
{
    char *out = cvn_strdup(text), *to = out;
    for (const char *from = out; *from; from++)
        if ((unsigned char)*from >= 0x20 ? *from != 0x7f : *from == '\n' || *from == '\t')
            *to++ = *from;
    *to = '\0';
    return out;
}

/** The lines of an iCalendar object as they were before folding (RFC 5545, 3.1). */
static char *unfolded(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (from[0] == '\n' && (from[1] == ' ' || from[1] == '\t'))
            from++;
        else
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

static void take_part(GMimeObject *parent, GMimeObject *object, gpointer data)
{
    parts *out = data;
    (void)parent;
    if (!GMIME_IS_TEXT_PART(object) || g_mime_part_is_attachment(GMIME_PART(object)))
        return;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    char **to = g_mime_content_type_is_type(type, "text", "calendar") ? &out->calendar
                : g_mime_content_type_is_type(type, "text", "html")   ? &out->html
                                                                      : &out->plain;
    char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
    free(*to);
    *to = cleaned(text ? text : "");
    if (to == &out->calendar)
        unfolded(out->calendar);
    g_free(text);
}

static parts parts_of(GMimeMessage *message)
{
    parts out = {0};
    GMimeObject *body = g_mime_message_get_mime_part(message);
    g_mime_message_foreach(message, take_part, &out);
    if (body && GMIME_IS_PART(body)) /* one part alone is not visited */
        take_part(NULL, body, &out);
    return out;
}

static void free_parts(parts *p)
{
    free(p->plain);
    free(p->html);
    free(p->calendar);
}

/* ---- to read ------------------------------------------------------------------------------------------------------------------------------- */

static bool is_of_transport(const char *name)
{
    return cvn_text_starts(name, "Content-T") || cvn_text_equal_nocase(name, "MIME-Version");
}

static void add_headers(cvn_buffer *out, GMimeObject *object)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(object);
    for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
        const char *name = g_mime_header_get_name(header), *value = g_mime_header_get_value(header);
        if (is_of_transport(name))
            continue;
        char *line = cleaned(value ? value : "");
        g_strdelimit(line, "\n\t", ' ');
        cvn_buffer_printf(out, "%s: %s\n", name, line);
        free(line);
    }
}

static void add_part(cvn_buffer *out, const char *text)
{
    if (!text)
        return;
    cvn_buffer_char(out, '\n');
    cvn_buffer_text(out, text);
    if (out->text[out->length - 1] != '\n')
        cvn_buffer_char(out, '\n');
}

char *cvn_sample_text(const char *mime, size_t length)
{
    cvn_buffer out = {0};
    GMimeMessage *message = parse(mime, length);
    if (!message)
        return cvn_strndup(mime, length);
    parts p = parts_of(message);
    add_headers(&out, GMIME_OBJECT(message));
    if (g_mime_message_get_mime_part(message)) /* GMime gives every Content-… of a message to its part */
        add_headers(&out, g_mime_message_get_mime_part(message));
    add_part(&out, p.plain);
    add_part(&out, p.calendar);
    free_parts(&p);
    g_object_unref(message);
    return cvn_buffer_take(&out);
}

/* ---- to send ------------------------------------------------------------------------------------------------------------------------------- */

static GMimeObject *text_part(const char *subtype, const char *text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return GMIME_OBJECT(part);
}

static void add(GMimeMultipart *to, GMimeObject *part)
{
    g_mime_multipart_add(to, part);
    g_object_unref(part);
}

static char *plain_of(const parts *p, const char *notice)
{
    cvn_buffer out = {0};
    cvn_buffer_printf(&out, "%s\n\n----\n\n%s", notice, p->plain ? p->plain : "");
    return cvn_buffer_take(&out);
}

/** The notice goes to the top of what is shown. */
static char *html_of(const parts *p, const char *notice)
{
    const char *body = strstr(p->html, "<body"), *top = body ? strchr(body, '>') : NULL;
    size_t before = top ? (size_t)(top + 1 - p->html) : 0;
    cvn_buffer out = {0};
    char *words = g_markup_escape_text(notice, -1);
    cvn_buffer_add(&out, p->html, before);
    cvn_buffer_printf(&out, "<p lang=\"en\" dir=\"ltr\" style=\"border:2px solid #b45309;padding:8px;font-family:sans-serif\">%s</p>%s", words,
                      p->html + before);
    g_free(words);
    return cvn_buffer_take(&out);
}

static GMimeObject *body_of(const parts *p, const char *notice)
{
    GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed"), *alternative = g_mime_multipart_new_with_subtype("alternative");
    char *plain = plain_of(p, notice), *html = p->html ? html_of(p, notice) : NULL;
    add(alternative, text_part("plain", plain));
    if (html)
        add(alternative, text_part("html", html));
    add(mixed, GMIME_OBJECT(alternative));
    if (p->calendar) {
        GMimeObject *calendar = text_part("plain", p->calendar);
        g_mime_object_set_disposition(calendar, "attachment");
        g_mime_part_set_filename(GMIME_PART(calendar), "calendar.txt");
        add(mixed, calendar);
    }
    free(plain);
    free(html);
    return GMIME_OBJECT(mixed);
}

static void add_head(GMimeMessage *out, GMimeMessage *from, const cvn_sample_letter *letter)
{
    const char *subject = g_mime_message_get_subject(from), *id = g_mime_message_get_message_id(from);
    InternetAddressList *sender = g_mime_message_get_from(from);
    cvn_buffer text = {0};
    for (int i = 0; i < internet_address_list_length(sender); i++) {
        InternetAddress *one = internet_address_list_get_address(sender, i);
        if (INTERNET_ADDRESS_IS_MAILBOX(one))
            g_mime_message_add_mailbox(out, GMIME_ADDRESS_TYPE_FROM, internet_address_get_name(one),
                                       internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
    }
    g_mime_message_add_mailbox(out, GMIME_ADDRESS_TYPE_TO, NULL, letter->to);
    cvn_buffer_printf(&text, "[Sample %" PRIu32 " of %" PRIu32 ": %s] %s", letter->number, letter->count, letter->what, subject ? subject : "");
    g_mime_message_set_subject(out, text.text, "utf-8");
    GDateTime *date = g_date_time_new_from_unix_utc(letter->now_s);
    g_mime_message_set_date(out, date);
    g_date_time_unref(date);
    text.length = 0;
    cvn_buffer_printf(&text, "sample.%" PRIu32 ".%" PRId64 ".%s", letter->number, letter->now_s, id ? id : "convene@localhost");
    g_mime_message_set_message_id(out, text.text);
    g_mime_object_set_header(GMIME_OBJECT(out), "Auto-Submitted", "auto-generated", NULL);
    cvn_buffer_free(&text);
}

char *cvn_sample_mail(const char *mime, size_t length, const cvn_sample_letter *letter, size_t *out_length)
{
    GMimeMessage *from = parse(mime, length);
    if (!from)
        return NULL;
    cvn_buffer notice = {0};
    cvn_buffer_printf(&notice, "This is a sample for you alone: the %s that %s (%s) would get. Nothing was sent to anybody else.%s",
                      letter->what, letter->name[0] ? letter->name : letter->person, letter->person,
                      strcmp(letter->what, "letter") ? " What their calendar would get is attached as text; this mail changes no calendar."
                                                     : "");
    parts p = parts_of(from);
    GMimeMessage *message = g_mime_message_new(true);
    add_head(message, from, letter);
    GMimeObject *body = body_of(&p, notice.text);
    g_mime_message_set_mime_part(message, body);
    g_object_unref(body);
    GMimeFormatOptions *format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    char *text = g_mime_object_to_string(GMIME_OBJECT(message), format), *out = cvn_strdup(text);
    *out_length = strlen(out);
    g_free(text);
    g_mime_format_options_free(format);
    g_object_unref(message);
    g_object_unref(from);
    free_parts(&p);
    cvn_buffer_free(&notice);
    return out;
}
