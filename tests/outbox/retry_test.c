/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

static void what_failed_and_what_waits_is_tried_again(void **state)
{
    store_fixture *f = *state;
    cvn_send_summary s;
    char out[96], path[160], *text = NULL;
    size_t length = 0;
    int64_t failed = put(f, "p1", "item", 0, "f0"), later = put(f, "p2", "item", 0, "f0"), flying = put(f, "p3", "item", 0, "f0"),
            sent = put(f, "p4", "item", 0, "f0");
    fly(f, failed, CVN_STATE_FAILED, false, "never");
    fly(f, later, CVN_STATE_QUEUED, false, "later");
    assert_int_equal(cvn_store_start(f->store, flying, "x", 1, f->error), CVN_OK);
    fly(f, sent, CVN_STATE_SENT, false, "sent");
    snprintf(out, sizeof out, "%s/out", f->folder);
    cvn_send_options options;
    cvn_send_options_init(&options);
    options.out_dir = out;
    options.now_s = 500;
    assert_int_equal(cvn_outbox_retry(&s, f->store, &options, f->error), CVN_OK);
    assert_int_equal(s.sent, 3);
    assert_int_equal(s.later + s.failed, 0);
    assert_int_equal(get(f, failed).state, CVN_STATE_SENT);
    assert_int_equal(get(f, sent).tries, 1);
    snprintf(path, sizeof path, "%s/%05d-p3-item.eml", out, (int)flying);
    assert_int_equal(cvn_file_read(&text, &length, path, 1000, f->error), CVN_OK);
    assert_string_equal(text, "To: a@example.org\r\n\r\nhello\r\n");
    free(text);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK); /* it was given back */
}

static void it_waits_for_nobody_who_sends(void **state)
{
    store_fixture *f = *state;
    cvn_store *other = NULL;
    cvn_send_options options;
    cvn_send_options_init(&options);
    options.out_dir = f->folder;
    assert_int_equal(cvn_store_open(&other, f->path, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(other, f->error), CVN_OK);
    assert_int_equal(cvn_outbox_retry(NULL, f->store, &options, f->error), CVN_E_TEMPORARY);
    cvn_store_close(other);
}

static void options_of_another_version_are_refused(void **state)
{
    store_fixture *f = *state;
    cvn_send_options options = {.version = 99, .out_dir = f->folder};
    assert_int_equal(cvn_outbox_retry(NULL, f->store, &options, f->error), CVN_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(what_failed_and_what_waits_is_tried_again), STORE_TEST(it_waits_for_nobody_who_sends),
                                       STORE_TEST(options_of_another_version_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
