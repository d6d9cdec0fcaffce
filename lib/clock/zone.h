/* SPDX-License-Identifier: Apache-2.0 */
/** A zone as a table of periods, each with one offset: the file's changes, then those of its footer up to a horizon. */
#ifndef CVN_CLOCK_ZONE_H
#define CVN_CLOCK_ZONE_H

#include "clock/tzif.h"

/** Makes a zone of what a file holds; the name is copied, the file's content may be freed after. Never NULL. */
cvn_zone *cvn_zone_new(const char *name, const cvn_tzif *tzif);
void cvn_zone_free(cvn_zone *zone);

/**
 * Is the clock ahead of the zone's other one of that time? What people call summer time; dst where IANA writes a zone that way round, but not
 * for Dublin, say, whose standard time is the summer's. false where the zone does not change its clock around then.
 */
bool cvn_zone_summer(const cvn_zone *zone, int64_t at_s);

#endif
