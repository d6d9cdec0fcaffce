/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include <string.h>

#include "mail/smtp_refusal.h"

static void servers_words_are_understood(void **state)
{
    static const struct {
        const char *reply;
        cvn_smtp_about about;
    } cases[] = {
        {"554 5.7.1 <b@example.org>: Relay access denied", CVN_SMTP_ABOUT_US},                              /* Postfix */
        {"550 relay not permitted", CVN_SMTP_ABOUT_US},                                                     /* Exim */
        {"550 5.7.1 b@example.org... Relaying denied. Proper authentication required.", CVN_SMTP_ABOUT_US}, /* Sendmail */
        {"550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", CVN_SMTP_ABOUT_US},           /* Exchange */
        {"553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", CVN_SMTP_ABOUT_US},       /* qmail */
        {"530 5.7.0 authentication is required here", CVN_SMTP_ABOUT_US},
        {"530 log in", CVN_SMTP_ABOUT_US},
        {"530 5.7.0", CVN_SMTP_ABOUT_US},
        {"550-5.7.1 you are not logged in", CVN_SMTP_ABOUT_US},
        {"550 5.1.1 no such user here", CVN_SMTP_ABOUT_THEM},
        {"550 5.1.1 <b@example.org>: Recipient address rejected: User unknown in relay recipient table", CVN_SMTP_ABOUT_THEM},
        {"550 5.2.1 the mailbox is switched off", CVN_SMTP_ABOUT_THEM},
        {"550 Unrouteable address", CVN_SMTP_ABOUT_THEM},
        {"550 Requested action not taken: mailbox unavailable", CVN_SMTP_ABOUT_THEM},
        {"550 no such user: b@example.org", CVN_SMTP_ABOUT_THEM},
        {"550 5.7.1 rejected by policy", CVN_SMTP_ABOUT_EITHER},
        {"550 Administrative prohibition", CVN_SMTP_ABOUT_EITHER},
        {"550 Access denied", CVN_SMTP_ABOUT_EITHER},
        {"554", CVN_SMTP_ABOUT_EITHER},
        {"550 rejected 15.7.1 times", CVN_SMTP_ABOUT_EITHER}, /* no code */
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        if (cvn_smtp_about_whom(cases[i].reply, "b@example.org") != cases[i].about)
            fail_msg("%s: %d", cases[i].reply, (int)cvn_smtp_about_whom(cases[i].reply, "b@example.org"));
}

/** An address is no word of the server's. */
static void the_recipient_is_taken_out_first(void **state)
{
    (void)state;
    assert_int_equal(cvn_smtp_about_whom("550 <Relay@login.example>: refused", "relay@login.example"), CVN_SMTP_ABOUT_EITHER);
    assert_int_equal(cvn_smtp_about_whom("550 5.7.1 <unknown-user@example.org> rejected", "unknown-user@example.org"), CVN_SMTP_ABOUT_EITHER);
}

static void three_different_ones_alike_are_not_about_them(void **state)
{
    cvn_smtp_suspects s = {0};
    (void)state;
    assert_false(cvn_smtp_suspect(&s, "550 <a@example.org> no", "a@example.org"));
    assert_false(cvn_smtp_suspect(&s, "550 <a@example.org> no", "a@example.org")); /* the same again tells nothing new */
    assert_false(cvn_smtp_suspect(&s, "550 <A@example.org> no", "A@example.org"));
    assert_false(cvn_smtp_suspect(&s, "550 <b@example.org> no", "b@example.org"));
    assert_false(cvn_smtp_suspect(&s, "550 <c@example.org> another refusal", "c@example.org"));
    assert_false(cvn_smtp_suspect(&s, "550 <a@example.org> no", "a@example.org"));
    assert_false(cvn_smtp_suspect(&s, "550 <b@example.org> no", "b@example.org"));
    assert_true(cvn_smtp_suspect(&s, "550 <d@example.org> no", "d@example.org"));
    assert_true(cvn_smtp_suspect(&s, "550 <e@example.org> no", "e@example.org"));
    s = (cvn_smtp_suspects){0};
    for (uint32_t k = 0; k < 2 * CVN_SMTP_TIMES; k++) /* one mailbox alone may be refused as often as it has messages */
        assert_false(cvn_smtp_suspect(&s, "550 no", "a@example.org"));
    assert_true(cvn_smtp_suspect(&s, "550 no", "b@example.org"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(servers_words_are_understood), cmocka_unit_test(the_recipient_is_taken_out_first),
                                       cmocka_unit_test(three_different_ones_alike_are_not_about_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
