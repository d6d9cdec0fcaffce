/* SPDX-License-Identifier: Apache-2.0 */
/** Private to the room: times at which somebody cannot come, as lines of `unavailable`. lines[i]: of person i; an empty list: nothing to add. */
#ifndef CVN_CONFERENCE_BLOCK_H
#define CVN_CONFERENCE_BLOCK_H

#include "conference/conference.h"

/** One line, on the person's clock. hours: from and to count, first is the date; else whole days from first to last. */
typedef struct cvn_block_line {
    bool hours;
    cvn_date first, last;
    int32_t from_min, to_min; /* of the day; to_min ≤ from_min: past midnight; 1440: "24:00" */
} cvn_block_line;
typedef struct cvn_block_lines {
    CVN_VEC(cvn_block_line) list;
} cvn_block_lines;

void cvn_block_json(cvn_buffer *out, const char *text, size_t length, const char *pointer, const cvn_block_lines *lines, size_t people);
/** In the column unavailable, which is added where there is none. CVN_E_DATA where the text cannot be read. */
cvn_code cvn_block_csv(cvn_buffer *out, const char *text, size_t length, const char *name, const cvn_block_lines *lines, size_t people,
                       cvn_error *error);

#endif
