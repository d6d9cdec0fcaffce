/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

void cvn_buffer_reserve(cvn_buffer *buffer, size_t more)
{
    if (buffer->room - buffer->length > more)
        return;
    size_t room = buffer->room ? buffer->room : 64;
    while (room - buffer->length <= more)
        room *= 2;
    buffer->text = cvn_realloc(buffer->text, room, 1);
    buffer->room = room;
}

void cvn_buffer_add(cvn_buffer *buffer, const void *bytes, size_t length)
{
    cvn_buffer_reserve(buffer, length);
    if (length)
        memcpy(buffer->text + buffer->length, bytes, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

void cvn_buffer_text(cvn_buffer *buffer, const char *text)
{
    cvn_buffer_add(buffer, text, strlen(text));
}

void cvn_buffer_join(cvn_buffer *buffer, const char *const *texts)
{
    for (; *texts; texts++)
        cvn_buffer_text(buffer, *texts);
}

void cvn_buffer_char(cvn_buffer *buffer, char c)
{
    cvn_buffer_add(buffer, &c, 1);
}

void cvn_buffer_printf(cvn_buffer *buffer, const char *format, ...)
{
    va_list args, again;
    cvn_buffer_reserve(buffer, 0);
    size_t room = buffer->room - buffer->length;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(buffer->text + buffer->length, room, format, args);
    va_end(args);
    assert(length >= 0);
    if ((size_t)length >= room) { /* seldom: formatting is what most messages spend most of their time on */
        cvn_buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    buffer->length += (size_t)length;
}

void cvn_buffer_column(cvn_buffer *buffer, size_t column)
{
    cvn_buffer_reserve(buffer, 0);
    buffer->text[buffer->length] = '\0';
    const char *line = strrchr(buffer->text, '\n');
    size_t width = cvn_text_width(line ? line + 1 : buffer->text);
    size_t spaces = width < column ? column - width : 1;
    while (spaces--)
        cvn_buffer_char(buffer, ' ');
}

char *cvn_buffer_take(cvn_buffer *buffer)
{
    cvn_buffer_add(buffer, "", 0);
    char *text = buffer->text;
    *buffer = (cvn_buffer){0};
    return text;
}

void cvn_buffer_free(cvn_buffer *buffer)
{
    free(buffer->text);
    *buffer = (cvn_buffer){0};
}
