/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "mail/peer.h"

static void each_message_is_a_file(void **state)
{
    char folder[64] = "/tmp/convene-folder-XXXXXX", out[96], path[128], *text = NULL;
    size_t length = 0;
    cvn_mail *mail = NULL;
    cvn_mail_message message = a_message();
    cvn_delivery d;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(path, sizeof path, "%s/00001-p1-item.eml", out);
    cvn_mail_options options = {.out_dir = out};
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_OK);
    for (int i = 0; i < 2; i++) { /* the second time over the first: the same name, the same bytes */
        cvn_mail_deliver(mail, &message, &d);
        assert_int_equal(d.outcome, CVN_OUTCOME_SENT);
        assert_string_equal(d.id, "00001-p1-item.eml");
        assert_int_equal(cvn_file_read(&text, &length, path, 1000, NULL), CVN_OK);
        assert_int_equal(length, message.length);
        assert_memory_equal(text, message.mime, length);
        free(text);
    }
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(out, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    unlink(path);
    assert_int_equal(rmdir(out), 0); /* nothing else lies there */
    cvn_mail_deliver(mail, &message, &d);
    assert_int_equal(d.outcome, CVN_OUTCOME_LATER);
    assert_int_equal(d.onward, CVN_ONWARD_STOP);
    assert_int_equal(d.code, CVN_E_IO);
    cvn_mail_close(mail);
    assert_int_equal(rmdir(folder), 0);
}

static void what_is_no_folder_is_refused(void **state)
{
    cvn_mail *mail = NULL;
    cvn_mail_options options = {.out_dir = "/dev/null"};
    (void)state;
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_E_IO);
    options.out_dir = "/nowhere/at/all";
    assert_int_equal(cvn_mail_open(&mail, &options, NULL), CVN_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_message_is_a_file), cmocka_unit_test(what_is_no_folder_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
