/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"as it is", NULL, NULL, NULL, NULL, false, NULL},
    {"one id twice", NULL, NULL, "\"g2\"", "\"g1\"", false, "group g1 stands 2 times"},
    {"a stranger as member", NULL, NULL, "\"b\"]", "\"b\", \"zz\"]", false, "group g1: nobody in the conference has the id zz"},
    {"a stranger as leader", NULL, NULL, "[\"L\"]", "[\"L\", \"zz\"]", false, "group g1: nobody in the conference has the id zz"},
    {"dropped", NULL, NULL, "\"b\"]", "\"b\", \"x\"]", false, "group g1: Xi (x) has dropped out"},
    {"waiting", NULL, NULL, "\"b\"]", "\"b\", \"w\"]", false, "group g1: Wim (w) is still waiting"},
    {"a leader as member", NULL, NULL, "\"t\", \"e\"", "\"t\", \"e\", \"L\"", false, "group g2: Lea (L) is no member"},
    {"a member as leader", NULL, NULL, "[\"L\"]", "[\"L\", \"c\"]", false, "group g1: Cy (c) is no leader"},
    {"not their type", NULL, NULL, "\"b\"]", "\"b\", \"t\"]", false, "group g1: Tia (t) does not take groups of type talk"},
    {"no type of the conference", NULL, NULL, "\"walk\"", "\"swim\"", false, "group g2: Tia (t) does not take groups of type swim"},
    {"a member of the baseline who is not in the file", "\"id\": \"e\"", "\"id\": \"y\"", "\"e\"", "\"y\"", true,
     "baseline group g2: nobody in the conference has the id e"},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
