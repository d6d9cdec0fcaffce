/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"
#include "invite_testing.h"

static const unsigned char secret[CVN_SECRET_BYTES] = "0123456789abcdef0123456789abcde";

static void test_token(void **state)
{
    (void)state;
    char one[CVN_REPLY_TOKEN], other[CVN_REPLY_TOKEN];
    unsigned char another[CVN_SECRET_BYTES];
    cvn_reply_token(one, secret, "ibf-2020", "p017");
    /* By an independent implementation: HMAC-SHA-256, key as above, over "ibf-2020\0p017\0", base32, cut after 16. */
    assert_string_equal(one, "yifxyzmbjvxth6u4");
    cvn_reply_token(other, secret, "ibf-2020", "p018");
    assert_string_not_equal(one, other);
    cvn_reply_token(other, secret, "ibf-2021", "p017");
    assert_string_not_equal(one, other);
    cvn_reply_token(one, secret, "a", "bc");
    cvn_reply_token(other, secret, "ab", "c");
    assert_string_not_equal(one, other);
    memcpy(another, secret, sizeof another);
    another[CVN_SECRET_BYTES - 1] ^= 1;
    cvn_reply_token(other, another, "a", "bc");
    assert_string_not_equal(one, other);
}

static void test_address(void **state)
{
    (void)state;
    static const struct {
        const char *email, *reply_to;
        bool secret;
        const char *expected; /* "*" stands for the token */
    } cases[] = {
        {"task@example.org", "", true, "task+c.*@example.org"},
        {"task@example.org", "", false, ""},
        {"task+x@example.org", "", true, "task+x+c.*@example.org"},
        {"task@example.org", "r-{token}@in.example.org", true, "r-*@in.example.org"},
        {"task@example.org", "r-{token}@in.example.org", false, ""},
        {"task@example.org", "office@example.org", true, "office@example.org"},
        {"task@example.org", "office@example.org", false, "office@example.org"},
        {"abcdefghijabcdefghijabcdefghijabcdefghijabcde@example.org", "", true,
         "abcdefghijabcdefghijabcdefghijabcdefghijabcde+c.*@example.org"},
        {"abcdefghijabcdefghijabcdefghijabcdefghijabcdef@example.org", "", true, ""}, /* the 65th byte before the @ */
    };
    char token[CVN_REPLY_TOKEN];
    cvn_reply_token(token, secret, "c1", "p1");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_conference conference = {.id = "c1", .organizer_email = cases[i].email, .organizer_reply_to = cases[i].reply_to};
        const char *got = cvn_reply_address(arena, &conference, cases[i].secret ? secret : NULL, "p1"), *star = strchr(cases[i].expected, '*');
        const char *expected =
            star ? cvn_arena_printf(arena, "%.*s%s%s", (int)(star - cases[i].expected), cases[i].expected, token, star + 1) : cases[i].expected;
        assert_string_equal(got, expected);
        assert_true(!*got || cvn_address_fits(got));
        cvn_arena_free(arena);
    }
}

static void test_next(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found; /* "-" between two */
    } cases[] = {
        {"task+c.abcdefghij234567@example.org", "abcdefghij234567"},
        {"TASK+C.ABCDEFGHIJ234567@EXAMPLE.ORG", "abcdefghij234567"},
        {"r-abcdefghij234567@x, r-aaaaaaaaaaaaaaaa@x", "abcdefghij234567-aaaaaaaaaaaaaaaa"},
        {"task+c.abcdefghij23456@example.org", ""},
        {"task+c.abcdefghij2345677@example.org", ""},
        {"task+c.abcdefghij234561@example.org", ""},
        {"abcdefghij234567", "abcdefghij234567"},
        {"", ""},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char token[CVN_REPLY_TOKEN];
        cvn_buffer found = {0};
        cvn_buffer_text(&found, "");
        for (const char *at = cases[i].text; cvn_reply_token_next(token, &at);)
            cvn_buffer_printf(&found, "%s%s", found.length ? "-" : "", token);
        assert_string_equal(found.text, cases[i].found);
        cvn_buffer_free(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_token), cmocka_unit_test(test_address), cmocka_unit_test(test_next)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
