/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include "cmocka_all.h"

static void test_line(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    assert_string_equal(cvn_inbox_line(arena, " a\r\nb\x01 ", 100), "a  b");
    assert_string_equal(cvn_inbox_line(arena, NULL, 100), "");
    assert_string_equal(cvn_inbox_line(arena, "ø\xff", 100), "ø\xef\xbf\xbd");
    assert_string_equal(cvn_inbox_line(arena, "aøø", 4), "aø");
    cvn_arena_free(arena);
}

static void test_lower(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    assert_string_equal(cvn_inbox_lower(arena, "Ann.ØRE@Example.ORG"), "ann.Øre@example.org");
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_line), cmocka_unit_test(test_lower)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
