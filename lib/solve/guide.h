/* SPDX-License-Identifier: Apache-2.0 */
/** A dive (dive.h) by a thread of its own, beside the searches. */
#ifndef CVN_SOLVE_GUIDE_H
#define CVN_SOLVE_GUIDE_H

#include "solve/dive.h"

typedef struct cvn_guide cvn_guide;
/** Begins. unplaced: priorities that may be left over; it gives up as soon as it sees that it will take longer than that. Free it with cvn_guide_free (NULL is fine), which ends it. */
cvn_guide *cvn_guide_new(const cvn_problem *problem, int64_t unplaced, double seconds);
void cvn_guide_free(cvn_guide *guide);
/** Has it come to an end, with something or nothing? */
bool cvn_guide_done(const cvn_guide *guide);
/** What was found, as long as the guide lives; NULL: nothing, or not yet. */
const cvn_dive *cvn_guide_found(const cvn_guide *guide);

#endif
