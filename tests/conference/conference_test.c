/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_lookups(void **state)
{
    (void)state;
    cvn_conference *c = read_good(BASE);
    assert_int_equal(cvn_conference_people(c), 2);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(cvn_conference_person(c, cvn_conference_person_id(c, i)), i);
    assert_int_equal(cvn_conference_person(c, ""), CVN_NO_LIMIT);
    assert_int_equal(cvn_conference_type(c, "talk"), 0);
    assert_int_equal(cvn_conference_type(c, "p1"), CVN_NO_LIMIT);
    assert_string_equal(cvn_conference_person_id(c, 99), "");
    cvn_conference_free(c);
    cvn_conference_free(NULL);
}

static void test_held(void **state)
{
    (void)state;
    cvn_conference *c = read_good(BASE);
    int64_t as_of = c->as_of.min;
    assert_true(cvn_is_held(c, (cvn_instant){as_of - 1}));
    assert_false(cvn_is_held(c, (cvn_instant){as_of}));
    cvn_conference_free(c);
    char *json = patched(BASE, "/as_of-", "");
    c = read_good(json);
    assert_false(cvn_is_held(c, (cvn_instant){0}));
    cvn_conference_free(c);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lookups), cmocka_unit_test(test_held)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
