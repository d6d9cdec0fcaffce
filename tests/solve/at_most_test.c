/* SPDX-License-Identifier: Apache-2.0 */
/** at_most: for each value, those who hold it beyond the count. */
#include "groups.h"

static uint32_t by_hand(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who)
{
    const cvn_column *column = &p->columns[rule->column];
    uint32_t memo = 0;
    for (uint32_t v = 0; v < column->value_count; v++) {
        uint32_t n = holders(column, who, v);
        memo += n > rule->count ? n - rule->count : 0;
    }
    return memo;
}

static void memos_are_what_counting_says(void **context)
{
    (void)context;
    compare_kind(CVN_RULE_AT_MOST, by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memos_are_what_counting_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
