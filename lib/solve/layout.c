/* SPDX-License-Identifier: Apache-2.0 */
/** Layouts, and the baseline as the first of them. */
#include "solve/layout.h"

#include <stdlib.h>
#include <string.h>

enum { TYPE, BASE, COUNT, HELD, MEMBERS, LEADERS, HEAD };

void cvn_layout_free(cvn_layout *layout)
{
    CVN_VEC_FREE(&layout->words);
}

static uint32_t *room_for(cvn_layout *layout, size_t words)
{
    size_t at = layout->words.count;
    while (layout->words.room < at + words) { /* grows by doubling; what is pushed is overwritten */
        (void)CVN_PUSH(&layout->words);
        layout->words.count = layout->words.room;
    }
    layout->words.count = at + words;
    return layout->words.at + at;
}

void cvn_layout_copy(cvn_layout *to, const cvn_layout *from)
{
    to->total = from->total;
    to->group_count = from->group_count;
    to->words.count = 0;
    for (size_t i = 0; i < from->words.count; i++)
        CVN_PUSH(&to->words) = from->words.at[i];
}

void cvn_layout_save(cvn_layout *layout, const cvn_state *state)
{
    layout->total = state->total;
    layout->group_count = state->open_count;
    layout->words.count = 0;
    for (uint32_t i = 0; i < state->open_count; i++) {
        const cvn_slot *slot = &state->slots[state->open[i]];
        uint32_t *to = room_for(layout, (size_t)HEAD + slot->count + slot->member_count + slot->leader_count);
        to[TYPE] = slot->type;
        to[BASE] = slot->base;
        to[COUNT] = slot->count;
        to[HELD] = slot->held;
        to[MEMBERS] = slot->member_count;
        to[LEADERS] = slot->leader_count;
        to += HEAD;
        memcpy(to, slot->at, slot->count * sizeof *to);
        memcpy(to + slot->count, slot->members, slot->member_count * sizeof *to);
        memcpy(to + slot->count + slot->member_count, slot->leaders, slot->leader_count * sizeof *to);
    }
}

/** Adds the groups that are chosen (NULL: all). */
static void add_groups(cvn_layout *layout, const cvn_layout *of, const bool *chosen)
{
    const uint32_t *from = of->words.at;
    for (uint32_t g = 0; g < of->group_count; g++) {
        size_t words = (size_t)HEAD + from[COUNT] + from[MEMBERS] + from[LEADERS];
        if (!chosen || chosen[g]) {
            memcpy(room_for(layout, words), from, words * sizeof *from);
            layout->group_count++;
        }
        from += words;
    }
}

void cvn_layout_mix(cvn_layout *layout, const cvn_layout *first, const bool *chosen, const cvn_layout *rest)
{
    layout->group_count = 0;
    layout->words.count = 0;
    add_groups(layout, first, chosen);
    add_groups(layout, rest, NULL);
}

void cvn_state_clear(cvn_state *state)
{
    cvn_trial_begin(state);
    memset(state->pinned, 0, state->p->people * sizeof *state->pinned);
    while (state->open_count) {
        uint32_t slot = state->open[state->open_count - 1];
        state->slots[slot].fixed = false;
        cvn_empty(state, slot);
        cvn_close(state, slot);
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

/** A group of a fix rule holds its people and its sessions from now on. */
static void pin(cvn_state *state, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    if (slot->base == CVN_NONE || !state->p->groups[slot->base].fixed)
        return;
    const cvn_plan_group *base = &state->p->groups[slot->base];
    slot->fixed = true;
    for (uint32_t i = 0; i < base->member_count; i++)
        state->pinned[base->members[i]] = true;
    for (uint32_t i = 0; i < base->leader_count; i++)
        state->pinned[base->leaders[i]] = true;
}

static void seat(cvn_state *state, uint32_t slot, const uint32_t *members, uint32_t member_count, const uint32_t *leaders,
                 uint32_t leader_count)
{
    for (uint32_t i = 0; i < leader_count; i++)
        if (cvn_may_lead(state, leaders[i], slot))
            cvn_lead(state, leaders[i], slot);
    for (uint32_t i = 0; i < member_count; i++)
        if (cvn_is_able(state, members[i], slot) && state->seat[members[i]] == CVN_NONE && !state->lead_count[members[i]] &&
            cvn_has_room(state, slot))
            cvn_join(state, members[i], slot);
}

void cvn_layout_load(cvn_state *state, const cvn_layout *layout)
{
    cvn_state_clear(state);
    cvn_trial_begin(state);
    const uint32_t *from = layout->words.at;
    for (uint32_t g = 0; g < layout->group_count; g++) {
        const uint32_t *starts = from + HEAD, *members = starts + from[COUNT], *leaders = members + from[MEMBERS];
        uint32_t slot = cvn_open(state, from[TYPE], from[BASE]);
        if (slot != CVN_NONE) {
            cvn_set_times(state, slot, starts, from[COUNT], from[HELD]);
            seat(state, slot, members, from[MEMBERS], leaders, from[LEADERS]);
            pin(state, slot);
        }
        from = leaders + from[LEADERS];
    }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
}

/** Says why a fixed group does not stand as it did; CVN_OK where it does. */
static cvn_code check_fixed(const cvn_state *state, uint32_t number, uint32_t slot, cvn_error *error)
{
    const cvn_plan_group *base = &state->p->groups[number];
    const char *id = base->group->id;
    if (slot == CVN_NONE)
        return cvn_fail(error, CVN_E_DATA,
                        "rule fix: group %s cannot stand: its sessions are no longer possible, or its type has its max_groups", id);
    cvn_code code = CVN_OK;
    for (uint32_t i = 0; i < base->member_count + base->leader_count; i++) {
        bool member = i < base->member_count;
        uint32_t person = member ? base->members[i] : base->leaders[i - base->member_count];
        if (member ? state->seat[person] != slot : !cvn_leads_slot(state, person, slot))
            code = cvn_fail(error, CVN_E_DATA, "rule fix: group %s cannot stand: %s no longer fits it (role, type, hours or size)", id,
                            state->p->conference->people[state->p->person[person].index].id);
    }
    return code;
}

/** The baseline's sessions still make a group: then it is set up with whom still fits. */
static uint32_t set_up(cvn_state *state, uint32_t number)
{
    const cvn_plan_group *base = &state->p->groups[number];
    if (!base->can_go_on || !cvn_plan_sessions_ok(state->p, base->starts, base->count, base->held))
        return CVN_NONE;
    uint32_t slot = cvn_open(state, base->type, number);
    if (slot == CVN_NONE)
        return CVN_NONE;
    cvn_set_times(state, slot, base->starts, base->count, base->held);
    seat(state, slot, base->members, base->member_count, base->leaders, base->leader_count);
    return slot;
}

cvn_code cvn_state_baseline(cvn_state *state, cvn_error *error)
{
    cvn_code code = CVN_OK;
    cvn_state_clear(state);
    cvn_trial_begin(state);
    for (int fixed = 1; fixed >= 0; fixed--) /* fixed groups choose first */
        for (uint32_t g = 0; g < state->p->group_count; g++) {
            if (state->p->groups[g].fixed != (fixed == 1))
                continue;
            uint32_t slot = set_up(state, g);
            cvn_code one = fixed ? check_fixed(state, g, slot, error) : CVN_OK;
            code = code ? code : one;
            if (slot != CVN_NONE)
                pin(state, slot);
        }
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    return code;
}

cvn_answer_group *cvn_layout_groups(const cvn_layout *layout, cvn_arena *arena)
{
    cvn_answer_group *groups = CVN_ARENA_ARRAY(arena, cvn_answer_group, layout->group_count + 1);
    const uint32_t *from = layout->words.at;
    for (uint32_t g = 0; g < layout->group_count; g++) {
        const uint32_t *starts = from + HEAD, *members = starts + from[COUNT], *leaders = members + from[MEMBERS];
        groups[g] = (cvn_answer_group){.type = from[TYPE],
                                       .base = from[BASE],
                                       .count = from[COUNT],
                                       .starts = starts,
                                       .member_count = from[MEMBERS],
                                       .leader_count = from[LEADERS],
                                       .members = members,
                                       .leaders = leaders};
        from = leaders + from[LEADERS];
    }
    return groups;
}
