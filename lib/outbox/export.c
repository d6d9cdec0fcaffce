/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "outbox/look.h"

static cvn_code write_one(cvn_mail *folder, cvn_store *store, int64_t id, cvn_error *error)
{
    cvn_row row;
    bool found = false;
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_get(&row, &found, store, id, arena, error);
    if (!code && !found)
        code = cvn_no_message(store, id, error);
    if (!code)
        code = cvn_folder_put(folder, &row, error);
    cvn_arena_free(arena);
    return code;
}

cvn_code cvn_folder_put(cvn_mail *folder, const cvn_row *row, cvn_error *error)
{
    cvn_delivery delivery;
    char *name = cvn_file_name_dup(row);
    cvn_mail_message message = {.from = row->sender, .to = row->address, .name = name, .mime = row->mime, .length = row->mime_length};
    cvn_mail_deliver(folder, &message, &delivery);
    free(name);
    if (delivery.outcome == CVN_OUTCOME_SENT)
        return CVN_OK;
    return cvn_fail(error, delivery.code ? delivery.code : CVN_E_DATA, "%s", delivery.words);
}

cvn_code cvn_outbox_export(size_t *count, cvn_store *store, const cvn_outbox_pick *pick, const char *folder, cvn_error *error)
{
    cvn_rows rows = {0};
    cvn_mail *mail = NULL;
    cvn_mail_options to = {.out_dir = folder};
    uint32_t written = 0;
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_pick_rows(&rows, store, pick, arena, error);
    if (!code)
        code = cvn_mail_open(&mail, &to, error);
    while (!code && written < rows.count) {
        code = write_one(mail, store, rows.at[written].id, error);
        written += !code;
    }
    if (count)
        *count = written;
    cvn_mail_close(mail);
    cvn_arena_free(arena);
    return code;
}
