/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/message.h"

static void the_parts_are_posted(void **state)
{
    static const peer_line lines[] = {{"POST", "HTTP/1.1 202 Accepted\r\nX-Message-Id: sg1\r\n\r\n"}, {0}};
    static const char *const wanted[] = {
        "POST /v3/mail/send HTTP/1.1\r\n",
        "Authorization: Bearer SG.key\r\n",
        "\"personalizations\":[{\"to\":[{\"email\":\"b@example.org\",\"name\":\"J\xc3\xb8rgen\"}]}]",
        "\"from\":{\"email\":\"org@example.org\",\"name\":\"Task force\"}",
        "\"content\":[{\"type\":\"text/plain\",\"value\":\"M\xc3\xb8"
        "de\\ntoday\"},{\"type\":\"text/html\"",
        "{\"type\":\"text/calendar; method=REQUEST\",\"value\":\"BEGIN:VCALENDAR\\r\\nMETHOD:REQUEST\\r\\nEND:VCALENDAR\\r\\n\"}]",
        "\"attachments\":[{\"content\":\"" AN_EVENT_BASE64
        "\",\"type\":\"application/ics\",\"filename\":\"invite.ics\",\"disposition\":\"attachment\"}]",
        "\"headers\":{\"Message-Id\":\"<m1@example.org>\",\"Auto-Submitted\":\"auto-generated\",\"Content-Language\":\"da\"}",
        "\"click_tracking\":{\"enable\":false,\"enable_text\":false}"};
    cvn_buffer heard = {0};
    (void)state;
    setenv("SENDGRID_API_KEY", "SG.key", 1);
    cvn_delivery d = deliver_to("sendgrid://global?", lines, AN_INVITATION, &heard, false);
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_string_equal(d.id, "sg1");
    all_stand_in(heard.text, wanted, CVN_COUNT(wanted));
    assert_null(strstr(heard.text, "sandbox"));
    cvn_buffer_free(&heard);
    const peer_line sandbox[] = {{"POST", "HTTP/1.1 200 OK\r\n\r\n"}, {0}};
    d = deliver_as("sendgrid://eu?", sandbox, AN_INVITATION, &heard, (api_manner){.test_mode = true});
    assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
    assert_non_null(strstr(heard.text, "\"mail_settings\":{\"sandbox_mode\":{\"enable\":true}}"));
    cvn_buffer_free(&heard);
    unsetenv("SENDGRID_API_KEY");
}

static void answers_become_outcomes(void **state)
{
#define ERROR(status, field) "HTTP/1.1 " status "\r\n\r\n{\"errors\": [{\"message\": \"said so\", \"field\": " field ", \"help\": null}]}"
    static const api_case cases[] = {
        {"HTTP/1.1 200 OK\r\n\r\n", CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, NULL}, /* a sandbox that was not asked for */
        {ERROR("400 Bad", "\"personalizations.0.to.0.email\""), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1,
         "400 personalizations.0.to.0.email: said so"},
        {ERROR("400 Bad", "\"from.email\""), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("401 No", "null"), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, "401 said so"},
        {ERROR("403 No", "\"from\""), CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, NULL},
        {ERROR("413 Large", "null"), CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, NULL},
        {ERROR("429 Many\r\nDate: Mon, 01 Mar 2027 10:00:00 GMT\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1803895230", "null"),
         CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, 30, NULL},
        {"HTTP/1.1 500 Oh\r\n\r\nSG.key", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, "500 ***"},
    };
    (void)state;
    setenv("SENDGRID_API_KEY", "SG.key", 1);
    answers_are_judged("sendgrid://global?", cases, CVN_COUNT(cases));
    unsetenv("SENDGRID_API_KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parts_are_posted), cmocka_unit_test(answers_become_outcomes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
