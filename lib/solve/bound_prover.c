/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/bound_prover.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "solve/bound.h"
#include "solve/bound_cost.h"
#include "solve/bound_groups.h"

/* Beyond these the prices would come too late to be of use, or sums of them might overflow. */
enum { MOST_PEOPLE = 600, EAGER_PEOPLE = 200, MOST_PRIORITY = 1 << 22, YIELDING = 10, MODEST = 5 };
#define EAGER_S 1.0 /* so long, among few people, it has the same right to a core as a search: fewer left over are worth more then than steps */

struct cvn_prover {
    const cvn_problem *p;
    int64_t *gain, total;
    uint64_t *out;
    int64_t quick;
    int64_t cost, cost_of; /* what is left over at most where that is the least cost; below 0: not counted yet */
    pthread_t thread;
    bool begun, yields;
    double begun_s;
    atomic_int thread_id; /* of the system; 0: not known yet */
    atomic_bool stop, idle;
    atomic_int_fast64_t bound, best; /* best: of the answers told of */
    pthread_mutex_t mutex;           /* guards the answer */
    cvn_layout answer;
    bool answered;
    /* the bound on cost, by hours */
    pthread_t counter;
    bool counting; /* its thread has begun */
    pthread_mutex_t counted_mutex;
    pthread_cond_t asked;                          /* for something else than before, or to end */
    int64_t asked_of, counted_of, apart_of, apart; /* what may be left over: asked for; done with; what apart holds for */
    atomic_bool outdated;                          /* what is being counted is not what is asked for any more */
    bool end;
};

cvn_prover *cvn_prover_new(const cvn_problem *p)
{
    cvn_prover *prover = CVN_NEW(cvn_prover);
    prover->p = p;
    prover->cost_of = -1;
    prover->gain = CVN_NEW_ARRAY(int64_t, p->people + 1);
    prover->out = CVN_NEW_ARRAY(uint64_t, p->people_words + 1);
    for (uint32_t i = 0; i < p->people; i++) {
        prover->gain[i] = p->person[i].priority;
        prover->total += p->person[i].member ? p->person[i].priority : 0;
    }
    prover->quick = cvn_bound_unplaced(p, prover->out);
    atomic_init(&prover->stop, false);
    atomic_init(&prover->idle, p->people > MOST_PEOPLE || prover->total > MOST_PRIORITY);
    atomic_init(&prover->bound, prover->quick);
    atomic_init(&prover->best, INT64_MAX);
    pthread_mutex_init(&prover->mutex, NULL);
    pthread_mutex_init(&prover->counted_mutex, NULL);
    pthread_cond_init(&prover->asked, NULL);
    prover->counted_of = prover->apart_of = -1;
    prover->apart = INT64_MIN;
    atomic_init(&prover->outdated, false);
    return prover;
}

void cvn_prover_free(cvn_prover *prover)
{
    if (!prover)
        return;
    atomic_store(&prover->stop, true);
    if (prover->begun)
        pthread_join(prover->thread, NULL);
    if (prover->counting) {
        pthread_mutex_lock(&prover->counted_mutex);
        prover->end = true;
        atomic_store(&prover->outdated, true);
        pthread_cond_signal(&prover->asked);
        pthread_mutex_unlock(&prover->counted_mutex);
        pthread_join(prover->counter, NULL);
    }
    pthread_cond_destroy(&prover->asked);
    pthread_mutex_destroy(&prover->counted_mutex);
    pthread_mutex_destroy(&prover->mutex);
    cvn_layout_free(&prover->answer);
    free(prover->gain);
    free(prover->out);
    free(prover);
}

static bool better(void *context, int64_t bound)
{
    cvn_prover *prover = context;
    if (bound > atomic_load(&prover->bound))
        atomic_store(&prover->bound, bound);
    return bound >= atomic_load(&prover->best);
}

static void answer(void *context, const cvn_layout *layout)
{
    cvn_prover *prover = context;
    pthread_mutex_lock(&prover->mutex);
    cvn_layout_copy(&prover->answer, layout);
    prover->answered = true;
    pthread_mutex_unlock(&prover->mutex);
}

static void *work(void *context)
{
    cvn_prover *prover = context;
    atomic_store(&prover->thread_id, gettid());
    cvn_bound_job job = {.p = prover->p,
                         .gain = prover->gain,
                         .out = prover->out,
                         .stop = &prover->stop,
                         .better = better,
                         .answer = prover->p->baseline ? NULL : answer,
                         .context = prover};
    cvn_bound_groups(&job);
    atomic_store(&prover->idle, true);
    return NULL;
}

int64_t cvn_prover_bound(const cvn_prover *prover)
{
    return atomic_load(&prover->bound);
}

int64_t cvn_prover_quick(const cvn_prover *prover)
{
    return prover->quick;
}

int64_t cvn_prover_cost(cvn_prover *prover, int64_t unplaced)
{
    if (prover->cost_of != unplaced)
        prover->cost = cvn_bound_cost(prover->p, unplaced, prover->out);
    prover->cost_of = unplaced;
    return prover->cost;
}

/** On Linux a priority is one thread's. */
static void give_way(id_t thread, int far)
{
    setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + far);
}

/** From now on searches come first. */
static void yield_to_searches(cvn_prover *prover)
{
    int id = atomic_load(&prover->thread_id);
    if (prover->yields || !id || (prover->p->people < EAGER_PEOPLE && cvn_monotonic_s() - prover->begun_s < EAGER_S))
        return;
    give_way((id_t)id, YIELDING);
    prover->yields = true;
}

/* ---- the bound on cost, by hours -------------------------------------------------------------------------------------------------------------- */

/** One count; of is what may be left over. */
typedef struct one_count {
    cvn_prover *prover;
    int64_t of;
} one_count;

/** A bound where more may be left over holds where less may be, too. */
static void found(void *context, int64_t bound)
{
    const one_count *count = context;
    cvn_prover *prover = count->prover;
    pthread_mutex_lock(&prover->counted_mutex);
    prover->apart = prover->apart_of >= count->of && prover->apart > bound ? prover->apart : bound;
    prover->apart_of = count->of;
    pthread_mutex_unlock(&prover->counted_mutex);
}

static bool outdated(void *context)
{
    const one_count *count = context;
    return atomic_load(&count->prover->outdated);
}

static void *count_costs(void *context)
{
    cvn_prover *prover = context;
    give_way((id_t)gettid(), MODEST);
    pthread_mutex_lock(&prover->counted_mutex);
    while (!prover->end) {
        if (prover->counted_of == prover->asked_of) {
            pthread_cond_wait(&prover->asked, &prover->counted_mutex);
            continue;
        }
        one_count count = {prover, prover->asked_of};
        cvn_bound_cost_job job = {found, outdated, &count};
        atomic_store(&prover->outdated, false);
        pthread_mutex_unlock(&prover->counted_mutex);
        cvn_bound_cost_apart(prover->p, count.of, prover->out, &job);
        pthread_mutex_lock(&prover->counted_mutex);
        if (!atomic_load(&prover->outdated))
            prover->counted_of = count.of;
    }
    pthread_mutex_unlock(&prover->counted_mutex);
    return NULL;
}

void cvn_prover_count(cvn_prover *prover, int64_t unplaced)
{
    if (prover->p->baseline || (prover->counting && prover->asked_of == unplaced))
        return;
    pthread_mutex_lock(&prover->counted_mutex);
    prover->asked_of = unplaced;
    atomic_store(&prover->outdated, true);
    pthread_cond_signal(&prover->asked);
    pthread_mutex_unlock(&prover->counted_mutex);
    if (!prover->counting)
        prover->counting = pthread_create(&prover->counter, NULL, count_costs, prover) == 0;
}

int64_t cvn_prover_cost_apart(cvn_prover *prover, int64_t unplaced)
{
    pthread_mutex_lock(&prover->counted_mutex);
    int64_t cost = prover->apart_of >= unplaced ? prover->apart : INT64_MIN;
    pthread_mutex_unlock(&prover->counted_mutex);
    return cost;
}

bool cvn_prover_done(cvn_prover *prover)
{
    pthread_mutex_lock(&prover->counted_mutex);
    bool counts = prover->counting && prover->counted_of != prover->asked_of;
    pthread_mutex_unlock(&prover->counted_mutex);
    return !counts && cvn_prover_idle(prover);
}

/* ---- both ------------------------------------------------------------------------------------------------------------------------------------- */

void cvn_prover_tell(cvn_prover *prover, int64_t unplaced)
{
    atomic_store(&prover->best, unplaced);
    if (unplaced <= cvn_prover_bound(prover)) {
        atomic_store(&prover->stop, true);
    } else if (prover->begun) {
        yield_to_searches(prover);
    } else if (!cvn_prover_idle(prover)) {
        prover->begun_s = cvn_monotonic_s();
        prover->begun = pthread_create(&prover->thread, NULL, work, prover) == 0;
    }
}

bool cvn_prover_idle(const cvn_prover *prover)
{
    return atomic_load(&prover->idle) || cvn_prover_bound(prover) >= atomic_load(&prover->best);
}

bool cvn_prover_proves(const cvn_prover *prover, int64_t upset)
{
    return upset <= cvn_prover_bound(prover) * (prover->p->baseline ? prover->p->weights.place : 1);
}

bool cvn_prover_has_answer(cvn_prover *prover)
{
    pthread_mutex_lock(&prover->mutex);
    bool any = prover->answered;
    pthread_mutex_unlock(&prover->mutex);
    return any;
}

bool cvn_prover_answer(cvn_prover *prover, cvn_layout *layout)
{
    pthread_mutex_lock(&prover->mutex);
    bool any = prover->answered;
    prover->answered = false;
    if (any) {
        cvn_layout given = *layout;
        *layout = prover->answer;
        prover->answer = given;
    }
    pthread_mutex_unlock(&prover->mutex);
    return any;
}
