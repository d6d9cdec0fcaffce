/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sql.h"
#include "store/store_fixture.h"

/** What goes wrong below, in the codes and words that a user sees. */
static void errors_have_their_codes(void **state)
{
    static const struct {
        int result;
        cvn_code code;
        const char *word;
    } cases[] = {
        {SQLITE_FULL, CVN_E_IO, "disk is full"},
        {SQLITE_READONLY_DIRECTORY, CVN_E_IO, "read-only"},
        {SQLITE_IOERR_FSYNC, CVN_E_IO, ""},
        {SQLITE_CANTOPEN, CVN_E_IO, "cannot be opened"},
        {SQLITE_CORRUPT_INDEX, CVN_E_DATA, "damaged"},
        {SQLITE_NOTADB, CVN_E_DATA, "not a store"},
        {SQLITE_BUSY, CVN_E_TEMPORARY, "another program"},
        {SQLITE_BUSY_SNAPSHOT, CVN_E_TEMPORARY, "another program"},
        {SQLITE_CONSTRAINT_CHECK, CVN_E_SOFTWARE, ""},
        {SQLITE_TOOBIG, CVN_E_DATA, "too large"},
    };
    store_fixture *f = *state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_error_clear(f->error);
        assert_int_equal(cvn_sql_fail(f->store, cases[i].result, f->error), cases[i].code);
        assert_non_null(strstr(cvn_error_message(f->error, 0), cases[i].word));
        assert_non_null(strstr(cvn_error_message(f->error, 0), f->path));
    }
}

static void a_full_disk_loses_nothing(void **state)
{
    store_fixture *f = *state;
    cvn_code code = CVN_OK;
    int64_t kept = put(f, "p0", "item", 0, "f0"), id = 0;
    char *large = cvn_alloc(100000);
    assert_int_equal(sqlite3_exec(f->store->db, "PRAGMA max_page_count = 60", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK);
    for (int i = 1; i < 10 && !code; i++) {
        char person[16];
        snprintf(person, sizeof person, "p%d", i);
        cvn_row row = a_row(person, "item", 0, "f0");
        row.mime = large;
        row.mime_length = 100000;
        code = cvn_store_queue(&id, f->store, &row, f->error);
    }
    cvn_store_rollback(f->store);
    free(large);
    assert_int_equal(code, CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "disk is full"));
    cvn_counts counts;
    assert_int_equal(cvn_store_counts(&counts, f->store, NULL, f->error), CVN_OK);
    assert_int_equal(counts.queued, 1);
    assert_int_equal(get(f, kept).state, CVN_STATE_QUEUED);
    put(f, "p1", "item", 0, "f0"); /* and it goes on */
}

static void what_cannot_be_written_says_so(void **state)
{
    store_fixture *f = *state;
    cvn_row row = a_row("p1", "item", 0, "f0");
    int64_t id = 0;
    assert_int_equal(sqlite3_exec(f->store->db, "PRAGMA query_only = ON", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_E_IO);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "read-only"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(errors_have_their_codes),
        STORE_TEST(a_full_disk_loses_nothing),
        STORE_TEST(what_cannot_be_written_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
