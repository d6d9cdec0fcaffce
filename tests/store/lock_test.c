/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/wait.h>

#include "store/store_fixture.h"

static void the_second_is_told_who_is_first(void **state)
{
    store_fixture *f = *state;
    cvn_store *second = NULL;
    char pid[32];
    snprintf(pid, sizeof pid, "process %ld)", (long)getpid());
    assert_int_equal(cvn_store_open(&second, f->path, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(second, f->error), CVN_E_TEMPORARY);
    assert_non_null(strstr(cvn_error_message(f->error, 0), pid));
    cvn_store_unlock(f->store);
    assert_int_equal(cvn_store_lock(second, f->error), CVN_OK);
    cvn_store_close(second);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
}

static void two_names_of_one_store_are_one_lock(void **state)
{
    store_fixture *f = *state;
    cvn_store *second = NULL;
    char link[128];
    snprintf(link, sizeof link, "%s/link.db", f->folder);
    assert_int_equal(symlink(f->path, link), 0);
    assert_int_equal(cvn_store_open(&second, link, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    assert_int_equal(cvn_store_lock(second, NULL), CVN_E_TEMPORARY);
    cvn_store_close(second);
}

static void a_killed_sender_leaves_no_lock(void **state)
{
    store_fixture *f = *state;
    int ready[2];
    char byte = 0;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        cvn_store *own = NULL;
        bool locked = !cvn_store_open(&own, f->path, false, NULL) && !cvn_store_lock(own, NULL);
        if (write(ready[1], locked ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_int_equal(cvn_store_lock(f->store, NULL), CVN_E_TEMPORARY);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    close(ready[0]);
    close(ready[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_second_is_told_who_is_first),
        STORE_TEST(two_names_of_one_store_are_one_lock),
        STORE_TEST(a_killed_sender_leaves_no_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
