/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

static const char *const pairs[] = {"CONVENE_TEST_A", "first", "CONVENE_TEST_B", "two words; $HOME", NULL};

static void test_what_is_heard(void **state)
{
    static const struct {
        const char *text, *input, *printed, *words; /* words: of the error, NULL none */
    } rows[] = {
        {"echo hello", NULL, "hello\n", NULL},
        {"cat", "told\nin two lines", "told\nin two lines", NULL},
        {"cat", "", "", NULL},
        {"cat", NULL, "", NULL},
        {"echo never reads", "told", "never reads\n", NULL},
        {"printf %s/%s \"$CONVENE_TEST_A\" \"$CONVENE_TEST_B\"", NULL, "first/two words; $HOME", NULL},
        {"printf %s \"$CONVENE_TEST_OURS\"", NULL, "kept", NULL},
        {"printf 12345678901234567890123456789012", NULL, "12345678901234567890123456789012", NULL},
        {"printf 123456789012345678901234567890123", NULL, "12345678901234567890123456789012", "the test command printed more than 32 bytes"},
        {"echo partly; exit 3", NULL, "partly\n", "the test command failed (exit code 3)"},
        {"echo s3cret; kill -9 $$", NULL, "s3cret\n", "the test command failed (signal 9)"},
        {"echo early; exec sleep 20", NULL, "early\n", "the test command did not end within 1 seconds"},
        {"/nowhere/command 2>/dev/null", NULL, "", "the test command failed (exit code 127)"},
    };
    (void)state;
    setenv("CONVENE_TEST_A", "ours, which loses", 1);
    setenv("CONVENE_TEST_OURS", "kept", 1);
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const cvn_command command = {
            .text = rows[i].text, .name = "the test command", .input = rows[i].input, .environment = pairs, .most_bytes = 32, .limit_s = 1};
        char *out = NULL;
        size_t length = 0;
        cvn_error *error = cvn_error_new();
        assert_int_equal(cvn_command_ask(&out, &length, &command, error), rows[i].words ? CVN_E_UNAVAILABLE : CVN_OK);
        assert_string_equal(cvn_error_message(error, 0), rows[i].words ? rows[i].words : "");
        assert_string_equal(out, rows[i].printed);
        assert_int_equal(length, strlen(rows[i].printed));
        free(out);
        cvn_error_free(error);
    }
}

/** A long answer is more than a pipe holds, and so is what it is told: neither waits for the other. */
static void test_much(void **state)
{
    enum { MUCH = 1 << 20 };
    (void)state;
    char *input = cvn_alloc(MUCH + 1), *out = NULL;
    size_t length = 0;
    memset(input, 'x', MUCH);
    const cvn_command command = {.text = "cat; printf '\\000y'", .name = "much", .input = input, .most_bytes = MUCH + 16, .limit_s = 60};
    assert_int_equal(cvn_command_ask(&out, &length, &command, NULL), CVN_OK);
    assert_int_equal(length, MUCH + 2);
    assert_int_equal(out[MUCH + 1], 'y');
    free(out);
    free(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_heard), cmocka_unit_test(test_much)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
