/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: SQLite in few words, its errors in ours. */
#ifndef CVN_STORE_SQL_H
#define CVN_STORE_SQL_H

#include <sqlite3.h>

#include "store/store.h"

/** A statement that is prepared once and used often. */
typedef struct cvn_kept {
    sqlite3_stmt *statement; /* NULL: the place is free */
    bool in_use;
} cvn_kept;
#define CVN_SQL_KEPT 16

struct cvn_store {
    sqlite3 *db;
    char *path;      /* as named */
    char *lock_path; /* of the file that links lead to */
    int lock;        /* file descriptor; -1: not held */
    bool begun;
    bool rehearsal; /* a copy without a file, gone when it is closed */
    cvn_kept kept[CVN_SQL_KEPT];
    bool unmade; /* there is no file yet: db is one in memory, with nothing in it */
};

/** (open.c) Makes the file where there is none yet: called before each write. */
cvn_code cvn_sql_file(cvn_store *store, cvn_error *error);

/** (open.c) Opens a database in place of the one that is open; readies it, its tables brought up to date. */
cvn_code cvn_sql_connect(cvn_store *store, const char *name, int flags, cvn_error *error);
cvn_code cvn_sql_settle_in(cvn_store *store, cvn_error *error);
/** (spare.c) Sets room on the disk aside; gives it back. CVN_E_IO where there is none. */
cvn_code cvn_sql_spare(const cvn_store *store, cvn_error *error);
void cvn_sql_spend(const cvn_store *store);

/** SQLite's last error as one of ours: full or read-only disk CVN_E_IO, damaged CVN_E_DATA, busy CVN_E_TEMPORARY. */
cvn_code cvn_sql_fail(const cvn_store *store, int result, cvn_error *error);
/** Statements without values or rows, one or more. */
cvn_code cvn_sql_run(cvn_store *store, const char *sql, cvn_error *error);

/**
 * A statement with its values: for each letter of types one argument. i: int64_t, t: text (NULL: null), b: const void * and size_t as two
 * arguments. Texts and bytes are borrowed until cvn_sql_end.
 */
cvn_code cvn_sql_query(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...);
/** The same, kept prepared for the next time; given back by cvn_sql_put_back, which takes NULL. */
cvn_code cvn_sql_kept(sqlite3_stmt **out, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...);
void cvn_sql_put_back(cvn_store *store, sqlite3_stmt *statement);
/** Ends those that are kept: before the database is closed. */
void cvn_sql_forget(cvn_store *store);
/** True: there is a row. False: there is none (more), or *code is not CVN_OK. */
bool cvn_sql_row(cvn_store *store, sqlite3_stmt *statement, cvn_code *code, cvn_error *error);
void cvn_sql_end(sqlite3_stmt *statement);
/** The same for a statement that gives no rows, run to its end. *changed (may be NULL): rows it changed. */
cvn_code cvn_sql_do(uint64_t *changed, cvn_store *store, const char *sql, cvn_error *error, const char *types, ...);

/** A column's text, copied; "" where it is null. */
const char *cvn_sql_text(sqlite3_stmt *statement, int column, cvn_arena *arena);

/** The columns of a cvn_row, in the order that cvn_sql_message reads; mime too where it is the last column. */
#define CVN_SQL_COLUMNS                                                                                                                        \
    "id, conference, person, item, kind, uid, sequence, fingerprint, payload, sender, address, name, subject, message_id, state, in_doubt, "   \
    "not_before_s, queued_s, done_s, provider_id, "                                                                                            \
    "(SELECT count(*) FROM try WHERE try.message = message.id), "                                                                              \
    "coalesce((SELECT reason FROM withdrawal WHERE withdrawal.message = message.id), "                                                         \
    "(SELECT words FROM try WHERE try.message = message.id ORDER BY try.id DESC LIMIT 1))"
void cvn_sql_message(cvn_row *out, sqlite3_stmt *statement, cvn_arena *arena);
/** Every row of a query that begins with CVN_SQL_COLUMNS; ends it. */
cvn_code cvn_sql_messages(cvn_rows *out, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error);
/** Its first row, the same way. */
cvn_code cvn_sql_one(cvn_row *out, bool *found, cvn_store *store, sqlite3_stmt *statement, cvn_arena *arena, cvn_error *error);

#endif
