/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void an_arena_gives_zeroed_aligned_pieces_that_do_not_overlap(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    unsigned char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        size_t bytes = i * 37 % 9000;
        pieces[i] = cvn_arena_alloc(arena, bytes, 1);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (size_t k = 0; k < bytes; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i % 251 + 1), bytes);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t k = 0; k < i * 37 % 9000; k++)
            assert_int_equal(pieces[i][k], i % 251 + 1);
    cvn_arena_free(arena);
    cvn_arena_free(NULL);
}

static void an_arena_that_was_reset_gives_zeroed_pieces_again(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_arena_reset(arena); /* of nothing */
    for (size_t round = 1; round < 40; round++) {
        unsigned char *pieces[40];
        for (size_t i = 0; i < 40; i++) {
            size_t bytes = i * 911 % 7001 * (round % 5 + 1);
            pieces[i] = cvn_arena_alloc(arena, bytes, 1);
            for (size_t k = 0; k < bytes; k++)
                assert_int_equal(pieces[i][k], 0);
            memset(pieces[i], (int)(i + round), bytes);
        }
        for (size_t i = 0; i < 40; i++)
            for (size_t k = 0; k < i * 911 % 7001 * (round % 5 + 1); k++)
                assert_int_equal(pieces[i][k], i + round);
        cvn_arena_reset(arena);
    }
    cvn_arena_free(arena);
}

static void an_arena_copies_and_formats_text(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    char source[] = "text";
    char *copy = cvn_arena_strdup(arena, source);
    source[0] = 'n';
    assert_string_equal(copy, "text");
    assert_string_equal(cvn_arena_printf(arena, "%s-%d", copy, 7), "text-7");
    cvn_arena_free(arena);
}

typedef struct pair {
    int a, b;
} pair;

static void a_vector_grows_and_gives_zeroed_elements(void **state)
{
    (void)state;
    CVN_VEC(pair) vec = {0};
    for (int i = 0; i < 1000; i++)
        CVN_PUSH(&vec).a = i;
    assert_int_equal(vec.count, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(vec.at[i].a, i);
        assert_int_equal(vec.at[i].b, 0);
    }
    CVN_VEC_FREE(&vec);
    assert_null(vec.at);
    assert_int_equal(vec.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_arena_gives_zeroed_aligned_pieces_that_do_not_overlap),
                                       cmocka_unit_test(an_arena_that_was_reset_gives_zeroed_pieces_again),
                                       cmocka_unit_test(an_arena_copies_and_formats_text),
                                       cmocka_unit_test(a_vector_grows_and_gives_zeroed_elements)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
