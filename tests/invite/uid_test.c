/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"
#include "invite_testing.h"

static void test_uid(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    const char *uid = cvn_uid_of(arena, "ibf-2020", "session/g1/2", "p017");
    /* For ever: another value here doubles every calendar entry that was ever sent. */
    assert_string_equal(uid, "64024b33-a5f5-5a61-802b-837435cb6140");
    assert_string_not_equal(uid, cvn_uid_of(arena, "ibf-2020", "session/g1/2", "p018"));
    assert_string_not_equal(uid, cvn_uid_of(arena, "ibf-2020", "session/g1/3", "p017"));
    assert_string_not_equal(uid, cvn_uid_of(arena, "ibf-2021", "session/g1/2", "p017"));
    assert_string_not_equal(cvn_uid_of(arena, "a", "bc", "d"), cvn_uid_of(arena, "ab", "c", "d"));
    assert_int_equal(uid[14], '5');
    assert_non_null(strchr("89ab", uid[19]));
    cvn_arena_free(arena);
}

static void test_message_id(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    assert_string_equal(cvn_message_id_of(arena, "u", 3, CVN_MESSAGE_CANCEL, "org@example.org"), "u.3.cancel@example.org");
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_uid), cmocka_unit_test(test_message_id)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
