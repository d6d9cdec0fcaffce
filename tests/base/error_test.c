/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void keeps_twenty_and_counts_the_rest(void **state)
{
    (void)state;
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_error_code(error), CVN_OK);
    for (int i = 0; i < 23; i++)
        assert_int_equal(cvn_fail(error, i ? CVN_E_IO : CVN_E_DATA, "message %d", i), i ? CVN_E_IO : CVN_E_DATA);
    assert_int_equal(cvn_error_count(error), CVN_ERRORS_MAX);
    assert_int_equal(cvn_error_omitted(error), 3);
    assert_int_equal(cvn_error_code(error), CVN_E_DATA); /* the first one's */
    assert_string_equal(cvn_error_message(error, 19), "message 19");
    assert_string_equal(cvn_error_message(error, 20), "");
    cvn_error_clear(error);
    assert_int_equal(cvn_error_count(error), 0);
    cvn_error_free(error);
}

static void a_message_cannot_steer_a_terminal(void **state)
{
    (void)state;
    cvn_error *error = cvn_error_new();
    cvn_fail(error, CVN_E_DATA, "%s",
             "a\x1b[31m\nb\xc2\x9b"
             "2J\x7f é");
    assert_string_equal(cvn_error_message(error, 0), "a\\x1b[31m\\x0ab\\x9b2J\\x7f é");
    cvn_error_free(error);
}

static void null_is_no_list(void **state)
{
    (void)state;
    assert_int_equal(cvn_fail(NULL, CVN_E_IO, "x"), CVN_E_IO);
    assert_int_equal(cvn_error_code(NULL), CVN_OK);
    cvn_error_free(NULL);
}

static void append_keeps_order_and_code(void **state)
{
    (void)state;
    cvn_error *a = cvn_error_new(), *b = cvn_error_new();
    assert_int_equal(cvn_error_append(a, b), CVN_OK);
    cvn_fail(b, CVN_E_USAGE, "one");
    cvn_fail(b, CVN_E_USAGE, "two");
    assert_int_equal(cvn_error_append(a, b), CVN_E_USAGE);
    assert_string_equal(cvn_error_message(a, 1), "two");
    assert_int_equal(cvn_error_code(a), CVN_E_USAGE);
    cvn_error_free(a);
    cvn_error_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_twenty_and_counts_the_rest), cmocka_unit_test(a_message_cannot_steer_a_terminal),
                                       cmocka_unit_test(null_is_no_list), cmocka_unit_test(append_keeps_order_and_code)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
