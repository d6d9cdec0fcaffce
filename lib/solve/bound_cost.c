/* SPDX-License-Identifier: Apache-2.0 */
/**
 * With a number of groups given, prices give a bound (bound_climb.h); each set of prices gives one for every number. The number of groups with the
 * lowest bound so far is climbed for next, until that brings no more.
 */
#include "solve/bound_cost.h"

#include <math.h>
#include <stdlib.h>

#include "solve/bound_climb.h"

enum { FIRST_STEPS = 300, STEPS = 100, ROUNDS = 12, DULL = 3, MOST_WORK = 40000000, MOST_GROUPS = 20000 };

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
    cvn_climb *climb;
    int64_t *prices;
    int64_t *best; /* by number of groups beyond the least: in units of 1 / CVN_SEAT_PRICE_ONE */
    uint32_t numbers;
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

static int64_t climb(counting *c)
{
    uint32_t ideal = 0, dull = 0, steps = affordable(c->s, STEPS);
    for (uint32_t k = 0; k < c->s->shape_count; k++) {
        uint32_t size = c->s->p->types[c->s->shapes[k].type].size_ideal;
        ideal = size > ideal ? size : ideal;
    }
    uint32_t guess = (uint32_t)(cvn_bits_count(c->s->p->types[0].takes_member, c->s->p->people_words) / (ideal ? ideal : 1));
    uint32_t from = guess > c->s->least_groups ? guess - c->s->least_groups : 0, n = from < c->numbers ? from : c->numbers - 1;
    int64_t bound = 0;
    for (uint32_t round = 0; round < ROUNDS && dull < DULL && steps; round++) {
        bool anew = c->best[n] <= 0; /* prices for another number may lie so far off that short steps lead nowhere */
        if (anew)
            cvn_climb_reset(c->climb);
        cvn_climb_on(c->climb, c->s->least_groups + n, affordable(c->s, anew ? FIRST_STEPS : STEPS), anew ? 1 : 0.3, 0.002, c->prices);
        if (!learn(c))
            return bound;
        n = lowest(c);
        int64_t now = round_up(c->best[n]);
        dull = now > bound ? 0 : dull + 1;
        bound = now > bound ? now : bound;
    }
    return bound;
}

/** What a price is like: what one more or less comes to in a rule or a size. */
static double scale_of(const cvn_seats *s)
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

int64_t cvn_bound_cost(const cvn_problem *p, int64_t unplaced, const uint64_t *out)
{
    int64_t floor = cvn_bound_cost_floor(p), bound = 0;
    cvn_seats *s = cvn_seats_new(p, unplaced, out, false);
    if (s && s->spare >= 0 && s->shape_count && s->most_groups >= s->least_groups && s->most_groups - s->least_groups < MOST_GROUPS) {
        counting c = {.s = s, .numbers = s->most_groups - s->least_groups + 1};
        c.climb = cvn_climb_new(s, scale_of(s));
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
