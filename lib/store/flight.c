/* SPDX-License-Identifier: Apache-2.0 */
/** From the queue to the provider and back. Steps of several messages are one transaction, committed before the next thing happens outside. */
#include "store/sql.h"

cvn_code cvn_store_recover(cvn_store *store, uint64_t *count, cvn_error *error)
{
    cvn_code code =
        cvn_sql_do(count, store, "UPDATE message SET state = 'queued', in_doubt = 1, not_before_s = 0 WHERE state = 'in_flight'", error, "");
    if (code)
        return code;
    return cvn_sql_do(NULL, store, "UPDATE try SET outcome = 'unknown', words = 'convene ended before the answer came' WHERE outcome = 'open'",
                      error, "");
}

cvn_code cvn_store_requeue(cvn_store *store, uint64_t *count, cvn_error *error)
{
    cvn_code code = cvn_sql_do(count, store, "UPDATE message SET state = 'queued', done_s = 0 WHERE state = 'failed'", error, "");
    if (code)
        return code;
    return cvn_sql_do(NULL, store, "UPDATE message SET not_before_s = 0 WHERE state = 'queued' AND id IN (SELECT message FROM try)", error, "");
}

cvn_code cvn_store_next(cvn_row *out, bool *found, cvn_store *store, const char *conference, int64_t now_s, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_kept(&statement, store,
                                 "SELECT " CVN_SQL_COLUMNS ", mime FROM sendable AS message WHERE state = 'queued' AND not_before_s <= ?1 "
                                 "AND (?2 IS NULL OR conference = ?2) ORDER BY id LIMIT 1",
                                 error, "it", now_s, conference);
    if (!code)
        *found = cvn_sql_row(store, statement, &code, error);
    if (*found)
        cvn_sql_message(out, statement, arena);
    cvn_sql_put_back(store, statement);
    return code;
}

cvn_code cvn_store_start(cvn_store *store, int64_t id, const char *via, int64_t now_s, cvn_error *error)
{
    uint64_t changed = 0;
    cvn_code code = cvn_sql_do(&changed, store, "UPDATE message SET state = 'in_flight' WHERE id = ? AND state = 'queued'", error, "i", id);
    assert(code || changed == 1);
    return code ? code : cvn_sql_do(NULL, store, "INSERT INTO try (message, at_s, via) VALUES (?, ?, ?)", error, "iit", id, now_s, via);
}

cvn_code cvn_store_finish(cvn_store *store, int64_t id, const cvn_landing *landing, cvn_error *error)
{
    assert(landing->state == CVN_STATE_SENT || landing->state == CVN_STATE_QUEUED || landing->state == CVN_STATE_FAILED);
    bool queued = landing->state == CVN_STATE_QUEUED;
    uint64_t changed = 0;
    cvn_code code = cvn_sql_do(&changed, store,
                               "UPDATE message SET state = ?, in_doubt = max(in_doubt, ?), not_before_s = ?, done_s = ?, provider_id = ? "
                               "WHERE id = ? AND state = 'in_flight'",
                               error, "tiiiti", cvn_state_name(landing->state), (int64_t)landing->in_doubt, queued ? landing->not_before_s : 0,
                               queued ? 0 : landing->now_s, landing->provider_id ? landing->provider_id : "", id);
    assert(code || changed == 1);
    if (code)
        return code;
    return cvn_sql_do(NULL, store, "UPDATE try SET outcome = ?, status = ?, words = ? WHERE message = ? AND outcome = 'open'", error, "titi",
                      landing->outcome, (int64_t)landing->status, landing->words ? landing->words : "", id);
}
