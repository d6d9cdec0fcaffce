/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The last look at new groups. An opening has people from anywhere, at each series of descent_series.c; a split has people of one group, at that
 * group's sessions. Either is filled one by one, each time by whoever betters the score most, and then sessions are moved where that helps.
 */
#include "solve/descent.h"

#include <stdlib.h>
#include <string.h>

/** What it comes to that somebody who is tied to people elsewhere comes: by doing it and taking it back. */
static cvn_tally try_coming(cvn_state *state, uint32_t person, uint32_t to)
{
    cvn_tally delta = state->total;
    uint32_t from = state->seat[person];
    if (from != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    cvn_trial_settle(state);
    cvn_tally was = delta;
    delta = state->total;
    cvn_tally_add(&delta, &was, -1);
    cvn_leave(state, person);
    if (from != CVN_NONE)
        cvn_join(state, person, from);
    cvn_trial_settle(state);
    return delta;
}

/** What it comes to that somebody comes, as things were when the trial was last settled. */
static cvn_tally coming(cvn_state *state, uint32_t person, uint32_t to)
{
    if (state->p->person[person].tied)
        return try_coming(state, person, to);
    cvn_tally delta = cvn_own_change(state, person, to), group = cvn_slot_change(state, to, CVN_NONE, person);
    cvn_tally_add(&delta, &group, 1);
    if (state->seat[person] != CVN_NONE) {
        group = cvn_slot_change(state, state->seat[person], person, CVN_NONE);
        cvn_tally_add(&delta, &group, 1);
    }
    return delta;
}

/** Whoever betters the score most by coming, the first of equals; CVN_NONE where nobody does. */
static uint32_t best_comer(cvn_state *state, uint32_t to, const uint64_t *pool)
{
    uint32_t best = CVN_NONE;
    cvn_tally least = {0};
    for (uint32_t w = 0; w < state->p->people_words; w++)
        for (uint64_t bits = state->slots[to].able[w] & pool[w]; bits; bits &= bits - 1) {
            uint32_t person = w * 64 + (unsigned)__builtin_ctzll(bits);
            if (state->seat[person] == to || !cvn_movable(state, person))
                continue;
            cvn_tally delta = coming(state, person, to);
            if (cvn_tally_less(&delta, &least)) {
                least = delta;
                best = person;
            }
        }
    return best;
}

static void bring(cvn_state *state, uint32_t person, uint32_t to)
{
    if (state->seat[person] != CVN_NONE)
        cvn_leave(state, person);
    cvn_join(state, person, to);
    cvn_trial_settle(state);
}

static void fill(cvn_state *state, uint32_t number, const uint64_t *pool)
{
    while (cvn_has_room(state, number)) {
        uint32_t person = best_comer(state, number, pool);
        if (person == CVN_NONE)
            return;
        bring(state, person, number);
    }
}

/** What it comes to that somebody leads, too, by doing it and taking it back; false where they may not. */
static bool try_leading(cvn_search *s, uint32_t person, uint32_t number, cvn_tally *delta)
{
    cvn_state *state = s->state;
    uint32_t seat = state->seat[person];
    *delta = state->total;
    if (!cvn_would_lead(state, person, state->slots[number].type) || !cvn_appoint(s, person, number))
        return false;
    cvn_trial_settle(state);
    cvn_tally was = *delta;
    *delta = state->total;
    cvn_tally_add(delta, &was, -1);
    cvn_unlead(state, person, number);
    if (seat != CVN_NONE)
        cvn_join(state, person, seat);
    cvn_trial_settle(state);
    return true;
}

/** More leaders, while the group is short of them. */
static void add_leaders(cvn_search *s, uint32_t number)
{
    const cvn_slot *slot = &s->state->slots[number];
    while (cvn_leaders_short(s->state, slot) > 0) {
        uint32_t best = CVN_NONE;
        cvn_tally least = {0}, delta;
        for (uint32_t i = 0; i < s->leader_count; i++)
            if (try_leading(s, s->leaders[i], number, &delta) && cvn_tally_less(&delta, &least)) {
                least = delta;
                best = s->leaders[i];
            }
        if (best == CVN_NONE)
            return;
        cvn_appoint(s, best, number);
        cvn_trial_settle(s->state);
    }
}

/** The founders of a new group. Within a trial; CVN_NONE where they cannot be. */
static uint32_t found(cvn_search *s, const cvn_founding *f, const uint32_t *starts, uint32_t count)
{
    cvn_state *state = s->state;
    uint32_t number = cvn_open(state, f->type, CVN_NONE);
    if (number == CVN_NONE)
        return CVN_NONE;
    cvn_set_times(state, number, starts, count, 0);
    if ((f->leader != CVN_NONE && !cvn_appoint(s, f->leader, number)) || (f->first != CVN_NONE && !cvn_is_able(state, f->first, number)))
        return CVN_NONE;
    cvn_trial_settle(state);
    add_leaders(s, number);
    if (f->first != CVN_NONE && !cvn_movable(state, f->first)) /* leads */
        return CVN_NONE;
    if (f->first != CVN_NONE)
        bring(state, f->first, number);
    return number;
}

/** Fills the new group, moves its sessions where that alone can help, and keeps it where it betters the score. */
static bool finish(cvn_search *s, uint32_t number, const uint64_t *pool)
{
    cvn_state *state = s->state;
    fill(state, number, pool);
    cvn_tally delta = state->total;
    cvn_tally_add(&delta, &state->before, -1);
    if (!cvn_betters(&delta) && !delta.hard)
        cvn_settle_sessions(s, number);
    return cvn_keep_if_better(s);
}

/** Who may become a member of a new group: s->row. */
static bool open_at(cvn_search *s, const cvn_founding *f, const uint32_t *starts, uint32_t count)
{
    cvn_trial_begin(s->state);
    uint32_t number = found(s, f, starts, count);
    return number == CVN_NONE ? cvn_give_up(s) : finish(s, number, s->row);
}

static bool type_is_free(const cvn_state *state, uint32_t type)
{
    return state->open_of_type[type] < state->p->types[type].max_groups;
}

/** Each first leader of a type: nobody where none is needed, then all those who would. */
static bool each_leader(const cvn_look *look, uint32_t type, uint32_t of,
                        bool (*each)(const cvn_look *look, uint32_t type, uint32_t leader, uint32_t of))
{
    const cvn_search *s = look->s;
    const cvn_plan_type *t = &s->p->types[type];
    if (!t->leaders_min && each(look, type, CVN_NONE, of))
        return true;
    for (uint32_t i = 0; i < s->leader_count && t->leaders_max && !cvn_look_stopped(look); i++) {
        bool theirs = of != CVN_NONE && cvn_leads_slot(s->state, s->leaders[i], of);
        if ((theirs || cvn_would_lead(s->state, s->leaders[i], type)) && each(look, type, s->leaders[i], of))
            return true;
    }
    return false;
}

/* ---- openings -------------------------------------------------------------------------------------------------------------------------------- */

/** With nobody in particular first, and with each of those left over. */
static bool open_with(const cvn_look *look, uint32_t type, uint32_t leader, uint32_t of)
{
    cvn_search *s = look->s;
    const cvn_state *state = s->state;
    (void)of;
    cvn_founding f = {.type = type, .leader = leader, .first = CVN_NONE};
    if (cvn_each_series(s, &f, s->row, open_at))
        return true;
    for (f.first = 0; f.first < s->p->people && !cvn_look_stopped(look); f.first++)
        if (cvn_bit(state->unplaced, f.first) && f.first != leader && s->p->person[f.first].preference[type] >= 0 &&
            cvn_each_series(s, &f, s->row, open_at))
            return true;
    return false;
}

bool cvn_look_at_openings(const cvn_look *look)
{
    cvn_search *s = look->s;
    for (uint32_t type = 0; type < s->p->type_count; type++) {
        const uint64_t *takers = s->p->types[type].takes_member;
        for (uint32_t w = 0; w < s->p->people_words; w++)
            s->row[w] = takers[w] & (cvn_look_many(look) ? s->state->unplaced[w] : ~UINT64_C(0));
        if (type_is_free(s->state, type) && each_leader(look, type, CVN_NONE, open_with))
            return true;
    }
    return false;
}

/* ---- splits ---------------------------------------------------------------------------------------------------------------------------------- */

static bool split_off(cvn_search *s, const cvn_founding *f, uint32_t of)
{
    cvn_state *state = s->state;
    cvn_trial_begin(state);
    memcpy(s->starts, state->slots[of].at, state->slots[of].count * sizeof *s->starts);
    if (f->leader != CVN_NONE && cvn_leads_slot(state, f->leader, of))
        cvn_unlead(state, f->leader, of);
    if (f->leader != CVN_NONE && !cvn_would_lead(state, f->leader, f->type))
        return cvn_give_up(s);
    uint32_t number = found(s, f, s->starts, state->slots[of].count);
    return number == CVN_NONE ? cvn_give_up(s) : finish(s, number, s->row);
}

/** With each of the group's members as the first of the new one. */
static bool split_with(const cvn_look *look, uint32_t type, uint32_t leader, uint32_t of)
{
    cvn_founding f = {.type = type, .leader = leader};
    for (f.first = 0; f.first < look->s->p->people; f.first++)
        if (look->s->state->seat[f.first] == of && f.first != leader && split_off(look->s, &f, of))
            return true;
    return false;
}

bool cvn_look_at_splits(const cvn_look *look)
{
    cvn_search *s = look->s;
    const cvn_state *state = s->state;
    for (uint32_t of = 0; of < state->slot_count && !cvn_look_many(look); of++) {
        const cvn_slot *slot = &state->slots[of];
        if (!slot->open || slot->fixed || slot->held)
            continue;
        memset(s->row, 0, s->p->people_words * sizeof *s->row);
        for (uint32_t i = 0; i < slot->member_count; i++)
            cvn_bit_set(s->row, slot->members[i]);
        for (uint32_t type = 0; type < s->p->type_count; type++)
            if (type_is_free(state, type) && each_leader(look, type, of, split_with))
                return true;
    }
    return false;
}
