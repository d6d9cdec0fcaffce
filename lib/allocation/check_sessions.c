/* SPDX-License-Identifier: Apache-2.0 */
/** Stage 2, when a group meets: starts that exist, their number, order, gaps and pattern; and what a baseline has promised. */
#include "allocation/check.h"

#include <stdlib.h>
#include <string.h>

static int by_instant(const void *a, const void *b)
{
    const cvn_instant *x = a, *y = b;
    return (x->min > y->min) - (x->min < y->min);
}

static bool is_start(const cvn_conference *conference, cvn_instant start)
{
    return conference->start_count && bsearch(&start, conference->starts, conference->start_count, sizeof start, by_instant);
}

/** Every session stands at a start, after the one before. */
static bool check_starts(cvn_checking *checking, const cvn_group *group)
{
    bool in_order = true, exist = true;

    for (uint32_t i = 0; i < group->session_count; i++) {
        if (i && group->sessions[i].min < group->sessions[i - 1].min)
            in_order = false;
        if (!is_start(checking->conference, group->sessions[i])) {
            cvn_violated(checking, "group %s: %s is no start of the conference", group->id, cvn_checked_session(checking, group, i));
            exist = false;
        }
    }
    if (!in_order)
        cvn_violated(checking, "group %s: its sessions are not in the order of time", group->id);
    return in_order && exist;
}

static void check_overlaps(cvn_checking *checking, const cvn_group *group)
{
    for (uint32_t i = 1; i < group->session_count; i++)
        if (group->sessions[i].min - group->sessions[i - 1].min < checking->conference->duration_min) {
            cvn_violated(checking, "group %s: %s begins before the one before has ended", group->id, cvn_checked_session(checking, group, i));
            return;
        }
}

static bool is_series(const cvn_group *group, const cvn_series *series)
{
    if (series->count != group->session_count)
        return false;
    for (uint32_t i = 0; i < series->count; i++)
        if (series->starts[i].min != group->sessions[i].min)
            return false;
    return true;
}

static void check_offered(cvn_checking *checking, const cvn_group *group)
{
    for (uint32_t s = 0; s < checking->conference->series_count; s++)
        if (is_series(group, &checking->conference->series[s]))
            return;
    cvn_violated(checking, "group %s: its sessions are those of no offered series", group->id);
}

static void check_gaps(cvn_checking *checking, const cvn_group *group)
{
    const cvn_conference *conference = checking->conference;

    for (uint32_t i = 1; i < group->session_count; i++) {
        int32_t gap =
            cvn_zone_civil(conference->zone, group->sessions[i]).date.day - cvn_zone_civil(conference->zone, group->sessions[i - 1]).date.day;
        if (gap < conference->gap_min_days)
            cvn_violated(checking, "group %s: %s is %d day%s after the one before; at least %d must lie between them", group->id,
                         cvn_checked_session(checking, group, i), gap, cvn_s((uint64_t)gap), conference->gap_min_days);
        if (gap > conference->gap_max_days)
            cvn_violated(checking, "group %s: %s is %d days after the one before; at most %d may lie between them", group->id,
                         cvn_checked_session(checking, group, i), gap, conference->gap_max_days);
    }
}

static void check_weekly(cvn_checking *checking, const cvn_group *group)
{
    const cvn_zone *zone = checking->conference->zone;

    for (uint32_t i = 1; i < group->session_count; i++) {
        cvn_civil first = cvn_zone_civil(zone, group->sessions[0]), here = cvn_zone_civil(zone, group->sessions[i]);
        if (first.weekday != here.weekday || first.minute != here.minute) {
            cvn_violated(checking, "group %s: %s is not on the weekday and at the time of the first", group->id,
                         cvn_checked_session(checking, group, i));
            return;
        }
    }
}

/** What the baseline promised: the sessions already held are the first ones, as they were. */
static void check_held(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_group *group = at->group, *old = at->old;
    uint32_t past = 0;
    bool same = true;

    for (uint32_t i = 0; old && i < old->session_count; i++) {
        if (!cvn_is_held(checking->conference, old->sessions[i]))
            continue;
        same = same && past < at->held && group->sessions[past].min == old->sessions[i].min;
        past++;
    }
    if (!old && at->held)
        cvn_violated(checking, "group %s: %s lies before as_of, and a new group can only meet after it", group->id,
                     cvn_checked_session(checking, group, 0));
    else if (!same || past != at->held)
        cvn_violated(checking, "group %s: its sessions before as_of are held, and must stay as the baseline has them", group->id);
}

/** A group that goes on under its id is of the same type and, by half at least, of the same people. */
static void check_continues(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_group *old = at->old;
    uint32_t known = 0;

    if (strcmp(old->type, at->group->type) != 0)
        cvn_violated(checking, "group %s: it is of type %s, and was of type %s: a group keeps its type", at->group->id, at->group->type,
                     old->type);
    for (uint32_t i = 0; i < at->people_count; i++) {
        const char *id = checking->conference->people[at->people[i]].id;
        known += cvn_ids_have(old->members, old->member_count, id) || cvn_ids_have(old->leaders, old->leader_count, id);
    }
    if (2 * known < at->people_count)
        cvn_violated(checking, "group %s: %u of its %u people were in it; a group that goes on under its id keeps at least half", at->group->id,
                     known, at->people_count);
}

bool cvn_check_sessions(cvn_checking *checking, const cvn_checked_group *at)
{
    const cvn_conference *conference = checking->conference;
    const cvn_group *group = at->group;

    if (conference->pattern != CVN_PATTERN_OFFERED && group->session_count != conference->count)
        cvn_violated(checking, "group %s: %u session%s; each group has %u", group->id, group->session_count, cvn_s(group->session_count),
                     conference->count);
    check_overlaps(checking, group);
    if (!check_starts(checking, group))
        return false;
    check_held(checking, at);
    if (at->old)
        check_continues(checking, at);
    if (conference->pattern == CVN_PATTERN_OFFERED) {
        check_offered(checking, group);
    } else {
        check_gaps(checking, group);
        if (conference->pattern == CVN_PATTERN_WEEKLY)
            check_weekly(checking, group);
    }
    return true;
}
