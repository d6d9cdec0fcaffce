/* SPDX-License-Identifier: Apache-2.0 */
/** Layouts composed of whole groups (columns.h) and settled (settle.h), one after the other, by a thread of its own beside the searches. */
#ifndef CVN_SOLVE_COMPOSER_H
#define CVN_SOLVE_COMPOSER_H

#include "solve/layout.h"

typedef struct cvn_composer cvn_composer;
typedef struct cvn_composing {
    double scale, price; /* what a simple move costs that worsens the cost, and a unit of priority left over */
    double seconds;      /* it works so long; half of that at most goes to the prices before the first layout */
    uint64_t seed;
} cvn_composing;

/** From nothing, and neither so many people nor so many choices that whole groups would come too late. */
bool cvn_composer_suits(const cvn_problem *problem);
/** Begins. The problem has no baseline. Free it with cvn_composer_free (NULL is fine), which ends it. */
cvn_composer *cvn_composer_new(const cvn_problem *problem, const cvn_composing *how);
void cvn_composer_free(cvn_composer *composer);
/** Is it at work? NULL is not. */
bool cvn_composer_busy(const cvn_composer *composer);
/** Hands it a layout of which it may use groups; it keeps a copy. */
void cvn_composer_tell(cvn_composer *composer, const cvn_layout *layout);
/** Has it composed a layout that nobody took yet, with a smaller score than that? NULL has not. */
bool cvn_composer_beats(cvn_composer *composer, const cvn_tally *best);
/** The next layout, in the order in which they were made; false where there is none. *layout is replaced, total included. */
bool cvn_composer_next(cvn_composer *composer, cvn_layout *layout);

#endif
