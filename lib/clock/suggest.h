/* SPDX-License-Identifier: Apache-2.0 */
/** Which zone somebody may have meant. */
#ifndef CVN_CLOCK_SUGGEST_H
#define CVN_CLOCK_SUGGEST_H

#include "clock/clock.h"

/** Up to three of the names (sorted, count of them) that are near to one that is none of them, nearest first; returns how many. */
size_t cvn_suggest(const char *const *names, size_t count, const char *wanted, const char *out[3]);

#endif
