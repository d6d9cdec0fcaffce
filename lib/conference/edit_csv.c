/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/edit.h"

#include <string.h>

void cvn_csv_copy_to(cvn_csv_edit *edit, size_t at)
{
    cvn_buffer_add(edit->out, edit->csv->text + edit->copied, at - edit->copied);
    edit->copied = at;
}

static void put(cvn_csv_edit *edit, const char *text, bool quoted)
{
    if (!quoted && !strchr(text, edit->csv->delimiter) && !strpbrk(text, "\"\r\n")) {
        cvn_buffer_text(edit->out, text);
        return;
    }
    cvn_buffer_char(edit->out, '"');
    for (; *text; text++)
        cvn_buffer_printf(edit->out, *text == '"' ? "\"\"" : "%c", *text);
    cvn_buffer_char(edit->out, '"');
}

void cvn_csv_replace(cvn_csv_edit *edit, const cvn_csv_cell *cell, const char *text)
{
    const char *file = edit->csv->text;
    size_t from = cvn_csv_start(edit->csv, cell), to = cell->to;
    while (to > from && file[to - 1] == ' ')
        to--;
    cvn_csv_copy_to(edit, from);
    put(edit, text, from < to && file[from] == '"');
    edit->copied = to;
}

void cvn_csv_append(cvn_csv_edit *edit, const cvn_csv_cell *last, const char *text)
{
    cvn_csv_copy_to(edit, last->to);
    cvn_buffer_char(edit->out, edit->csv->delimiter);
    put(edit, text, false);
}

void cvn_csv_append_header(cvn_csv_edit *edit, const char *name)
{
    const cvn_csv_cell *last = &edit->csv->header[edit->csv->columns - 1];
    bool quoted = edit->csv->text[cvn_csv_start(edit->csv, last)] == '"';
    cvn_csv_copy_to(edit, last->to);
    cvn_buffer_char(edit->out, edit->csv->delimiter);
    put(edit, name, quoted);
}
