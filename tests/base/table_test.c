/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void finds_what_was_put_and_nothing_else(void **state)
{
    (void)state;
    cvn_table *table = cvn_table_new();
    char key[16];
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "k%u", i);
        uint32_t value = i;
        assert_true(cvn_table_put(table, key, &value));
    }
    uint32_t value = 9;
    assert_false(cvn_table_put(table, "k77", &value)); /* the first stays, and is told */
    assert_int_equal(value, 77);
    assert_int_equal(cvn_table_count(table), 5000);
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "k%u", i);
        assert_true(cvn_table_get(table, key, &value));
        assert_int_equal(value, i);
    }
    assert_false(cvn_table_get(table, "k5000", &value));
    assert_false(cvn_table_get(table, "", &value));
    cvn_table_free(table);
    cvn_table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_what_was_put_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
