/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "store/sql.h"

#define NAME "reply"

static cvn_code look(unsigned char out[CVN_STORE_SECRET_BYTES], bool *found, cvn_store *store, cvn_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    cvn_code code = cvn_sql_query(&statement, store, "SELECT value FROM secret WHERE name = ?", error, "t", NAME);
    if (!code && cvn_sql_row(store, statement, &code, error)) {
        *found = sqlite3_column_bytes(statement, 0) == CVN_STORE_SECRET_BYTES;
        if (*found)
            memcpy(out, sqlite3_column_blob(statement, 0), CVN_STORE_SECRET_BYTES);
        else
            code = cvn_fail(error, CVN_E_DATA, "%s: the secret of reply addresses is damaged: expected %d bytes", store->path,
                            CVN_STORE_SECRET_BYTES);
    }
    cvn_sql_end(statement);
    return code;
}

cvn_code cvn_store_secret(unsigned char out[CVN_STORE_SECRET_BYTES], cvn_store *store, bool keep, cvn_error *error)
{
    assert(out && store);
    bool found;
    cvn_code code = look(out, &found, store, error);
    if (code || found)
        return code;
    if (getentropy(out, CVN_STORE_SECRET_BYTES) != 0)
        return cvn_fail(error, CVN_E_UNAVAILABLE, "the system gives no random bytes: %s", strerror(errno));
    if (!keep)
        return CVN_OK;
    /* Two processes may get here at once: both go on with what the first one kept. */
    code = cvn_sql_do(NULL, store, "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", error, "tb", NAME, out,
                      (size_t)CVN_STORE_SECRET_BYTES);
    return code ? code : look(out, &found, store, error);
}
