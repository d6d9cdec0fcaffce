/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "outbox/choice.h"
#include "outbox/preview.h"

/** Ids hold no control character, so a line break keeps the two apart. */
static char *key_of(cvn_arena *arena, const char *person, const char *item)
{
    return cvn_arena_printf(arena, "%s\n%s", person, item);
}

static bool waits(const cvn_row *row)
{
    return row->state != CVN_STATE_FAILED;
}

/** It may have left: what it says counts as told, and its bytes go out again as they are. */
static bool in_doubt(const cvn_row *row)
{
    return row->in_doubt || row->state == CVN_STATE_IN_FLIGHT;
}

/**
 * Where the address that an item went to was told since that it no longer holds it, and the message to the new one has not left: nobody holds it,
 * or nobody knows. Once that has left, its row is the newer one, and says so itself.
 */
static void settle_former(cvn_telling *t, const cvn_rows *rows)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t at = 0;
        const char *former = cvn_former_key(t->arena, rows->at[i].item, rows->at[i].address);
        if (!cvn_table_get(t->former, key_of(t->arena, rows->at[i].person, former), &at) || rows->at[at].sequence <= rows->at[i].sequence)
            continue;
        t->told[i].sequence = rows->at[at].sequence;
        t->told[i].fingerprint = "";
        t->told[i].left = rows->at[at].state != CVN_STATE_SUPERSEDED;
    }
}

static cvn_code read_told(cvn_telling *t, cvn_error *error)
{
    cvn_rows rows;
    cvn_code code = cvn_store_told(&rows, t->store, t->conference, t->arena, error);
    if (code)
        return code;
    t->told_count = rows.count;
    t->told = CVN_ARENA_ARRAY(t->arena, cvn_told, rows.count + 1);
    for (uint32_t i = 0; i < rows.count; i++) {
        const cvn_row *row = &rows.at[i];
        /* It may have left, and will not go out again: the person knows this or what was before, so whatever is so now is news to them. */
        bool unsure = row->state == CVN_STATE_SUPERSEDED;
        uint32_t at = i, sequence = row->sequence;
        if (cvn_is_former(row->item))
            cvn_table_put(t->former, key_of(t->arena, row->person, row->item), &at);
        else
            cvn_table_put(t->held, row->uid, &sequence);
        t->told[i] = (cvn_told){.person_id = row->person,
                                .item_key = row->item,
                                .uid = row->uid,
                                .sequence = row->sequence,
                                .fingerprint = unsure ? "" : row->fingerprint,
                                .payload = row->payload,
                                .cancelled = !unsure && !strcmp(row->kind, "cancel")};
    }
    if (cvn_table_count(t->former))
        settle_former(t, &rows);
    return CVN_OK;
}

cvn_code cvn_telling_begin(cvn_telling *out, cvn_store *store, const char *conference, int64_t now_s, bool dry_run, cvn_error *error)
{
    assert(store || dry_run);
    *out = (cvn_telling){.store = store, .conference = conference, .now_s = now_s, .dry_run = dry_run};
    out->arena = cvn_arena_new();
    out->by_key = cvn_table_new();
    out->said = cvn_table_new();
    out->former = cvn_table_new();
    out->held = cvn_table_new();
    if (!store)
        return CVN_OK;
    cvn_code code = dry_run ? CVN_OK : cvn_store_recover(store, NULL, error);
    if (!code)
        code = read_told(out, error);
    if (!code)
        code = cvn_store_unsent(&out->unsent, store, conference, out->arena, error);
    out->spoken_of = CVN_ARENA_ARRAY(out->arena, bool, out->unsent.count + 1);
    for (uint32_t i = 0; i < out->unsent.count; i++) {
        uint32_t at = i;
        bool fresh = cvn_table_put(out->by_key, key_of(out->arena, out->unsent.at[i].person, out->unsent.at[i].item), &at);
        assert(fresh); /* the store has one of an item at most */
        (void)fresh;
        if (!strcmp(out->unsent.at[i].kind, "declinecounter"))
            CVN_PUSH(&out->answers) = i;
    }
    return code;
}

void cvn_telling_free(cvn_telling *telling)
{
    cvn_table_free(telling->by_key);
    cvn_table_free(telling->said);
    cvn_table_free(telling->former);
    cvn_table_free(telling->held);
    cvn_arena_free(telling->arena);
    CVN_VEC_FREE(&telling->lines);
    CVN_VEC_FREE(&telling->answers);
    *telling = (cvn_telling){0};
}

static void add_line(cvn_telling *t, int64_t id, cvn_line_fate fate, const cvn_row *row)
{
    CVN_PUSH(&t->lines) = (cvn_line){.id = id,
                                     .fate = fate,
                                     .person = cvn_arena_strdup(t->arena, row->person),
                                     .name = cvn_arena_strdup(t->arena, row->name),
                                     .address = cvn_arena_strdup(t->arena, row->address),
                                     .kind = cvn_arena_strdup(t->arena, row->kind),
                                     .item = cvn_arena_strdup(t->arena, row->item),
                                     .subject = cvn_arena_strdup(t->arena, row->subject),
                                     .payload = cvn_arena_strdup(t->arena, row->payload),
                                     .state = fate == CVN_LINE_FAILED ? CVN_STATE_FAILED : CVN_STATE_QUEUED,
                                     .words = ""};
}

static cvn_row row_of(const cvn_telling *t, const cvn_message *message)
{
    return (cvn_row){.conference = t->conference,
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
                     .queued_s = t->now_s,
                     .not_before_s = t->holds ? t->not_before_s : 0,
                     .mime = message->mime,
                     .mime_length = message->mime_length};
}

static bool says_the_same(const cvn_row *a, const cvn_row *b)
{
    return a->sequence == b->sequence && !strcmp(a->kind, b->kind) && !strcmp(a->uid, b->uid) && !strcmp(a->fingerprint, b->fingerprint);
}

static cvn_code supersede(cvn_telling *t, const cvn_row *old, cvn_error *error)
{
    t->summary.superseded++;
    return t->dry_run ? CVN_OK : cvn_store_supersede(t->store, old->id, t->now_s, error);
}

static bool is_answer(const cvn_telling *t, uint32_t unsent)
{
    for (size_t i = 0; i < t->answers.count; i++)
        if (t->answers.at[i] == unsent)
            return true;
    return false;
}

/** The answer to a proposal says that nothing changes: news of the same thing must not be followed by it. */
static cvn_code drop_answers(cvn_telling *t, const cvn_row *news, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < t->answers.count && !code; i++) {
        uint32_t at = t->answers.at[i];
        if (t->spoken_of[at] || strcmp(t->unsent.at[at].uid, news->uid) != 0)
            continue;
        t->spoken_of[at] = true;
        code = supersede(t, &t->unsent.at[at], error);
    }
    return code;
}

static cvn_code queue(cvn_telling *t, const cvn_message *message, const cvn_row *row, cvn_error *error)
{
    uint64_t *const counts[] = {[CVN_MESSAGE_REQUEST] = &t->summary.requests,
                                [CVN_MESSAGE_UPDATE] = &t->summary.updates,
                                [CVN_MESSAGE_CANCEL] = &t->summary.cancels,
                                [CVN_MESSAGE_LETTER] = &t->summary.letters};
    int64_t id = 0;
    cvn_code code = drop_answers(t, row, error);
    if (!code && !t->dry_run)
        code = cvn_store_queue(&id, t->store, row, error);
    ++*counts[message->kind];
    add_line(t, id, CVN_LINE_NEW, row);
    return code;
}

/** What has not been tried yet waits as long as this run says. */
static cvn_code hold(const cvn_telling *t, const cvn_row *row, cvn_error *error)
{
    bool held = t->holds && !t->dry_run && row->state == CVN_STATE_QUEUED && !row->tries;
    return held ? cvn_store_hold(t->store, row->id, t->not_before_s, error) : CVN_OK;
}

/** It stands as it waits, with the words around it (the group's names, say) of today. */
static cvn_code refresh(cvn_telling *t, const cvn_row *old, const cvn_row *row, cvn_error *error)
{
    add_line(t, old->id, CVN_LINE_WAITS, row);
    cvn_code code = t->dry_run ? CVN_OK : cvn_store_refresh(t->store, old->id, row, error);
    return code ? code : hold(t, old, error);
}

static cvn_code take(cvn_telling *t, const cvn_message *message, const cvn_row *row, uint32_t at, cvn_error *error)
{
    const cvn_row *old = &t->unsent.at[at];
    bool same = says_the_same(old, row) && !in_doubt(old);
    t->spoken_of[at] = true;
    if (same && old->state == CVN_STATE_FAILED && !strcmp(old->address, row->address)) {
        add_line(t, old->id, CVN_LINE_FAILED, row);
        return CVN_OK;
    }
    if (same && old->state == CVN_STATE_QUEUED)
        return refresh(t, old, row, error);
    cvn_row news = *row;
    if (!t->holds && !old->tries && old->not_before_s > t->now_s) /* what was not to be heard of before is not, however it has changed */
        news.not_before_s = old->not_before_s;
    cvn_code code = supersede(t, old, error);
    return code ? code : queue(t, message, &news, error);
}

/** What took the item out of an address that has it again (it has not left, or may go out again) must not follow on the message that brings it back. */
static cvn_code keep_address(cvn_telling *t, const cvn_row *row, cvn_error *error)
{
    uint32_t at = 0;
    const char *former = cvn_former_key(t->arena, row->item, row->address);
    if (cvn_is_former(row->item) || !cvn_table_get(t->by_key, key_of(t->arena, row->person, former), &at) || t->spoken_of[at])
        return CVN_OK;
    t->spoken_of[at] = true;
    return supersede(t, &t->unsent.at[at], error);
}

/** An address that somebody no longer has is still to hear so once the message to the new one has left: only the item's next one could say it. */
static bool still_so(const cvn_telling *t, const cvn_row *row)
{
    uint32_t sequence = 0;
    return cvn_is_former(row->item) && cvn_table_get(t->held, row->uid, &sequence) && sequence > row->sequence;
}

static bool concerns(const cvn_telling *t, const char *person)
{
    return !t->only || cvn_is_among(person, t->only, t->only_count);
}

cvn_code cvn_telling_take(void *telling, const cvn_message *message, cvn_error *error)
{
    cvn_telling *t = telling;
    cvn_row row = row_of(t, message);
    uint32_t at = 0, once = 1;
    if (!concerns(t, row.person))
        return CVN_OK;
    const char *key = key_of(t->arena, row.person, row.item);
    if (!cvn_table_put(t->said, key, &once))
        return cvn_fail(error, CVN_E_DATA, "person %s would be told twice of %s: they stand twice in that group, or the group stands twice",
                        row.person, row.item);
    cvn_code code = cvn_table_get(t->by_key, key, &at) ? take(t, message, &row, at, error) : queue(t, message, &row, error);
    const bool failed = !code && t->lines.at[t->lines.count - 1].fate == CVN_LINE_FAILED;
    if (!code)
        code = keep_address(t, &row, error);
    if (!code && t->preview && !failed)
        code = cvn_preview_take(t->preview, &row, error);
    return code;
}

cvn_code cvn_telling_end(cvn_telling *t, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (uint32_t i = 0; !code && i < t->unsent.count; i++) {
        const cvn_row *row = &t->unsent.at[i];
        if (t->spoken_of[i] || !concerns(t, row->person))
            continue;
        if (!in_doubt(row) && !still_so(t, row) &&
            !is_answer(t, i)) { /* it never left, and what it says is no longer so: nobody need hear of that */
            code = supersede(t, row, error);
            continue;
        }
        add_line(t, row->id, waits(row) ? CVN_LINE_WAITS : CVN_LINE_FAILED, row);
        code = hold(t, row, error);
    }
    cvn_table *people = cvn_table_new();
    for (size_t i = 0; i < t->lines.count; i++) {
        uint32_t one = 1;
        if (t->lines.at[i].fate != CVN_LINE_FAILED)
            cvn_table_put(people, t->lines.at[i].person, &one);
    }
    t->summary.people = cvn_table_count(people);
    cvn_table_free(people);
    return code;
}

static int by_id(const void *id, const void *row)
{
    int64_t a = *(const int64_t *)id, b = ((const cvn_row *)row)->id;
    return (a > b) - (a < b);
}

static const cvn_row *find_row(const cvn_rows *rows, int64_t id)
{
    return rows->count ? bsearch(&id, rows->at, rows->count, sizeof *rows->at, by_id) : NULL;
}

cvn_code cvn_telling_outcomes(cvn_telling *t, cvn_error *error)
{
    cvn_rows left;
    cvn_code code = cvn_store_unsent(&left, t->store, t->conference, t->arena, error);
    if (code)
        return code;
    for (size_t i = 0; i < t->lines.count; i++) {
        cvn_line *line = &t->lines.at[i];
        const cvn_row *row = find_row(&left, line->id);
        line->state = row ? row->state : CVN_STATE_SENT;
        line->words = row ? row->words : "";
    }
    return CVN_OK;
}
