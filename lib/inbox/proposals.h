/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what the answers that count ask of the conference. */
#ifndef CVN_INBOX_PROPOSALS_H
#define CVN_INBOX_PROPOSALS_H

#include "inbox/inbox.h"

typedef enum cvn_proposal_kind {
    CVN_PROPOSAL_DROPOUT,   /* declined everything that lies ahead: two sessions or more */
    CVN_PROPOSAL_SESSION,   /* cannot come at one time */
    CVN_PROPOSAL_PLENARY,   /* the same; no place depends on it */
    CVN_PROPOSAL_TENTATIVE, /* perhaps */
    CVN_PROPOSAL_DELEGATED, /* sends somebody else */
    CVN_PROPOSAL_BOUNCED,   /* the address that they have now does not exist */
    CVN_PROPOSAL_DELAYED    /* did not get through, perhaps later */
} cvn_proposal_kind;
const char *cvn_proposal_name(cvn_proposal_kind kind);

typedef struct cvn_proposal {
    cvn_proposal_kind kind;
    uint32_t person; /* index */
    bool timed;      /* start and minutes mean something */
    cvn_instant start;
    int32_t duration_min;
    bool written;           /* SESSION: the files say already that they cannot */
    const cvn_reply *reply; /* what it rests on */
} cvn_proposal;
typedef struct cvn_proposal_list {
    uint32_t count;
    const cvn_proposal *at; /* by person; of one person dropouts first, then by time */
    uint32_t waiting;       /* what came back about this conference, and a person has to look at */
} cvn_proposal_list;

/** Everything lives in the arena. */
cvn_code cvn_proposals_find(cvn_proposal_list *out, cvn_store *store, const cvn_conference *conference, cvn_arena *arena, cvn_error *error);

#endif
