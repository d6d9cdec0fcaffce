/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/drop.h"
#include "conference/edit.h"

cvn_code cvn_drop_csv(cvn_buffer *out, const char *text, size_t length, const char *name, const bool *wanted, size_t people, cvn_error *error)
{
    cvn_arena *arena = cvn_arena_new();
    cvn_csv csv;
    cvn_code code = cvn_csv_parse(&csv, arena, text, length, name, error);
    cvn_csv_edit e = {.out = out, .csv = &csv};
    if (!code) {
        assert(csv.rows == people);
        size_t status = cvn_csv_column(&csv, "status"), last = csv.columns - 1;
        bool add = status == csv.columns;
        if (add)
            cvn_csv_append_header(&e, "status");
        for (size_t row = 0; row < people; row++) {
            if (add)
                cvn_csv_append(&e, cvn_csv_at(&csv, row, last), wanted[row] ? "dropped" : "");
            else if (wanted[row])
                cvn_csv_replace(&e, cvn_csv_at(&csv, row, status), "dropped");
        }
        cvn_csv_copy_to(&e, length);
    }
    cvn_arena_free(arena);
    return code;
}
