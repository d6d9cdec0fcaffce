/* SPDX-License-Identifier: Apache-2.0 */
/** Takes our own messages apart again, for providers that take parts instead of MIME. */
#include <stdlib.h>
#include <string.h>

#include <gmime/gmime.h>

#include "mail/api.h"

static void start_gmime(void)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

/** One line: a decoded word may hold anything. */
static char *line_of(const char *text)
{
    char *line = cvn_strdup(text ? text : "");
    for (char *c = line; *c; c++)
        *c = (unsigned char)*c < 0x20 || *c == 0x7f ? ' ' : *c;
    return line;
}

static void set(char **at, char *text)
{
    free(*at);
    *at = text;
}

/* ---- headers ------------------------------------------------------------------------------------------------------------------------------- */

/** The first mailbox of a list. */
static void read_mailbox(char **name, char **address, InternetAddressList *list)
{
    InternetAddress *first = list && internet_address_list_length(list) > 0 ? internet_address_list_get_address(list, 0) : NULL;
    if (!first || !INTERNET_ADDRESS_IS_MAILBOX(first))
        return;
    set(name, line_of(internet_address_get_name(first)));
    set(address, line_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))));
}

static bool only_recipient(GMimeMessage *mime, const char *to)
{
    InternetAddressList *all = g_mime_message_get_all_recipients(mime);
    char *name = NULL, *address = NULL;
    bool one = all && internet_address_list_length(all) == 1;
    if (one)
        read_mailbox(&name, &address, all);
    one = one && address && cvn_text_equal_nocase(address, to);
    if (all)
        g_object_unref(all);
    free(name);
    free(address);
    return one;
}

/** The rest has a field of its own in these APIs, or is theirs to write. */
static bool goes_along(const char *name)
{
    static const char *const known[] = {
        "Message-ID", "Auto-Submitted", "Content-Language",        "In-Reply-To", "References", "Importance", "Organization", "Keywords",
        "Comments",   "List-Id",        "X-Auto-Response-Suppress"};
    for (size_t i = 0; i < CVN_COUNT(known); i++)
        if (cvn_text_equal_nocase(known[i], name))
            return true;
    return false;
}

static void read_headers(cvn_mail_parts *out, GMimeObject *object)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(object);
    for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
        if (!goes_along(g_mime_header_get_name(header)))
            continue;
        char *value = g_mime_utils_header_unfold(g_mime_header_get_raw_value(header));
        g_strstrip(value);
        CVN_PUSH(&out->headers) = (cvn_mail_header){.name = cvn_strdup(g_mime_header_get_name(header)), .value = line_of(value)};
        g_free(value);
    }
}

/* ---- parts --------------------------------------------------------------------------------------------------------------------------------- */

static GByteArray *bytes_of(GMimePart *part)
{
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), false);
    if (content)
        g_mime_data_wrapper_write_to_stream(content, stream);
    g_object_unref(stream);
    return bytes;
}

static void read_file(cvn_mail_parts *out, GMimePart *part)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *name = g_mime_part_get_filename(part);
    GByteArray *bytes = bytes_of(part);
    char *base64 = g_base64_encode(bytes->data, bytes->len), *mime_type = g_mime_content_type_get_mime_type(type);
    CVN_PUSH(&out->files) =
        (cvn_mail_file){.name = line_of(name ? name : "attachment"), .type = line_of(mime_type), .base64 = cvn_strdup(base64)};
    g_free(base64);
    g_free(mime_type);
    g_byte_array_free(bytes, true);
}

static char *text_of(GMimeTextPart *part)
{
    char *text = g_mime_text_part_get_text(part), *out = cvn_strdup(text ? text : ""), *to = out;
    for (const char *from = out; *from; from++)
        if (from[0] != '\r' || from[1] != '\n')
            *to++ = *from;
    *to = '\0';
    g_free(text);
    return out;
}

static void read_part(GMimeObject *parent, GMimeObject *object, gpointer data)
{
    cvn_mail_parts *out = data;
    (void)parent;
    if (!GMIME_IS_PART(object))
        return;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (g_mime_part_is_attachment(GMIME_PART(object))) {
        read_file(out, GMIME_PART(object));
    } else if (g_mime_content_type_is_type(type, "text", "calendar")) {
        GByteArray *bytes = bytes_of(GMIME_PART(object));
        set(&out->calendar, cvn_strndup((const char *)bytes->data, bytes->len));
        set(&out->method, line_of(g_mime_content_type_get_parameter(type, "method")));
        g_byte_array_free(bytes, true);
    } else if (GMIME_IS_TEXT_PART(object)) {
        bool html = g_mime_content_type_is_type(type, "text", "html");
        set(html ? &out->html : &out->text, text_of(GMIME_TEXT_PART(object)));
    }
}

static const char *read_message(cvn_mail_parts *out, GMimeMessage *mime, const char *to)
{
    if (!only_recipient(mime, to))
        return "the message's To, Cc and Bcc are not its one recipient";
    read_mailbox(&out->from_name, &out->from_address, g_mime_message_get_from(mime));
    read_mailbox(&out->to_name, &out->to_address, g_mime_message_get_to(mime));
    read_mailbox(&out->reply_name, &out->reply_address, g_mime_message_get_reply_to(mime));
    set(&out->subject, line_of(g_mime_message_get_subject(mime)));
    read_headers(out, GMIME_OBJECT(mime));
    if (g_mime_message_get_mime_part(mime)) /* GMime gives every Content-… of a message to its part */
        read_headers(out, g_mime_message_get_mime_part(mime));
    g_mime_message_foreach(mime, read_part, out);
    if (GMIME_IS_PART(g_mime_message_get_mime_part(mime)) && !out->text[0] && !out->html[0])
        read_part(NULL, g_mime_message_get_mime_part(mime), out);
    if (!out->from_address[0])
        return "the message has no From";
    return out->text[0] || out->html[0] ? NULL : "the message has no text";
}

bool cvn_mail_parts_read(cvn_mail_parts *out, const cvn_mail_message *message, const char **flaw)
{
    start_gmime();
    char **const texts[] = {&out->from_name,     &out->from_address, &out->to_name, &out->to_address, &out->subject, &out->reply_name,
                            &out->reply_address, &out->text,         &out->html,    &out->calendar,   &out->method};
    *out = (cvn_mail_parts){0};
    for (size_t i = 0; i < CVN_COUNT(texts); i++)
        *texts[i] = cvn_strdup("");
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(message->mime, message->length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *mime = g_mime_parser_construct_message(parser, NULL);
    *flaw = mime ? read_message(out, mime, message->to) : "the message is no MIME";
    if (mime)
        g_object_unref(mime);
    g_object_unref(parser);
    g_object_unref(stream);
    return !*flaw;
}

void cvn_mail_parts_free(cvn_mail_parts *parts)
{
    char *const texts[] = {parts->from_name,     parts->from_address, parts->to_name, parts->to_address, parts->subject, parts->reply_name,
                           parts->reply_address, parts->text,         parts->html,    parts->calendar,   parts->method};
    for (size_t i = 0; i < CVN_COUNT(texts); i++)
        free(texts[i]);
    for (size_t i = 0; i < parts->files.count; i++) {
        free(parts->files.at[i].name);
        free(parts->files.at[i].type);
        free(parts->files.at[i].base64);
    }
    for (size_t i = 0; i < parts->headers.count; i++) {
        free(parts->headers.at[i].name);
        free(parts->headers.at[i].value);
    }
    CVN_VEC_FREE(&parts->files);
    CVN_VEC_FREE(&parts->headers);
}

/* ---- as the APIs want them ----------------------------------------------------------------------------------------------------------------- */

char *cvn_mail_parts_calendar_type(const cvn_mail_parts *parts)
{
    cvn_buffer type = {0};
    cvn_buffer_printf(&type, "text/calendar; charset=UTF-8%s%s", parts->method[0] ? "; method=" : "", parts->method);
    return cvn_buffer_take(&type);
}

char *cvn_mail_parts_calendar_base64(const cvn_mail_parts *parts)
{
    char *base64 = g_base64_encode((const guchar *)parts->calendar, strlen(parts->calendar)), *out = cvn_strdup(base64);
    g_free(base64);
    return out;
}

char *cvn_mail_mailbox(const char *name, const char *address)
{
    cvn_buffer out = {0};
    if (!name[0])
        return cvn_strdup(address);
    cvn_buffer_char(&out, '"');
    for (const char *c = name; *c; c++) {
        if (*c == '"' || *c == '\\')
            cvn_buffer_char(&out, '\\');
        cvn_buffer_char(&out, *c);
    }
    cvn_buffer_printf(&out, "\" <%s>", address);
    return cvn_buffer_take(&out);
}

void cvn_mail_mailbox_add(cJSON *object, const char *field, const char *name, const char *address)
{
    char *mailbox = cvn_mail_mailbox(name, address);
    cJSON_AddStringToObject(object, field, mailbox);
    free(mailbox);
}

cJSON *cvn_mail_mailbox_json(const char *name, const char *address)
{
    cJSON *out = cJSON_CreateObject();
    cJSON_AddStringToObject(out, "email", address);
    if (name[0])
        cJSON_AddStringToObject(out, "name", name);
    return out;
}
