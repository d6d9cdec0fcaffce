/* SPDX-License-Identifier: Apache-2.0 */
/** A copy of a store to try things on: everything goes as it would, and nothing of it is kept. */
#include <stdlib.h>

#include "store/sql.h"

static cvn_code copy(cvn_store *to, const cvn_store *from, cvn_error *error)
{
    /* A name of no letters: a file of SQLite's own in the folder for temporary files, unlinked as soon as it is open. */
    cvn_code code = cvn_sql_connect(to, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (code)
        return code;
    sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
    int result = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to->db);
    sqlite3_backup_finish(backup);
    if (result != SQLITE_OK && result != SQLITE_DONE)
        return cvn_sql_fail(to, result, error);
    return cvn_sql_settle_in(to, error);
}

cvn_code cvn_store_open_rehearsal(cvn_store **out, const char *path, cvn_error *error)
{
    assert(out && path);
    cvn_store *real = NULL, *store;
    *out = NULL;
    cvn_code code = cvn_store_open(&real, path, true, error);
    if (code)
        return code;
    store = CVN_NEW(cvn_store);
    store->path = cvn_strdup(path);
    store->lock = -1;
    store->rehearsal = true;
    code = copy(store, real, error);
    cvn_store_close(real);
    if (code)
        cvn_store_close(store);
    else
        *out = store;
    return code;
}

bool cvn_store_is_rehearsal(const cvn_store *store)
{
    return store->rehearsal;
}
