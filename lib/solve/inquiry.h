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
 * the arena); CVN_NONE where all hold. The rule `except` (CVN_NONE: none) is passed over.
 */
uint32_t cvn_rule_against(const cvn_inquiry *q, uint32_t person, uint32_t number, uint32_t except, const uint32_t **with, uint32_t *with_count);

/** Whom somebody could be in a group with, looking at two people at a time: each number is one that no allocation exceeds. */
typedef struct cvn_company {
    uint32_t free; /* others who take the type as members, with whom they have enough starts in common */
    uint32_t let;  /* those of them whom no unweighted rule keeps out of every group of theirs */
    uint32_t rule; /* the one that keeps most of them out, by its place in the conference; CVN_NONE: none does */
} cvn_company;
/** Without the rule `except`; CVN_NONE: with all. */
cvn_company cvn_company_of(const cvn_inquiry *q, uint32_t person, uint32_t type, uint32_t except);
/** Members besides one that the smallest group of the type has, one of the baseline included. */
uint32_t cvn_least_others(const cvn_problem *problem, uint32_t type);

#endif
