/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "outbox/look.h"

static char *as_text(const cvn_rows *rows, const cvn_counts *counts, bool some)
{
    enum { COLUMNS = 8 };
    static const char *const head[COLUMNS] = {"ID", "STATE", "TRIES", "CONFERENCE", "PERSON", "MESSAGE", "ITEM", "LAST WORDS"};
    CVN_VEC(const char *) cells = {0};
    cvn_arena *arena = cvn_arena_new();
    cvn_buffer out = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        CVN_PUSH(&cells) = head[i];
    for (uint32_t i = 0; i < rows->count; i++) {
        const cvn_row *row = &rows->at[i];
        char when[CVN_INSTANT_TEXT];
        bool later = row->state == CVN_STATE_QUEUED && row->not_before_s;
        CVN_PUSH(&cells) = cvn_arena_printf(arena, "%" PRId64, row->id);
        CVN_PUSH(&cells) =
            later ? cvn_arena_printf(arena, "queued, not before %s", cvn_seconds_text(row->not_before_s, when)) : cvn_state_name(row->state);
        CVN_PUSH(&cells) = cvn_arena_printf(arena, "%" PRIu32, row->tries);
        CVN_PUSH(&cells) = row->conference;
        CVN_PUSH(&cells) = row->person;
        CVN_PUSH(&cells) = row->kind;
        CVN_PUSH(&cells) = row->item;
        CVN_PUSH(&cells) = row->words;
    }
    if (rows->count)
        cvn_outbox_table(&out, cells.at, cells.count / COLUMNS, COLUMNS);
    if (some)
        cvn_buffer_printf(&out, "%s%" PRIu32 " shown of %" PRIu64, rows->count ? "\n" : "", rows->count,
                          counts->queued + counts->in_flight + counts->sent + counts->failed + counts->superseded);
    cvn_buffer_printf(
        &out, "%squeued: %" PRIu64 ", in flight: %" PRIu64 ", sent: %" PRIu64 ", refused for good: %" PRIu64 ", superseded: %" PRIu64 "\n",
        some          ? "; in all "
        : rows->count ? "\n"
                      : "",
        counts->queued, counts->in_flight, counts->sent, counts->failed, counts->superseded);
    CVN_VEC_FREE(&cells);
    cvn_arena_free(arena);
    return cvn_buffer_take(&out);
}

cJSON *cvn_row_json(const cvn_row *row)
{
    char when[CVN_INSTANT_TEXT];
    cJSON *o = cJSON_CreateObject();
    cvn_json_add_int(o, "id", row->id);
    cvn_json_add_text(o, "state", cvn_state_name(row->state));
    cJSON_AddBoolToObject(o, "in_doubt", row->in_doubt);
    cvn_json_add_text(o, "conference", row->conference);
    cvn_json_add_text(o, "person", row->person);
    cvn_json_add_text(o, "name", row->name);
    cvn_json_add_text(o, "address", row->address);
    cvn_json_add_text(o, "kind", row->kind);
    cvn_json_add_text(o, "item", row->item);
    cvn_json_add_text(o, "subject", row->subject);
    cvn_json_add_text(o, "uid", row->uid);
    cvn_json_add_int(o, "sequence", row->sequence);
    cvn_json_add_text(o, "message_id", row->message_id);
    cvn_json_add_int(o, "tries", row->tries);
    cvn_json_add_text(o, "queued", cvn_seconds_text(row->queued_s, when));
    cvn_json_add_text(o, "not_before", row->not_before_s ? cvn_seconds_text(row->not_before_s, when) : NULL);
    cvn_json_add_text(o, "done", row->done_s ? cvn_seconds_text(row->done_s, when) : NULL);
    cvn_json_add_text(o, "provider_id", row->provider_id[0] ? row->provider_id : NULL);
    cvn_json_add_text(o, "words", row->words[0] ? row->words : NULL);
    return o;
}

static char *as_json(const cvn_rows *rows, const cvn_counts *counts)
{
    cJSON *root = cJSON_CreateObject(), *sums = cJSON_AddObjectToObject(root, "counts"), *messages = cJSON_AddArrayToObject(root, "messages");
    cvn_json_add_int(sums, "queued", (int64_t)counts->queued);
    cvn_json_add_int(sums, "in_flight", (int64_t)counts->in_flight);
    cvn_json_add_int(sums, "sent", (int64_t)counts->sent);
    cvn_json_add_int(sums, "failed", (int64_t)counts->failed);
    cvn_json_add_int(sums, "superseded", (int64_t)counts->superseded);
    for (uint32_t i = 0; i < rows->count; i++)
        cJSON_AddItemToArray(messages, cvn_row_json(&rows->at[i]));
    char *text = cvn_json_print(root);
    cJSON_Delete(root);
    return text;
}

cvn_code cvn_outbox_list(char **out, cvn_store *store, const cvn_outbox_pick *pick, cvn_format format, cvn_error *error)
{
    cvn_rows rows;
    cvn_counts counts;
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON && format != CVN_CSV)
        return cvn_fail(error, CVN_E_USAGE, "the outbox is listed as text, JSON or CSV");
    cvn_arena *arena = cvn_arena_new();
    cvn_code code = cvn_pick_rows(&rows, store, pick, arena, error);
    if (!code)
        code = cvn_store_counts(&counts, store, NULL, error);
    if (!code && format == CVN_CSV)
        *out = cvn_rows_csv(&rows);
    else if (!code)
        *out = format == CVN_JSON ? as_json(&rows, &counts)
                                  : as_text(&rows, &counts, pick && (pick->state_count || pick->people_count || pick->id_count));
    cvn_arena_free(arena);
    return code;
}
