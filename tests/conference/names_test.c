/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"
#include "conference/conference.h"

static void test_names_without_addresses(void **state)
{
    static const char *const rows[][2] = {
        {"Ann Holm", "Ann Holm"},
        {"ann@example.org", "ann"},
        {"Ann <ann.holm@mail.example.org>, clinic", "Ann <ann.holm>, clinic"},
        {"ann@localhost bo@b\xc3\xbc"
         "cher.example",
         "ann bo"},
        {"Ann @ home", "Ann @ home"},
        {"@ann", "@ann"},
        {"ann@", "ann@"},
        {"a@b@c", "a"},
        {"", ""},
    };
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        assert_string_equal(cvn_without_addresses(arena, rows[i][0]), rows[i][1]);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names_without_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
