/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A new group turns out to be a baseline group that ended: it takes that one's place, people and sessions as they are, so that nobody counts as
 * moved. Without this, a group that ended on the way and came back under another name could only return person by person.
 */
#include "solve/search.h"

#include <string.h>

static uint32_t shared(const cvn_slot *slot, const cvn_plan_group *base)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < slot->member_count; i++)
        n += cvn_bit(base->who, slot->members[i]);
    for (uint32_t i = 0; i < slot->leader_count; i++)
        n += cvn_bit(base->who, slot->leaders[i]);
    return n;
}

/** The new group of the baseline group's type that holds most of its people, at least half of its own; CVN_NONE where there is none. */
static uint32_t likest(const cvn_search *s, uint32_t number)
{
    const cvn_state *state = s->state;
    const cvn_plan_group *base = &s->p->groups[number];
    uint32_t best = CVN_NONE, most = 0;
    for (uint32_t i = 0; i < state->open_count; i++) {
        const cvn_slot *slot = &state->slots[state->open[i]];
        if (slot->base == number)
            return CVN_NONE; /* it stands */
        if (slot->base != CVN_NONE || slot->type != base->type || slot->fixed)
            continue;
        uint32_t n = shared(slot, base);
        if (n > most && 2 * n >= slot->member_count + slot->leader_count) {
            most = n;
            best = state->open[i];
        }
    }
    return best;
}

bool cvn_move_adopt(cvn_search *s)
{
    cvn_state *state = s->state;
    if (!s->p->group_count)
        return false;
    uint32_t number = cvn_below(s, s->p->group_count);
    const cvn_plan_group *base = &s->p->groups[number];
    uint32_t from = base->can_go_on && !base->held ? likest(s, number) : CVN_NONE;
    if (from == CVN_NONE)
        return false;
    const cvn_slot *slot = &state->slots[from];
    uint32_t count = slot->count, members = slot->member_count, leaders = slot->leader_count;
    memcpy(s->series, slot->at, count * sizeof *s->series);
    memcpy(s->people, slot->members, members * sizeof *s->people);
    memcpy(s->others, slot->leaders, leaders * sizeof *s->others);
    cvn_trial_begin(state);
    cvn_empty(state, from);
    cvn_close(state, from);
    uint32_t to = cvn_open(state, base->type, number);
    if (to == CVN_NONE)
        return cvn_give_up(s);
    cvn_set_times(state, to, s->series, count, 0);
    for (uint32_t i = 0; i < leaders; i++)
        cvn_appoint(s, s->others[i], to);
    for (uint32_t i = 0; i < members; i++)
        cvn_put(s, s->people[i], to);
    return cvn_decide(s);
}
