/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/block.h"
#include "conference/edit.h"

#include <stdlib.h>
#include <string.h>

/** What the cell said, then entries as people type them: "2027-03-08 18:00-19:30". */
static char *cell_text(const char *before, const cvn_block_lines *lines)
{
    char first[CVN_DATE_TEXT], last[CVN_DATE_TEXT];
    cvn_buffer out = {0};
    cvn_buffer_text(&out, before);
    while (out.length && strchr("; \t\r\n", out.text[out.length - 1]))
        out.text[--out.length] = 0;
    for (size_t i = 0; i < lines->list.count; i++) {
        const cvn_block_line *line = &lines->list.at[i];
        if (out.length)
            cvn_buffer_text(&out, "; ");
        if (line->hours)
            cvn_buffer_printf(&out, "%s %02d:%02d-%02d:%02d", cvn_date_text(line->first, first), line->from_min / 60, line->from_min % 60,
                              line->to_min / 60, line->to_min % 60);
        else
            cvn_buffer_printf(&out, "%s..%s", cvn_date_text(line->first, first), cvn_date_text(line->last, last));
    }
    return cvn_buffer_take(&out);
}

cvn_code cvn_block_csv(cvn_buffer *out, const char *text, size_t length, const char *name, const cvn_block_lines *lines, size_t people,
                       cvn_error *error)
{
    cvn_arena *arena = cvn_arena_new();
    cvn_csv csv;
    cvn_code code = cvn_csv_parse(&csv, arena, text, length, name, error);
    cvn_csv_edit e = {.out = out, .csv = &csv};
    if (!code) {
        assert(csv.rows == people);
        size_t column = cvn_csv_column(&csv, "unavailable"), last = csv.columns - 1;
        bool add = column == csv.columns;
        if (add)
            cvn_csv_append_header(&e, "unavailable");
        for (size_t row = 0; row < people; row++) {
            const cvn_csv_cell *cell = cvn_csv_at(&csv, row, add ? last : column);
            char *words = cell_text(add ? "" : cell->text, &lines[row]);
            if (add)
                cvn_csv_append(&e, cell, words);
            else if (lines[row].list.count)
                cvn_csv_replace(&e, cell, words);
            free(words);
        }
        cvn_csv_copy_to(&e, length);
    }
    cvn_arena_free(arena);
    return code;
}
