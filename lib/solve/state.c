/* SPDX-License-Identifier: Apache-2.0 */
/** Single changes of a state. Each change of a trial is logged with what it takes to go back. */
#include "solve/rules/rules.h"

#include <stdlib.h>
#include <string.h>

/* ---- people ------------------------------------------------------------------------------------------------------------------------------ */

static void touch_person(cvn_state *state, uint32_t person)
{
    if (state->person_stamp[person] == state->stamp)
        return;
    state->person_stamp[person] = state->stamp;
    CVN_PUSH(&state->touched_people) = (cvn_touched){person, state->person_tally[person]};
}

static void touch_slot(cvn_state *state, uint32_t slot)
{
    if (state->slot_stamp[slot] == state->stamp)
        return;
    state->slot_stamp[slot] = state->stamp;
    CVN_PUSH(&state->touched_slots) = (cvn_touched){slot, state->slots[slot].tally};
}

static void touch_all_of(cvn_state *state, uint32_t slot)
{
    touch_slot(state, slot);
    for (uint32_t i = 0; i < state->slots[slot].member_count; i++)
        touch_person(state, state->slots[slot].members[i]);
    for (uint32_t i = 0; i < state->slots[slot].leader_count; i++)
        touch_person(state, state->slots[slot].leaders[i]);
}

/** Keeps the list of the unplaced true after somebody came or went. */
static void list_unplaced(cvn_state *state, uint32_t person)
{
    bool now = state->p->person[person].member && state->seat[person] == CVN_NONE && !state->lead_count[person];
    uint32_t at = state->unplaced_at[person];
    if (now == (at != CVN_NONE))
        return;
    if (now) {
        state->unplaced_at[person] = state->unplaced_count;
        state->unplaced_list[state->unplaced_count++] = person;
        cvn_bit_set(state->unplaced, person);
    } else {
        uint32_t last = state->unplaced_list[--state->unplaced_count];
        state->unplaced_list[at] = last;
        state->unplaced_at[last] = at;
        state->unplaced_at[person] = CVN_NONE;
        cvn_bit_clear(state->unplaced, person);
    }
}

static void do_join(cvn_state *state, uint32_t person, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    cvn_roll(state, number, person, false, true);
    state->seat[person] = number;
    state->seat_at[person] = slot->member_count;
    slot->members[slot->member_count++] = person;
    list_unplaced(state, person);
}

static void do_leave(cvn_state *state, uint32_t person)
{
    cvn_slot *slot = &state->slots[state->seat[person]];
    cvn_roll(state, state->seat[person], person, false, false);
    uint32_t at = state->seat_at[person], last = slot->members[--slot->member_count];
    slot->members[at] = last;
    state->seat_at[last] = at;
    state->seat[person] = CVN_NONE;
    list_unplaced(state, person);
}

static void do_lead(cvn_state *state, uint32_t person, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    cvn_roll(state, number, person, true, true);
    slot->leaders[slot->leader_count++] = person;
    state->leads[state->lead_first[person] + state->lead_count[person]++] = number;
    list_unplaced(state, person);
}

static void do_unlead(cvn_state *state, uint32_t person, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    uint32_t i = 0, *leads = state->leads + state->lead_first[person];
    cvn_roll(state, number, person, true, false);
    while (slot->leaders[i] != person)
        i++;
    slot->leaders[i] = slot->leaders[--slot->leader_count];
    for (i = 0; leads[i] != number;)
        i++;
    leads[i] = leads[--state->lead_count[person]];
    list_unplaced(state, person);
}

void cvn_join(cvn_state *state, uint32_t person, uint32_t slot)
{
    assert(state->trial && state->seat[person] == CVN_NONE && !state->lead_count[person] && cvn_has_room(state, slot) &&
           cvn_is_able(state, person, slot));
    touch_person(state, person);
    touch_slot(state, slot);
    do_join(state, person, slot);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_JOIN, .person = person, .slot = slot};
}

void cvn_leave(cvn_state *state, uint32_t person)
{
    assert(state->trial && state->seat[person] != CVN_NONE && !state->pinned[person]);
    uint32_t slot = state->seat[person];
    touch_person(state, person);
    touch_slot(state, slot);
    do_leave(state, person);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_LEAVE, .person = person, .slot = slot};
}

void cvn_lead(cvn_state *state, uint32_t person, uint32_t slot)
{
    assert(state->trial && cvn_may_lead(state, person, slot));
    touch_person(state, person);
    touch_slot(state, slot);
    do_lead(state, person, slot);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_LEAD, .person = person, .slot = slot};
}

void cvn_unlead(cvn_state *state, uint32_t person, uint32_t slot)
{
    assert(state->trial && cvn_leads_slot(state, person, slot) && !(state->slots[slot].fixed && state->pinned[person]));
    touch_person(state, person);
    touch_slot(state, slot);
    do_unlead(state, person, slot);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_UNLEAD, .person = person, .slot = slot};
}

bool cvn_leads_slot(const cvn_state *state, uint32_t person, uint32_t slot)
{
    for (uint32_t i = 0; i < state->lead_count[person]; i++)
        if (state->leads[state->lead_first[person] + i] == slot)
            return true;
    return false;
}

bool cvn_times_clear(const cvn_state *state, uint32_t person, uint32_t slot, const uint32_t *starts, uint32_t count, uint32_t held)
{
    const cvn_problem *p = state->p;
    (void)held;
    for (uint32_t i = 0; i < state->lead_count[person]; i++) {
        uint32_t other = state->leads[state->lead_first[person] + i];
        const cvn_slot *theirs = &state->slots[other];
        for (uint32_t a = 0, b = 0; other != slot && a < count && b < theirs->count;) {
            int64_t x = p->start_min[starts[a]], y = p->start_min[theirs->at[b]];
            if (x < y + p->duration_min && y < x + p->duration_min)
                return false;
            if (x < y)
                a++;
            else
                b++;
        }
    }
    return true;
}

bool cvn_may_lead(const cvn_state *state, uint32_t person, uint32_t number)
{
    const cvn_slot *slot = &state->slots[number];
    uint32_t most = state->lead_first[person + 1] - state->lead_first[person];
    return slot->able_lead && cvn_bit(slot->able_lead, person) && state->seat[person] == CVN_NONE && state->lead_count[person] < most &&
           slot->leader_count < state->p->types[slot->type].leaders_max && !cvn_leads_slot(state, person, number) &&
           cvn_times_clear(state, person, number, slot->at, slot->count, slot->held);
}

/* ---- sessions ---------------------------------------------------------------------------------------------------------------------------- */

static uint64_t *take_row(cvn_state *state)
{
    return state->spare.count ? state->spare.at[--state->spare.count] : CVN_NEW_ARRAY(uint64_t, state->p->people_words);
}

static void give_row(cvn_state *state, uint64_t *row)
{
    if (row)
        CVN_PUSH(&state->spare) = row;
}

/** Brings the table of slots by person from one row of people to another (NULL: nobody). */
static void flip_fits(cvn_state *state, uint32_t slot, const uint64_t *from, const uint64_t *to)
{
    uint64_t bit = UINT64_C(1) << (slot & 63), *fits = state->fits + (slot >> 6);
    for (uint32_t w = 0; w < state->p->people_words; w++)
        for (uint64_t bits = (from ? from[w] : 0) ^ (to ? to[w] : 0); bits; bits &= bits - 1)
            fits[((size_t)w * 64 + (unsigned)__builtin_ctzll(bits)) * state->slot_words] ^= bit;
}

/** A name that no sessions had before. */
static uint32_t new_edition(cvn_state *state)
{
    if (state->editions == UINT32_MAX) { /* after some hours: all that was kept is forgotten */
        if (state->weighed)
            memset(state->weighed, 0, (size_t)state->p->people * state->slot_count * sizeof *state->weighed);
        for (uint32_t g = 0; g < state->slot_count; g++)
            state->slots[g].edition = 0;
        for (size_t i = 0; i < state->changes.count; i++)
            state->changes.at[i].old_edition = 0;
        state->editions = 0;
    }
    return ++state->editions;
}

/** Replaces a slot's sessions and logs the old ones. The new ones may be in the slot already (a change of type alone). */
static void replace_times(cvn_state *state, uint32_t number, const uint32_t *starts, uint32_t count, uint32_t held)
{
    cvn_slot *slot = &state->slots[number];
    cvn_change change = {.kind = CVN_TIMES,
                         .slot = number,
                         .old_count = slot->count,
                         .old_held = slot->held,
                         .old_edition = slot->edition,
                         .old_able = slot->able,
                         .old_able_lead = slot->able_lead,
                         .old_first = (uint32_t)state->kept_starts.count};
    slot->turns = -1;
    for (uint32_t k = 0; k < slot->count; k++)
        CVN_PUSH(&state->kept_starts) = slot->at[k];
    if (count && starts != slot->at)
        memcpy(slot->at, starts, count * sizeof *starts);
    slot->count = count;
    slot->held = held;
    slot->edition = new_edition(state);
    slot->able = slot->able_lead = NULL;
    if (count) {
        slot->able = take_row(state);
        slot->able_lead = take_row(state);
        cvn_able(state, slot->type, slot->base, slot->at, count, held, slot->able, slot->able_lead);
    }
    flip_fits(state, number, change.old_able, slot->able);
    CVN_PUSH(&state->changes) = change;
}

void cvn_set_times(cvn_state *state, uint32_t slot, const uint32_t *starts, uint32_t count, uint32_t held)
{
    assert(state->trial && state->slots[slot].open && cvn_plan_sessions_ok(state->p, starts, count, held));
    touch_all_of(state, slot);
    replace_times(state, slot, starts, count, held);
}

void cvn_set_type(cvn_state *state, uint32_t number, uint32_t type)
{
    cvn_slot *slot = &state->slots[number];
    assert(state->trial && slot->open && slot->base == CVN_NONE && state->open_of_type[type] < state->p->types[type].max_groups);
    touch_all_of(state, number);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_TYPE, .slot = number, .old_type = slot->type};
    state->open_of_type[slot->type]--;
    state->open_of_type[type]++;
    slot->type = type;
    replace_times(state, number, slot->at, slot->count, slot->held);
}

uint32_t cvn_evict(cvn_state *state, uint32_t number, uint32_t *out)
{
    cvn_slot *slot = &state->slots[number];
    uint32_t gone = 0;
    for (uint32_t i = slot->member_count; i-- > 0;) {
        uint32_t person = slot->members[i];
        if (cvn_bit(slot->able, person) && slot->member_count <= state->p->types[slot->type].size_max)
            continue;
        cvn_leave(state, person);
        if (out)
            out[gone] = person;
        gone++;
    }
    for (uint32_t i = slot->leader_count; i-- > 0;) {
        uint32_t person = slot->leaders[i];
        if (!cvn_bit(slot->able_lead, person) || !cvn_times_clear(state, person, number, slot->at, slot->count, slot->held) ||
            slot->leader_count > state->p->types[slot->type].leaders_max)
            cvn_unlead(state, person, number);
    }
    return gone;
}

/* ---- opening and closing ----------------------------------------------------------------------------------------------------------------- */

/** Moves a slot between the lists of open and closed ones. */
static void list_slot(cvn_state *state, uint32_t slot, bool open)
{
    uint32_t *from = open ? state->closed : state->open, *to = open ? state->open : state->closed;
    uint32_t *from_count = open ? &state->closed_count : &state->open_count, *to_count = open ? &state->open_count : &state->closed_count;
    uint32_t last = from[--*from_count];
    from[state->spot[slot]] = last;
    state->spot[last] = state->spot[slot];
    state->spot[slot] = *to_count;
    to[(*to_count)++] = slot;
    state->slots[slot].open = open;
    state->open_of_type[state->slots[slot].type] += open ? 1 : UINT32_MAX;
}

uint32_t cvn_open(cvn_state *state, uint32_t type, uint32_t base)
{
    assert(state->trial);
    if (!state->closed_count || state->open_of_type[type] >= state->p->types[type].max_groups)
        return CVN_NONE;
    uint32_t number = state->closed[state->closed_count - 1];
    cvn_slot *slot = &state->slots[number];
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_OPEN, .slot = number, .old_type = slot->type, .old_base = slot->base};
    touch_slot(state, number);
    slot->type = type;
    slot->base = base;
    slot->fixed = false;
    list_slot(state, number, true);
    return number;
}

void cvn_close(cvn_state *state, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    assert(state->trial && slot->open && !slot->member_count && !slot->leader_count && !slot->fixed);
    touch_slot(state, number);
    if (slot->count)
        replace_times(state, number, NULL, 0, 0);
    list_slot(state, number, false);
    CVN_PUSH(&state->changes) = (cvn_change){.kind = CVN_CLOSE, .slot = number, .old_type = slot->type, .old_base = slot->base};
    slot->base = CVN_NONE;
}

void cvn_empty(cvn_state *state, uint32_t number)
{
    cvn_slot *slot = &state->slots[number];
    while (slot->member_count)
        cvn_leave(state, slot->members[slot->member_count - 1]);
    while (slot->leader_count)
        cvn_unlead(state, slot->leaders[slot->leader_count - 1], number);
}

/* ---- trials ------------------------------------------------------------------------------------------------------------------------------ */

void cvn_trial_begin(cvn_state *state)
{
    assert(!state->trial);
    state->trial = true;
    state->before = state->total;
    state->stamp++;
    state->changes.count = state->kept_starts.count = state->touched_people.count = state->touched_slots.count = 0;
    state->touched_sets.count = 0;
}

static void settle_set(cvn_state *state, uint32_t number)
{
    const cvn_plan_set *set = &state->p->together[number];
    if (state->set_stamp[number] != state->stamp) {
        state->set_stamp[number] = state->stamp;
        CVN_PUSH(&state->touched_sets) = (cvn_touched){number, {.cost = state->together_units[number]}};
    }
    int64_t units = cvn_together_units(state, number), more = units - state->together_units[number];
    state->together_units[number] = units;
    state->total.hard += set->hard ? more : 0;
    state->total.cost += set->hard ? 0 : more * set->weight;
}

/** The together rules of everybody touched. */
static void settle_together(cvn_state *state)
{
    const cvn_column *sets = &state->p->together_of;
    for (size_t i = 0; i < state->touched_people.count; i++) {
        uint32_t person = state->touched_people.at[i].which;
        for (uint32_t k = sets->first[person]; k < sets->first[person + 1]; k++)
            settle_set(state, sets->values[k]);
    }
}

cvn_tally cvn_trial_settle(cvn_state *state)
{
    assert(state->trial);
    for (size_t i = 0; i < state->touched_people.count; i++) {
        uint32_t person = state->touched_people.at[i].which;
        cvn_tally now = cvn_person_now(state, person);
        cvn_tally_add(&state->total, &now, 1);
        cvn_tally_add(&state->total, &state->person_tally[person], -1);
        state->person_tally[person] = now;
    }
    for (size_t i = 0; i < state->touched_slots.count; i++) {
        uint32_t slot = state->touched_slots.at[i].which;
        cvn_tally now = cvn_slot_tally(state, slot);
        cvn_tally_add(&state->total, &now, 1);
        cvn_tally_add(&state->total, &state->slots[slot].tally, -1);
        state->slots[slot].tally = now;
    }
    if (state->p->together_count)
        settle_together(state);
    cvn_tally delta = state->total;
    cvn_tally_add(&delta, &state->before, -1);
    return delta;
}

static void undo_one(cvn_state *state, const cvn_change *c)
{
    cvn_slot *slot = &state->slots[c->slot];
    switch (c->kind) {
    case CVN_JOIN: do_leave(state, c->person); break;
    case CVN_LEAVE: do_join(state, c->person, c->slot); break;
    case CVN_LEAD: do_unlead(state, c->person, c->slot); break;
    case CVN_UNLEAD: do_lead(state, c->person, c->slot); break;
    case CVN_OPEN:
        list_slot(state, c->slot, false);
        slot->type = c->old_type;
        slot->base = c->old_base;
        break;
    case CVN_CLOSE:
        slot->base = c->old_base;
        list_slot(state, c->slot, true);
        break;
    case CVN_TYPE:
        state->open_of_type[slot->type]--;
        state->open_of_type[c->old_type]++;
        slot->type = c->old_type;
        break;
    case CVN_TIMES:
        flip_fits(state, c->slot, slot->able, c->old_able);
        give_row(state, slot->able);
        give_row(state, slot->able_lead);
        slot->able = c->old_able;
        slot->able_lead = c->old_able_lead;
        slot->count = c->old_count;
        slot->held = c->old_held;
        slot->edition = c->old_edition;
        if (slot->count)
            memcpy(slot->at, state->kept_starts.at + c->old_first, slot->count * sizeof *slot->at);
        break;
    }
}

void cvn_trial_undo(cvn_state *state)
{
    assert(state->trial);
    for (size_t i = state->changes.count; i-- > 0;)
        undo_one(state, &state->changes.at[i]);
    state->changes.count = 0;
    for (size_t i = 0; i < state->touched_people.count; i++)
        state->person_tally[state->touched_people.at[i].which] = state->touched_people.at[i].tally;
    for (size_t i = 0; i < state->touched_slots.count; i++) {
        cvn_slot *slot = &state->slots[state->touched_slots.at[i].which];
        slot->turns = -1;
        slot->tally = state->touched_slots.at[i].tally;
    }
    state->total = state->before;
    for (size_t i = 0; i < state->touched_sets.count; i++)
        state->together_units[state->touched_sets.at[i].which] = state->touched_sets.at[i].tally.cost;
    state->trial = false;
}

void cvn_trial_keep(cvn_state *state)
{
    assert(state->trial);
    for (size_t i = 0; i < state->changes.count; i++)
        if (state->changes.at[i].kind == CVN_TIMES) {
            give_row(state, state->changes.at[i].old_able);
            give_row(state, state->changes.at[i].old_able_lead);
        }
    state->changes.count = 0;
    state->trial = false;
}
