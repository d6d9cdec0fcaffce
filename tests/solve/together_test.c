/* SPDX-License-Identifier: Apache-2.0 */
/** together: groups that hold any of a set, beyond the first. */
#include "groups.h"

static void check(cvn_search *s)
{
    for (uint32_t n = 0; n < s->p->together_count; n++) {
        const cvn_plan_set *set = &s->p->together[n];
        int64_t groups = 0;
        for (uint32_t g = 0; g < s->state->open_count; g++) {
            const listed who = list_of(&s->state->slots[s->state->open[g]], CVN_AMONG_ALL);
            bool any = false;
            for (uint32_t i = 0; i < set->count; i++)
                any = any || is_listed(&who, set->who[i]);
            groups += any;
        }
        assert_int_equal(cvn_together_units(s->state, n), groups > 1 ? groups - 1 : 0);
        assert_int_equal(s->state->together_units[n], groups > 1 ? groups - 1 : 0);
        compared += groups > 1;
    }
}

static void each_further_group_counts(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_further_group_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
