/* SPDX-License-Identifier: Apache-2.0 */
/** Unweighted rules of one group, as the search for the dearest group asks for them: not whether, but why not. */
#ifndef CVN_SOLVE_BOUND_RULES_H
#define CVN_SOLVE_BOUND_RULES_H

#include "solve/bound_kinds.h"

typedef struct cvn_literal {
    uint32_t person, role;
} cvn_literal;

/** A group that somebody thought of; the first `fixed` of each role cannot be taken out. */
typedef struct cvn_choice {
    const uint32_t *who[CVN_ROLES];
    uint32_t count[CVN_ROLES], fixed[CVN_ROLES];
} cvn_choice;

typedef enum cvn_breach {
    CVN_NO_BREACH,
    CVN_NOT_ALL,  /* no group holds all of the fixed people and those listed */
    CVN_ONE_MORE, /* every group of these people needs one who cvn_rules_helps(), too */
    CVN_EITHER    /* with or without the first (never of a rule) */
} cvn_breach;

typedef struct cvn_rules cvn_rules;
cvn_rules *cvn_rules_new(const cvn_problem *problem);
void cvn_rules_free(cvn_rules *rules);
/** The first rule that the choice breaks. list (as long as the choice) and count: for CVN_NOT_ALL, none of them fixed. */
cvn_breach cvn_rules_breach(cvn_rules *rules, const cvn_choice *choice, cvn_literal *list, uint32_t *count);
/** After CVN_ONE_MORE: would somebody in that role help to keep the rule? */
bool cvn_rules_helps(const cvn_rules *rules, cvn_literal who);

#endif
