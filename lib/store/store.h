/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What was promised to whom: every message that was ever queued, what became of it, each try, the allocations that were sent, the replies. One
 * SQLite file; this room alone speaks SQL. Rows survive a crash: what is committed here has happened.
 *
 * What a person was last told about an item is not kept a second time: it is the newest message of that item that left, or may have left
 * (in flight when the process or the connection broke). A message that is only queued has told nobody anything.
 *
 * The store holds personal data (mode 600), and of secrets only the one that reply addresses are signed with; no provider's.
 */
#ifndef CVN_STORE_H
#define CVN_STORE_H

#include "base/base.h"

typedef enum cvn_state {
    CVN_STATE_QUEUED,
    CVN_STATE_IN_FLIGHT, /* handed to the provider, outcome not known yet */
    CVN_STATE_SENT,
    CVN_STATE_FAILED,    /* refused for good */
    CVN_STATE_SUPERSEDED /* a newer message of the same item, or none, took its place before it left */
} cvn_state;
/** "queued", "in_flight", "sent", "failed", "superseded". */
const char *cvn_state_name(cvn_state state);

/** One message to one person about one item. Of one item at most one is queued, in flight or failed at a time. */
typedef struct cvn_row {
    int64_t id; /* 1 and up, never used again */
    const char *conference, *person, *item;
    const char *kind; /* "request", "update", "cancel", "letter"; "declinecounter": an answer, which tells nobody of an item */
    const char *uid;
    uint32_t sequence;
    const char *fingerprint, *payload;
    const char *sender, *address, *name, *subject, *message_id;
    cvn_state state;
    bool in_doubt;        /* it may have left although it is not SENT */
    int64_t not_before_s; /* QUEUED: not tried before; seconds since 1970 */
    int64_t queued_s;     /* when it was queued */
    int64_t done_s;       /* when it came into its state; 0: it has not left the queue yet */
    uint32_t tries;
    const char *provider_id; /* SENT: the provider's name for it, or "" */
    const char *words;       /* of the last try, or "" */
    const void *mime;        /* NULL in lists */
    size_t mime_length;
} cvn_row;

/** Rows and their texts live in the arena that was given. */
typedef struct cvn_rows {
    uint32_t count;
    cvn_row *at;
} cvn_rows;

/* ---- the file (open.c) --------------------------------------------------------------------------------------------------------------------- */

/* cvn_store_open and cvn_store_close are in convene.h. */

/** As the user named it. */
const char *cvn_store_path(const cvn_store *store);
/** One transaction that writes. Between these every function here belongs to it; without it each is one of its own. */
cvn_code cvn_store_begin(cvn_store *store, cvn_error *error);
cvn_code cvn_store_commit(cvn_store *store, cvn_error *error);
/** Undoes what began; nothing where nothing did. */
void cvn_store_rollback(cvn_store *store);

/* ---- one sender at a time (lock.c) --------------------------------------------------------------------------------------------------------- */

/** Takes the lock of the file NAME-lock beside the store; it ends with the process, however that ends. CVN_E_TEMPORARY names who has it. */
cvn_code cvn_store_lock(cvn_store *store, cvn_error *error);
void cvn_store_unlock(cvn_store *store);
/** Gives back the room on the disk that the lock sets aside, so that what has happened outside can be written even where the disk is full. */
void cvn_store_spend(cvn_store *store);

/* ---- trying without telling (rehearsal.c) ---------------------------------------------------------------------------------------------------- */

/* cvn_store_open_rehearsal is in convene.h. */

bool cvn_store_is_rehearsal(const cvn_store *store);

/* ---- queueing (queue.c) -------------------------------------------------------------------------------------------------------------------- */

/** The last message of each item that left or may have left, by person and item; cancels too, answers to proposals not. conference NULL: of all. */
cvn_code cvn_store_told(cvn_rows *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error);
/** What is queued, in flight or failed, by id. conference NULL: of all. */
cvn_code cvn_store_unsent(cvn_rows *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error);
/** The newest message of an item that was not superseded; *found false where there is none. */
cvn_code cvn_store_of_item(cvn_row *out, bool *found, cvn_store *store, const char *conference, const char *person, const char *item,
                           cvn_arena *arena, cvn_error *error);
/** The newest message with a UID that has left, may have, or is to leave; answers to proposals are none. *found false where there is none. */
cvn_code cvn_store_newest(cvn_row *out, bool *found, cvn_store *store, const char *uid, cvn_arena *arena, cvn_error *error);
/** Adds a message, QUEUED; of the row id, state and what follows it are not read, but not_before_s, queued_s and mime are. */
cvn_code cvn_store_queue(int64_t *id, cvn_store *store, const cvn_row *row, cvn_error *error);
/** Gives a queued message that never left newer bytes: address, name, subject, message_id, payload and mime. */
cvn_code cvn_store_refresh(cvn_store *store, int64_t id, const cvn_row *row, cvn_error *error);
cvn_code cvn_store_supersede(cvn_store *store, int64_t id, int64_t now_s, cvn_error *error);
/** The same because somebody said so: the reason is what the row's words are from then on. */
cvn_code cvn_store_withdraw(cvn_store *store, int64_t id, const char *reason, int64_t now_s, cvn_error *error);
/** Sets when a queued message may be tried. One that has a not_before_s and no try is held by the organiser, not put off by a server. */
cvn_code cvn_store_hold(cvn_store *store, int64_t id, int64_t not_before_s, cvn_error *error);
/** A queued or failed message → QUEUED, to be tried at once. */
cvn_code cvn_store_requeue_one(cvn_store *store, int64_t id, cvn_error *error);

/* ---- what was sent from (season.c) --------------------------------------------------------------------------------------------------------- */

/** The text of the allocation last sent for a conference, in the arena; NULL where there is none. */
cvn_code cvn_store_allocation(const char **out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error);
/** Keeps one, behind the earlier ones, unless the last one is the same. */
cvn_code cvn_store_keep_allocation(cvn_store *store, const char *conference, const char *text, int64_t now_s, cvn_error *error);

/* ---- which messages a run may take (choose.c) ------------------------------------------------------------------------------------------------ */

/** From now on cvn_store_next of this handle gives these alone (count 0: none). Nothing of it is kept: the next process has all of them again. */
cvn_code cvn_store_choose(cvn_store *store, const int64_t *ids, size_t count, cvn_error *error);
/** Every one again; so it is when a store is opened. */
cvn_code cvn_store_choose_all(cvn_store *store, cvn_error *error);

/* ---- delivering (flight.c) ----------------------------------------------------------------------------------------------------------------- */

/** What was in flight when a process ended is queued again, in doubt. *count (may be NULL): how many. Only under the lock. */
cvn_code cvn_store_recover(cvn_store *store, uint64_t *count, cvn_error *error);
/** Sets what failed back to queued, and what a server put off to be tried at once. *count (may be NULL): how many had failed. */
cvn_code cvn_store_requeue(cvn_store *store, uint64_t *count, cvn_error *error);
/** The first queued message that may be taken, by id, whose time has come, with its bytes; *found false: there is none. conference NULL: of all. */
cvn_code cvn_store_next(cvn_row *out, bool *found, cvn_store *store, const char *conference, int64_t now_s, cvn_arena *arena, cvn_error *error);
/** QUEUED → IN_FLIGHT, and opens a try. via: where to, without secrets. */
cvn_code cvn_store_start(cvn_store *store, int64_t id, const char *via, int64_t now_s, cvn_error *error);

typedef struct cvn_landing {
    cvn_state state;      /* SENT, QUEUED or FAILED */
    bool in_doubt;        /* QUEUED: it may have left all the same; once in doubt, always */
    int64_t not_before_s; /* QUEUED */
    int64_t now_s;
    const char *outcome; /* of the try: "sent", "later", "never", "unknown" */
    int status;
    const char *provider_id, *words;
} cvn_landing;
/** IN_FLIGHT → what became of it, and closes the try. */
cvn_code cvn_store_finish(cvn_store *store, int64_t id, const cvn_landing *landing, cvn_error *error);

/* ---- looking (list.c) ---------------------------------------------------------------------------------------------------------------------- */

typedef struct cvn_counts {
    uint64_t queued, in_flight, sent, failed, superseded;
    int64_t next_s; /* the earliest not_before_s of what is queued; 0: none is */
} cvn_counts;
cvn_code cvn_store_counts(cvn_counts *out, cvn_store *store, const char *conference, cvn_error *error);
/** When each try was that left, or may have left, after an instant: ascending, in the arena. */
cvn_code cvn_store_left(const int64_t **at_s, size_t *count, cvn_store *store, int64_t after_s, cvn_arena *arena, cvn_error *error);
/** Every message, by id, without bytes. */
cvn_code cvn_store_list(cvn_rows *out, cvn_store *store, cvn_arena *arena, cvn_error *error);
/** One message with its bytes; *found false where there is none. */
cvn_code cvn_store_get(cvn_row *out, bool *found, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error);

typedef struct cvn_try {
    int64_t at_s;
    const char *via, *outcome, *words; /* outcome "open": in flight */
    int status;
} cvn_try;
typedef struct cvn_tries {
    uint32_t count;
    cvn_try *at;
} cvn_tries;
cvn_code cvn_store_tries(cvn_tries *out, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error);

/* ---- the secret of reply addresses (secret.c) ---------------------------------------------------------------------------------------------- */

#define CVN_STORE_SECRET_BYTES 32
/**
 * The random bytes that reply tokens are made with, the same for the life of the store: without them nobody can make one (invite/invite.h,
 * cvn_reply_token). Drawn and kept at the first call; keep false (a look that must not write): drawn and forgotten where none is kept yet.
 * Errors: CVN_E_UNAVAILABLE (the system gives no random bytes), CVN_E_DATA (damaged), what SQLite says.
 */
cvn_code cvn_store_secret(unsigned char out[CVN_STORE_SECRET_BYTES], cvn_store *store, bool keep, cvn_error *error);

/* ---- replies (reply.c) --------------------------------------------------------------------------------------------------------------------- */

/** What a mail that came back is, or one answer in it. */
typedef enum cvn_reply_kind {
    CVN_REPLY_REPLY,   /* METHOD:REPLY */
    CVN_REPLY_COUNTER, /* METHOD:COUNTER: proposes another time */
    CVN_REPLY_BOUNCE,  /* a message of ours did not arrive */
    CVN_REPLY_AWAY,    /* a machine's words: out of office */
    CVN_REPLY_LETTER   /* a person's words */
} cvn_reply_kind;
typedef enum cvn_standing {
    CVN_STANDING_KEPT,        /* it counts */
    CVN_STANDING_ACCEPTED,    /* it counts, because the organiser took it as true */
    CVN_STANDING_QUARANTINED, /* a person has to look: reason says why */
    CVN_STANDING_STALE,       /* an older answer than the one that counts, or the same again */
    CVN_STANDING_IGNORED,     /* the organiser put it aside */
    CVN_STANDING_NOTED        /* nothing follows from it */
} cvn_standing;
/** "reply", "counter", "bounce", "away", "letter"; "kept", "accepted", "quarantined", "stale", "ignored", "noted". */
const char *cvn_reply_kind_name(cvn_reply_kind kind);
const char *cvn_standing_name(cvn_standing standing);

/** One thing that came back. Every text that does not apply is "". */
typedef struct cvn_reply {
    int64_t id;         /* 1 and up, never used again */
    const char *digest; /* of the whole mail: the same mail is never taken twice */
    uint32_t part;      /* which answer of that mail, from 0 */
    cvn_reply_kind kind;
    cvn_standing standing;
    const char *reason;                     /* why it is quarantined or stale */
    const char *conference, *person, *item; /* of the message that it is about */
    const char *name;                       /* the person's, as last written to; not read when it is added */
    const char *uid, *recurrence;           /* recurrence: the one start of a series that it speaks of, "2027-03-08T17:00:00Z" */
    const char *address;                    /* whom it speaks for: ATTENDEE, or the recipient who was not reached */
    const char *sender, *subject;           /* From; decoded */
    const char *answer;                     /* PARTSTAT in lower case; of a bounce "hard" or "soft" */
    const char *comment;                    /* words of the person, or of the server */
    const char *detail;                     /* delegated: to whom; counter: the times proposed */
    uint32_t sequence;                      /* of the message that it answers: never more than we had sent */
    int64_t dtstamp_s, received_s;
    int64_t turn; /* of two that count, the later one does; not read when it is added */
} cvn_reply;
typedef struct cvn_replies {
    uint32_t count;
    cvn_reply *at;
} cvn_replies;
/** Somebody we wrote to, and at which address: a row for each address, the newest last. */
typedef struct cvn_addressee {
    const char *conference, *person, *name, *address;
} cvn_addressee;
typedef struct cvn_addressees {
    uint32_t count;
    cvn_addressee *at;
} cvn_addressees;

/** The newest message that went out with a UID; *found false where none did. */
cvn_code cvn_store_by_uid(cvn_row *out, bool *found, cvn_store *store, const char *uid, cvn_arena *arena, cvn_error *error);
/** What it said at that sequence, or before it: the invitation or update, never the CANCEL. */
cvn_code cvn_store_by_uid_at(cvn_row *out, bool *found, cvn_store *store, const char *uid, uint32_t sequence, cvn_arena *arena,
                             cvn_error *error);
cvn_code cvn_store_by_message_id(cvn_row *out, bool *found, cvn_store *store, const char *message_id, cvn_arena *arena, cvn_error *error);
cvn_code cvn_store_addressees(cvn_addressees *out, cvn_store *store, cvn_arena *arena, cvn_error *error);

/** Adds one; digest and part together must be new. */
cvn_code cvn_store_reply(int64_t *id, cvn_store *store, const cvn_reply *reply, cvn_error *error);
/** Sets what it counts for, and why. */
cvn_code cvn_store_reply_decide(cvn_store *store, int64_t id, cvn_standing standing, const char *reason, cvn_error *error);
/** By id. conference NULL: all. */
cvn_code cvn_store_replies(cvn_replies *out, cvn_store *store, const char *conference, cvn_arena *arena, cvn_error *error);
/** What one mail became; none where it was never read. */
cvn_code cvn_store_replies_of(cvn_replies *out, cvn_store *store, const char *digest, cvn_arena *arena, cvn_error *error);
/** One; *found false where there is none. */
cvn_code cvn_store_reply_get(cvn_reply *out, bool *found, cvn_store *store, int64_t id, cvn_arena *arena, cvn_error *error);
/** The answer that counts about the same thing as another does: of those kept and accepted the one that came to count last. */
cvn_code cvn_store_reply_counting(cvn_reply *out, bool *found, cvn_store *store, const cvn_reply *like, cvn_arena *arena, cvn_error *error);

#endif
