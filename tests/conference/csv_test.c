/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

/** Each row of cells on a line, cells with | between; line breaks in cells as /. */
static char *cells_text(const cvn_csv *csv)
{
    cvn_buffer out = {0};
    for (size_t row = 0; row <= csv->rows; row++)
        for (size_t column = 0; column < csv->columns; column++) {
            const cvn_csv_cell *cell = row == 0 ? &csv->header[column] : cvn_csv_at(csv, row - 1, column);
            for (const char *c = cell->text; *c; c++)
                cvn_buffer_char(&out, *c == '\n' ? '/' : *c);
            cvn_buffer_char(&out, column + 1 < csv->columns ? '|' : '\n');
        }
    return cvn_buffer_take(&out);
}

static void test_cells(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
        char delimiter;
    } rows[] = {
        {"id,name\np1,Ana\n", "id|name\np1|Ana\n", ','},
        {"id,name\r\np1,Ana\r\n", "id|name\np1|Ana\n", ','},
        {"id,name\rp1,Ana\r", "id|name\np1|Ana\n", ','},
        {"\xef\xbb\xbfid;name\np1;Ana", "id|name\np1|Ana\n", ';'},
        {"id\tname\np1\tAna", "id|name\np1|Ana\n", '\t'},
        {"id\tname\n\tAna", "id|name\n|Ana\n", '\t'},
        {"id;\"a,b,c\"\np1;x", "id|a,b,c\np1|x\n", ';'},
        {"id,name\n\n\n\"p,1\",\"A \"\"B\"\"\nC\"\n\n", "id|name\np,1|A \"B\"/C\n", ','},
        {"id,name\n p1 ,  Ana B \n", "id|name\np1|Ana B\n", ','},
        {"id,name\n,\n  ,  \np1,\n,\n", "id|name\np1|\n", ','},
        {"\nid,name\np1,Ana", "id|name\np1|Ana\n", ','},
        {"id\np1\np2", "id\np1\np2\n", ','},
        {"id,name\n", "id|name\n", ','},
        {"id,name\n\"\n\",x\n", "id|name\n/|x\n", ','},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_csv csv;
        cvn_error *error = cvn_error_new();
        cvn_csv_parse(&csv, arena, rows[i].text, strlen(rows[i].text), "p.csv", error);
        assert_string_equal(cvn_error_message(error, 0), "");
        char *text = cells_text(&csv);
        assert_string_equal(text, rows[i].expected);
        assert_int_equal(csv.delimiter, rows[i].delimiter);
        free(text);
        cvn_error_free(error);
        cvn_arena_free(arena);
    }
}

/** The bytes of each cell are where it says. */
static void test_places(void **state)
{
    (void)state;
    static const char text[] = "\xef\xbb\xbfid, name ,x\r\n\r\np1,\"A\r\nB\", y\r\n,,\r\n  p2,b,\"\"";
    static const char *const expected[] = {"id", " name ", "x", "p1", "\"A\r\nB\"", " y", "  p2", "b", "\"\""};
    cvn_arena *arena = cvn_arena_new();
    cvn_csv csv;
    assert_int_equal(cvn_csv_parse(&csv, arena, text, strlen(text), "p.csv", NULL), CVN_OK);
    assert_int_equal(csv.columns * (csv.rows + 1), CVN_COUNT(expected));
    for (size_t i = 0; i < CVN_COUNT(expected); i++) {
        const cvn_csv_cell *cell = i < csv.columns ? &csv.header[i] : &csv.cells[i - csv.columns];
        char *raw = cvn_strndup(text + cell->from, cell->to - cell->from);
        assert_string_equal(raw, expected[i]);
        free(raw);
    }
    assert_int_equal(cvn_csv_column(&csv, "NAME"), 1);
    assert_int_equal(cvn_csv_column(&csv, "none"), 3);
    cvn_arena_free(arena);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", "p.csv:1:1: the file is empty: expected a first line with the names of the columns"},
        {"\n ,,\n", "p.csv:1:1: the file is empty: expected a first line with the names of the columns"},
        {"id,name\np1,\xe6", "p.csv:2:4: not UTF-8: save the file as \"CSV UTF-8\""},
        {"id,name\np1,A \"B\" C", "p.csv:2:6: a quote where none can stand: put the whole cell in quotes, and write a quote inside it twice"},
        {"id,name\np1,\"A\" B", "p.csv:2:8: a quote where none can stand: put the whole cell in quotes, and write a quote inside it twice"},
        {"id,name\np1,\"A\np2,B\n", "p.csv:2:4: a cell begins here with a quote that nothing closes"},
        {"id,name\np1\np2,B,,x\np3,C",
         "p.csv:2:1: the row has 1 cells, but the header 2: expected as many (a cell with \",\" in it stands in quotes)\n"
         "p.csv:3:6: the row has 4 cells, but the header 2: expected as many (a cell with \",\" in it stands in quotes)"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_csv csv;
        cvn_error *error = cvn_error_new();
        assert_int_equal(cvn_csv_parse(&csv, arena, rows[i].text, strlen(rows[i].text), "p.csv", error), CVN_E_DATA);
        char *said = messages_of(error);
        assert_string_equal(said, rows[i].expected);
        free(said);
        cvn_error_free(error);
        cvn_arena_free(arena);
    }
    cvn_arena *arena = cvn_arena_new();
    cvn_csv csv;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_csv_parse(&csv, arena, "id\nab\0c", 7, "p.csv", error), CVN_E_DATA);
    assert_string_equal(cvn_error_message(error, 0), "p.csv:2:3: a byte of value 0: expected text");
    cvn_error_free(error);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells), cmocka_unit_test(test_places), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
