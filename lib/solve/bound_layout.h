/* SPDX-License-Identifier: Apache-2.0 */
/** From groups that the bound found to a layout that a search can go on from. */
#ifndef CVN_SOLVE_BOUND_LAYOUT_H
#define CVN_SOLVE_BOUND_LAYOUT_H

#include "solve/bound_dearest.h"
#include "solve/layout.h"

typedef struct cvn_bound_layout cvn_bound_layout;
cvn_bound_layout *cvn_bound_layout_new(const cvn_kinds *kinds);
void cvn_bound_layout_free(cvn_bound_layout *layout);
/** Gives a group sessions that its people can attend, clear of those that its leaders lead already; without any, the group is left out. context: the
 *  cvn_bound_layout. */
void cvn_bound_layout_add(void *context, const cvn_found_group *group);
/** What was added, as long as it lives; the total is not set. */
const cvn_layout *cvn_bound_layout_done(const cvn_bound_layout *layout);

#endif
