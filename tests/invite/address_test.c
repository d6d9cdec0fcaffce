/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"
#include "invite_testing.h"

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        bool fits;
    } rows[] = {
        {"a@example.org", true},
        {"first.last+tag@sub.example.org", true},
        {"o'neil@example.org", true},
        {"a@localhost", true},
        {"", false},
        {"a", false},
        {"@example.org", false},
        {"a@", false},
        {"a@b@c.org", false},
        {"a b@example.org", false},
        {"a@example.org\r\nBcc: x@evil.example", false},
        {"a@example.org,b@example.org", false},
        {"<a@example.org>", false},
        {"Ann <a@example.org>", false},
        {"a@example..org", false},
        {".a@example.org", false},
        {"a.@example.org", false},
        {"a@-example.org", false},
        {"a@example.org-", false},
        {"\"a b\"@example.org", false},
        {"ø@example.org", false},
        {"a@exämple.org", false},
        {"a@example.org\n", false},
        {"a;b@example.org", false},
        {"a(x)@example.org", false},
        {"a@[127.0.0.1]", false},
        {"0123456789012345678901234567890123456789012345678901234567890123@example.org", true},
        {"01234567890123456789012345678901234567890123456789012345678901234@example.org", false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        if (cvn_address_fits(rows[i].address) != rows[i].fits)
            fail_msg("\"%s\" is taken for %s", rows[i].address, rows[i].fits ? "wrong" : "right");
}

static void test_lines(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    assert_string_equal(cvn_one_line(arena, "a\r\nBcc: b\tc\x7f"), "a  Bcc: b c ");
    assert_string_equal(cvn_one_line(arena, "x\xe2\x80\xa8y\xe2\x80\xaez\xc2\x85"), "x y z ");
    assert_string_equal(cvn_one_line(arena, "Søren Žižek – 李"), "Søren Žižek – 李");
    assert_string_equal(cvn_one_line(arena, ""), "");
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses), cmocka_unit_test(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
