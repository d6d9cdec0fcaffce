/* SPDX-License-Identifier: Apache-2.0 */
/** What came back, for the organiser: to look at, to take as true, to put aside. */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "inbox/words.h"

/* ---- list ------------------------------------------------------------------------------------------------------------------------------ */

static bool waits(const cvn_reply *reply)
{
    return reply->standing == CVN_STANDING_QUARANTINED || reply->standing == CVN_STANDING_STALE;
}

static void put_row(cvn_buffer *out, cvn_arena *arena, const cvn_reply *reply)
{
    enum { STATE = 6, WHAT = 19, WHO = 43, ABOUT = 72 };
    cvn_buffer_printf(out, "%5lld", (long long)reply->id);
    cvn_buffer_column(out, STATE);
    cvn_buffer_text(out, cvn_standing_name(reply->standing));
    cvn_buffer_column(out, WHAT);
    cvn_buffer_text(out, cvn_reply_words(reply));
    cvn_buffer_column(out, WHO);
    cvn_buffer_text(out, cvn_reply_who(arena, reply));
    if (*reply->item) {
        cvn_buffer_column(out, ABOUT);
        cvn_buffer_text(out, cvn_item_words(arena, reply->item, reply->recurrence));
    }
    cvn_buffer_char(out, '\n');
    if (*reply->reason)
        cvn_buffer_printf(out, "      %s\n", reply->reason);
    if (*reply->detail && reply->kind != CVN_REPLY_BOUNCE)
        cvn_buffer_printf(out, "      %s: %s\n", reply->kind == CVN_REPLY_COUNTER ? "proposed" : "stands in", reply->detail);
    if (reply->kind == CVN_REPLY_LETTER && *reply->subject)
        cvn_buffer_printf(out, "      subject: %s\n", reply->subject);
    if (*reply->comment)
        cvn_buffer_printf(out, "      \"%s\"\n", reply->comment);
}

/** What the organiser can do about what waits. */
static void put_next(cvn_buffer *out, bool counter, const char *path)
{
    cvn_buffer_printf(out, "Next: convene inbox accept NUMBER … --store %s (it is true), or ignore NUMBER … (it is put aside)", path);
    if (counter)
        cvn_buffer_text(out, ", or decline NUMBER … (they are told that the time stays)");
    cvn_buffer_char(out, '\n');
}

static char *list_text(const cvn_replies *replies, cvn_arena *arena, bool all, const char *path)
{
    cvn_buffer out = {0};
    size_t shown = 0;
    bool counter = false;
    for (uint32_t i = 0; i < replies->count; i++) {
        const cvn_reply *reply = &replies->at[i];
        if (!all && !waits(reply))
            continue;
        if (!shown++)
            cvn_buffer_text(&out, "   NO STATE        WHAT                    WHO                          ABOUT\n");
        put_row(&out, arena, reply);
        counter = counter || reply->kind == CVN_REPLY_COUNTER;
    }
    cvn_buffer_printf(&out, "%u came back%s", replies->count, all ? "\n" : "; ");
    if (!all)
        cvn_buffer_printf(&out, "%zu to look at\n", shown);
    if (!all && shown)
        put_next(&out, counter, path);
    return cvn_buffer_take(&out);
}

static char *list_json(const cvn_replies *replies, bool all)
{
    uint64_t counts[CVN_STANDING_NOTED + 1] = {0};
    cJSON *out = cJSON_CreateObject(), *rows = cJSON_CreateArray();
    for (uint32_t i = 0; i < replies->count; i++) {
        counts[replies->at[i].standing]++;
        if (all || waits(&replies->at[i]))
            cJSON_AddItemToArray(rows, cvn_reply_json(&replies->at[i]));
    }
    cJSON *sums = cJSON_AddObjectToObject(out, "counts");
    for (size_t i = 0; i < CVN_COUNT(counts); i++)
        cvn_json_add_int(sums, cvn_standing_name((cvn_standing)i), (int64_t)counts[i]);
    cJSON_AddItemToObject(out, "replies", rows);
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

cvn_code cvn_inbox_list(char **out, cvn_store *store, bool all, cvn_format format, cvn_error *error)
{
    assert(out && store);
    *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "the list of what came back is text or JSON");
    cvn_arena *arena = cvn_arena_new();
    cvn_replies replies;
    cvn_code code = cvn_store_replies(&replies, store, NULL, arena, error);
    if (!code)
        *out = format == CVN_JSON ? list_json(&replies, all) : list_text(&replies, arena, all, cvn_store_path(store));
    cvn_arena_free(arena);
    return code;
}

/* ---- decide ---------------------------------------------------------------------------------------------------------------------------- */

/** Why it cannot be taken as true; NULL where it can. */
static const char *nothing_to_accept(cvn_arena *arena, const cvn_reply *reply)
{
    const char *answers[] = {"accepted", "declined", "tentative", "delegated"};
    bool known = false;
    for (size_t i = 0; i < CVN_COUNT(answers); i++)
        known = known || !strcmp(reply->answer, answers[i]);
    switch (reply->kind) {
    case CVN_REPLY_AWAY:
    case CVN_REPLY_LETTER:
        return "words are for you to read: \"convene drop\" takes somebody out, hours go into \"unavailable\" of the person in the file";
    case CVN_REPLY_BOUNCE: return *reply->person && *reply->answer ? NULL : "it names nobody whom we wrote to, or nothing failed";
    case CVN_REPLY_COUNTER:
    case CVN_REPLY_REPLY: break;
    }
    if (!*reply->item)
        return "it answers no invitation of ours";
    if (reply->kind == CVN_REPLY_REPLY && !known)
        return cvn_arena_printf(arena, "\"%s\" is no answer: expected accepted, declined, tentative or delegated", reply->answer);
    return NULL;
}

static cvn_code check_accept(cvn_store *store, const cvn_reply *reply, cvn_arena *arena, cvn_error *error)
{
    const char *wrong = nothing_to_accept(arena, reply);
    if (wrong)
        return cvn_fail(error, CVN_E_USAGE, "number %lld cannot be taken as true: %s", (long long)reply->id, wrong);
    if (reply->kind == CVN_REPLY_BOUNCE)
        return CVN_OK;
    cvn_reply before;
    bool found = false;
    cvn_code code = cvn_store_reply_counting(&before, &found, store, reply, arena, error);
    bool newer = found && before.id != reply->id &&
                 (before.sequence > reply->sequence || (before.sequence == reply->sequence && before.dtstamp_s > reply->dtstamp_s));
    if (!code && newer)
        return cvn_fail(error, CVN_E_USAGE, "number %lld is newer, and says \"%s\": to take number %lld as true, ignore that one first",
                        (long long)before.id, cvn_reply_words(&before), (long long)reply->id);
    return code;
}

static char *decided(const cvn_reply *reply, cvn_arena *arena, cvn_format format)
{
    if (format == CVN_JSON) {
        cJSON *json = cvn_reply_json(reply);
        char *text = cvn_json_print(json);
        cJSON_Delete(json);
        return text;
    }
    cvn_buffer out = {0};
    bool counts = reply->standing == CVN_STANDING_ACCEPTED || reply->standing == CVN_STANDING_KEPT;
    cvn_buffer_printf(&out, "number %lld %s: %s, %s", (long long)reply->id, counts ? "counts" : "is put aside", cvn_reply_words(reply),
                      cvn_reply_who(arena, reply));
    if (*reply->item)
        cvn_buffer_printf(&out, ", %s", cvn_item_words(arena, reply->item, reply->recurrence));
    if (counts && reply->kind == CVN_REPLY_COUNTER)
        cvn_buffer_text(&out, ": they cannot come at the time that was");
    cvn_buffer_char(&out, '\n');
    return cvn_buffer_take(&out);
}

cvn_code cvn_inbox_find(cvn_reply *out, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error)
{
    bool found = false;
    cvn_code code = cvn_store_reply_get(out, &found, store, id, arena, error);
    if (!code && !found)
        code =
            cvn_fail(error, CVN_E_USAGE, "nothing that came back has the number %lld: \"convene inbox list --all\" shows them", (long long)id);
    return code;
}

static cvn_code decide(char **out, cvn_store *store, int64_t id, bool accept, cvn_format format, cvn_error *error)
{
    assert(store);
    if (out)
        *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "what was decided is told as text or JSON");
    cvn_arena *arena = cvn_arena_new();
    cvn_reply reply;
    cvn_code code = cvn_store_begin(store, error);
    if (!code)
        code = cvn_inbox_find(&reply, store, id, arena, error);
    if (!code && accept)
        code = check_accept(store, &reply, arena, error);
    if (!code && accept && reply.kind == CVN_REPLY_COUNTER)
        code = cvn_decline_undo(&reply, store, arena, error);
    if (!code && !(accept && reply.standing == CVN_STANDING_KEPT)) {
        reply.standing = accept ? CVN_STANDING_ACCEPTED : CVN_STANDING_IGNORED;
        code = cvn_store_reply_decide(store, id, reply.standing, reply.reason, error);
    }
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    if (!code && out)
        *out = decided(&reply, arena, format);
    cvn_arena_free(arena);
    return code;
}

cvn_code cvn_inbox_accept(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error)
{
    return decide(out, store, id, true, format, error);
}

cvn_code cvn_inbox_ignore(char **out, cvn_store *store, int64_t id, cvn_format format, cvn_error *error)
{
    return decide(out, store, id, false, format, error);
}
