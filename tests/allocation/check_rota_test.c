/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"no rota", NULL, NULL, ", \"rota\": [[\"a\"], [\"b\"]]", "", false, "group g1: a rota for 0 sessions, and it has 2"},
    {"a rota too many", NULL, NULL, "\"members\": [\"t\", \"e\"]", "\"members\": [\"t\", \"e\"], \"rota\": []", false,
     "group g2: it has a rota"},
    {"nobody", NULL, NULL, "[[\"a\"]", "[[]", false, "group g1: 0 turns in session 1 (Mon 2027-03-08 10:00); there must be 1"},
    {"two", NULL, NULL, "[[\"a\"]", "[[\"a\", \"b\"]", false, "group g1: 2 turns in session 1"},
    {"the same twice", "\"per_session\": 1", "\"per_session\": 2", "[[\"a\"], [\"b\"]]", "[[\"a\", \"a\"], [\"b\", \"a\"]]", false,
     "group g1: a has two turns in session 1"},
    {"a leader", NULL, NULL, "[[\"a\"]", "[[\"L\"]", false, "group g1: L cannot have a turn in session 1"},
    {"a leader where all may", "\"per_session\": 1", "\"per_session\": 1, \"among\": \"all\"", "[[\"a\"]", "[[\"L\"]", false, NULL},
    {"a stranger", NULL, NULL, "[[\"a\"]", "[[\"zz\"]", false, "group g1: zz cannot have a turn"},
    {"one who does not match", "\"per_session\": 1", "\"per_session\": 1, \"where\": {\"country\": \"GB\"}", NULL, NULL, false,
     "group g1: a cannot have a turn"},
    {"fewer where fewer can", "\"per_session\": 1", "\"per_session\": 3", "[[\"a\"], [\"b\"]]", "[[\"a\", \"b\"], [\"b\", \"a\"]]", false,
     NULL},
    {"held, as it was", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", NULL, NULL, true, NULL},
    {"held, and changed", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", "[[\"a\"]", "[[\"b\"]", true,
     "the turns in session 1 (Mon 2027-03-08 10:00) are held"},
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
