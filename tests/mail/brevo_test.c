/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

#define DUPLICATE "HTTP/1.1 400 Bad\r\n\r\n{\"code\": \"duplicate_parameter\", \"message\": \"idempotencyKey\"}"

static const char attached[] = "\"attachment\":[{\"name\":\"invite.ics\",\"content\":\"" AN_EVENT_BASE64 "\"}]";

static void the_parts_are_posted(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 201 Created\r\n\r\n{\"messageId\": \"<2027@smtp-relay>\"}"}, {0}};
    static const char *const wanted[] = {"POST /v3/smtp/email HTTP/1.1\r\n",
                                         "api-key: xkeysib-1\r\n",
                                         "\"sender\":{\"email\":\"org@example.org\",\"name\":\"Task force\"}",
                                         "\"to\":[{\"email\":\"b@example.org\",\"name\":\"J\xc3\xb8rgen\"}]",
                                         "\"headers\":{\"Auto-Submitted\":\"auto-generated\",\"Content-Language\":\"da\",\"idempotencyKey\":\"",
                                         "\"X-Sib-Sandbox\":\"drop\"",
                                         attached};
    cvn_buffer heard = {0};
    (void)state;
    setenv("BREVO_API_KEY", "xkeysib-1", 1);
    cvn_delivery d = deliver_as("brevo://api?", lines, AN_INVITATION, &heard, (api_manner){.test_mode = true});
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "<2027@smtp-relay>");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    const char *key = strstr(heard.text, "idempotencyKey\":\"") + strlen("idempotencyKey\":\"");
    assert_int_equal(strspn(key, "0123456789abcdef-"), 36);
    assert_true(key[8] == '-' && key[14] == '5' && key[19] == 'a');
    cvn_buffer_free(&heard);
    unsetenv("BREVO_API_KEY");
}

static void a_repetition_counts_as_sent_only_after_a_lost_answer(void **state)
{
    static const peer_line lines[] = {{"POST", DUPLICATE}, {0}};
    (void)state;
    setenv("BREVO_API_KEY", "xkeysib-1", 1);
    assert_int_equal(deliver_to("brevo://api?", lines, AN_INVITATION, NULL, true).outcome, CVN_OUTCOME_SENT);
    assert_int_equal(deliver_to("brevo://api?", lines, AN_INVITATION, NULL, false).outcome, CVN_OUTCOME_LATER);
    unsetenv("BREVO_API_KEY");
}

static void names_are_cut_between_letters(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 201 Created\r\n\r\n{\"messageId\": \"1\"}"}, {0}};
    cvn_buffer mime = {0}, heard = {0}, wanted = {0};
    (void)state;
    cvn_buffer_text(&mime, "From: org@example.org\r\nTo: ");
    cvn_buffer_text(&wanted, "\"name\":\"");
    for (int i = 0; i < 72; i++) {
        cvn_buffer_text(&mime, i % 10 ? "" : i ? "?=\r\n =?utf-8?Q?" : "=?utf-8?Q?");
        cvn_buffer_text(&mime, "=C3=A6");
        cvn_buffer_text(&wanted, i < 70 ? "\xc3\xa6" : "");
    }
    cvn_buffer_text(&mime, "?= <b@example.org>\r\n\r\nhello\r\n");
    cvn_buffer_text(&wanted, "\"}]");
    setenv("BREVO_API_KEY", "xkeysib-1", 1);
    assert_int_equal(deliver_to("brevo://api?", lines, mime.text, &heard, false).outcome, CVN_OUTCOME_SENT);
    unsetenv("BREVO_API_KEY");
    assert_non_null(strstr(heard.text, wanted.text));
    cvn_buffer_free(&mime);
    cvn_buffer_free(&heard);
    cvn_buffer_free(&wanted);
}

static void answers_become_outcomes(void **state)
{
#define ERROR(status, code, said) "HTTP/1.1 " status "\r\n\r\n{\"code\": \"" code "\", \"message\": \"" said "\"}"
    static const api_case cases[] = {
        {"HTTP/1.1 201 Created\r\n\r\n{}", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("400 Bad", "invalid_parameter", "email is not valid in to"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1,
         "400 invalid_parameter: email is not valid in to"},
        {ERROR("400 Bad", "invalid_parameter", "the sender you used is not valid"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1,
         NULL},
        {ERROR("401 No", "unauthorized", "xkeysib-1 not found"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1,
         "401 unauthorized: *** not found"},
        {ERROR("402 Pay", "not_enough_credits", "none left"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("429 Many\r\nx-sib-ratelimit-reset: 17", "too_many_requests", "slower"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 17, NULL},
        {"HTTP/1.1 500 Oh\r\n\r\n", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
    };
    (void)state;
    setenv("BREVO_API_KEY", "xkeysib-1", 1);
    answers_are_judged("brevo://api?", cases, CVN_COUNT(cases));
    unsetenv("BREVO_API_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_are_posted),
        cmocka_unit_test(a_repetition_counts_as_sent_only_after_a_lost_answer),
        cmocka_unit_test(names_are_cut_between_letters),
        cmocka_unit_test(answers_become_outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
