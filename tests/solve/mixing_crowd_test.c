/* SPDX-License-Identifier: Apache-2.0 */
#include "mixing_made_up.h"

enum { ROUNDS = 60 };

/** Every table says what a count from scratch says. */
static void assert_sound(const cvn_crowd *crowd)
{
    const cvn_mix *mix = crowd->mix;
    uint32_t *group = CVN_NEW_ARRAY(uint32_t, mix->people), *size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    cvn_crowd_get(crowd, group);
    assert_int_equal(crowd->cost, cvn_mix_cost(mix, group));
    for (uint32_t v = 0; v < mix->people; v++)
        size[group[v]]++;
    for (uint32_t g = 0; g < mix->groups; g++) {
        assert_int_equal(crowd->size[g], size[g]);
        for (uint32_t v = 0; v < mix->people; v++) {
            int32_t gamma = mix->linear ? mix->linear[(size_t)g * mix->stride + v] : 0;
            for (uint32_t u = 0; u < mix->people; u++)
                gamma += group[u] == g ? mix->pair[(size_t)v * mix->stride + u] : 0;
            assert_int_equal(crowd->gamma[(size_t)g * mix->stride + v], gamma);
            if (group[v] == g)
                assert_int_equal(crowd->own[v], gamma);
        }
    }
    free(group);
    free(size);
}

static void test_changes(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 7);
    for (size_t k = 0; k < CVN_COUNT(made_mixes); k++) {
        cvn_mix mix = mix_up(&made_mixes[k], &random);
        uint32_t group[64];
        first_of(&mix, group);
        cvn_crowd *crowd = cvn_crowd_new(&mix);
        cvn_crowd_set(crowd, group);
        assert_sound(crowd);
        for (int round = 0; round < ROUNDS; round++) {
            uint32_t a = cvn_random_below(&random, mix.people), b = cvn_random_below(&random, mix.people);
            uint32_t to = cvn_random_below(&random, mix.groups);
            int64_t before = crowd->cost;
            if (crowd->group[a] != crowd->group[b]) {
                int32_t change = cvn_crowd_swap_change(crowd, a, b);
                cvn_crowd_swap(crowd, a, b, change);
                assert_sound(crowd);
                assert_int_equal(crowd->cost - before, change);
                before = crowd->cost;
            }
            if (crowd->group[a] != (int32_t)to && (crowd->size[crowd->group[a]] > 1 || !mix.may_close[0])) {
                int32_t change = cvn_crowd_move_change(crowd, a, to);
                cvn_crowd_move(crowd, a, to, change);
                assert_sound(crowd);
                assert_int_equal(crowd->cost - before, change);
            }
        }
        cvn_crowd_free(crowd);
        cvn_mix_free(&mix);
    }
}

/** A turn without limits above 0 makes exactly what a plain loop over moves and swaps makes. */
static void test_turn(void **state)
{
    (void)state;
    static const int32_t none[256];
    cvn_random random;
    cvn_random_seed(&random, 11);
    for (size_t k = 0; k < CVN_COUNT(made_mixes); k++) {
        cvn_mix mix = mix_up(&made_mixes[k], &random);
        uint32_t group[64];
        first_of(&mix, group);
        cvn_crowd *fast = cvn_crowd_new(&mix), *plain = cvn_crowd_new(&mix);
        cvn_crowd_set(fast, group);
        cvn_crowd_set(plain, group);
        uint32_t made = 0;
        for (uint32_t turn = 0; turn < 3 * mix.people; turn++) {
            uint32_t v = turn % mix.people;
            cvn_crowd_turn(fast, v, none, none);
            for (uint32_t g = 0; g < mix.groups; g++)
                if ((int32_t)g != plain->group[v] && plain->size[plain->group[v]] > mix.least[plain->group[v]] &&
                    plain->size[g] < mix.most[g] && cvn_crowd_move_change(plain, v, g) <= 0) {
                    cvn_crowd_move(plain, v, g, cvn_crowd_move_change(plain, v, g));
                    made++;
                }
            for (uint32_t u = 0; u < mix.people; u++)
                if (plain->group[u] != plain->group[v] && cvn_crowd_swap_change(plain, v, u) <= 0) {
                    cvn_crowd_swap(plain, v, u, cvn_crowd_swap_change(plain, v, u));
                    made++;
                }
            for (uint32_t u = 0; u < mix.people; u++)
                assert_int_equal(fast->group[u], plain->group[u]);
            assert_sound(fast);
            cvn_crowd_get(fast, group);
            assert_true(cvn_mix_allowed(&mix, group));
        }
        assert_true(made > 0);
        cvn_crowd_free(fast);
        cvn_crowd_free(plain);
        cvn_mix_free(&mix);
    }
}

/** What has no more room than it needs says so, and so does what is too wide. */
static void test_bounds(void **state)
{
    (void)state;
    cvn_random random;
    cvn_random_seed(&random, 3);
    cvn_mix mix = mix_up(&made_mixes[3], &random);
    uint32_t group[64];
    first_of(&mix, group);
    assert_true(cvn_mix_fits(&mix));
    group[0] = group[1] = group[2] = group[3] = group[4] = 0;
    assert_false(cvn_mix_allowed(&mix, group)); /* five where four may be */
    first_of(&mix, group);
    mix.linear[0] = CVN_MIX_NEVER;
    assert_false(cvn_mix_allowed(&mix, group)); /* the first person cannot be in the first group */
    mix.pair[1] = mix.pair[mix.stride] = CVN_MIX_MOST / 3;
    assert_false(cvn_mix_fits(&mix));
    cvn_mix_free(&mix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes), cmocka_unit_test(test_turn), cmocka_unit_test(test_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
