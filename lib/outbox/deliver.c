/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The loop between store and provider. One transaction lies between two messages: it writes what became of the last one and that the next one
 * is in flight. So whatever ends the process, exactly those messages are in flight that the provider may have.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "outbox/outbox.h"

#define STREAK_MOST  10 /* messages in a row that were not taken: something else is wrong than these messages */
#define PAUSE_MOST_S 60

typedef struct flight {
    cvn_store *store;
    cvn_mail *mail;
    const char *conference;
    const cvn_outbox_clock *clock;
    cvn_arena *arena; /* holds row */
    cvn_row row;
    bool flying; /* row is in flight */
    cvn_delivery delivery;
    cvn_landing landing;
    uint32_t pauses, streak;
    uint64_t sent;
} flight;

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

/** Lands the message that flies and, where more, lets the next one fly, in one transaction. */
static cvn_code turn(flight *f, bool more, cvn_error *error)
{
    int64_t now_s = cvn_outbox_now_s(f->clock);
    bool found = false;
    cvn_arena *arena = cvn_arena_new();
    cvn_row next = {0};
    cvn_code code = cvn_store_begin(f->store, error);
    if (!code && f->flying)
        code = cvn_store_finish(f->store, f->row.id, &f->landing, error);
    if (!code && more)
        code = cvn_store_next(&next, &found, f->store, f->conference, now_s, arena, error);
    if (!code && found)
        code = cvn_store_start(f->store, next.id, cvn_mail_where(f->mail), now_s, error);
    if (!code)
        code = cvn_store_commit(f->store, error);
    if (code)
        cvn_store_rollback(f->store);
    cvn_arena_free(f->arena);
    f->arena = arena;
    f->row = next;
    f->flying = found && !code;
    return code;
}

static void deliver(flight *f)
{
    char *name = cvn_file_name_dup(&f->row);
    cvn_mail_message message = {.from = f->row.sender,
                                .to = f->row.address,
                                .name = name,
                                .mime = f->row.mime,
                                .length = f->row.mime_length,
                                .in_doubt = f->row.in_doubt};
    cvn_mail_deliver(f->mail, &message, &f->delivery);
    cvn_land(&f->landing, &f->delivery, &f->row, f->pauses, cvn_outbox_now_s(f->clock));
    free(name);
    bool sent = f->delivery.outcome == CVN_OUTCOME_SENT;
    f->sent += sent;
    f->streak = sent ? 0 : f->streak + 1;
    f->pauses = sent ? 0 : f->pauses;
}

static void wait_s(int64_t seconds)
{
    struct timespec left = {.tv_sec = seconds};
    while (nanosleep(&left, &left) && errno == EINTR)
        ;
}

/** True: the others can be tried now. Else code says why not: CVN_OK means nothing is wrong. */
static bool go_on(flight *f, cvn_code *code, cvn_error *error)
{
    const cvn_delivery *d = &f->delivery;
    if (d->onward == CVN_ONWARD_STOP) {
        *code = cvn_fail(error, d->code, "%s: %s", cvn_mail_where(f->mail), d->words);
        return false;
    }
    if (d->onward == CVN_ONWARD_PAUSE) {
        int64_t pause_s = d->retry_after_s >= 0 ? d->retry_after_s : f->pauses < CVN_PAUSES_MOST ? cvn_pause_s(f->pauses) : PAUSE_MOST_S + 1;
        if (pause_s > PAUSE_MOST_S || f->pauses >= CVN_PAUSES_MOST) {
            *code = cvn_fail(error, CVN_E_TEMPORARY, "%s: asks us to wait: %s", cvn_mail_where(f->mail), d->words);
            return false;
        }
        *code = turn(f, false, error); /* on disk before the wait */
        if (*code)
            return false;
        wait_s(pause_s);
        f->pauses++;
    } else if (f->streak >= STREAK_MOST) {
        *code = cvn_fail(error, d->outcome == CVN_OUTCOME_NEVER ? CVN_E_UNAVAILABLE : CVN_E_TEMPORARY,
                         "%s: %u messages in a row were not taken, the last one with: %s", cvn_mail_where(f->mail), f->streak, d->words);
        return false;
    }
    return true;
}

cvn_code cvn_deliver(cvn_send_summary *summary, cvn_store *store, const char *conference, cvn_mail *mail, const cvn_outbox_clock *clock,
                     cvn_error *error)
{
    flight f = {.store = store, .mail = mail, .conference = conference, .clock = clock};
    cvn_code stopped = CVN_OK, code = turn(&f, true, error);
    while (!code && f.flying) {
        deliver(&f);
        bool more = go_on(&f, &stopped, error);
        if (f.flying || more)
            code = turn(&f, more, error);
    }
    summary->sent += f.sent;
    cvn_arena_free(f.arena);
    return code ? code : stopped;
}

cvn_code cvn_settle(cvn_send_summary *summary, cvn_store *store, const char *conference, cvn_code code, cvn_error *error)
{
    cvn_counts counts;
    char when[CVN_INSTANT_TEXT];
    cvn_code counted = cvn_store_counts(&counts, store, conference, error);
    if (counted)
        return code ? code : counted;
    summary->later = counts.queued + counts.in_flight;
    summary->failed = counts.failed;
    if (summary->later)
        counted = cvn_fail(error, CVN_E_TEMPORARY, "%" PRIu64 " message%s still queued: send again %s%s", summary->later,
                           summary->later == 1 ? " is" : "s are", counts.next_s ? "after " : "",
                           counts.next_s ? cvn_seconds_text(counts.next_s, when) : "once that is mended");
    if (summary->failed) {
        cvn_fail(error, CVN_E_UNAVAILABLE,
                 "%" PRIu64 " message%s refused for good: \"convene outbox list\" says why, and \"convene outbox retry\" tries again",
                 summary->failed, summary->failed == 1 ? " was" : "s were");
        counted = counted ? counted : CVN_E_UNAVAILABLE;
    }
    return code ? code : counted;
}
