/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"
#include "mail/provider.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64];

static void write_secrets(const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static int setup(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "/tmp/convene-secrets-XXXXXX");
    int file = mkstemp(path);
    close(file);
    unsetenv("CONVENE_SMTP_USER");
    unsetenv("CONVENE_SMTP_PASSWORD");
    return file < 0;
}

static int teardown(void **state)
{
    (void)state;
    return unlink(path);
}

static void modes_others_can_read_are_refused(void **state)
{
    static const struct {
        mode_t mode;
        cvn_code code;
    } cases[] = {{0600, CVN_OK},     {0400, CVN_OK},     {0640, CVN_E_DATA}, {0604, CVN_E_DATA},
                 {0644, CVN_E_DATA}, {0620, CVN_E_DATA}, {0601, CVN_E_DATA}};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_secrets *secrets = NULL;
        cvn_error *error = cvn_error_new();
        char word[96];
        write_secrets("CONVENE_SMTP_USER=u\n", cases[i].mode);
        assert_int_equal(cvn_secrets_new(&secrets, path, error), cases[i].code);
        snprintf(word, sizeof word, "chmod 600 %s", path);
        if (cases[i].code)
            assert_non_null(strstr(cvn_error_message(error, 0), word));
        else
            assert_string_equal(cvn_secrets_get(secrets, CVN_SECRET_SMTP_USER), "u");
        cvn_secrets_free(secrets);
        cvn_error_free(error);
        assert_int_equal(chmod(path, 0600), 0);
    }
}

static void lines_are_read_as_shells_write_them(void **state)
{
    static const struct {
        const char *text, *value; /* NULL: refused */
    } cases[] = {
        {"CONVENE_SMTP_PASSWORD=hunter2\n", "hunter2"},
        {"# mine\n\n  export CONVENE_SMTP_PASSWORD=hunter2  \r\n", "hunter2"},
        {"CONVENE_SMTP_PASSWORD=\"hunter 2\"", "hunter 2"},
        {"CONVENE_SMTP_PASSWORD='#hunter2='", "#hunter2="},
        {"CONVENE_SMTP_PASSWORD=a\nCONVENE_SMTP_PASSWORD=b\n", "b"},
        {"SMTP_PASSWORD=hunter2\n", NULL},
        {"CONVENE_SMTP_PASSWORD hunter2\n", NULL},
        {"hunter2\n", NULL},
        {"CONVENE_SMTP_PASSWORD=hunter2\x01\n", NULL},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_secrets *secrets = NULL;
        cvn_error *error = cvn_error_new();
        write_secrets(cases[i].text, 0600);
        cvn_code code = cvn_secrets_new(&secrets, path, error);
        if (!code != !!cases[i].value)
            fail_msg("case %zu: %s", i, cvn_error_message(error, 0));
        if (cases[i].value)
            assert_string_equal(cvn_secrets_get(secrets, CVN_SECRET_SMTP_PASSWORD), cases[i].value);
        assert_null(strstr(cvn_error_message(error, 0), "hunter"));
        cvn_secrets_free(secrets);
        cvn_error_free(error);
    }
}

static void the_file_wins_over_the_environment(void **state)
{
    cvn_secrets *secrets = NULL;
    (void)state;
    setenv("CONVENE_SMTP_USER", "environment", 1);
    setenv("CONVENE_SMTP_PASSWORD", "", 1);
    write_secrets("CONVENE_SMTP_USER=file\n", 0600);
    assert_int_equal(cvn_secrets_new(&secrets, path, NULL), CVN_OK);
    assert_string_equal(cvn_secrets_get(secrets, CVN_SECRET_SMTP_USER), "file");
    assert_null(cvn_secrets_get(secrets, CVN_SECRET_SMTP_PASSWORD));
    cvn_secrets_free(secrets);
    assert_int_equal(cvn_secrets_new(&secrets, NULL, NULL), CVN_OK);
    assert_string_equal(cvn_secrets_get(secrets, CVN_SECRET_SMTP_USER), "environment");
    cvn_secrets_free(secrets);
    assert_int_equal(cvn_secrets_new(&secrets, "/nowhere/secrets", NULL), CVN_E_IO);
    assert_int_equal(cvn_secrets_new(&secrets, "/tmp", NULL), CVN_E_IO);
}

static void secrets_are_taken_out_of_words(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"nothing here", "nothing here"},
        {"hunter22", "***"},
        {"a hunter22 and hunter22b", "a *** and ***b"},
        {"AUTH PLAIN AHUAaHVudGVyMjI= is not known", "AUTH PLAIN *** is not known"}, /* \0u\0hunter22 */
        {"AUTH PLAIN AHUAaHVud", "AUTH PLAIN ***"},                                  /* cut short */
        {"LOGIN aHVudGVyMjI=", "LOGIN ***"},
        {"Basic YXBpOmtleS0xMjM=!", "Basic ***!"}, /* api:key-123 */
        {"key-123", "***"},
        {"Basic b3JnOnRvcC1zZWNyZXQ=", "Basic ***"}, /* org:top-secret */
        {"a token/of.ours and another-one", "a token/of.ours and ***"},
    };
    cvn_secrets *secrets = NULL;
    (void)state;
    write_secrets("CONVENE_SMTP_USER=u\nCONVENE_SMTP_PASSWORD=hunter22\nMAILGUN_API_KEY=key-123\n"
                  "CONVENE_JMAP_USER=org\nCONVENE_JMAP_PASSWORD=top-secret\nCONVENE_OAUTH_TOKEN=token/of.ours\n",
                  0600);
    assert_int_equal(cvn_secrets_new(&secrets, path, NULL), CVN_OK);
    cvn_secrets_set(secrets, CVN_SECRET_OAUTH_TOKEN, "another-one");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char text[128];
        snprintf(text, sizeof text, "%s", cases[i].before);
        cvn_secrets_scrub(secrets, text);
        assert_string_equal(text, cases[i].after);
    }
    cvn_secrets_free(secrets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(modes_others_can_read_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_are_read_as_shells_write_them, setup, teardown),
        cmocka_unit_test_setup_teardown(the_file_wins_over_the_environment, setup, teardown),
        cmocka_unit_test_setup_teardown(secrets_are_taken_out_of_words, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
