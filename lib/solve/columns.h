/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whole groups as the columns of a linear programme: which of the groups that are known, in parts, place the most people for the least, when nobody is in more of them than there is of
 * them (set partitioning by column generation: Desrosiers, Soumis & Desrochers 1984). What the programme thinks that people are worth says which groups it lacks; such groups are built,
 * until none is found any more that would help. Then parts are made whole, group by group, with new prices in between (diving: Joncour, Michel, Sadykov, Sverdlov & Vanderbeck 2010).
 *
 * A group is a group here, with its leaders, its sessions and all rules that look at it alone; together rules between groups are for whoever settles what comes
 * out. Groups are built greedily, so that what the programme comes to is no bound.
 */
#ifndef CVN_SOLVE_COLUMNS_H
#define CVN_SOLVE_COLUMNS_H

#include "solve/search.h"

typedef struct cvn_columns cvn_columns;
/** Asked between two groups and in long calculations: true ends them. */
typedef struct cvn_columns_stop {
    bool (*asked)(void *context);
    void *context;
} cvn_columns_stop;

/** The problem has no baseline. left_over: what it costs to leave over a unit of priority, much more than any change of cost. Free it with cvn_columns_free (NULL is fine). */
cvn_columns *cvn_columns_new(const cvn_problem *problem, double left_over, uint64_t seed);
void cvn_columns_free(cvn_columns *columns);
/** The groups of a state that lack nothing become columns, as they are. */
void cvn_columns_add(cvn_columns *columns, const cvn_state *state);
/** Builds groups until none helps any more. False where stop (may be NULL) asked before; what is known by then can be dived with. */
bool cvn_columns_price_out(cvn_columns *columns, const cvn_columns_stop *stop);
/**
 * To groups that are whole, of which nobody is in two; each dive after the first goes another way, by chance. Where stop (may be NULL) asked on the way, the largest parts that go together
 * are made whole as they are. Whoever is in none of them is left over. layout's total is not set.
 */
void cvn_columns_dive(cvn_columns *columns, const cvn_columns_stop *stop, cvn_layout *layout);
/** Groups known, and what the programme came to, the last time: left_over times what it leaves over, and cost. For tests and benchmarks. */
size_t cvn_columns_count(const cvn_columns *columns);
double cvn_columns_value(const cvn_columns *columns);

#endif
