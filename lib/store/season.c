/* SPDX-License-Identifier: Apache-2.0 */
/** The allocations that messages were sent from: the next one is held against the last, and years later somebody may ask who met whom. */
#include "store/sql.h"

cvn_code cvn_store_allocation(const char **out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *out = NULL;
    cvn_code code =
        cvn_sql_query(&statement, store, "SELECT text FROM allocation WHERE conference = ? ORDER BY id DESC LIMIT 1", error, "t", conference);
    if (!code && cvn_sql_row(store, statement, &code, error))
        *out = cvn_sql_text(statement, 0, arena);
    cvn_sql_end(statement);
    return code;
}

cvn_code cvn_store_keep_allocation(cvn_store *store, const char *conference, const char *text, int64_t now_s, cvn_error *error)
{
    return cvn_sql_do(NULL, store,
                      "INSERT INTO allocation (conference, at_s, text) SELECT ?1, ?2, ?3 WHERE ?3 IS NOT "
                      "(SELECT text FROM allocation WHERE conference = ?1 ORDER BY id DESC LIMIT 1)",
                      error, "tit", conference, now_s, text);
}
