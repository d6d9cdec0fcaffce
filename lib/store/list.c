/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"

cvn_code cvn_store_counts(cvn_counts *out, cvn_store *store, const char *conference, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_counts){0};
    cvn_code code = cvn_sql_query(&statement, store,
                                  "SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state = 'in_flight'), "
                                  "count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'failed'), "
                                  "count(*) FILTER (WHERE state = 'superseded'), min(not_before_s) FILTER (WHERE state = 'queued') "
                                  "FROM message WHERE ?1 IS NULL OR conference = ?1",
                                  error, "t", conference);
    if (!code && cvn_sql_row(store, statement, &code, error)) {
        uint64_t *const counts[] = {&out->queued, &out->in_flight, &out->sent, &out->failed, &out->superseded};
        for (int i = 0; i < 5; i++)
            *counts[i] = (uint64_t)sqlite3_column_int64(statement, i);
        out->next_s = sqlite3_column_int64(statement, 5);
    }
    cvn_sql_end(statement);
    return code;
}

cvn_code cvn_store_left(const int64_t **at_s, size_t *count, cvn_store *store, int64_t after_s, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    CVN_VEC(int64_t) times = {0};
    cvn_code code = cvn_sql_query(
        &statement, store, "SELECT at_s FROM try WHERE at_s > ? AND outcome IN ('sent', 'unknown', 'open') ORDER BY at_s", error, "i", after_s);
    while (!code && cvn_sql_row(store, statement, &code, error))
        CVN_PUSH(&times) = sqlite3_column_int64(statement, 0);
    cvn_sql_end(statement);
    int64_t *out = CVN_ARENA_ARRAY(arena, int64_t, times.count + 1);
    if (times.count)
        memcpy(out, times.at, times.count * sizeof *out);
    *at_s = out;
    *count = code ? 0 : times.count;
    CVN_VEC_FREE(&times);
    return code;
}

cvn_code cvn_store_list(cvn_rows *out, cvn_store *store, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = (cvn_rows){0};
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " CVN_SQL_COLUMNS " FROM message ORDER BY id", error, "");
    return code ? code : cvn_sql_messages(out, store, statement, arena, error);
}

cvn_code cvn_store_get(cvn_row *out, bool *found, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store, "SELECT " CVN_SQL_COLUMNS ", mime FROM message WHERE id = ?", error, "i", id);
    return code ? code : cvn_sql_one(out, found, store, statement, arena, error);
}

cvn_code cvn_store_tries(cvn_tries *out, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    CVN_VEC(cvn_try) tries = {0};
    *out = (cvn_tries){0};
    cvn_code code =
        cvn_sql_query(&statement, store, "SELECT at_s, via, outcome, words, status FROM try WHERE message = ? ORDER BY id", error, "i", id);
    while (!code && cvn_sql_row(store, statement, &code, error)) {
        cvn_try *t = &CVN_PUSH(&tries);
        t->at_s = sqlite3_column_int64(statement, 0);
        t->via = cvn_sql_text(statement, 1, arena);
        t->outcome = cvn_sql_text(statement, 2, arena);
        t->words = cvn_sql_text(statement, 3, arena);
        t->status = (int)sqlite3_column_int64(statement, 4);
    }
    cvn_sql_end(statement);
    if (!code && tries.count) {
        out->count = (uint32_t)tries.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_try, tries.count);
        memcpy(out->at, tries.at, tries.count * sizeof *tries.at);
    }
    CVN_VEC_FREE(&tries);
    return code;
}
