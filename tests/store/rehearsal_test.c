/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static void what_is_done_with_a_copy_stays_there(void **state)
{
    store_fixture *f = *state;
    cvn_store *copy = NULL, *real = f->store;
    int64_t id = put(f, "p1", "item", 0, "f0");
    assert_false(cvn_store_is_rehearsal(real));
    assert_int_equal(cvn_store_open_rehearsal(&copy, f->path, f->error), CVN_OK);
    assert_true(cvn_store_is_rehearsal(copy));
    f->store = copy;
    assert_int_equal(cvn_store_lock(copy, f->error), CVN_OK); /* while somebody else may send */
    assert_int_equal(cvn_store_lock(real, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(put(f, "p2", "item", 0, "f0"), id + 1);
    assert_int_equal(get(f, id).state, CVN_STATE_SENT);
    f->store = real;
    cvn_store_close(copy);
    assert_int_equal(get(f, id).state, CVN_STATE_QUEUED);
    assert_int_equal(get(f, id).tries, 0);
    assert_int_equal(put(f, "p2", "item", 0, "f0"), id + 1);
}

static void where_there_is_no_store_none_is_made(void **state)
{
    store_fixture *f = *state;
    cvn_store *copy = NULL, *real = f->store;
    char path[128];
    snprintf(path, sizeof path, "%s/other.db", f->folder);
    assert_int_equal(cvn_store_open_rehearsal(&copy, path, f->error), CVN_OK);
    f->store = copy;
    assert_int_equal(put(f, "p1", "item", 0, "f0"), 1);
    f->store = real;
    cvn_store_close(copy);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void what_is_no_store_is_no_rehearsal(void **state)
{
    store_fixture *f = *state;
    cvn_store *copy = NULL;
    assert_int_equal(cvn_store_open_rehearsal(&copy, f->folder, f->error), CVN_E_IO);
    assert_null(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(what_is_done_with_a_copy_stays_there), STORE_TEST(where_there_is_no_store_none_is_made),
                                       STORE_TEST(what_is_no_store_is_no_rehearsal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
