/* SPDX-License-Identifier: Apache-2.0 */
/** The last look at mergers: the people of one group into another that has room for all its members. */
#include "solve/descent.h"

/** Lists a group's members, and those of its leaders who could be members, too. */
static uint32_t list_people(const cvn_search *s, const cvn_slot *slot, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < slot->member_count; i++)
        out[n++] = slot->members[i];
    for (uint32_t i = 0; i < s->leader_count; i++) /* by number: what is tried changes the order of a group's own list */
        for (uint32_t k = 0; k < slot->leader_count; k++)
            if (slot->leaders[k] == s->leaders[i])
                out[n++] = s->leaders[i];
    return n;
}

static bool merge(cvn_search *s, uint32_t from, uint32_t to)
{
    cvn_state *state = s->state;
    const cvn_slot *slot = &state->slots[from];
    uint32_t members = slot->member_count;
    if (from == to || state->slots[to].member_count + members > s->p->types[state->slots[to].type].size_max)
        return false;
    for (uint32_t i = 0; i < members; i++)
        if (!cvn_is_able(state, slot->members[i], to))
            return false;
    uint32_t n = list_people(s, slot, s->others);
    cvn_trial_begin(state);
    cvn_empty(state, from);
    cvn_close(state, from);
    for (uint32_t i = 0; i < n; i++)
        if (i < members || (cvn_movable(state, s->others[i]) && cvn_has_room(state, to) && cvn_is_able(state, s->others[i], to)))
            cvn_join(state, s->others[i], to);
    return cvn_keep_if_better(s);
}

bool cvn_look_at_mergers(const cvn_look *look)
{
    const cvn_state *state = look->s->state;
    bool better = false;
    for (uint32_t from = 0; from < state->slot_count && !cvn_look_stopped(look); from++)
        for (uint32_t to = 0; to < state->slot_count && state->slots[from].open; to++)
            better |= !state->slots[from].fixed && state->slots[to].open && merge(look->s, from, to);
    return better;
}
