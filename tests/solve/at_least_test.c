/* SPDX-License-Identifier: Apache-2.0 */
/** at_least: those who match. */
#include "groups.h"

static uint32_t by_hand(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who)
{
    (void)p;
    uint32_t memo = 0;
    for (uint32_t i = 0; i < who->n; i++)
        memo += cvn_bit(rule->match, who->who[i]);
    return memo;
}

static void memos_are_what_counting_says(void **context)
{
    (void)context;
    compare_kind(CVN_RULE_AT_LEAST, by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memos_are_what_counting_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
