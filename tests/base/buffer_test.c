/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void grows_and_ends_in_zero(void **state)
{
    (void)state;
    cvn_buffer buffer = {0};
    for (int i = 0; i < 1000; i++)
        cvn_buffer_printf(&buffer, "%d,", i);
    assert_int_equal(strlen(buffer.text), buffer.length);
    assert_string_equal(buffer.text + buffer.length - 8, "998,999,");
    char *text = cvn_buffer_take(&buffer);
    assert_null(buffer.text);
    free(text);
}

/** What fits is formatted in place, what does not is formatted again: around each size that a buffer has room for. */
static void formats_what_fits_and_what_does_not(void **state)
{
    (void)state;
    for (int before = 0; before < 70; before++)
        for (int width = 55; width < 70; width++) {
            cvn_buffer buffer = {0};
            for (int i = 0; i < before; i++)
                cvn_buffer_char(&buffer, '-');
            cvn_buffer_printf(&buffer, "%0*d|%s", width, 7, "end");
            assert_int_equal(buffer.length, before + width + 4);
            assert_int_equal(strlen(buffer.text), buffer.length);
            assert_int_equal(strspn(buffer.text, "-"), before);
            assert_string_equal(buffer.text + buffer.length - 5, "7|end");
            cvn_buffer_free(&buffer);
        }
}

static void reserved_room_is_not_moved(void **state)
{
    (void)state;
    cvn_buffer buffer = {0};
    cvn_buffer_reserve(&buffer, 1000);
    const char *at = buffer.text;
    for (int i = 0; i < 1000; i++)
        cvn_buffer_char(&buffer, 'x');
    assert_ptr_equal(buffer.text, at);
    assert_int_equal(strlen(buffer.text), 1000);
    cvn_buffer_free(&buffer);
}

static void an_empty_one_gives_empty_text(void **state)
{
    (void)state;
    cvn_buffer buffer = {0};
    char *text = cvn_buffer_take(&buffer);
    assert_string_equal(text, "");
    free(text);
}

static void columns_count_cells_not_bytes(void **state)
{
    (void)state;
    cvn_buffer buffer = {0};
    cvn_buffer_text(&buffer, "x\nJosé");
    cvn_buffer_column(&buffer, 6);
    cvn_buffer_text(&buffer, "|");
    assert_string_equal(buffer.text, "x\nJosé  |");
    cvn_buffer_column(&buffer, 3); /* already past it: one space */
    assert_string_equal(buffer.text, "x\nJosé  | ");
    cvn_buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(grows_and_ends_in_zero), cmocka_unit_test(formats_what_fits_and_what_does_not),
                                       cmocka_unit_test(reserved_room_is_not_moved), cmocka_unit_test(an_empty_one_gives_empty_text),
                                       cmocka_unit_test(columns_count_cells_not_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
