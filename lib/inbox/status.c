/* SPDX-License-Identifier: Apache-2.0 */
/** message/delivery-status (RFC 3464): groups of fields with an empty line between; the first group is of the message, each other of a recipient. */
#include "inbox/inbox.h"

#include <string.h>
#include <strings.h>

enum { MOST_WORDS = 500, MOST_WORD = 40 };

/** One line without its end; *at moves behind it. */
static size_t next_line(const char **line, const char **at)
{
    *line = *at;
    size_t length = strcspn(*at, "\n");
    *at += length + ((*at)[length] == '\n');
    return length && (*line)[length - 1] == '\r' ? length - 1 : length;
}

/** A field with the lines that continue it: name and value; false at the end of the group, or of the text. */
static bool next_field(cvn_buffer *field, const char **at)
{
    const char *line;
    field->length = 0;
    if (!**at)
        return false;
    size_t length = next_line(&line, at);
    cvn_buffer_add(field, line, length);
    while (length && (**at == ' ' || **at == '\t')) {
        size_t more = next_line(&line, at);
        cvn_buffer_add(field, line, more);
    }
    return length > 0;
}

static const char *value_of(const char *field, const char *name)
{
    size_t length = strlen(name);
    if (strncasecmp(field, name, length) != 0)
        return NULL;
    field += length + strspn(field + length, " \t");
    return *field == ':' ? field + 1 + strspn(field + 1, " \t") : NULL;
}

/** "rfc822;ann@example.org" as the bare address. */
static const char *address_of(cvn_arena *arena, const char *value)
{
    const char *semicolon = strchr(value, ';');
    char *out = cvn_arena_strdup(arena, cvn_inbox_line(arena, semicolon ? semicolon + 1 : value, CVN_MAX_ADDRESS_BYTES));
    size_t length = strlen(out);
    if (length > 1 && out[0] == '<' && out[length - 1] == '>') {
        out[length - 1] = 0;
        out++;
    }
    return out;
}

static void take(cvn_failure *out, cvn_arena *arena, const char *field)
{
    const char *value;
    if ((value = value_of(field, "Original-Recipient")))
        out->original = address_of(arena, value);
    else if ((value = value_of(field, "Final-Recipient")))
        out->final = address_of(arena, value);
    else if ((value = value_of(field, "Action")))
        out->action = cvn_inbox_lower(arena, cvn_inbox_line(arena, value, MOST_WORD));
    else if ((value = value_of(field, "Status")))
        out->status = cvn_inbox_line(arena, value, MOST_WORD);
    else if ((value = value_of(field, "Diagnostic-Code")))
        out->words = cvn_inbox_line(arena, value, MOST_WORDS);
}

uint32_t cvn_status_read(cvn_failure *failures, cvn_arena *arena, const char *text)
{
    assert(failures && arena && text);
    uint32_t count = 0;
    cvn_buffer field = {0};
    cvn_buffer_add(&field, "", 0);
    while (*text && count < CVN_MAX_FAILURES) {
        cvn_failure one = {"", "", "", "", ""};
        while (next_field(&field, &text))
            take(&one, arena, field.text);
        if (*one.final || *one.original) /* the group of the message names no recipient */
            failures[count++] = one;
    }
    cvn_buffer_free(&field);
    return count;
}
