/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/known.h"
#include "invite_testing.h"

/** Each answer is ICU's own, the first time and the thousandth, and is the same text again. */
static void test_same_as_icu(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_words *words = cvn_words_new("pl");
    cvn_knowns knowns = {0};
    for (int round = 0; round < 2; round++)
        for (int32_t i = 0; i < 300; i++) {
            char *date = cvn_words_date(words, (cvn_date){20000 + i}), *brief = cvn_words_date_short(words, (cvn_date){20000 + i}),
                 *time = cvn_words_time(words, i), *offset = cvn_words_offset(words, i * 900 - 43200);
            assert_string_equal(cvn_known_number(&knowns, arena, words, CVN_KNOWN_DATE, 20000 + i), date);
            assert_string_equal(cvn_known_number(&knowns, arena, words, CVN_KNOWN_DATE_SHORT, 20000 + i), brief);
            assert_string_equal(cvn_known_number(&knowns, arena, words, CVN_KNOWN_TIME, i), time);
            assert_string_equal(cvn_known_number(&knowns, arena, words, CVN_KNOWN_OFFSET, i * 900 - 43200), offset);
            free(date);
            free(brief);
            free(time);
            free(offset);
        }
    assert_int_equal(knowns.count, 1200);
    cvn_knowns_free(&knowns);
    cvn_words_free(words);
    cvn_arena_free(arena);
}

static void test_country(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_words *words = cvn_words_new("da");
    cvn_knowns knowns = {0};
    const char *germany = cvn_known_country(&knowns, arena, words, "DE");
    assert_string_equal(germany, "Tyskland");
    assert_ptr_equal(cvn_known_country(&knowns, arena, words, "DE"), germany);
    assert_string_equal(cvn_known_country(&knowns, arena, words, "Somewhere"), "Somewhere");
    assert_string_equal(cvn_known_country(&knowns, arena, words, ""), "");
    cvn_knowns_free(&knowns);
    cvn_words_free(words);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_as_icu), cmocka_unit_test(test_country)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
