/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/parts.h"

#include <string.h>

enum { MOST_PARTS = 256, MOST_DEPTH = 32 };

void cvn_parts_start(void)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

static bool is_type(GMimeObject *part, const char *type, const char *subtype)
{
    return GMIME_IS_PART(part) && g_mime_content_type_is_type(g_mime_object_get_content_type(part), type, subtype);
}

bool cvn_part_is_calendar(GMimeObject *part)
{
    return is_type(part, "text", "calendar") || is_type(part, "application", "ics");
}

bool cvn_part_is_plain(GMimeObject *part)
{
    return is_type(part, "text", "plain");
}

bool cvn_part_is_html(GMimeObject *part)
{
    return is_type(part, "text", "html");
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

/** Most say UTF-8, a few older programs another charset. */
char *cvn_part_text(GMimePart *part)
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

static GMimePart *find(GMimeObject *at, bool (*wanted)(GMimeObject *part), int *left, int depth)
{
    if (!at || depth > MOST_DEPTH || --*left < 0)
        return NULL;
    if (!GMIME_IS_MULTIPART(at))
        return wanted(at) ? GMIME_PART(at) : NULL;
    GMimePart *found = NULL;
    for (int i = 0; !found && i < g_mime_multipart_get_count(GMIME_MULTIPART(at)); i++)
        found = find(g_mime_multipart_get_part(GMIME_MULTIPART(at), i), wanted, left, depth + 1);
    return found;
}

GMimePart *cvn_part_find(GMimeObject *root, bool (*wanted)(GMimeObject *part))
{
    int left = MOST_PARTS;
    return find(root, wanted, &left, 0);
}

const char *cvn_header(GMimeObject *object, const char *name)
{
    const char *value = g_mime_object_get_header(object, name);
    return value ? value : "";
}
