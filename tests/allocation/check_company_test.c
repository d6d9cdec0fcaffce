/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"at most one DK among members", "/*rules*/", "{\"rule\": \"at_most\", \"count\": 0, \"same\": \"country\"}", NULL, NULL, false,
     "group g1: rule 0 (at_most): 1 share country DK; at most 0 may"},
    {"a list counts each value", "/*rules*/", "{\"rule\": \"at_most\", \"count\": 1, \"same\": \"country\"}", "\"a\", \"b\"]",
     "\"a\", \"b\", \"c\"]", false, "group g1: rule 0 (at_most): 2 share country DK"},
    {"one each", "/*rules*/", "{\"rule\": \"at_most\", \"count\": 1, \"same\": \"country\"}", NULL, NULL, false, NULL},
    {"an attribute that nobody has", "/*rules*/", "{\"rule\": \"at_most\", \"count\": 0, \"same\": \"shoe\"}", NULL, NULL, false, NULL},
    {"none of them", "/*rules*/", "{\"rule\": \"at_least\", \"count\": 1, \"where\": {\"country\": [\"GB\", \"SE\"]}}", NULL, NULL, false,
     "group g2: rule 0 (at_least): 0 match"},
    {"one of them", "/*rules*/", "{\"rule\": \"at_least\", \"count\": 1, \"where\": {\"country\": [\"GB\", \"DK\"]}}", NULL, NULL, false, NULL},
    {"one country of two", "/*rules*/", "{\"rule\": \"distinct\", \"count\": 2, \"of\": \"country\"}", NULL, NULL, false,
     "group g2: rule 0 (distinct): 1 different values of country; at least 2"},
    {"none of the leaders", "/*rules*/", "{\"rule\": \"distinct\", \"count\": 1, \"of\": \"country\", \"among\": \"leaders\"}", NULL, NULL,
     false, "group g1: rule 0 (distinct): 0 different"},
    {"nothing shared", "/*rules*/", "{\"rule\": \"shared\", \"over\": \"country\"}", NULL, NULL, false,
     "group g1: rule 0 (shared): no value of country is held by everybody"},
    {"no leaders share anything", "/*rules*/", "{\"rule\": \"shared\", \"over\": \"country\", \"among\": \"leaders\"}", NULL, NULL, false,
     "group g1: rule 0 (shared)"},
    {"weighted", "/*rules*/", "{\"rule\": \"shared\", \"over\": \"country\", \"weight\": 5}", NULL, NULL, false, NULL},
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
