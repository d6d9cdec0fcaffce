/* SPDX-License-Identifier: Apache-2.0 */
/** The answer to somebody who proposed another time: it stays as it was (RFC 5546, 3.2.8). A message of its own, beside those about the session. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "inbox/parts.h"
#include "inbox/words.h"

enum { MOST_COMMENT = 1000 };

typedef struct work {
    cvn_store *store;
    cvn_reply reply;
    const char *key;     /* of the answer's row */
    const char *comment; /* on one line */
    int64_t now_s;
    cvn_row row;  /* the answer */
    bool already; /* it was there before */
    cvn_arena *arena;
    cvn_error *error;
} work;

static const char *key_of(cvn_arena *arena, const cvn_reply *reply)
{
    return cvn_arena_printf(arena, "counter/%lld/%s", (long long)reply->id, reply->item);
}

/* ---- may it be declined? --------------------------------------------------------------------------------------------------------------- */

static cvn_code refuse(const work *w, const char *why)
{
    return cvn_fail(w->error, CVN_E_USAGE, "number %lld cannot be declined: %s", (long long)w->reply.id, why);
}

static cvn_code check_comment(work *w, const char *comment)
{
    w->comment = "";
    if (!comment)
        return CVN_OK;
    size_t length = strlen(comment);
    if (length > MOST_COMMENT)
        return cvn_fail(w->error, CVN_E_USAGE, "the comment is %zu bytes long: at most %d are sent along", length, MOST_COMMENT);
    if (cvn_utf8_valid(comment, length) < length)
        return cvn_fail(w->error, CVN_E_USAGE, "the comment is not UTF-8");
    w->comment = cvn_inbox_line(w->arena, comment, MOST_COMMENT);
    return CVN_OK;
}

static const char *newer(cvn_arena *arena, const cvn_row *row, const cvn_reply *reply)
{
    return cvn_arena_printf(
        arena,
        "it is about an earlier version (SEQUENCE %u), and message %lld to them (%s, SEQUENCE %u, %s) says something newer: "
        "\"convene inbox ignore %lld\" puts it aside",
        reply->sequence, (long long)row->id, row->kind, row->sequence, cvn_state_name(row->state), (long long)reply->id);
}

/** What stands is the version that they answered: nothing newer has left, and nothing newer waits. */
static cvn_code find_invitation(work *w, cvn_row *out)
{
    const cvn_reply *reply = &w->reply;
    bool found = false, some = false;
    cvn_row newest;
    if (reply->kind != CVN_REPLY_COUNTER)
        return refuse(w, "it proposes no other time; \"convene inbox ignore\" puts it aside");
    if (!*reply->item)
        return refuse(w, "it is about no invitation of ours");
    cvn_code code = cvn_store_by_uid(out, &found, w->store, reply->uid, w->arena, w->error);
    if (!code)
        code = cvn_store_newest(&newest, &some, w->store, reply->uid, w->arena, w->error);
    if (code)
        return code;
    if (!found)
        return refuse(w, "no invitation with its UID has left");
    if (!strcmp(out->kind, "cancel"))
        return refuse(w, "what it is about has been cancelled since");
    if (out->sequence != reply->sequence)
        return refuse(w, newer(w->arena, out, reply));
    if (some && newest.sequence > reply->sequence) /* it waits, or told an address that they no longer have */
        return refuse(w, newer(w->arena, &newest, reply));
    return cvn_store_get(out, &found, w->store, out->id, w->arena, w->error); /* with its bytes */
}

/** The start of a series that is meant: *out NULL where it is the item as a whole. */
static cvn_code find_occurrence(work *w, const cvn_instant **out, const cvn_row *row)
{
    cvn_zones *zones = cvn_zones_new();
    cvn_payload_when when;
    *out = NULL;
    bool some = *w->reply.recurrence && cvn_payload_times(&when, w->arena, zones, row->payload) && when.count > 1;
    for (uint32_t i = 0; some && !*out && i < when.count; i++) {
        char text[CVN_INSTANT_TEXT];
        if (!strcmp(w->reply.recurrence, cvn_instant_text(when.starts[i], text)))
            *out = &when.starts[i];
    }
    cvn_zones_free(zones);
    return some && !*out ? refuse(w, "the time that it is about is none of the series") : CVN_OK;
}

/* ---- the answer ------------------------------------------------------------------------------------------------------------------------ */

static const char *first_address(cvn_arena *arena, InternetAddressList *list, const char **name)
{
    InternetAddress *first = list && internet_address_list_length(list) > 0 ? internet_address_list_get_address(list, 0) : NULL;
    if (!first || !INTERNET_ADDRESS_IS_MAILBOX(first))
        return "";
    if (name && internet_address_get_name(first))
        *name = cvn_arena_strdup(arena, internet_address_get_name(first));
    const char *address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first));
    return cvn_arena_strdup(arena, address ? address : "");
}

/** The organizer's name and the address that replies are known by, as the invitation had them: no conference's file is at hand. */
static void read_head(cvn_declining *out, cvn_arena *arena, const cvn_row *row)
{
    cvn_parts_start();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(row->mime, row->mime_length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        first_address(arena, g_mime_message_get_from(message), &out->organizer_name);
        out->reply_to = first_address(arena, g_mime_message_get_reply_to(message), NULL);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

static cvn_code queue(work *w, const cvn_message *message)
{
    w->row = (cvn_row){.conference = w->reply.conference,
                       .person = message->person_id,
                       .item = message->item_key,
                       .kind = cvn_message_kind_name(message->kind),
                       .uid = message->uid,
                       .sequence = message->sequence,
                       .fingerprint = message->fingerprint,
                       .payload = message->payload,
                       .sender = message->sender,
                       .address = message->address,
                       .name = message->name,
                       .subject = message->subject,
                       .message_id = message->message_id,
                       .queued_s = w->now_s,
                       .mime = message->mime,
                       .mime_length = message->mime_length};
    return cvn_store_queue(&w->row.id, w->store, &w->row, w->error);
}

static cvn_code answer(work *w)
{
    cvn_row told = {.payload = "", .mime = ""};
    const cvn_instant *occurrence = NULL;
    cvn_code code = find_invitation(w, &told);
    if (!code)
        code = find_occurrence(w, &occurrence, &told);
    if (code)
        return code;
    cvn_declining from = {.person_id = told.person,
                          .item_key = w->key,
                          .mark = cvn_arena_printf(w->arena, "%lld", (long long)w->reply.id),
                          .payload = told.payload,
                          .uid = told.uid,
                          .sequence = told.sequence,
                          .occurrence = occurrence,
                          .organizer_name = "",
                          .organizer_address = told.sender,
                          .reply_to = "",
                          .comment = w->comment,
                          .now_s = w->now_s};
    cvn_message message;
    char *mime;
    read_head(&from, w->arena, &told);
    code = cvn_decline_counter(&message, &mime, w->arena, &from, w->error);
    if (!code)
        code = queue(w, &message);
    free(mime);
    w->row.mime = NULL;
    if (!code) {
        w->reply.standing = CVN_STANDING_IGNORED;
        w->reply.reason = cvn_arena_printf(w->arena, "declined: the time stays; message %lld says so", (long long)w->row.id);
        code = cvn_store_reply_decide(w->store, w->reply.id, w->reply.standing, w->reply.reason, w->error);
    }
    return code;
}

static cvn_code decline(work *w, int64_t id)
{
    cvn_code code = cvn_inbox_find(&w->reply, w->store, id, w->arena, w->error);
    if (code)
        return code;
    w->key = key_of(w->arena, &w->reply);
    code = cvn_store_of_item(&w->row, &w->already, w->store, w->reply.conference, w->reply.person, w->key, w->arena, w->error);
    return code || w->already ? code : answer(w);
}

static char *told(const work *w, cvn_format format)
{
    if (format == CVN_JSON) {
        cJSON *json = cvn_reply_json(&w->reply);
        cvn_json_add_int(json, "message", w->row.id);
        cJSON_AddBoolToObject(json, "again", w->already);
        char *text = cvn_json_print(json);
        cJSON_Delete(json);
        return text;
    }
    cvn_buffer out = {0};
    cvn_buffer_printf(&out, "number %lld %s: %s, %s; ", (long long)w->reply.id, w->already ? "was declined before" : "is declined",
                      cvn_reply_who(w->arena, &w->reply), cvn_item_words(w->arena, w->reply.item, w->reply.recurrence));
    if (w->already)
        cvn_buffer_printf(&out, "message %lld, which says so, is %s\n", (long long)w->row.id, cvn_state_name(w->row.state));
    else
        cvn_buffer_printf(&out,
                          "message %lld says that the time stays, and leaves with the next \"convene send\" or \"convene outbox retry\"\n",
                          (long long)w->row.id);
    return cvn_buffer_take(&out);
}

cvn_code cvn_inbox_decline(char **out, cvn_store *store, int64_t id, const char *comment, int64_t now_s, cvn_format format, cvn_error *error)
{
    assert(store);
    if (out)
        *out = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "what was declined is told as text or JSON");
    work w = {.store = store, .arena = cvn_arena_new(), .error = error, .now_s = now_s ? now_s : (int64_t)time(NULL)};
    cvn_code code = check_comment(&w, comment);
    if (!code)
        code = cvn_store_begin(store, error);
    if (!code)
        code = decline(&w, id);
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    if (!code && out)
        *out = told(&w, format);
    cvn_arena_free(w.arena);
    return code;
}

cvn_code cvn_decline_undo(cvn_reply *counter, cvn_store *store, cvn_arena *arena, cvn_error *error)
{
    cvn_row row;
    bool found = false;
    cvn_code code = cvn_store_of_item(&row, &found, store, counter->conference, counter->person, key_of(arena, counter), arena, error);
    if (code || !found)
        return code;
    bool left = row.in_doubt || (row.state != CVN_STATE_QUEUED && row.state != CVN_STATE_FAILED);
    counter->reason = cvn_arena_printf(arena,
                                       left ? "declined first: message %lld has told them that the time stays"
                                            : "declined first: message %lld, which was to say so, was withdrawn",
                                       (long long)row.id);
    return left ? CVN_OK : cvn_store_withdraw(store, row.id, "the proposal was accepted after all", (int64_t)time(NULL), error);
}
