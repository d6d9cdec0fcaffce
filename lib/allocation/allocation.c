/* SPDX-License-Identifier: Apache-2.0 */
/** The allocation itself, and what the public face asks of it. */
#include "allocation/allocation.h"

#include <string.h>

cvn_allocation *cvn_allocation_new(const char *conference_id)
{
    assert(conference_id);
    cvn_arena *arena = cvn_arena_new();
    cvn_allocation *out = CVN_ARENA_ARRAY(arena, cvn_allocation, 1);
    out->arena = arena;
    out->path = "";
    out->conference = cvn_arena_strdup(arena, conference_id);
    return out;
}

void cvn_allocation_free(cvn_allocation *allocation)
{
    if (allocation)
        cvn_arena_free(allocation->arena); /* the struct lives in it */
}

const cvn_group *cvn_allocation_group(const cvn_allocation *allocation, const char *id)
{
    assert(allocation && id);
    for (uint32_t g = 0; g < allocation->group_count; g++)
        if (strcmp(allocation->groups[g].id, id) == 0)
            return &allocation->groups[g];
    return NULL;
}

static const cvn_group *group_at(const cvn_allocation *allocation, size_t group)
{
    assert(allocation && group < allocation->group_count);
    return &allocation->groups[group];
}

size_t cvn_allocation_groups(const cvn_allocation *allocation)
{
    assert(allocation);
    return allocation->group_count;
}

const char *cvn_group_id(const cvn_allocation *allocation, size_t group)
{
    return group_at(allocation, group)->id;
}

const char *cvn_group_type(const cvn_allocation *allocation, size_t group)
{
    return group_at(allocation, group)->type;
}

size_t cvn_group_sessions(const cvn_allocation *allocation, size_t group)
{
    return group_at(allocation, group)->session_count;
}

int64_t cvn_group_session(const cvn_allocation *allocation, size_t group, size_t i)
{
    const cvn_group *at = group_at(allocation, group);
    assert(i < at->session_count);
    return at->sessions[i].min * 60;
}

size_t cvn_group_leaders(const cvn_allocation *allocation, size_t group)
{
    return group_at(allocation, group)->leader_count;
}

const char *cvn_group_leader(const cvn_allocation *allocation, size_t group, size_t i)
{
    const cvn_group *at = group_at(allocation, group);
    assert(i < at->leader_count);
    return at->leaders[i];
}

size_t cvn_group_members(const cvn_allocation *allocation, size_t group)
{
    return group_at(allocation, group)->member_count;
}

const char *cvn_group_member(const cvn_allocation *allocation, size_t group, size_t i)
{
    const cvn_group *at = group_at(allocation, group);
    assert(i < at->member_count);
    return at->members[i];
}

size_t cvn_allocation_unplaced(const cvn_allocation *allocation)
{
    assert(allocation);
    return allocation->unplaced_count;
}

const char *cvn_allocation_unplaced_id(const cvn_allocation *allocation, size_t i)
{
    assert(allocation && i < allocation->unplaced_count);
    return allocation->unplaced[i];
}
