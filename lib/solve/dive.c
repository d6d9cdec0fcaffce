/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/dive.h"

#include <math.h>
#include <stdlib.h>

#include "solve/bound_own.h"
#include "solve/bound_seats.h"
#include "solve/clock_series.h"

enum { FIRST_STEPS = 400, STEPS = 100, LAST_STEPS = 200 };
#define FROM  0.3 /* scales, of the first steps; */
#define AGAIN 0.05
#define TO    0.001
#define FAINT 0.02 /* a part of a group, or of somebody, that is none */

/** So near to a whole number of groups, and there are that many; one after the other. */
static const double near[] = {0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4};

void cvn_dive_free(cvn_dive *dive)
{
    CVN_VEC_FREE(&dive->groups);
    CVN_VEC_FREE(&dive->seats);
}

/* ---- down ------------------------------------------------------------------------------------------------------------------------------------- */

typedef struct descent {
    const cvn_seats *s;
    cvn_climb *climb;
    bool *held;
    double groups;  /* in all */
    uint32_t whole; /* of those in cells that are held */
} descent;

static void hold(descent *d, uint32_t cell, uint32_t groups)
{
    d->held[cell] = true;
    d->whole += groups;
    cvn_climb_hold(d->climb, cell, groups);
}

/** The cell of those that are not held of which the largest part of a group is there beyond whole ones. */
static uint32_t largest(const descent *d)
{
    uint32_t at = CVN_NONE;
    for (uint32_t c = 0; c < d->s->cells; c++)
        if (!d->held[c] && (at == CVN_NONE || cvn_climb_here(d->climb, c) > cvn_climb_here(d->climb, at)))
            at = c;
    return at;
}

/** Holds cells that are near to whole; at least that many of those which are nearest from below. False where there is nothing more to hold. */
static bool hold_whole(descent *d, double tolerance, uint32_t least)
{
    uint32_t made = 0;
    for (uint32_t c = 0; c < d->s->cells; c++) {
        double here = cvn_climb_here(d->climb, c), whole = round(here);
        if (d->held[c])
            continue;
        if (whole > 0 && fabs(here - whole) <= tolerance && d->whole + whole <= d->groups) {
            hold(d, c, (uint32_t)whole);
            made++;
        } else if (here < tolerance / 5) {
            hold(d, c, 0);
        }
    }
    for (uint32_t c; made < least && d->whole < d->groups && (c = largest(d)) != CVN_NONE; made++)
        hold(d, c, (uint32_t)fmax(1, round(cvn_climb_here(d->climb, c))));
    if (d->whole < d->groups && largest(d) != CVN_NONE)
        return true;
    for (uint32_t c = 0; c < d->s->cells; c++)
        if (!d->held[c])
            hold(d, c, 0);
    return false;
}

/** Who is in a cell, by how much. */
static void list_seats(const cvn_seats *s, const cvn_climb *climb, uint32_t cell, cvn_dive *dive)
{
    for (uint32_t i = 0; i < s->p->people; i++) {
        if (s->sort_of[i] == CVN_NONE)
            continue;
        const cvn_sort *sort = &s->sorts[s->sort_of[i]];
        for (uint32_t k = 0; k < sort->seat_count; k++) {
            double part = sort->seats[k].cell == cell ? cvn_climb_part(climb, sort, k) : 0;
            if (part > FAINT)
                CVN_PUSH(&dive->seats) = (cvn_dive_seat){i, sort->seats[k].role, part};
        }
    }
}

static int by_part(const void *a, const void *b)
{
    const cvn_dive_seat *x = a, *y = b;
    if (x->part != y->part)
        return x->part > y->part ? -1 : 1;
    return x->person != y->person ? (x->person > y->person) - (x->person < y->person) : (x->role > y->role) - (x->role < y->role);
}

static void list_groups(const cvn_seats *s, const cvn_climb *climb, cvn_dive *dive)
{
    uint32_t types = s->cells / cvn_own_places(s->p);
    for (uint32_t c = 0; c < s->cells; c++) {
        uint32_t count = (uint32_t)round(cvn_climb_here(climb, c)), first = (uint32_t)dive->seats.count;
        if (!count)
            continue;
        list_seats(s, climb, c, dive);
        uint32_t seats = (uint32_t)dive->seats.count - first;
        if (seats)
            qsort(dive->seats.at + first, seats, sizeof *dive->seats.at, by_part);
        for (uint32_t n = 0; n < count; n++)
            CVN_PUSH(&dive->groups) = (cvn_dive_group){c % types, c / types, first, seats};
    }
}

bool cvn_dive_down(const cvn_problem *p, int64_t unplaced, const uint64_t *out, const cvn_climb_stop *stop, cvn_dive *dive)
{
    cvn_seats *s = cvn_seats_new(p, unplaced, out, true);
    bool ok = s && s->spare >= 0 && s->shape_count && s->cells == cvn_own_places(p) * p->type_count;
    if (ok) {
        cvn_climb *climb = cvn_climb_new(s, cvn_seat_scale(s));
        int64_t *prices = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(s));
        descent d = {.s = s, .climb = climb, .held = CVN_NEW_ARRAY(bool, s->cells + 1)};
        cvn_climb_watch(climb);
        cvn_climb_on(climb, 0, FIRST_STEPS, FROM, TO, stop, prices);
        for (uint32_t c = 0; c < s->cells; c++)
            d.groups += cvn_climb_here(climb, c);
        d.groups = round(d.groups);
        for (uint32_t k = 0; hold_whole(&d, k < CVN_COUNT(near) ? near[k] : 0.4, k < CVN_COUNT(near) ? 0 : 1 + d.groups / 50); k++)
            cvn_climb_on(climb, d.groups, STEPS, AGAIN, TO, stop, prices);
        cvn_climb_on(climb, d.groups, LAST_STEPS, AGAIN, TO, stop, prices);
        ok = !stop || !stop->asked(stop->context);
        if (ok)
            list_groups(s, climb, dive);
        cvn_climb_free(climb);
        free(prices);
        free(d.held);
    }
    cvn_seats_free(s);
    return ok && dive->groups.count;
}

/* ---- settling ---------------------------------------------------------------------------------------------------------------------------------- */

/** What a session of the place is worth to those who belong there, by start. */
static void worth_of(const cvn_dive *dive, const cvn_dive_group *g, const cvn_problem *p, double *worth)
{
    for (uint32_t at = p->clock_first[g->place]; at < p->clock_first[g->place + 1]; at++) {
        uint32_t start = p->clock_starts[at];
        worth[start] = 0;
        for (uint32_t k = 0; k < g->seat_count; k++) {
            const cvn_dive_seat *seat = &dive->seats.at[g->first_seat + k];
            if (cvn_plan_can(p, seat->person, start))
                worth[start] += seat->part * (1 - 0.01 * (double)cvn_plan_burden(p, seat->person, start));
        }
    }
}

static uint32_t weekly_series(const cvn_dive *dive, const cvn_dive_group *g, const cvn_problem *p, uint32_t *out)
{
    double *worth = CVN_NEW_ARRAY(double, p->start_count + 1);
    cvn_clock_series *room = cvn_clock_series_new(p);
    worth_of(dive, g, p, worth);
    uint32_t count = cvn_clock_series_best(room, g->place, worth, out);
    cvn_clock_series_free(room);
    free(worth);
    return count;
}

static uint32_t series_of(const cvn_dive *dive, const cvn_dive_group *g, const cvn_problem *p, uint32_t *out)
{
    if (p->pattern != CVN_PATTERN_OFFERED)
        return weekly_series(dive, g, p, out);
    const cvn_plan_series *series = &p->series[g->place];
    for (uint32_t k = 0; k < series->count; k++)
        out[k] = series->starts[k];
    return series->held ? 0 : series->count;
}

/** Into one of the groups of the place, that which has fewest. */
static uint32_t emptiest(const cvn_state *state, const uint32_t *slots, uint32_t count, const cvn_dive_seat *seat)
{
    uint32_t best = CVN_NONE;
    for (uint32_t k = 0; k < count; k++) {
        const cvn_slot *slot = slots[k] == CVN_NONE ? NULL : &state->slots[slots[k]];
        if (!slot)
            continue;
        const cvn_plan_type *type = &state->p->types[slot->type];
        if (seat->role == CVN_SEAT_LEADER
                ? slot->leader_count >= (type->leaders_min ? type->leaders_min : 1) || !cvn_may_lead(state, seat->person, slots[k])
                : slot->member_count >= type->size_ideal || !cvn_is_able(state, seat->person, slots[k]))
            continue;
        uint32_t here = seat->role == CVN_SEAT_LEADER ? slot->leader_count : slot->member_count;
        if (best == CVN_NONE || here < (seat->role == CVN_SEAT_LEADER ? state->slots[best].leader_count : state->slots[best].member_count))
            best = slots[k];
    }
    return best;
}

typedef struct order {
    uint32_t group, seat;
    double part;
} order;

static int by_share(const void *a, const void *b)
{
    const order *x = a, *y = b;
    if (x->part != y->part)
        return x->part > y->part ? -1 : 1;
    return x->seat != y->seat ? (x->seat > y->seat) - (x->seat < y->seat) : 0;
}

/** Those of one role, whoever belongs somewhere most first. */
static void seat_all(const cvn_dive *dive, cvn_state *state, const uint32_t *slots, uint32_t role)
{
    order *orders = CVN_NEW_ARRAY(order, dive->seats.count + 1);
    size_t n = 0;
    for (uint32_t g = 0; g < dive->groups.count; g++) {
        const cvn_dive_group *group = &dive->groups.at[g];
        if (g && dive->groups.at[g - 1].first_seat == group->first_seat)
            continue;
        for (uint32_t k = 0; k < group->seat_count; k++)
            if (dive->seats.at[group->first_seat + k].role == role)
                orders[n++] = (order){g, group->first_seat + k, dive->seats.at[group->first_seat + k].part};
    }
    qsort(orders, n, sizeof *orders, by_share);
    for (size_t k = 0; k < n; k++) {
        const cvn_dive_seat *seat = &dive->seats.at[orders[k].seat];
        uint32_t alike = 1;
        while (orders[k].group + alike < dive->groups.count &&
               dive->groups.at[orders[k].group + alike].first_seat == dive->groups.at[orders[k].group].first_seat)
            alike++;
        if (state->seat[seat->person] != CVN_NONE || (role == CVN_SEAT_MEMBER && state->lead_count[seat->person]))
            continue;
        uint32_t slot = emptiest(state, slots + orders[k].group, alike, seat);
        if (slot == CVN_NONE)
            continue;
        if (role == CVN_SEAT_LEADER)
            cvn_lead(state, seat->person, slot);
        else
            cvn_join(state, seat->person, slot);
    }
    free(orders);
}

void cvn_dive_settle(const cvn_dive *dive, cvn_search *s)
{
    cvn_state *state = s->state;
    const cvn_problem *p = s->p;
    uint32_t *slots = CVN_NEW_ARRAY(uint32_t, dive->groups.count + 1);
    cvn_state_clear(state);
    cvn_trial_begin(state);
    for (uint32_t g = 0; g < dive->groups.count; g++) {
        const cvn_dive_group *group = &dive->groups.at[g];
        uint32_t count = series_of(dive, group, p, s->series);
        slots[g] = count ? cvn_open(state, group->type, CVN_NONE) : CVN_NONE;
        if (slots[g] != CVN_NONE)
            cvn_set_times(state, slots[g], s->series, count, 0);
    }
    seat_all(dive, state, slots, CVN_SEAT_LEADER);
    seat_all(dive, state, slots, CVN_SEAT_MEMBER);
    cvn_trial_settle(state);
    cvn_trial_keep(state);
    free(slots);
    s->temperature = 0;
    for (uint32_t i = state->unplaced_count; i-- > 0;) {
        if (i >= state->unplaced_count)
            continue;
        cvn_trial_begin(state);
        if (cvn_insert(s, state->unplaced_list[i], 1))
            cvn_decide(s);
        else
            cvn_give_up(s);
    }
}
