/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static void the_whole_message_is_posted_in_base64(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 202 Accepted\r\nrequest-id: 7b1f\r\n\r\n"}, {0}};
    static const char *const wanted[] = {"POST /v1.0/users/task.force%40example.org/sendMail HTTP/1.1\r\n", "Content-Type: text/plain\r\n",
                                         "Authorization: Bearer token-1\r\n", "User-Agent: convene/",
                                         "\r\nRnJvbTogVGFzayBmb3JjZSA8b3JnQGV4YW1wbGUub3JnPg0K"}; /* From: Task force … */
    cvn_buffer heard = {0};
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "token-1", 1);
    cvn_delivery d = deliver_to("graph://task.force@example.org?", lines, AN_INVITATION, &heard, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "7b1f");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    cvn_buffer_free(&heard);
    d = deliver_to("graph://me?", lines, "From: org@example.org\r\nTo: c@example.org\r\n\r\nhello\r\n", &heard, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_NEVER);
    assert_null(strstr(heard.text, "POST")); /* it would have gone to c */
    cvn_buffer_free(&heard);
    unsetenv("CONVENE_OAUTH_TOKEN");
}

static void answers_become_outcomes(void **state)
{
#define ERROR(status, code) "HTTP/1.1 " status "\r\n\r\n{\"error\": {\"code\": \"" code "\", \"message\": \"said so\"}}"
    static const api_case cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n{}", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("400 Bad", "ErrorInvalidRecipients"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, "400 ErrorInvalidRecipients: said so"},
        {ERROR("413 Large", "ErrorMessageSizeExceeded"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("401 No", "InvalidAuthenticationToken"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("403 No", "ErrorSendAsDenied"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("403 No", "ErrorAccessDenied"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("429 Many", "ErrorExceededMessageLimit"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, NULL},
        {ERROR("429 Many\r\nRetry-After: 11", "ApplicationThrottled"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 11, NULL},
        {ERROR("503 Busy\r\nRetry-After: 5", "ErrorServerBusy"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 5, NULL},
        {ERROR("509 Much", "BandwidthLimitExceeded"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("504 Gateway", "x"), CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {"HTTP/1.1 400 Bad\r\n\r\ntoken-1 is not", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, "400 *** is not"},
        {NULL, CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
    };
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "token-1", 1);
    answers_are_judged("graph://me?", cases, CVN_COUNT(cases));
    unsetenv("CONVENE_OAUTH_TOKEN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_whole_message_is_posted_in_base64), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
