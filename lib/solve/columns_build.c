/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Groups that are worth more than the prices of their people: a leader, then whoever brings most, one after the other, then changes of one member, then the best
 * sessions for them as they are, and changes once more. What rules say of them is asked of the state, as everywhere.
 */
#include "solve/columns_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEADERS = 3, CHANGES = 60 }; /* first leaders tried at each series, at most; changes of one group */

#define LACKING 0.5   /* of what it costs to leave somebody over: what a group lacks costs it */
#define RULES   0.015 /* of that: more than rules gain by a change of one member, nearly always */
#define TRIFLE  1e-4  /* of that: a group has to be worth so much more than its prices */
#define LEAST   1e-6

/** The group under way. */
typedef struct building {
    cvn_columns *c;
    cvn_state *state;
    const cvn_plan_type *type;
    uint32_t slot, series, *others, count; /* others: people who could be members */
} building;

static double penalty(const cvn_columns *c, const cvn_tally *change)
{
    return (double)change->cost + LACKING * c->left_over * (double)change->hard;
}

/* ---- leaders ------------------------------------------------------------------------------------------------------------------------------------ */

static double worth_as_leader(const cvn_columns *c, uint32_t person, const cvn_slot *slot)
{
    const cvn_problem *p = c->p;
    int64_t burden = 0, missed = 0;
    for (uint32_t k = 0; k < slot->count; k++) {
        if (cvn_plan_can(p, person, slot->at[k]))
            burden += cvn_plan_burden(p, person, slot->at[k]);
        else
            missed++;
    }
    return c->placed[person] - c->place[person] -
           (double)(burden * burden + p->weights.missed * missed + p->person[person].preference[slot->type]);
}

static bool may_lead(const building *b, uint32_t person)
{
    const cvn_columns *c = b->c;
    return !c->sits[person] && c->leading[person] < c->p->person[person].lead_max && cvn_may_lead(b->state, person, b->slot) &&
           !cvn_columns_busy(c, person, b->series);
}

/** Whoever is worth most; the first time that of the rank. False where there is nobody of it. */
static bool add_leader(const building *b, uint32_t rank)
{
    const cvn_search *s = b->c->search;
    uint32_t best[LEADERS], n = 0;
    double worth[LEADERS];
    for (uint32_t k = 0; k < s->leader_count; k++) {
        uint32_t person = s->leaders[k];
        if (!may_lead(b, person))
            continue;
        double own = worth_as_leader(b->c, person, &b->state->slots[b->slot]);
        uint32_t at = n;
        while (at > 0 && worth[at - 1] < own)
            at--;
        if (at == LEADERS)
            continue;
        n += n < LEADERS;
        for (uint32_t m = n - 1; m > at; m--) {
            best[m] = best[m - 1];
            worth[m] = worth[m - 1];
        }
        best[at] = person;
        worth[at] = own;
    }
    if (rank >= n)
        return false;
    cvn_lead(b->state, best[rank], b->slot);
    return true;
}

static bool add_leaders(const building *b, uint32_t rank)
{
    for (uint32_t n = 0; n < b->type->leaders_min; n++)
        if (!add_leader(b, n ? 0 : rank))
            return false;
    return true;
}

/* ---- members ------------------------------------------------------------------------------------------------------------------------------------ */

/** Who could be a member of it as its sessions are, and what each is worth there, what the group says aside. */
static void list_others(building *b)
{
    const cvn_columns *c = b->c;
    const uint64_t *able = b->state->slots[b->slot].able;
    b->count = 0;
    for (size_t i = cvn_bits_next(able, c->p->people, 0); i < c->p->people; i = cvn_bits_next(able, c->p->people, i + 1)) {
        if (c->sits[i] || c->leading[i] || b->state->lead_count[i])
            continue;
        c->reserve[i] =
            c->placed[i] - c->place[i] * cvn_column_places(c->p, (uint32_t)i) - (double)cvn_member_tally(b->state, (uint32_t)i, b->slot).cost;
        b->others[b->count++] = (uint32_t)i;
    }
}

/** One goes, or one comes, or both. */
typedef struct change {
    uint32_t out, in;
    double gain;
} change;

static void look_at(const building *b, uint32_t out, uint32_t in, change *best)
{
    const cvn_columns *c = b->c;
    double gain = (in == CVN_NONE ? 0 : c->reserve[in]) - (out == CVN_NONE ? 0 : c->reserve[out]);
    if (gain + RULES * c->left_over < best->gain)
        return;
    cvn_tally tally = cvn_slot_change(b->state, b->slot, out, in);
    gain -= penalty(c, &tally);
    if (gain > best->gain)
        *best = (change){out, in, gain};
}

/** With everybody who is not in it. */
static void look_at_others(const building *b, uint32_t out, change *best)
{
    for (uint32_t k = 0; k < b->count; k++)
        if (b->state->seat[b->others[k]] == CVN_NONE)
            look_at(b, out, b->others[k], best);
}

/** While it has fewer members than it needs somebody comes, whatever they bring; after that, what is worth most. False: nothing is. */
static bool change_one(const building *b)
{
    const cvn_slot *slot = &b->state->slots[b->slot];
    change best = {CVN_NONE, CVN_NONE, LEAST};
    if (slot->member_count < b->type->size_min) {
        best.gain = -INFINITY;
        look_at_others(b, CVN_NONE, &best);
    } else {
        if (slot->member_count < b->type->size_max)
            look_at_others(b, CVN_NONE, &best);
        for (uint32_t m = 0; m < slot->member_count; m++) {
            if (slot->member_count > b->type->size_min)
                look_at(b, slot->members[m], CVN_NONE, &best);
            look_at_others(b, slot->members[m], &best);
        }
    }
    if (best.out != CVN_NONE)
        cvn_leave(b->state, best.out);
    if (best.in != CVN_NONE)
        cvn_join(b->state, best.in, b->slot);
    return best.in != CVN_NONE || best.out != CVN_NONE;
}

static void fill(building *b)
{
    list_others(b);
    for (uint32_t n = 0; n < CHANGES && change_one(b); n++)
        ;
}

/** The best sessions for those who are in it, where they are others; everybody stays. */
static bool move_sessions(building *b)
{
    cvn_search *s = b->c->search;
    const cvn_slot *slot = &b->state->slots[b->slot];
    uint32_t count = cvn_best_times(s, b->slot, 0);
    if (!count || (count == slot->count && !memcmp(s->series, slot->at, count * sizeof *s->series)))
        return false;
    uint32_t *starts = CVN_NEW_ARRAY(uint32_t, count);
    memcpy(starts, s->series, count * sizeof *starts);
    b->series = cvn_columns_series(b->c, starts, count);
    cvn_set_times(b->state, b->slot, starts, count, 0);
    cvn_evict(b->state, b->slot, NULL);
    free(starts);
    for (uint32_t k = 0; k < slot->leader_count; k++)
        if (cvn_columns_busy(b->c, slot->leaders[k], b->series))
            return false;
    return true;
}

/* ---- groups ------------------------------------------------------------------------------------------------------------------------------------- */

/** What it is worth beyond its prices; −INFINITY where it lacks something. */
static double beyond_prices(const building *b)
{
    const cvn_columns *c = b->c;
    const cvn_slot *slot = &b->state->slots[b->slot];
    cvn_tally tally = cvn_slot_tally(b->state, b->slot);
    double sum = -(double)tally.cost - c->type[slot->type];
    if (tally.hard || slot->member_count < b->type->size_min)
        return -INFINITY;
    for (uint32_t k = 0; k < slot->leader_count; k++) {
        if (cvn_columns_busy(c, slot->leaders[k], b->series))
            return -INFINITY;
        sum += worth_as_leader(c, slot->leaders[k], slot);
    }
    for (uint32_t k = 0; k < slot->member_count; k++)
        sum += c->placed[slot->members[k]] - c->place[slot->members[k]] * cvn_column_places(c->p, slot->members[k]) -
               (double)cvn_member_tally(b->state, slot->members[k], b->slot).cost;
    return sum;
}

/** Within a trial. Returns whether it became a column. */
static bool build_within(building *b, uint32_t type, uint32_t rank)
{
    cvn_columns *c = b->c;
    b->slot = cvn_open(b->state, type, CVN_NONE);
    if (b->slot == CVN_NONE)
        return false;
    const cvn_column_series *series = &c->series.at[b->series];
    cvn_set_times(b->state, b->slot, c->starts.at + series->first, series->count, 0);
    if (!add_leaders(b, rank))
        return false;
    fill(b);
    if (cvn_slot_tally(b->state, b->slot).hard)
        return false;
    if (move_sessions(b))
        fill(b);
    return beyond_prices(b) > TRIFLE * c->left_over && cvn_columns_add_slot(c, b->state, b->slot, b->series);
}

static bool build(cvn_columns *c, uint32_t type, uint32_t series, uint32_t rank)
{
    building b = {.c = c, .state = c->search->state, .type = &c->p->types[type], .series = series, .others = c->search->people};
    cvn_trial_begin(b.state);
    bool built = build_within(&b, type, rank);
    cvn_trial_settle(b.state);
    cvn_trial_undo(b.state);
    return built;
}

/* ---- where it is worth trying --------------------------------------------------------------------------------------------------------------------- */

static double best_leader(const cvn_columns *c, uint32_t series)
{
    const cvn_column_series *at = &c->series.at[series];
    double best = -INFINITY;
    for (uint32_t k = 0; k < c->search->leader_count; k++) {
        uint32_t person = c->search->leaders[k], missed = 0;
        for (uint32_t n = 0; n < at->count; n++)
            missed += !cvn_plan_can(c->p, person, c->starts.at[at->first + n]);
        if (!c->sits[person] && missed < at->count && !cvn_columns_busy(c, person, series))
            best = fmax(best, c->placed[person] - c->place[person]);
    }
    return best;
}

/** No group there is worth more than that beyond its prices, but for what rules gain. */
static double ceiling(const cvn_columns *c, uint32_t type, uint32_t series, double *top)
{
    const cvn_problem *p = c->p;
    const cvn_plan_type *t = &p->types[type];
    const int32_t *own = c->own + (size_t)series * p->people;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->people; i++) {
        if (own[i] < 0 || c->sits[i] || c->leading[i] || p->person[i].preference[type] < 0)
            continue;
        double worth = c->placed[i] - c->place[i] * cvn_column_places(p, i) - own[i] - (double)p->person[i].preference[type];
        if (n == t->size_max && worth <= top[n - 1])
            continue;
        uint32_t at = n < t->size_max ? n++ : n - 1;
        for (; at > 0 && top[at - 1] < worth; at--)
            top[at] = top[at - 1];
        top[at] = worth;
    }
    double sum = 0, best = -INFINITY;
    for (uint32_t k = 1; k <= n; k++) {
        double apart = (double)k - t->size_ideal;
        sum += top[k - 1];
        if (k >= t->size_min)
            best = fmax(best, sum - (double)p->weights.size * apart * apart);
    }
    return best + (t->leaders_min ? best_leader(c, series) : 0) - c->type[type];
}

uint32_t cvn_columns_build(cvn_columns *c, bool thorough)
{
    uint32_t built = 0, series = (uint32_t)c->series.count, most = 1; /* those that are found on the way have their turn the next time */
    for (uint32_t t = 0; t < c->p->type_count; t++)
        most = c->p->types[t].size_max > most ? c->p->types[t].size_max : most;
    double *top = CVN_NEW_ARRAY(double, most + 1);
    for (uint32_t n = 0; n < series; n++)
        for (uint32_t t = 0; t < c->p->type_count && !cvn_columns_stopped(c); t++) {
            if (ceiling(c, t, n, top) <= TRIFLE * c->left_over)
                continue;
            for (uint32_t rank = 0; rank < (thorough && c->p->types[t].leaders_min ? LEADERS : 1); rank++)
                built += build(c, t, n, rank);
        }
    free(top);
    return built;
}
