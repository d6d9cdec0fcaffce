/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"

static void addresses_are_held_against_what_can_go_wrong(void **state)
{
    static const struct {
        const char *address;
        bool valid;
    } cases[] = {
        {"a@example.org", true},
        {"first.last+tag@sub.example.org", true},
        {"o'brien@example.org", true},
        {"j\xc3\xb8rgen@example.org", true},
        {"a@b\xc3\xbc"
         "cher.example",
         true},
        {"", false},
        {"a", false},
        {"@example.org", false},
        {"a@", false},
        {"a@b@c", false},
        {"a b@example.org", false},
        {"a@example.org\r\nBcc: x@y.z", false},
        {"a@example.org,b@example.org", false},
        {"<a@example.org>", false},
        {"\"a b\"@example.org", false},
        {"a@[127.0.0.1]", false},
        {".a@example.org", false},
        {"a.@example.org", false},
        {"a..b@example.org", false},
        {"a@.example.org", false},
        {"a@example.org.", false},
        {"a@exa_mple.org", false},
        {"a\x01@example.org", false},
        {"a\xff@example.org", false},
        {"a@example.org;", false},
        {"a:b@example.org", false},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        if (cvn_mail_address_valid(cases[i].address) != cases[i].valid)
            fail_msg("\"%s\"", cases[i].address);
    char local[80];
    snprintf(local, sizeof local, "%065d@example.org", 1);
    assert_false(cvn_mail_address_valid(local));
    assert_true(cvn_mail_address_valid(local + 1));
}

static void options_are_held_against_each_other(void **state)
{
    static const struct {
        cvn_mail_options options;
        const char *word;
    } cases[] = {
        {{0}, "one place"},
        {{.via = "smtp://h", .out_dir = "/tmp"}, "one place"},
        {{.via = "carrier-pigeon://h"}, "carrier-pigeon"},
        {{.via = "ses://eu-west-1"}, "AWS_ACCESS_KEY_ID"},
        {{.via = "ses://EU_west"}, "region"},
        {{.via = "mailgun://d.example"}, "MAILGUN_API_KEY"},
        {{.via = "smtp://h", .secrets_file = "/nowhere"}, "/nowhere"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail *mail = NULL;
        cvn_error *error = cvn_error_new();
        assert_int_not_equal(cvn_mail_open(&mail, &cases[i].options, error), CVN_OK);
        assert_null(mail);
        if (!strstr(cvn_error_message(error, 0), cases[i].word))
            fail_msg("\"%s\" says nothing of %s", cvn_error_message(error, 0), cases[i].word);
        cvn_error_free(error);
    }
    setenv("CONVENE_SMTP_USER", "u", 1); /* half of a login is a mistake, not no login */
    cvn_mail *mail = NULL;
    cvn_mail_options options = {.via = "smtp://h"};
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_E_USAGE);
    unsetenv("CONVENE_SMTP_USER");
}

/** What must not reach a server does not: it is refused before a connection is made. */
static void flawed_messages_stay_here(void **state)
{
    static const struct {
        const char *from, *to, *mime, *word;
    } cases[] = {
        {"a@example.org", "b@example.org\r\nRCPT TO:<c@example.org>", "x\r\n", "recipient"},
        {"a@example.org>\r\nRCPT TO:<c@example.org>", "b@example.org", "x\r\n", "sender"},
        {"a@example.org", "b@example.org", "x\n.\nMAIL FROM", "LF without CR"},
        {"a@example.org", "b@example.org", "x\r.\r", "CR without LF"},
    };
    static const peer_line usual[] = {{0}};
    char via[64];
    (void)state;
    peer *p = peer_start(usual);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail_message message = {
            .from = cases[i].from, .to = cases[i].to, .name = "n", .mime = cases[i].mime, .length = strlen(cases[i].mime)};
        cvn_delivery d;
        cvn_mail_deliver(mail, &message, &d);
        assert_int_equal(d.outcome, CVN_OUTCOME_NEVER);
        assert_int_equal(d.onward, CVN_ONWARD_NEXT);
        assert_non_null(strstr(d.words, cases[i].word));
    }
    char *line = cvn_alloc(1100);
    memset(line, 'x', 1000);
    cvn_mail_message message = {.from = "a@example.org", .to = "b@example.org", .name = "n", .mime = line, .length = 1000};
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    assert_non_null(strstr(d.words, "998"));
    line[998] = '\r';
    line[999] = '\n'; /* 998 is the longest that may be */
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    free(line);
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 1);
    peer_stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_held_against_what_can_go_wrong),
        cmocka_unit_test(options_are_held_against_each_other),
        cmocka_unit_test(flawed_messages_stay_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
