/* SPDX-License-Identifier: Apache-2.0 */
/** shared: missed where no value is held by all; nobody misses nothing. */
#include "groups.h"

static uint32_t by_hand(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who)
{
    const cvn_column *column = &p->columns[rule->column];
    for (uint32_t v = 0; v < column->value_count; v++)
        if (holders(column, who, v) == who->n)
            return 0;
    return who->n > 0;
}

static void memos_are_what_counting_says(void **context)
{
    (void)context;
    compare_kind(CVN_RULE_SHARED, by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memos_are_what_counting_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
