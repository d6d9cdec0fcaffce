/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/block.h"
#include "conference/edit.h"

#include <stdlib.h>
#include <string.h>

static void put_line(cvn_buffer *out, const cvn_block_line *line)
{
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT];
    if (line->hours)
        cvn_buffer_printf(out, "{\"date\": \"%s\", \"from\": \"%02d:%02d\", \"to\": \"%02d:%02d\"}", cvn_date_text(line->first, first),
                          line->from_min / 60, line->from_min % 60, line->to_min / 60, line->to_min % 60);
    else
        cvn_buffer_printf(out, "{\"from_date\": \"%s\", \"to_date\": \"%s\"}", cvn_date_text(line->first, first),
                          cvn_date_text(line->last, last));
}

static void put_lines(cvn_buffer *out, const cvn_block_lines *lines, const char *between)
{
    for (size_t i = 0; i < lines->list.count; i++) {
        if (i)
            cvn_buffer_text(out, between);
        put_line(out, &lines->list.at[i]);
    }
}

/** Adds to a list that is there, as its last element stands: on a line of its own where the list has a line for each. */
static void extend(cvn_buffer *out, const char *list, size_t length, const cvn_block_lines *lines)
{
    size_t lead = 1 + strspn(list + 1, " \t\r\n"), end = length - 1;
    bool empty = lead == end;
    while (end > 1 && strchr(" \t\r\n", list[end - 1]))
        end--;
    bool own_lines = !empty && memchr(list + 1, '\n', lead - 1);
    char *between = own_lines ? cvn_strndup(list, lead) : cvn_strdup(", ");
    between[0] = ',';
    cvn_buffer_add(out, list, empty ? 1 : end);
    if (!empty)
        cvn_buffer_text(out, between);
    put_lines(out, lines, between);
    cvn_buffer_add(out, list + (empty ? length - 1 : end), length - (empty ? length - 1 : end));
    free(between);
}

static void block_person(void *data, cvn_buffer *out, uint32_t i, const char *person, size_t length)
{
    const cvn_block_lines *lines = &((const cvn_block_lines *)data)[i];
    size_t from = 0, to = 0;
    if (cvn_json_find(person, length, "/unavailable", &from, &to)) {
        cvn_buffer_add(out, person, from);
        extend(out, person + from, to - from, lines);
        cvn_buffer_add(out, person + to, length - to);
        return;
    }
    cvn_buffer value = {0};
    cvn_buffer_char(&value, '[');
    put_lines(&value, lines, ", ");
    cvn_buffer_char(&value, ']');
    cvn_edit_add_key(out, person, length, "unavailable", value.text);
    cvn_buffer_free(&value);
}

void cvn_block_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const cvn_block_lines *lines, size_t people)
{
    bool *wanted = CVN_NEW_ARRAY(bool, people + 1);
    for (size_t i = 0; i < people; i++)
        wanted[i] = lines[i].list.count > 0;
    cvn_edit_json(out, text, length, pointer, wanted, people, block_person, (void *)lines);
    free(wanted);
}
