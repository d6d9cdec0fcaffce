/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/words.h"

#include <string.h>

/** "former/session/g1/2 old@example.org": what a former address was told. */
static const char *former_words(cvn_arena *arena, const char *item)
{
    const char *inner = strchr(item, '/') + 1, *at = strrchr(item, ' ');
    if (!at || at < inner)
        return item;
    return cvn_arena_printf(arena, "%s, at %s", cvn_item_words(arena, cvn_arena_printf(arena, "%.*s", (int)(at - inner), inner), ""), at + 1);
}

const char *cvn_item_words(cvn_arena *arena, const char *item, const char *recurrence)
{
    const char *slash = strchr(item, '/'), *last = strrchr(item, '/');
    if (!slash)
        return item;
    if (cvn_is_former(item))
        return former_words(arena, item);
    if (cvn_text_starts(item, "session/") && last > slash)
        return cvn_arena_printf(arena, "%.*s, session %s", (int)(last - slash - 1), slash + 1, last + 1);
    if (cvn_text_starts(item, "series/"))
        return cvn_arena_printf(arena, *recurrence ? "%s, %s" : "%s, all sessions", slash + 1, recurrence);
    if (cvn_text_starts(item, "plenary/"))
        return cvn_arena_printf(arena, "plenary %s", slash + 1);
    if (cvn_text_starts(item, "counter/") && last > slash) { /* "counter/3/session/g1/2": our answer to a proposal about it */
        const char *about = strchr(slash + 1, '/') + 1;
        return strchr(about, '/') ? cvn_item_words(arena, about, recurrence) : item;
    }
    return cvn_text_starts(item, "letter/") ? "letter" : item;
}

const char *cvn_reply_words(const cvn_reply *reply)
{
    switch (reply->kind) {
    case CVN_REPLY_REPLY: return *reply->answer ? reply->answer : "no answer";
    case CVN_REPLY_COUNTER: return "proposes another time";
    case CVN_REPLY_BOUNCE:
        return !strcmp(reply->answer, "hard") ? "not delivered" : !strcmp(reply->answer, "soft") ? "delayed" : "delivery report";
    case CVN_REPLY_AWAY: return "automatic answer";
    case CVN_REPLY_LETTER: break;
    }
    return "letter";
}

const char *cvn_reply_who(cvn_arena *arena, const cvn_reply *reply)
{
    if (*reply->person)
        return cvn_arena_printf(arena, "%s (%s)", *reply->name ? reply->name : reply->person, reply->person);
    return *reply->address ? reply->address : *reply->sender ? reply->sender : "nobody known";
}

static void add(cJSON *out, const char *key, const char *text)
{
    cvn_json_add_text(out, key, *text ? text : NULL);
}

cJSON *cvn_reply_json(const cvn_reply *reply)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_int(out, "id", reply->id);
    cvn_json_add_text(out, "kind", cvn_reply_kind_name(reply->kind));
    cvn_json_add_text(out, "state", cvn_standing_name(reply->standing));
    add(out, "reason", reply->reason);
    add(out, "conference", reply->conference);
    add(out, "person", reply->person);
    add(out, "name", reply->name);
    add(out, "item", reply->item);
    add(out, "occurrence", reply->recurrence);
    add(out, "uid", reply->uid);
    add(out, "address", reply->address);
    add(out, "sender", reply->sender);
    add(out, "subject", reply->subject);
    add(out, "answer", reply->answer);
    add(out, "comment", reply->comment);
    add(out, "detail", reply->detail);
    cvn_json_add_int(out, "sequence", reply->sequence);
    cvn_json_add_int(out, "dtstamp_s", reply->dtstamp_s);
    return out;
}
