/* SPDX-License-Identifier: Apache-2.0 */
/** An allocation set up once, to ask why somebody is not in it and what would help. */
#ifndef CVN_SOLVE_INQUIRY_H
#define CVN_SOLVE_INQUIRY_H

#include "solve/fits.h"
#include "solve/solve.h"
#include "solve/state.h"

typedef struct cvn_inquiry {
    const cvn_problem *p;
    cvn_state *state;
    uint32_t *group_of;           /* by slot: the allocation's group */
    cvn_arena *arena;             /* of the reasons */
    uint64_t *own, *row, *others; /* room for sets of starts */
    cvn_fit *fit;
} cvn_inquiry;

/** Fills kind, and the numbers that go with it. */
void cvn_find_reason(cvn_inquiry *q, uint32_t person, cvn_reason *reason);
/** Fills help, help_group, help_start and help_minutes: the smallest change that was tried and would place them. */
void cvn_find_help(cvn_inquiry *q, uint32_t person, cvn_reason *reason);

/**
 * An unweighted rule that a group (number: its slot) would break with one more member: its place in the conference, and whom it concerns (in
 * the arena); CVN_NONE where all hold.
 */
uint32_t cvn_rule_against(const cvn_inquiry *q, uint32_t person, uint32_t number, const uint32_t **with, uint32_t *with_count);

#endif
