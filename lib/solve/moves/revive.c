/* SPDX-License-Identifier: Apache-2.0 */
/** A baseline group that ended goes on, with those of its people who are free or would come back. */
#include "solve/search.h"

#include <string.h>

static bool stands(const cvn_state *state, uint32_t base)
{
    for (uint32_t i = 0; i < state->open_count; i++)
        if (state->slots[state->open[i]].base == base)
            return true;
    return false;
}

bool cvn_move_revive(cvn_search *s)
{
    cvn_state *state = s->state;
    if (!s->p->group_count)
        return false;
    uint32_t number = cvn_below(s, s->p->group_count);
    const cvn_plan_group *base = &s->p->groups[number];
    if (!base->can_go_on || stands(state, number) || !cvn_plan_sessions_ok(s->p, base->starts, base->count, base->held))
        return false;
    cvn_trial_begin(state);
    uint32_t slot = cvn_open(state, base->type, number);
    if (slot == CVN_NONE)
        return cvn_give_up(s);
    cvn_set_times(state, slot, base->starts, base->count, base->held);
    cvn_slot_tally(state, slot);
    for (uint32_t i = 0; i < base->leader_count; i++)
        cvn_appoint(s, base->leaders[i], slot);
    for (uint32_t i = 0; i < base->member_count && cvn_has_room(state, slot); i++) {
        uint32_t person = base->members[i];
        if (state->pinned[person] || state->lead_count[person] || !cvn_is_able(state, person, slot))
            continue;
        if (state->seat[person] != CVN_NONE)
            cvn_take(s, person);
        cvn_put(s, person, slot);
    }
    if (!cvn_staff(s, slot))
        return cvn_give_up(s);
    cvn_fill(s, slot, s->p->types[base->type].size_ideal);
    return cvn_decide(s);
}
