/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static void the_whole_message_is_posted_in_base64url(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"18c2\", \"threadId\": \"18c2\", \"labelIds\": [\"SENT\"]}"},
                                      {0}};
    static const char *const wanted[] = {"POST /gmail/v1/users/me/messages/send HTTP/1.1\r\n", "Content-Type: application/json\r\n",
                                         "Authorization: Bearer token-1\r\n", "\r\n{\"raw\":\"RnJvbTogb3JnQGV4YW1wbGUub3Jn",
                                         "Pz8_Pj4-" /* the two letters that base64 has others for */};
    cvn_buffer heard = {0};
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "token-1", 1);
    cvn_delivery d = deliver_to("gmail://me?", lines,
                                "From: org@example.org\r\nTo: b@example.org\r\nXyz: abc\r\n\r\n???"
                                ">>>\r\n",
                                &heard, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "18c2");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    cvn_buffer_free(&heard);
    unsetenv("CONVENE_OAUTH_TOKEN");
}

static void answers_become_outcomes(void **state)
{
#define DATE "\r\nDate: Mon, 01 Mar 2027 10:00:00 GMT"
#define ERROR(status, reason, said)                                                                                                            \
    "HTTP/1.1 " status DATE "\r\n\r\n{\"error\": {\"code\": 1, \"message\": \"" said "\", \"errors\": [{\"reason\": \"" reason "\"}]}}"
    static const api_case cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n{}", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("400 Bad", "invalidArgument", "Invalid To header"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1,
         "400 invalidArgument: Invalid To header"},
        {ERROR("400 Bad", "failedPrecondition", "Mail service not enabled"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("401 No", "authError", "Invalid Credentials"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("403 No", "insufficientPermissions", "scopes"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("403 No", "userRateLimitExceeded", "slower"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("403 No", "dailyLimitExceeded", "tomorrow"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, NULL},
        {ERROR("429 Many", "rateLimitExceeded", "User-rate limit exceeded.  Retry after 2027-03-01T10:00:20.412Z"), CVN_OUTCOME_LATER,
         CVN_ONWARD_PAUSE, CVN_OK, 21, NULL},
        {ERROR("429 Many", "rateLimitExceeded", "Retry after a while"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("500 Oh", "backendError", "Backend Error"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
    };
    (void)state;
    setenv("CONVENE_OAUTH_TOKEN", "token-1", 1);
    answers_are_judged("gmail://task.force@example.org?", cases, CVN_COUNT(cases));
    unsetenv("CONVENE_OAUTH_TOKEN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_whole_message_is_posted_in_base64url), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
