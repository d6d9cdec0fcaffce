/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

cvn_code cvn_csv_fail(const cvn_csv *csv, size_t at, cvn_error *error, const char *format, ...)
{
    char *message = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&message, format, args);
    va_end(args);
    if (length < 0)
        abort();
    size_t line = 0, column = 0;
    if (cvn_error_count(error) < CVN_ERRORS_MAX)
        cvn_text_position(csv->text, at, &line, &column);
    cvn_code code = cvn_fail(error, CVN_E_DATA, "%s:%zu:%zu: %s", csv->name, line, column, message);
    free(message);
    return code;
}

size_t cvn_csv_start(const cvn_csv *csv, const cvn_csv_cell *cell)
{
    size_t at = cell->from;
    while (at < cell->to && (csv->text[at] == ' ' || csv->text[at] == '\t'))
        at++;
    return at;
}

size_t cvn_csv_column(const cvn_csv *csv, const char *name)
{
    size_t i = 0;
    while (i < csv->columns && !cvn_text_equal_nocase(csv->header[i].text, name))
        i++;
    return i;
}

/* ---- cells, by libcsv, which does not say where they stand: so it is fed byte by byte ---- */

typedef struct scan {
    cvn_arena *arena;
    size_t at, from; /* the byte being fed; the first of the cell that is being read */
    bool begun;      /* something but space has been read since the last row */
    bool filled;     /* a cell of this row says something */
    CVN_VEC(cvn_csv_cell) cells;
    CVN_VEC(size_t) ends; /* of each row that says something: how many cells there are with it */
} scan;

static void on_cell(void *text, size_t length, void *context)
{
    scan *s = context;
    char *copy = cvn_arena_alloc(s->arena, length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    CVN_PUSH(&s->cells) = (cvn_csv_cell){.from = s->from, .to = s->at, .text = copy};
    s->filled = s->filled || length > 0;
    s->from = s->at + 1;
}

/** Rows that spreadsheets leave behind, with nothing but delimiters, are no rows. */
static void on_row(int terminator, void *context)
{
    (void)terminator;
    scan *s = context;
    if (s->filled)
        CVN_PUSH(&s->ends) = s->cells.count;
    else
        s->cells.count = s->ends.count ? s->ends.at[s->ends.count - 1] : 0;
    s->filled = s->begun = false;
    s->from = s->at + 1;
}

static cvn_code feed(const cvn_csv *csv, struct csv_parser *parser, scan *s, cvn_error *error)
{
    for (s->at = s->from; s->at < csv->length; s->at++) {
        char c = csv->text[s->at];
        bool ends = c == '\r' || c == '\n';
        if (csv_parse(parser, &c, 1, on_cell, on_row, s) != 1)
            return cvn_csv_fail(csv, s->at, error,
                                "a quote where none can stand: put the whole cell in quotes, and write a quote inside it twice");
        if (ends && !s->begun)
            s->from = s->at + 1; /* an empty line, or the second half of a CRLF */
        else if (!ends && c != ' ' && c != '\t')
            s->begun = true;
    }
    if (csv_fini(parser, on_cell, on_row, s) != 0)
        return cvn_csv_fail(csv, s->from, error, "a cell begins here with a quote that nothing closes");
    return CVN_OK;
}

/** What the first line has most of, outside quotes; a comma where it has none. */
static char find_delimiter(const char *text, size_t length)
{
    static const char known[] = {',', ';', '\t'};
    size_t seen[3] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++) {
        quoted ^= text[i] == '"';
        for (size_t k = 0; k < 3 && !quoted; k++)
            seen[k] += text[i] == known[k];
    }
    for (size_t k = 1; k < 3; k++)
        best = seen[k] > seen[best] ? k : best;
    return known[best];
}

/** A tab delimits only where it is the delimiter. */
static int is_space(unsigned char c)
{
    return c == ' ';
}

/** Every row gets as many cells as the header has; one that has more or fewer is an error. */
static void square(cvn_csv *csv, cvn_arena *arena, const scan *s, cvn_error *error)
{
    csv->rows = s->ends.count - 1;
    cvn_csv_cell *cells = CVN_ARENA_ARRAY(arena, cvn_csv_cell, csv->rows * csv->columns);
    csv->cells = cells;
    for (size_t row = 0; row < csv->rows; row++) {
        const cvn_csv_cell *have = &s->cells.at[s->ends.at[row]];
        size_t count = s->ends.at[row + 1] - s->ends.at[row];
        if (count != csv->columns)
            cvn_csv_fail(csv, have[count > csv->columns ? csv->columns : count - 1].from, error,
                         "the row has %zu cells, but the header %zu: expected as many (a cell with \"%c\" in it stands in quotes)", count,
                         csv->columns, csv->delimiter);
        for (size_t i = 0; i < csv->columns; i++)
            cells[row * csv->columns + i] = i < count ? have[i] : (cvn_csv_cell){.from = have[0].from, .to = have[0].from, .text = ""};
    }
}

static cvn_code check_bytes(const cvn_csv *csv, cvn_error *error)
{
    size_t valid = cvn_utf8_valid(csv->text, csv->length);
    if (valid < csv->length)
        return cvn_csv_fail(csv, valid, error, "not UTF-8: save the file as \"CSV UTF-8\"");
    const char *zero = memchr(csv->text, 0, csv->length);
    return zero ? cvn_csv_fail(csv, (size_t)(zero - csv->text), error, "a byte of value 0: expected text") : CVN_OK;
}

static cvn_code read_cells(const cvn_csv *csv, scan *s, cvn_error *error)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        abort();
    csv_set_delim(&parser, (unsigned char)csv->delimiter);
    csv_set_space_func(&parser, is_space);
    cvn_code code = feed(csv, &parser, s, error);
    csv_free(&parser);
    return code;
}

cvn_code cvn_csv_parse(cvn_csv *out, cvn_arena *arena, const char *text, size_t length, const char *name, cvn_error *error)
{
    *out = (cvn_csv){.name = name, .text = text, .length = length};
    size_t start = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    cvn_code code = check_bytes(out, error);
    if (code)
        return code;
    out->delimiter = find_delimiter(text + start, length - start);
    scan s = {.arena = arena, .from = start};
    code = read_cells(out, &s, error);
    if (!code && s.ends.count == 0)
        code = cvn_csv_fail(out, start, error, "the file is empty: expected a first line with the names of the columns");
    cvn_error *found = cvn_error_new();
    if (!code) {
        out->columns = s.ends.at[0];
        cvn_csv_cell *header = CVN_ARENA_ARRAY(arena, cvn_csv_cell, out->columns);
        memcpy(header, s.cells.at, out->columns * sizeof *header);
        out->header = header;
        square(out, arena, &s, found);
        code = cvn_error_append(error, found);
    }
    cvn_error_free(found);
    CVN_VEC_FREE(&s.cells);
    CVN_VEC_FREE(&s.ends);
    return code;
}
