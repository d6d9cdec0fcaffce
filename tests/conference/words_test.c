/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "ana@example.org", "a.b+c@x-y.example.org", "o'hara@example.org", "root@localhost", "jörg@exämple.de"};
    static const char *const bad[] = {"ana",
                                      "@example.org",
                                      "ana@",
                                      "a b@example.org",
                                      "a@b@example.org",
                                      "a@example..org",
                                      ".a@example.org",
                                      "a.@example.org",
                                      "a@-example.org",
                                      "a@example.org-",
                                      "<a@example.org>",
                                      "Ana <a@example.org>",
                                      "a@example.org,b@example.org",
                                      "a@example.org;b@example.org",
                                      "a@example.org\nBcc: b@example.org",
                                      "a@example.org\r",
                                      "a\xc2\x85@example.org",
                                      "\"a\"@example.org",
                                      "a@[127.0.0.1]",
                                      "a(b)@example.org",
                                      "a@ex_ample.org",
                                      "12345678901234567890123456789012345678901234567890123456789012345@example.org"};
    for (size_t i = 0; i < CVN_COUNT(good); i++)
        if (cvn_wrong_email(good[i]))
            fail_msg("%s is refused: %s", good[i], cvn_wrong_email(good[i]));
    for (size_t i = 0; i < CVN_COUNT(bad); i++)
        if (!cvn_wrong_email(bad[i]))
            fail_msg("%s is let pass", bad[i]);
    assert_non_null(strstr(cvn_wrong_email("a@example.org\nBcc: b@example.org"), "control character"));
}

static void test_locales(void **state)
{
    (void)state;
    static const char *const good[] = {"en", "da", "pt-BR", "zh-Hans-CN", "de-CH-1996", "sl-rozaj-biske", "en-a-myext-x-abc"};
    static const char *const bad[] = {"", "e", "en-", "-en", "en--US", "pt_BR", "12", "en US", "en-toolongpart", "en\n"};
    for (size_t i = 0; i < CVN_COUNT(good); i++)
        if (cvn_wrong_locale(good[i]))
            fail_msg("%s is refused", good[i]);
    for (size_t i = 0; i < CVN_COUNT(bad); i++)
        if (!cvn_wrong_locale(bad[i]))
            fail_msg("%s is let pass", bad[i]);
}

static void test_near(void **state)
{
    (void)state;
    static const struct {
        const char *name, *candidates[4], *best;
    } rows[] = {
        {"p17", {"p1", "p017", "p71"}, "p1"},
        {"availabilty", {"available", "availability", "unavailable"}, "availability"},
        {"x", {"a", "b"}, NULL},
        {"titel", {"title"}, "title"},
        {"zzzzzz", {"title"}, NULL},
        {"", {"a"}, NULL},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_near near = {.name = rows[i].name};
        for (size_t k = 0; rows[i].candidates[k]; k++)
            cvn_near_try(&near, rows[i].candidates[k]);
        if (!cvn_text_equal(near.best, rows[i].best))
            fail_msg("nearest to %s: %s", rows[i].name, near.best ? near.best : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses), cmocka_unit_test(test_locales), cmocka_unit_test(test_near)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
