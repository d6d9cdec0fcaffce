/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

cvn_code cvn_store_by_uid(cvn_row *out, bool *found, cvn_store *store, const char *uid, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(
        &statement, store, "SELECT " CVN_SQL_COLUMNS " FROM told AS message WHERE uid = ? ORDER BY sequence DESC LIMIT 1", error, "t", uid);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_reply(bool *kept, cvn_store *store, const cvn_reply *reply, cvn_error *error)
{
    uint64_t changed = 0;
    cvn_code code = cvn_sql_do(
        &changed, store,
        "INSERT INTO reply (conference, person, item, uid, address, answer, comment, sequence, dtstamp_s, received_s, quarantined) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid, address) DO UPDATE SET conference = excluded.conference, "
        "person = excluded.person, item = excluded.item, answer = excluded.answer, comment = excluded.comment, sequence = excluded.sequence, "
        "dtstamp_s = excluded.dtstamp_s, received_s = excluded.received_s, quarantined = excluded.quarantined "
        "WHERE (excluded.sequence, excluded.dtstamp_s) > (reply.sequence, reply.dtstamp_s)",
        error, "tttttttiiii", reply->conference, reply->person, reply->item, reply->uid, reply->address, reply->answer, reply->comment,
        (int64_t)reply->sequence, reply->dtstamp_s, reply->received_s, (int64_t)reply->quarantined);
    *kept = !code && changed > 0;
    return code;
}

cvn_code cvn_store_replies(cvn_replies *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    CVN_VEC(cvn_reply) replies = {0};
    *out = (cvn_replies){0};
    cvn_code code =
        cvn_sql_query(&statement, store,
                      "SELECT id, conference, person, item, uid, address, answer, comment, sequence, dtstamp_s, received_s, quarantined "
                      "FROM reply WHERE ?1 IS NULL OR conference = ?1 ORDER BY conference, person, item, id",
                      error, "t", conference);
    while (!code && cvn_sql_row(store, statement, &code, error))
        CVN_PUSH(&replies) = (cvn_reply){.id = sqlite3_column_int64(statement, 0),
                                         .conference = cvn_sql_text(statement, 1, arena),
                                         .person = cvn_sql_text(statement, 2, arena),
                                         .item = cvn_sql_text(statement, 3, arena),
                                         .uid = cvn_sql_text(statement, 4, arena),
                                         .address = cvn_sql_text(statement, 5, arena),
                                         .answer = cvn_sql_text(statement, 6, arena),
                                         .comment = cvn_sql_text(statement, 7, arena),
                                         .sequence = (uint32_t)sqlite3_column_int64(statement, 8),
                                         .dtstamp_s = sqlite3_column_int64(statement, 9),
                                         .received_s = sqlite3_column_int64(statement, 10),
                                         .quarantined = sqlite3_column_int64(statement, 11) != 0};
    cvn_sql_end(statement);
    if (!code && replies.count) {
        out->count = (uint32_t)replies.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_reply, replies.count);
        memcpy(out->at, replies.at, replies.count * sizeof *replies.at);
    }
    CVN_VEC_FREE(&replies);
    return code;
}
