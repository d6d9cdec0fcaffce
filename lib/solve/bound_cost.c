/* SPDX-License-Identifier: Apache-2.0 */
/**
 * With a number of groups given, prices give a bound (bound_climb.h); each set of prices gives one for every number. The number of groups with the
 * lowest bound so far is climbed for next, until that brings no more. At once with groups told apart by their type alone; with more time, also by their
 * hours.
 */
#include "solve/bound_cost.h"

#include <math.h>
#include <stdlib.h>

#include "solve/bound_climb.h"

enum { ROUNDS = 12, DULL = 2, MOST_WORK = 40000000, MOST_GROUPS = 20000 };

/** How far to climb: steps of the first round, of the next one, and the most, each twice as many as the last; how long they are, in scales. */
typedef struct effort {
    uint32_t first_steps, steps, most_steps;
    double first, again, last;
    uint32_t any; /* so many rounds for any number of groups */
    bool limited; /* so many steps alone as do not take long */
} effort;
static const effort quick = {
    .first_steps = 300, .steps = 100, .most_steps = 100, .first = 0.3, .again = 0.1, .last = 0.0005, .any = 1, .limited = true};
static const effort thorough = {.first_steps = 500, .steps = 1000, .most_steps = 4000, .first = 0.3, .again = 0.3, .last = 0.0001, .any = 2};

int64_t cvn_bound_cost_floor(const cvn_problem *p)
{
    const cvn_conference *c = p->conference;
    int64_t floor = 0;
    for (uint32_t r = 0; r < c->rule_count; r++)
        for (uint32_t k = 0; c->rules[r].kind == CVN_RULE_PAIRS && k < c->rules[r].pair_count; k++) {
            const cvn_pair *pair = &c->rules[r].pairs[k];
            uint32_t a = p->person_of[pair->a], b = p->person_of[pair->b];
            if (pair->weight >= 0 || a == CVN_NONE || b == CVN_NONE)
                continue;
            /* two who lead may do so side by side in more than one group */
            bool both = p->person[a].leader && p->person[b].leader && c->rules[r].among != CVN_AMONG_MEMBERS;
            uint32_t least = p->person[a].lead_max < p->person[b].lead_max ? p->person[a].lead_max : p->person[b].lead_max;
            floor += (int64_t)pair->weight * (both && least > 1 ? least : 1);
        }
    return floor;
}

typedef struct counting {
    const cvn_seats *s;
    const effort *effort;
    const cvn_bound_cost_job *job; /* NULL: nobody to be told */
    int64_t floor;
    cvn_climb *climb;
    int64_t *prices;
    int64_t *best;            /* by number of groups beyond the least: in units of 1 / CVN_SEAT_PRICE_ONE */
    uint32_t numbers, beside; /* beside: the first number that was climbed for */
} counting;

static int64_t round_up(int64_t bound)
{
    return bound <= 0 ? 0 : (bound + CVN_SEAT_PRICE_ONE - 1) / CVN_SEAT_PRICE_ONE;
}

static uint32_t lowest(const counting *c)
{
    uint32_t at = 0;
    for (uint32_t n = 1; n < c->numbers; n++)
        at = c->best[n] < c->best[at] ? n : at;
    return at;
}

/** What the prices say of each number of groups. */
static bool learn(counting *c)
{
    int64_t people, group;
    if (!cvn_seat_worth(c->s, c->prices, &people, &group))
        return false;
    for (uint32_t n = 0; n < c->numbers; n++) {
        int64_t bound;
        if (__builtin_mul_overflow(group, (int64_t)c->s->least_groups + n, &bound) || __builtin_add_overflow(bound, people, &bound))
            return false;
        c->best[n] = bound > c->best[n] ? bound : c->best[n];
    }
    return true;
}

/** Steps are so many that it does not take long. */
static uint32_t affordable(const cvn_seats *s, uint32_t steps)
{
    uint64_t work = 1;
    for (uint32_t k = 0; k < s->sort_count; k++)
        work += (uint64_t)s->sorts[k].seat_count * (4 + s->sorts[k].trait_count[CVN_SEAT_MEMBER]);
    for (size_t k = 0; k < (size_t)s->cells * s->trait_count; k++)
        work += 6 * ((uint64_t)s->most[k] + 1);
    uint64_t most = MOST_WORK / ROUNDS / work;
    return most < steps ? (uint32_t)most : steps;
}

static bool is_stopped(void *context)
{
    const counting *c = context;
    return c->job && c->job->stopped(c->job->context);
}

/** The number to climb for: any; then those on both sides of what came out; then whichever has the lowest bound. */
static uint32_t number_for(counting *c, uint32_t round)
{
    uint32_t low = c->s->least_groups, high = low + c->numbers - 1;
    if (round < c->effort->any)
        return 0;
    if (round == c->effort->any)
        return c->beside = (uint32_t)floor(fmin(fmax(cvn_climb_groups(c->climb), low), high));
    if (round == c->effort->any + 1)
        return c->beside < high ? c->beside + 1 : high;
    return lowest(c) + low;
}

static uint32_t steps_of(const counting *c, uint32_t round)
{
    const effort *e = c->effort;
    uint32_t steps = round ? e->steps : e->first_steps;
    for (uint32_t k = 1; k < round && steps < e->most_steps; k++)
        steps *= 2;
    return e->limited ? affordable(c->s, steps) : steps;
}

static int64_t climb(counting *c)
{
    const effort *e = c->effort;
    cvn_climb_stop stop = {is_stopped, c};
    int64_t bound = 0;
    for (uint32_t round = 0, dull = 0; round < ROUNDS && dull < DULL && !is_stopped(c); round++) {
        uint32_t n = number_for(c, round), steps = steps_of(c, round);
        cvn_climb_on(c->climb, n, steps, round ? e->again : e->first, e->last, &stop, c->prices);
        if (!learn(c))
            return bound;
        int64_t now = round_up(c->best[lowest(c)]);
        dull = now > bound || round <= e->any ? 0 : dull + 1;
        bound = now > bound ? now : bound;
        if (c->job)
            c->job->found(c->job->context, c->floor + bound);
    }
    return bound;
}

/** job NULL: the quick one. */
static int64_t count(const cvn_problem *p, int64_t unplaced, const uint64_t *out, const cvn_bound_cost_job *job)
{
    int64_t floor = cvn_bound_cost_floor(p), bound = 0;
    cvn_seats *s = cvn_seats_new(p, unplaced, out, job != NULL);
    if (s && s->spare >= 0 && s->shape_count && s->most_groups >= s->least_groups && s->most_groups - s->least_groups < MOST_GROUPS) {
        counting c = {.s = s, .effort = job ? &thorough : &quick, .job = job, .floor = floor, .numbers = s->most_groups - s->least_groups + 1};
        c.climb = cvn_climb_new(s, cvn_seat_scale(s));
        c.prices = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(s));
        c.best = CVN_NEW_ARRAY(int64_t, c.numbers);
        bound = climb(&c);
        cvn_climb_free(c.climb);
        free(c.prices);
        free(c.best);
    }
    cvn_seats_free(s);
    return floor + bound;
}

int64_t cvn_bound_cost(const cvn_problem *p, int64_t unplaced, const uint64_t *out)
{
    return count(p, unplaced, out, NULL);
}

int64_t cvn_bound_cost_apart(const cvn_problem *p, int64_t unplaced, const uint64_t *out, const cvn_bound_cost_job *job)
{
    return count(p, unplaced, out, job);
}
