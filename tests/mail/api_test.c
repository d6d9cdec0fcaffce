/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static void resets_are_read_as_seconds(void **state)
{
    static const struct {
        const char *value;
        int64_t seconds;
    } cases[] = {
        {NULL, -1},
        {"", -1},
        {"soon", -1},
        {"0", 1},
        {"7", 7},
        {"7.5", 7},
        {"600", 600},
        {"1800000010", 10},    /* a time */
        {"1799999999", 1},     /* that has passed */
        {"1800000010000", 10}, /* in milliseconds */
        {"99999999999999999999999", -1},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        if (cvn_api_reset_s(cases[i].value, 1800000000) != cases[i].seconds)
            fail_msg("%s: %ld", cases[i].value, (long)cvn_api_reset_s(cases[i].value, 1800000000));
}

static void the_first_rule_that_fits_counts(void **state)
{
    static const cvn_api_rule rules[] = {{403, "slow", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
                                         {0, "no", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
                                         {418, NULL, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY}};
    static const struct {
        long status;
        const char *type;
        cvn_outcome outcome;
        cvn_onward onward;
    } cases[] = {
        {403, "slow", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE}, {403, NULL, CVN_OUTCOME_LATER, CVN_ONWARD_STOP},
        {400, "slow", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT},  {500, "no", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT},
        {418, "tea", CVN_OUTCOME_LATER, CVN_ONWARD_STOP},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {0};
        cvn_api_judge(&d, cases[i].status, cases[i].type, rules, CVN_COUNT(rules));
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward)
            fail_msg("case %zu: outcome %d, onward %d", i, (int)d.outcome, (int)d.onward);
    }
}

/** Headers of a limit, in each provider's spelling: after a refusal, and before it would come to one. */
static void limits_are_heeded(void **state)
{
#define OK "HTTP/1.1 201 Created\r\nDate: Mon, 01 Mar 2027 10:00:00 GMT\r\n"
#define NO "HTTP/1.1 429 Slow\r\nDate: Mon, 01 Mar 2027 10:00:00 GMT\r\n"
    static const api_case cases[] = {
        {OK "\r\n{\"messageId\": \"1\"}", CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, CVN_OK, -1, "1"},
        {OK "x-sib-ratelimit-remaining: 4\r\nx-sib-ratelimit-reset: 9\r\n\r\n{\"messageId\": \"1\"}", CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, CVN_OK,
         -1, "1"},
        {OK "x-sib-ratelimit-remaining: 0\r\nx-sib-ratelimit-reset: 9\r\n\r\n{\"messageId\": \"1\"}", CVN_OUTCOME_SENT, CVN_ONWARD_PAUSE,
         CVN_OK, 9, "1"},
        {NO "x-sib-ratelimit-reset: 9\r\n\r\n{}", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 9, NULL},
        {NO "ratelimit-reset: 3\r\n\r\n{}", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 3, NULL},
        {NO "X-RateLimit-Reset: 1803895205\r\n\r\n{}", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 5, NULL}, /* by the server's clock */
        {NO "Retry-After: 2\r\nX-RateLimit-Reset: 1803895205\r\n\r\n{}", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 2, NULL},
    };
    (void)state;
    setenv("BREVO_API_KEY", "key", 1);
    answers_are_judged("brevo://api?", cases, CVN_COUNT(cases));
    unsetenv("BREVO_API_KEY");
}

static void keys_are_the_message_s_own(void **state)
{
    cvn_mail_message one = message_of(AN_INVITATION), other = one;
    char first[65], second[65];
    (void)state;
    cvn_api_key(&one, first);
    cvn_api_key(&other, second);
    assert_string_equal(first, second);
    assert_int_equal(strlen(first), 64);
    other.to = "c@example.org";
    cvn_api_key(&other, second);
    assert_string_not_equal(first, second);
    other = message_of(AN_INVITATION "\r\n");
    cvn_api_key(&other, second);
    assert_string_not_equal(first, second);
}

/** What is wrong with a URL or missing is said before anything is queued, and names what would be right. */
static void urls_are_held_against_their_providers(void **state)
{
    static const struct {
        const char *via, *word;
    } cases[] = {
        {"graph://example.org", "graph://taskforce@example.org"},
        {"graph://me:80", "graph://me"},
        {"graph://a@example.org:80", "mailbox"},
        {"graph://a@example.org", "CONVENE_OAUTH_TOKEN"},
        {"gmail://a%0ab@example.org", "mailbox"},
        {"gmail://me", "--token-command"},
        {"gmail://me?testmode=yes", "--test-mode"},
        {"gmail://me?colour=blue", "nothing else"},
        {"jmap://jmap.example.org", "CONVENE_OAUTH_TOKEN"},
        {"sendgrid://asia", "sendgrid://eu"},
        {"sendgrid://global", "SENDGRID_API_KEY"},
        {"postmark://out_bound", "postmark://outbound"},
        {"postmark://outbound", "POSTMARK_SERVER_TOKEN"},
        {"resend://api.resend.com", "resend://api"},
        {"resend://api", "RESEND_API_KEY"},
        {"brevo://", "not a URL"},
        {"brevo://api", "BREVO_API_KEY"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail *mail = NULL;
        cvn_error *error = cvn_error_new();
        cvn_mail_options options = {.via = cases[i].via};
        assert_int_equal(cvn_mail_open(&mail, &options, error), CVN_E_USAGE);
        if (!strstr(cvn_error_message(error, 0), cases[i].word))
            fail_msg("%s: \"%s\" says nothing of %s", cases[i].via, cvn_error_message(error, 0), cases[i].word);
        cvn_error_free(error);
    }
}

/** On a connection that was used before, libcurl would post again by itself: the server may have taken the first one. */
static void a_lost_answer_is_not_repeated_unasked(void **state)
{
#define ANSWER(n) "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"" n "\", \"MessageId\": \"" n "\"}"
    static const peer_line lines[] = {{"POST", ANSWER("1")}, {"POST", NULL}, {"POST", ANSWER("3")}, {0}};
    static const cvn_outcome outcomes[] = {CVN_OUTCOME_SENT, CVN_OUTCOME_UNKNOWN, CVN_OUTCOME_SENT};
    static const char *const schemes[] = {"resend://api?", "gmail://me?", "ses://eu-west-1?", "mailgun://mg.example.org?"};
    static const char *const keys[] = {"RESEND_API_KEY", "CONVENE_OAUTH_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                                       "MAILGUN_API_KEY"};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(keys); i++)
        setenv(keys[i], "key", 1);
    for (size_t s = 0; s < CVN_COUNT(schemes); s++) {
        char via[96];
        peer *p = peer_start(lines);
        snprintf(via, sizeof via, "%sendpoint=http://127.0.0.1:%d", schemes[s], p->port);
        cvn_mail *mail = mail_to(via);
        cvn_mail_message message = message_of(AN_INVITATION);
        for (int i = 0; i < 3; i++) {
            cvn_delivery d;
            cvn_mail_deliver(mail, &message, &d);
            if (d.outcome != outcomes[i])
                fail_msg("%s %d: outcome %d: %s", schemes[s], i, (int)d.outcome, d.words);
            if (i == 1)
                assert_string_equal(d.words, "the server closed the connection without an answer");
        }
        cvn_mail_close(mail);
        assert_int_equal(p->messages, 3);
        peer_stop(p);
    }
    for (size_t i = 0; i < CVN_COUNT(keys); i++)
        unsetenv(keys[i]);
}

/** What is set up for a test goes to nobody; who has no such thing says what else there is. */
static void test_modes_reach_nobody(void **state)
{
    static const struct {
        const char *via, *word; /* NULL: it has one */
    } cases[] = {
        {"smtp://h", "--to-me"}, {"graph://me", "--to-me"}, {"jmap://h", "--out FOLDER"}, {"resend://api", NULL}, {"ses://eu-west-1", NULL}};
    static const peer_line lines[] = {{"POST", ANSWER("1")}, {0}};
    (void)state;
    setenv("RESEND_API_KEY", "key", 1);
    setenv("AWS_ACCESS_KEY_ID", "key", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "key", 1);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_mail *mail = NULL;
        cvn_error *error = cvn_error_new();
        cvn_mail_options options = {.via = cases[i].via, .test_mode = true};
        assert_int_equal(cvn_mail_open(&mail, &options, error), cases[i].word ? CVN_E_USAGE : CVN_OK);
        if (cases[i].word && !strstr(cvn_error_message(error, 0), cases[i].word))
            fail_msg("%s: %s", cases[i].via, cvn_error_message(error, 0));
        if (mail)
            assert_true(cvn_mail_is_test(mail));
        cvn_mail_close(mail);
        cvn_error_free(error);
    }
    cvn_buffer heard = {0};
    assert_int_equal(deliver_as("resend://api?", lines, AN_INVITATION, &heard, (api_manner){.test_mode = true}).outcome, CVN_OUTCOME_SENT);
    assert_non_null(strstr(heard.text, "<delivered@resend.dev>"));
    assert_null(strstr(heard.text, "b@example.org"));
    cvn_buffer_free(&heard);
    assert_int_equal(deliver_as("ses://eu-west-1?", lines, AN_INVITATION, &heard, (api_manner){.test_mode = true}).outcome, CVN_OUTCOME_SENT);
    assert_non_null(strstr(heard.text, "\"ToAddresses\":[\"success@simulator.amazonses.com\"]"));
    cvn_buffer_free(&heard);
    unsetenv("RESEND_API_KEY");
    unsetenv("AWS_ACCESS_KEY_ID");
    unsetenv("AWS_SECRET_ACCESS_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resets_are_read_as_seconds), cmocka_unit_test(the_first_rule_that_fits_counts),
        cmocka_unit_test(limits_are_heeded),          cmocka_unit_test(a_lost_answer_is_not_repeated_unasked),
        cmocka_unit_test(keys_are_the_message_s_own), cmocka_unit_test(urls_are_held_against_their_providers),
        cmocka_unit_test(test_modes_reach_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
