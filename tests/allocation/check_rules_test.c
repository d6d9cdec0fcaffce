/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"kept apart", "/*rules*/", "{\"rule\": \"apart\", \"who\": [\"a\", \"b\"]}", NULL, NULL, false, "group g1: rule 0 (apart)"},
    {"apart", "/*rules*/", "{\"rule\": \"apart\", \"who\": [\"a\", \"t\", \"c\"]}", NULL, NULL, false, NULL},
    {"apart among leaders", "/*rules*/", "{\"rule\": \"apart\", \"who\": [\"a\", \"b\"], \"among\": \"leaders\"}", NULL, NULL, false, NULL},
    {"torn", "/*rules*/", "{\"rule\": \"together\", \"who\": [\"a\", \"t\", \"c\"]}", NULL, NULL, false,
     "rule 0 (together): those whom it keeps together are in 2 groups"},
    {"together, one unplaced", "/*rules*/", "{\"rule\": \"together\", \"who\": [\"a\", \"b\", \"c\"]}", NULL, NULL, false, NULL},
    {"in", "/*rules*/", "{\"rule\": \"in\", \"who\": [\"a\", \"c\"], \"group\": \"g1\"}", NULL, NULL, true, NULL},
    {"elsewhere", "/*rules*/", "{\"rule\": \"in\", \"who\": [\"a\", \"t\"], \"group\": \"g1\"}", NULL, NULL, true,
     "group g2: rule 0 (in): Tia (t) is to be in group g1"},
    {"fixed", "/*rules*/", "{\"rule\": \"fix\", \"groups\": [\"g2\", \"g1\"]}", NULL, NULL, true, NULL},
    {"fixed, others join", "/*rules*/", "{\"rule\": \"fix\", \"groups\": [\"g2\"]}", "\"t\", \"e\"", "\"t\", \"c\", \"e\"", true,
     "unplaced: Cy (c) does not belong there: they are in a group"},
    {"fixed, somebody gone", "/*rules*/", "{\"rule\": \"fix\", \"groups\": [\"g2\"]}", "\"t\", \"e\"", "\"t\", \"c\"", true,
     "group g2: rule 0 (fix): e is to stay where they were"},
    {"fixed, moved", "/*rules*/", "{\"rule\": \"fix\", \"groups\": [\"g2\"]}", "2027-03-16T10:00", "2027-03-16T11:00", true,
     "group g2: rule 0 (fix): its sessions are to stay"},
    {"fixed, ended", "/*rules*/", "{\"rule\": \"fix\", \"groups\": [\"g2\"]}", "\"g2\"", "\"g3\"", true, "group g2: rule 0 (fix)"},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

static void test_without_baseline(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with("/*rules*/", "{\"rule\": \"in\", \"who\": [\"a\"], \"group\": \"g1\"}");
    cvn_allocation *allocation = allocation_with(NULL, NULL), *baseline = allocation_with("\"g1\"", "\"g9\"");
    cvn_error *error = cvn_error_new();
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, NULL, error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(error, 0), "/rules/0: group \"g1\" is one of an earlier allocation"));
    cvn_error_clear(error);
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, baseline, error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(error, 0), "/rules/0: the baseline has no group \"g1\""));
    assert_null(verdict);
    cvn_error_free(error);
    cvn_allocation_free(baseline);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_without_baseline)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
