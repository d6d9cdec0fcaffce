/* SPDX-License-Identifier: Apache-2.0 */
/** Which of the queued messages a run may take. It lives beside the store, not in it: what one run is not to send waits, as it was, for the next. */
#include "store/sql.h"

/* "sendable" is what cvn_store_next reads; both are of this connection alone, and in memory. */
static const char every_one[] = "DROP VIEW IF EXISTS temp.sendable; CREATE TEMP VIEW sendable AS SELECT * FROM main.message";
static const char the_chosen[] = "DROP VIEW IF EXISTS temp.sendable; DROP TABLE IF EXISTS temp.chosen;"
                                 "CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY);"
                                 "CREATE TEMP VIEW sendable AS SELECT * FROM main.message WHERE id IN (SELECT id FROM temp.chosen)";

cvn_code cvn_store_choose_all(cvn_store *store, cvn_error *error)
{
    return cvn_sql_run(store, every_one, error);
}

cvn_code cvn_store_choose(cvn_store *store, const int64_t *ids, size_t count, cvn_error *error)
{
    assert(ids || !count);
    cvn_code code = cvn_sql_file(store, error);
    if (!code)
        code = cvn_sql_run(store, the_chosen, error);
    for (size_t i = 0; !code && i < count; i++)
        code = cvn_sql_do(NULL, store, "INSERT OR IGNORE INTO temp.chosen VALUES (?)", error, "i", ids[i]);
    return code;
}
