/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

static void what_is_cancelled_was_not_told(void **state)
{
    store_fixture *f = *state;
    size_t doubtful = 9;
    assert_int_equal(tell(f, "A", false).requests, 1);
    const int64_t id = 1;
    assert_int_equal(cvn_outbox_cancel(&doubtful, f->store, &id, 1, "the wrong room", f->error), CVN_OK);
    assert_int_equal(doubtful, 0);
    cvn_row row = get(f, id);
    assert_int_equal(row.state, CVN_STATE_SUPERSEDED);
    assert_string_equal(row.words, "the wrong room");
    assert_true(row.done_s > 0);
    assert_int_equal(tell(f, "A", false).requests, 1); /* the next send says it */
    assert_int_equal(get(f, 2).sequence, 0);
    fly(f, 2, CVN_STATE_FAILED, false, "never");
    const int64_t failed = 2;
    assert_int_equal(cvn_outbox_cancel(NULL, f->store, &failed, 1, "r", f->error), CVN_OK);
    assert_int_equal(tell(f, "A", false).requests, 1); /* tried anew, although it was refused */
    fly(f, 3, CVN_STATE_SENT, false, "sent");
    assert_int_equal(tell(f, "A", false).requests, 0);
}

/** It may have left, and it may not: so it is said again, as an update, or taken back. */
static void what_is_in_doubt_is_said_again(void **state)
{
    store_fixture *f = *state;
    size_t doubtful = 0;
    const int64_t id = 1;
    tell(f, "A", false);
    assert_int_equal(cvn_store_start(f->store, id, "x", 1, f->error), CVN_OK); /* and the process was killed */
    assert_int_equal(cvn_outbox_cancel(&doubtful, f->store, &id, 1, "r", f->error), CVN_OK);
    assert_int_equal(doubtful, 1);
    assert_int_equal(tell(f, "A", false).updates, 1);
    assert_int_equal(get(f, 2).sequence, 1);
    assert_int_equal(tell(f, NULL, false).cancels, 1);
}

static void all_or_none(void **state)
{
    store_fixture *f = *state;
    int64_t queued = put(f, "p1", "item", 0, "f0"), sent = put(f, "p2", "item", 0, "f0"), gone = put(f, "p3", "item", 0, "f0");
    fly(f, sent, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_supersede(f->store, gone, 5, f->error), CVN_OK);
    const int64_t ids[] = {queued, sent, gone, 77};
    assert_int_equal(cvn_outbox_cancel(NULL, f->store, ids, 4, "r", f->error), CVN_E_USAGE);
    assert_int_equal(cvn_error_count(f->error), 3); /* each that is wrong is named */
    assert_non_null(strstr(cvn_error_message(f->error, 0), "has left"));
    assert_non_null(strstr(cvn_error_message(f->error, 1), "superseded already"));
    assert_non_null(strstr(cvn_error_message(f->error, 2), "no message 77"));
    assert_int_equal(get(f, queued).state, CVN_STATE_QUEUED);
}

static void not_while_a_send_is_at_work(void **state)
{
    store_fixture *f = *state;
    cvn_store *other = NULL;
    int64_t id = put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_open(&other, f->path, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(other, f->error), CVN_OK);
    assert_int_equal(cvn_outbox_cancel(NULL, f->store, &id, 1, "r", f->error), CVN_E_TEMPORARY);
    cvn_store_close(other);
    assert_int_equal(cvn_outbox_cancel(NULL, f->store, &id, 1, "r", f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK); /* it was given back */
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(what_is_cancelled_was_not_told), STORE_TEST(what_is_in_doubt_is_said_again),
                                       STORE_TEST(all_or_none), STORE_TEST(not_while_a_send_is_at_work)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
