/* SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>

#include "store/store_fixture.h"

enum { BYTES = CVN_STORE_SECRET_BYTES };

static void draw(unsigned char out[BYTES], store_fixture *f, bool keep)
{
    memset(out, 0, BYTES);
    assert_int_equal(cvn_store_secret(out, f->store, keep, f->error), CVN_OK);
}

static void reopen(store_fixture *f)
{
    cvn_store_close(f->store);
    assert_int_equal(cvn_store_open(&f->store, f->path, false, f->error), CVN_OK);
}

static void it_is_drawn_once_and_stays(void **state)
{
    store_fixture *f = *state;
    static const unsigned char zeros[BYTES] = {0};
    unsigned char first[BYTES], second[BYTES];
    draw(first, f, true);
    assert_memory_not_equal(first, zeros, BYTES);
    draw(second, f, true);
    assert_memory_equal(first, second, BYTES);
    reopen(f);
    draw(second, f, false);
    assert_memory_equal(first, second, BYTES);
}

static void a_look_keeps_nothing(void **state)
{
    store_fixture *f = *state;
    unsigned char looked[BYTES], again[BYTES], kept[BYTES];
    draw(looked, f, false);
    draw(again, f, false);
    assert_memory_not_equal(looked, again, BYTES);
    draw(kept, f, true);
    assert_memory_not_equal(looked, kept, BYTES);
}

static void each_store_has_its_own(void **state)
{
    store_fixture *f = *state, *g = NULL;
    unsigned char one[BYTES], other[BYTES];
    assert_int_equal(store_setup((void **)&g), 0);
    draw(one, f, true);
    draw(other, g, true);
    assert_memory_not_equal(one, other, BYTES);
    assert_int_equal(store_teardown((void **)&g), 0);
}

static void what_is_rolled_back_is_not_kept(void **state)
{
    store_fixture *f = *state;
    unsigned char lost[BYTES], kept[BYTES];
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK);
    draw(lost, f, true);
    cvn_store_rollback(f->store);
    draw(kept, f, true);
    assert_memory_not_equal(lost, kept, BYTES);
}

static void a_damaged_one_is_named(void **state)
{
    store_fixture *f = *state;
    unsigned char out[BYTES];
    sqlite3 *db = NULL;
    draw(out, f, true);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE secret SET value = x'00'", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(cvn_store_secret(out, f->store, true, f->error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "secret of reply addresses is damaged"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(it_is_drawn_once_and_stays), STORE_TEST(a_look_keeps_nothing),
                                       STORE_TEST(each_store_has_its_own), STORE_TEST(what_is_rolled_back_is_not_kept),
                                       STORE_TEST(a_damaged_one_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
