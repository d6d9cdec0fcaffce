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

/** Its sessions of the baseline, into search->series; where one of them is no more (its date was moved), others that many of its people can attend. */
static uint32_t sessions_of(cvn_search *s, uint32_t number)
{
    const cvn_plan_group *base = &s->p->groups[number];
    if (cvn_plan_sessions_ok(s->p, base->starts, base->count, base->held)) {
        memcpy(s->series, base->starts, base->count * sizeof *s->series);
        return base->count;
    }
    if (base->held > s->p->session_count) /* more are held than any series has left */
        return 0;
    memcpy(s->series, base->starts, base->held * sizeof *s->series);
    cvn_wish wish = {.type = base->type,
                     .base = number,
                     .held = base->held,
                     .own = base->who,
                     .own_worth = 4,
                     .unplaced_worth = 4,
                     .any_worth = (int32_t)cvn_below(s, 2),
                     .noise = 2};
    return cvn_seek(s, &wish);
}

bool cvn_move_revive(cvn_search *s)
{
    cvn_state *state = s->state;
    if (!s->p->group_count)
        return false;
    uint32_t number = cvn_below(s, s->p->group_count);
    const cvn_plan_group *base = &s->p->groups[number];
    if (!base->can_go_on || stands(state, number))
        return false;
    uint32_t count = sessions_of(s, number);
    if (!count)
        return false;
    cvn_trial_begin(state);
    uint32_t slot = cvn_open(state, base->type, number);
    if (slot == CVN_NONE)
        return cvn_give_up(s);
    cvn_set_times(state, slot, s->series, count, base->held);
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
