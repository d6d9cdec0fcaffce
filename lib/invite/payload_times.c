/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"

bool cvn_payload_times(cvn_payload_when *out, cvn_arena *arena, cvn_zones *zones, const char *payload)
{
    assert(out && arena && zones && payload);
    cvn_item item;
    *out = (cvn_payload_when){0};
    if (!cvn_item_read(&item, arena, payload) || item.start_count == 0)
        return false;
    *out = (cvn_payload_when){.count = item.start_count, .starts = item.starts, .duration_min = item.duration_min};
    if (*item.zone)
        out->zone = cvn_zones_get(zones, item.zone, NULL, NULL);
    return true;
}
