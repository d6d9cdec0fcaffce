/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: a CSV file as cells that know where they stand, read by libcsv; and its people as the JSON that people.c reads. */
#ifndef CVN_CONFERENCE_CSV_H
#define CVN_CONFERENCE_CSV_H

#include "base/base.h"

typedef struct cvn_csv_cell {
    size_t from, to;  /* bytes of the file between the delimiters, quotes and spaces included */
    const char *text; /* what they say */
} cvn_csv_cell;

/** Rows after the header, empty ones left out; each has `columns` cells. */
typedef struct cvn_csv {
    const char *name, *text; /* of the file, borrowed */
    size_t length;
    char delimiter; /* , ; or tab, whichever the header has most of */
    size_t columns, rows;
    const cvn_csv_cell *header;
    const cvn_csv_cell *cells; /* row after row */
} cvn_csv;

/** Messages say line and column. The cells live in the arena, text is borrowed. Where only rows are too short or too long they are padded or
 *  cut, so that the rest can still be checked: then columns is not 0 although a code came back. */
cvn_code cvn_csv_parse(cvn_csv *out, cvn_arena *arena, const char *text, size_t length, const char *name, cvn_error *error);
/** Where a byte of the file is: "people.csv:17:5". */
cvn_code cvn_csv_fail(const cvn_csv *csv, size_t at, cvn_error *error, const char *format, ...) CVN_PRINTF(4, 5);
/** The column of a name, ASCII case ignored; columns where there is none. */
size_t cvn_csv_column(const cvn_csv *csv, const char *name);
static inline const cvn_csv_cell *cvn_csv_at(const cvn_csv *csv, size_t row, size_t column)
{
    return &csv->cells[row * csv->columns + column];
}
/** Offset of the first byte of a cell that is not a space. */
size_t cvn_csv_start(const cvn_csv *csv, const cvn_csv_cell *cell);

/** csv_people.c: the rows as the array of participants that the JSON of a conference would have. The caller frees it with cJSON_Delete. */
cvn_code cvn_csv_people(cJSON **out, const cvn_csv *csv, cvn_error *error);

/**
 * csv_hours.c: "MO,WE 18:00-21:30; SA 22:00-01:00 if needed; 2020-07-20..2020-08-02" as the list that the JSON of availability would have.
 * NULL where an entry reads as nothing: then *wrong is what stands there (malloc'd).
 */
cJSON *cvn_csv_hours(const char *cell, bool available, char **wrong);

#endif
