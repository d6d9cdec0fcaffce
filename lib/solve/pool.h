/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Layouts that a search has met, and children of two: one of them with groups of the other in it. What tells good layouts of narrow hours apart is
 * which few people meet together at hours that are bad for somebody; a whole group carries that from one layout into another, where single moves
 * would have to pass through much worse ones (crossover by groups: Falkenauer 1996; Galinier & Hao 1999).
 */
#ifndef CVN_SOLVE_POOL_H
#define CVN_SOLVE_POOL_H

#include "solve/search.h"

typedef struct cvn_pool cvn_pool;

/** most: how many layouts it holds, at least 2. Free it with cvn_pool_free (NULL is fine). */
cvn_pool *cvn_pool_new(const cvn_problem *problem, uint32_t most);
void cvn_pool_free(cvn_pool *pool);
bool cvn_pool_full(const cvn_pool *pool);
/**
 * What stands joins: where there is room, or in place of the worst, where that is worse. Returns false, and nothing changed, where it does not, where
 * a group lacks something, or where one with the same score is there, which most likely is the same.
 */
bool cvn_pool_add(cvn_pool *pool, const cvn_state *state);
/**
 * Makes the search's state the child of two layouts that are drawn from a full pool: the first of them, with groups of the second that serve their
 * people for less than the first does. Groups that lack somebody by that end, and people without a seat find another one where there is one; a set
 * that an unweighted together rule names may be torn by that.
 */
void cvn_pool_child(const cvn_pool *pool, cvn_search *search);

#endif
