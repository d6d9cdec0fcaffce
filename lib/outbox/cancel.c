/* SPDX-License-Identifier: Apache-2.0 */
/** Withdrawing by hand. What was not told stays untold: the next send compares with what left, so nothing has to be remembered for it. */
#include <inttypes.h>
#include <time.h>

#include "outbox/look.h"

static cvn_code cancel_one(size_t *doubtful, cvn_store *store, int64_t id, const char *reason, cvn_arena *arena, cvn_error *error)
{
    cvn_row row;
    bool found = false;
    cvn_code code = cvn_store_get(&row, &found, store, id, arena, error);
    if (code || !found)
        return code ? code : cvn_no_message(store, id, error);
    if (row.state == CVN_STATE_SENT)
        return cvn_fail(error, CVN_E_USAGE,
                        "message %" PRId64 " has left: it cannot be cancelled; change what it says (the allocation, the conference) and send",
                        id);
    if (row.state != CVN_STATE_QUEUED && row.state != CVN_STATE_FAILED)
        return cvn_fail(error, CVN_E_USAGE, "message %" PRId64 " is %s already", id, cvn_state_name(row.state));
    *doubtful += row.in_doubt;
    return cvn_store_withdraw(store, id, reason, (int64_t)time(NULL), error);
}

static cvn_code cancel(size_t *doubtful, cvn_store *store, const int64_t *ids, size_t count, const char *reason, cvn_error *error)
{
    cvn_arena *arena = cvn_arena_new();
    cvn_code first = CVN_OK, code = cvn_store_begin(store, error);
    if (!code)
        code = cvn_store_recover(store, NULL, error);
    for (size_t i = 0; !code && i < count; i++) {
        cvn_code one = cancel_one(doubtful, store, ids[i], reason, arena, error); /* every one that is wrong is named */
        first = first ? first : one;
    }
    code = code ? code : first;
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    cvn_arena_free(arena);
    return code;
}

cvn_code cvn_outbox_cancel(size_t *doubtful, cvn_store *store, const int64_t *ids, size_t count, const char *reason, cvn_error *error)
{
    assert(store && (ids || !count) && reason);
    size_t in_doubt = 0;
    cvn_code code = cvn_store_lock(store, error); /* a running send may have any of them in its hands */
    if (!code) {
        code = cancel(&in_doubt, store, ids, count, reason, error);
        cvn_store_unlock(store);
    }
    if (doubtful)
        *doubtful = code ? 0 : in_doubt;
    return code;
}
