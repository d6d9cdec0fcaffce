/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "store/store.h"

typedef enum fate { KEPT, STALE, QUARANTINED, IGNORED, FATES } fate;
static const char *const fate_names[FATES] = {"kept", "stale", "quarantined", "ignored"};

/** What became of one answer, or of a mail without one. */
typedef struct line {
    fate fate;
    const char *file, *reason; /* reason "": KEPT */
    cvn_answer answer;         /* all "" where IGNORED */
    const char *person, *name, *item, *conference;
} line;

typedef struct reading {
    cvn_store *store;
    cvn_arena *arena;
    CVN_VEC(line) lines;
    uint64_t counts[FATES];
} reading;

/* ---- one answer ------------------------------------------------------------------------------------------------------------------------ */

/** Why a person has to look before the answer counts; NULL where it counts. */
static const char *doubts(reading *r, const cvn_answer *answer, const cvn_row *row)
{
    if (!row)
        return "no invitation of ours has this UID";
    if (!*answer->address)
        return "it names no one attendee";
    if (!cvn_text_equal_nocase(answer->address, row->address))
        return cvn_arena_printf(r->arena, "it speaks for %s, and the invitation went to %s", answer->address, row->address);
    if (answer->counter)
        return "it proposes another time, which a person decides";
    if (!*answer->answer)
        return "it says neither yes nor no";
    if (*answer->recurrence)
        return cvn_arena_printf(r->arena, "it answers one time of a series alone (%s)", answer->recurrence);
    if (strcmp(row->kind, "cancel") == 0)
        return "it answers what has been cancelled since";
    if (answer->sequence < row->sequence)
        return cvn_arena_printf(r->arena, "it answers an earlier version (SEQUENCE %u; the last one sent is %u)", answer->sequence,
                                row->sequence);
    return NULL;
}

/** One time of a series, a counter-proposal, or an answer that names nobody stand beside the answer to the event, and never in its place. */
static const char *kept_uid(reading *r, const cvn_answer *answer)
{
    if (*answer->recurrence)
        return cvn_arena_printf(r->arena, "%s;RECURRENCE-ID=%s", answer->uid, answer->recurrence);
    if (!*answer->address)
        return cvn_arena_printf(r->arena, "%s;UNNAMED", answer->uid);
    return answer->counter ? cvn_arena_printf(r->arena, "%s;COUNTER", answer->uid) : answer->uid;
}

/** However an address is spelt, it is one person's: every provider that matters ignores case. */
static const char *lower(reading *r, const char *address)
{
    char *out = cvn_arena_strdup(r->arena, address);
    for (char *at = out; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return out;
}

static cvn_code take(reading *r, const char *file, const cvn_returned *mail, const cvn_answer *answer, cvn_error *error)
{
    cvn_row row;
    bool found = false, kept = false;
    cvn_code code = *answer->uid ? cvn_store_by_uid(&row, &found, r->store, answer->uid, r->arena, error) : CVN_OK;
    if (code)
        return code;
    line out = {.file = file, .answer = *answer, .person = "", .name = "", .item = "", .conference = ""};
    if (found) {
        out.person = row.person;
        out.name = row.name;
        out.item = row.item;
        out.conference = row.conference;
    }
    const char *why = doubts(r, answer, found ? &row : NULL);
    const char *address = lower(r, *answer->address ? answer->address : mail->from);
    cvn_reply reply = {.conference = out.conference,
                       .person = out.person,
                       .item = out.item,
                       .uid = kept_uid(r, answer),
                       .address = address,
                       .answer = answer->answer,
                       .comment = answer->comment,
                       .sequence = answer->sequence,
                       .dtstamp_s = answer->dtstamp_s ? answer->dtstamp_s : mail->date_s,
                       .received_s = mail->date_s,
                       .quarantined = why != NULL};
    code = cvn_store_reply(&kept, r->store, &reply, error);
    out.fate = !kept ? STALE : why ? QUARANTINED : KEPT;
    out.reason = !kept ? "the same, or a newer answer, is here already" : why ? why : "";
    CVN_PUSH(&r->lines) = out;
    r->counts[out.fate]++;
    return code;
}

static cvn_code read_mail(reading *r, const char *path, cvn_error *error)
{
    char *bytes;
    size_t length;
    cvn_returned mail;
    cvn_code code = cvn_file_read(&bytes, &length, path, CVN_MAX_MAIL_BYTES, error);
    if (code)
        return code;
    cvn_returned_read(&mail, r->arena, bytes, length);
    free(bytes);
    for (uint32_t i = 0; i < mail.count && !code; i++)
        code = take(r, path, &mail, &mail.answers[i], error);
    if (mail.count == 0) {
        CVN_PUSH(&r->lines) = (line){.fate = IGNORED,
                                     .file = path,
                                     .reason = mail.trouble,
                                     .answer = {.uid = "", .recurrence = "", .address = mail.from, .answer = "", .comment = ""},
                                     .person = "",
                                     .name = "",
                                     .item = "",
                                     .conference = ""};
        r->counts[IGNORED]++;
    }
    return code;
}

/* ---- the report ------------------------------------------------------------------------------------------------------------------------ */

static char *report_text(const reading *r)
{
    cvn_buffer out = {0};
    for (size_t i = 0; i < r->lines.count; i++) {
        const line *at = &r->lines.at[i];
        cvn_buffer_printf(&out, "%s: %s", at->file, fate_names[at->fate]);
        if (*at->answer.answer)
            cvn_buffer_printf(&out, ": %s", at->answer.answer);
        if (*at->person)
            cvn_buffer_printf(&out, ", %s (%s), %s", *at->name ? at->name : at->person, at->person, at->item);
        else if (*at->answer.address)
            cvn_buffer_printf(&out, ", from %s", at->answer.address);
        if (*at->reason)
            cvn_buffer_printf(&out, ": %s", at->reason);
        cvn_buffer_char(&out, '\n');
        if (at->fate != IGNORED && *at->answer.comment)
            cvn_buffer_printf(&out, "  \"%s\"\n", at->answer.comment);
    }
    cvn_buffer_printf(&out, "kept: %llu, stale: %llu, quarantined: %llu, not a reply: %llu\n", (unsigned long long)r->counts[KEPT],
                      (unsigned long long)r->counts[STALE], (unsigned long long)r->counts[QUARANTINED], (unsigned long long)r->counts[IGNORED]);
    return cvn_buffer_take(&out);
}

static cJSON *line_json(const line *at)
{
    cJSON *out = cJSON_CreateObject();
    cvn_json_add_text(out, "file", at->file);
    cvn_json_add_text(out, "state", fate_names[at->fate]);
    cvn_json_add_text(out, "reason", *at->reason ? at->reason : NULL);
    cvn_json_add_text(out, "conference", *at->conference ? at->conference : NULL);
    cvn_json_add_text(out, "person", *at->person ? at->person : NULL);
    cvn_json_add_text(out, "item", *at->item ? at->item : NULL);
    cvn_json_add_text(out, "uid", *at->answer.uid ? at->answer.uid : NULL);
    cvn_json_add_text(out, "address", *at->answer.address ? at->answer.address : NULL);
    cvn_json_add_text(out, "answer", *at->answer.answer ? at->answer.answer : NULL);
    cvn_json_add_text(out, "comment", *at->answer.comment ? at->answer.comment : NULL);
    cvn_json_add_int(out, "sequence", at->answer.sequence);
    cvn_json_add_int(out, "dtstamp_s", at->answer.dtstamp_s);
    return out;
}

static char *report_json(const reading *r)
{
    cJSON *out = cJSON_CreateObject();
    for (int i = 0; i < FATES; i++)
        cvn_json_add_int(out, fate_names[i], (int64_t)r->counts[i]);
    cJSON *lines = cJSON_AddArrayToObject(out, "replies");
    for (size_t i = 0; i < r->lines.count; i++)
        cJSON_AddItemToArray(lines, line_json(&r->lines.at[i]));
    char *text = cvn_json_print(out);
    cJSON_Delete(out);
    return text;
}

cvn_code cvn_inbox_read(char **report, cvn_store *store, const char *const *paths, size_t count, cvn_format format, cvn_error *error)
{
    assert(store && (paths || !count));
    if (report)
        *report = NULL;
    if (format != CVN_TEXT && format != CVN_JSON)
        return cvn_fail(error, CVN_E_USAGE, "the inbox's report is text or JSON");
    reading r = {.store = store, .arena = cvn_arena_new()};
    cvn_code code = cvn_store_begin(store, error);
    for (size_t i = 0; i < count && !code; i++)
        code = read_mail(&r, paths[i], error);
    if (!code)
        code = cvn_store_commit(store, error);
    if (code)
        cvn_store_rollback(store);
    else if (report)
        *report = format == CVN_JSON ? report_json(&r) : report_text(&r);
    CVN_VEC_FREE(&r.lines);
    cvn_arena_free(r.arena);
    return code;
}
