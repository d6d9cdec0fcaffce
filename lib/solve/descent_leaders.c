/* SPDX-License-Identifier: Apache-2.0 */
/** The last look at leaders: one comes, one goes, one takes the place of another, who may have theirs, and two change groups. */
#include "solve/descent.h"

static bool may_go(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return !(state->slots[slot].fixed && state->pinned[person]);
}

static bool goes(cvn_search *s, uint32_t person, uint32_t slot)
{
    if (!may_go(s->state, person, slot))
        return false;
    cvn_trial_begin(s->state);
    cvn_unlead(s->state, person, slot);
    return cvn_keep_if_better(s);
}

static bool comes(cvn_search *s, uint32_t person, uint32_t slot)
{
    if (!cvn_would_lead(s->state, person, s->state->slots[slot].type))
        return false;
    cvn_trial_begin(s->state);
    return cvn_appoint(s, person, slot) ? cvn_keep_if_better(s) : cvn_give_up(s);
}

/** Somebody leads instead of another, who gets the seat that this leaves, or none. */
static bool replaces(cvn_search *s, uint32_t person, uint32_t other, uint32_t slot, bool seated)
{
    cvn_state *state = s->state;
    uint32_t seat = state->seat[person];
    if (!may_go(state, other, slot) || !cvn_would_lead(state, person, state->slots[slot].type) || (seated && seat == CVN_NONE))
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, other, slot);
    if (!cvn_appoint(s, person, slot))
        return cvn_give_up(s);
    if (seated) {
        if (state->lead_count[other] || !cvn_is_able(state, other, seat))
            return cvn_give_up(s);
        cvn_join(state, other, seat);
    }
    return cvn_keep_if_better(s);
}

static bool change_groups(cvn_search *s, uint32_t a, uint32_t of, uint32_t b, uint32_t to)
{
    cvn_state *state = s->state;
    if (a == b || of == to || !may_go(state, a, of) || !may_go(state, b, to))
        return false;
    cvn_trial_begin(state);
    cvn_unlead(state, a, of);
    cvn_unlead(state, b, to);
    return cvn_appoint(s, a, to) && cvn_appoint(s, b, of) ? cvn_keep_if_better(s) : cvn_give_up(s);
}

/** All that can be done with one of a group's leaders. What is tried changes their order, so the first thing that is made ends it. */
static bool improve_leader(const cvn_look *look, uint32_t person, uint32_t slot)
{
    cvn_search *s = look->s;
    if (goes(s, person, slot))
        return true;
    for (uint32_t i = 0; i < s->leader_count; i++) {
        uint32_t other = s->leaders[i];
        if (other == person)
            continue;
        if (replaces(s, other, person, slot, false) || replaces(s, other, person, slot, true))
            return true;
        for (uint32_t k = 0; k < s->state->lead_count[other] && !cvn_look_many(look); k++)
            if (change_groups(s, person, slot, other, s->state->leads[s->state->lead_first[other] + k]))
                return true;
    }
    return false;
}

bool cvn_look_at_leaders(const cvn_look *look)
{
    cvn_search *s = look->s;
    const cvn_state *state = s->state;
    bool better = false;
    for (uint32_t number = 0; number < state->slot_count && !cvn_look_stopped(look); number++) {
        if (!state->slots[number].open)
            continue;
        for (uint32_t i = 0; i < s->leader_count; i++)
            better |= comes(s, s->leaders[i], number);
        for (uint32_t i = 0; i < s->leader_count; i++)
            better |= cvn_leads_slot(state, s->leaders[i], number) && improve_leader(look, s->leaders[i], number);
    }
    return better;
}
