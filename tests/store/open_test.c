/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/store_fixture.h"

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void sql(const char *path, const char *text)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/** Opens, expects a code, and a word in the message. */
static void fails(store_fixture *f, const char *path, bool create, cvn_code code, const char *word)
{
    cvn_store *store = NULL;
    cvn_error_clear(f->error);
    assert_int_equal(cvn_store_open(&store, path, create, f->error), code);
    assert_null(store);
    assert_int_equal(cvn_error_code(f->error), code);
    if (!strstr(cvn_error_message(f->error, 0), word))
        fail_msg("\"%s\" says nothing of \"%s\"", cvn_error_message(f->error, 0), word);
    assert_non_null(strstr(cvn_error_message(f->error, 0), path));
}

static void nobody_else_can_read_it(void **state)
{
    store_fixture *f = *state;
    static const char *const files[] = {"", "-wal", "-shm", "-lock"};
    put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_lock(f->store, f->error), CVN_OK);
    for (size_t i = 0; i < CVN_COUNT(files); i++) {
        struct stat status;
        char path[128];
        snprintf(path, sizeof path, "%s%s", f->path, files[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
}

static void it_is_durable(void **state)
{
    store_fixture *f = *state;
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal(sqlite3_column_text(statement, 0), "wal");
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void what_is_not_there_is_made_only_when_asked(void **state)
{
    store_fixture *f = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/other.db", f->folder);
    fails(f, path, false, CVN_E_IO, "no store yet");
    assert_int_not_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/nowhere/other.db", f->folder);
    fails(f, path, true, CVN_E_IO, "No such file");
}

static void other_files_are_refused(void **state)
{
    store_fixture *f = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/text.db", f->folder);
    write_file(path, "this is not a database, it is a text of some length, longer than a header, of a hundred bytes and more", 100);
    fails(f, path, true, CVN_E_DATA, "not a store of convene");
    snprintf(path, sizeof path, "%s/foreign.db", f->folder);
    sql(path, "CREATE TABLE t (a)");
    fails(f, path, true, CVN_E_DATA, "another program's");
    snprintf(path, sizeof path, "%s/newer.db", f->folder);
    sql(path, "PRAGMA application_id = 0x63766e31; PRAGMA user_version = 99");
    fails(f, path, true, CVN_E_DATA, "newer convene");
    fails(f, f->folder, true, CVN_E_IO, "");
}

static void an_empty_file_becomes_a_store(void **state)
{
    store_fixture *f = *state;
    char path[128];
    cvn_store *store = NULL;
    snprintf(path, sizeof path, "%s/empty.db", f->folder);
    write_file(path, "", 0);
    assert_int_equal(cvn_store_open(&store, path, false, f->error), CVN_OK);
    cvn_store_close(store);
}

/** Bytes in the middle of the file are overwritten: whatever is read then is an error of the data, never a crash or a wrong row. */
static void damage_is_said(void **state)
{
    store_fixture *f = *state;
    cvn_rows rows;
    for (int i = 0; i < 200; i++) {
        char person[16];
        snprintf(person, sizeof person, "p%d", i);
        put(f, person, "item", 0, "f0");
    }
    cvn_store_close(f->store);
    f->store = NULL;
    struct stat status;
    assert_int_equal(stat(f->path, &status), 0);
    char noise[4096];
    memset(noise, 0x5a, sizeof noise);
    int file = open(f->path, O_WRONLY);
    for (off_t at = 4096; at < status.st_size; at += 4096)
        assert_int_equal(pwrite(file, noise, sizeof noise, at), sizeof noise);
    close(file);
    cvn_code code = cvn_store_open(&f->store, f->path, false, f->error);
    if (!code)
        code = cvn_store_list(&rows, f->store, f->arena, f->error);
    assert_int_equal(code, CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "damaged"));
}

/** What fails before anything is to be kept leaves nothing behind. */
static void the_first_write_makes_the_file(void **state)
{
    store_fixture *f = *state;
    char path[128];
    cvn_store *store = NULL;
    cvn_rows rows;
    int64_t id = 0;
    cvn_row row = a_row("p1", "item", 0, "f0");
    snprintf(path, sizeof path, "%s/other.db", f->folder);
    for (int write = 0; write < 3; write++) {
        assert_int_equal(cvn_store_open(&store, path, true, f->error), CVN_OK);
        assert_string_equal(cvn_store_path(store), path);
        assert_int_equal(cvn_store_list(&rows, store, f->arena, f->error), CVN_OK);
        assert_int_equal(rows.count, 0);
        assert_int_not_equal(access(path, F_OK), 0);
        if (write == 1)
            assert_int_equal(cvn_store_lock(store, f->error), CVN_OK);
        else if (write == 2)
            assert_int_equal(cvn_store_queue(&id, store, &row, f->error), CVN_OK);
        assert_int_equal(access(path, F_OK) == 0, write > 0);
        cvn_store_close(store);
        if (write == 1)
            unlink(path);
    }
    assert_int_equal(cvn_store_open(&store, path, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_list(&rows, store, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    cvn_store_close(store);
}

enum { NOBODY = 65534 };
typedef struct reading {
    mode_t folder, file;
    bool left_open; /* another process still has the store open, so that part of it is in its -wal file */
    bool older;
    cvn_code code;
    const char *word;
} reading;

/** In a process that is not root: 0 where everything is as it must be. */
static int read_as_nobody(store_fixture *f, const reading *r)
{
    cvn_store *store = NULL;
    cvn_rows rows = {0};
    if (geteuid() == 0 && (setgid(NOBODY) || setuid(NOBODY)))
        return 10;
    if (cvn_store_open(&store, f->path, false, f->error) != r->code)
        return 11;
    if (r->code)
        return strstr(cvn_error_message(f->error, 0), r->word) ? 0 : 12;
    if (cvn_store_list(&rows, store, f->arena, f->error) || rows.count != 1)
        return 13;
    if (cvn_store_begin(store, f->error) != CVN_E_IO || !strstr(cvn_error_message(f->error, 0), r->word))
        return 14;
    cvn_store_close(store);
    return 0;
}

static void a_read_only_store_can_be_looked_at_but_not_written(void **state)
{
    static const reading readings[] = {
        {0500, 0400, false, false, CVN_OK, "read-only"},
        {0700, 0400, false, false, CVN_OK, "read-only"},
        {0500, 0600, false, false, CVN_OK, "read-only"},
        {0500, 0400, true, false, CVN_OK, "read-only"}, /* the files beside it are there: they are read too */
        {0500, 0400, false, true, CVN_E_IO, "older convene"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(readings); i++) {
        const reading *r = &readings[i];
        store_fixture *f;
        int status = 0;
        store_setup((void **)&f);
        put(f, "p1", "item", 0, "f0");
        if (!r->left_open) {
            cvn_store_close(f->store);
            f->store = NULL;
        }
        if (r->older)
            sql(f->path, "PRAGMA user_version = 1");
        char command[256];
        snprintf(command, sizeof command, "%s%s; chmod %o %s/*; chmod %o %s", geteuid() ? "true " : "chown -R 65534:65534 ", f->folder, r->file,
                 f->folder, r->folder, f->folder);
        assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
        pid_t child = fork();
        if (child == 0)
            _exit(read_as_nobody(f, r));
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFEXITED(status) || WEXITSTATUS(status))
            fail_msg("reading %zu: %d", i, WEXITSTATUS(status));
        store_teardown((void **)&f);
    }
}

static void a_second_writer_is_waited_for_then_named(void **state)
{
    store_fixture *f = *state;
    cvn_store *second = NULL;
    assert_int_equal(cvn_store_open(&second, f->path, false, f->error), CVN_OK);
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK);
    assert_int_equal(cvn_store_begin(second, f->error), CVN_E_TEMPORARY);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "another program"));
    cvn_store_close(second);
    assert_int_equal(cvn_store_commit(f->store, f->error), CVN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(nobody_else_can_read_it),
        STORE_TEST(it_is_durable),
        STORE_TEST(what_is_not_there_is_made_only_when_asked),
        STORE_TEST(other_files_are_refused),
        STORE_TEST(an_empty_file_becomes_a_store),
        STORE_TEST(damage_is_said),
        STORE_TEST(the_first_write_makes_the_file),
        STORE_TEST(a_read_only_store_can_be_looked_at_but_not_written),
        STORE_TEST(a_second_writer_is_waited_for_then_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
