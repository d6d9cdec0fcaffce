/* SPDX-License-Identifier: Apache-2.0 */
/** The one room that knows both what was promised (store) and how it gets there (mail). cvn_send and cvn_outbox_* of convene.h live here. */
#ifndef CVN_OUTBOX_H
#define CVN_OUTBOX_H

#include "invite/invite.h"
#include "mail/mail.h"
#include "store/store.h"

/** Seconds since 1970 as the run counts them: from options->now_s where it is given, else by the system's clock. */
typedef struct cvn_outbox_clock {
    int64_t from_s;
    double begun_s; /* of cvn_monotonic_s */
} cvn_outbox_clock;
cvn_outbox_clock cvn_outbox_clock_start(int64_t now_s);
int64_t cvn_outbox_now_s(const cvn_outbox_clock *clock);

/* ---- comparing (telling.c): what is to leave, given what left and what waits ---------------------------------------------------------------- */

typedef enum cvn_line_fate {
    CVN_LINE_NEW,   /* queued now */
    CVN_LINE_WAITS, /* was queued before, and still says what is so */
    CVN_LINE_FAILED /* was refused for good before; not tried again by itself */
} cvn_line_fate;

/** A line of the report: one message to one person. */
typedef struct cvn_line {
    int64_t id; /* of the row; 0 in a dry run where it is new */
    cvn_line_fate fate;
    const char *person, *name, *address, *kind, *item, *subject, *payload;
    cvn_state state;   /* after the run: QUEUED, SENT or FAILED */
    const char *words; /* FAILED or QUEUED: of the last try; "" where there was none */
} cvn_line;

/**
 * One comparison for one conference. Messages come in through cvn_telling_take (a cvn_message_take); the end supersedes what waits and no
 * message spoke of. In a dry run nothing is written. Inside one transaction of the store, which the caller begins and commits.
 */
typedef struct cvn_telling {
    cvn_store *store; /* NULL: nobody was told anything yet; only in a dry run */
    const char *conference;
    int64_t now_s;
    bool dry_run;
    const char *const *only; /* set after the begin: nobody else is told, and what waits for others stays as it is; NULL: everybody */
    size_t only_count;
    bool holds; /* set after the begin: what was never tried is not tried before not_before_s */
    int64_t not_before_s;
    struct cvn_preview *preview; /* set after the begin of a dry run; NULL: the lines are enough */
    cvn_arena *arena;
    cvn_rows unsent;
    bool *spoken_of;           /* of each unsent row: a message took its place, or is it */
    cvn_table *by_key;         /* person and item → unsent row */
    cvn_table *former;         /* person and cvn_former_key → told row */
    cvn_table *held;           /* UID → sequence of what was last told, not to a former address */
    CVN_VEC(uint32_t) answers; /* unsent rows that answer a proposal of another time: no allocation speaks of them */
    cvn_table *said;           /* person and item of each message that was taken */
    cvn_told *told;            /* what cvn_invite compares with */
    size_t told_count;
    CVN_VEC(cvn_line) lines;
    cvn_send_summary summary; /* people to superseded */
} cvn_telling;
cvn_code cvn_telling_begin(cvn_telling *out, cvn_store *store, const char *conference, int64_t now_s, bool dry_run, cvn_error *error);
cvn_code cvn_telling_take(void *telling, const cvn_message *message, cvn_error *error);
cvn_code cvn_telling_end(cvn_telling *telling, cvn_error *error);
/** After the deliveries: what became of each line. */
cvn_code cvn_telling_outcomes(cvn_telling *telling, cvn_error *error);
void cvn_telling_free(cvn_telling *telling);

/* ---- delivering (deliver.c, backoff.c) ------------------------------------------------------------------------------------------------------ */

/** Delivers what is queued and due until nothing is, or the provider is out of reach. conference NULL: of all. Adds to summary->sent.
 *  Returns CVN_OK also where something still waits or failed: the store knows; a provider that lets nothing through is an error. */
cvn_code cvn_deliver(cvn_send_summary *summary, cvn_store *store, const char *conference, cvn_mail *mail, const cvn_outbox_clock *clock,
                     cvn_error *error);
/** Seconds until a message is tried again that was tried that often: a minute, then twice as long each time, at most four hours; and up to a
 *  quarter more. */
int64_t cvn_backoff_s(uint32_t tries, cvn_random *random);
#define CVN_PAUSES_MOST 6 /* of one run without a success between them */
/** Seconds of pause number n (from 0) where the provider did not say: 1, 2, 4, 8, 16, 32; and up to a quarter more. */
double cvn_pause_s(uint32_t n, cvn_random *random);
/** What a delivery makes of its row: state, doubt, when again. pause_s: the run pauses so long because of it; less than 0: it does not. */
void cvn_land(cvn_landing *out, const cvn_delivery *delivery, const cvn_row *row, double pause_s, cvn_random *random, int64_t now_s);
/** "00012-p017-session-g1-2": the same for the same row, whatever its ids hold. malloc'd. */
char *cvn_file_name_dup(const cvn_row *row);
/** (choose.c) After a run: fills later and failed of what options->only and ids mean, and says in error what of it still waits or was refused.
 *  Returns the code of cvn_send. */
cvn_code cvn_settle(cvn_send_summary *summary, cvn_store *store, const char *conference, const cvn_send_options *options, cvn_code code,
                    cvn_error *error);

/* ---- what organisers read (report.c) -------------------------------------------------------------------------------------------------------- */

/** "invitation", "update", "cancellation", "letter", "answer" (to a proposal of another time) of a row's kind. */
const char *cvn_kind_word(const char *kind);
/** CVN_TEXT: in a dry run a line for each message and the samples, else a line for each that was not sent; then the sums. CVN_JSON: all of it but
 *  the samples. malloc'd. */
char *cvn_send_report(const cvn_telling *telling, const cvn_invite_summary *invited, cvn_format format);
/** Rows of cells as columns of text, each as wide as its widest cell; the last is not padded. cells: rows × columns; the first row is the head. */
void cvn_outbox_table(cvn_buffer *out, const char *const *cells, size_t rows, size_t columns);
/** What is known of a message, without its bytes. */
cJSON *cvn_row_json(const cvn_row *row);
/** "2027-03-28T16:30:00Z" of seconds since 1970, minutes rounded up; "" for 0. */
char *cvn_seconds_text(int64_t at_s, char out[CVN_INSTANT_TEXT]);

#endif
