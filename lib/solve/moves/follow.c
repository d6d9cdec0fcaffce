/* SPDX-License-Identifier: Apache-2.0 */
/** Two members change places, or one moves, where somebody cannot come to the sessions there: the sessions follow them. */
#include "solve/search.h"

#include <math.h>

/** A random open group of a type that the person takes, in which they could not sit as it meets now. */
static uint32_t pick_closed_to(cvn_search *s, uint32_t person, uint32_t from)
{
    for (uint32_t k = 0; k < 4; k++) {
        uint32_t number = cvn_pick_slot(s);
        const cvn_slot *slot = &s->state->slots[number];
        if (number != from && !slot->fixed && slot->count > slot->held && s->p->person[person].preference[slot->type] >= 0 &&
            !cvn_is_able(s->state, person, number))
            return number;
    }
    return CVN_NONE;
}

/** Seats somebody, at other sessions where they cannot come to these; false where there are none for all. */
static bool seat(cvn_search *s, uint32_t person, uint32_t number)
{
    cvn_slot *slot = &s->state->slots[number];
    if (!cvn_is_able(s->state, person, number)) {
        if (slot->fixed)
            return false;
        uint32_t count = cvn_times_with(s, number, person, s->temperature);
        cvn_tally delta;
        if (!count || !cvn_times_change(s, number, s->series, count, &delta))
            return false;
        cvn_set_times(s->state, number, s->series, count, slot->held);
        if (!cvn_is_able(s->state, person, number))
            return false;
    }
    cvn_join(s->state, person, number);
    return true;
}

bool cvn_move_follow(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t a = cvn_pick_member(s);
    if (a == CVN_NONE)
        return false;
    uint32_t from = state->seat[a], to = pick_closed_to(s, a, from), b = CVN_NONE;
    if (to == CVN_NONE)
        return false;
    const cvn_slot *slot = &state->slots[to];
    if (slot->member_count && !(cvn_has_room(state, to) && cvn_one_in(s, 4))) {
        b = slot->members[cvn_below(s, slot->member_count)];
        if (state->pinned[b] || s->p->person[b].preference[state->slots[from].type] < 0)
            return false;
    } else if (!cvn_has_room(state, to)) {
        return false;
    }
    double limit = -s->temperature * log(cvn_random_unit(&s->random) + 1e-12);
    cvn_tally hope = cvn_slot_change(state, from, a, b), other = cvn_slot_change(state, to, b, a);
    cvn_tally_add(&hope, &other, 1);
    cvn_tally_add(&hope, &state->person_tally[a], -1);
    if (b != CVN_NONE)
        cvn_tally_add(&hope, &state->person_tally[b], -1);
    if (cvn_energy(s, &hope) > limit)
        return false;
    cvn_trial_begin(state);
    cvn_leave(state, a);
    if (b != CVN_NONE)
        cvn_leave(state, b);
    if (!seat(s, a, to) || (b != CVN_NONE && !seat(s, b, from)))
        return cvn_give_up(s);
    return cvn_decide_within(s, limit);
}
