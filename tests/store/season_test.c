/* SPDX-License-Identifier: Apache-2.0 */
#include <sqlite3.h>

#include "store/store_fixture.h"

static const char *last(store_fixture *f, const char *conference)
{
    const char *text = NULL;
    assert_int_equal(cvn_store_allocation(&text, f->store, conference, f->arena, f->error), CVN_OK);
    return text;
}

static void keep(store_fixture *f, const char *conference, const char *text)
{
    assert_int_equal(cvn_store_keep_allocation(f->store, conference, text, 1, f->error), CVN_OK);
}

static void the_last_one_is_kept_behind_the_others(void **state)
{
    store_fixture *f = *state;
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_null(last(f, "c1"));
    keep(f, "c1", "first");
    keep(f, "c2", "of another");
    keep(f, "c1", "second");
    keep(f, "c1", "second");
    assert_string_equal(last(f, "c1"), "second");
    assert_string_equal(last(f, "c2"), "of another");
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM allocation", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(statement, 0), 3);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    keep(f, "c1", "first"); /* and back: it is the last one again */
    assert_string_equal(last(f, "c1"), "first");
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_last_one_is_kept_behind_the_others)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
