/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who is told what: from a conference, an allocation and what each person was last told, the messages that are due now, as the bytes that go
 * out. Nothing is kept here and nothing is sent: the outbox stores a message, and what it says becomes the person's cvn_told.
 *
 * docs/ARCHITECTURE.md#what-counts-as-a-change has the rule. The same input gives the same messages, to the byte.
 */
#ifndef CVN_INVITE_H
#define CVN_INVITE_H

#include "allocation/allocation.h"

/**
 * What a person was last told about one item; at most one for each (person_id, item_key), in any order. The fields are those of the item's last
 * cvn_message that left, or may have left; cancelled: its kind was CVN_MESSAGE_CANCEL.
 */
typedef struct cvn_told {
    const char *person_id;
    const char *item_key;
    const char *uid;
    uint32_t sequence;
    const char *fingerprint;
    const char *payload;
    bool cancelled;
    bool left; /* the address that it went to was told since that it no longer holds it (cvn_former_key); sequence is of that message */
} cvn_told;

typedef enum cvn_message_kind {
    CVN_MESSAGE_REQUEST, /* an item that the person has not been told of, or that was cancelled: METHOD:REQUEST */
    CVN_MESSAGE_UPDATE,  /* the item as it is now; also a series cut off behind its held sessions: METHOD:REQUEST */
    CVN_MESSAGE_CANCEL,  /* METHOD:CANCEL */
    CVN_MESSAGE_LETTER,  /* words alone */
    CVN_MESSAGE_DECLINE /* no to another time: METHOD:DECLINECOUNTER (decline.c); cvn_invite makes none, and it is nothing that somebody was told */
} cvn_message_kind;
/** "request", "update", "cancel", "letter", "declinecounter". */
const char *cvn_message_kind_name(cvn_message_kind kind);

/**
 * The item key under which an address that somebody no longer has hears that it no longer holds an item ("former/ITEM ADDRESS"): a message of its
 * own beside that of the item, which goes to the address that they have. Case of the address is nothing. In the arena.
 */
const char *cvn_former_key(cvn_arena *arena, const char *item_key, const char *address);
bool cvn_is_former(const char *item_key);

/** One message to one person about one item (or a former address of theirs). Everything is borrowed until the call that hands it out returns. */
typedef struct cvn_message {
    const char *person_id;
    const char *item_key; /* "session/g1/2", "series/g1", "plenary/opening", "letter/unplaced"; with person_id the key of a cvn_told */
    cvn_message_kind kind;
    const char *address;     /* the one recipient: a bare address, safe in an envelope */
    const char *name;        /* the recipient's; "" where not known */
    const char *sender;      /* the organizer's bare address: From, and the envelope's */
    const char *uid;         /* of the item, letters too; the same for each message of the item */
    uint32_t sequence;       /* 0 for the first message of an item, then one more for each */
    const char *fingerprint; /* what is compared next time */
    const char *payload;     /* JSON: enough to word and compose a CANCEL once person and group are gone from the files */
    const char *message_id;  /* without angle brackets; stands in the bytes too */
    const char *subject;     /* UTF-8, for tables; stands encoded in the bytes */
    const char *mime;        /* the whole message, CRLF, lines of at most 998 bytes, ASCII alone */
    size_t mime_length;
} cvn_message;

/** Takes one message. Anything but CVN_OK stops, and is what cvn_invite returns. */
typedef cvn_code cvn_message_take(void *data, const cvn_message *message, cvn_error *error);

typedef struct cvn_invite_input {
    const cvn_conference *conference;
    const cvn_allocation *allocation; /* NULL only where the conference assigns nothing: then plenaries alone */
    const cvn_reason *reasons;        /* why people are not placed; a person without one gets general words */
    size_t reason_count;
    const cvn_told *told; /* of this conference, people who have left the files included */
    size_t told_count;
    int64_t now_s;               /* instant of Date and DTSTAMP: seconds since 1970 */
    const unsigned char *secret; /* CVN_SECRET_BYTES of the store's, for Reply-To; NULL: replies come without a token */
} cvn_invite_input;

typedef struct cvn_invite_summary {
    size_t messages;   /* handed out */
    size_t people;     /* who hear something */
    size_t unaffected; /* people told something before, whom nothing new concerns */
    size_t no_address; /* people who would hear something but have no address: nothing is handed out for them */
} cvn_invite_summary;

/**
 * Works out and hands out every message that is due, one at a time (a hundred thousand need not fit into memory): by person in the
 * conference's order, then those who have left the files; of one person cancels first, then sessions and plenaries by time, then letters.
 * *summary may be NULL. Errors: CVN_E_DATA (an id that the conference does not know, an address that cannot stand in a mail, no organizer's
 * address, a payload that is none), CVN_E_UNAVAILABLE (a catalogue of CONVENE_CATALOGUE is broken), what take returns.
 */
cvn_code cvn_invite(cvn_invite_summary *summary, const cvn_invite_input *input, cvn_message_take *take, void *data, cvn_error *error);

/* ---- to subscribe to (feed.c) ------------------------------------------------------------------------------------------------------------ */

/**
 * What one person was told (fingerprints are not read), as a calendar that nobody answers: METHOD:PUBLISH, the events of the invitations with
 * their UIDs, what was taken back as cancelled, letters left out. malloc'd. CVN_E_DATA where a payload is none.
 */
cvn_code cvn_feed_text(char **out, const cvn_conference *conference, cvn_zones *zones, const cvn_told *told, size_t count, int64_t now_s,
                       cvn_error *error);

/* ---- whose reply it is (token.c) --------------------------------------------------------------------------------------------------------- */

#define CVN_SECRET_BYTES 32
#define CVN_REPLY_TOKEN  17 /* sixteen characters and a 0 */
/**
 * What a person's replies are known by: the first 80 bits of HMAC-SHA-256 over conference and person under the store's secret, in lower-case
 * base32 (a to z, 2 to 7). The same for ever; nobody without the secret can make one, and it names nobody.
 */
void cvn_reply_token(char out[CVN_REPLY_TOKEN], const unsigned char secret[CVN_SECRET_BYTES], const char *conference_id, const char *person_id);
/**
 * The address that a person's answers are asked to: organizer.reply_to with its {token}, or "local+c.TOKEN@domain" of the organizer's address.
 * "" where replies go to the organizer's address as it is: there is no secret, or no room for a token. In the arena or the conference.
 */
const char *cvn_reply_address(cvn_arena *arena, const cvn_conference *conference, const unsigned char *secret, const char *person_id);
/** The next thing in *at (an address, any text) that has the form of a token, in lower case; *at moves behind it. False where there is none. */
bool cvn_reply_token_next(char out[CVN_REPLY_TOKEN], const char **at);

/* ---- no to another time (decline.c) ---------------------------------------------------------------------------------------------------- */

typedef struct cvn_declining {
    const char *person_id, *item_key; /* of the answer's own row: "counter/3/session/g1/2" */
    const char *mark;                 /* what sets its Message-ID apart from another answer's to the same version: "3" */
    const char *payload, *uid;        /* of the invitation as it stands */
    uint32_t sequence;                /* of the version that they proposed another time for, which is the one that stands: it does not move */
    const cvn_instant *occurrence;    /* the one start of a series that it is about; NULL: the item as a whole */
    const char *organizer_name, *organizer_address, *reply_to; /* as the invitation had them; reply_to "": none */
    const char *comment;                                       /* the organizer's own words on one line, "": none */
    int64_t now_s;
} cvn_declining;
/**
 * Words and composes METHOD:DECLINECOUNTER (RFC 5546, 3.2.8) from what the person was told, in the language and on the clock of the invitation.
 * Everything of *out lives in the arena, but mime, which the caller frees (*mime). Errors: CVN_E_DATA (a payload that is none, or a letter's; an
 * address that cannot stand in a mail; an occurrence that is none), CVN_E_UNAVAILABLE (a broken catalogue of CONVENE_CATALOGUE).
 */
cvn_code cvn_decline_counter(cvn_message *out, char **mime, cvn_arena *arena, const cvn_declining *from, cvn_error *error);

/** The address that a payload's message went to; malloc'd, NULL where it is no payload. */
char *cvn_payload_address(const char *payload);
/** The start of what a payload tells of, for tables; false where it has none (letters, whole days, no payload). Of a series the first. */
bool cvn_payload_start(const char *payload, cvn_instant *start);
/** All starts of a payload, in its arena; false where it has none. zone: in which a series recurs, of zones; NULL where it is none. */
typedef struct cvn_payload_when {
    uint32_t count;
    const cvn_instant *starts;
    int32_t duration_min;
    const cvn_zone *zone;
} cvn_payload_when;
bool cvn_payload_times(cvn_payload_when *out, cvn_arena *arena, cvn_zones *zones, const char *payload);
/** The title as the person reads it; malloc'd, NULL where it is no payload. */
char *cvn_payload_title(const char *payload);

#endif
