/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static const char attached[] = "\"attachments\":[{\"filename\":\"invite.ics\",\"content\":\"" AN_EVENT_BASE64
                               "\",\"content_type\":\"text/calendar; charset=UTF-8; method=REQUEST\"}]";

static void the_parts_are_posted_with_a_key(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 200 OK\r\n\r\n{\"id\": \"49a3\"}"}, {0}};
    char key[65], header[96];
    const char *const wanted[] = {"POST /emails HTTP/1.1\r\n",
                                  "Authorization: Bearer re_key\r\n",
                                  "User-Agent: convene/",
                                  header,
                                  "\"from\":\"\\\"Task force\\\" <org@example.org>\",\"to\":[\"\\\"J\xc3\xb8rgen\\\" <b@example.org>\"]",
                                  attached};
    cvn_buffer first = {0}, second = {0};
    cvn_mail_message message = message_of(AN_INVITATION);
    (void)state;
    setenv("RESEND_API_KEY", "re_key", 1);
    cvn_api_key(&message, key);
    snprintf(header, sizeof header, "Idempotency-Key: %s\r\n", key);
    cvn_delivery d = deliver_to("resend://api?", lines, AN_INVITATION, &first, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "49a3");
    all_stand_in(first.text, wanted, CVN_COUNT(wanted));
    deliver_to("resend://api?", lines, AN_INVITATION, &second, true);
    assert_non_null(strstr(second.text, header));
    assert_string_equal(strstr(first.text, "{\"from\""), strstr(second.text, "{\"from\"")); /* one key, one body: else they refuse it */
    cvn_buffer_free(&first);
    cvn_buffer_free(&second);
    unsetenv("RESEND_API_KEY");
}

static void answers_become_outcomes(void **state)
{
#define ERROR(status, name) "HTTP/1.1 " status "\r\n\r\n{\"statusCode\": 1, \"name\": \"" name "\", \"message\": \"said so\"}"
    static const api_case cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n{}", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("400 Bad", "validation_error"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, "400 validation_error: said so"},
        {ERROR("401 No", "restricted_api_key"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("403 No", "validation_error"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL}, /* the domain is not verified */
        {ERROR("409 Conflict", "invalid_idempotent_request"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("409 Conflict", "concurrent_idempotent_requests"), CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {ERROR("422 Bad", "invalid_attachment"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("422 Bad", "invalid_from_address"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("429 Many\r\nretry-after: 1\r\nratelimit-reset: 3", "rate_limit_exceeded"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 1,
         NULL},
        {ERROR("429 Many", "daily_quota_exceeded"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, NULL},
        {ERROR("500 Oh", "application_error"), CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL},
        {"HTTP/1.1 401 No\r\n\r\nre_key", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, "401 ***"},
    };
    (void)state;
    setenv("RESEND_API_KEY", "re_key", 1);
    answers_are_judged("resend://api?", cases, CVN_COUNT(cases));
    unsetenv("RESEND_API_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parts_are_posted_with_a_key), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
