/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/look.h"

static char *as_json(const cvn_row *row, const cvn_tries *tries)
{
    char when[CVN_INSTANT_TEXT];
    cJSON *root = cvn_row_json(row), *list = cJSON_AddArrayToObject(root, "trace");
    for (uint32_t i = 0; i < tries->count; i++) {
        const cvn_try *t = &tries->at[i];
        cJSON *o = cJSON_CreateObject();
        cvn_json_add_text(o, "at", cvn_seconds_text(t->at_s, when));
        cvn_json_add_text(o, "via", t->via);
        cvn_json_add_text(o, "outcome", t->outcome);
        cvn_json_add_int(o, "status", t->status);
        cvn_json_add_text(o, "words", t->words);
        cJSON_AddItemToArray(list, o);
    }
    cvn_json_add_int(root, "bytes", (int64_t)row->mime_length);
    char *text = cvn_json_print(root);
    cJSON_Delete(root);
    return text;
}

cvn_code cvn_outbox_show(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error)
{
    cvn_row row;
    cvn_tries tries = {0};
    bool found = false;
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "a message is shown as text or JSON");
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_store_get(&row, &found, store, id, arena, error);
    if (!code && !found)
        code = cvn_no_message(store, id, error);
    if (!code)
        code = cvn_store_tries(&tries, store, id, arena, error);
    if (!code)
        *out = format == CVN_JSON ? as_json(&row, &tries) : cvn_strndup(row.mime, row.mime_length);
    cvn_arena_free(arena);
    return code;
}
