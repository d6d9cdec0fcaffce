/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_defaults(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/group_types", "[{\"id\": \"a\", \"size\": {\"min\": 3, \"ideal\": 3, \"max\": 3}}]");
    const cvn_type *t = c->types;
    assert_int_equal(c->type_count, 1);
    assert_string_equal(t->title, "a");
    assert_int_equal(t->size_keep, 3);
    assert_false(t->has_leaders);
    assert_int_equal(t->leaders_max, 0);
    assert_false(t->has_rota);
    assert_int_equal(t->max_groups, CVN_NO_LIMIT);
    assert_int_equal(cvn_conference_type(c, "a"), 0);
    assert_int_equal(cvn_conference_type(c, "b"), CVN_NO_LIMIT);
    cvn_conference_free(c);
}

static void test_given(void **state)
{
    (void)state;
    cvn_conference *c =
        read_patched("/group_types", "[{\"id\": \"a\", \"title\": \"A\", \"size\": {\"min\": 3, \"ideal\": 4, \"max\": 5, \"keep\": 2},"
                                     "\"leaders\": {\"min\": 0, \"max\": 2, \"attend\": 1}, \"max_groups\": 0,"
                                     "\"rota\": {\"per_session\": 2, \"among\": \"all\", \"where\": {\"level\": [\"b\", \"a\", \"b\"]}}}]");
    const cvn_type *t = c->types;
    assert_string_equal(t->title, "A");
    assert_int_equal(t->size_keep, 2);
    assert_true(t->has_leaders && t->leaders_min == 0 && t->leaders_max == 2 && t->leaders_attend == 1);
    assert_true(t->has_rota && t->rota_per_session == 2 && t->rota_among == CVN_AMONG_ALL);
    assert_int_equal(t->rota_where.count, 1);
    assert_int_equal(t->rota_where.keys[0].count, 2);
    assert_int_equal(t->max_groups, 0);
    cvn_conference_free(c);
    c = read_good(BASE);
    assert_int_equal(c->types[0].leaders_attend, CVN_NO_LIMIT);
    assert_int_equal(c->types[0].rota_among, CVN_AMONG_MEMBERS);
    cvn_conference_free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/group_types", "{}", "/group_types: expected a list, not an object"},
        {"/group_types/0", "1", "/group_types/0: expected an object, not 1"},
        {"/group_types/0/id-", "", "/group_types/0/id: is missing"},
        {"/group_types/0/size-", "", "/group_types/0/size: is missing"},
        {"/group_types/0/size/min", "0", "/group_types/0/size/min: expected a whole number from 1 to 10000, not 0"},
        {"/group_types/0/size/ideal", "1", "/group_types/0/size/ideal: 1 is less than min, 2"},
        {"/group_types/0/size/ideal", "5", "/group_types/0/size/max: 4 is less than ideal, 5"},
        {"/group_types/0/size/max", "1", "/group_types/0/size/max: 1 is less than ideal, 3"},
        {"/group_types/0/size/ideal-", "", "/group_types/0/size/ideal: is missing"},
        {"/group_types/0/size+", "\"keep\": 3",
         "/group_types/0/size/keep: 3 is more than min, 2: keep is what a group of the baseline may shrink to"},
        {"/group_types/0/size+", "\"keep\": 0", "/group_types/0/size/keep: expected a whole number from 1 to 10000, not 0"},
        {"/group_types/0/size+", "\"idael\": 3", "/group_types/0/size/idael: unknown key \"idael\"; did you mean \"ideal\"?"},
        {"/group_types/0/leaders/min", "2", "/group_types/0/leaders/max: 1 is less than min, 2"},
        {"/group_types/0/leaders/max-", "", "/group_types/0/leaders/max: is missing"},
        {"/group_types/0/leaders+", "\"attend\": 3", "/group_types/0/leaders/attend: expected a whole number from 0 to 2, not 3"},
        {"/group_types/0/leaders", "1", "/group_types/0/leaders: expected an object, not 1"},
        {"/group_types/0/rota/per_session", "0", "/group_types/0/rota/per_session: expected a whole number from 1 to 10000, not 0"},
        {"/group_types/0/rota+", "\"among\": \"member\"", "/group_types/0/rota/among: \"member\" is not known here; did you mean \"members\"?"},
        {"/group_types/0/rota+", "\"where\": {\"level\": []}",
         "/group_types/0/rota/where/level: matches nobody: expected a value, or a list of values any of which matches"},
        {"/group_types/0+", "\"max_groups\": -1", "/group_types/0/max_groups: expected a whole number from 0 to 100000, not -1"},
        {"/group_types/0+", "\"sizes\": {}", "/group_types/0/sizes: unknown key \"sizes\"; did you mean \"size\"?"},
        {"/group_types+", "{\"id\": \"talk\", \"size\": {\"min\": 3, \"ideal\": 3, \"max\": 3}}",
         "/group_types/1/id: \"talk\" is the id of group type 0 too (counted from 0): expected another one"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults), cmocka_unit_test(test_given), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
