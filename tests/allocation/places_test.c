/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static void test_places(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with("\"leaders\": []", "\"leaders\": [\"L\"]");
    cvn_places *places = NULL;
    uint32_t count;
    assert_int_equal(cvn_places_new(&places, conference, allocation, NULL), CVN_OK);
    const cvn_place *at = cvn_places_of(places, cvn_conference_person(conference, "L"), &count);
    assert_int_equal(count, 2);
    assert_int_equal(at[0].group, 0);
    assert_int_equal(at[1].group, 1);
    assert_true(at[0].leads && at[1].leads);
    at = cvn_places_of(places, cvn_conference_person(conference, "e"), &count);
    assert_int_equal(count, 1);
    assert_false(at->leads);
    assert_int_equal(at->group, 1);
    assert_null(cvn_places_of(places, cvn_conference_person(conference, "c"), &count));
    assert_int_equal(count, 0);
    cvn_places_free(places);
    cvn_places_free(NULL);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

static void test_strangers(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with("\"t\", \"e\"", "\"y\", \"z\"");
    cvn_error *error = cvn_error_new();
    cvn_places *places = NULL;
    assert_int_equal(cvn_places_new(&places, conference, allocation, error), CVN_E_DATA);
    assert_null(places);
    assert_int_equal(cvn_error_count(error), 2);
    assert_string_equal(cvn_error_message(error, 1), "allocation.json: group g2: nobody in the conference has the id \"z\"");
    cvn_error_free(error);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_strangers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
