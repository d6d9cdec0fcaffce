/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static void test_visits(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with(NULL, NULL);
    cvn_visits *visits = NULL;
    uint32_t count, a = cvn_conference_person(conference, "a"), b = cvn_conference_person(conference, "b");
    assert_int_equal(cvn_visits_new(&visits, conference, allocation, NULL), CVN_OK);

    /* a visits g2 for session 2 instead of their own group's */
    const cvn_visit *at = cvn_visits_of(visits, a, &count);
    assert_int_equal(count, 2);
    assert_int_equal(at[0].group, 0);
    assert_false(at[0].guest);
    assert_int_equal(at[1].group, 1);
    assert_int_equal(at[1].session, 1);
    assert_true(at[1].guest);
    assert_true(cvn_visit_is_turn(conference, allocation, a, &at[0]));
    assert_false(cvn_visit_is_turn(conference, allocation, a, &at[1]));

    at = cvn_visits_of(visits, b, &count);
    assert_int_equal(count, 2);
    assert_false(cvn_visit_is_turn(conference, allocation, b, &at[0]));
    assert_true(cvn_visit_is_turn(conference, allocation, b, &at[1]));
    at = cvn_visits_of(visits, cvn_conference_person(conference, "L"), &count);
    assert_int_equal(count, 2);
    assert_true(at[0].leads);
    assert_null(cvn_visits_of(visits, cvn_conference_person(conference, "c"), &count));
    assert_int_equal(count, 0);
    cvn_visits_free(visits);
    cvn_visits_free(NULL);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

static void test_stranger(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with("\"who\": \"a\"", "\"who\": \"zz\"");
    cvn_visits *visits = NULL;
    assert_int_equal(cvn_visits_new(&visits, conference, allocation, NULL), CVN_E_DATA);
    assert_null(visits);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_visits), cmocka_unit_test(test_stranger)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
