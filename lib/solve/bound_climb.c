/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where prices are too high, groups would have more people than come; too low, fewer. So each step moves each price by what is lacking there. Everybody
 * takes what is cheapest for them, and a little of what is hardly dearer (shares fall by e for each `softness` more), since otherwise all would go from
 * one place to another at once; it becomes less from step to step. How far a step goes is measured by how much the lack at that price has
 * been of late, as in Kingma and Ba's Adam. Nothing here has to be right: bound_worth.c counts what the prices prove.
 */
#include "solve/bound_climb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLOW    0.99 /* of the mean of squares that goes on to the next step */
#define QUICK   0.8  /* of the mean */
#define SOFT    0.2  /* of a step: softness */
#define HIGHEST 1e9  /* no price beyond */

struct cvn_climb {
    const cvn_seats *s;
    double scale, softness, value; /* value: with the present prices, unsoftened */
    size_t count, room;
    double *price, *best, *lack, *mean, *square;
    double *share;         /* room for the shares of one choice */
    double *wanted;        /* by cell and trait: how many of them a group would have */
    double *crew;          /* by shape: members and leaders that it would have */
    double *worth, *least; /* by shape: what a group comes to, softened and not */
};

cvn_climb *cvn_climb_new(const cvn_seats *s, double scale)
{
    cvn_climb *c = CVN_NEW(cvn_climb);
    *c = (cvn_climb){.s = s, .scale = scale, .count = cvn_seat_prices(s), .room = s->shape_count + 1};
    for (uint32_t k = 0; k < s->sort_count; k++)
        c->room = s->sorts[k].seat_count * 2 + 1 > c->room ? s->sorts[k].seat_count * 2 + 1 : c->room;
    for (uint32_t k = 0; k < s->shape_count; k++)
        for (uint32_t r = 0; r < CVN_SEATS; r++)
            c->room = s->shapes[k].most[r] >= c->room ? s->shapes[k].most[r] + 1 : c->room;
    for (uint32_t n = 0; n < s->trait_count; n++)
        c->room = s->traits[n].most >= c->room ? s->traits[n].most + 1 : c->room;
    double **rows[] = {&c->price, &c->best, &c->lack, &c->mean, &c->square, &c->wanted};
    for (size_t k = 0; k < CVN_COUNT(rows); k++)
        *rows[k] = CVN_NEW_ARRAY(double, c->count);
    c->share = CVN_NEW_ARRAY(double, c->room + 1);
    c->crew = CVN_NEW_ARRAY(double, 2 * (size_t)s->shape_count + 1);
    c->worth = CVN_NEW_ARRAY(double, s->shape_count + 1);
    c->least = CVN_NEW_ARRAY(double, s->shape_count + 1);
    return c;
}

void cvn_climb_free(cvn_climb *c)
{
    if (!c)
        return;
    double *rows[] = {c->price, c->best, c->lack, c->mean, c->square, c->wanted, c->share, c->crew, c->worth, c->least};
    for (size_t k = 0; k < CVN_COUNT(rows); k++)
        free(rows[k]);
    free(c);
}

void cvn_climb_reset(cvn_climb *c)
{
    double *rows[] = {c->price, c->mean, c->square};
    for (size_t k = 0; k < CVN_COUNT(rows); k++)
        memset(rows[k], 0, c->count * sizeof *rows[k]);
}

/** Turns costs into shares, the cheapest with the largest; returns the softened least, and the least itself. */
static double choose(const cvn_climb *c, double *cost, size_t n, double *least)
{
    double low = INFINITY, sum = 0;
    for (size_t k = 0; k < n; k++)
        low = cost[k] < low ? cost[k] : low;
    for (size_t k = 0; k < n; k++) {
        double far = (cost[k] - low) / c->softness;
        cost[k] = far < 30 ? exp(-far) : 0;
        sum += cost[k];
    }
    for (size_t k = 0; k < n; k++)
        cost[k] /= sum;
    *least = low;
    return low - c->softness * log(sum);
}

static void pay(cvn_climb *c, const cvn_sort *sort, const cvn_seat *seat, double how_many)
{
    double *row = c->lack + (size_t)seat->cell * (c->s->trait_count + 2);
    row[seat->role] += how_many;
    for (uint32_t k = 0; k < sort->trait_count[seat->role]; k++)
        row[2 + sort->traits[seat->role][k]] += how_many;
}

/** People choose: left over, or one of their seats; a leader also to lead as many groups as they may. */
static void choose_seats(cvn_climb *c, const cvn_sort *sort)
{
    size_t n = 0, leads = sort->leads > 1 ? 2 : 1;
    double least;
    for (uint32_t k = 0; k < sort->seat_count; k++) {
        const cvn_seat *seat = &sort->seats[k];
        const double *row = c->price + (size_t)seat->cell * (c->s->trait_count + 2);
        double cost = (double)seat->cost + row[seat->role];
        for (uint32_t i = 0; i < sort->trait_count[seat->role]; i++)
            cost += row[2 + sort->traits[seat->role][i]];
        c->share[n++] = cost;
        if (leads == 2)
            c->share[n++] = seat->role == CVN_SEAT_LEADER ? cost * sort->leads : cost;
    }
    if (!sort->must)
        c->share[n++] = c->price[c->count - 1] * sort->priority;
    choose(c, c->share, n, &least);
    c->value += least * sort->people;
    for (uint32_t k = 0; k < sort->seat_count; k++)
        for (size_t i = 0; i < leads; i++)
            if (c->share[k * leads + i] > 0)
                pay(c, sort, &sort->seats[k],
                    c->share[k * leads + i] * sort->people * (i && sort->seats[k].role == CVN_SEAT_LEADER ? sort->leads : 1));
    if (!sort->must)
        c->lack[c->count - 1] += c->share[n - 1] * sort->people * sort->priority;
}

static double mean_of(const double *share, size_t n, uint32_t from)
{
    double mean = 0;
    for (size_t k = 0; k < n; k++)
        mean += share[k] * (double)(from + k);
    return mean;
}

/** Each trait of a cell chooses how many of a group have it. */
static double choose_traits(cvn_climb *c, uint32_t cell, double *least)
{
    const cvn_seats *s = c->s;
    double worth = 0;
    *least = 0;
    for (uint32_t n = 0; n < s->trait_count; n++) {
        const cvn_trait *trait = &s->traits[n];
        size_t at = (size_t)cell * (s->trait_count + 2) + 2 + n, count = 0;
        uint32_t most = s->most[(size_t)cell * s->trait_count + n];
        double low;
        if (most < trait->least)
            return *least = INFINITY;
        for (uint32_t k = trait->least; k <= most; k++)
            c->share[count++] = (double)trait->cost[k] - c->price[at] * k;
        worth += choose(c, c->share, count, &low);
        *least += low;
        c->wanted[at] = mean_of(c->share, count, trait->least);
    }
    return worth;
}

static void choose_shape(cvn_climb *c, uint32_t number)
{
    const cvn_shape *shape = &c->s->shapes[number];
    const double *row = c->price + (size_t)shape->cell * (c->s->trait_count + 2);
    double ideal = c->s->p->types[shape->type].size_ideal, size = (double)c->s->p->weights.size;
    for (uint32_t r = 0; r < CVN_SEATS; r++) {
        size_t count = 0;
        double low;
        for (uint32_t k = shape->least[r]; k <= shape->most[r]; k++)
            c->share[count++] = (r == CVN_SEAT_MEMBER ? size * (k - ideal) * (k - ideal) : 0) - row[r] * k;
        c->worth[number] += choose(c, c->share, count, &low);
        c->least[number] += low;
        c->crew[2 * number + r] = mean_of(c->share, count, shape->least[r]);
    }
}

/** All groups choose a shape. */
static void choose_groups(cvn_climb *c, double groups)
{
    const cvn_seats *s = c->s;
    uint32_t cell = CVN_NONE;
    double worth = 0, least = 0, low;
    for (uint32_t k = 0; k < s->shape_count; k++) {
        if (s->shapes[k].cell != cell) {
            cell = s->shapes[k].cell;
            worth = choose_traits(c, cell, &least);
        }
        c->worth[k] = worth;
        c->least[k] = least;
        if (isfinite(least))
            choose_shape(c, k);
    }
    choose(c, c->worth, s->shape_count, &low);
    low = INFINITY;
    for (uint32_t k = 0; k < s->shape_count; k++) {
        low = c->least[k] < low ? c->least[k] : low;
        double many = groups * c->worth[k];
        size_t at = (size_t)s->shapes[k].cell * (s->trait_count + 2);
        for (uint32_t r = 0; r < CVN_SEATS && many > 0; r++)
            c->lack[at + r] -= many * c->crew[2 * k + r];
        for (uint32_t n = 0; n < s->trait_count && many > 0; n++)
            c->lack[at + 2 + n] -= many * c->wanted[at + 2 + n];
    }
    c->value += groups * low;
}

/** What is lacking at each price, and what the prices prove. */
static void look(cvn_climb *c, double groups)
{
    memset(c->lack, 0, c->count * sizeof *c->lack);
    c->lack[c->count - 1] = -(double)c->s->spare;
    c->value = -c->price[c->count - 1] * (double)c->s->spare;
    for (uint32_t k = 0; k < c->s->sort_count; k++)
        choose_seats(c, &c->s->sorts[k]);
    choose_groups(c, groups);
}

static void step(cvn_climb *c, double length)
{
    for (size_t k = 0; k < c->count; k++) {
        c->mean[k] = QUICK * c->mean[k] + (1 - QUICK) * c->lack[k];
        c->square[k] = SLOW * c->square[k] + (1 - SLOW) * c->lack[k] * c->lack[k];
        double move = length * c->mean[k] / (sqrt(c->square[k]) + 1e-9);
        move = move > 3 * length ? 3 * length : move < -3 * length ? -3 * length : move;
        c->price[k] = fmin(fmax(c->price[k] + move, -HIGHEST), HIGHEST);
    }
    c->price[c->count - 1] = fmax(c->price[c->count - 1], 0);
}

void cvn_climb_on(cvn_climb *c, double groups, uint32_t steps, double from, double to, int64_t *prices)
{
    double most = -INFINITY;
    memcpy(c->best, c->price, c->count * sizeof *c->best);
    for (uint32_t k = 0; k < steps && c->s->shape_count; k++) {
        double length = c->scale * from * pow(to / from, (double)k / steps);
        c->softness = SOFT * length;
        look(c, groups);
        if (c->value > most) {
            most = c->value;
            memcpy(c->best, c->price, c->count * sizeof *c->best);
        }
        step(c, length);
    }
    memcpy(c->price, c->best, c->count * sizeof *c->best);
    for (size_t k = 0; k < c->count; k++)
        prices[k] = (int64_t)llround(c->best[k] * CVN_SEAT_PRICE_ONE);
}
