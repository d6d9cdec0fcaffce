/* SPDX-License-Identifier: Apache-2.0 */
/** Where everybody stood at some moment: the groups alone, to come back to or to hand to another thread. */
#ifndef CVN_SOLVE_LAYOUT_H
#define CVN_SOLVE_LAYOUT_H

#include "solve/state.h"

typedef struct cvn_layout {
    cvn_tally total;
    uint32_t group_count;
    CVN_VEC(uint32_t) words; /* by group: type, base, count, held, members, leaders; then the starts, members and leaders */
} cvn_layout;

void cvn_layout_free(cvn_layout *layout); /* what it holds, not the struct */
void cvn_layout_save(cvn_layout *layout, const cvn_state *state);
void cvn_layout_copy(cvn_layout *to, const cvn_layout *from);
/** Makes the state stand as it did; seats that the problem does not allow are left out (there are none where it was the same problem). */
void cvn_layout_load(cvn_state *state, const cvn_layout *layout);
/**
 * The chosen groups of one and then all of another, as they are: of people and leads that stand there twice, loading keeps the first. The total is
 * not known and left as it was. chosen: by group of the first.
 */
void cvn_layout_mix(cvn_layout *layout, const cvn_layout *first, const bool *chosen, const cvn_layout *rest);
/** Sends everybody away and closes every group. */
void cvn_state_clear(cvn_state *state);
/**
 * Sets up the baseline's groups as far as they still stand: those that can go on, with the active people who still fit. CVN_E_DATA where a fix
 * rule wants what cannot be.
 */
cvn_code cvn_state_baseline(cvn_state *state, cvn_error *error);
/** The layout's groups as the plan writes them; the arrays belong to arena. */
cvn_answer_group *cvn_layout_groups(const cvn_layout *layout, cvn_arena *arena);

#endif
