/* SPDX-License-Identifier: Apache-2.0 */
/** Whatever a time-zone file holds, it is refused, or read into a zone that can be asked. */
#include "clock/zone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cvn_tzif tzif;
    if (cvn_tzif_parse(&tzif, data, size, "fuzz", NULL) != CVN_OK)
        return 0;
    cvn_zone *zone = cvn_zone_new("fuzz", &tzif);
    cvn_tzif_free(&tzif);
    cvn_zone_change change;
    int64_t at_s = INT64_MIN;
    for (int i = 0; i < 1000 && cvn_zone_next_change(zone, at_s, &change); i++, at_s = change.at_s) {
        if (change.at_s <= at_s)
            abort();
    }
    for (int year = 1970; year < 2200; year += 10) {
        cvn_instant instant = cvn_zone_instant(zone, cvn_date_of(year, 3, 28), 150);
        (void)cvn_zone_civil(zone, instant);
        (void)cvn_zone_summer(zone, instant.min * 60);
    }
    (void)cvn_zone_offset_s(zone, INT64_C(1) << 50, NULL, NULL);
    cvn_zone_free(zone);
    return 0;
}
