/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

static void test_counts(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_facts *facts = cvn_facts_new(conference);
    assert_int_equal(facts->active, 8);
    assert_int_equal(facts->waiting, 1);
    assert_int_equal(facts->dropped, 1);
    assert_int_equal(facts->members, 7);
    assert_int_equal(facts->leaders, 1);
    assert_int_equal(facts->zone_count, 2);
    assert_string_equal(facts->zones[0].name, "Europe/Copenhagen");
    assert_int_equal(facts->zones[0].count, 7);
    assert_int_equal(facts->zones[1].count, 1);
    assert_int_equal(facts->country_count, 3);
    assert_string_equal(facts->countries[0].name, "DK");
    assert_int_equal(facts->countries[0].count, 3);
    assert_string_equal(facts->types[0].name, "talk");
    assert_int_equal(facts->types[0].count, 7);
    assert_int_equal(facts->types[1].count, 8);
    assert_int_equal(facts->types[1].first, 1);
    assert_int_equal(facts->narrow_count, 0);
    assert_int_equal(facts->same_count, 0);
    cvn_facts_free(facts);
    cvn_facts_free(NULL);
    cvn_conference_free(conference);
}

static void test_heat(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_facts *facts = cvn_facts_new(conference);
    /* eight and nine Mondays to Fridays in the season; b lives an hour behind, n comes on Tuesdays alone */
    assert_int_equal(facts->heat[0][8].starts, 9);
    assert_int_equal(facts->heat[5][8].starts, 8);
    assert_int_equal(facts->heat[0][8].free, 6);
    assert_int_equal(facts->heat[1][8].free, 7);
    assert_int_equal(facts->heat[1][9].free, 8);
    assert_int_equal(facts->heat[1][20].free, 1);
    assert_int_equal(facts->heat[5][12].free, 0);
    assert_int_equal(facts->heat[1][9].if_needed, 0);
    assert_int_equal(facts->heat_most, 8);
    cvn_facts_free(facts);
    cvn_conference_free(conference);
}

static void test_same_address(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(
        "\"participants\": [", "\"participants\": ["
                               "{\"id\": \"1\", \"email\": \"Ann@example.org\", \"timezone\": \"UTC\"},"
                               "{\"id\": \"2\", \"email\": \"bo@example.org\", \"timezone\": \"UTC\"},"
                               "{\"id\": \"3\", \"email\": \"ann@Example.org\", \"timezone\": \"UTC\"},"
                               "{\"id\": \"4\", \"email\": \"bo@example.org\", \"status\": \"dropped\", \"timezone\": \"UTC\"},"
                               "{\"id\": \"5\", \"email\": \"ann@example.org\", \"status\": \"waiting\", \"timezone\": \"UTC\"},");
    cvn_facts *facts = cvn_facts_new(conference);
    assert_int_equal(facts->same_count, 1);
    assert_int_equal(facts->same[0].count, 3);
    assert_int_equal(facts->same[0].people[0], 0);
    assert_int_equal(facts->same[0].people[1], 2);
    assert_int_equal(facts->same[0].people[2], 4);
    assert_int_equal(facts->narrow_count, 3); /* of those five, the active ones gave no hours */
    cvn_facts_free(facts);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts), cmocka_unit_test(test_heat), cmocka_unit_test(test_same_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
