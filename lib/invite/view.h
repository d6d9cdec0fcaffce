/* SPDX-License-Identifier: Apache-2.0 */
/** One person at a time: what they have now, what they were told, and what is to be done about the difference. */
#ifndef CVN_INVITE_VIEW_H
#define CVN_INVITE_VIEW_H

#include "invite/reader.h"
#include "invite/roster.h"
#include "invite/timezone.h"

typedef struct cvn_view {
    const cvn_invite_input *input;
    const cvn_conference *conference;
    const cvn_participant *person; /* NULL: has left the files */
    uint32_t index;                /* of the person; CVN_NO_LIMIT */
    const char *person_id;
    cvn_rosters *rosters;
    const cvn_sitting *sittings; /* active people's */
    uint32_t sitting_count;
    bool placed, member, leader; /* in any group; in which parts */
    const cvn_reason *reason;    /* why they are not placed; NULL where nobody said */
    const cvn_told *const *told; /* this person's, by item key */
    const cvn_item **was;        /* what each of them says, as far as it was asked for (cvn_view_was) */
    uint32_t told_count;
    cvn_reader reader;                   /* language and zone are set once something is to be said */
    const cvn_zone *series_zone;         /* likewise: of the item that is told; NULL where it is no series, or in no zone that there is */
    const struct cvn_schedule *schedule; /* likewise; NULL for those who are not active */
    const char *reply_to;                /* likewise: cvn_reply_address of the person */
    cvn_arena *arena;
} cvn_view;

/** What was last told about an item; NULL where nothing was. */
const cvn_told *cvn_view_told(const cvn_view *view, const char *item_key);
/** What one of the person's rows says, read once; NULL where its payload is none of ours. */
const cvn_item *cvn_view_was(const cvn_view *view, const cvn_told *told);

typedef struct cvn_items {
    uint32_t count;
    cvn_item *at;
} cvn_items;
/** (items.c) Everything that an active person should know of now, held items apart, by time, the letter last. */
cvn_items cvn_items_of(const cvn_view *view);
/** (items.c) The title in the reader's language, as the calendar shows it. */
const char *cvn_item_title(const cvn_view *view, const cvn_item *item);

/** A line of what a person has: a session of theirs or a plenary. */
typedef struct cvn_schedule_line {
    const char *key; /* of the session or plenary as an item */
    const char *label, *when, *note;
    bool plenary;
} cvn_schedule_line;
typedef struct cvn_schedule {
    uint32_t count; /* sessions by time, then plenaries in the conference's order */
    const cvn_schedule_line *at;
    const char *clock;         /* "Europe/Copenhagen, UTC+2"; the zone alone where the offset changes: then each line says its own */
    const char *clocks_change; /* says between which of their sessions their clock changes; NULL where it does not */
    const char *time_moves;    /* weekly: says between which sessions of a group the start moves on their clock; NULL where it does not */
} cvn_schedule;
/** (schedule.c) The whole of it, in the reader's words. */
const cvn_schedule *cvn_schedule_of(const cvn_view *view);

/** Why something is taken back. */
typedef enum cvn_taken {
    CVN_TAKEN_LEFT,
    CVN_TAKEN_WAITING,
    CVN_TAKEN_UNPLACED,
    CVN_TAKEN_LEADER,
    CVN_TAKEN_MOVED,
    CVN_TAKEN_ONE,
    CVN_TAKEN_SPLIT,
    CVN_TAKEN_JOINED,
    CVN_TAKEN_PLENARY,
    CVN_TAKEN_ADDRESS
} cvn_taken;

/** One message to be made. */
typedef struct cvn_deed {
    cvn_message_kind kind;
    const char *key;
    const cvn_item *item; /* as it is told now; of a CANCEL as it was told */
    const cvn_item *was;  /* UPDATE: as it was told; else NULL */
    const char *uid;
    uint32_t sequence;
    const char *fingerprint; /* of item, where comparing took it already; else NULL */
    cvn_taken taken;         /* CANCEL, and a series that is cut off */
} cvn_deed;
typedef struct cvn_deeds {
    uint32_t count;
    const cvn_deed *at;
} cvn_deeds;
/** (compare.c) What is to be told: cancels, then the rest by time, then a letter. CVN_E_DATA where a payload that is needed is none. */
cvn_code cvn_deeds_of(cvn_deeds *out, const cvn_view *view, cvn_error *error);

/** The sessions that a session's or a series' item is made of; of a plenary's none. */
const cvn_sitting *cvn_view_sittings(const cvn_view *view, const cvn_item *item, uint32_t *count);

/** (compose.c) Words and composes one deed. Everything of the message lives in the view's arena, but mime, which the caller frees. */
void cvn_compose(cvn_message *out, char **mime, const cvn_view *view, const cvn_deed *deed);

#endif
