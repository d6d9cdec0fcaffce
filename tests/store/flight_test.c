/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static int64_t next(store_fixture *f, const char *conference, int64_t now_s)
{
    cvn_row row;
    bool found = false;
    assert_int_equal(cvn_store_next(&row, &found, f->store, conference, now_s, f->arena, f->error), CVN_OK);
    return found ? row.id : 0;
}

static void next_is_the_first_that_is_due(void **state)
{
    store_fixture *f = *state;
    int64_t a = put(f, "p1", "item", 0, "f0"), b = put(f, "p2", "item", 0, "f0");
    assert_int_equal(next(f, NULL, 0), a);
    assert_int_equal(next(f, "c1", 0), a);
    assert_int_equal(next(f, "c2", 0), 0);
    fly(f, a, CVN_STATE_QUEUED, false, "later"); /* not before 3000 */
    assert_int_equal(next(f, NULL, 2999), b);
    assert_int_equal(next(f, NULL, 3000), a);
    fly(f, b, CVN_STATE_SENT, false, "sent");
    assert_int_equal(next(f, NULL, 2999), 0);
}

static void each_try_is_a_row(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0");
    cvn_tries tries;
    fly(f, id, CVN_STATE_QUEUED, false, "later");
    assert_int_equal(cvn_store_start(f->store, id, "smtp://other:25", 1600, f->error), CVN_OK);
    assert_int_equal(cvn_store_tries(&tries, f->store, id, f->arena, f->error), CVN_OK);
    assert_int_equal(tries.count, 2);
    assert_string_equal(tries.at[0].outcome, "later");
    assert_string_equal(tries.at[0].words, "words");
    assert_string_equal(tries.at[1].outcome, "open");
    assert_string_equal(tries.at[1].via, "smtp://other:25");
    assert_int_equal(tries.at[1].at_s, 1600);
    land(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(get(f, id).tries, 2);
    assert_int_equal(get(f, id).done_s, 2000);
}

static void doubt_stays(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0");
    fly(f, id, CVN_STATE_QUEUED, true, "unknown");
    fly(f, id, CVN_STATE_QUEUED, false, "later");
    assert_true(get(f, id).in_doubt);
}

static void a_crash_leaves_what_flew_in_doubt(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0"), other = put(f, "p2", "item", 0, "f0");
    uint64_t count = 0;
    cvn_tries tries;
    assert_int_equal(cvn_store_start(f->store, id, "x", 1, f->error), CVN_OK);
    cvn_store_close(f->store);
    assert_int_equal(cvn_store_open(&f->store, f->path, false, f->error), CVN_OK);
    assert_int_equal(get(f, id).state, CVN_STATE_IN_FLIGHT);
    assert_int_equal(cvn_store_recover(f->store, &count, f->error), CVN_OK);
    assert_int_equal(count, 1);
    assert_int_equal(get(f, id).state, CVN_STATE_QUEUED);
    assert_true(get(f, id).in_doubt);
    assert_false(get(f, other).in_doubt);
    assert_int_equal(cvn_store_tries(&tries, f->store, id, f->arena, f->error), CVN_OK);
    assert_string_equal(tries.at[0].outcome, "unknown");
    assert_int_equal(next(f, NULL, 0), id);
}

static void requeueing_takes_up_what_failed_and_what_waits(void **state)
{
    store_fixture *f = *state;
    int64_t failed = put(f, "p1", "item", 0, "f0"), later = put(f, "p2", "item", 0, "f0"), sent = put(f, "p3", "item", 0, "f0");
    uint64_t count = 0;
    fly(f, failed, CVN_STATE_FAILED, false, "never");
    fly(f, later, CVN_STATE_QUEUED, false, "later");
    fly(f, sent, CVN_STATE_SENT, false, "sent");
    int64_t held = put(f, "p4", "item", 0, "f0");
    assert_int_equal(cvn_store_hold(f->store, held, 9000, f->error), CVN_OK);
    assert_int_equal(next(f, NULL, 0), 0);
    assert_int_equal(cvn_store_requeue(f->store, &count, f->error), CVN_OK);
    assert_int_equal(count, 1);
    assert_int_equal(next(f, NULL, 0), failed);
    assert_int_equal(get(f, later).not_before_s, 0);
    assert_int_equal(get(f, held).not_before_s, 9000); /* that is the organiser's, and no server's */
    assert_int_equal(get(f, sent).state, CVN_STATE_SENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(next_is_the_first_that_is_due),
        STORE_TEST(each_try_is_a_row),
        STORE_TEST(doubt_stays),
        STORE_TEST(a_crash_leaves_what_flew_in_doubt),
        STORE_TEST(requeueing_takes_up_what_failed_and_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
