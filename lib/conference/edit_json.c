/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/edit.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** `, "key": value` as the key in front of id's value stands. */
static void add_beside(cvn_buffer *out, const char *person, size_t id_from, const char *name, const char *value)
{
    size_t colon_from = id_from, key;
    while (is_space(person[colon_from - 1]) || person[colon_from - 1] == ':')
        colon_from--;
    key = colon_from - 1;
    while (person[key - 1] != '"') /* a key "id", in whatever spelling, has no quote inside */
        key--;
    size_t space = --key;
    while (is_space(person[space - 1]))
        space--;
    bool airy = memchr(person + colon_from, ' ', id_from - colon_from) != NULL;
    cvn_buffer_char(out, ',');
    if (space < key)
        cvn_buffer_add(out, person + space, key - space);
    else if (airy)
        cvn_buffer_char(out, ' ');
    cvn_buffer_printf(out, "\"%s\"", name);
    cvn_buffer_add(out, person + colon_from, id_from - colon_from);
    cvn_buffer_text(out, value);
}

void cvn_edit_add_key(cvn_buffer *out, const char *person, size_t length, const char *key, const char *value)
{
    size_t from = 0, to = 0;
    bool has_id = cvn_json_find(person, length, "/id", &from, &to);
    assert(has_id);
    (void)has_id;
    cvn_buffer_add(out, person, to);
    add_beside(out, person, from, key, value);
    cvn_buffer_add(out, person + to, length - to);
}

void cvn_edit_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const bool *wanted, size_t people,
                   cvn_edit_person *write, void *data)
{
    size_t at, end, copied = 0;
    bool found = cvn_json_find(text, length, pointer, &at, &end);
    assert(found && text[at] == '[');
    (void)found;
    at++;
    for (uint32_t i = 0; i < people; i++) {
        size_t from, to;
        found = cvn_json_find(text + at, end - at, "", &from, &to);
        assert(found);
        if (wanted[i]) {
            cvn_buffer_add(out, text + copied, at + from - copied);
            write(data, out, i, text + at + from, to - from);
            copied = at + to;
        }
        at += to;
        while (at < end && is_space(text[at]))
            at++;
        at++; /* a comma, or the end of the list */
    }
    cvn_buffer_add(out, text + copied, length - copied);
}
