/* SPDX-License-Identifier: Apache-2.0 */
/** The request itself, and its signature, are held against another signer in tests/e2e/sigv4.py. */
#include "mail/api.h"
#include "mail/peer.h"

static void error_types_are_judged(void **state)
{
    static const struct {
        long status;
        const char *type;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } cases[] = {
        {429, "TooManyRequestsException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {400, "ThrottlingException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {400, "LimitExceededException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
        {400, "AccountSuspendedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {400, "MailFromDomainNotVerifiedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {400, "MessageRejected", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
        {400, "BadRequestException", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
        {403, "SignatureDoesNotMatch", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {500, NULL, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {0};
        cvn_ses_judge(&d, cases[i].status, cases[i].type);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code)
            fail_msg("case %zu: outcome %d, onward %d, code %d", i, (int)d.outcome, (int)d.onward, (int)d.code);
    }
}

static void a_message_is_posted_whole(void **state)
{
    static const peer_line lines[] = {
        {"POST", "HTTP/1.1 200 OK\r\n\r\n{\"MessageId\": \"0100-abc\"}"},
        {"POST", "HTTP/1.1 400 Bad\r\nx-amzn-ErrorType: MessageRejected:http://x/\r\n\r\n{\"message\": \"not a good one\"}"},
        {"POST", "HTTP/1.1 400 Bad\r\n\r\n{\"__type\": \"a.b#Throttling\"}   "},
        {0}};
    char via[96];
    (void)state;
    setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI", 1);
    setenv("AWS_SESSION_TOKEN", "token/of+ours", 1);
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "ses://eu-central-1?endpoint=http://127.0.0.1:%d", p->port);
    cvn_mail *mail = mail_to(via);
    cvn_mail_message message = a_message();
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "0100-abc");
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_NEVER);
    assert_string_equal(d.words, "400 MessageRejected: not a good one");
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_LATER);
    assert_int_equal(d.onward, CVN_ONWARD_PAUSE);
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 1);
    assert_non_null(strstr(p->heard.text, "POST /v2/email/outbound-emails HTTP/1.1\r\n"));
    assert_non_null(strstr(p->heard.text, "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert_non_null(strstr(p->heard.text, "/eu-central-1/ses/aws4_request"));
    assert_non_null(strstr(p->heard.text, "X-Amz-Security-Token: token/of+ours\r\n"));
    assert_non_null(strstr(p->heard.text, "User-Agent: convene/"));
    assert_non_null(strstr(p->heard.text,
                           "{\"FromEmailAddress\":\"org@example.org\",\"Destination\":{\"ToAddresses\":[\"b@example.org\"]},"
                           "\"Content\":{\"Raw\":{\"Data\":\"VG86IGJAZXhhbXBsZS5vcmcNClN1YmplY3Q6IHgNCg0KLmRvdA0KaGVsbG8NCg==\"}}}"));
    assert_null(strstr(p->heard.text, "wJalrXUtnFEMI"));
    peer_stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(error_types_are_judged), cmocka_unit_test(a_message_is_posted_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
