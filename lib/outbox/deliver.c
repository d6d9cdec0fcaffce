/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The loop between store and provider. Several messages are under way at a time. One transaction writes what became of those that have landed
 * and that the next ones are in flight, so whatever ends the process, exactly those messages are in flight that the provider may have: never more
 * than are under way at a time.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "outbox/outbox.h"

#define STREAK_MOST  10 /* messages in a row that were not taken: something else is wrong than these messages */
#define PAUSE_MOST_S 60
#define LINGER_S     0.01 /* one that has landed waits so long for others to be written with it */
#define LOOK_S       1.0

/** One message, from the store to the provider and back. */
typedef struct parcel {
    struct parcel *next;
    cvn_arena *arena; /* holds row */
    cvn_row row;
    char *name;
    double started_s; /* of the monotonic clock */
    cvn_delivery delivery;
    cvn_landing landing;
} parcel;

typedef struct run {
    cvn_store *store;
    cvn_mail *mail;
    const char *conference;
    const cvn_outbox_clock *clock;
    cvn_random random;
    parcel *landed, *fresh; /* to be written; to be started */
    size_t landed_count, flying;
    double landed_s; /* when the first of those landed */
    bool dry;        /* nothing that is due is left in the queue */
    int64_t again_s; /* until something is that a pause put off */
    bool stopped;    /* nothing more is started; code says why, or CVN_OK */
    cvn_code code;
    uint32_t pauses, streak;
    double paused_s; /* when the last pause began */
    uint64_t sent;
} run;

cvn_outbox_clock cvn_outbox_clock_start(int64_t now_s)
{
    return (cvn_outbox_clock){.from_s = now_s ? now_s : (int64_t)time(NULL), .begun_s = cvn_monotonic_s()};
}

int64_t cvn_outbox_now_s(const cvn_outbox_clock *clock)
{
    return clock->from_s + (int64_t)(cvn_monotonic_s() - clock->begun_s);
}

char *cvn_file_name_dup(const cvn_row *row)
{
    enum { PART_MOST = 80 }; /* file systems allow 255 */
    cvn_buffer name = {0};
    const char *const parts[] = {row->person, row->item};
    cvn_buffer_printf(&name, "%05" PRId64, row->id);
    for (size_t p = 0; p < 2; p++) {
        cvn_buffer_char(&name, '-');
        for (size_t i = 0; parts[p][i] && i < PART_MOST; i++) {
            unsigned char c = (unsigned char)parts[p][i];
            bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80) || c == '_' || c == '.';
            cvn_buffer_char(&name, plain ? (char)c : '-');
        }
    }
    return cvn_buffer_take(&name);
}

/* ---- store ↔ run ---------------------------------------------------------------------------------------------------------------------------- */

static void parcel_free(parcel *p)
{
    cvn_arena_free(p->arena);
    free(p->name);
    free(p);
}

static void free_all(parcel **list)
{
    while (*list) {
        parcel *p = *list;
        *list = p->next;
        parcel_free(p);
    }
}

/** QUEUED → IN_FLIGHT, for as many as there is room for and are due. */
static cvn_code fetch(run *r, size_t room, cvn_error *error)
{
    int64_t now_s = cvn_outbox_now_s(r->clock);
    cvn_code code = CVN_OK;
    parcel **last = &r->fresh;
    while (!code && room && !r->dry) {
        parcel *p = CVN_NEW(parcel);
        bool found = false;
        p->arena = cvn_arena_new();
        code = cvn_store_next(&p->row, &found, r->store, r->conference, now_s, p->arena, error);
        if (!code && found)
            code = cvn_store_start(r->store, p->row.id, cvn_mail_where(r->mail), now_s, error);
        r->dry = !code && !found;
        if (code || !found) {
            parcel_free(p);
        } else {
            *last = p;
            last = &p->next;
            room--;
        }
    }
    return code;
}

/** Writes what has landed and, where there is room, what flies next: all of it or nothing. */
static cvn_code turn(run *r, size_t room, cvn_error *error)
{
    bool was_dry = r->dry;
    cvn_code code = cvn_store_begin(r->store, error);
    for (const parcel *p = r->landed; !code && p; p = p->next)
        code = cvn_store_finish(r->store, p->row.id, &p->landing, error);
    if (!code)
        code = fetch(r, room, error);
    if (!code)
        code = cvn_store_commit(r->store, error);
    if (code) {
        cvn_store_rollback(r->store);
        free_all(&r->fresh);
        r->dry = was_dry;
        return code;
    }
    free_all(&r->landed);
    r->landed_count = 0;
    return CVN_OK;
}

static void start(run *r)
{
    while (r->fresh) {
        parcel *p = r->fresh;
        r->fresh = p->next;
        p->name = cvn_file_name_dup(&p->row);
        p->started_s = cvn_monotonic_s();
        cvn_mail_message message = {.from = p->row.sender,
                                    .to = p->row.address,
                                    .name = p->name,
                                    .mime = p->row.mime,
                                    .length = p->row.mime_length,
                                    .message_id = p->row.message_id,
                                    .in_doubt = p->row.in_doubt,
                                    .tries = p->row.tries};
        r->flying++;
        cvn_mail_start(r->mail, &message, p);
    }
}

/* ---- what a delivery means to the others ---------------------------------------------------------------------------------------------------- */

static void stop(run *r, cvn_code code)
{
    if (!r->stopped)
        r->code = code;
    r->stopped = true;
}

/**
 * How long this delivery has the run pause; less than 0: it does not. What left before the last pause began tells nothing that is not known, and
 * shares that pause.
 */
static double pause_for(run *r, const parcel *p, cvn_error *error)
{
    const cvn_delivery *d = &p->delivery;
    double now_s = cvn_monotonic_s(), pause_s;
    bool sent = d->outcome == CVN_OUTCOME_SENT, known = r->paused_s > 0 && p->started_s < r->paused_s;
    uint32_t n = known && r->pauses ? r->pauses - 1 : r->pauses;
    if (d->onward != CVN_ONWARD_PAUSE || r->stopped)
        return -1;
    pause_s = d->retry_after_s >= 0 ? (double)d->retry_after_s : n < CVN_PAUSES_MOST ? cvn_pause_s(n, &r->random) : PAUSE_MOST_S + 1.0;
    if (pause_s > PAUSE_MOST_S || (r->pauses >= CVN_PAUSES_MOST && !sent && !known)) {
        stop(r, cvn_fail(error, CVN_E_TEMPORARY, "%s: asks us to wait: %s", cvn_mail_where(r->mail), d->words));
        return -1;
    }
    cvn_mail_hold(r->mail, pause_s);
    if (!sent && !known) {
        r->pauses++;
        r->paused_s = now_s;
    }
    return pause_s;
}

static void count(run *r, const parcel *p, cvn_error *error)
{
    const cvn_delivery *d = &p->delivery;
    bool sent = d->outcome == CVN_OUTCOME_SENT;
    r->sent += sent;
    r->streak = sent ? 0 : r->streak + 1;
    if (sent && p->started_s >= r->paused_s)
        r->pauses = 0;
    if (r->stopped)
        return;
    if (d->onward == CVN_ONWARD_STOP)
        stop(r, cvn_fail(error, d->code, "%s: %s", cvn_mail_where(r->mail), d->words));
    else if (d->onward == CVN_ONWARD_NEXT && r->streak >= STREAK_MOST)
        stop(r, cvn_fail(error, d->outcome == CVN_OUTCOME_NEVER ? CVN_E_UNAVAILABLE : CVN_E_TEMPORARY,
                         "%s: %u messages in a row were not taken, the last one with: %s", cvn_mail_where(r->mail), r->streak, d->words));
}

static void collect(run *r, cvn_error *error)
{
    cvn_delivery delivery;
    void *tag = NULL;
    while (cvn_mail_landed(r->mail, &delivery, &tag)) {
        parcel *p = tag;
        p->delivery = delivery;
        r->flying--;
        count(r, p, error);
        double pause_s = pause_for(r, p, error);
        cvn_land(&p->landing, &p->delivery, &p->row, pause_s, &r->random, cvn_outbox_now_s(r->clock));
        bool put_off = pause_s >= 0 && delivery.outcome == CVN_OUTCOME_LATER;
        if (put_off && p->landing.not_before_s > r->again_s)
            r->again_s = p->landing.not_before_s;
        if (!r->landed_count++)
            r->landed_s = cvn_monotonic_s();
        p->next = r->landed;
        r->landed = p;
    }
}

/* ---- the loop ------------------------------------------------------------------------------------------------------------------------------- */

static void sleep_s(double seconds)
{
    struct timespec left = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - floor(seconds)) * 1e9)};
    while (seconds > 0 && nanosleep(&left, &left) && errno == EINTR)
        ;
}

/** Enough has landed to be worth a transaction, or it has waited long enough for others. */
static bool ripe(const run *r)
{
    if (!r->landed_count)
        return false;
    return !r->flying || r->landed_count * 4 >= cvn_mail_most(r->mail) * 3 || cvn_monotonic_s() - r->landed_s >= LINGER_S;
}

/** Nothing flies and nothing is to be written: waits until something may start. False: nothing ever will in this run. */
static bool wait_for_more(run *r, double wait_s)
{
    int64_t left_s = r->again_s - cvn_outbox_now_s(r->clock);
    if (r->stopped)
        return false;
    if (!r->dry) {
        sleep_s(wait_s);
        return true;
    }
    if (left_s <= 0 && !r->again_s)
        return false;
    sleep_s(left_s > 0 ? (double)left_s : 0);
    if (cvn_outbox_now_s(r->clock) >= r->again_s) {
        r->dry = false;
        r->again_s = 0;
    }
    return true;
}

static cvn_code go_round(run *r, cvn_error *error)
{
    cvn_code code = CVN_OK;
    for (;;) {
        double wait_s = 0;
        size_t room = r->stopped || r->dry ? 0 : cvn_mail_room(r->mail, &wait_s);
        if (ripe(r) || (room && !r->landed_count)) {
            code = turn(r, room, error);
            if (code)
                return code;
            start(r);
        } else if (r->flying) {
            double most_s = r->landed_count ? LINGER_S : wait_s > 0 && wait_s < LOOK_S ? wait_s : LOOK_S;
            cvn_mail_wait(r->mail, (int)(most_s * 1000) + 1);
        } else if (!wait_for_more(r, wait_s)) {
            return CVN_OK;
        }
        collect(r, error);
    }
}

/** The store fails. What is under way is let land, so that as little as can be is left unknown; then it is written with the room kept for that. */
static void save_what_landed(run *r, cvn_error *error)
{
    stop(r, CVN_OK);
    while (r->flying) {
        cvn_mail_wait(r->mail, (int)(LOOK_S * 1000));
        collect(r, error);
    }
    cvn_store_spend(r->store);
    if (r->landed && turn(r, 0, NULL))
        free_all(&r->landed); /* they stay in flight in the store, and go out again */
}

cvn_code cvn_deliver(cvn_send_summary *summary, cvn_store *store, const char *conference, cvn_mail *mail, const cvn_outbox_clock *clock,
                     cvn_error *error)
{
    run r = {.store = store, .mail = mail, .conference = conference, .clock = clock};
    if (cvn_mail_is_test(mail) && !cvn_store_is_rehearsal(store))
        return cvn_fail(error, CVN_E_USAGE, "a test mode wants a store that is a rehearsal: what nobody hears of is not to count as told");
    cvn_random_seed(&r.random, (uint64_t)clock->from_s);
    cvn_code code = go_round(&r, error);
    if (code)
        save_what_landed(&r, error);
    summary->sent += r.sent;
    return code ? code : r.code;
}
