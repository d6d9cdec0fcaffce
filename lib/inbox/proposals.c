/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/proposals.h"

#include <stdlib.h>
#include <string.h>

typedef struct work {
    cvn_store *store;
    const cvn_conference *conference;
    cvn_arena *arena;
    cvn_error *error;
    cvn_zones *zones;
    cvn_rows told; /* by person and item */
    cvn_replies replies;
    cvn_table *counting;      /* person, item, occurrence → index in latest */
    CVN_VEC(uint32_t) latest; /* index of the reply that counts */
    CVN_VEC(cvn_proposal) out;
} work;

const char *cvn_proposal_name(cvn_proposal_kind kind)
{
    static const char *const names[] = {"dropout", "session", "plenary", "tentative", "delegated", "bounced", "delayed"};
    return names[kind];
}

static const char *key_of(cvn_arena *arena, const char *person, const char *item, const char *occurrence)
{
    return cvn_arena_printf(arena, "%s\n%s\n%s", person, item, occurrence);
}

/** Of each thing that was answered, the answer that counts. */
static void find_counting(work *w)
{
    for (uint32_t i = 0; i < w->replies.count; i++) {
        const cvn_reply *reply = &w->replies.at[i];
        uint32_t at = (uint32_t)w->latest.count;
        if ((reply->standing != CVN_STANDING_KEPT && reply->standing != CVN_STANDING_ACCEPTED) ||
            (reply->kind != CVN_REPLY_REPLY && reply->kind != CVN_REPLY_COUNTER))
            continue;
        if (cvn_table_put(w->counting, key_of(w->arena, reply->person, reply->item, reply->recurrence), &at))
            CVN_PUSH(&w->latest) = i;
        else if (reply->turn > w->replies.at[w->latest.at[at]].turn)
            w->latest.at[at] = i;
    }
}

static const cvn_reply *counting(const work *w, const char *person, const char *item, const char *occurrence)
{
    uint32_t at;
    return cvn_table_get(w->counting, key_of(w->arena, person, item, occurrence), &at) ? &w->replies.at[w->latest.at[at]] : NULL;
}

static bool declines(const cvn_reply *reply)
{
    return reply->kind == CVN_REPLY_COUNTER || !strcmp(reply->answer, "declined");
}

static bool is_ahead(const work *w, cvn_instant start)
{
    return !cvn_is_held(w->conference, start);
}

static cvn_proposal *propose(work *w, cvn_proposal_kind kind, uint32_t person, const cvn_reply *reply)
{
    cvn_proposal *out = &CVN_PUSH(&w->out);
    *out = (cvn_proposal){.kind = kind, .person = person, .reply = reply};
    return out;
}

/** One time that was declined; not where the same time was answered otherwise by itself. */
static void decline_start(work *w, uint32_t person, const cvn_reply *reply, cvn_instant start, int32_t duration_min)
{
    char text[CVN_INSTANT_TEXT];
    const cvn_reply *own = *reply->recurrence ? NULL : counting(w, reply->person, reply->item, cvn_instant_text(start, text));
    if (!is_ahead(w, start) || (own && !declines(own)))
        return;
    for (size_t i = 0; i < w->out.count; i++) /* with the series and by itself */
        if (w->out.at[i].timed && w->out.at[i].person == person && w->out.at[i].start.min == start.min)
            return;
    cvn_proposal *out = propose(w, CVN_PROPOSAL_SESSION, person, reply);
    out->timed = true;
    out->start = start;
    out->duration_min = duration_min;
    out->written =
        cvn_person_blocked(&w->conference->people[person], start, duration_min) || cvn_can_attend(w->conference, person, start) == CVN_CANNOT;
}

/** The times are those of the version that was answered: a session that moved since was not declined at its new time. */
static cvn_code decline(work *w, uint32_t person, const cvn_reply *reply)
{
    cvn_row row;
    bool found;
    cvn_payload_when when;
    if (cvn_text_starts(reply->item, "plenary/")) {
        propose(w, CVN_PROPOSAL_PLENARY, person, reply);
        return CVN_OK;
    }
    cvn_code code = cvn_store_by_uid_at(&row, &found, w->store, reply->uid, reply->sequence, w->arena, w->error);
    if (code || !found || !cvn_payload_times(&when, w->arena, w->zones, row.payload))
        return code;
    for (uint32_t i = 0; i < when.count; i++) {
        char text[CVN_INSTANT_TEXT];
        if (!*reply->recurrence || !strcmp(reply->recurrence, cvn_instant_text(when.starts[i], text)))
            decline_start(w, person, reply, when.starts[i], when.duration_min);
    }
    return CVN_OK;
}

static bool is_told(const work *w, const cvn_reply *reply)
{
    for (uint32_t i = 0; i < w->told.count; i++)
        if (!strcmp(w->told.at[i].person, reply->person) && !strcmp(w->told.at[i].item, reply->item))
            return strcmp(w->told.at[i].kind, "cancel") != 0;
    return false;
}

static cvn_code take_answers(work *w)
{
    cvn_code code = CVN_OK;
    for (size_t i = 0; i < w->latest.count && !code; i++) {
        const cvn_reply *reply = &w->replies.at[w->latest.at[i]];
        uint32_t person = cvn_conference_person(w->conference, reply->person);
        if (person == CVN_NO_LIMIT || w->conference->people[person].status == CVN_DROPPED)
            continue;
        if (declines(reply))
            code = decline(w, person, reply);
        else if (!strcmp(reply->answer, "tentative") && is_told(w, reply))
            propose(w, CVN_PROPOSAL_TENTATIVE, person, reply);
        else if (!strcmp(reply->answer, "delegated") && is_told(w, reply))
            propose(w, CVN_PROPOSAL_DELEGATED, person, reply);
    }
    return code;
}

/** The newest bounce of the address that somebody has now; one that has been mended is history. */
static void take_bounces(work *w)
{
    bool *seen = CVN_ARENA_ARRAY(w->arena, bool, w->conference->people_count + 1);
    for (uint32_t i = w->replies.count; i-- > 0;) {
        const cvn_reply *reply = &w->replies.at[i];
        uint32_t person = cvn_conference_person(w->conference, reply->person);
        if (reply->kind != CVN_REPLY_BOUNCE || (reply->standing != CVN_STANDING_KEPT && reply->standing != CVN_STANDING_ACCEPTED) ||
            person == CVN_NO_LIMIT || seen[person] || w->conference->people[person].status == CVN_DROPPED)
            continue;
        if (!cvn_text_equal_nocase(w->conference->people[person].email, reply->address) && reply->standing != CVN_STANDING_ACCEPTED)
            continue;
        seen[person] = true;
        propose(w, !strcmp(reply->answer, "hard") ? CVN_PROPOSAL_BOUNCED : CVN_PROPOSAL_DELAYED, person, reply);
    }
}

/* ---- declined everything ------------------------------------------------------------------------------------------------------------------ */

static bool is_declined(const work *w, size_t from, size_t to, cvn_instant start)
{
    for (size_t i = from; i < to; i++)
        if (w->out.at[i].kind == CVN_PROPOSAL_SESSION && w->out.at[i].start.min == start.min)
            return true;
    return false;
}

/** Sessions that lie ahead of a person as they were told last, and how many of those are declined. */
static void count_ahead(work *w, const char *person, size_t from, size_t to, uint32_t *ahead, uint32_t *declined)
{
    cvn_payload_when when;
    for (uint32_t i = 0; i < w->told.count; i++) {
        const cvn_row *row = &w->told.at[i];
        if (strcmp(row->person, person) != 0 || !strcmp(row->kind, "cancel") || cvn_text_starts(row->item, "plenary/") ||
            cvn_is_former(row->item) || !cvn_payload_times(&when, w->arena, w->zones, row->payload))
            continue;
        for (uint32_t k = 0; k < when.count; k++) {
            *ahead += is_ahead(w, when.starts[k]);
            *declined += is_ahead(w, when.starts[k]) && is_declined(w, from, to, when.starts[k]);
        }
    }
}

static int by_person(const void *a, const void *b)
{
    const cvn_proposal *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    if (x->start.min != y->start.min)
        return x->start.min < y->start.min ? -1 : 1;
    return (x->reply->id > y->reply->id) - (x->reply->id < y->reply->id);
}

/** Where somebody declined all that lies ahead, and that is more than one session, the one proposal is that they drop out. */
static void find_dropouts(work *w)
{
    size_t count = w->out.count, kept = 0;
    for (size_t from = 0, to; from < count; from = to) {
        uint32_t ahead = 0, declined = 0;
        for (to = from; to < count && w->out.at[to].person == w->out.at[from].person; to++)
            ;
        count_ahead(w, w->conference->people[w->out.at[from].person].id, from, to, &ahead, &declined);
        bool all = ahead >= 2 && declined == ahead, said = false;
        for (size_t i = from; i < to; i++) {
            cvn_proposal one = w->out.at[i];
            if (all && one.kind == CVN_PROPOSAL_SESSION) { /* the first of them stands for all */
                if (said)
                    continue;
                one = (cvn_proposal){.kind = CVN_PROPOSAL_DROPOUT, .person = one.person, .reply = one.reply};
                said = true;
            }
            w->out.at[kept++] = one;
        }
    }
    w->out.count = kept;
}

static uint32_t count_waiting(const work *w)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < w->replies.count; i++)
        count += w->replies.at[i].standing == CVN_STANDING_QUARANTINED;
    return count;
}

cvn_code cvn_proposals_find(cvn_proposal_list *out, cvn_store *store, const cvn_conference *conference, cvn_arena *arena, cvn_error *error)
{
    assert(out && store && conference && arena);
    work w = {.store = store,
              .conference = conference,

              .arena = arena,
              .error = error,
              .zones = cvn_zones_new(),
              .counting = cvn_table_new()};
    *out = (cvn_proposal_list){0};
    cvn_code code = cvn_store_told(&w.told, store, conference->id, arena, error);
    if (!code)
        code = cvn_store_replies(&w.replies, store, conference->id, arena, error);
    if (!code) {
        find_counting(&w);
        code = take_answers(&w);
    }
    if (!code) {
        take_bounces(&w);
        if (w.out.count)
            qsort(w.out.at, w.out.count, sizeof *w.out.at, by_person);
        find_dropouts(&w);
        cvn_proposal *at = CVN_ARENA_ARRAY(arena, cvn_proposal, w.out.count + 1);
        if (w.out.count)
            memcpy(at, w.out.at, w.out.count * sizeof *at);
        *out = (cvn_proposal_list){.count = (uint32_t)w.out.count, .at = at, .waiting = count_waiting(&w)};
    }
    CVN_VEC_FREE(&w.out);
    CVN_VEC_FREE(&w.latest);
    cvn_table_free(w.counting);
    cvn_zones_free(w.zones);
    return code;
}
