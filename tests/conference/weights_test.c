/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_defaults(void **state)
{
    (void)state;
    char *json = patched(BASE, "/weights-", ""), *bare = patched(json, "/unsocial_hours-", "");
    cvn_conference *c = read_good(bare);
    const cvn_weights *w = &c->weights;
    assert_true(w->if_needed == 1 && w->unsocial == 1 && w->preference == 2 && w->missed == 3);
    assert_true(w->size == 1 && w->move == 4 && w->rota == 1 && w->place == 12);
    assert_int_equal(c->unsocial_from_min, 22 * 60);
    assert_int_equal(c->unsocial_to_min, 7 * 60);
    cvn_conference_free(c);
    free(json);
    free(bare);
}

static void test_given(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/weights", "{\"place\": 0, \"missed\": 1000000}");
    assert_true(c->weights.place == 0 && c->weights.missed == 1000000 && c->weights.move == 4);
    cvn_conference_free(c);
    c = read_patched("/unsocial_hours", "{\"from\": \"00:00\", \"to\": \"24:00\"}");
    assert_int_equal(c->unsocial_from_min, 0);
    assert_int_equal(c->unsocial_to_min, 1440);
    cvn_conference_free(c);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/weights/size", "-1", "/weights/size: expected a whole number from 0 to 1000000, not -1"},
        {"/weights/size", "0.5", "/weights/size: expected a whole number from 0 to 1000000, not 0.5"},
        {"/weights+", "\"prefernce\": 1", "/weights/prefernce: unknown key \"prefernce\"; did you mean \"preference\"?"},
        {"/weights", "3", "/weights: expected an object, not 3"},
        {"/unsocial_hours/from", "\"24:00\"",
         "/unsocial_hours/from: \"24:00\" is not a time of day: expected \"00:00\" to \"23:59\", two digits each"},
        {"/unsocial_hours/to", "\"7\"", "/unsocial_hours/to: \"7\" is not a time of day: expected \"00:00\" to \"24:00\", two digits each"},
        {"/unsocial_hours/to-", "", "/unsocial_hours/to: is missing"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults), cmocka_unit_test(test_given), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
