/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Cycles of annealing from the best so far, each longer than the last while nothing better is found, until time or steps are used up. Threads
 * are searches of their own that meet after each cycle; because a cycle is so many steps on each, the same seed gives the same answer.
 */
#include "solve/anneal.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "solve/bound_cost.h"
#include "solve/guide.h"
#include "solve/pool.h"

/* In steps a person, and in multiples of the scale; docs/solver.md says what was measured. */
#define STEPS_EACH     2000.0
#define GROWTH         1.25
#define REPAIR         0.1   /* of those steps with a baseline: it is near to what is sought */
#define LACKING        0.7   /* of the time in which a cycle places people: so long may a group of the baseline lack something */
#define UNKNOWN        5.0   /* the scale where no move worsened the cost: what it is with weights as they mostly are */
#define PRICE          500.0 /* of somebody left over */
#define PLACING        0.03  /* of their price: from there down nobody's place is at stake */
#define SETTLE         10.0  /* a cycle that goes on from one that placed people */
#define HOT            4.0   /* from there up, nearly all changes of cost are made */
#define POLISH         2.0
#define COLD           0.05
#define LAST           0.85 /* of what remains goes to a last cycle that places people, the rest settles the best */
#define CROSSING       0.35 /* of the time or steps: so long layouts are gathered and crossed */
#define GATHER         0.03 /* of what steps there are in all: a cycle that brings forth a layout for that */
#define BREED          0.6  /* of that: a cycle that makes good what a child has broken */
#define WARM           3.0  /* where that begins */
#define COUNT_S        6.0  /* seconds: with so many there is time to count what an answer costs at least, */
#define COUNT_FROM_S   1.0  /* from here on where nobody can be proved to be left over any more, */
#define COUNT_ANYWAY_S 5.0  /* and from here on where somebody may */
#define GUIDE_S        3.0 /* seconds: with so many, among many people, there is time to begin anew as the prices of the bound would have it, */
#define GUIDE_FROM_S   0.3 /* asked from here on where nobody can be proved to be left over any more, */
#define GUIDE_ANYWAY_S 1.0 /* and from here on where somebody may */
#define GUIDING        0.5 /* of the time: with less it is not done, */
#define GUIDED         0.7 /* of what remains then goes to that */
#define TRIAL          0.1 /* of that until it is seen whether groups come about, */
#define SITTING        0.5 /* and then, until here, groups and their sessions stay */
#define LENIENT        20.0 /* scales: what a group costs that lacks something, at first */
#define OWN            0.25 /* of the cost: where people's own is less, hours hardly matter, and there is nothing to cross */

enum {
    FEW = 200, /* people: among fewer, the last places decide and cost dearly */
    MANY = 2000,
    CHECK = 64,
    PROBE = 4000,
    CALM = 32, /* looks in a row at which nobody is left over who need not be: then a cycle has placed people */
    POOL = 6,
    GATHER_LEAST = 300, /* steps a person */
    GATHER_MOST = 4000,
    DULL = 8 /* cycles without a better answer that end a search without limits */
};

typedef struct team team;

typedef struct worker {
    team *team;
    cvn_search *search;
    uint32_t number;
    pthread_t thread;
    double placing; /* share of the cycle that is hot enough to place people; less once it has placed them */
    uint32_t calm;  /* looks in a row at which it had */
} worker;

struct team {
    const cvn_problem *p;
    const cvn_solve_options *options;
    const cvn_layout *first;
    double begun_s, next_report_s, next_look_s;
    cvn_prover *prover;
    bool guided; /* what the prover finds may change the search: not where the same bytes are wanted */
    cvn_layout given;
    uint32_t count;
    worker *workers;
    pthread_barrier_t barrier;
    pthread_mutex_t mutex; /* guards what is reported */
    cvn_layout best;       /* of all, as of the last meeting */
    cvn_tally reported;
    atomic_bool stop, cut; /* cut: the cycle under way is of no more use */
    atomic_uint_fast64_t steps;
    /* the next cycle, decided by worker 0 */
    uint64_t length;
    double hot, cold, seconds; /* seconds: the cycle ends by the clock; 0: by its length */
    double placing;            /* share of the cycle that is hot enough to place people, at most */
    uint32_t cycle, dull;
    bool over;         /* no further cycle: read by all, behind the barrier, so that none waits there for one that has left */
    bool reload, left; /* reload: it begins with the best; left: it is to place people */
    bool afresh;       /* it begins with the baseline */
    bool rescue;       /* it begins with the best where others are left over than in what came out */
    double price;      /* of one unit of what comes before cost */
    double warmth;     /* among many people cycles that decide about cost begin less hot: a share of HOT and POLISH */
    double scale;      /* what a simple move that worsens the cost costs */
    cvn_pool *pool;    /* NULL: layouts are not crossed, or not any more */
    bool breeds;       /* it begins with a child of two layouts */
    double each;       /* steps a person of a cycle that brings forth a layout */
    double probe_s;    /* what worker 0 needed for PROBE steps */
    cvn_guide *guide;  /* NULL: not asked */
    bool follows, followed,
        served; /* follows: it is what the guide found, that is settled; followed: it has been; served: the best came of it */
};

cvn_score cvn_score_of(const cvn_problem *p, const cvn_layout *layout)
{
    const cvn_tally *t = &layout->total;
    cvn_score score = {.lost = t->lost, .cost = t->cost, .baseline = p->baseline != NULL};
    uint64_t *placed = CVN_NEW_ARRAY(uint64_t, p->people_words);
    cvn_arena *arena = cvn_arena_new();
    cvn_answer_group *groups = cvn_layout_groups(layout, arena);
    for (uint32_t g = 0; g < layout->group_count; g++) {
        for (uint32_t i = 0; i < groups[g].member_count; i++)
            cvn_bit_set(placed, groups[g].members[i]);
        for (uint32_t i = 0; i < groups[g].leader_count; i++)
            cvn_bit_set(placed, groups[g].leaders[i]);
    }
    for (uint32_t i = 0; i < p->people; i++)
        if (p->person[i].member && !cvn_bit(placed, i))
            score.unplaced += p->person[i].priority;
    if (p->baseline)
        score.disruption = t->upset - p->weights.place * score.unplaced;
    cvn_arena_free(arena);
    free(placed);
    return score;
}

static double elapsed(const team *t)
{
    return cvn_monotonic_s() - t->begun_s;
}

/** over: the search is; before that, the bound on cost is counted among very many people only once fewer cannot be left over. */
static cvn_progress progress_of(const team *t, const cvn_layout *best, bool over)
{
    cvn_progress progress = {.elapsed_s = elapsed(t),
                             .steps = atomic_load(&t->steps),
                             .score = cvn_score_of(t->p, best),
                             .unplaced_bound = cvn_prover_bound(t->prover)};
    progress.proved = !progress.score.lost && !best->total.hard && cvn_prover_proves(t->prover, best->total.upset);
    bool quick = over || progress.proved || t->p->people <= MANY;
    progress.cost_bound = quick ? cvn_prover_cost(t->prover, progress.score.unplaced) : cvn_bound_cost_floor(t->p);
    int64_t apart = cvn_prover_cost_apart(t->prover, progress.score.unplaced);
    progress.cost_bound = apart > progress.cost_bound ? apart : progress.cost_bound;
    progress.cost_proved = progress.proved && progress.score.cost == progress.cost_bound;
    return progress;
}

static const cvn_layout *best_now(const team *t, const worker *w)
{
    return cvn_tally_less(&w->search->best.total, &t->best.total) ? &w->search->best : &t->best;
}

/** Tells the caller, from their own thread. */
static void report(team *t, worker *w)
{
    double now = elapsed(t);
    if (!t->options->progress || now < t->next_report_s)
        return;
    t->next_report_s = now + 0.1;
    cvn_progress progress = progress_of(t, best_now(t, w), false);
    if (t->options->progress(&progress, t->options->progress_context))
        atomic_store(&t->stop, true);
}

/** No answer leaves less of what comes before cost; the same each time where the same bytes are wanted. */
static int64_t known_bound(const team *t)
{
    if (t->p->baseline)
        return 0;
    return t->guided ? cvn_prover_bound(t->prover) : cvn_prover_quick(t->prover);
}

/** Is there nothing left to gain: nobody left over who need not be, and no cost that need not be? */
static bool perfect(const team *t, const cvn_tally *best)
{
    if (best->hard || best->lost || best->upset > known_bound(t))
        return false;
    return best->cost <= cvn_prover_cost(t->prover, best->upset) || (t->guided && best->cost <= cvn_prover_cost_apart(t->prover, best->upset));
}

/** Many people, from nothing, and time enough. */
static bool may_be_guided(const team *t)
{
    const cvn_solve_options *o = t->options;
    return t->guided && !t->p->baseline && t->p->people >= FEW && o->time_limit_s >= GUIDE_S;
}

/**
 * The prover hears what the best answer leaves over, as long as fewer may be possible; and it counts what that costs at least, once the first moments are
 * over, where there is time for it.
 */
static void inform(team *t, const cvn_layout *best, double now)
{
    const cvn_solve_options *o = t->options;
    bool searches = !cvn_prover_idle(t->prover), counts = now >= COUNT_FROM_S && (o->prove || o->time_limit_s >= COUNT_S);
    bool guides = may_be_guided(t) && !t->guide && now >= GUIDE_FROM_S && (!searches || now >= GUIDE_ANYWAY_S);
    if (!searches && !counts && !guides)
        return;
    int64_t unplaced = t->p->baseline ? cvn_score_of(t->p, best).unplaced : best->total.upset;
    if (guides)
        t->guide = cvn_guide_new(t->p, known_bound(t), o->time_limit_s * GUIDING);
    if (searches)
        cvn_prover_tell(t->prover, unplaced);
    if (counts && (!searches || now >= COUNT_ANYWAY_S) && (!t->guide || cvn_guide_done(t->guide)))
        cvn_prover_count(t->prover, unplaced);
}

/** Tells the prover, and hears what it has found: a cycle that is to place people is of no use once nobody more can be placed. */
static void consult(team *t, worker *w)
{
    double now = elapsed(t);
    if (now < t->next_look_s)
        return;
    t->next_look_s = now + 0.05;
    const cvn_layout *best = best_now(t, w);
    if (t->guided && ((t->left && cvn_prover_proves(t->prover, best->total.upset)) || cvn_prover_has_answer(t->prover)))
        atomic_store(&t->cut, true);
    if (!t->followed && !t->follows && !t->left && cvn_guide_found(t->guide))
        atomic_store(&t->cut, true);
    if (t->guided && perfect(t, &best->total))
        atomic_store(&t->stop, true);
    if ((t->guided || t->options->prove) && !best->total.hard)
        inform(t, best, now);
}

/** Looks at the clock and at what others say; true: stop. */
static bool look_up(worker *w)
{
    team *t = w->team;
    atomic_fetch_add(&t->steps, CHECK);
    if (w->number == 0) {
        report(t, w);
        consult(t, w);
    }
    if (t->options->time_limit_s > 0 && elapsed(t) >= t->options->time_limit_s)
        atomic_store(&t->stop, true);
    return atomic_load(&t->stop);
}

static bool out_of_steps(const worker *w)
{
    return w->team->options->step_limit && w->search->steps >= w->team->options->step_limit;
}

static double between(double from, double to, double done)
{
    return from * pow(to / from, done);
}

/**
 * From hot to cold, evenly in the logarithm; but a cycle that places people does that first, and leaps over the temperatures at which nobody's
 * place is at stake any more and the cost is not yet.
 */
static double temperature_at(const worker *w, double done)
{
    const team *t = w->team;
    if (done < w->placing)
        return between(t->hot, t->hot * PLACING, done / t->placing);
    return between(t->placing > 0 ? t->scale * HOT * t->warmth : t->hot, t->cold, (done - w->placing) / (1 - w->placing));
}

/** Where everybody has long had a place although it is hot, there is nobody to place: the rest of the cycle is for the cost. */
static void leap(worker *w, double done)
{
    const cvn_tally *now = &w->search->state->total;
    w->calm = now->hard || now->lost || now->upset > known_bound(w->team) ? 0 : w->calm + 1;
    if (done < w->placing && w->calm >= CALM)
        w->placing = done;
}

/**
 * What a group costs that lacks something. One of the baseline that lost its leader must be worth keeping while people move about, since a leader
 * may come of it; ended, it hardly comes again. Then it has to go, even if all its people are lost by that: without, there is no answer.
 */
static double hard_price(const worker *w, double done)
{
    const team *t = w->team;
    if (!t->p->baseline || done < w->placing * LACKING)
        return t->price * 20;
    return w->search->price.lost * 20;
}

/** Settles what the guide found: first people alone, at groups' and sessions' being as they are; then everything. */
static void settle(worker *w)
{
    const team *t = w->team;
    cvn_search *s = w->search;
    const double ends[] = {TRIAL, SITTING, 1};
    double begun = cvn_monotonic_s(), from = 0;
    for (uint32_t stage = 0;;) {
        double done = (cvn_monotonic_s() - begun) / t->seconds;
        if (done >= ends[stage]) {
            from = ends[stage++];
            if (stage == CVN_COUNT(ends) || s->state->total.hard)
                return;
        }
        double part = fmin((done - from) / (ends[stage] - from), 1);
        s->sits = stage < 2;
        s->temperature = between(t->scale, t->scale * COLD, part);
        s->price.hard = s->sits ? between(t->scale * LENIENT, t->price * 20, part) : t->price * 20;
        for (int k = 0; k < CHECK; k++)
            cvn_step(s);
        if (look_up(w))
            return;
    }
}

/** What comes of the guide, or where the search was, whichever is better. */
static void follow_guide(worker *w)
{
    cvn_search *s = w->search;
    cvn_layout before = {0};
    cvn_layout_save(&before, s->state);
    cvn_dive_settle(cvn_guide_found(w->team->guide), s);
    settle(w);
    s->sits = false;
    if (cvn_tally_less(&before.total, &s->state->total))
        cvn_layout_load(s->state, &before);
    cvn_layout_free(&before);
}

/** One cycle. */
static void run_cycle(worker *w)
{
    team *t = w->team;
    cvn_search *s = w->search;
    double begun = cvn_monotonic_s();
    uint64_t first = s->steps;
    w->placing = t->placing;
    w->calm = 0;
    for (;;) {
        double done = t->seconds > 0 ? (cvn_monotonic_s() - begun) / t->seconds : (double)(s->steps - first) / (double)t->length;
        if (done >= 1 || out_of_steps(w))
            return;
        leap(w, done);
        s->temperature = temperature_at(w, done);
        s->price.hard = hard_price(w, done);
        for (int k = 0; k < CHECK; k++)
            cvn_step(s);
        if (look_up(w) || atomic_load(&t->cut))
            return;
    }
}

/** An answer of the prover's is where worker 0 goes on from, where it is better. */
static void take_answer(team *t)
{
    cvn_search *s = t->workers[0].search;
    if (!t->guided || !cvn_prover_answer(t->prover, &t->given))
        return;
    cvn_layout_load(s->state, &t->given);
    cvn_search_note(s, true);
}

/** The best of all workers becomes the best of the team. */
static bool gather(team *t)
{
    worker *lead = &t->workers[0];
    take_answer(t);
    for (uint32_t i = 1; i < t->count; i++)
        if (cvn_tally_less(&t->workers[i].search->best.total, &lead->search->best.total))
            lead = &t->workers[i];
    const cvn_layout *found = &lead->search->best;
    if (!cvn_tally_less(&found->total, &t->best.total))
        return false;
    t->best.total = found->total;
    t->best.group_count = found->group_count;
    t->best.words.count = 0;
    for (size_t i = 0; i < found->words.count; i++)
        CVN_PUSH(&t->best.words) = found->words.at[i];
    return true;
}

/**
 * How hot the next cycle is. While people are left over who need not be, a fresh one starts so hot that others are left over for a while; among
 * many people, half of them at a price so low that cheap layouts come out with one or two too many left over. The next cycle goes on from there,
 * not from the best, at the full price. With everybody placed, every other fresh one still starts as hot, since other people left over on the way
 * are what lies between one layout and a cheaper one, and a polish starts from the best. With a baseline all that are no polish are wild, and every
 * other of those goes back to the baseline: what was upset too early stays so.
 */
static void plan_heat(team *t, bool left, bool polish)
{
    bool few = t->p->people < FEW && !t->p->baseline, low = left && !polish && !few && t->cycle % 4 == 0;
    bool wild = !polish && (left || t->p->baseline || t->cycle % 4 == (few ? 0 : 2));
    t->price = t->scale * PRICE * (low ? 0.3 : few && t->cycle % 8 >= 4 ? 10 : 1); /* ten: where one more place costs that much */
    t->placing = wild ? few ? 0.7 : 0.5 : 0;
    t->hot = wild ? t->price : t->scale * (left ? SETTLE : t->warmth * (polish ? POLISH : HOT));
    t->cold = t->scale * COLD;
    t->reload = polish && !left;
    t->afresh = t->p->baseline && t->cycle % 4 == 0;
}

/** The last cycle takes all the steps or seconds that remain; one that places people leaves some to settle what it found while hot. */
static void plan_end(team *t, bool polish)
{
    const cvn_solve_options *o = t->options;
    double share = t->placing > 0 && t->p->people >= FEW ? LAST : 1;
    t->seconds = 0;
    t->rescue = false;
    if (o->step_limit) {
        uint64_t remains = o->step_limit > t->workers[0].search->steps ? o->step_limit - t->workers[0].search->steps : 1;
        if (t->length <= remains * 2 / 3)
            return;
        t->length = (uint64_t)((double)remains * share) + 1;
    } else if (o->time_limit_s > 0) {
        double remains = o->time_limit_s - elapsed(t), speed = (double)t->workers[0].search->steps / (elapsed(t) + 1e-3);
        bool awaited = may_be_guided(t) && !t->followed && (!t->guide || !cvn_guide_done(t->guide));
        if ((double)t->length / speed <= remains * (awaited ? 0.9 : 0.6))
            return;
        t->seconds = (remains > 1e-3 ? remains : 1e-3) * share;
    } else {
        return;
    }
    t->rescue = polish;
}

/** What there is in all for each worker: steps a person; 0: no limit is set. */
static double allowance(const team *t)
{
    const cvn_solve_options *o = t->options;
    double by_time = o->time_limit_s > 0 ? (o->time_limit_s - elapsed(t)) * PROBE / (t->probe_s + 1e-6) : INFINITY;
    double steps = o->step_limit ? (double)o->step_limit : by_time;
    return steps < INFINITY && steps > 0 ? steps / t->p->people : 0;
}

/**
 * Is there time to gather layouts and to cross them, and is there a limit that says so? With a baseline layouts are to be like that; among many
 * people long cycles come to more.
 */
static void begin_crossing(team *t)
{
    double all = allowance(t), each = all * GATHER;
    t->each = each < GATHER_LEAST ? GATHER_LEAST : each > GATHER_MOST ? GATHER_MOST : each;
    if (!t->p->baseline && t->p->people < FEW && all * CROSSING * t->count >= (POOL + 2) * t->each)
        t->pool = cvn_pool_new(t->p, POOL);
}

static void end_crossing(team *t)
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

static bool crossing_is_over(const team *t)
{
    const cvn_solve_options *o = t->options;
    double done = o->step_limit ? (double)t->workers[0].search->steps / (double)o->step_limit : elapsed(t) / o->time_limit_s;
    bool over = done >= CROSSING;
    for (uint32_t i = 0; t->cycle && i < t->count; i++)
        over |= !hours_matter(t->workers[i].search->state);
    return over;
}

/**
 * At first, where there is time for that: short cycles from hot, each to a layout of its own, and then from one child of two of them after another.
 * False: not, or not any more.
 */
static bool plan_crossing(team *t)
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
    t->cold = t->scale * COLD;
    t->dull = 0;
    return true;
}

/** Once, as soon as the guide has found something. */
static bool plan_guided(team *t, bool better)
{
    t->served |= t->follows && better;
    t->followed |= t->follows;
    t->follows = !t->followed && cvn_guide_found(t->guide);
    if (!t->follows)
        return false;
    double remains = t->options->time_limit_s - elapsed(t);
    t->seconds = (remains > 1e-3 ? remains : 1e-3) * GUIDED;
    t->price = t->scale * PRICE;
    t->reload = t->rescue = t->afresh = false;
    t->placing = 0;
    t->dull = 0;
    t->cycle--; /* it takes no turn of those that there are without it */
    return true;
}

/** The cycles after that: fresh ones and polishes in turn, each longer than the last. */
static void plan_usual(team *t, bool left)
{
    bool polish = t->cycle % 2 || (t->served && !left);
    double base = (double)(t->p->people < 20 ? 20 : t->p->people) * STEPS_EACH * (t->p->baseline ? REPAIR : 1);
    t->length = (uint64_t)(base * pow(GROWTH, t->cycle < 40 ? t->cycle : 40));
    plan_heat(t, left, polish);
    plan_end(t, polish);
}

/** How the next cycle is to be, and how long. */
static void plan_cycle(team *t, bool better)
{
    t->dull = better ? 0 : t->dull + 1;
    bool left = t->best.total.upset > known_bound(t) && !t->p->baseline;
    if (!plan_guided(t, better) && !plan_crossing(t))
        plan_usual(t, left);
    t->left = left;
    atomic_store(&t->cut, false);
    if (perfect(t, &t->best.total))
        atomic_store(&t->stop, true);
    const cvn_solve_options *o = t->options;
    if (!o->step_limit && t->dull >= DULL && (o->prove ? cvn_prover_done(t->prover) : o->time_limit_s <= 0))
        atomic_store(&t->stop, true);
    t->over = atomic_load(&t->stop) || out_of_steps(&t->workers[0]);
    t->cycle++;
}

/** Starts cold, to learn what a move costs and how fast they are. */
static void probe(worker *w)
{
    cvn_search *s = w->search;
    s->temperature = 0;
    s->uphill = CVN_NEW_ARRAY(double, PROBE);
    s->uphill_room = PROBE;
    for (int k = 0; k < PROBE && !atomic_load(&w->team->stop) && !out_of_steps(w); k++) {
        cvn_step(s);
        if (k % CHECK == CHECK - 1)
            look_up(w);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** What a simple move that worsens the cost costs: the median, since a few who would meet at night cost a hundred times what others do. */
static double scale_of(cvn_search *s)
{
    s->uphill_room = 0;
    if (!s->uphill_count)
        return UNKNOWN;
    qsort(s->uphill, s->uphill_count, sizeof *s->uphill, by_size);
    return s->uphill[s->uphill_count / 2];
}

static void set_prices(cvn_search *s, double price)
{
    s->price.upset = price;
    s->price.lost = price * 50;
}

/** Does the next cycle begin with the best of the team, not with what came out of the last one? */
static bool begins_anew(const worker *w)
{
    const team *t = w->team;
    const cvn_tally *now = &w->search->state->total;
    bool lacks = now->hard || now->lost > t->best.total.lost || now->upset > t->best.total.upset;
    return (t->reload || (t->rescue && lacks)) && cvn_tally_less(&t->best.total, now);
}

static void *work(void *context)
{
    worker *w = context;
    team *t = w->team;
    cvn_search *s = w->search;
    cvn_layout_load(s->state, t->first);
    cvn_search_note(s, true);
    if (t->p->baseline) {
        cvn_mend(s);
        cvn_layout_load(s->state, t->first);
    }
    cvn_construct(s);
    double begun_s = cvn_monotonic_s();
    probe(w);
    if (w->number == 0)
        t->probe_s = cvn_monotonic_s() - begun_s;
    pthread_barrier_wait(&t->barrier);
    if (w->number == 0) {
        t->scale = scale_of(s);
        gather(t);
        plan_cycle(t, true);
    }
    for (;;) {
        pthread_barrier_wait(&t->barrier);
        if (t->over)
            break;
        set_prices(s, t->price);
        if (begins_anew(w))
            cvn_layout_load(s->state, &t->best);
        if (t->afresh)
            cvn_layout_load(s->state, t->first);
        if (t->breeds)
            cvn_pool_child(t->pool, s);
        if (t->follows)
            follow_guide(w);
        else
            run_cycle(w);
        pthread_barrier_wait(&t->barrier);
        if (w->number == 0)
            plan_cycle(t, gather(t));
    }
    return NULL;
}

static bool stopped(void *context)
{
    worker *w = context;
    report(w->team, w);
    return atomic_load(&w->team->stop);
}

/** A search that ended by itself has not overlooked anything near its answer. */
static void round_off(team *t)
{
    worker *w = &t->workers[0];
    const cvn_solve_options *o = t->options;
    if (o->time_limit_s > 0 || o->step_limit || t->dull < DULL)
        return;
    atomic_store(&t->stop, false); /* it said that the search has ended; from here on, that the caller ended it */
    cvn_layout_load(w->search->state, &t->best);
    if (cvn_descend(w->search, stopped, w))
        gather(t);
}

/** Of the equals of the answer, one that leaves over who offered less. */
static void be_fair(team *t)
{
    cvn_search *s = t->workers[0].search;
    if (t->best.total.hard)
        return;
    cvn_layout_load(s->state, &t->best);
    if (cvn_be_fair(s))
        cvn_layout_save(&t->best, s->state);
}

/** Steps are used up, but not the time in which to prove. */
static void wait_for_proof(team *t)
{
    const cvn_solve_options *o = t->options;
    while (o->prove && o->step_limit && !atomic_load(&t->stop) && !cvn_prover_done(t->prover)) {
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        report(t, &t->workers[0]);
        if (o->time_limit_s > 0 && elapsed(t) >= o->time_limit_s)
            atomic_store(&t->stop, true);
    }
}

static void finish(team *t, cvn_layout *best, cvn_progress *last)
{
    gather(t);
    round_off(t);
    be_fair(t);
    if (t->options->prove && !t->best.total.hard) {
        int64_t unplaced = cvn_score_of(t->p, &t->best).unplaced;
        cvn_prover_tell(t->prover, unplaced);
        cvn_prover_count(t->prover, unplaced);
    }
    wait_for_proof(t);
    *best = t->best;
    if (!last)
        return;
    *last = progress_of(t, best, true);
    last->steps = 0;
    for (uint32_t i = 0; i < t->count; i++)
        last->steps += t->workers[i].search->steps;
}

void cvn_anneal(const cvn_problem *p, const cvn_layout *first, const cvn_solve_options *options, double begun_s, cvn_prover *prover,
                cvn_layout *best, cvn_progress *last)
{
    team t = {.p = p,
              .options = options,
              .first = first,
              .begun_s = begun_s,
              .prover = prover,
              .warmth = p->people > FEW ? sqrt((double)FEW / p->people) : 1,
              .guided = !options->step_limit && (options->time_limit_s > 0 || options->prove),
              .count = options->threads ? options->threads : 1};
    t.best.total = (cvn_tally){.hard = INT64_MAX};
    t.workers = CVN_NEW_ARRAY(worker, t.count);
    pthread_barrier_init(&t.barrier, NULL, t.count);
    for (uint32_t i = 0; i < t.count; i++)
        t.workers[i] = (worker){.team = &t, .number = i, .search = cvn_search_new(p, options->seed * 1000003 + i)};
    for (uint32_t i = 1; i < t.count; i++)
        pthread_create(&t.workers[i].thread, NULL, work, &t.workers[i]);
    work(&t.workers[0]);
    for (uint32_t i = 1; i < t.count; i++)
        pthread_join(t.workers[i].thread, NULL);
    finish(&t, best, last);
    for (uint32_t i = 0; i < t.count; i++)
        cvn_search_free(t.workers[i].search);
    pthread_barrier_destroy(&t.barrier);
    cvn_layout_free(&t.given);
    cvn_pool_free(t.pool);
    cvn_guide_free(t.guide);
    free(t.workers);
}
