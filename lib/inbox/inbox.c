/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "inbox/source.h"
#include "inbox/words.h"

/** One mail, or one answer in it. */
typedef struct line {
    const char *file;
    bool again; /* read before: reply is what it became then */
    cvn_reply reply;
} line;

typedef struct reading {
    cvn_store *store;
    cvn_known known;
    cvn_arena *arena;
    int64_t now_s;
    CVN_VEC(line) lines;
    uint64_t standings[CVN_STANDING_NOTED + 1], again, filed;
} reading;

static cvn_code take(reading *r, const char *name, const char *bytes, size_t length, cvn_error *error)
{
    cvn_returned mail;
    cvn_replies rows;
    bool again;
    cvn_returned_read(&mail, r->arena, bytes, length);
    cvn_code code = cvn_judge(&rows, &again, r->store, &r->known, &mail, r->now_s, r->arena, error);
    if (code)
        return code;
    r->again += again;
    name = cvn_arena_strdup(r->arena, name);
    for (uint32_t i = 0; i < rows.count; i++) {
        CVN_PUSH(&r->lines) = (line){.file = name, .again = again, .reply = rows.at[i]};
        if (!again)
            r->standings[rows.at[i].standing]++;
    }
    return CVN_OK;
}

/** Kept first, filed then: whatever breaks in between, the next run knows the mail again and files it. */
static cvn_code take_and_file(reading *r, cvn_source *source, const char *name, const char *bytes, size_t length, cvn_error *error)
{
    cvn_code code = source->whole ? CVN_OK : cvn_store_begin(r->store, error);
    if (!code)
        code = take(r, name, bytes, length, error);
    if (!code && !source->whole)
        code = cvn_store_commit(r->store, error);
    if (!code && source->file) {
        code = source->file(source, error);
        r->filed += !code;
    }
    return code;
}

static cvn_code read_source(reading *r, cvn_source *source, cvn_error *error)
{
    const reading before = *r;
    cvn_code code = source->whole ? cvn_store_begin(r->store, error) : CVN_OK;
    while (!code) {
        char *bytes = NULL;
        size_t length = 0;
        const char *name = "";
        code = source->next(source, &bytes, &length, &name, error);
        if (code || !bytes)
            break;
        code = take_and_file(r, source, name, bytes, length, error);
        free(bytes);
    }
    if (!code && source->whole)
        code = cvn_store_commit(r->store, error);
    if (code)
        cvn_store_rollback(r->store);
    if (code && source->whole) { /* nothing of it counts */
        r->lines.count = before.lines.count;
        r->again = before.again;
        memcpy(r->standings, before.standings, sizeof r->standings);
    }
    source->close(source);
    return code;
}

static cvn_code read_all(reading *r, const cvn_inbox_options *options, cvn_error *error)
{
    const char *done = options->leave ? NULL : options->done ? options->done : "done";
    cvn_source *source = NULL;
    cvn_code code = CVN_OK;
    if (options->file_count && !(code = cvn_source_files(&source, options->files, options->file_count, error)))
        code = read_source(r, source, error);
    if (!code && options->mbox && !(code = cvn_source_mbox(&source, options->mbox, error)))
        code = read_source(r, source, error);
    if (!code && options->maildir && !(code = cvn_source_maildir(&source, options->maildir, done, error)))
        code = read_source(r, source, error);
    if (!code && options->imap && !(code = cvn_source_imap(&source, options, error)))
        code = read_source(r, source, error);
    return code;
}

/* ---- the report ------------------------------------------------------------------------------------------------------------------------ */

static void put_line(cvn_buffer *out, cvn_arena *arena, const line *at)
{
    const cvn_reply *reply = &at->reply;
    cvn_buffer_printf(out, "%s: %s: %s, %s", at->file, at->again ? "read before" : cvn_standing_name(reply->standing), cvn_reply_words(reply),
                      cvn_reply_who(arena, reply));
    if (*reply->item)
        cvn_buffer_printf(out, ", %s", cvn_item_words(arena, reply->item, reply->recurrence));
    if (at->again)
        cvn_buffer_printf(out, " (number %lld)", (long long)reply->id);
    else if (*reply->reason)
        cvn_buffer_printf(out, ": %s", reply->reason);
    cvn_buffer_char(out, '\n');
    if (!at->again && *reply->detail && reply->kind != CVN_REPLY_BOUNCE)
        cvn_buffer_printf(out, "  %s: %s\n", reply->kind == CVN_REPLY_COUNTER ? "proposed" : "stands in", reply->detail);
    if (!at->again && *reply->comment)
        cvn_buffer_printf(out, "  \"%s\"\n", reply->comment);
}

static char *report_text(const reading *r)
{
    cvn_buffer out = {0};
    for (size_t i = 0; i < r->lines.count; i++)
        put_line(&out, r->arena, &r->lines.at[i]);
    cvn_buffer_printf(&out, "kept: %llu, stale: %llu, quarantined: %llu, noted: %llu, read before: %llu\n",
                      (unsigned long long)r->standings[CVN_STANDING_KEPT], (unsigned long long)r->standings[CVN_STANDING_STALE],
                      (unsigned long long)r->standings[CVN_STANDING_QUARANTINED], (unsigned long long)r->standings[CVN_STANDING_NOTED],
                      (unsigned long long)r->again);
    if (r->standings[CVN_STANDING_QUARANTINED])
        cvn_buffer_printf(&out, "Next: convene inbox list --store %s\n", cvn_store_path(r->store));
    return cvn_buffer_take(&out);
}

static char *report_json(const reading *r)
{
    static const cvn_standing shown[] = {CVN_STANDING_KEPT, CVN_STANDING_STALE, CVN_STANDING_QUARANTINED, CVN_STANDING_NOTED};
    cJSON *out = cJSON_CreateObject();
    for (size_t i = 0; i < CVN_COUNT(shown); i++)
        cvn_json_add_int(out, cvn_standing_name(shown[i]), (int64_t)r->standings[shown[i]]);
    cvn_json_add_int(out, "again", (int64_t)r->again);
    cvn_json_add_int(out, "filed", (int64_t)r->filed);
    cJSON *lines = cJSON_AddArrayToObject(out, "replies");
    for (size_t i = 0; i < r->lines.count; i++) {
        cJSON *one = cvn_reply_json(&r->lines.at[i].reply);
        cvn_json_add_text(one, "file", r->lines.at[i].file);
        cJSON_AddBoolToObject(one, "again", r->lines.at[i].again);
        cJSON_AddItemToArray(lines, one);
    }
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

void cvn_inbox_options_init(cvn_inbox_options *options)
{
    *options = (cvn_inbox_options){.version = CVN_INBOX_OPTIONS_VERSION};
}

cvn_code cvn_inbox_read(char **report, cvn_store *store, const cvn_inbox_options *options, cvn_format format, cvn_error *error)
{
    assert(store && options && options->version == CVN_INBOX_OPTIONS_VERSION);
    if (report)
        *report = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "the inbox's report is text or JSON");
    reading r = {.store = store, .arena = cvn_arena_new(), .now_s = options->now_s ? options->now_s : (int64_t)time(NULL)};
    cvn_code code = cvn_known_new(&r.known, store, r.arena, error);
    if (!code)
        code = read_all(&r, options, error);
    if (report && (!code || r.lines.count > 0)) /* what was kept before something broke is told all the same */
        *report = format == CVN_JSON ? report_json(&r) : report_text(&r);
    cvn_known_free(&r.known);
    CVN_VEC_FREE(&r.lines);
    cvn_arena_free(r.arena);
    return code;
}
