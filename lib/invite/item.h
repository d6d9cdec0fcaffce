/* SPDX-License-Identifier: Apache-2.0 */
/** An item: one thing in one person's calendar, or a letter; as it is now, or (read back from a payload) as the person was told. */
#ifndef CVN_INVITE_ITEM_H
#define CVN_INVITE_ITEM_H

#include "invite/invite.h"

typedef enum cvn_item_kind { CVN_ITEM_SESSION, CVN_ITEM_SERIES, CVN_ITEM_PLENARY, CVN_ITEM_LETTER } cvn_item_kind;

typedef struct cvn_item {
    cvn_item_kind kind;
    const char *key; /* not in the payload: it is the row's */

    /* what is compared (ids, not names: somebody renamed is still the same leader) */
    const char *topic; /* titles of the type and conference, or of the plenary, in no language */
    bool whole_days;
    cvn_date date; /* whole_days */
    int32_t days;
    uint32_t start_count; /* else: one, or all of a series */
    const cvn_instant *starts;
    int32_t duration_min;
    bool tentative;
    const char *link;    /* "" none */
    const char *leaders; /* ids of the leaders who attend, one a line */
    const char *turns;   /* is it the person's own turn? the session's number; of a series "all"; "" no */
    const char *guest;   /* id of the group that is visited; "" none */
    const char *address; /* where it goes */
    const char *letter;  /* LETTER: what it says, in no language */

    /* what a CANCEL needs besides, and what words a change */
    const char *title;                 /* in the reader's language, as the calendar shows it */
    const char *zone;                  /* SERIES: the zone that it recurs in */
    bool ended;                        /* SERIES: cut off behind its held sessions, which are all that starts holds */
    const char *name, *locale, *clock; /* the reader's */

    /* where it comes from; not in the payload */
    uint32_t group;  /* index of the person's own group; SESSION, SERIES */
    uint32_t number; /* SESSION: counted from 1 */
    bool leads;
    uint32_t plenary;                        /* index; PLENARY */
    const struct cvn_recurrence *recurrence; /* SERIES: of its starts on its zone's clock; NULL where nobody has asked yet */
    const cvn_reason *reason;                /* LETTER; may be NULL */
} cvn_item;

/** SHA-256 of what is compared, 32 hexadecimal digits. */
const char *cvn_item_fingerprint(cvn_arena *arena, const cvn_item *item);
/** As JSON, and back; false where text is no payload. */
const char *cvn_item_payload(cvn_arena *arena, const cvn_item *item);
bool cvn_item_read(cvn_item *out, cvn_arena *arena, const char *payload);
/** How many starts lie before as_of; an item of whole days counts as one start, at its first midnight on the conference's clock. */
uint32_t cvn_item_held(const cvn_conference *conference, const cvn_item *item);
/** Starts, or the one that stands for whole days. */
uint32_t cvn_item_starts(const cvn_item *item);

/* ---- names for ever (uid.c) -------------------------------------------------------------------------------------------------------------- */

/** A UUID of version 5 (RFC 9562) over conference, item key and person: the same for ever, and it names nobody. */
const char *cvn_uid_of(cvn_arena *arena, const char *conference_id, const char *item_key, const char *person_id);
/** "UID.SEQUENCE.KIND@domain of the sender", for Message-ID. */
const char *cvn_message_id_of(cvn_arena *arena, const char *uid, uint32_t sequence, cvn_message_kind kind, const char *sender);

/* ---- addresses and other foreign text (address.c) ---------------------------------------------------------------------------------------- */

/** Can the address stand in an envelope, a header and a mailto: as it is? One bare ASCII address, no comments, no quoted local part. */
bool cvn_address_fits(const char *address);
/** Text on one line: control characters, line and paragraph separators and marks that turn the direction of text become spaces. The text itself where it has none; else in the arena. */
const char *cvn_one_line(cvn_arena *arena, const char *text);

#endif
