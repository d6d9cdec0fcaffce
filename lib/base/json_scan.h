/* SPDX-License-Identifier: Apache-2.0 */
/** Walks JSON text (RFC 8259) without building anything: where a value ends, and what is wrong where. cJSON reads more than JSON and says less. */
#ifndef CVN_BASE_JSON_SCAN_H
#define CVN_BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum { CVN_JSON_DEPTH = 64 };

typedef struct cvn_scan {
    const char *text;
    size_t length, at;
    const char *wrong; /* what was expected at `at`; NULL: nothing is wrong */
    int depth;
} cvn_scan;

void cvn_scan_space(cvn_scan *scan);
/** Past one string, at its opening quote. */
bool cvn_scan_string(cvn_scan *scan);
/** Past one value of any kind and nothing behind it. */
bool cvn_scan_value(cvn_scan *scan);
/** Past `c`, spaces before it skipped; false, and nothing is passed but space, where something else stands there. */
bool cvn_scan_char(cvn_scan *scan, char c);

#endif
