/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

static void test_messages(void **state)
{
    (void)state;
    static const struct {
        const char *text, *messages[4];
    } rows[] = {
        {"", {NULL}},
        {"Subject: no mbox\n\nbody\n", {NULL}},
        {"From a Mon\nSubject: 1\n\nx\n", {"Subject: 1\n\nx\n"}},
        {"From a Mon\nSubject: 1\n\nx\n\nFrom b Tue\nSubject: 2\n\ny\n\n", {"Subject: 1\n\nx\n\n", "Subject: 2\n\ny\n\n"}},
        {"From a Mon\r\nSubject: 1\r\n\r\nx\r\n\r\nFrom b Tue\r\nSubject: 2\r\n", {"Subject: 1\r\n\r\nx\r\n\r\n", "Subject: 2\r\n"}},
        {"junk\nFrom a Mon\nS: 1\n\n>From here\n>>From there\n> From far\n", {"S: 1\n\nFrom here\n>From there\n> From far\n"}},
        {"From a Mon\nS: 1\n\nx\nFrom now on\n", {"S: 1\n\nx\nFrom now on\n"}}, /* no empty line before it: a sentence */
        {"From a\n\nFrom b\n\nFrom c", {"\n", "\n", ""}},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        size_t at = 0, length = 0, n = 0;
        char *out;
        while (cvn_mbox_next(&out, &length, rows[i].text, strlen(rows[i].text), &at)) {
            assert_true(n < 4);
            assert_non_null(rows[i].messages[n]);
            assert_string_equal(out, rows[i].messages[n]);
            assert_int_equal(length, strlen(out));
            free(out);
            n++;
        }
        assert_null(rows[i].messages[n]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
