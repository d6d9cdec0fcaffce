/* SPDX-License-Identifier: Apache-2.0 */
/** Back into the queue: what failed, what a server put off, or the messages that somebody names. */
#include <inttypes.h>

#include "outbox/choice.h"
#include "outbox/look.h"

static cvn_code requeue_one(cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error)
{
    cvn_row row;
    bool found = false;
    cvn_code code = cvn_store_get(&row, &found, store, id, arena, error);
    if (!code && !found)
        code = cvn_no_message(store, id, error);
    else if (!code && row.state != CVN_STATE_QUEUED && row.state != CVN_STATE_FAILED)
        code = cvn_fail(error, CVN_E_USAGE, "message %" PRId64 " is %s: only what is queued or failed can be tried again", id,
                        cvn_state_name(row.state));
    return code ? code : cvn_store_requeue_one(store, id, error);
}

static cvn_code requeue(cvn_store *store, const cvn_send_options *options, cvn_error *error)
{
    cvn_code code = CVN_OK;
    cvn_arena *arena = cvn_arena_new();
    if (!options->ids)
        code = cvn_store_requeue(store, NULL, error);
    for (size_t i = 0; !code && options->ids && i < options->id_count; i++)
        code = requeue_one(store, options->ids[i], arena, error);
    cvn_arena_free(arena);
    return code;
}

cvn_code cvn_again(cvn_choice *choice, cvn_store *store, const cvn_send_options *options, int64_t now_s, cvn_error *error)
{
    *choice = (cvn_choice){0};
    cvn_code code = cvn_store_begin(store, error);
    if (!code)
        code = cvn_store_recover(store, NULL, error);
    if (!code)
        code = requeue(store, options, error);
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    return code ? code : cvn_choose(choice, store, NULL, options, now_s, error);
}
