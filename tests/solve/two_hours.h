/* SPDX-License-Identifier: Apache-2.0 */
/** A conference with one way to place everybody, for whatever composes groups. */
#ifndef CVN_TESTS_SOLVE_TWO_HOURS_H
#define CVN_TESTS_SOLVE_TWO_HOURS_H

#include "hand_made.h"

#define TWO_HOURS_MEMBER(hours)                                                                                                                \
    {                                                                                                                                          \
        "m", hours, OUT, OUT, 0                                                                                                                \
    }

/* Four can come at 8 alone, four at 16 alone; one leader at 8 alone, the other at both: so that one must lead at 16. */
static const hand_made two_hours = {"two hours",
                                    3,
                                    4,
                                    5,
                                    1,
                                    1,
                                    {0},
                                    NULL,
                                    {TWO_HOURS_MEMBER(AT_8),
                                     TWO_HOURS_MEMBER(AT_8),
                                     TWO_HOURS_MEMBER(AT_8),
                                     TWO_HOURS_MEMBER(AT_8),
                                     TWO_HOURS_MEMBER(AT_16),
                                     TWO_HOURS_MEMBER(AT_16),
                                     TWO_HOURS_MEMBER(AT_16),
                                     TWO_HOURS_MEMBER(AT_16),
                                     {"l", AT_8, OUT, OUT, 0},
                                     {"l", AT_8 | AT_16, OUT, OUT, 0}}};

#endif
