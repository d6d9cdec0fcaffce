/* SPDX-License-Identifier: Apache-2.0 */
/** A time-zone file as RFC 9636 lays it out, versions 1 to 4: read from memory that anybody may have written. */
#ifndef CVN_CLOCK_TZIF_H
#define CVN_CLOCK_TZIF_H

#include "clock/posix_tz.h"

/** A kind of local time. */
typedef struct cvn_tzif_type {
    int32_t offset_s; /* east of UTC, at most 26 hours either way */
    bool dst;
    const char *abbreviation; /* in the abbreviations of the file */
} cvn_tzif_type;

typedef struct cvn_tzif {
    size_t changes; /* explicit ones, strictly ascending */
    int64_t *at_s;
    uint8_t *type;       /* of each change */
    size_t types;        /* 1 to 256; type 0 holds before the first change */
    cvn_tzif_type *kind; /* of each type */
    char *abbreviations; /* each ends in a 0 */
    bool has_rule;       /* what holds from the last change on, where the file says (never in version 1) */
    cvn_posix_tz rule;
} cvn_tzif;

/**
 * Reads a whole file. name stands in messages. CVN_E_UNAVAILABLE where the bytes are no TZif file, are cut off, contradict themselves or count
 * leap seconds; then *out is empty. Never reads outside the bytes.
 */
cvn_code cvn_tzif_parse(cvn_tzif *out, const void *bytes, size_t length, const char *name, cvn_error *error);
void cvn_tzif_free(cvn_tzif *tzif);

#endif
