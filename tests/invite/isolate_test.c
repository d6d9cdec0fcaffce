/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/isolate.h"
#include "invite_testing.h"

static void test_table(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool rtl, needs;
    } cases[] = {
        {"Bo", false, false},
        {"", false, false},
        {"", true, false},
        {"Søren – “x”", false, false},
        {"渡辺", false, false},
        {"דנה", false, true},
        {"ليلى", false, true},
        {"Dana דנה", false, true},
        {"דנה", true, false},
        {"ليلى حداد", true, false},
        {"Bo", true, true},
        {"18:30", true, false},
        {"渡辺", true, true},
        {"Søren", true, true},
        {"Łukasz", true, true},
        {"– (״", true, false},
        {"UTC+2", true, true},
        {"a⁨דנה⁩", false, false},
        {"דנה@x.example", false, false},
        {"٣:٣٠", true, false},
        {"ﷲ", false, true},
        {"ß é", false, false},
    };
    cvn_arena *arena = cvn_arena_new();
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        print_message("%s\n", cases[i].text);
        assert_int_equal(cvn_needs_isolate(cases[i].text, cases[i].rtl), cases[i].needs);
        const char *out = cvn_isolated(arena, cases[i].text, cases[i].rtl);
        assert_int_equal(strlen(out), strlen(cases[i].text) + (cases[i].needs ? 6 : 0));
        assert_string_equal(cvn_without_isolates(arena, out), cvn_without_isolates(arena, cases[i].text));
    }
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
