/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

/* splitmix64 from 0 (Vigna's splitmix64.c) seeds the state. */
static void the_seed_fills_the_state_as_published(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 0);
    assert_true(random.s[0] == UINT64_C(0xe220a8397b1dcdaf));
    assert_true(random.s[1] == UINT64_C(0x6e789e6aa1b965f4));
}

/* xoshiro256** from the state 1, 2, 3, 4 (Blackman and Vigna's xoshiro256starstar.c). */
static void the_numbers_are_those_published(void **state)
{
    (void)state;
    cvn_random random = {{1, 2, 3, 4}};
    static const uint64_t want[] = {11520, 0, 1509978240, UINT64_C(1215971899390074240)};
    for (size_t i = 0; i < CVN_COUNT(want); i++)
        assert_true(cvn_random_next(&random) == want[i]);
}

static void below_stays_below_and_reaches_all(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 7);
    unsigned seen[10] = {0};
    for (int i = 0; i < 10000; i++) {
        uint32_t n = cvn_random_below(&random, 10);
        assert_true(n < 10);
        seen[n]++;
        double unit = cvn_random_unit(&random);
        assert_true(unit >= 0 && unit < 1);
    }
    for (size_t i = 0; i < 10; i++)
        assert_in_range(seen[i], 850, 1150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_seed_fills_the_state_as_published),
                                       cmocka_unit_test(the_numbers_are_those_published), cmocka_unit_test(below_stays_below_and_reaches_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
