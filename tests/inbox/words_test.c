/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/words.h"

#include "cmocka_all.h"

static void test_items(void **state)
{
    (void)state;
    static const struct {
        const char *item, *recurrence, *words;
    } rows[] = {
        {"session/g1/2", "", "g1, session 2"},
        {"session/a/b/2", "", "a/b, session 2"},
        {"series/g1", "", "g1, all sessions"},
        {"series/g1", "2027-03-08T17:00:00Z", "g1, 2027-03-08T17:00:00Z"},
        {"plenary/opening", "", "plenary opening"},
        {"letter/unplaced", "", "letter"},
        {"former/session/g1/2 old@example.org", "", "g1, session 2, at old@example.org"},
        {"former/session/a b/2 old@example.org", "", "a b, session 2, at old@example.org"},
        {"former/session/g1", "", "former/session/g1"},
        {"", "", ""},
    };
    cvn_arena *arena = cvn_arena_new();
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        assert_string_equal(cvn_item_words(arena, rows[i].item, rows[i].recurrence), rows[i].words);
    cvn_arena_free(arena);
}

static void test_who(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_reply reply = {.person = "p1", .name = "Ann", .address = "a@example.org", .sender = "s@example.org"};
    assert_string_equal(cvn_reply_who(arena, &reply), "Ann (p1)");
    reply.person = "";
    assert_string_equal(cvn_reply_who(arena, &reply), "a@example.org");
    reply.address = "";
    assert_string_equal(cvn_reply_who(arena, &reply), "s@example.org");
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_items), cmocka_unit_test(test_who)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
