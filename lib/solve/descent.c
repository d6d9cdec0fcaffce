/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The end of a search that ended by itself: every single move is looked at, one after the other, and what makes the answer better is made, until
 * nothing does. Annealing at its coldest has tried most of them, but by chance; here none is forgotten.
 */
#include "solve/search.h"

#include <string.h>

enum { EJECT_MOST = 1000 }; /* people: beyond, every two with every third group would take longer than the search did */

static const cvn_tally nothing = {0};

static bool keep_if_better(cvn_search *s)
{
    cvn_tally delta = cvn_trial_settle(s->state);
    if (!cvn_tally_less(&delta, &nothing)) {
        cvn_trial_undo(s->state);
        return false;
    }
    cvn_trial_keep(s->state);
    return true;
}

static void add(cvn_tally *sum, cvn_tally one, int64_t times)
{
    cvn_tally_add(sum, &one, times);
}

static bool may_come(const cvn_state *state, uint32_t person, uint32_t slot)
{
    return state->slots[slot].open && cvn_is_able(state, person, slot);
}

/** What it adds that somebody sits in a slot instead of where they are, or nowhere; the groups aside. */
static cvn_tally own_change(const cvn_state *state, uint32_t person, uint32_t slot)
{
    cvn_tally sum = cvn_member_tally(state, person, slot);
    add(&sum, state->person_tally[person], -1);
    return sum;
}

/** Somebody to another group, with or without a place before. */
static bool move_one(cvn_search *s, uint32_t person, uint32_t to)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person];
    if (from == to || !may_come(state, person, to) || !cvn_has_room(state, to))
        return false;
    if (!s->p->person[person].tied) {
        cvn_tally delta = own_change(state, person, to);
        add(&delta, cvn_slot_change(state, to, CVN_NONE, person), 1);
        if (from != CVN_NONE)
            add(&delta, cvn_slot_change(state, from, person, CVN_NONE), 1);
        if (!cvn_tally_less(&delta, &nothing))
            return false;
    }
    cvn_trial_begin(state);
    if (from != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    return keep_if_better(s);
}

/** Two change places; or one who has none takes that of another. */
static bool swap_two(cvn_search *s, uint32_t person, uint32_t other)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person], to = state->seat[other];
    if (from == to || !may_come(state, person, to) || (from != CVN_NONE && !may_come(state, other, from)))
        return false;
    if (!s->p->person[person].tied && !s->p->person[other].tied) {
        cvn_tally delta = own_change(state, person, to);
        add(&delta, own_change(state, other, from), 1);
        add(&delta, cvn_slot_change(state, to, other, person), 1);
        if (from != CVN_NONE)
            add(&delta, cvn_slot_change(state, from, person, other), 1);
        if (!cvn_tally_less(&delta, &nothing))
            return false;
    }
    cvn_trial_begin(state);
    cvn_leave(state, other);
    if (from != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    if (from != CVN_NONE)
        cvn_join(state, other, from);
    return keep_if_better(s);
}

/** One takes the seat of another, who goes on to a third group. */
static bool eject(cvn_search *s, uint32_t person, uint32_t other)
{
    cvn_state *state = s->state;
    uint32_t from = state->seat[person], to = state->seat[other];
    if (from == to || !may_come(state, person, to))
        return false;
    bool tied = s->p->person[person].tied || s->p->person[other].tied;
    cvn_tally first = own_change(state, person, to);
    add(&first, cvn_slot_change(state, to, other, person), 1);
    if (from != CVN_NONE)
        add(&first, cvn_slot_change(state, from, person, CVN_NONE), 1);
    for (uint32_t i = 0; i < state->open_count; i++) {
        uint32_t third = state->open[i];
        if (third == to || third == from || !may_come(state, other, third) || !cvn_has_room(state, third))
            continue;
        cvn_tally delta = own_change(state, other, third);
        add(&delta, first, 1);
        add(&delta, cvn_slot_change(state, third, CVN_NONE, other), 1);
        if (!tied && !cvn_tally_less(&delta, &nothing))
            continue;
        cvn_trial_begin(state);
        cvn_leave(state, other);
        if (from != CVN_NONE)
            cvn_leave(state, person);
        cvn_join(state, person, to);
        cvn_join(state, other, third);
        if (keep_if_better(s))
            return true;
    }
    return false;
}

/** Everything that can be done with one person as a member. */
static bool improve_person(cvn_search *s, uint32_t person)
{
    cvn_state *state = s->state;
    bool better = false;
    if (!s->p->person[person].member || state->lead_count[person] || state->pinned[person])
        return false;
    for (uint32_t i = 0; i < state->open_count; i++)
        better |= move_one(s, person, state->open[i]);
    for (uint32_t other = 0; other < s->p->people; other++) {
        if (other == person || state->seat[other] == CVN_NONE || state->pinned[other])
            continue;
        better |= swap_two(s, person, other) || (s->p->people <= EJECT_MOST && eject(s, person, other));
    }
    return better;
}

/** Each session of a group to each start that the sessions before and after it allow. */
static bool improve_sessions(cvn_search *s, uint32_t number)
{
    cvn_state *state = s->state;
    const cvn_slot *slot = &state->slots[number];
    bool better = false;
    if (slot->fixed || s->p->pattern == CVN_PATTERN_OFFERED)
        return false;
    for (uint32_t k = slot->held; k < slot->count; k++) {
        uint32_t from = k ? s->p->next_from[slot->at[k - 1]] : s->p->open_from, to = k ? s->p->next_to[slot->at[k - 1]] : s->p->start_count;
        for (uint32_t start = from > s->p->open_from ? from : s->p->open_from; start < to; start++) {
            if (start == slot->at[k] || (k && !cvn_plan_follows(s->p, slot->at[k - 1], start)) ||
                (k + 1 < slot->count && !cvn_plan_follows(s->p, start, slot->at[k + 1])))
                continue;
            cvn_tally delta;
            memcpy(s->series, slot->at, slot->count * sizeof *slot->at);
            s->series[k] = start;
            if (!cvn_times_change(s, number, s->series, slot->count, &delta) || !cvn_tally_less(&delta, &nothing))
                continue;
            cvn_trial_begin(state);
            cvn_set_times(state, number, s->series, slot->count, slot->held);
            better |= keep_if_better(s);
        }
    }
    return better;
}

/** The people of one group into another that has room for all of them. */
static bool merge(cvn_search *s, uint32_t from, uint32_t to)
{
    cvn_state *state = s->state;
    const cvn_slot *slot = &state->slots[from];
    uint32_t n = slot->member_count;
    if (from == to || slot->fixed || state->slots[to].member_count + n > s->p->types[state->slots[to].type].size_max)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!may_come(state, slot->members[i], to))
            return false;
    memcpy(s->others, slot->members, n * sizeof *s->others);
    cvn_trial_begin(state);
    cvn_empty(state, from);
    cvn_close(state, from);
    for (uint32_t i = 0; i < n; i++)
        cvn_join(state, s->others[i], to);
    return keep_if_better(s);
}

static bool improve_groups(cvn_search *s)
{
    cvn_state *state = s->state;
    for (uint32_t i = 0; i < state->open_count; i++)
        if (improve_sessions(s, state->open[i]))
            return true;
    for (uint32_t i = 0; i < state->open_count; i++)
        for (uint32_t k = 0; k < state->open_count; k++)
            if (merge(s, state->open[i], state->open[k]))
                return true;
    return false;
}

bool cvn_descend(cvn_search *s, bool (*stop)(void *context), void *context)
{
    bool better = false;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t person = 0; person < s->p->people; person++) {
            if (stop && stop(context))
                return better;
            again |= improve_person(s, person);
        }
        again |= improve_groups(s);
        better |= again;
    }
    if (better)
        cvn_search_note(s, true);
    return better;
}
