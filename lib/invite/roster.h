/* SPDX-License-Identifier: Apache-2.0 */
/** Who comes to which session, from both sides: each group's sessions with their people, each person's sessions. */
#ifndef CVN_INVITE_ROSTER_H
#define CVN_INVITE_ROSTER_H

#include "allocation/allocation.h"

typedef struct cvn_crowd { /* indices of participants */
    uint32_t count;
    const uint32_t *who;
} cvn_crowd;

/** One session of a group: the active people who come to it. */
typedef struct cvn_session {
    cvn_instant start;
    cvn_crowd leaders, members, guests, turns;
} cvn_session;

/** One session as one person has it. */
typedef struct cvn_sitting {
    uint32_t own;    /* index of their own group, whose session it counts as */
    uint32_t number; /* counted from 1 */
    uint32_t group;  /* index of the group that they sit with: own, or the one that they visit */
    bool leads, turn, held;
    const cvn_session *session;
} cvn_sitting;

typedef struct cvn_rosters cvn_rosters;
/** allocation may be NULL: nobody sits anywhere. CVN_E_DATA where a place, a guest or a turn names somebody whom the conference does not know. */
cvn_code cvn_rosters_new(cvn_rosters **out, const cvn_conference *conference, const cvn_allocation *allocation, cvn_error *error);
void cvn_rosters_free(cvn_rosters *rosters);
const cvn_place *cvn_rosters_places(const cvn_rosters *rosters, uint32_t person, uint32_t *count);
/** Sessions of the group with that index; worked out when first asked for. */
const cvn_session *cvn_rosters_sessions(cvn_rosters *rosters, uint32_t index, uint32_t *count);
/** A person's sessions that they can attend, by own group, then by number; held ones too. In arena. */
const cvn_sitting *cvn_rosters_sittings(cvn_rosters *rosters, uint32_t person, cvn_arena *arena, uint32_t *count);

#endif
