/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"member of two groups", NULL, NULL, "\"t\", \"e\"", "\"t\", \"e\", \"a\"", false,
     "Ann (a) is placed more than once: member of g1, member of g2"},
    {"member twice in one", NULL, NULL, "\"t\", \"e\"", "\"t\", \"e\", \"e\"", false, "e is placed more than once"},
    {"leader and member", "\"roles\": [\"leader\"]", "\"roles\": [\"leader\", \"member\"]", "\"a\", \"b\"]", "\"a\", \"b\", \"L\"]", false,
     "Lea (L) is placed more than once"},
    {"leads more than they may", "\"max\": 3}", "\"max\": 3}, \"leaders\": {\"min\": 0, \"max\": 1}", "\"leaders\": []", "\"leaders\": [\"L\"]",
     false, "Lea (L) leads 2 groups, and may lead 1"},
    {"leads two", "\"roles\": [\"leader\"]", "\"lead_max\": 2, \"roles\": [\"leader\"]", NULL, NULL, false, NULL},
    {"leads one twice", "\"roles\": [\"leader\"]", "\"lead_max\": 2, \"roles\": [\"leader\"]", "[\"L\"]", "[\"L\", \"L\"]", false,
     "Lea (L) leads a group twice"},
    {"too many of a type", NULL, NULL, "\"talk\"", "\"walk\"", false, "2 groups of type walk; there may be at most 1"},
    {"leads two at once", "\"roles\": [\"leader\"]", "\"lead_max\": 2, \"roles\": [\"leader\"]",
     "\"2027-03-09T10:00:00Z\", \"2027-03-16T10:00:00Z\"], \"leaders\": []",
     "\"2027-03-08T09:00:00Z\", \"2027-03-16T10:00:00Z\"], \"leaders\": [\"L\"]", false,
     "Lea (L) leads two sessions at once: groups g1 and g2 at 2027-03-08T09:00:00Z"},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

static void test_one_after_the_other(void **state)
{
    (void)state;
    static const cvn_edit edit = {"leads one after the other",
                                  "\"roles\": [\"leader\"]",
                                  "\"lead_max\": 2, \"roles\": [\"leader\"]",
                                  "\"2027-03-09T10:00:00Z\", \"2027-03-16T10:00:00Z\"], \"leaders\": []",
                                  "\"2027-03-08T10:00:00Z\", \"2027-03-15T10:00:00Z\"], \"leaders\": [\"L\"]",
                                  false,
                                  NULL};
    assert_edit(&edit, "\"max\": 3}", "\"max\": 3}, \"leaders\": {\"min\": 0, \"max\": 1}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_one_after_the_other)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
