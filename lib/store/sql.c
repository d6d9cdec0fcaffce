/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

static const char *const states[] = {"queued", "in_flight", "sent", "failed", "superseded"};

const char *cvn_state_name(cvn_state state)
{
    return states[state];
}

cvn_code cvn_sql_fail(const cvn_store *store, int result, cvn_error *error)
{
    const char *path = store->path, *detail = store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(result);
    switch (result & 0xff) {
    case SQLITE_FULL: return cvn_fail(error, CVN_E_IO, "%s: the disk is full; nothing that was in the store is lost", path);
    case SQLITE_READONLY: return cvn_fail(error, CVN_E_IO, "%s: the store cannot be written to: the file or its folder is read-only", path);
    case SQLITE_CANTOPEN:
        return cvn_fail(error, CVN_E_IO, "%s: the store cannot be opened (%s)", path, strerror(sqlite3_system_errno(store->db)));
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS: return cvn_fail(error, CVN_E_IO, "%s: %s", path, detail);
    case SQLITE_IOERR:
        return cvn_fail(error, CVN_E_IO, "%s: %s (%s); nothing that was in the store is lost", path, detail,
                        strerror(store->db ? sqlite3_system_errno(store->db) : 0));
    case SQLITE_CORRUPT: return cvn_fail(error, CVN_E_DATA, "%s: the store is damaged (%s): put back a copy of it", path, detail);
    case SQLITE_NOTADB: return cvn_fail(error, CVN_E_DATA, "%s: not a store of convene", path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return cvn_fail(error, CVN_E_TEMPORARY, "%s: another program is writing to the store", path);
    case SQLITE_TOOBIG: return cvn_fail(error, CVN_E_DATA, "%s: a message is too large to be kept", path);
    default: return cvn_fail(error, CVN_E_SOFTWARE, "%s: %s", path, detail);
    }
}

cvn_code cvn_sql_run(cvn_store *store, const char *sql, cvn_error *error)
{
    int result = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? CVN_OK : cvn_sql_fail(store, result, error);
}

static int bind(sqlite3_stmt *statement, const char *types, va_list args)
{
    int result = SQLITE_OK, column = 1;
    for (const char *t = types; *t && result == SQLITE_OK; t++, column++) {
        if (*t == 'i') {
            result = sqlite3_bind_int64(statement, column, va_arg(args, int64_t));
        } else if (*t == 't') {
            const char *text = va_arg(args, const char *);
            result = sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
        } else {
            assert(*t == 'b');
            const void *bytes = va_arg(args, const void *);
            size_t length = va_arg(args, size_t);
            result = sqlite3_bind_blob64(statement, column, bytes, length, SQLITE_STATIC);
        }
    }
    return result;
}

static cvn_code bind_v(sqlite3_stmt *statement, cvn_store *store, cvn_error *error, const char *types, va_list args)
{
    assert((size_t)sqlite3_bind_parameter_count(statement) == strlen(types));
    int result = bind(statement, types, args);
    return result == SQLITE_OK ? CVN_OK : cvn_sql_fail(store, result, error);
}

static cvn_code query_v(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, va_list args)
{
    int result = sqlite3_prepare_v2(store->db, sql, -1, out, NULL);
    if (result != SQLITE_OK)
        return cvn_sql_fail(store, result, error);
    cvn_code code = bind_v(*out, store, error, types, args);
    if (code) {
        sqlite3_finalize(*out);
        *out = NULL;
    }
    return code;
}

/* ---- kept statements ----------------------------------------------------------------------------------------------------------------------- */

/** The one of that text that nobody uses, or a free place, or NULL. */
static cvn_kept *find_kept(cvn_store *store, const char *sql)
{
    cvn_kept *free_one = NULL;
    for (size_t i = 0; i < CVN_SQL_KEPT; i++) {
        cvn_kept *kept = &store->kept[i];
        if (!kept->statement)
            free_one = free_one ? free_one : kept;
        else if (!kept->in_use && !strcmp(sqlite3_sql(kept->statement), sql))
            return kept;
    }
    return free_one;
}

static cvn_code kept_v(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, va_list args)
{
    cvn_kept *kept = find_kept(store, sql);
    if (!kept)
        return query_v(out, store, sql, error, types, args);
    *out = NULL;
    int result = kept->statement ? SQLITE_OK : sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept->statement, NULL);
    if (result != SQLITE_OK)
        return cvn_sql_fail(store, result, error);
    kept->in_use = true;
    *out = kept->statement;
    return bind_v(*out, store, error, types, args);
}

cvn_code cvn_sql_kept(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    cvn_code code = kept_v(out, store, sql, error, types, args);
    va_end(args);
    return code;
}

void cvn_sql_put_back(cvn_store *store, sqlite3_stmt *statement)
{
    for (size_t i = 0; statement && i < CVN_SQL_KEPT; i++)
        if (store->kept[i].statement == statement) {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement); /* what is bound is borrowed */
            store->kept[i].in_use = false;
            return;
        }
    sqlite3_finalize(statement);
}

void cvn_sql_forget(cvn_store *store)
{
    for (size_t i = 0; i < CVN_SQL_KEPT; i++)
        sqlite3_finalize(store->kept[i].statement);
    memset(store->kept, 0, sizeof store->kept);
}

cvn_code cvn_sql_query(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    cvn_code code = query_v(out, store, sql, error, types, args);
    va_end(args);
    return code;
}

bool cvn_sql_row(cvn_store *store, sqlite3_stmt *statement, cvn_code *code, cvn_error *error)
{
    int result = sqlite3_step(statement);
    *code = result == SQLITE_ROW || result == SQLITE_DONE ? CVN_OK : cvn_sql_fail(store, result, error);
    return result == SQLITE_ROW;
}

void cvn_sql_end(sqlite3_stmt *statement)
{
    sqlite3_finalize(statement);
}

cvn_code cvn_sql_do(uint64_t *changed, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...)
{
    sqlite3_stmt *statement = NULL;
    va_list args;
    cvn_code code = cvn_sql_file(store, error);
    va_start(args, types);
    if (!code)
        code = kept_v(&statement, store, sql, error, types, args);
    va_end(args);
    if (!code)
        cvn_sql_row(store, statement, &code, error);
    if (changed)
        *changed = code ? 0 : (uint64_t)sqlite3_changes64(store->db);
    cvn_sql_put_back(store, statement);
    return code;
}

const char *cvn_sql_text(sqlite3_stmt *statement, int column, cvn_arena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? cvn_arena_strdup(arena, (const char *)text) : "";
}

static cvn_state state_named(const char *name)
{
    for (size_t i = 0; i < CVN_COUNT(states); i++)
        if (!strcmp(states[i], name))
            return (cvn_state)i;
    assert(!"the table checks its states");
    return CVN_STATE_FAILED;
}

void cvn_sql_message(cvn_row *out, sqlite3_stmt *statement, cvn_arena *arena)
{
    enum {
        ID,
        CONFERENCE,
        PERSON,
        ITEM,
        KIND,
        UID,
        SEQUENCE,
        FINGERPRINT,
        PAYLOAD,
        SENDER,
        ADDRESS,
        NAME,
        SUBJECT,
        MESSAGE_ID,
        STATE,
        IN_DOUBT,
        NOT_BEFORE,
        QUEUED,
        DONE,
        PROVIDER_ID,
        TRIES,
        WORDS,
        MIME
    };
    *out = (cvn_row){.id = sqlite3_column_int64(statement, ID),
                     .conference = cvn_sql_text(statement, CONFERENCE, arena),
                     .person = cvn_sql_text(statement, PERSON, arena),
                     .item = cvn_sql_text(statement, ITEM, arena),
                     .kind = cvn_sql_text(statement, KIND, arena),
                     .uid = cvn_sql_text(statement, UID, arena),
                     .sequence = (uint32_t)sqlite3_column_int64(statement, SEQUENCE),
                     .fingerprint = cvn_sql_text(statement, FINGERPRINT, arena),
                     .payload = cvn_sql_text(statement, PAYLOAD, arena),
                     .sender = cvn_sql_text(statement, SENDER, arena),
                     .address = cvn_sql_text(statement, ADDRESS, arena),
                     .name = cvn_sql_text(statement, NAME, arena),
                     .subject = cvn_sql_text(statement, SUBJECT, arena),
                     .message_id = cvn_sql_text(statement, MESSAGE_ID, arena),
                     .state = state_named((const char *)sqlite3_column_text(statement, STATE)),
                     .in_doubt = sqlite3_column_int64(statement, IN_DOUBT) != 0,
                     .not_before_s = sqlite3_column_int64(statement, NOT_BEFORE),
                     .queued_s = sqlite3_column_int64(statement, QUEUED),
                     .done_s = sqlite3_column_int64(statement, DONE),
                     .provider_id = cvn_sql_text(statement, PROVIDER_ID, arena),
                     .tries = (uint32_t)sqlite3_column_int64(statement, TRIES),
                     .words = cvn_sql_text(statement, WORDS, arena)};
    if (sqlite3_column_count(statement) > MIME) {
        out->mime_length = (size_t)sqlite3_column_bytes(statement, MIME);
        void *bytes = cvn_arena_alloc(arena, out->mime_length + 1, 1); /* a 0 behind them, for whoever prints them */
        if (out->mime_length)
            memcpy(bytes, sqlite3_column_blob(statement, MIME), out->mime_length);
        out->mime = bytes;
    }
}

cvn_code cvn_sql_messages(cvn_rows *out, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error)
{
    CVN_VEC(cvn_row) rows = {0};
    cvn_code code = CVN_OK;
    *out = (cvn_rows){0};
    while (cvn_sql_row(store, statement, &code, error))
        cvn_sql_message(&CVN_PUSH(&rows), statement, arena);
    cvn_sql_end(statement);
    if (!code && rows.count) {
        out->count = (uint32_t)rows.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_row, rows.count);
        memcpy(out->at, rows.at, rows.count * sizeof *rows.at);
    }
    CVN_VEC_FREE(&rows);
    return code;
}

cvn_code cvn_sql_one(cvn_row *out, bool *found, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error)
{
    cvn_code code = CVN_OK;
    *found = false;
    *found = cvn_sql_row(store, statement, &code, error);
    if (*found)
        cvn_sql_message(out, statement, arena);
    cvn_sql_end(statement);
    return code;
}
