/* SPDX-License-Identifier: Apache-2.0 */
/* What needs no server; tests/e2e/imap.py has one. */
#include "mail/mail.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

static void test_open(void **state)
{
    (void)state;
    static const struct {
        const char *url, *done, *where, *message; /* message NULL: it opens */
    } rows[] = {
        {"imaps://mail.example.org", NULL, "imaps://mail.example.org/INBOX", NULL},
        {"imaps://mail.example.org/", NULL, "imaps://mail.example.org/INBOX", NULL},
        {"imap://mail.example.org:1143/Answers/2027", "read", "imap://mail.example.org:1143/Answers/2027", NULL},
        {"imaps://ann:secret@mail.example.org", NULL, NULL, "can be read by everybody"},
        {"imaps://ann@mail.example.org", NULL, NULL, "can be read by everybody"},
        {"pop3://mail.example.org", NULL, NULL, "not a URL such as imaps://"},
        {"mail.example.org", NULL, NULL, "not a URL such as imaps://"},
        {"imaps://mail.example.org/INBOX;UID=1", NULL, NULL, "not a URL such as imaps://"},
        {"imaps://mail.example.org/INBOX?ALL", NULL, NULL, "not a URL such as imaps://"},
        {"imaps://mail.example.org", "a\"b", NULL, "--done"},
        {"imaps://mail.example.org", "", NULL, "--done"},
        {"imaps://mail.example.org", "a\r\nb", NULL, "--done"},
    };
    setenv("CONVENE_IMAP_USER", "ann", 1);
    setenv("CONVENE_IMAP_PASSWORD", "secret", 1);
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_mailbox *mailbox = NULL;
        cvn_error *error = cvn_error_new();
        cvn_mailbox_options to = {.url = rows[i].url, .done = rows[i].done};
        cvn_code code = cvn_mailbox_open(&mailbox, &to, error);
        print_message("%s: %s\n", rows[i].url, cvn_error_message(error, 0));
        assert_int_equal(code, rows[i].message ? CVN_E_USAGE : CVN_OK);
        if (rows[i].message) {
            assert_null(mailbox);
            assert_non_null(strstr(cvn_error_message(error, 0), rows[i].message));
            assert_null(strstr(cvn_error_message(error, 0), "secret@"));
        } else {
            assert_string_equal(cvn_mailbox_where(mailbox), rows[i].where);
        }
        cvn_mailbox_close(mailbox);
        cvn_error_free(error);
    }
}

static void test_credentials(void **state)
{
    (void)state;
    static const struct {
        const char *user, *password, *token, *message;
    } rows[] = {{NULL, "secret", NULL, "CONVENE_IMAP_USER"},
                {"ann", NULL, NULL, "CONVENE_IMAP_PASSWORD"},
                {"ann", NULL, "t0ken", NULL},
                {"ann", "secret", NULL, NULL}};
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const char *const names[] = {"CONVENE_IMAP_USER", "CONVENE_IMAP_PASSWORD", "CONVENE_OAUTH_TOKEN"};
        const char *const values[] = {rows[i].user, rows[i].password, rows[i].token};
        for (size_t k = 0; k < CVN_COUNT(names); k++)
            assert_int_equal(values[k] ? setenv(names[k], values[k], 1) : unsetenv(names[k]), 0);
        cvn_mailbox *mailbox;
        cvn_error *error = cvn_error_new();
        cvn_mailbox_options to = {.url = "imaps://mail.example.org"};
        assert_int_equal(cvn_mailbox_open(&mailbox, &to, error), rows[i].message ? CVN_E_USAGE : CVN_OK);
        assert_true(!rows[i].message || strstr(cvn_error_message(error, 0), rows[i].message));
        cvn_mailbox_close(mailbox);
        cvn_error_free(error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_open), cmocka_unit_test(test_credentials)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
