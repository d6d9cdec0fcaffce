/* SPDX-License-Identifier: Apache-2.0 */
/** A message taken apart again. */
#ifndef CVN_TESTS_MAIL_PARTS_H
#define CVN_TESTS_MAIL_PARTS_H

#include <stdlib.h>
#include <string.h>

#include <gmime/gmime.h>
#include <libical/ical.h>

typedef struct mail_parts {
    GMimeMessage *message;
    char *plain, *html, *calendar, *attachment;
    char *shape; /* "multipart/mixed(multipart/alternative(text/plain,…),…)" */
} mail_parts;

static inline char *part_text(GMimeObject *part)
{
    GMimeStream *to = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), to);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
    char *out = g_strndup((const char *)bytes->data, bytes->len);
    g_object_unref(to);
    return out;
}

static inline void look_at(mail_parts *m, GMimeObject *part, GString *shape)
{
    char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
    g_string_append(shape, type);
    if (GMIME_IS_MULTIPART(part)) {
        g_string_append_c(shape, '(');
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(part)); i++) {
            g_string_append(shape, i ? "," : "");
            look_at(m, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), shape);
        }
        g_string_append_c(shape, ')');
    } else {
        char **slot = !strcmp(type, "text/plain")      ? &m->plain
                      : !strcmp(type, "text/html")     ? &m->html
                      : !strcmp(type, "text/calendar") ? &m->calendar
                                                       : &m->attachment;
        *slot = part_text(part);
    }
    g_free(type);
}

/** CONVENE_KEEP_MESSAGES names a folder: the message is put there once, for tests/e2e/parsers.py to read at the end of the run. */
static inline void mail_keep(const mail_parts *m, const char *mime)
{
    const char *folder = getenv("CONVENE_KEEP_MESSAGES");
    if (!folder || (m->calendar && !strstr(m->calendar, "BEGIN:VEVENT"))) /* a calendar without events is a test's own stand-in */
        return;
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, mime, -1), *name = g_strconcat(sum, ".eml", NULL);
    char *path = g_build_filename(folder, name, NULL);
    g_file_set_contents(path, mime, -1, NULL); /* whole or not at all */
    g_free(path);
    g_free(name);
    g_free(sum);
}

static inline mail_parts mail_open(const char *mime)
{
    mail_parts m = {0};
    g_mime_init();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(mime, strlen(mime));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    m.message = g_mime_parser_construct_message(parser, NULL);
    GString *shape = g_string_new("");
    look_at(&m, g_mime_message_get_mime_part(m.message), shape);
    m.shape = g_string_free(shape, FALSE);
    mail_keep(&m, mime);
    g_object_unref(parser);
    g_object_unref(stream);
    return m;
}

static inline void mail_close(mail_parts *m)
{
    g_object_unref(m->message);
    g_free(m->plain);
    g_free(m->html);
    g_free(m->calendar);
    g_free(m->attachment);
    g_free(m->shape);
}

/** A property of the event, with its parameters, as written but unfolded; g_free it. NULL where there is none. */
static inline char *event_line(const char *calendar, icalproperty_kind kind)
{
    icalcomponent *root = icalparser_parse_string(calendar);
    icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    char *text = NULL;
    if (property) {
        GString *out = g_string_new(icalproperty_as_ical_string(property));
        g_string_replace(out, "\r\n ", "", 0);
        g_string_replace(out, "\r\n", "", 0);
        text = g_string_free(out, FALSE);
    }
    icalcomponent_free(root);
    return text;
}

#endif
