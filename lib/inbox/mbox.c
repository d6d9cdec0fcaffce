/* SPDX-License-Identifier: Apache-2.0 */
/** mbox files (RFC 4155 and its elders): each message begins with a line "From ", and a line in it that would is written with a ">" in front. */
#include "inbox/inbox.h"

#include <string.h>

static size_t line_length(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);
    return end ? (size_t)(end - text) + 1 : length;
}

static bool begins_message(const char *line, size_t length)
{
    return length >= 5 && memcmp(line, "From ", 5) == 0;
}

/** One ">" off ">From " and ">>From ": what mboxrd put there, and mboxo too where nobody began a line with ">From " himself. */
static bool is_quoted(const char *line, size_t length)
{
    size_t marks = 0;
    while (marks < length && line[marks] == '>')
        marks++;
    return marks > 0 && begins_message(line + marks, length - marks);
}

bool cvn_mbox_next(char **out, size_t *length, const char *text, size_t text_length, size_t *at)
{
    assert(out && length && text && at && *at <= text_length);
    cvn_buffer message = {0};
    *out = NULL;
    *length = 0;
    while (*at < text_length && !begins_message(text + *at, text_length - *at)) /* before the first: nothing of ours */
        *at += line_length(text + *at, text_length - *at);
    if (*at >= text_length)
        return false;
    *at += line_length(text + *at, text_length - *at);
    bool blank = false; /* a "From " line counts only behind an empty one, as those who forget to quote it rely on */
    while (*at < text_length) {
        const char *line = text + *at;
        size_t n = line_length(line, text_length - *at);
        if (blank && begins_message(line, n))
            break;
        blank = n == 1 || (n == 2 && line[0] == '\r');
        bool quoted = is_quoted(line, n);
        cvn_buffer_add(&message, line + quoted, n - quoted);
        *at += n;
    }
    *length = message.length;
    *out = cvn_buffer_take(&message);
    return true;
}
