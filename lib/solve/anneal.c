/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Cycles of annealing from the best so far, each longer than the last while nothing better is found, until time or steps are used up. Threads
 * are searches of their own that meet after each cycle; because a cycle is so many steps on each, the same seed gives the same answer.
 */
#include "solve/anneal_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "solve/bound_cost.h"
#include "solve/settle.h"

/* In multiples of the scale; docs/solver.md says what was measured. */
#define LACKING        0.7  /* of the time in which a cycle places people: so long may a group of the baseline lack something */
#define UNKNOWN        5.0  /* the scale where no move worsened the cost: what it is with weights as they mostly are */
#define PLACING        0.03 /* of their price: from there down nobody's place is at stake */
#define COUNT_S        6.0  /* seconds: with so many there is time to count what an answer costs at least, */
#define COUNT_FROM_S   1.0  /* from here on where nobody can be proved to be left over any more, */
#define COUNT_ANYWAY_S 5.0  /* and from here on where somebody may */
#define GUIDE_FROM_S   0.3  /* seconds: the guide is asked from here on where nobody can be proved to be left over any more, */
#define GUIDE_ANYWAY_S 1.0  /* and from here on where somebody may; */
#define GUIDING        0.5  /* of the time: it has so long */
#define TRIAL          0.1  /* of the settling of what it finds, until it is seen whether groups come about */

enum {
    MANY = 2000,
    CHECK = 64,
    CALM = 32 /* looks in a row at which nobody is left over who need not be: then a cycle has placed people */
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

/** over: the search is; before that, the bound on cost is counted among very many people only once fewer cannot be left over. */
static cvn_progress progress_of(const cvn_team *t, const cvn_layout *best, bool over)
{
    cvn_progress progress = {.elapsed_s = cvn_team_elapsed(t),
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

static const cvn_layout *best_now(const cvn_team *t, const cvn_worker *w)
{
    return cvn_tally_less(&w->search->best.total, &t->best.total) ? &w->search->best : &t->best;
}

/** Tells the caller, from their own thread. */
static void report(cvn_team *t, cvn_worker *w)
{
    double now = cvn_team_elapsed(t);
    if (!t->options->progress || now < t->next_report_s)
        return;
    t->next_report_s = now + 0.1;
    cvn_progress progress = progress_of(t, best_now(t, w), false);
    if (t->options->progress(&progress, t->options->progress_context))
        atomic_store(&t->stop, true);
}

/**
 * The prover hears what the best answer leaves over, as long as fewer may be possible; and it counts what that costs at least, once the first moments are
 * over, where there is time for it.
 */
static void inform(cvn_team *t, const cvn_layout *best, double now)
{
    const cvn_solve_options *o = t->options;
    bool searches = !cvn_prover_idle(t->prover), counts = now >= COUNT_FROM_S && (o->prove || o->time_limit_s >= COUNT_S);
    bool guides = cvn_team_guided(t) && !t->guide && now >= GUIDE_FROM_S && (!searches || now >= GUIDE_ANYWAY_S);
    if (!searches && !counts && !guides)
        return;
    int64_t unplaced = t->p->baseline ? cvn_score_of(t->p, best).unplaced : best->total.upset;
    if (guides)
        t->guide = cvn_guide_new(t->p, cvn_team_bound(t), o->time_limit_s * GUIDING);
    if (searches)
        cvn_prover_tell(t->prover, unplaced);
    if (counts && (!searches || now >= COUNT_ANYWAY_S) && (!t->guide || cvn_guide_done(t->guide)) &&
        (t->p->people < CVN_FEW || !cvn_composer_busy(t->composer)))
        cvn_prover_count(t->prover, unplaced);
}

/** Tells the prover, and hears what it has found: a cycle that is to place people is of no use once nobody more can be placed. */
static void consult(cvn_team *t, cvn_worker *w)
{
    double now = cvn_team_elapsed(t);
    if (now < t->next_look_s)
        return;
    t->next_look_s = now + 0.05;
    const cvn_layout *best = best_now(t, w);
    if (t->guided && ((t->left && cvn_prover_proves(t->prover, best->total.upset)) || cvn_prover_has_answer(t->prover)))
        atomic_store(&t->cut, true);
    if (!t->pool && cvn_composer_beats(t->composer, &best->total))
        atomic_store(&t->cut, true);
    if (!t->followed && !t->follows && !t->left && cvn_guide_found(t->guide))
        atomic_store(&t->cut, true);
    if (t->guided && cvn_team_perfect(t, &best->total))
        atomic_store(&t->stop, true);
    if ((t->guided || t->options->prove) && !best->total.hard)
        inform(t, best, now);
}

/** Looks at the clock and at what others say; true: stop. */
static bool look_up(cvn_worker *w)
{
    cvn_team *t = w->team;
    atomic_fetch_add(&t->steps, CHECK);
    if (w->number == 0) {
        report(t, w);
        consult(t, w);
    }
    if (t->options->time_limit_s > 0 && cvn_team_elapsed(t) >= t->options->time_limit_s)
        atomic_store(&t->stop, true);
    return atomic_load(&t->stop);
}

/**
 * From hot to cold, evenly in the logarithm; but a cycle that places people does that first, and leaps over the temperatures at which nobody's
 * place is at stake any more and the cost is not yet.
 */
static double temperature_at(const cvn_worker *w, double done)
{
    const cvn_team *t = w->team;
    if (done < w->placing)
        return cvn_between(t->hot, t->hot * PLACING, done / t->placing);
    return cvn_between(t->placing > 0 ? t->scale * CVN_HOT * t->warmth : t->hot, t->cold, (done - w->placing) / (1 - w->placing));
}

/** Where everybody has long had a place although it is hot, there is nobody to place: the rest of the cycle is for the cost. */
static void leap(cvn_worker *w, double done)
{
    const cvn_tally *now = &w->search->state->total;
    w->calm = now->hard || now->lost || now->upset > cvn_team_bound(w->team) ? 0 : w->calm + 1;
    if (done < w->placing && w->calm >= CALM)
        w->placing = done;
}

/**
 * What a group costs that lacks something. One of the baseline that lost its leader must be worth keeping while people move about, since a leader
 * may come of it; ended, it hardly comes again. Then it has to go, even if all its people are lost by that: without, there is no answer.
 */
static double hard_price(const cvn_worker *w, double done)
{
    const cvn_team *t = w->team;
    if (!t->p->baseline || done < w->placing * LACKING)
        return t->price * CVN_HARD_PRICE;
    return w->search->price.lost * CVN_HARD_PRICE;
}

static double guided_so_far(void *context)
{
    cvn_worker *w = context;
    return look_up(w) ? 1 : (cvn_monotonic_s() - w->settles_s) / w->team->seconds;
}

/** What comes of the guide, or where the search was, whichever is better. */
static void follow_guide(cvn_worker *w)
{
    cvn_search *s = w->search;
    cvn_layout before = {0};
    cvn_layout_save(&before, s->state);
    cvn_dive_settle(cvn_guide_found(w->team->guide), s);
    w->settles_s = cvn_monotonic_s();
    cvn_settle_down(
        s, &(cvn_settling){.scale = w->team->scale, .price = w->team->price, .warmth = 1, .trial = TRIAL, .done = guided_so_far, .context = w});
    if (cvn_tally_less(&before.total, &s->state->total))
        cvn_layout_load(s->state, &before);
    cvn_layout_free(&before);
}

/** One cycle. */
static void run_cycle(cvn_worker *w)
{
    cvn_team *t = w->team;
    cvn_search *s = w->search;
    double begun = cvn_monotonic_s();
    uint64_t first = s->steps;
    w->placing = t->placing;
    w->calm = 0;
    for (;;) {
        double done = t->seconds > 0 ? (cvn_monotonic_s() - begun) / t->seconds : (double)(s->steps - first) / (double)t->length;
        if (done >= 1 || cvn_worker_spent(w))
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
static void take_answer(cvn_team *t)
{
    cvn_search *s = t->workers[0].search;
    if (!t->guided || !cvn_prover_answer(t->prover, &t->given))
        return;
    cvn_layout_load(s->state, &t->given);
    cvn_search_note(s, true);
}

/** What was composed in the meantime joins the layouts that are crossed; worker 0 goes on from the best of it where that is better than all, else from where it was. */
static void take_composed(cvn_team *t)
{
    cvn_search *s = t->workers[0].search;
    cvn_layout before = {0};
    bool any = false, better = false;
    for (; cvn_composer_next(t->composer, &t->given); any = true) {
        if (!any)
            cvn_layout_save(&before, s->state);
        cvn_layout_load(s->state, &t->given);
        if (t->pool)
            cvn_pool_add(t->pool, s->state);
        better |= cvn_tally_less(&s->state->total, &t->best.total) && cvn_tally_less(&s->state->total, &s->best.total);
        cvn_search_note(s, true);
    }
    if (any)
        cvn_layout_load(s->state, better ? &s->best : &before);
    t->composed |= better;
    cvn_layout_free(&before);
}

/** The best of all workers becomes the best of the team. */
static bool gather(cvn_team *t)
{
    cvn_worker *lead = &t->workers[0];
    take_answer(t);
    take_composed(t);
    for (uint32_t i = 1; i < t->count; i++)
        if (cvn_tally_less(&t->workers[i].search->best.total, &lead->search->best.total))
            lead = &t->workers[i];
    const cvn_layout *found = &lead->search->best;
    if (!cvn_tally_less(&found->total, &t->best.total))
        return false;
    cvn_layout_copy(&t->best, found);
    if (cvn_composer_busy(t->composer))
        cvn_composer_tell(t->composer, &t->best);
    return true;
}

/** Starts cold, to learn what a move costs and how fast they are. */
static void probe(cvn_worker *w)
{
    cvn_search *s = w->search;
    s->temperature = 0;
    s->uphill = CVN_NEW_ARRAY(double, CVN_PROBE);
    s->uphill_room = CVN_PROBE;
    for (int k = 0; k < CVN_PROBE && !atomic_load(&w->team->stop) && !cvn_worker_spent(w); k++) {
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
static bool begins_anew(const cvn_worker *w)
{
    const cvn_team *t = w->team;
    const cvn_tally *now = &w->search->state->total;
    bool lacks = now->hard || now->lost > t->best.total.lost || now->upset > t->best.total.upset;
    return (t->reload || (t->rescue && lacks)) && cvn_tally_less(&t->best.total, now);
}

static void *work(void *context)
{
    cvn_worker *w = context;
    cvn_team *t = w->team;
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
        cvn_team_plan(t, true);
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
        else if (!t->rests || w->number + 1 < t->count)
            run_cycle(w);
        pthread_barrier_wait(&t->barrier);
        if (w->number == 0)
            cvn_team_plan(t, gather(t));
    }
    return NULL;
}

static bool stopped(void *context)
{
    cvn_worker *w = context;
    report(w->team, w);
    return atomic_load(&w->team->stop);
}

/** A search that ended by itself has not overlooked anything near its answer. */
static void round_off(cvn_team *t)
{
    cvn_worker *w = &t->workers[0];
    const cvn_solve_options *o = t->options;
    if (o->time_limit_s > 0 || o->step_limit || !cvn_team_exhausted(t))
        return;
    atomic_store(&t->stop, false); /* it said that the search has ended; from here on, that the caller ended it */
    cvn_layout_load(w->search->state, &t->best);
    if (cvn_descend(w->search, stopped, w))
        gather(t);
}

/** Of the equals of the answer, one that leaves over who offered less. */
static void be_fair(cvn_team *t)
{
    cvn_search *s = t->workers[0].search;
    if (t->best.total.hard)
        return;
    cvn_layout_load(s->state, &t->best);
    if (cvn_be_fair(s))
        cvn_layout_save(&t->best, s->state);
}

/** Steps are used up, but not the time in which to prove. */
static void wait_for_proof(cvn_team *t)
{
    const cvn_solve_options *o = t->options;
    while (o->prove && o->step_limit && !atomic_load(&t->stop) && !cvn_prover_done(t->prover)) {
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
        report(t, &t->workers[0]);
        if (o->time_limit_s > 0 && cvn_team_elapsed(t) >= o->time_limit_s)
            atomic_store(&t->stop, true);
    }
}

static void finish(cvn_team *t, cvn_layout *best, cvn_progress *last)
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
    cvn_team t = {.p = p,
                  .options = options,
                  .first = first,
                  .begun_s = begun_s,
                  .prover = prover,
                  .composes = cvn_composer_suits(p),
                  .warmth = p->people > CVN_FEW ? sqrt((double)CVN_FEW / p->people) : 1,
                  .guided = !options->step_limit && (options->time_limit_s > 0 || options->prove),
                  .count = options->threads ? options->threads : 1};
    t.best.total = (cvn_tally){.hard = INT64_MAX};
    t.workers = CVN_NEW_ARRAY(cvn_worker, t.count);
    pthread_barrier_init(&t.barrier, NULL, t.count);
    for (uint32_t i = 0; i < t.count; i++)
        t.workers[i] = (cvn_worker){.team = &t, .number = i, .search = cvn_search_new(p, options->seed * 1000003 + i)};
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
    cvn_composer_free(t.composer);
    free(t.workers);
}
