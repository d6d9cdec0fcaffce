/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"

static void statuses_are_judged(void **state)
{
    static const struct {
        long status;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } cases[] = {
        {301, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, {400, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
        {401, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, {402, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {403, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, {404, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {408, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},           {413, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
        {429, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},           {500, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {502, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK},         {503, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {504, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {0};
        cvn_http_judge(&d, cases[i].status);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code)
            fail_msg("%ld: outcome %d, onward %d, code %d", cases[i].status, (int)d.outcome, (int)d.onward, (int)d.code);
    }
}

/** One message to an API that answers in its own way. */
static void answers_become_outcomes(void **state)
{
    static const struct {
        peer_line lines[2];
        cvn_outcome outcome;
        cvn_onward onward;
        int64_t retry_after_s;
        const char *words;
    } cases[] = {
        {{{"POST", "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"<x>\"}"}}, CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, -1, "<x>"},
        {{{"POST", "HTTP/1.1 200 OK\r\n\r\n{}"}},
         CVN_OUTCOME_UNKNOWN,
         CVN_ONWARD_PAUSE,
         -1,
         "the server's answer is not one of Mailgun: is the address of the API right"},
        {{{"POST", "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\n\r\n{}"}}, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, 7, "429 {}"},
        {{{"POST", "HTTP/1.1 400 Bad\r\n\r\n{\"message\": \"no \\u00e6\"}"}}, CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, -1, "400 no \xc3\xa6"},
        {{{"POST", "HTTP/1.1 401 No\r\n\r\nForbidden"}}, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, -1, "401 Forbidden"},
        {{{"POST", "HTTP/1.1 400 Bad\r\n\r\nkey-of-ours\r\nis not \x1b[31m right"}},
         CVN_OUTCOME_NEVER,
         CVN_ONWARD_NEXT,
         -1,
         "400 *** is not [31m right"},
        {{{"POST", NULL}}, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, -1, NULL},
    };
    (void)state;
    setenv("MAILGUN_API_KEY", "key-of-ours", 1);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char via[96];
        peer *p = peer_start(cases[i].lines);
        snprintf(via, sizeof via, "mailgun://mg.example.org?endpoint=http://127.0.0.1:%d", p->port);
        cvn_mail *mail = mail_to(via);
        cvn_mail_message message = a_message();
        cvn_delivery d;
        cvn_mail_deliver(mail, &message, &d);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.retry_after_s != cases[i].retry_after_s)
            fail_msg("case %zu: outcome %d, onward %d, after %ld: %s", i, (int)d.outcome, (int)d.onward, (long)d.retry_after_s, d.words);
        if (cases[i].words)
            assert_string_equal(d.words, cases[i].words);
        cvn_mail_close(mail);
        peer_stop(p);
    }
    unsetenv("MAILGUN_API_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statuses_are_judged), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
