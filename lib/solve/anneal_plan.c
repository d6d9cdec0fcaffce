/* SPDX-License-Identifier: Apache-2.0 */
/** What the next cycle is to be: how hot, from where, how long; whether layouts are gathered and crossed, composed of whole groups, or begun anew by prices. */
#include "solve/anneal_parts.h"

#include <math.h>

#include "solve/settle.h"

/* In steps a person, and in multiples of the scale; docs/solver.md says what was measured. */
#define STEPS_EACH    2000.0
#define GROWTH        1.25
#define REPAIR        0.1   /* of those steps with a baseline: it is near to what is sought */
#define PRICE         500.0 /* of somebody left over */
#define SETTLE        10.0  /* a cycle that goes on from one that placed people */
#define POLISH        2.0
#define LAST          0.85 /* of what remains goes to a last cycle that places people, the rest settles the best */
#define CROSSING      0.35 /* of the time or steps: so long layouts are gathered and crossed */
#define GATHER        0.03 /* of what steps there are in all: a cycle that brings forth a layout for that */
#define BREED         0.6  /* of that: a cycle that makes good what a child has broken */
#define WARM          3.0  /* where that begins */
#define COMPOSING     0.5  /* of the time: so long layouts are composed beside the search, */
#define COMPOSE_MOST  0.9  /* but up to that where it would be less than this many */
#define COMPOSE_LEAST 4.5  /* seconds; */
#define COMPOSE_S     3.0  /* seconds: with less, among few people, only where somebody is left over who perhaps need not be */
#define GUIDE_S       3.0  /* seconds: with so many, among many people, there is time to begin anew as the prices of the bound would have it; */
#define GUIDED        0.7  /* of what remains then goes to that */
#define OWN           0.25 /* of the cost: where people's own is less, hours hardly matter, and there is nothing to cross */

enum {
    POOL = 6,
    GATHER_LEAST = 300, /* steps a person */
    GATHER_MOST = 4000,
    DULL = 8 /* cycles without a better answer that end a search without limits */
};

int64_t cvn_team_bound(const cvn_team *t)
{
    if (t->p->baseline)
        return 0;
    return t->guided ? cvn_prover_bound(t->prover) : cvn_prover_quick(t->prover);
}

bool cvn_team_perfect(const cvn_team *t, const cvn_tally *best)
{
    if (best->hard || best->lost || best->upset > cvn_team_bound(t))
        return false;
    return best->cost <= cvn_prover_cost(t->prover, best->upset) || (t->guided && best->cost <= cvn_prover_cost_apart(t->prover, best->upset));
}

bool cvn_team_guided(const cvn_team *t)
{
    const cvn_solve_options *o = t->options;
    return t->guided && !t->composes && !t->p->baseline && t->p->people >= CVN_FEW && o->time_limit_s >= GUIDE_S;
}

bool cvn_team_exhausted(const cvn_team *t)
{
    return t->dull >= DULL;
}

/** Among few people with little time, only where somebody is left over who perhaps need not be, and has been for a while. */
static bool is_to_compose(const cvn_team *t)
{
    const cvn_solve_options *o = t->options;
    if (t->composer || !t->composes || !t->guided || o->time_limit_s <= 0)
        return false;
    return t->p->people >= CVN_FEW || o->time_limit_s >= COMPOSE_S ||
           (t->cycle >= 2 && t->p->pattern != CVN_PATTERN_OFFERED && t->best.total.upset > cvn_team_bound(t));
}

/** Once, after it is known what a move costs. */
static void begin_composing(cvn_team *t)
{
    if (!is_to_compose(t))
        return;
    double limit = t->options->time_limit_s, most = limit * (t->p->people < CVN_FEW ? COMPOSING : COMPOSE_MOST);
    t->composer = cvn_composer_new(t->p, &(cvn_composing){.scale = t->scale,
                                                          .price = t->scale * PRICE,
                                                          .seconds = fmax(limit * COMPOSING, fmin(most, COMPOSE_LEAST)) - cvn_team_elapsed(t),
                                                          .seed = t->options->seed * 1000003 + t->count});
    cvn_composer_tell(t->composer, &t->best);
}

/**
 * How hot the next cycle is. While people are left over who need not be, a fresh one starts so hot that others are left over for a while; among
 * many people, half of them at a price so low that cheap layouts come out with one or two too many left over. The next cycle goes on from there,
 * not from the best, at the full price. With everybody placed, every other fresh one still starts as hot, since other people left over on the way
 * are what lies between one layout and a cheaper one, and a polish starts from the best. With a baseline all that are no polish are wild, and every
 * other of those goes back to the baseline: what was upset too early stays so.
 */
static void plan_heat(cvn_team *t, bool left, bool polish)
{
    bool few = t->p->people < CVN_FEW && !t->p->baseline, low = left && !polish && !few && t->cycle % 4 == 0;
    bool wild = !polish && (left || t->p->baseline || t->cycle % 4 == (few ? 0 : 2));
    t->price = t->scale * PRICE * (low ? 0.3 : few && t->cycle % 8 >= 4 ? 10 : 1); /* ten: where one more place costs that much */
    t->placing = wild ? few ? 0.7 : 0.5 : 0;
    t->hot = wild ? t->price : t->scale * (left && !t->composed ? SETTLE : t->warmth * (polish ? POLISH : CVN_HOT));
    t->cold = t->scale * CVN_COLD;
    t->reload = polish && (!left || t->composed);
    t->served |= t->composed && t->p->people >= CVN_FEW;
    t->composed = false;
    t->afresh = t->p->baseline && t->cycle % 4 == 0;
}

/** The last cycle takes all the steps or seconds that remain; one that places people leaves some to settle what it found while hot. */
static void plan_end(cvn_team *t, bool polish)
{
    const cvn_solve_options *o = t->options;
    double share = t->placing > 0 && t->p->people >= CVN_FEW ? LAST : 1;
    t->seconds = 0;
    t->rescue = false;
    if (o->step_limit) {
        uint64_t remains = o->step_limit > t->workers[0].search->steps ? o->step_limit - t->workers[0].search->steps : 1;
        if (t->length <= remains * 2 / 3)
            return;
        t->length = (uint64_t)((double)remains * share) + 1;
    } else if (o->time_limit_s > 0) {
        double remains = o->time_limit_s - cvn_team_elapsed(t), speed = (double)t->workers[0].search->steps / (cvn_team_elapsed(t) + 1e-3);
        bool awaited = cvn_team_guided(t) && !t->followed && (!t->guide || !cvn_guide_done(t->guide));
        if ((double)t->length / speed <= remains * (awaited ? 0.9 : 0.6))
            return;
        t->seconds = (remains > 1e-3 ? remains : 1e-3) * share;
    } else {
        return;
    }
    t->rescue = polish;
}

/** What there is in all for each worker: steps a person; 0: no limit is set. */
static double allowance(const cvn_team *t)
{
    const cvn_solve_options *o = t->options;
    double by_time = o->time_limit_s > 0 ? (o->time_limit_s - cvn_team_elapsed(t)) * CVN_PROBE / (t->probe_s + 1e-6) : INFINITY;
    double steps = o->step_limit ? (double)o->step_limit : by_time;
    return steps < INFINITY && steps > 0 ? steps / t->p->people : 0;
}

/**
 * Is there time to gather layouts and to cross them, and is there a limit that says so? With a baseline layouts are to be like that; among many
 * people long cycles come to more.
 */
static void begin_crossing(cvn_team *t)
{
    double all = allowance(t), each = all * GATHER;
    t->each = each < GATHER_LEAST ? GATHER_LEAST : each > GATHER_MOST ? GATHER_MOST : each;
    if (!t->p->baseline && t->p->people < CVN_FEW && all * CROSSING * t->count >= (POOL + 2) * t->each)
        t->pool = cvn_pool_new(t->p, POOL);
}

static void end_crossing(cvn_team *t)
{
    cvn_pool_free(t->pool);
    t->pool = NULL;
    t->breeds = false;
    t->cycle = 1; /* a polish of the best */
}

/** Do people's own hours and preferences make a part of the cost, so that layouts differ in more than who mixes with whom? */
static bool hours_matter(const cvn_state *state)
{
    double own = 0;
    for (uint32_t i = 0; i < state->p->people; i++)
        own += (double)state->person_tally[i].cost;
    return own > OWN * (double)state->total.cost;
}

static bool crossing_is_over(const cvn_team *t)
{
    const cvn_solve_options *o = t->options;
    double done = o->step_limit ? (double)t->workers[0].search->steps / (double)o->step_limit : cvn_team_elapsed(t) / o->time_limit_s;
    bool over = done >= CROSSING;
    for (uint32_t i = 0; t->cycle && i < t->count; i++)
        over |= !hours_matter(t->workers[i].search->state);
    return over;
}

/**
 * At first, where there is time for that: short cycles from hot, each to a layout of its own, and then from one child of two of them after another.
 * False: not, or not any more.
 */
static bool plan_crossing(cvn_team *t)
{
    if (t->cycle == 0)
        begin_crossing(t);
    if (!t->pool)
        return false;
    for (uint32_t i = 0; t->cycle && i < t->count; i++)
        cvn_pool_add(t->pool, t->workers[i].search->state);
    if (crossing_is_over(t)) {
        end_crossing(t);
        return false;
    }
    t->breeds = cvn_pool_full(t->pool);
    t->length = (uint64_t)(t->each * t->p->people * (t->breeds ? BREED : 1));
    t->price = t->scale * PRICE;
    t->placing = t->breeds ? 0 : 0.5;
    t->hot = t->breeds ? t->scale * t->warmth * WARM : t->price;
    t->cold = t->scale * CVN_COLD;
    t->dull = 0;
    return true;
}

/** Once, as soon as the guide has found something. */
static bool plan_guided(cvn_team *t, bool better)
{
    t->served |= t->follows && better;
    t->followed |= t->follows;
    t->follows = !t->followed && cvn_guide_found(t->guide);
    if (!t->follows)
        return false;
    double remains = t->options->time_limit_s - cvn_team_elapsed(t);
    t->seconds = (remains > 1e-3 ? remains : 1e-3) * GUIDED;
    t->price = t->scale * PRICE;
    t->reload = t->rescue = t->afresh = false;
    t->placing = 0;
    t->dull = 0;
    t->cycle--; /* it takes no turn of those that there are without it */
    return true;
}

/** The cycles after that: fresh ones and polishes in turn, each longer than the last. */
static void plan_usual(cvn_team *t, bool left)
{
    bool polish = t->cycle % 2 || t->composed || (t->served && !left);
    double base = (double)(t->p->people < 20 ? 20 : t->p->people) * STEPS_EACH * (t->p->baseline ? REPAIR : 1);
    t->length = (uint64_t)(base * pow(GROWTH, t->cycle < 40 ? t->cycle : 40));
    plan_heat(t, left, polish);
    plan_end(t, polish);
}

void cvn_team_plan(cvn_team *t, bool better)
{
    t->dull = better ? 0 : t->dull + 1;
    bool left = t->best.total.upset > cvn_team_bound(t) && !t->p->baseline;
    begin_composing(t);
    if (!plan_guided(t, better) && !plan_crossing(t))
        plan_usual(t, left);
    t->rests = t->count > 1 && cvn_composer_busy(t->composer);
    t->left = left;
    atomic_store(&t->cut, false);
    if (cvn_team_perfect(t, &t->best.total))
        atomic_store(&t->stop, true);
    const cvn_solve_options *o = t->options;
    if (!o->step_limit && cvn_team_exhausted(t) && (o->prove ? cvn_prover_done(t->prover) : o->time_limit_s <= 0))
        atomic_store(&t->stop, true);
    t->over = atomic_load(&t->stop) || cvn_worker_spent(&t->workers[0]);
    t->cycle++;
}
