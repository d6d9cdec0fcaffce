/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void next_walks_exactly_the_set_bits(void **state)
{
    (void)state;
    static const size_t set[] = {0, 1, 63, 64, 127, 129};
    uint64_t words[CVN_WORDS(130)] = {0};
    for (size_t i = 0; i < CVN_COUNT(set); i++)
        cvn_bit_set(words, set[i]);
    size_t n = 0;
    for (size_t i = cvn_bits_next(words, 130, 0); i < 130; i = cvn_bits_next(words, 130, i + 1))
        assert_int_equal(i, set[n++]);
    assert_int_equal(n, CVN_COUNT(set));
    assert_int_equal(cvn_bits_count(words, CVN_WORDS(130)), CVN_COUNT(set));
    cvn_bit_clear(words, 64);
    assert_false(cvn_bit(words, 64));
    assert_int_equal(cvn_bits_next(words, 130, 64), 127);
}

static void next_stops_at_the_end(void **state)
{
    (void)state;
    uint64_t words[2] = {0, UINT64_C(1) << 63};
    assert_int_equal(cvn_bits_next(words, 100, 0), 100); /* the set bit lies beyond */
    assert_int_equal(cvn_bits_next(words, 128, 0), 127);
    assert_int_equal(cvn_bits_next(words, 128, 128), 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(next_walks_exactly_the_set_bits), cmocka_unit_test(next_stops_at_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
