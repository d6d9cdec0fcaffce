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
enum { MOST_PEOPLE = 600, MOST_PRIORITY = 1 << 22, YIELDING = 10 };
#define EAGER_S 1.0 /* so long it has the same right to a core as a search: an answer with fewer left over is worth more then than steps */

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
    return prover;
}

void cvn_prover_free(cvn_prover *prover)
{
    if (!prover)
        return;
    atomic_store(&prover->stop, true);
    if (prover->begun)
        pthread_join(prover->thread, NULL);
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
    prover->answer.group_count = layout->group_count;
    prover->answer.words.count = 0;
    for (size_t i = 0; i < layout->words.count; i++)
        CVN_PUSH(&prover->answer.words) = layout->words.at[i];
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

/** From now on searches come first. On Linux a priority is one thread's. */
static void yield_to_searches(cvn_prover *prover)
{
    int id = atomic_load(&prover->thread_id);
    if (prover->yields || !id || cvn_monotonic_s() - prover->begun_s < EAGER_S)
        return;
    setpriority(PRIO_PROCESS, (id_t)id, getpriority(PRIO_PROCESS, (id_t)id) + YIELDING);
    prover->yields = true;
}

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
