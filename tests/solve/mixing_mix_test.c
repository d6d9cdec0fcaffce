/* SPDX-License-Identifier: Apache-2.0 */
#include "mixing_made_up.h"

/** The least that any allowed assignment costs, by trying all of them. */
static int64_t least_of_all(const cvn_mix *mix, uint32_t *group, uint32_t v) // NOLINT(misc-no-recursion): as deep as there are people
{
    if (v == mix->people)
        return cvn_mix_allowed(mix, group) ? cvn_mix_cost(mix, group) : INT64_MAX;
    int64_t least = INT64_MAX;
    for (group[v] = 0; group[v] < mix->groups; group[v]++) {
        int64_t one = least_of_all(mix, group, v + 1);
        least = one < least ? one : least;
    }
    return least;
}

/** Small ones end by themselves, at the best there is. */
static void test_exhaustive(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 21);
    for (size_t k = 0; k < CVN_COUNT(made_mixes) && made_mixes[k].people <= 9; k++) {
        cvn_mix mix = mix_up(&made_mixes[k], &random);
        uint32_t group[64], tried[64];
        first_of(&mix, group);
        cvn_mix_options options = {.seed = k, .threads = 1, .tries = 400000, .sizes_too = !made_mixes[k].linear};
        int64_t cost = cvn_mix_better(&mix, group, &options, NULL);
        assert_int_equal(cost, cvn_mix_cost(&mix, group));
        assert_true(cvn_mix_allowed(&mix, group));
        assert_int_equal(cost, least_of_all(&mix, tried, 0));
        cvn_mix_free(&mix);
    }
}

/** No one move and no one swap betters it. */
static void assert_settled(const cvn_mix *mix, uint32_t *group)
{
    int64_t cost = cvn_mix_cost(mix, group);
    for (uint32_t v = 0; v < mix->people; v++) {
        uint32_t own = group[v];
        for (group[v] = 0; group[v] < mix->groups; group[v]++)
            assert_false(cvn_mix_allowed(mix, group) && cvn_mix_cost(mix, group) < cost);
        group[v] = own;
        for (uint32_t u = 0; u < v; u++) {
            group[v] = group[u];
            group[u] = own;
            assert_false(cvn_mix_allowed(mix, group) && cvn_mix_cost(mix, group) < cost);
            group[u] = group[v];
            group[v] = own;
        }
    }
}

/** The same seed, threads and tries give the same people in the same groups; tries are kept to. */
static void test_same(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 22);
    for (size_t k = 5; k < CVN_COUNT(made_mixes); k++)
        for (uint32_t threads = 1; threads <= 2; threads++) {
            cvn_mix mix = mix_up(&made_mixes[k], &random);
            uint32_t a[64], b[64];
            uint64_t tries;
            first_of(&mix, a);
            first_of(&mix, b);
            int64_t begun = cvn_mix_cost(&mix, a);
            cvn_mix_options options = {.seed = 9, .threads = threads, .tries = 1000000, .sizes_too = !mix.linear};
            int64_t cost = cvn_mix_better(&mix, a, &options, &tries);
            assert_int_equal(cost, cvn_mix_better(&mix, b, &options, NULL));
            assert_memory_equal(a, b, mix.people * sizeof *a);
            assert_true(cost < begun && cvn_mix_allowed(&mix, a));
            assert_settled(&mix, a);
            assert_true(tries >= threads * UINT64_C(1000000) / 2 && tries <= threads * (UINT64_C(1000000) + 2 * mix.people));
            cvn_mix_free(&mix);
        }
}

static bool stop_at_third(void *context, int64_t cost, uint64_t tries)
{
    (void)cost;
    (void)tries;
    return ++*(int *)context == 3;
}

/** A look can stop what has no other limit, and so can the clock. */
static void test_stops(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 23);
    cvn_mix mix = mix_up(&made_mixes[6], &random);
    uint32_t group[64];
    int looks = 0;
    first_of(&mix, group);
    cvn_mix_options options = {.seed = 1, .threads = 2, .tries = UINT64_MAX, .sizes_too = true, .look = stop_at_third, .context = &looks};
    cvn_mix_better(&mix, group, &options, NULL);
    assert_int_equal(looks, 3);
    double begun_s = cvn_monotonic_s();
    cvn_mix_options by_clock = {.seed = 1, .threads = 2, .until_s = begun_s + 0.3, .sizes_too = true};
    cvn_mix_better(&mix, group, &by_clock, NULL);
    assert_true(cvn_monotonic_s() - begun_s >= 0.29);
    assert_true(cvn_mix_allowed(&mix, group));
    cvn_mix_free(&mix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_exhaustive), cmocka_unit_test(test_same), cmocka_unit_test(test_stops)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
