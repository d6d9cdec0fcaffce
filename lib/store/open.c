/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql.h"

#define APPLICATION_ID  0x63766e31 /* "cvn1" */
#define BUSY_TIMEOUT_MS 10000

/* Each line brings a store from the version before to its own (its number in PRAGMA user_version). Lines are added, never changed. */
static const char *const migrations[] = {
    "CREATE TABLE message ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  conference TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL,"
    "  kind TEXT NOT NULL, uid TEXT NOT NULL, sequence INTEGER NOT NULL CHECK (sequence >= 0),"
    "  fingerprint TEXT NOT NULL, payload TEXT NOT NULL,"
    "  sender TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL,"
    "  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'in_flight', 'sent', 'failed', 'superseded')),"
    "  in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1)),"
    "  not_before_s INTEGER NOT NULL DEFAULT 0,"
    "  queued_s INTEGER NOT NULL, done_s INTEGER NOT NULL DEFAULT 0,"
    "  provider_id TEXT NOT NULL DEFAULT '',"
    "  mime BLOB NOT NULL) STRICT;" /* last, so that reading the others never touches its pages */
    "CREATE UNIQUE INDEX message_unsent ON message (conference, person, item) WHERE state IN ('queued', 'in_flight', 'failed');"
    "CREATE INDEX message_item ON message (conference, person, item, sequence);"
    "CREATE INDEX message_uid ON message (uid, sequence);"
    "CREATE INDEX message_queued ON message (id) WHERE state = 'queued';"
    "CREATE INDEX message_in_flight ON message (id) WHERE state = 'in_flight';"
    "CREATE TABLE try ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER NOT NULL REFERENCES message (id),"
    "  at_s INTEGER NOT NULL, via TEXT NOT NULL,"
    "  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'sent', 'later', 'never', 'unknown')),"
    "  status INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX try_message ON try (message, id);"
    "CREATE INDEX try_open ON try (message) WHERE outcome = 'open';"
    "CREATE TABLE reply ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, conference TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL,"
    "  uid TEXT NOT NULL, address TEXT NOT NULL, answer TEXT NOT NULL, comment TEXT NOT NULL,"
    "  sequence INTEGER NOT NULL, dtstamp_s INTEGER NOT NULL, received_s INTEGER NOT NULL,"
    "  quarantined INTEGER NOT NULL CHECK (quarantined IN (0, 1)), UNIQUE (uid, address)) STRICT;"
    "CREATE INDEX reply_item ON reply (conference, person, item);"
    "CREATE TABLE allocation ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, conference TEXT NOT NULL, at_s INTEGER NOT NULL, text TEXT NOT NULL) STRICT;"
    "CREATE INDEX allocation_conference ON allocation (conference, id);"
    "CREATE VIEW told AS SELECT * FROM message AS newest WHERE (state IN ('sent', 'in_flight') OR in_doubt) AND NOT EXISTS ("
    "  SELECT 1 FROM message AS m WHERE m.conference = newest.conference AND m.person = newest.person AND m.item = newest.item"
    "  AND (m.state IN ('sent', 'in_flight') OR m.in_doubt) AND (m.sequence, m.id) > (newest.sequence, newest.id));",
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;",
    "CREATE TABLE returned ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL, part INTEGER NOT NULL,"
    "  kind TEXT NOT NULL CHECK (kind IN ('reply', 'counter', 'bounce', 'away', 'letter')),"
    "  state TEXT NOT NULL CHECK (state IN ('kept', 'accepted', 'quarantined', 'stale', 'ignored', 'noted')),"
    "  reason TEXT NOT NULL, conference TEXT NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL, uid TEXT NOT NULL, recurrence TEXT NOT NULL,"
    "  address TEXT NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL, answer TEXT NOT NULL, comment TEXT NOT NULL, detail TEXT NOT NULL,"
    "  sequence INTEGER NOT NULL, dtstamp_s INTEGER NOT NULL, received_s INTEGER NOT NULL,"
    "  turn INTEGER NOT NULL DEFAULT 0, UNIQUE (digest, part)) STRICT;"
    "INSERT INTO returned (digest, part, kind, state, reason, conference, person, item, uid, recurrence, address, sender, subject, answer,"
    "  comment, detail, sequence, dtstamp_s, received_s, turn) SELECT 'reply-' || id, 0, 'reply', iif(quarantined, 'quarantined', 'kept'),"
    "  iif(quarantined, 'it was kept by an older convene, which said why', ''), conference, person, item, uid, '', address, '', '', answer,"
    "  comment, '', sequence, dtstamp_s, received_s, id FROM reply ORDER BY id;"
    "DROP TABLE reply;"
    "CREATE INDEX returned_item ON returned (conference, person, item);"
    "CREATE INDEX message_message_id ON message (message_id);",
    "CREATE TABLE withdrawal (message INTEGER PRIMARY KEY REFERENCES message (id), at_s INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;",
    /* An answer to a proposal has the UID and the SEQUENCE of the invitation that stands, and is nothing that somebody was told of an item. */
    "DROP VIEW told;"
    "CREATE VIEW told AS SELECT * FROM message AS newest WHERE (state IN ('sent', 'in_flight') OR in_doubt) AND kind <> 'declinecounter'"
    "  AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.conference = newest.conference AND m.person = newest.person"
    "  AND m.item = newest.item AND (m.state IN ('sent', 'in_flight') OR m.in_doubt) AND (m.sequence, m.id) > (newest.sequence, newest.id));",
};

static cvn_code pragma_number(cvn_store *store, const char *sql, int64_t *out, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    cvn_code code = cvn_sql_query(&statement, store, sql, error, "");
    if (!code && cvn_sql_row(store, statement, &code, error))
        *out = sqlite3_column_int64(statement, 0);
    cvn_sql_end(statement);
    return code;
}

/** A number goes in as text: PRAGMA takes no bound values. */
static cvn_code set_pragma(cvn_store *store, const char *name, int64_t value, cvn_error *error)
{
    cvn_buffer sql = {0};
    cvn_buffer_printf(&sql, "PRAGMA %s = %lld", name, (long long)value);
    cvn_code code = cvn_sql_run(store, sql.text, error);
    cvn_buffer_free(&sql);
    return code;
}

static cvn_code migrate_from(cvn_store *store, int64_t version, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = (size_t)version; !code && i < CVN_COUNT(migrations); i++)
        code = cvn_sql_run(store, migrations[i], error);
    if (!code)
        code = set_pragma(store, "application_id", APPLICATION_ID, error);
    return code ? code : set_pragma(store, "user_version", (int64_t)CVN_COUNT(migrations), error);
}

/** Whose file it is, and how old. Under a write lock where it is to be changed: two first sends may meet here. */
static cvn_code migrate(cvn_store *store, bool begun, cvn_error *error)
{
    int64_t id = 0, version = 0, tables = 0;
    cvn_code code = pragma_number(store, "PRAGMA application_id", &id, error);
    if (!code)
        code = pragma_number(store, "PRAGMA user_version", &version, error);
    if (!code)
        code = pragma_number(store, "SELECT count(*) FROM sqlite_schema", &tables, error);
    if (code)
        return code;
    if (id != APPLICATION_ID && (id || version || tables))
        return cvn_fail(error, CVN_E_DATA, "%s: not a store of convene: another program's SQLite file", store->path);
    if (version > (int64_t)CVN_COUNT(migrations))
        return cvn_fail(error, CVN_E_DATA, "%s: written by a newer convene (store version %lld, this one knows %zu): use that one", store->path,
                        (long long)version, CVN_COUNT(migrations));
    if (version == (int64_t)CVN_COUNT(migrations))
        return CVN_OK;
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return cvn_fail(error, CVN_E_IO,
                        "%s: written by an older convene, and read-only, so it cannot be brought up to date: look at a copy of it",
                        store->path);
    if (begun)
        return migrate_from(store, version, error);
    code = cvn_store_begin(store, error);
    if (!code)
        code = migrate(store, true, error);
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    return code;
}

/** SQLite would make the file for everybody to read. */
static cvn_code make_file(const char *path, bool create, cvn_error *error)
{
    int file = open(path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0600);
    if (file < 0 && errno == ENOENT && !create)
        return cvn_fail(error, CVN_E_IO, "%s: there is no store yet: the first send makes it", path);
    if (file < 0 && errno != EACCES && errno != EROFS)
        return cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    return CVN_OK; /* what may be read only is still good for looking at */
}

/* ---- opening ------------------------------------------------------------------------------------------------------------------------------- */

cvn_code cvn_sql_connect(cvn_store *store, const char *name, int flags, cvn_error *error)
{
    cvn_sql_forget(store);
    sqlite3_close_v2(store->db);
    store->db = NULL;
    int result = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (result != SQLITE_OK)
        return cvn_sql_fail(store, result, error);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return CVN_OK;
}

cvn_code cvn_sql_settle_in(cvn_store *store, cvn_error *error)
{
    cvn_code code = cvn_sql_run(store, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY", error);
    bool writes = sqlite3_db_readonly(store->db, "main") == 0;
    if (!code)
        code = migrate(store, false, error);
    if (!code && writes)
        code = cvn_sql_run(store, "PRAGMA journal_mode = WAL", error);
    return code ? code : cvn_store_choose_all(store, error);
}

/** Is there a file real-wal with anything in it? */
static bool has_log(const char *real)
{
    struct stat status;
    cvn_buffer path = {0};
    cvn_buffer_printf(&path, "%s-wal", real);
    bool has = stat(path.text, &status) == 0 && status.st_size > 0;
    cvn_buffer_free(&path);
    return has;
}

/**
 * Even to read, SQLite makes files beside a store; where the folder is read-only it cannot. A store that was closed in order is whole without
 * them, and nobody can change it there.
 */
static cvn_code connect_read_only(cvn_store *store, const char *real, cvn_error *error)
{
    if (has_log(real))
        return cvn_fail(error, CVN_E_IO,
                        "%s: its folder is read-only and what was written last is still in %s-wal: copy both to a folder that can be written",
                        store->path, store->path);
    cvn_buffer name = {0};
    cvn_buffer_text(&name, "file:");
    for (const char *c = real; *c; c++)
        cvn_buffer_printf(&name, *c == '%' || *c == '?' || *c == '#' ? "%%%02X" : "%c", (unsigned char)*c);
    cvn_buffer_text(&name, "?immutable=1");
    cvn_code code = cvn_sql_connect(store, name.text, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    cvn_buffer_free(&name);
    return code;
}

static cvn_code connect_to_file(cvn_store *store, const char *real, cvn_error *error)
{
    cvn_code code = cvn_sql_connect(store, real, SQLITE_OPEN_READWRITE, error);
    if (code)
        return code;
    /* The first read shows whether SQLite gets along with the folder. */
    int first = sqlite3_exec(store->db, "PRAGMA schema_version", NULL, NULL, NULL) & 0xff;
    if (first == SQLITE_CANTOPEN || first == SQLITE_READONLY)
        code = connect_read_only(store, real, error);
    return code ? code : cvn_sql_settle_in(store, error);
}

static cvn_code open_file(cvn_store *store, bool create, cvn_error *error)
{
    cvn_code code = make_file(store->path, create, error);
    if (code)
        return code;
    char *real = realpath(store->path, NULL);
    if (!real)
        return cvn_fail(error, CVN_E_IO, "%s: %s", store->path, strerror(errno));
    cvn_buffer lock = {0};
    cvn_buffer_printf(&lock, "%s-lock", real);
    free(store->lock_path);
    store->lock_path = cvn_buffer_take(&lock);
    code = connect_to_file(store, real, error);
    free(real);
    return code;
}

/** A send that fails before it has anything to keep is to leave no store behind: until the first write it is one in memory. */
static cvn_code open_in_memory(cvn_store *store, cvn_error *error)
{
    char *folder = cvn_path_folder(store->path);
    bool takes = access(folder, W_OK | X_OK) == 0;
    free(folder);
    if (!takes)
        return cvn_fail(error, CVN_E_IO, "%s: cannot be made: %s", store->path, strerror(errno));
    cvn_code code = cvn_sql_connect(store, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (!code)
        code = cvn_sql_settle_in(store, error);
    store->unmade = !code;
    return code;
}

cvn_code cvn_sql_file(cvn_store *store, cvn_error *error)
{
    if (!store->unmade)
        return CVN_OK;
    store->unmade = false;
    return open_file(store, true, error);
}

cvn_code cvn_store_open(cvn_store **out, const char *path, bool create, cvn_error *error)
{
    assert(out && path);
    *out = NULL;
    cvn_store *store = CVN_NEW(cvn_store);
    store->path = cvn_strdup(path);
    store->lock = -1;
    cvn_code code;
    if (!path[0])
        code = cvn_fail(error, CVN_E_USAGE, "the store's file has no name");
    else if (create && access(path, F_OK) && errno == ENOENT)
        code = open_in_memory(store, error);
    else
        code = open_file(store, create, error);
    if (code)
        cvn_store_close(store);
    else
        *out = store;
    return code;
}

void cvn_store_close(cvn_store *store)
{
    if (!store)
        return;
    cvn_store_rollback(store);
    cvn_sql_forget(store);
    sqlite3_close_v2(store->db);
    cvn_store_unlock(store);
    free(store->path);
    free(store->lock_path);
    free(store);
}

const char *cvn_store_path(const cvn_store *store)
{
    return store->path;
}

cvn_code cvn_store_begin(cvn_store *store, cvn_error *error)
{
    assert(!store->begun);
    cvn_code code = cvn_sql_file(store, error);
    if (!code && sqlite3_db_readonly(store->db, "main") == 1) /* SQLite would say so only at the first row */
        code = cvn_sql_fail(store, SQLITE_READONLY, error);
    if (!code)
        code = cvn_sql_run(store, "BEGIN IMMEDIATE", error);
    store->begun = !code;
    return code;
}

cvn_code cvn_store_commit(cvn_store *store, cvn_error *error)
{
    assert(store->begun);
    cvn_code code = cvn_sql_run(store, "COMMIT", error);
    if (!code)
        store->begun = false;
    return code;
}

void cvn_store_rollback(cvn_store *store)
{
    if (store->begun) /* where a full disk has undone it already, there is nothing to undo and no harm done */
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->begun = false;
}
