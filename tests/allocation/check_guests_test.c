/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"at home", NULL, NULL, "\"who\": \"a\"", "\"who\": \"e\"", false, "group g2: e is a guest in their own group"},
    {"in no group", NULL, NULL, "\"who\": \"a\"", "\"who\": \"c\"", false, "group g2: Cy (c) is a guest, and a member of no group"},
    {"a leader", NULL, NULL, "\"who\": \"a\"", "\"who\": \"L\"", false, "group g2: Lea (L) is a guest, and a member of no group"},
    {"a stranger", NULL, NULL, "\"who\": \"a\"", "\"who\": \"zz\"", false, "group g2: a guest has the id zz"},
    {"session 0", NULL, NULL, "\"session\": 2", "\"session\": 0", false, "group g2: Ann (a) is a guest in session 0, and it has 2"},
    {"session 3", NULL, NULL, "\"session\": 2", "\"session\": 3", false, "group g2: Ann (a) is a guest in session 3, and it has 2"},
    {"twice", NULL, NULL, "{\"who\": \"a\", \"session\": 2}", "{\"who\": \"a\", \"session\": 2}, {\"who\": \"a\", \"session\": 2}", false,
     "Ann (a) is a guest twice for session 2"},
    {"both sessions", NULL, NULL, "{\"who\": \"a\", \"session\": 2}", "{\"who\": \"a\", \"session\": 2}, {\"who\": \"a\", \"session\": 1}",
     false, NULL},
    {"cannot attend", "\"name\": \"Ann\"",
     "\"name\": \"Ann\", \"unavailable\": [{\"date\": \"2027-03-16\", \"from\": \"11:30\", \"to\": \"11:31\"}]", NULL, NULL, false,
     "group g2: Ann (a) is a guest in session 2 (Tue 2027-03-16 11:00), and cannot attend it"},
    {"nearly cannot", "\"name\": \"Ann\"",
     "\"name\": \"Ann\", \"unavailable\": [{\"date\": \"2027-03-16\", \"from\": \"12:00\", \"to\": \"13:00\"}]", NULL, NULL, false, NULL},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

static void test_held(void **state)
{
    (void)state;
    static const cvn_edit edit = {"could not attend what is held",
                                  "\"name\": \"Ann\"",
                                  "\"name\": \"Ann\", \"unavailable\": [{\"date\": \"2027-03-16\", \"from\": \"11:30\", \"to\": \"11:31\"}]",
                                  NULL,
                                  NULL,
                                  true,
                                  NULL};
    assert_edit(&edit, "\"locale\": \"en\"", "\"as_of\": \"2027-03-17T00:00:00Z\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_held)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
