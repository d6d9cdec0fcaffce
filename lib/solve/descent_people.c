/* SPDX-License-Identifier: Apache-2.0 */
/** The last look at people as members: one to another group, two changing places, one in the seat of another who goes on to a third. */
#include "solve/descent.h"

static void add(cvn_tally *sum, cvn_tally one)
{
    cvn_tally_add(sum, &one, 1);
}

static bool may_come(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return state->slots[slot].open && cvn_is_able(state, person, slot);
}

/** Somebody to another group, with or without a place before. */
static bool move_one(cvn_search *s, uint32_t person, uint32_t to)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person];
    if (from == to || !may_come(state, person, to) || !cvn_has_room(state, to))
        return false;
    if (!s->p->person[person].tied) {
        cvn_tally delta = cvn_own_change(state, person, to);
        add(&delta, cvn_slot_change(state, to, CVN_NONE, person));
        if (from != CVN_NONE)
            add(&delta, cvn_slot_change(state, from, person, CVN_NONE));
        if (!cvn_betters(&delta))
            return false;
    }
    cvn_trial_begin(state);
    if (from != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    return cvn_keep_if_better(s);
}

/** Two change places; or one who has none takes that of another. */
static bool swap_two(cvn_search *s, uint32_t person, uint32_t other)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person], to = state->seat[other];
    if (from == to || !may_come(state, person, to) || (from != CVN_NONE && !may_come(state, other, from)))
        return false;
    if (!s->p->person[person].tied && !s->p->person[other].tied) {
        cvn_tally delta = cvn_own_change(state, person, to);
        add(&delta, cvn_own_change(state, other, from));
        add(&delta, cvn_slot_change(state, to, other, person));
        if (from != CVN_NONE)
            add(&delta, cvn_slot_change(state, from, person, other));
        if (!cvn_betters(&delta))
            return false;
    }
    cvn_trial_begin(state);
    cvn_leave(state, other);
    if (from != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    if (from != CVN_NONE)
        cvn_join(state, other, from);
    return cvn_keep_if_better(s);
}

/** One takes the seat of another, who goes on to a third group. */
static bool eject(cvn_search *s, uint32_t person, uint32_t other)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person], to = state->seat[other];
    if (from == to || !may_come(state, person, to))
        return false;
    bool tied = s->p->person[person].tied || s->p->person[other].tied;
    cvn_tally first = cvn_own_change(state, person, to);
    add(&first, cvn_slot_change(state, to, other, person));
    if (from != CVN_NONE)
        add(&first, cvn_slot_change(state, from, person, CVN_NONE));
    for (uint32_t i = 0; i < state->open_count; i++) {
        uint32_t third = state->open[i];
        if (third == to || third == from || !may_come(state, other, third) || !cvn_has_room(state, third))
            continue;
        cvn_tally delta = cvn_own_change(state, other, third);
        add(&delta, first);
        add(&delta, cvn_slot_change(state, third, CVN_NONE, other));
        if (!tied && !cvn_betters(&delta))
            continue;
        cvn_trial_begin(state);
        cvn_leave(state, other);
        if (from != CVN_NONE)
            cvn_leave(state, person);
        cvn_join(state, person, to);
        cvn_join(state, other, third);
        if (cvn_keep_if_better(s))
            return true;
    }
    return false;
}

/** Everything that can be done with one person as a member. */
static bool improve_person(const cvn_look *look, uint32_t person)
{
    cvn_state *state = look->s->state;
    bool better = false;
    if (!cvn_movable(state, person))
        return false;
    for (uint32_t i = 0; i < state->open_count; i++)
        better |= move_one(look->s, person, state->open[i]);
    for (uint32_t other = 0; other < state->p->people; other++) {
        if (other == person || state->seat[other] == CVN_NONE || state->pinned[other])
            continue;
        better |= swap_two(look->s, person, other) || (!cvn_look_many(look) && eject(look->s, person, other));
    }
    return better;
}

bool cvn_look_at_people(const cvn_look *look)
{
    bool better = false;
    for (uint32_t person = 0; person < look->s->p->people && !cvn_look_stopped(look); person++)
        better |= improve_person(look, person);
    return better;
}
