/* SPDX-License-Identifier: Apache-2.0 */
/** An allocation that somebody holds in their hand, as a state to ask questions of. */
#ifndef CVN_SOLVE_STANDING_H
#define CVN_SOLVE_STANDING_H

#include "solve/search.h"

typedef struct cvn_standing {
    cvn_problem *problem;
    cvn_search *search; /* its state stands as the allocation does */
    uint32_t *slot_of;  /* by group of the allocation: its slot, or CVN_NONE where it cannot stand */
    uint32_t *group_of; /* by slot: the group of the allocation, or CVN_NONE */
} cvn_standing;

/** CVN_E_DATA where the files do not belong together, or the allocation names what the conference does not know. */
cvn_code cvn_standing_new(cvn_standing *out, const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                          cvn_error *error);
void cvn_standing_free(cvn_standing *standing);

#endif
