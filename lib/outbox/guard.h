/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: what is asked before anybody is told anything. */
#ifndef CVN_OUTBOX_GUARD_H
#define CVN_OUTBOX_GUARD_H

#include "outbox/outbox.h"

typedef struct cvn_guard {
    const cvn_conference *conference;
    const cvn_allocation *allocation, *baseline; /* NULL: none */
    bool sent_before;                            /* the baseline is what was last sent */
    bool force;
} cvn_guard;
/** Does the allocation hold, and can what it says be told? CVN_E_DATA where not, or where force is wanted for it. */
cvn_code cvn_guard_allocation(const cvn_guard *guard, cvn_error *error);
/** CVN_E_USAGE where telling->only names somebody whom nobody knows. */
cvn_code cvn_guard_people(const cvn_guard *guard, const cvn_telling *telling, cvn_error *error);
/** CVN_E_DATA where the store has told the same people the same under another conference id, and nothing under this one. */
cvn_code cvn_guard_id(const cvn_guard *guard, const cvn_telling *telling, cvn_error *error);

#endif
