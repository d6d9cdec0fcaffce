/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t valid;
    } cases[] = {{"", 0},
                 {"aé€😀", 10},
                 {"a\xff", 1},
                 {"\xc0\xaf", 0},
                 {"\xe0\x80\x80", 0},
                 {"\xed\xa0\x80", 0},
                 {"\xf4\x90\x80\x80", 0},
                 {"x\xc3", 1},
                 {"\xf0\x8f\xbf\xbf", 0},
                 {"\xef\xbf\xbf", 3},
                 {"\x80", 0}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        assert_int_equal(cvn_utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
}

static void width(void **state)
{
    (void)state;
    assert_int_equal(cvn_text_width("José"), 4);
    assert_int_equal(cvn_text_width("Jose\xcc\x81"), 4);
    assert_int_equal(cvn_text_width("日本"), 4);
    assert_int_equal(cvn_text_width("a\tb\x1b"), 2);
}

static void distance(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned distance;
    } cases[] = {{"", "", 0},  {"abc", "ABC", 0}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"Copenhagn", "Copenhagen", 1},
                 {"a", "", 1}, {"abcdef", "x", 5}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        assert_int_equal(cvn_text_distance(cases[i].a, cases[i].b, 4), cases[i].distance);
}

static void whole_numbers(void **state)
{
    (void)state;
    int64_t n = 0;
    assert_true(cvn_text_int("42", 0, 100, &n) && n == 42);
    assert_true(cvn_text_int("-7", -7, 0, &n) && n == -7);
    static const char *const wrong[] = {"", "x", "4x", " 4", "+4", "101", "-1", "1.0", "99999999999999999999"};
    for (size_t i = 0; i < CVN_COUNT(wrong); i++)
        assert_false(cvn_text_int(wrong[i], 0, 100, &n));
}

static void equality(void **state)
{
    (void)state;
    assert_true(cvn_text_equal(NULL, NULL));
    assert_false(cvn_text_equal(NULL, ""));
    assert_true(cvn_text_equal_nocase("a@B.org", "A@b.ORG"));
    assert_true(cvn_text_starts("smtp://x", "smtp://"));
    assert_false(cvn_text_starts("smt", "smtp://"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(utf8), cmocka_unit_test(width), cmocka_unit_test(distance),
                                       cmocka_unit_test(whole_numbers), cmocka_unit_test(equality)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
