/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"

static void a_message_is_posted_as_a_form(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"<1@mailgun.org>\"}"},
                                      {"POST", "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"<2@mailgun.org>\"}"},
                                      {0}};
    static const char *const wanted[] = {"POST /v3/mg.example.org/messages.mime HTTP/1.1\r\n",
                                         "Authorization: Basic YXBpOmtleS0x\r\n", /* api:key-1 */
                                         "User-Agent: convene/",
                                         "name=\"to\"\r\n\r\nb@example.org\r\n",
                                         "name=\"message\"; filename=\"message.mime\"\r\n",
                                         ("\r\n\r\n" A_MESSAGE "\r\n--"),
                                         "name=\"o:testmode\"\r\n\r\nyes\r\n"};
    char via[96];
    (void)state;
    setenv("MAILGUN_API_KEY", "key-1", 1);
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "mailgun://mg.example.org?endpoint=http://localhost:%d", p->port);
    cvn_mail *mail = mail_to_in(via, true);
    cvn_mail_message message = a_message();
    cvn_delivery d;
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "<1@mailgun.org>");
    cvn_mail_deliver(mail, &message, &d);
    assert_string_equal(d.id, "<2@mailgun.org>");
    assert_null(strstr(cvn_mail_where(mail), "key-1"));
    cvn_mail_close(mail);
    assert_int_equal(p->connections, 1);
    for (size_t i = 0; i < CVN_COUNT(wanted); i++)
        if (!strstr(p->heard.text, wanted[i]))
            fail_msg("no %s in %s", wanted[i], p->heard.text);
    peer_stop(p);
    unsetenv("MAILGUN_API_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_message_is_posted_as_a_form)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
