/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What counts, and why the rest does not. An answer counts where its UID is that of an invitation of ours, it speaks for the address that the
 * invitation went to, and it came from there: to the reply address that carries the person's own token, or, where a calendar writes to the
 * organiser's bare address, from the invited address. Never by In-Reply-To: providers replace Message-IDs, and anybody may write one.
 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

typedef struct work {
    cvn_store *store;
    const cvn_known *known;
    const cvn_returned *mail;
    cvn_arena *arena;
    cvn_error *error;
    int64_t now_s;
    const cvn_addressee *token; /* whose reply address it came to; NULL: nobody's */
    CVN_VEC(cvn_reply) out;
} work;

/* ---- whom we know ---------------------------------------------------------------------------------------------------------------------- */

cvn_code cvn_known_new(cvn_known *out, cvn_store *store, cvn_arena *arena, cvn_error *error)
{
    unsigned char secret[CVN_STORE_SECRET_BYTES];
    char token[CVN_REPLY_TOKEN];
    *out = (cvn_known){.by_address = cvn_table_new(), .by_token = cvn_table_new()};
    cvn_code code = cvn_store_addressees(&out->people, store, arena, error);
    if (!code)
        code = cvn_store_secret(secret, store, false, error);
    for (uint32_t i = out->people.count; !code && i-- > 0;) { /* the newest first: they stay */
        const cvn_addressee *who = &out->people.at[i];
        uint32_t at = i;
        cvn_table_put(out->by_address, cvn_inbox_lower(arena, who->address), &at);
        cvn_reply_token(token, secret, who->conference, who->person);
        at = i;
        cvn_table_put(out->by_token, token, &at);
    }
    explicit_bzero(secret, sizeof secret);
    return code;
}

void cvn_known_free(cvn_known *known)
{
    cvn_table_free(known->by_address);
    cvn_table_free(known->by_token);
    *known = (cvn_known){0};
}

static const cvn_addressee *by_address(const work *w, const char *address)
{
    uint32_t i;
    return *address && cvn_table_get(w->known->by_address, cvn_inbox_lower(w->arena, address), &i) ? &w->known->people.at[i] : NULL;
}

static const cvn_addressee *by_token(const work *w, const char *text)
{
    char token[CVN_REPLY_TOKEN];
    uint32_t i;
    while (cvn_reply_token_next(token, &text))
        if (cvn_table_get(w->known->by_token, token, &i))
            return &w->known->people.at[i];
    return NULL;
}

/* ---- keeping --------------------------------------------------------------------------------------------------------------------------- */

static cvn_code keep(work *w, cvn_reply *reply)
{
    cvn_code code = cvn_store_reply(&reply->id, w->store, reply, w->error);
    if (!code)
        CVN_PUSH(&w->out) = *reply;
    return code;
}

/** What every row of a mail has. */
static cvn_reply row_of(const work *w, cvn_reply_kind kind)
{
    const cvn_returned *mail = w->mail;
    return (cvn_reply){.digest = mail->digest,
                       .part = (uint32_t)w->out.count,
                       .kind = kind,
                       .standing = CVN_STANDING_QUARANTINED,
                       .reason = "",
                       .conference = "",
                       .person = "",
                       .item = "",
                       .name = "",
                       .uid = "",
                       .recurrence = "",
                       .address = "",
                       .sender = mail->from,
                       .subject = mail->subject,
                       .answer = "",
                       .comment = "",
                       .detail = "",
                       .dtstamp_s = mail->date_s,
                       .received_s = mail->date_s};
}

static void about_person(cvn_reply *out, const cvn_addressee *who)
{
    if (!who)
        return;
    out->conference = who->conference;
    out->person = who->person;
    out->name = who->name;
}

static void about_message(cvn_reply *out, const cvn_row *row)
{
    out->conference = row->conference;
    out->person = row->person;
    out->name = row->name;
    out->item = row->item;
    out->uid = row->uid;
}

/* ---- answers --------------------------------------------------------------------------------------------------------------------------- */

static bool same_person(const cvn_addressee *who, const cvn_row *row)
{
    return !strcmp(who->conference, row->conference) && !strcmp(who->person, row->person);
}

/** Is it theirs who was invited? NULL: yes. */
static const char *whose(const work *w, const cvn_answer *answer, const cvn_row *row)
{
    bool own = w->token && same_person(w->token, row);
    if (w->token && !own)
        return cvn_arena_printf(w->arena, "it came to the reply address of somebody else (%s)", w->token->person);
    if (!*answer->address)
        return "it names no one attendee";
    if (!cvn_text_equal_nocase(answer->address, row->address))
        return cvn_arena_printf(w->arena, "it speaks for %s, and the invitation went to %s%s", answer->address, row->address,
                                own ? "; but it came to the reply address that only they were given" : "");
    if (!own && !cvn_text_equal_nocase(w->mail->from, row->address))
        return cvn_arena_printf(w->arena, "it was sent by %s, and the invitation went to %s", *w->mail->from ? w->mail->from : "nobody",
                                row->address);
    return NULL;
}

/** "20270308T170000Z" or a local time in the zone of the series, as one of its starts; NULL where it is none. */
static const cvn_instant *occurrence(const cvn_payload_when *when, const char *text)
{
    int year, month, day, hour = 0, minute = 0, second = 0, used = 0;
    bool timed = sscanf(text, "%4d%2d%2dT%2d%2d%2d%n", &year, &month, &day, &hour, &minute, &second, &used) == 6 && used == 15;
    if (!timed && !(sscanf(text, "%4d%2d%2d%n", &year, &month, &day, &used) == 3 && used == 8 && !text[8]))
        return NULL;
    bool utc = timed && text[used] == 'Z';
    for (uint32_t i = 0; i < when->count; i++) {
        int y, m, d;
        int32_t of_day;
        if (utc || !when->zone) {
            int64_t min = when->starts[i].min, days = min / 1440 - (min % 1440 < 0);
            cvn_date_parts((cvn_date){(int32_t)days}, &y, &m, &d);
            of_day = (int32_t)(min - days * 1440);
        } else {
            cvn_civil civil = cvn_zone_civil(when->zone, when->starts[i]);
            cvn_date_parts(civil.date, &y, &m, &d);
            of_day = civil.minute;
        }
        if (y == year && m == month && d == day && (!timed || of_day == hour * 60 + minute))
            return &when->starts[i];
    }
    return NULL;
}

/** Which of the starts it speaks of, in our way of writing; false where it is none of them. */
static bool find_occurrence(const work *w, cvn_reply *out, const cvn_answer *answer, const cvn_row *row)
{
    char text[CVN_INSTANT_TEXT];
    cvn_zones *zones = cvn_zones_new();
    cvn_payload_when when;
    const cvn_instant *start = cvn_payload_times(&when, w->arena, zones, row->payload) ? occurrence(&when, answer->recurrence) : NULL;
    bool found = start != NULL;
    if (found && when.count > 1)
        out->recurrence = cvn_arena_strdup(w->arena, cvn_instant_text(*start, text));
    cvn_zones_free(zones);
    return found;
}

static bool is_known_answer(const char *answer)
{
    static const char *const known[] = {"accepted", "declined", "tentative", "delegated"};
    for (size_t i = 0; i < CVN_COUNT(known); i++)
        if (!strcmp(known[i], answer))
            return true;
    return false;
}

/** Why a person has to look before the answer counts; NULL where it counts. */
static const char *doubts(const work *w, cvn_reply *out, const cvn_answer *answer, const cvn_row *row)
{
    const char *foreign = whose(w, answer, row);
    if (foreign)
        return foreign;
    if (*answer->recurrence && !find_occurrence(w, out, answer, row))
        return cvn_arena_printf(w->arena, "it answers a time that is none of the invitation's (%s)", answer->recurrence);
    if (answer->counter)
        return "you decide whether another time is looked for";
    if (!is_known_answer(answer->answer))
        return "it says neither yes nor no";
    if (strcmp(row->kind, "cancel") == 0)
        return "it answers what has been cancelled since";
    if (answer->sequence < row->sequence)
        return cvn_arena_printf(w->arena, "it answers an earlier version (SEQUENCE %u; the last one sent is %u)", answer->sequence,
                                row->sequence);
    return NULL;
}

/** By SEQUENCE, then by DTSTAMP; but a time that has not come yet is a wrong clock's, and does not shut the door on what comes after it. */
static bool is_newer(const cvn_reply *reply, const cvn_reply *before, int64_t now_s)
{
    if (reply->sequence != before->sequence)
        return reply->sequence > before->sequence;
    return reply->dtstamp_s > before->dtstamp_s || (before->dtstamp_s > now_s && reply->dtstamp_s <= now_s);
}

/** Holds an answer that would count against the one that counted so far. */
static cvn_code hold_against(work *w, cvn_reply *reply)
{
    cvn_reply before;
    bool found = false;
    cvn_code code = cvn_store_reply_counting(&before, &found, w->store, reply, w->arena, w->error);
    reply->standing = CVN_STANDING_KEPT;
    if (code || !found || is_newer(reply, &before, w->now_s))
        return code;
    bool same = reply->sequence == before.sequence && reply->dtstamp_s == before.dtstamp_s && !strcmp(reply->answer, before.answer);
    reply->standing = CVN_STANDING_STALE;
    reply->reason =
        cvn_arena_printf(w->arena, same ? "the same answer is here already (number %lld)" : "a newer answer is here already (number %lld)",
                         (long long)before.id);
    return CVN_OK;
}

/** A proposal may name everybody who is to come (RFC 5546, 3.2.7): then it is the sender's. */
static cvn_answer spoken_by(const work *w, const cvn_answer *answer)
{
    cvn_answer out = *answer;
    if (out.counter && !*out.address)
        out.address = w->mail->from;
    return out;
}

static cvn_code judge_answer(work *w, const cvn_answer *said)
{
    const cvn_answer own = spoken_by(w, said), *answer = &own;
    cvn_row row;
    bool found = false;
    cvn_reply reply = row_of(w, answer->counter ? CVN_REPLY_COUNTER : CVN_REPLY_REPLY);
    cvn_code code = *answer->uid ? cvn_store_by_uid(&row, &found, w->store, answer->uid, w->arena, w->error) : CVN_OK;
    if (code)
        return code;
    reply.uid = answer->uid;
    reply.address = cvn_inbox_lower(w->arena, *answer->address ? answer->address : w->mail->from);
    reply.answer = answer->answer;
    reply.comment = answer->comment;
    reply.detail = answer->counter ? answer->proposed : answer->delegate;
    reply.recurrence = answer->recurrence;
    reply.sequence = answer->sequence;
    if (answer->dtstamp_s)
        reply.dtstamp_s = answer->dtstamp_s;
    if (!found) {
        about_person(&reply, w->token ? w->token : by_address(w, reply.address));
        reply.reason = "no invitation of ours has this UID";
        return keep(w, &reply);
    }
    about_message(&reply, &row);
    if (reply.sequence > row.sequence) /* only the organiser raises it: a client that does so means what we sent last */
        reply.sequence = row.sequence;
    const char *doubt = doubts(w, &reply, answer, &row);
    if (doubt)
        reply.reason = doubt;
    else
        code = hold_against(w, &reply);
    return code ? code : keep(w, &reply);
}

/* ---- bounces --------------------------------------------------------------------------------------------------------------------------- */

static cvn_code find_original(work *w, cvn_row *row, bool *found)
{
    const cvn_returned *mail = w->mail;
    cvn_code code = CVN_OK;
    *found = false;
    if (*mail->original_id)
        code = cvn_store_by_message_id(row, found, w->store, mail->original_id, w->arena, w->error);
    if (!code && !*found && *mail->original_uid) /* a provider put its own Message-ID on it */
        code = cvn_store_by_uid(row, found, w->store, mail->original_uid, w->arena, w->error);
    return code;
}

static cvn_code judge_failure(work *w, const cvn_failure *failure, const cvn_row *row)
{
    cvn_reply reply = row_of(w, CVN_REPLY_BOUNCE);
    const char *address = *failure->original ? failure->original : failure->final;
    bool never = failure->status[0] == '5', later = failure->status[0] == '4';
    bool ours = row && (cvn_text_equal_nocase(failure->original, row->address) || cvn_text_equal_nocase(failure->final, row->address));
    reply.address = cvn_inbox_lower(w->arena, address);
    reply.answer = never ? "hard" : later ? "soft" : "";
    reply.comment = *failure->words ? failure->words : failure->status;
    reply.detail = failure->status;
    if (row)
        about_message(&reply, row);
    else
        about_person(&reply, w->token ? w->token : by_address(w, address));
    if (!never && !later) {
        reply.standing = CVN_STANDING_NOTED;
        reply.reason = cvn_arena_printf(w->arena, "the mail was %s: nothing failed", *failure->action ? failure->action : "reported on");
    } else if (!row) {
        reply.reason = "it names no message of ours";
    } else if (!ours) {
        reply.reason = cvn_arena_printf(w->arena, "it is about %s, and the message went to %s", address, row->address);
    } else {
        reply.standing = CVN_STANDING_KEPT;
    }
    return keep(w, &reply);
}

static cvn_code judge_bounce(work *w)
{
    cvn_row row;
    bool found;
    cvn_code code = find_original(w, &row, &found);
    if (!w->token)
        w->token = by_token(w, w->mail->original_to);
    for (uint32_t i = 0; !code && i < w->mail->failure_count; i++)
        code = judge_failure(w, &w->mail->failures[i], found ? &row : NULL);
    return code;
}

/* ---- words ----------------------------------------------------------------------------------------------------------------------------- */

static cvn_code judge_words(work *w)
{
    bool away = w->mail->kind == CVN_RETURNED_AWAY;
    cvn_reply reply = row_of(w, away ? CVN_REPLY_AWAY : CVN_REPLY_LETTER);
    reply.address = cvn_inbox_lower(w->arena, w->mail->from);
    reply.comment = w->mail->excerpt;
    reply.standing = away ? CVN_STANDING_NOTED : CVN_STANDING_QUARANTINED;
    reply.reason = w->mail->trouble;
    about_person(&reply, w->token ? w->token : by_address(w, w->mail->from));
    return keep(w, &reply);
}

cvn_code cvn_judge(cvn_replies *out, bool *again, cvn_store *store, const cvn_known *known, const cvn_returned *mail, int64_t now_s,
                   cvn_arena *arena, cvn_error *error)
{
    assert(out && again && store && known && mail && arena);
    cvn_code code = cvn_store_replies_of(out, store, mail->digest, arena, error);
    *again = out->count > 0;
    if (code || *again)
        return code;
    work w = {.store = store, .known = known, .mail = mail, .arena = arena, .error = error, .now_s = now_s};
    w.token = by_token(&w, mail->to);
    if (mail->kind == CVN_RETURNED_ANSWERS) {
        for (uint32_t i = 0; i < mail->count && !code; i++)
            code = judge_answer(&w, &mail->answers[i]);
    } else if (mail->kind == CVN_RETURNED_BOUNCE) {
        code = judge_bounce(&w);
    } else {
        code = judge_words(&w);
    }
    if (!code && w.out.count > 0) {
        out->count = (uint32_t)w.out.count;
        out->at = CVN_ARENA_ARRAY(arena, cvn_reply, w.out.count);
        memcpy(out->at, w.out.at, w.out.count * sizeof *w.out.at);
    }
    CVN_VEC_FREE(&w.out);
    return code;
}
