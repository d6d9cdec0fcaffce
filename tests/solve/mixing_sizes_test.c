/* SPDX-License-Identifier: Apache-2.0 */
#include "mixing_made_up.h"

#include <math.h>

static double foretold(const cvn_mix *mix, const cvn_mix_field *field, const uint32_t *size)
{
    double sum = 0;
    for (uint32_t g = 0; g < mix->groups; g++) {
        double s = size[g], off = s - mix->ideal[g];
        sum += size[g] ? field->pair * s * (s - 1) / 2 + field->luck * pow(s, 1.5) + mix->weight * off * off : 0;
    }
    return sum;
}

/** The best of all sizes, by trying each. */
static double best_of_all(const cvn_mix *mix, const cvn_mix_field *field, uint32_t *size, uint32_t g,
                          uint32_t left) // NOLINT(misc-no-recursion)
{
    if (g == mix->groups)
        return left ? INFINITY : foretold(mix, field, size);
    double best = INFINITY;
    for (size[g] = 0; size[g] <= mix->most[g] && size[g] <= left; size[g]++)
        if (size[g] ? size[g] >= mix->least[g] : mix->may_close[g]) {
            uint32_t kept = size[g];
            double one = best_of_all(mix, field, size, g + 1, left - kept);
            size[g] = kept;
            best = one < best ? one : best;
        }
    return best;
}

static void test_sizes(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 5);
    for (int round = 0; round < 200; round++) {
        uint32_t groups = 1 + cvn_random_below(&random, 4), people = 2 + cvn_random_below(&random, 18);
        made_mix m = {
            .people = people, .groups = groups, .least = 1, .most = 1, .from = -30, .to = 30, .weight = (int32_t)cvn_random_below(&random, 3)};
        cvn_mix mix = mix_up(&m, &random);
        for (uint32_t g = 0; g < groups; g++) {
            mix.least[g] = 1 + cvn_random_below(&random, 5);
            mix.most[g] = mix.least[g] + cvn_random_below(&random, 6);
            mix.ideal[g] = mix.least[g];
            mix.may_close[g] = cvn_random_below(&random, 2);
        }
        cvn_mix_field field = {.pair = cvn_random_unit(&random) * 40 - 20, .luck = -cvn_random_unit(&random) * 40};
        uint32_t size[8], tried[8], sum = 0; /* of which four count: GCC looks some calls too deep */
        double best = best_of_all(&mix, &field, tried, 0, people);
        bool found = cvn_mix_sizes(&mix, &field, size);
        assert_int_equal(found, best < INFINITY);
        for (uint32_t g = 0; found && g < groups; g++) {
            sum += size[g];
            assert_true(size[g] ? size[g] >= mix.least[g] && size[g] <= mix.most[g] : mix.may_close[g]);
        }
        if (found) {
            assert_int_equal(sum, people);
            assert_true(fabs(foretold(&mix, &field, size) - best) < 1e-6);
        }
        cvn_mix_free(&mix);
    }
}

/** With what it learned, the field says of the sizes that it learned from what the assignment costs. */
static void test_learn(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 6);
    cvn_mix mix = mix_up(&made_mixes[6], &random);
    uint32_t group[64], size[8] = {0};
    first_of(&mix, group);
    cvn_mix_field field = cvn_mix_field_of(&mix);
    double sum = 0;
    for (uint32_t v = 0; v < mix.people; v++) {
        size[group[v]]++;
        for (uint32_t u = 0; u < v; u++)
            sum += mix.pair[(size_t)v * mix.stride + u];
    }
    assert_true(fabs(field.pair - sum / (40 * 39 / 2.0)) < 1e-6);
    cvn_mix_learn(&field, &mix, group);
    assert_true(fabs(foretold(&mix, &field, size) - (double)cvn_mix_cost(&mix, group)) < 1e-3);
    cvn_mix_free(&mix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sizes), cmocka_unit_test(test_learn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
