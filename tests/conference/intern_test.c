/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_numbers(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_intern *intern = cvn_intern_new(arena);
    assert_int_equal(cvn_intern_attribute(intern, "country"), 0);
    assert_int_equal(cvn_intern_attribute(intern, "Country"), 1);
    assert_int_equal(cvn_intern_attribute(intern, "country"), 0);
    uint32_t text = cvn_intern_text(intern, "1"), number = cvn_intern_number(intern, 1);
    assert_int_not_equal(text, number);
    assert_int_equal(cvn_intern_number(intern, 1), number);
    assert_int_not_equal(cvn_intern_text(intern, "n1"), number);
    uint32_t least = cvn_intern_number(intern, INT64_MIN), empty = cvn_intern_text(intern, "");
    const char *const *attributes, *const *values;
    uint32_t attribute_count, value_count;
    cvn_intern_finish(intern, &attributes, &attribute_count, &values, &value_count);
    cvn_intern_free(intern);
    assert_int_equal(attribute_count, 2);
    assert_int_equal(value_count, 5);
    assert_string_equal(attributes[1], "Country");
    assert_string_equal(values[text], "1");
    assert_string_equal(values[number], "1");
    assert_string_equal(values[least], "-9223372036854775808");
    assert_string_equal(values[empty], "");
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
