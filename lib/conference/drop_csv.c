/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/csv.h"
#include "conference/drop.h"

typedef struct edit {
    cvn_buffer *out;
    const cvn_csv *csv;
    size_t copied; /* bytes of the file that are in out, changed or not */
} edit;

static void copy_to(edit *e, size_t at)
{
    cvn_buffer_add(e->out, e->csv->text + e->copied, at - e->copied);
    e->copied = at;
}

/** Replaces what a cell says, with the quotes and spaces that it has. */
static void replace(edit *e, const cvn_csv_cell *cell)
{
    const char *text = e->csv->text;
    size_t from = cvn_csv_start(e->csv, cell), to = cell->to;
    while (to > from && text[to - 1] == ' ')
        to--;
    copy_to(e, from);
    cvn_buffer_text(e->out, from < to && text[from] == '"' ? "\"dropped\"" : "dropped");
    e->copied = to;
}

static void append(edit *e, const cvn_csv_cell *last, const char *text)
{
    copy_to(e, last->to);
    cvn_buffer_char(e->out, e->csv->delimiter);
    cvn_buffer_text(e->out, text);
}

cvn_code cvn_drop_csv(cvn_buffer *out, const char *text, size_t length, const char *name, const bool *wanted, size_t people, cvn_error *error)
{
    cvn_arena *arena = cvn_arena_new();
    cvn_csv csv;
    cvn_code code = cvn_csv_parse(&csv, arena, text, length, name, error);
    edit e = {.out = out, .csv = &csv};
    if (!code) {
        assert(csv.rows == people);
        size_t status = cvn_csv_column(&csv, "status"), last = csv.columns - 1;
        bool add = status == csv.columns;
        if (add)
            append(&e, &csv.header[last], text[cvn_csv_start(&csv, &csv.header[last])] == '"' ? "\"status\"" : "status");
        for (size_t row = 0; row < people; row++) {
            if (add)
                append(&e, cvn_csv_at(&csv, row, last), wanted[row] ? "dropped" : "");
            else if (wanted[row])
                replace(&e, cvn_csv_at(&csv, row, status));
        }
        copy_to(&e, length);
    }
    cvn_arena_free(arena);
    return code;
}
