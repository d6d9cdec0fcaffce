/* SPDX-License-Identifier: Apache-2.0 */
/** Encrypted connections themselves are in tests/e2e/send.py, against servers with certificates. */
#include "mail/peer.h"

static void failures_of_a_connection_are_judged(void **state)
{
    static const struct {
        CURLcode result;
        bool all_left;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } cases[] = {
        {CURLE_COULDNT_RESOLVE_HOST, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
        {CURLE_COULDNT_CONNECT, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
        {CURLE_OPERATION_TIMEDOUT, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
        {CURLE_OPERATION_TIMEDOUT, true, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
        {CURLE_RECV_ERROR, false, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {CURLE_RECV_ERROR, true, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK},
        {CURLE_PEER_FAILED_VERIFICATION, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {CURLE_USE_SSL_FAILED, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {CURLE_SSL_CACERT_BADFILE, false, CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    };
    (void)state;
    cvn_mail *mail = mail_to("smtp://localhost");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {.retry_after_s = -1};
        cvn_transport_failure(mail, cases[i].result, "", cases[i].all_left, &d);
        if (d.outcome != cases[i].outcome || d.onward != cases[i].onward || d.code != cases[i].code || !d.words[0])
            fail_msg("case %zu: outcome %d, onward %d, code %d", i, (int)d.outcome, (int)d.onward, (int)d.code);
    }
    cvn_mail_close(mail);
}

static void words_are_one_line_of_utf8(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"plain", "plain"},
        {"two\r\nlines", "two lines"},
        {"  \r\n", ""},
        {"\x1b[31mred", "[31mred"},
        {"bad\xff"
         "byte",
         "bad byte"},
        {"\xc3\xa6\xc2\x85\xc3\xb8", "\xc3\xa6 \xc3\xb8"},
        {"cut\xc3", "cut"},
    };
    (void)state;
    cvn_mail *mail = mail_to("smtp://localhost");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d;
        cvn_delivery_words(&d, mail, cases[i].before);
        while (d.words[0] == ' ')
            memmove(d.words, d.words + 1, strlen(d.words));
        assert_string_equal(d.words, cases[i].after);
    }
    char *large = cvn_alloc(4001);
    for (size_t i = 0; i < 4000; i++)
        large[i] = "\xc3\xa6"[i % 2];
    cvn_delivery d;
    cvn_delivery_words(&d, mail, large);
    assert_int_equal(strlen(d.words), CVN_MAIL_WORDS - 2); /* whole letters */
    assert_int_equal(cvn_utf8_valid(d.words, strlen(d.words)), strlen(d.words));
    free(large);
    cvn_mail_close(mail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(failures_of_a_connection_are_judged), cmocka_unit_test(words_are_one_line_of_utf8)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
