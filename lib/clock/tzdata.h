/* SPDX-License-Identifier: Apache-2.0 */
/** What tzdata.zi, the list beside the compiled zones, says: names and version. */
#ifndef CVN_CLOCK_TZDATA_H
#define CVN_CLOCK_TZDATA_H

#include "clock/clock.h"

/** Names of zones and links, sorted, each once. */
typedef struct cvn_tzdata_names {
    char *text;         /* holds them */
    const char **names; /* NULL-terminated */
    size_t count;
} cvn_tzdata_names;

/** Reads folder/tzdata.zi. CVN_E_UNAVAILABLE where it cannot be read or names no zone. */
cvn_code cvn_tzdata_read(cvn_tzdata_names *out, const char *folder, cvn_error *error);
void cvn_tzdata_free(cvn_tzdata_names *names);

#define CVN_TZDATA_VERSION 16
/** The release that folder/tzdata.zi (or folder/+VERSION) names, "unknown" where neither does. Returns out. */
char *cvn_tzdata_version_of(const char *folder, char out[CVN_TZDATA_VERSION]);
/** About when a release came out; 0 where version is none. The year's releases are lettered, roughly one a month. */
cvn_date cvn_tzdata_date_of(const char *version);

#endif
