/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"too few", NULL, NULL, "\"t\", \"e\"", "\"t\"", false, "group g2: 1 member; a group of type walk has 2 to 3"},
    {"too many", NULL, NULL, "\"t\", \"e\"", "\"t\", \"e\", \"c\", \"d\"", false, "group g2: 4 members; a group of type walk has 2 to 3"},
    {"kept though small", NULL, NULL, "\"a\", \"b\"], \"rota\": [[\"a\"], [\"b\"]]}", "\"a\"], \"rota\": [[\"a\"], [\"a\"]]}", true,
     "unplaced: Bo (b) is in no group"},
    {"too small to be kept", NULL, NULL, "\"a\", \"b\"], \"rota\": [[\"a\"], [\"b\"]]", "], \"rota\": [[], []]", true,
     "group g1: 0 members; a group of type talk has 1 to 4 when it goes on"},
    {"no leader", NULL, NULL, "[\"L\"]", "[]", false, "group g1: 0 leaders; a group of type talk has 1 to 1"},
    {"a leader whom the type does not have", NULL, NULL, "\"leaders\": []", "\"leaders\": [\"L\"]", false,
     "group g2: 1 leader; a group of type walk has 0 to 0"},
    {"cannot attend", NULL, NULL, "\"a\", \"b\"]", "\"a\", \"b\", \"n\"]", false,
     "group g1: Nan (n) can attend 0 of the 2 sessions, and must attend 2"},
    {"a session without its leader", "\"leaders\": {\"min\": 1, \"max\": 1}", "\"leaders\": {\"min\": 1, \"max\": 1, \"attend\": 1}",
     "2027-03-15T09:00", "2027-03-15T19:00", false, "group g1: 0 leaders can attend session 2 (Mon 2027-03-15 20:00); at least 1 must"},
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
