/* SPDX-License-Identifier: Apache-2.0 */
/** Where a group meets on line: what a link may be, and whether two groups would meet in each other's room. */
#include "allocation/allocation.h"

#include <ctype.h>
#include <string.h>

bool cvn_link_fits(const char *link)
{
    const char *host = cvn_text_starts(link, "https://") ? link + 8 : cvn_text_starts(link, "http://") ? link + 7 : "";
    if (!isalnum((unsigned char)*host) && *host != '[')
        return false;
    for (const unsigned char *at = (const unsigned char *)link; *at; at++)
        if (*at <= 0x20 || *at >= 0x7f || strchr("\"'<>\\^`{|}", *at))
            return false;
    return true;
}

/** Sessions of both are ascending. */
static bool overlap(const cvn_group *a, const cvn_group *b, int32_t duration_min)
{
    for (uint32_t i = 0, k = 0; i < a->session_count && k < b->session_count;) {
        int64_t apart = b->sessions[k].min - a->sessions[i].min;
        if (apart > -duration_min && apart < duration_min)
            return true;
        if (apart > 0)
            i++;
        else
            k++;
    }
    return false;
}

const cvn_group *cvn_link_clash(const cvn_allocation *allocation, const cvn_group *group, int32_t duration_min)
{
    assert(allocation && group->link);
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        const cvn_group *other = &allocation->groups[g];
        if (other != group && other->link && strcmp(other->link, group->link) == 0 && overlap(group, other, duration_min))
            return other;
    }
    return NULL;
}
