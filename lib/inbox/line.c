/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <string.h>

#include <glib.h>

const char *cvn_inbox_line(cvn_arena *arena, const char *text, size_t most)
{
    char *valid = g_utf8_make_valid(text ? text : "", -1);
    size_t length = strlen(valid);
    if (length > most)
        for (length = most; length > 0 && ((unsigned char)valid[length] & 0xc0) == 0x80;)
            length--;
    valid[length] = 0;
    for (char *at = valid; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = ' ';
    const char *out = cvn_arena_strdup(arena, g_strstrip(valid));
    g_free(valid);
    return out;
}

const char *cvn_inbox_lower(cvn_arena *arena, const char *text)
{
    char *out = cvn_arena_strdup(arena, text);
    for (char *at = out; *at; at++)
        *at = g_ascii_tolower(*at);
    return out;
}
