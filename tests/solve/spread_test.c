/* SPDX-License-Identifier: Apache-2.0 */
/** spread: pairs with a value in common, each once. */
#include "groups.h"

static uint32_t by_hand(const cvn_problem *p, const cvn_plan_rule *rule, const listed *who)
{
    const cvn_column *column = &p->columns[rule->column];
    uint32_t memo = 0;
    for (uint32_t a = 0; a < who->n; a++)
        for (uint32_t b = a + 1; b < who->n; b++) {
            bool alike = false;
            for (uint32_t v = 0; v < column->value_count; v++)
                alike = alike || (holds(column, who->who[a], v) && holds(column, who->who[b], v));
            memo += alike;
        }
    return memo;
}

static void memos_are_what_counting_says(void **context)
{
    (void)context;
    compare_kind(CVN_RULE_SPREAD, by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memos_are_what_counting_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
