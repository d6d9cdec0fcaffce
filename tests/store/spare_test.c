/* SPDX-License-Identifier: Apache-2.0 */
/** Disks that are full are in tests/e2e/faults.py. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "store/store_fixture.h"

static off_t size_of(const store_fixture *f)
{
    struct stat status;
    char path[128];
    snprintf(path, sizeof path, "%s-spare", f->path);
    return stat(path, &status) ? -1 : (off_t)status.st_blocks * 512;
}

static void room_is_kept_as_long_as_the_lock(void **state)
{
    store_fixture *f = *state;
    put(f, "p1", "item", 0, "f0");
    assert_int_equal(size_of(f), -1);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    assert_true(size_of(f) >= 4 << 20);
    cvn_store_unlock(f->store);
    assert_int_equal(size_of(f), -1);
}

static void spent_room_is_free(void **state)
{
    store_fixture *f = *state;
    put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    cvn_store_spend(f->store);
    assert_int_equal(size_of(f), -1);
    cvn_store_spend(f->store); /* once is enough, twice does no harm */
}

/** Where there is no room nothing is locked, and nothing is left behind. */
static void without_room_nothing_begins(void **state)
{
    store_fixture *f = *state;
    struct rlimit was, small;
    put(f, "p1", "item", 0, "f0");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    small = was;
    small.rlim_cur = 1 << 20;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    cvn_code code = cvn_store_lock(f->store, f->error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(code, CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "disk is full"));
    assert_int_equal(size_of(f), -1);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(room_is_kept_as_long_as_the_lock), STORE_TEST(spent_room_is_free),
                                       STORE_TEST(without_room_nothing_begins)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
