/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Where more people want a seat or bring a trait than the groups there want, its price rises; where fewer, it falls; each by what is lacking as a share
 * of both, which has the same size in every cell, however few are there. The price of being a member follows from the others: that at which
 * the cheapest group of the cell comes to the same as in every other cell. So no cell is ever so cheap that all groups would be there at once, which
 * is what makes plain steps along the gradient fail where there are many cells.
 *
 * Everybody takes what is cheapest, and a little of what is hardly dearer (shares fall by e for each `softness` more), since otherwise all would go
 * from one place to another at once; it becomes less from step to step. Nothing here has to be right: bound_worth.c counts what the prices prove.
 */
#include "solve/bound_climb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LASTING 0.8  /* of what was lacking that goes on to the next step */
#define FAINT   0.05 /* people: what so few lack is no reason to go far */
#define PART    0.1  /* of a group: so close, and its price moves less */
#define NOBODY  1e-6 /* people: a cell of fewer is not looked at in detail */
#define FAR     20.0 /* in softnesses: a choice that is not made */
#define EAGER   3.0  /* the price of being left over moves by this share of itself where a step is one scale long */
#define BEGIN   25.0 /* scales: that price at first */
#define HIGHEST 1e9  /* no price beyond */
#define LOWEST  1e-9 /* nor one of being left over below */

struct cvn_climb {
    const cvn_seats *s;
    double scale, softness, value; /* value: what the prices prove, for so many groups */
    size_t row, count, room;       /* row: prices of one cell */
    double *price, *best, *mean;
    double *wanted, *taken;                 /* by cell and price: how many a group would have of it, and how many people take it */
    double *share;                          /* room for the shares of one choice */
    double *burden;                         /* by sort: of all sessions, what they would weigh on average, and the sum of their squares */
    double *earned, *here;                  /* by cell: what a group earns by caps; how many groups people and their choices make */
    double group, groups;                   /* what a group is to come to beyond what it earns; how many people and their choices make */
    double left;                            /* priorities left over by their choices */
    double *held;                           /* by cell: groups that it has, below 0: any number */
    bool watching;                          /* this step counts towards the means */
    double watched, *mean_here, *mean_part; /* weight, by cell, by seat from that of the first sort on */
};

enum { MEMBER = CVN_SEAT_MEMBER, LEADER = CVN_SEAT_LEADER, TRAITS = CVN_SEATS };

static double *left_price(cvn_climb *c)
{
    return &c->price[c->s->cells * c->row];
}

/** m and z of a sort. */
static double *mix_of(cvn_climb *c, uint32_t sort)
{
    return left_price(c) + 1 + 2 * (size_t)sort;
}

double cvn_seat_scale(const cvn_seats *s)
{
    double sum = (double)s->p->weights.size, n = 1;
    for (uint32_t k = 0; k < s->trait_count; k++) {
        const cvn_trait *trait = &s->traits[k];
        if (trait->most > trait->least && trait->cost[trait->most] != trait->cost[trait->least]) {
            sum += fabs((double)(trait->cost[trait->most] - trait->cost[trait->least])) / (trait->most - trait->least);
            n++;
        }
    }
    return sum / n > 0.5 ? sum / n : 0.5;
}

cvn_climb *cvn_climb_new(const cvn_seats *s, double scale)
{
    cvn_climb *c = CVN_NEW(cvn_climb);
    *c = (cvn_climb){.s = s, .scale = scale, .row = s->trait_count + TRAITS, .count = cvn_seat_prices(s), .room = 1};
    for (uint32_t k = 0; k < s->sort_count; k++)
        c->room = s->sorts[k].seat_count + 1 > c->room ? s->sorts[k].seat_count + 1 : c->room;
    for (uint32_t k = 0; k < s->shape_count; k++)
        for (uint32_t r = 0; r < CVN_SEATS; r++)
            c->room = s->shapes[k].most[r] >= c->room ? s->shapes[k].most[r] + 1 : c->room;
    for (uint32_t n = 0; n < s->trait_count; n++)
        c->room = s->traits[n].most >= c->room ? s->traits[n].most + 1 : c->room;
    double **rows[] = {&c->price, &c->best, &c->mean, &c->wanted, &c->taken};
    for (size_t k = 0; k < CVN_COUNT(rows); k++)
        *rows[k] = CVN_NEW_ARRAY(double, c->count);
    c->share = CVN_NEW_ARRAY(double, c->room + 1);
    c->burden = CVN_NEW_ARRAY(double, 2 * (size_t)s->sort_count + 1);
    c->earned = CVN_NEW_ARRAY(double, s->cells + 1);
    c->here = CVN_NEW_ARRAY(double, s->cells + 1);
    c->held = CVN_NEW_ARRAY(double, s->cells + 1);
    for (uint32_t k = 0; k < s->cells; k++)
        c->held[k] = -1;
    cvn_climb_reset(c);
    return c;
}

void cvn_climb_free(cvn_climb *c)
{
    if (!c)
        return;
    double *rows[] = {c->price,  c->best,   c->mean, c->wanted, c->taken,     c->share,
                      c->burden, c->earned, c->here, c->held,   c->mean_here, c->mean_part};
    for (size_t k = 0; k < CVN_COUNT(rows); k++)
        free(rows[k]);
    free(c);
}

void cvn_climb_reset(cvn_climb *c)
{
    memset(c->price, 0, c->count * sizeof *c->price);
    memset(c->mean, 0, c->count * sizeof *c->mean);
    memset(c->taken, 0, c->count * sizeof *c->taken);
    for (size_t cell = 0; cell < c->s->cells; cell++) /* at first there may be somebody anywhere */
        c->taken[cell * c->row + MEMBER] = 1;
    *left_price(c) = BEGIN * c->scale;
    for (uint32_t k = 0; k < c->s->sort_count; k++)
        mix_of(c, k)[0] = 1;
    c->group = 0;
}

/* ---- what groups want ------------------------------------------------------------------------------------------------------------------------ */

/** Of the costs of from, from + 1, … the least; into *mean which number it would be, softened where it matters. */
static double choose_number(cvn_climb *c, uint32_t from, size_t n, bool soft, double *mean)
{
    double least = INFINITY, sum = 0, all = 0;
    size_t at = 0;
    for (size_t k = 0; k < n; k++)
        if (c->share[k] < least) {
            least = c->share[k];
            at = k;
        }
    *mean = (double)(from + at);
    for (size_t k = 0; k < n && soft; k++) {
        double far = (c->share[k] - least) / c->softness, part = far < FAR ? exp(-far) : 0;
        sum += part;
        all += part * (double)(from + k);
    }
    if (soft)
        *mean = all / sum;
    return least;
}

/** What leaders and traits come to in a group of that shape, each at its cheapest; INFINITY where there is no such group. */
static double price_of_others(cvn_climb *c, const cvn_shape *shape, bool soft)
{
    const cvn_seats *s = c->s;
    size_t at = shape->cell * c->row, n = 0;
    for (uint32_t k = shape->least[LEADER]; k <= shape->most[LEADER]; k++)
        c->share[n++] = -c->price[at + LEADER] * k;
    double sum = choose_number(c, shape->least[LEADER], n, soft, &c->wanted[at + LEADER]);
    for (uint32_t t = 0; t < s->trait_count; t++) {
        const cvn_trait *trait = &s->traits[t];
        uint32_t most = s->most[(size_t)shape->cell * s->trait_count + t];
        if (most < trait->least)
            return INFINITY;
        n = 0;
        for (uint32_t k = trait->least; k <= most; k++)
            c->share[n++] = (double)trait->cost[k] - c->price[at + TRAITS + t] * k;
        sum += choose_number(c, trait->least, n, soft, &c->wanted[at + TRAITS + t]);
    }
    return sum;
}

/** Where the number of groups is given, the price of a member is one of its own. */
static void count_held(cvn_climb *c, const cvn_shape *shape, double others)
{
    size_t at = shape->cell * c->row, n = 0;
    double ideal = c->s->p->types[shape->type].size_ideal;
    for (uint32_t k = shape->least[MEMBER]; k <= shape->most[MEMBER]; k++)
        c->share[n++] = (double)c->s->p->weights.size * (k - ideal) * (k - ideal) + others - c->price[at + MEMBER] * k;
    c->value += c->held[shape->cell] * (choose_number(c, shape->least[MEMBER], n, true, &c->wanted[at + MEMBER]) - c->group);
}

/** Sets the price of a member where a group of that shape comes to what all do, unless another shape of the cell has it lower. */
static void price_members(cvn_climb *c, const cvn_shape *shape, bool first)
{
    size_t at = shape->cell * c->row, n = 0;
    if (c->held[shape->cell] == 0)
        return;
    double others = price_of_others(c, shape, c->taken[at + MEMBER] > NOBODY) - c->earned[shape->cell],
           ideal = c->s->p->types[shape->type].size_ideal, best = INFINITY;
    if (others == INFINITY)
        return;
    if (c->held[shape->cell] > 0) {
        count_held(c, shape, others);
        return;
    }
    for (uint32_t k = shape->least[MEMBER]; k <= shape->most[MEMBER]; k++) {
        double all = (double)c->s->p->weights.size * (k - ideal) * (k - ideal) + others - c->group;
        best = all / k < best ? all / k : best;
        c->share[n++] = all;
    }
    if (!first && c->price[at + MEMBER] <= best)
        return;
    c->price[at + MEMBER] = best;
    for (size_t k = 0; k < n; k++)
        c->share[k] -= best * (double)(shape->least[MEMBER] + k);
    choose_number(c, shape->least[MEMBER], n, true, &c->wanted[at + MEMBER]);
}

static void earn_caps(cvn_climb *c)
{
    memset(c->earned, 0, c->s->cells * sizeof *c->earned);
    for (uint32_t k = 0; k < c->s->sort_count; k++) {
        const cvn_sort *sort = &c->s->sorts[k];
        const double *cap = c->price + cvn_seat_caps(c->s) + sort->caps;
        for (uint32_t n = 0; n < sort->seat_count; n++)
            if (!n || cvn_seat_elsewhere(sort, n))
                c->earned[sort->seats[n].cell] += *cap++ * sort->people;
    }
}

static void price_cells(cvn_climb *c)
{
    const cvn_seats *s = c->s;
    earn_caps(c);
    for (size_t cell = 0; cell < s->cells; cell++)
        c->wanted[cell * c->row + MEMBER] = 0;
    for (uint32_t k = 0; k < s->shape_count; k++)
        price_members(c, &s->shapes[k], c->wanted[s->shapes[k].cell * c->row + MEMBER] == 0);
}

/* ---- what people take ------------------------------------------------------------------------------------------------------------------------ */

static double seat_price(cvn_climb *c, const cvn_sort *sort, const cvn_seat *seat, const double *mix, double cap)
{
    const double *row = c->price + seat->cell * c->row;
    if (c->wanted[seat->cell * c->row + MEMBER] <= 0)
        return HIGHEST; /* there is no group */
    double hours = mix[0] * (double)cvn_seat_squares(c->s, seat) + (1 - mix[0]) * mix[1] * (2 * (double)seat->hours - mix[1]);
    double price = (double)seat->cost + hours + row[seat->role] + cap;
    for (uint32_t i = 0; i < sort->trait_count[seat->role]; i++)
        price += row[TRAITS + sort->traits[seat->role][i]];
    return seat->role == LEADER && price < 0 ? price * sort->leads : price;
}

static void take_seat(cvn_climb *c, const cvn_sort *sort, const cvn_seat *seat, double how_many)
{
    double *row = c->taken + seat->cell * c->row, leads = seat->role == LEADER ? sort->leads : 1;
    row[seat->role] += how_many * leads;
    for (uint32_t k = 0; k < sort->trait_count[seat->role]; k++)
        row[TRAITS + sort->traits[seat->role][k]] += how_many * leads;
}

/** People of a sort choose: left over, or one of their seats; a leader leads as many groups as they may. */
static void choose_seats(cvn_climb *c, uint32_t number)
{
    const cvn_sort *sort = &c->s->sorts[number];
    const double *mix = mix_of(c, number);
    size_t cap = cvn_seat_caps(c->s) + sort->caps;
    double over = *left_price(c) * sort->priority, least = sort->must ? INFINITY : over, sum = 0;
    for (uint32_t k = 0; k < sort->seat_count; k++) {
        cap += cvn_seat_elsewhere(sort, k);
        c->share[k] = seat_price(c, sort, &sort->seats[k], mix, c->price[cap]);
        least = c->share[k] < least ? c->share[k] : least;
    }
    c->value += least * sort->people;
    for (uint32_t k = 0; k < sort->seat_count; k++) {
        double far = (c->share[k] - least) / c->softness;
        c->share[k] = far < FAR ? exp(-far) : 0;
        sum += c->share[k];
    }
    double stay = sort->must ? 0 : exp(-(over - least) / c->softness), burden = 0, squares = 0;
    sum += stay;
    c->left += stay / sum * sort->people * sort->priority;
    double *mean = c->watching ? c->mean_part + (sort->seats - c->s->sorts[0].seats) : NULL;
    cap = cvn_seat_caps(c->s) + sort->caps;
    for (uint32_t k = 0; k < sort->seat_count; k++) {
        cap += cvn_seat_elsewhere(sort, k);
        if (c->share[k] > 0) {
            burden += c->share[k] * sort->seats[k].hours;
            squares += c->share[k] * (double)cvn_seat_squares(c->s, &sort->seats[k]);
            take_seat(c, sort, &sort->seats[k], c->share[k] / sum * sort->people);
            if (mean)
                mean[k] += c->share[k] / sum;
            c->taken[cap] += c->share[k] / sum * sort->people * (sort->seats[k].role == LEADER ? sort->leads : 1);
        }
    }
    c->burden[2 * (size_t)number] = sum > stay ? burden / (sum - stay) : mix[1];
    c->burden[2 * (size_t)number + 1] = sum > stay ? squares / (sum - stay) : 0;
}

/* ---- climbing -------------------------------------------------------------------------------------------------------------------------------- */

/** What people and groups choose at the present prices, and what those prove. */
static void look(cvn_climb *c, double groups)
{
    c->left = 0;
    c->value = groups * c->group - *left_price(c) * (double)c->s->spare;
    price_cells(c);
    memset(c->taken, 0, c->count * sizeof *c->taken);
    for (uint32_t k = 0; k < c->s->sort_count; k++)
        choose_seats(c, k);
    c->groups = 0;
    for (size_t cell = 0, at = 0; cell < c->s->cells; cell++, at += c->row) {
        c->here[cell] = c->wanted[at + MEMBER] > 0 ? c->taken[at + MEMBER] / c->wanted[at + MEMBER] : 0;
        c->here[cell] = c->held[cell] >= 0 ? c->held[cell] : c->here[cell];
        if (c->watching)
            c->mean_here[cell] += c->here[cell];
        c->groups += c->here[cell];
    }
}

static void step_cell(cvn_climb *c, size_t at, double length, double here)
{
    for (size_t k = at + (c->held[at / c->row] > 0 ? MEMBER : LEADER); k < at + c->row; k++) {
        double want = here * c->wanted[k], lack = (c->taken[k] - want) / (c->taken[k] + want + FAINT);
        c->mean[k] = LASTING * c->mean[k] + (1 - LASTING) * lack;
        c->price[k] = fmin(fmax(c->price[k] + length * c->mean[k], -HIGHEST), HIGHEST);
    }
}

static void step_caps(cvn_climb *c, double length)
{
    for (uint32_t k = 0; k < c->s->sort_count; k++) {
        const cvn_sort *sort = &c->s->sorts[k];
        size_t cap = cvn_seat_caps(c->s) + sort->caps;
        for (uint32_t n = 0; n < sort->seat_count; n++) {
            if (n && !cvn_seat_elsewhere(sort, n))
                continue;
            double want = c->here[sort->seats[n].cell] * sort->people, lack = (c->taken[cap] - want) / (c->taken[cap] + want + FAINT);
            c->mean[cap] = LASTING * c->mean[cap] + (1 - LASTING) * lack;
            c->price[cap] = fmin(fmax(c->price[cap] + length * c->mean[cap], 0), HIGHEST);
            cap++;
        }
    }
}

/** Towards the tangent at the burden as it is, and towards whichever of both counts for more. */
static void mix_hours(double *mix, double burden, double squares, double part)
{
    double tangent = mix[1] * (2 * burden - mix[1]), far = fabs(squares) + fabs(tangent);
    mix[0] = fmin(fmax(mix[0] + (far > 0 ? part * (squares - tangent) / far : 0), 0), 1);
    mix[1] += part * (burden - mix[1]);
}

static void step(cvn_climb *c, double groups, double length)
{
    const cvn_seats *s = c->s;
    for (size_t cell = 0, at = 0; cell < s->cells; cell++, at += c->row)
        if (c->wanted[at + MEMBER] > 0)
            step_cell(c, at, length, c->here[cell]);
    step_caps(c, length);
    double part = fmin(length / c->scale, 1), *left = left_price(c), spare = (double)s->spare;
    *left = fmin(fmax(*left * exp(EAGER * part * (c->left - spare) / (c->left + spare + FAINT)), LOWEST), HIGHEST);
    double few = groups - c->groups;
    c->group = groups > 0 ? c->group + EAGER * length * few / (fabs(few) + PART) : 0;
    for (uint32_t k = 0; k < s->sort_count; k++)
        mix_hours(mix_of(c, k), c->burden[2 * (size_t)k], c->burden[2 * (size_t)k + 1], part);
}

static size_t seats_of(const cvn_seats *s)
{
    size_t most = 0;
    for (uint32_t k = 0; k < s->sort_count; k++) {
        size_t end = (size_t)(s->sorts[k].seats - s->sorts[0].seats) + s->sorts[k].seat_count;
        most = end > most ? end : most;
    }
    return most;
}

static void begin_watching(cvn_climb *c)
{
    c->watched = 0;
    if (!c->mean_here)
        return;
    memset(c->mean_here, 0, c->s->cells * sizeof *c->mean_here);
    memset(c->mean_part, 0, seats_of(c->s) * sizeof *c->mean_part);
}

void cvn_climb_on(cvn_climb *c, double groups, uint32_t steps, double from, double to, const cvn_climb_stop *stop, int64_t *prices)
{
    double most = -INFINITY, group = c->group;
    memcpy(c->best, c->price, c->count * sizeof *c->best);
    begin_watching(c);
    for (uint32_t k = 0; k < steps && c->s->shape_count && !(stop && stop->asked(stop->context)); k++) {
        double length = c->scale * from * pow(to / from, (double)k / steps);
        c->softness = length;
        c->watching = c->mean_here && 2 * k >= steps;
        c->watched += c->watching;
        look(c, groups);
        if (c->value > most) {
            most = c->value;
            group = c->group;
            memcpy(c->best, c->price, c->count * sizeof *c->best);
        }
        step(c, groups, length);
    }
    memcpy(c->price, c->best, c->count * sizeof *c->best);
    c->group = group;
    c->watching = false;
    for (size_t k = 0; k < c->count; k++)
        prices[k] = (int64_t)llround(c->best[k] * CVN_SEAT_PRICE_ONE);
}

double cvn_climb_groups(const cvn_climb *c)
{
    return c->groups;
}

void cvn_climb_hold(cvn_climb *c, uint32_t cell, uint32_t groups)
{
    c->held[cell] = groups;
}

void cvn_climb_watch(cvn_climb *c)
{
    if (c->mean_here)
        return;
    c->mean_here = CVN_NEW_ARRAY(double, c->s->cells + 1);
    c->mean_part = CVN_NEW_ARRAY(double, seats_of(c->s) + 1);
}

double cvn_climb_here(const cvn_climb *c, uint32_t cell)
{
    return c->watched > 0 ? c->mean_here[cell] / c->watched : 0;
}

double cvn_climb_part(const cvn_climb *c, const cvn_sort *sort, uint32_t seat)
{
    return c->watched > 0 ? c->mean_part[(size_t)(sort->seats - c->s->sorts[0].seats) + seat] / c->watched : 0;
}
