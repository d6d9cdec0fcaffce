/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"
#include "mail/provider.h"

#include <string.h>

static void urls_are_read(void **state)
{
    static const struct {
        const char *url;
        const char *scheme, *host; /* NULL: refused */
        int port;
        const char *endpoint;
    } cases[] = {
        {"smtp://mail.example.org", "smtp", "mail.example.org", 0, NULL},
        {"SMTP://mail.example.org:25/", "smtp", "mail.example.org", 25, NULL},
        {"smtps://[::1]:465", "smtps", "[::1]", 465, NULL},
        {"ses://eu-central-1", "ses", "eu-central-1", 0, NULL},
        {"ses://eu-central-1?endpoint=http://127.0.0.1:8080", "ses", "eu-central-1", 0, "http://127.0.0.1:8080"},
        {"ses://eu-central-1?endpoint=http%3A%2F%2Flocalhost%3A8080/", "ses", "eu-central-1", 0, "http://localhost:8080"},
        {"mailgun://mg.example.org?endpoint=https://api.eu.mailgun.net&inflight=20", "mailgun", "mg.example.org", 0,
         "https://api.eu.mailgun.net"},
        {"graph://task.force@example.org", "graph", "example.org", 0, NULL},
        {"gmail://me?endpoint=https://gmail.example", "gmail", "me", 0, "https://gmail.example"},
        {"jmap://mail.example.org:8443", "jmap", "mail.example.org", 8443, NULL},
        {"sendgrid://eu?inflight=1", "sendgrid", "eu", 0, NULL},
        {"smtp://host:25?inflight=200", "smtp", "host", 25, NULL},
        {"graph://task.force:hunter2@example.org", NULL, NULL, 0, NULL},
        {"jmap://hunter2@mail.example.org", NULL, NULL, 0, NULL},
        {"smtp://host?timeout=5&inflight=2", "smtp", "host", 0, NULL},
        {"smtp://host?timeout=0", NULL, NULL, 0, NULL},
        {"resend://api?inflight=0", NULL, NULL, 0, NULL},
        {"", NULL, NULL, 0, NULL},
        {"mail.example.org", NULL, NULL, 0, NULL},
        {"smtp://", NULL, NULL, 0, NULL},
        {"smtp://host:0", NULL, NULL, 0, NULL},
        {"smtp://host:99999", NULL, NULL, 0, NULL},
        {"smtp://host/path", NULL, NULL, 0, NULL},
        {"smtp://host?endpoint=https://x", NULL, NULL, 0, NULL},
        {"smtp://host#x", NULL, NULL, 0, NULL},
        {"smtp://user:hunter2@host", NULL, NULL, 0, NULL},
        {"smtp://hunter2@host", NULL, NULL, 0, NULL},
        {"smtp://us er:hunter2@host", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=https://u:hunter2@host", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=http://example.org", NULL, NULL, 0, NULL}, /* not encrypted */
        {"ses://eu?endpoint=http://127.0.0.1.example.org", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=http://localhost.example.org", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=https://host/path", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=ftp://host", NULL, NULL, 0, NULL},
        {"ses://eu?endpoint=", NULL, NULL, 0, NULL},
        {"ses://eu?region=x", NULL, NULL, 0, NULL},
        {"smtp://host?inflight=201", NULL, NULL, 0, NULL},
        {"mailgun://d?testmode=yes", NULL, NULL, 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_via via;
        cvn_error *error = cvn_error_new();
        cvn_code code = cvn_via_parse(&via, cases[i].url, false, error);
        if (code != (cases[i].host ? CVN_OK : CVN_E_USAGE))
            fail_msg("%s: %d %s", cases[i].url, (int)code, cvn_error_message(error, 0));
        assert_null(strstr(cvn_error_message(error, 0), "hunter2"));
        if (!code) {
            assert_string_equal(via.scheme, cases[i].scheme);
            assert_string_equal(via.host, cases[i].host);
            assert_int_equal(via.port, cases[i].port);
            if (cases[i].endpoint)
                assert_string_equal(via.endpoint, cases[i].endpoint);
            else
                assert_null(via.endpoint);
        }
        cvn_via_free(&via);
        cvn_error_free(error);
    }
}

static void insecure_allows_what_is_not_encrypted(void **state)
{
    cvn_via via;
    (void)state;
    assert_int_equal(cvn_via_parse(&via, "ses://eu?endpoint=http://example.org", true, NULL), CVN_OK);
    assert_false(via.endpoint_loopback);
    cvn_via_free(&via);
}

static void loopback_is_this_machine(void **state)
{
    static const struct {
        const char *host;
        bool loopback;
    } cases[] = {{"localhost", true}, {"LOCALHOST", true},  {"127.0.0.1", true},    {"127.8.9.1", true},  {"[::1]", true},
                 {"::1", false},      {"128.0.0.1", false}, {"127.0.0.1.x", false}, {"127.0.0", false},   {"localhost.example", false},
                 {"", false},         {"[::2]", false},     {"0.0.0.0", false},     {"2130706433", false}};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        if (cvn_host_is_loopback(cases[i].host) != cases[i].loopback)
            fail_msg("%s", cases[i].host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_read),
        cmocka_unit_test(insecure_allows_what_is_not_encrypted),
        cmocka_unit_test(loopback_is_this_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
