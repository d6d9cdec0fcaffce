/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

#define TAKEN   "HTTP/1.1 202 Accepted\r\nrequest-id: r1\r\n\r\n"
#define EXPIRED "HTTP/1.1 401 Unauthorized\r\n\r\n{\"error\": {\"code\": \"InvalidAuthenticationToken\", \"message\": \"first-token ran out\"}}"

/** One delivery through graph; heard gets what the server was told. */
static cvn_delivery deliver(const peer_line *lines, const char *command, cvn_buffer *heard)
{
    char via[96];
    cvn_mail *mail = NULL;
    cvn_error *error = cvn_error_new();
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "graph://me?endpoint=http://127.0.0.1:%d", p->port);
    cvn_mail_options options = {.via = via, .token_command = command};
    if (cvn_mail_open(&mail, &options, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_mail_message message = message_of(AN_INVITATION);
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    cvn_mail_close(mail);
    cvn_buffer_text(heard, p->heard.text);
    peer_stop(p);
    cvn_error_free(error);
    return d;
}

static void a_token_of_the_environment_is_sent(void **state)
{
    static const peer_line lines[] = {{"POST", TAKEN}, {0}};
    cvn_buffer heard = {0};
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "first-token", 1);
    assert_int_equal(deliver(lines, NULL, &heard).outcome, CVN_OUTCOME_SENT);
    unsetenv("CONVENE_OAUTH_TOKEN");
    assert_non_null(strstr(heard.text, "Authorization: Bearer first-token\r\n"));
    cvn_buffer_free(&heard);
}

static void a_token_that_ran_out_is_renewed_once(void **state)
{
    static const peer_line once[] = {{"POST", EXPIRED}, {"POST", TAKEN}, {0}}, twice[] = {{"POST", EXPIRED}, {"POST", EXPIRED}, {0}};
    cvn_buffer heard = {0};
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "first-token", 1);
    setenv("CONVENE_TOKEN_COMMAND", "echo of-the-environment", 1); /* the option wins */
    assert_int_equal(deliver(once, "printf 'second-token\\r\\n'", &heard).outcome, CVN_OUTCOME_SENT);
    assert_non_null(strstr(heard.text, "Authorization: Bearer first-token\r\n"));
    assert_non_null(strstr(heard.text, "Authorization: Bearer second-token\r\n"));
    cvn_buffer_free(&heard);
    cvn_delivery d = deliver(twice, NULL, &heard);
    assert_int_equal(d.outcome, CVN_OUTCOME_LATER);
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(d.code, CVN_E_UNAVAILABLE);
    assert_non_null(strstr(heard.text, "Authorization: Bearer of-the-environment\r\n"));
    cvn_buffer_free(&heard);
    unsetenv("CONVENE_TOKEN_COMMAND");
    const peer_line expired[] = {{"POST", EXPIRED}, {0}};
    d = deliver(expired, NULL, &heard); /* nothing to renew it by */
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_string_equal(d.words, "401 InvalidAuthenticationToken: *** ran out");
    cvn_buffer_free(&heard);
    d = deliver(expired, "exit 3", &heard);
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(d.code, CVN_E_UNAVAILABLE);
    assert_string_equal(d.words, "the token command failed (exit code 3)");
    cvn_buffer_free(&heard);
    unsetenv("CONVENE_OAUTH_TOKEN");
}

static void commands_that_print_no_token_are_refused(void **state)
{
    static const struct {
        const char *command, *word;
    } cases[] = {
        {"true", "printed no token"},
        {"exit 7", "exit code 7"},
        {"echo s3cret; exit 1", "exit code 1"},
        {"kill -9 $$", "signal 9"},
        {"echo two s3crets", "printed no token"},
        {"printf 's3cret\\nInjected: yes\\n'", "printed no token"},
        {"printf 's3cret\\000more'", "printed no token"},
        {"printf 's\\303\\2463cret'", "printed no token"},
        {"head -c 20000 /dev/zero | tr '\\000' x", "more than 16384 bytes"},
        {"/nowhere/token 2>/dev/null", "exit code 127"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail *mail = NULL;
        cvn_error *error = cvn_error_new();
        cvn_mail_options options = {.via = "gmail://me", .token_command = cases[i].command};
        assert_int_equal(cvn_mail_open(&mail, &options, error), CVN_E_UNAVAILABLE);
        assert_null(strstr(cvn_error_message(error, 0), "s3cret"));
        if (!strstr(cvn_error_message(error, 0), cases[i].word))
            fail_msg("%s: %s", cases[i].command, cvn_error_message(error, 0));
        cvn_error_free(error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_of_the_environment_is_sent),
        cmocka_unit_test(a_token_that_ran_out_is_renewed_once),
        cmocka_unit_test(commands_that_print_no_token_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
