/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sql.h"

cvn_code cvn_store_told(cvn_rows *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_rows){0};
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM told AS message WHERE ?1 IS NULL OR conference = ?1 ORDER BY person, item",
                                  error, "t", conference);
    return code ? code : cvn_sql_messages(out, store, statement, arena, error);
}

cvn_code cvn_store_unsent(cvn_rows *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_rows){0};
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM message WHERE state IN ('queued', 'in_flight', 'failed') "
                                  "AND (?1 IS NULL OR conference = ?1) ORDER BY id",
                                  error, "t", conference);
    return code ? code : cvn_sql_messages(out, store, statement, arena, error);
}

cvn_code cvn_store_queue(int64_t *id, cvn_store *store, const cvn_row *row, cvn_error *error)
{
    cvn_code code =
        cvn_sql_do(NULL, store,
                   "INSERT INTO message (conference, person, item, kind, uid, sequence, fingerprint, payload, sender, address, name, "
                   "subject, message_id, queued_s, not_before_s, mime) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   error, "tttttitttttttiib", row->conference, row->person, row->item, row->kind, row->uid, (int64_t)row->sequence,
                   row->fingerprint, row->payload, row->sender, row->address, row->name, row->subject, row->message_id, row->queued_s,
                   row->not_before_s, row->mime, row->mime_length);
    if (!code)
        *id = sqlite3_last_insert_rowid(store->db);
    return code;
}

cvn_code cvn_store_of_item(cvn_row *out, bool *found, cvn_store *store, const char *conference, const char *person, const char *item,
                           cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM message WHERE conference = ? AND person = ? AND item = ? "
                                  "AND state <> 'superseded' ORDER BY id DESC LIMIT 1",
                                  error, "ttt", conference, person, item);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_newest(cvn_row *out, bool *found, cvn_store *store, const char *uid, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT " CVN_SQL_COLUMNS " FROM message WHERE uid = ? AND kind <> 'declinecounter' "
                                  "AND (state <> 'superseded' OR in_doubt) ORDER BY sequence DESC, id DESC LIMIT 1",
                                  error, "t", uid);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_refresh(cvn_store *store, int64_t id, const cvn_row *row, cvn_error *error)
{
    return cvn_sql_do(NULL, store,
                      "UPDATE message SET payload = ?, sender = ?, address = ?, name = ?, subject = ?, message_id = ?, mime = ? "
                      "WHERE id = ? AND state = 'queued' AND NOT in_doubt",
                      error, "ttttttbi", row->payload, row->sender, row->address, row->name, row->subject, row->message_id, row->mime,
                      row->mime_length, id);
}

cvn_code cvn_store_supersede(cvn_store *store, int64_t id, int64_t now_s, cvn_error *error)
{
    return cvn_sql_do(NULL, store, "UPDATE message SET state = 'superseded', done_s = ? WHERE id = ? AND state IN ('queued', 'failed')", error,
                      "ii", now_s, id);
}

cvn_code cvn_store_withdraw(cvn_store *store, int64_t id, const char *reason, int64_t now_s, cvn_error *error)
{
    cvn_code code = cvn_store_supersede(store, id, now_s, error);
    if (code)
        return code;
    return cvn_sql_do(NULL, store, "INSERT OR REPLACE INTO withdrawal (message, at_s, reason) VALUES (?, ?, ?)", error, "iit", id, now_s,
                      reason);
}

cvn_code cvn_store_hold(cvn_store *store, int64_t id, int64_t not_before_s, cvn_error *error)
{
    return cvn_sql_do(NULL, store, "UPDATE message SET not_before_s = ? WHERE id = ? AND state = 'queued'", error, "ii", not_before_s, id);
}

cvn_code cvn_store_requeue_one(cvn_store *store, int64_t id, cvn_error *error)
{
    return cvn_sql_do(NULL, store,
                      "UPDATE message SET state = 'queued', done_s = 0, not_before_s = 0 WHERE id = ? AND state IN ('queued', 'failed')", error,
                      "i", id);
}
