/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Annealing of a crowd in cycles, each longer than the last, on as many threads as asked for, which meet after each cycle. The temperatures
 * between which anything happens are measured in the first: from where hardly any try makes something worse to where one in thirty does.
 */
#include "solve/mixing/mixing.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* docs/solver.md says what was measured. */
#define HOT     0.03   /* tries that make worse, of all, where a fresh cycle begins */
#define WARM    0.003  /* … where a cycle from the best begins */
#define COLD    0.0001 /* … below which hardly anything happens */
#define HOTTEST 1.0    /* of the first cycle, as a share of what a swap costs that makes a settled crowd worse */
#define COLDEST 0.004
#define GROWTH  1.25
#define ROUNDS  1500.0 /* of the first pair of cycles after that: turns of everybody */

enum { TABLE = 8192, STRETCH = 512 /* turns at one temperature */, STAGES = 64, DULL = 6 };

typedef struct team team;

typedef struct worker {
    team *team;
    uint32_t number;
    pthread_t thread;
    cvn_crowd *crowd;
    cvn_random random;
    int32_t
        *limit;    /* random limits at the present temperature: TABLE of them, and the first again behind, so that any row of them can be had */
    uint32_t next; /* whose turn it is */
    uint64_t tries;
    int64_t best_cost;
    uint32_t *best;
} worker;

struct team {
    const cvn_mix *mix;
    const cvn_mix_options *options;
    double *spread; /* as limit, at temperature 1: exponentially distributed */
    uint32_t count;
    worker *workers;
    pthread_barrier_t barrier;
    atomic_bool stop;
    atomic_uint_fast64_t tries;
    double begun_s, next_look_s;
    int64_t best_cost;
    uint32_t *best, *size;
    cvn_mix_field field;
    double hot, warm, cold;
    /* the next cycle, decided by worker 0 */
    uint32_t cycle, dull;
    bool fresh, over;
    double length;  /* tries */
    double seconds; /* the cycle ends by the clock; 0: by its length */
};

static size_t table_length(const cvn_mix *mix)
{
    return TABLE + (mix->stride > mix->groups ? mix->stride : mix->groups);
}

/** Every quantile of the exponential distribution once, shuffled: whatever row of limits is taken, a change by d passes with e^(−d/T). */
static void fill_spread(team *t, cvn_random *random)
{
    size_t length = table_length(t->mix);
    t->spread = CVN_NEW_ARRAY(double, length);
    for (uint32_t k = 0; k < TABLE; k++)
        t->spread[k] = -log((k + 0.5) / TABLE);
    for (uint32_t k = TABLE - 1; k; k--) {
        uint32_t j = cvn_random_below(random, k + 1);
        double one = t->spread[k];
        t->spread[k] = t->spread[j];
        t->spread[j] = one;
    }
    for (size_t k = TABLE; k < length; k++)
        t->spread[k] = t->spread[k - TABLE];
}

static void set_temperature(worker *w, double temperature)
{
    size_t length = table_length(w->team->mix);
    for (size_t k = 0; k < length; k++)
        w->limit[k] = (int32_t)(temperature * w->team->spread[k]);
}

/** Looks at the clock and what others say; true: stop. */
static bool look_up(worker *w)
{
    team *t = w->team;
    const cvn_mix_options *o = t->options;
    double now = cvn_monotonic_s();
    if (o->until_s > 0 && now >= o->until_s)
        atomic_store(&t->stop, true);
    if (w->number == 0 && o->look && now >= t->next_look_s) {
        t->next_look_s = now + 0.1;
        if (o->look(o->context, w->best_cost < t->best_cost ? w->best_cost : t->best_cost, atomic_load(&t->tries)))
            atomic_store(&t->stop, true);
    }
    return atomic_load(&t->stop);
}

static bool out_of_tries(const worker *w)
{
    return w->team->options->tries && w->tries >= w->team->options->tries;
}

/** So many turns at the present temperature; false: the search is to end. */
static bool stretch(worker *w, uint32_t turns)
{
    uint64_t tried = 0;
    for (uint32_t k = 0; k < turns && !(w->team->options->tries && w->tries + tried >= w->team->options->tries); k++) {
        uint64_t at = cvn_random_next(&w->random);
        tried += cvn_crowd_turn(w->crowd, w->next, w->limit + at % TABLE, w->limit + (at >> 32) % TABLE);
        w->next = w->next + 1 < w->team->mix->people ? w->next + 1 : 0;
        if (w->crowd->cost < w->best_cost) {
            w->best_cost = w->crowd->cost;
            cvn_crowd_get(w->crowd, w->best);
        }
    }
    w->tries += tried;
    atomic_fetch_add(&w->team->tries, tried);
    return !look_up(w) && !out_of_tries(w);
}

/** Lets sizes change by moves within their bounds (groups that are empty stay so), or keeps them as they are. */
static void free_sizes(worker *w, bool free)
{
    cvn_crowd *crowd = w->crowd;
    for (uint32_t g = 0; g < w->team->mix->groups; g++) {
        bool moves = free && crowd->size[g];
        crowd->least[g] = moves ? w->team->mix->least[g] : crowd->size[g];
        crowd->most[g] = moves ? w->team->mix->most[g] : crowd->size[g];
    }
}

/** Goes down hill until a round of turns changes nothing; false: the search is to end. */
static bool settle(worker *w)
{
    set_temperature(w, 0);
    for (int64_t before = INT64_MAX; w->crowd->cost < before;) {
        before = w->crowd->cost;
        for (uint32_t turns = 0; turns < w->team->mix->people; turns += STRETCH)
            if (!stretch(w, STRETCH))
                return false;
    }
    return true;
}

/** What a swap costs that makes a settled crowd worse, on average. */
static double scale_of(worker *w)
{
    double sum = 0, count = 0;
    for (uint32_t k = 0; k < 20000; k++) {
        uint32_t a = cvn_random_below(&w->random, w->team->mix->people), b = cvn_random_below(&w->random, w->team->mix->people);
        int32_t change = w->crowd->group[a] != w->crowd->group[b] ? cvn_crowd_swap_change(w->crowd, a, b) : 0;
        if (change > 0 && change < CVN_MIX_NEVER / 2) {
            sum += change;
            count++;
        }
    }
    return count > 0 ? sum / count : 0;
}

/** The first cycle: heats a settled crowd until it boils, and learns on the way between which temperatures to search. Further up, all is change. */
static void measure(worker *w)
{
    team *t = w->team;
    uint32_t turns = t->mix->people < STRETCH ? STRETCH : t->mix->people < 1024 ? t->mix->people : 1024;
    free_sizes(w, !t->options->sizes_too);
    if (!settle(w))
        return;
    double scale = scale_of(w), temperature = 0, cold = 0, warm = 0, rate = 0;
    for (uint32_t k = 0; k < STAGES && rate < HOT; k++) {
        temperature = scale * COLDEST * pow(HOTTEST / COLDEST, (double)k / STAGES);
        uint64_t tries = w->tries, worsened = w->crowd->worsened;
        set_temperature(w, temperature);
        if (!stretch(w, turns))
            return;
        rate = (double)(w->crowd->worsened - worsened) / (double)(w->tries - tries);
        cold = rate < COLD || cold <= 0 ? temperature : cold;
        warm = rate < WARM || warm <= 0 ? temperature : warm;
    }
    if (w->number == 0) {
        t->hot = temperature;
        t->warm = warm;
        t->cold = cold;
    }
    settle(w);
}

/** One cycle, from hot to cold, evenly in the logarithm. */
static void run_cycle(worker *w)
{
    team *t = w->team;
    double begun = cvn_monotonic_s(), hot = t->fresh ? t->hot : t->warm, thaw = sqrt(t->warm * t->cold);
    uint64_t first = w->tries;
    bool frozen = t->options->sizes_too;
    free_sizes(w, !frozen);
    for (;;) {
        double done = t->seconds > 0 ? (cvn_monotonic_s() - begun) / t->seconds : (double)(w->tries - first) / t->length;
        if (done >= 1)
            break;
        double temperature = hot * pow(t->cold / hot, done);
        if (frozen && temperature < thaw) {
            frozen = false;
            free_sizes(w, true);
        }
        set_temperature(w, temperature);
        if (!stretch(w, STRETCH))
            return;
    }
    settle(w);
}

/** The best of all workers becomes the best of the team. */
static bool gather(team *t)
{
    bool better = false;
    for (uint32_t i = 0; i < t->count; i++)
        if (t->workers[i].best_cost < t->best_cost) {
            t->best_cost = t->workers[i].best_cost;
            memcpy(t->best, t->workers[i].best, t->mix->people * sizeof *t->best);
            better = true;
        }
    return better;
}

/** How long the next cycle is and where it begins. */
static void plan_cycle(team *t, bool better)
{
    const cvn_mix_options *o = t->options;
    worker *w = &t->workers[0];
    t->dull = better ? 0 : t->dull + 1;
    t->fresh = t->cycle % 2 == 0;
    t->length = ROUNDS * t->mix->people * t->mix->people * pow(GROWTH, t->cycle < 60 ? t->cycle / 2 : 30);
    t->seconds = 0;
    t->cycle++;
    if (t->options->sizes_too) {
        cvn_mix_learn(&t->field, t->mix, t->best);
        cvn_mix_sizes(t->mix, &t->field, t->size);
    }
    if (o->tries) {
        double remains = (double)(o->tries - (w->tries < o->tries ? w->tries : o->tries));
        t->length = t->length > remains * 0.6 ? remains : t->length;
    }
    if (o->until_s > 0) {
        double now = cvn_monotonic_s(), remains = o->until_s - now, speed = (double)w->tries / (now - t->begun_s + 1e-6);
        if (t->length / speed > remains * 0.6)
            t->seconds = remains * 0.98 > 1e-3 ? remains * 0.98 : 1e-3; /* the rest is for settling */
    }
    bool ends_itself = !o->tries && !(o->until_s > 0);
    t->over = atomic_load(&t->stop) || out_of_tries(w) || t->hot <= 0 /* no swap makes anything worse */ || (ends_itself && t->dull >= DULL);
}

/** Where a cycle begins: the worker's own last crowd stays where it has those sizes already, for at hot it is forgotten anyway. */
static void set_up(worker *w)
{
    team *t = w->team;
    if (!t->fresh) {
        cvn_crowd_set(w->crowd, t->best);
    } else if (t->options->sizes_too) {
        uint32_t *group = CVN_NEW_ARRAY(uint32_t, t->mix->people);
        cvn_mix_deal(t->mix, t->size, &w->random, group);
        cvn_crowd_set(w->crowd, group);
        free(group);
    }
}

static void *work(void *context)
{
    worker *w = context;
    team *t = w->team;
    cvn_crowd_set(w->crowd, t->best);
    measure(w);
    pthread_barrier_wait(&t->barrier);
    if (w->number == 0)
        plan_cycle(t, gather(t));
    for (;;) {
        pthread_barrier_wait(&t->barrier);
        if (t->over) /* not stop, which another may have set since: all must leave, or none */
            break;
        set_up(w);
        run_cycle(w);
        pthread_barrier_wait(&t->barrier);
        if (w->number == 0)
            plan_cycle(t, gather(t));
    }
    return NULL;
}

void cvn_mix_deal(const cvn_mix *mix, const uint32_t *size, cvn_random *random, uint32_t *group)
{
    uint32_t v = 0;
    for (uint32_t g = 0; g < mix->groups; g++)
        for (uint32_t k = 0; k < size[g] && v < mix->people; k++)
            group[v++] = g;
    assert(v == mix->people);
    for (v = mix->people - 1; v > 0; v--) {
        uint32_t u = cvn_random_below(random, v + 1), one = group[v];
        group[v] = group[u];
        group[u] = one;
    }
}

/** The best may be a state that annealing only passed through: no change is left that betters it. */
static void finish(team *t)
{
    worker *w = &t->workers[0];
    cvn_crowd_set(w->crowd, t->best);
    free_sizes(w, true);
    set_temperature(w, 0);
    for (int64_t before = INT64_MAX; w->crowd->cost < before;) {
        before = w->crowd->cost;
        for (uint32_t v = 0; v < t->mix->people; v++)
            cvn_crowd_turn(w->crowd, v, w->limit, w->limit);
    }
    t->best_cost = w->crowd->cost;
    cvn_crowd_get(w->crowd, t->best);
}

static void start_worker(team *t, uint32_t number)
{
    worker *w = &t->workers[number];
    *w = (worker){.team = t, .number = number, .crowd = cvn_crowd_new(t->mix), .best_cost = t->best_cost};
    cvn_random_seed(&w->random, t->options->seed * 1000003 + number);
    w->limit = CVN_NEW_ARRAY(int32_t, table_length(t->mix));
    w->best = CVN_NEW_ARRAY(uint32_t, t->mix->people);
    memcpy(w->best, t->best, t->mix->people * sizeof *w->best);
}

static void end_worker(worker *w)
{
    cvn_crowd_free(w->crowd);
    free(w->limit);
    free(w->best);
}

int64_t cvn_mix_better(const cvn_mix *mix, uint32_t *group, const cvn_mix_options *options, uint64_t *tries)
{
    assert(cvn_mix_fits(mix) && cvn_mix_allowed(mix, group));
    team t = {.mix = mix, .options = options, .count = options->threads ? options->threads : 1, .best = group, .begun_s = cvn_monotonic_s()};
    cvn_random random;
    cvn_random_seed(&random, options->seed);
    fill_spread(&t, &random);
    t.best_cost = cvn_mix_cost(mix, group);
    t.field = cvn_mix_field_of(mix);
    t.size = CVN_NEW_ARRAY(uint32_t, mix->groups);
    t.workers = CVN_NEW_ARRAY(worker, t.count);
    pthread_barrier_init(&t.barrier, NULL, t.count);
    for (uint32_t i = 0; i < t.count; i++)
        start_worker(&t, i);
    for (uint32_t i = 1; i < t.count; i++)
        pthread_create(&t.workers[i].thread, NULL, work, &t.workers[i]);
    work(&t.workers[0]);
    for (uint32_t i = 1; i < t.count; i++)
        pthread_join(t.workers[i].thread, NULL);
    gather(&t);
    finish(&t);
    for (uint32_t i = 0; i < t.count; i++)
        end_worker(&t.workers[i]);
    if (tries)
        *tries = atomic_load(&t.tries);
    pthread_barrier_destroy(&t.barrier);
    free(t.workers);
    free(t.spread);
    free(t.size);
    return t.best_cost;
}
