/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mail that comes back: calendar answers (RFC 5546), bounces (RFC 3464), machines' words and people's words, out of messages that anybody may
 * have written; what each is about, and whether it counts. docs/inbox.md tells users. The cvn_inbox_… and cvn_replies of convene.h live here.
 */
#ifndef CVN_INBOX_H
#define CVN_INBOX_H

#include "invite/invite.h"
#include "store/store.h"

/* ---- what a mail says: nothing here is believed yet. Texts are UTF-8 on one line, never NULL, and live in the arena ------------------------ */

/** What one VEVENT of a reply says. */
typedef struct cvn_answer {
    const char *uid;
    const char *recurrence; /* RECURRENCE-ID as written ("20270308T170000Z"), "" for the event as a whole */
    const char *address;    /* ATTENDEE, without "mailto:"; "" where there is none, or more than one */
    const char *answer;     /* PARTSTAT in lower case; "" where there is none */
    const char *comment;
    const char *delegate; /* DELEGATED-TO, or of somebody who stands in DELEGATED-FROM; addresses */
    const char *proposed; /* COUNTER: the times, "2027-03-09T17:00Z to 2027-03-09T18:30Z" or with the zone's name as written */
    uint32_t sequence;
    int64_t dtstamp_s; /* 0: none */
    bool counter;      /* METHOD:COUNTER: proposes another time */
} cvn_answer;

/** One recipient of a delivery status notification. */
typedef struct cvn_failure {
    const char *original, *final; /* Original-Recipient, Final-Recipient: bare addresses */
    const char *action;           /* "failed", "delayed", "delivered", "relayed", "expanded" */
    const char *status;           /* "5.1.1" */
    const char *words;            /* Diagnostic-Code */
} cvn_failure;

typedef enum cvn_returned_kind { CVN_RETURNED_ANSWERS, CVN_RETURNED_BOUNCE, CVN_RETURNED_AWAY, CVN_RETURNED_LETTER } cvn_returned_kind;

typedef struct cvn_returned {
    cvn_returned_kind kind;
    const char *from;    /* the mail's first sender, a bare address */
    const char *to;      /* every address that it says it came to: To, Cc, Delivered-To and others */
    const char *subject; /* decoded */
    const char *excerpt; /* the beginning of its words, quotations left out */
    const char *digest;  /* SHA-256 of the mail: the same one is known again */
    int64_t date_s;      /* its Date, 0 where there is none */
    uint32_t count;      /* ANSWERS */
    const cvn_answer *answers;
    uint32_t failure_count; /* BOUNCE */
    const cvn_failure *failures;
    const char *original_id;  /* BOUNCE: the Message-ID of what did not arrive, without brackets */
    const char *original_uid; /* BOUNCE: the UID of the calendar in it */
    uint32_t original_sequence;
    const char *original_to; /* BOUNCE: its To and Reply-To */
    const char *trouble;     /* AWAY, LETTER: why it is neither answer nor bounce */
} cvn_returned;

enum {
    CVN_MAX_CALENDAR_BYTES = 1 << 20,
    CVN_MAX_CALENDAR_COMPONENTS = 256,
    CVN_MAX_ANSWERS = 64,
    CVN_MAX_FAILURES = 64,
    CVN_MAX_ADDRESS_BYTES = 512,
    CVN_MAX_EXCERPT_BYTES = 1000
};

/** (mail.c) Reads one message, whatever it is; never fails, and trusts nothing. */
void cvn_returned_read(cvn_returned *out, cvn_arena *arena, const void *bytes, size_t length);
/** (calendar.c) Reads one iCalendar object; adds to answers[*count] up to CVN_MAX_ANSWERS. Returns why it holds no answer, or NULL. */
const char *cvn_answers_read(cvn_answer *answers, uint32_t *count, cvn_arena *arena, const char *text, size_t length);
/** (calendar.c) UID and SEQUENCE of the first event, whatever the method; false where there is none. */
bool cvn_calendar_uid(const char **uid, uint32_t *sequence, cvn_arena *arena, const char *text, size_t length);
/** (status.c) Reads the fields of a message/delivery-status: how many recipients it tells of, at most CVN_MAX_FAILURES. */
uint32_t cvn_status_read(cvn_failure *failures, cvn_arena *arena, const char *text);
/** (line.c) Text on one line, cut after most bytes (at a character), bad UTF-8 replaced. */
const char *cvn_inbox_line(cvn_arena *arena, const char *text, size_t most);
/** (line.c) ASCII letters in lower case. However an address is spelt, it is one person's: every provider that matters ignores case. */
const char *cvn_inbox_lower(cvn_arena *arena, const char *text);

/** (mbox.c) The next message of an mbox file from *at on: its bytes, malloc'd, ">From " quoting taken off. False at the end. */
bool cvn_mbox_next(char **out, size_t *length, const char *text, size_t text_length, size_t *at);

/* ---- answering a proposal (decline.c) ------------------------------------------------------------------------------------------------------- */

/* cvn_inbox_decline is in convene.h. */

/** One that came back; CVN_E_USAGE where nothing has that number (list.c). */
cvn_code cvn_inbox_find(cvn_reply *out, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error);
/** The proposal is taken as true after all: our "no" to it, where it has not left yet, never does. Its reason says what became of the "no". */
cvn_code cvn_decline_undo(cvn_reply *counter, cvn_store *store, cvn_arena *arena, cvn_error *error);

/* ---- what it is about, and whether it counts (judge.c) -------------------------------------------------------------------------------------- */

/** Whom we wrote to, by address and by reply token; made once for many mails. */
typedef struct cvn_known {
    cvn_addressees people;
    cvn_table *by_address; /* lower case → index in people, the newest */
    cvn_table *by_token;
} cvn_known;
cvn_code cvn_known_new(cvn_known *out, cvn_store *store, cvn_arena *arena, cvn_error *error);
void cvn_known_free(cvn_known *known);

/**
 * Works out what a mail means and keeps it, one row for each answer in it; a mail that was read before changes nothing (*again). Rows go into
 * out (in the arena). now_s: a DTSTAMP after it is a wrong clock's: a later answer with a right one counts all the same.
 */
cvn_code cvn_judge(cvn_replies *out, bool *again, cvn_store *store, const cvn_known *known, const cvn_returned *mail, int64_t now_s,
                   cvn_arena *arena, cvn_error *error);

#endif
