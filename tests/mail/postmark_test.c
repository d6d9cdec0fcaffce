/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static const char attached[] = "\"Attachments\":[{\"Name\":\"invite.ics\",\"Content\":\"" AN_EVENT_BASE64
                               "\",\"ContentType\":\"text/calendar; charset=UTF-8; method=REQUEST\"}]";

static void the_parts_are_posted(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 200 OK\r\n\r\n[{\"ErrorCode\": 0, \"Message\": \"OK\", \"MessageID\": \"b7bc\"}]"},
                                      {0}};
    static const char *const wanted[] = {"POST /email/batch HTTP/1.1\r\n",
                                         "X-Postmark-Server-Token: pm-token\r\n",
                                         "Accept: application/json\r\n",
                                         "\"From\":\"\\\"Task force\\\" <org@example.org>\",\"To\":\"\\\"J\xc3\xb8rgen\\\" <b@example.org>\"",
                                         "{\"Name\":\"Message-Id\",\"Value\":\"<m1@example.org>\"}",
                                         "{\"Name\":\"X-PM-KeepID\",\"Value\":\"true\"}",
                                         attached,
                                         "\"MessageStream\":\"outbound\"",
                                         "\"TrackLinks\":\"None\""};
    cvn_buffer heard = {0};
    (void)state;
    setenv("POSTMARK_SERVER_TOKEN", "pm-token", 1);
    cvn_delivery d = deliver_to("postmark://outbound?", lines, AN_INVITATION, &heard, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "b7bc");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    cvn_buffer_free(&heard);
    unsetenv("POSTMARK_SERVER_TOKEN");
    d = deliver_as("postmark://outbound?", lines, AN_INVITATION, &heard, (api_manner){.test_mode = true}); /* needs no token of ours */
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_non_null(strstr(heard.text, "X-Postmark-Server-Token: POSTMARK_API_TEST\r\n"));
    cvn_buffer_free(&heard);
}

static void answers_become_outcomes(void **state)
{
#define ERROR(status, code, said) "HTTP/1.1 " status "\r\n\r\n{\"ErrorCode\": " code ", \"Message\": \"" said "\"}"
#define PART(code, said)          "HTTP/1.1 200 OK\r\n\r\n[{\"ErrorCode\": " code ", \"Message\": \"" said "\"}]"
    static const api_case cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n{}", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {"HTTP/1.1 200 OK\r\n\r\n[]", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {"HTTP/1.1 200 OK\r\n\r\n[{}]", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {"HTTP/1.1 200 OK\r\n\r\n[7]", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {PART("0", "OK"), CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL}, /* no MessageID */
        {ERROR("200 OK", "406", "no list"), CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {PART("406", "inactive"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, "200 error 406: inactive"},
        {PART("429", "slower"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {PART("405", "no credits"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {PART("300", "Invalid 'To' address: 'b'."), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("422 Bad", "406", "inactive"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, "422 error 406: inactive"},
        {ERROR("422 Bad", "300", "Invalid 'To' address: 'b'."), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("422 Bad", "300", "Invalid 'From' address: 'x'."), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("422 Bad", "400", "no such signature"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("422 Bad", "405", "no credits"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("422 Bad", "411", "forbidden type"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("422 Bad", "1235", "no such stream"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("401 No", "10", "pm-token is not one"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1,
         "401 error 10: *** is not one"},
        {ERROR("503 Busy", "100", "maintenance"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, NULL},
        {ERROR("429 Many\r\nRetry-After: 4", "429", "slower"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 4, NULL},
        {"HTTP/1.1 500 Oh\r\n\r\n", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
    };
    (void)state;
    setenv("POSTMARK_SERVER_TOKEN", "pm-token", 1);
    answers_are_judged("postmark://outbound?", cases, CVN_COUNT(cases));
    unsetenv("POSTMARK_SERVER_TOKEN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parts_are_posted), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
