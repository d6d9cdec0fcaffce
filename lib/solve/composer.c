/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/composer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "solve/columns.h"
#include "solve/settle.h"

#define PRICING 0.4 /* of its time, at most, */
#define DIVING  0.9 /* and no dive goes beyond that: so that the last one can be settled */

enum {
    STEPS_EACH = 1000,
    WARMTHS = 3,
    MOST = 600,  /* people: among more, whole groups would come too late; */
    AT_ONCE = 40 /* the same where more than these can be at a start */
};
static const double warmths[WARMTHS] = {0.3, 0.6, 1}; /* where settling begins, in turn */

struct cvn_composer {
    const cvn_problem *p;
    cvn_composing how;
    double begun_s;
    pthread_t thread;
    bool begun;
    atomic_bool stop, done;
    pthread_mutex_t mutex; /* guards what follows */
    cvn_layout told;
    bool hears;
    CVN_VEC(cvn_layout) made; /* from taken on nobody took them */
    size_t taken;
};

static double spent(const cvn_composer *c)
{
    return (cvn_monotonic_s() - c->begun_s) / c->how.seconds;
}

static bool over(void *context)
{
    cvn_composer *c = context;
    return atomic_load_explicit(&c->stop, memory_order_relaxed) || spent(c) >= 1;
}

static bool priced(void *context)
{
    return over(context) || spent(context) >= PRICING;
}

static bool dived(void *context)
{
    return over(context) || spent(context) >= DIVING;
}

/** Groups of the search's answers are columns as others are. */
static void hear(cvn_composer *c, cvn_columns *columns, cvn_state *state)
{
    pthread_mutex_lock(&c->mutex);
    bool hears = c->hears;
    c->hears = false;
    if (hears)
        cvn_layout_load(state, &c->told);
    pthread_mutex_unlock(&c->mutex);
    if (hears)
        cvn_columns_add(columns, state);
}

static void offer(cvn_composer *c, const cvn_state *state)
{
    pthread_mutex_lock(&c->mutex);
    cvn_layout_save(&CVN_PUSH(&c->made), state);
    pthread_mutex_unlock(&c->mutex);
}

typedef struct settling {
    cvn_composer *c;
    uint64_t first, steps;
    const cvn_search *search;
} settling;

static double so_far(void *context)
{
    const settling *s = context;
    return over(s->c) ? 1 : (double)(s->search->steps - s->first) / (double)s->steps;
}

/** Whoever is in no group goes where it costs least, or into one that is opened for them; then all of it is settled, and the best of that is what stands. */
static void settle(cvn_composer *c, cvn_search *s, double warmth)
{
    cvn_state *state = s->state;
    s->temperature = 0;
    s->price = (cvn_price){.upset = c->how.price, .lost = c->how.price, .hard = c->how.price * CVN_HARD_PRICE};
    s->best.total = (cvn_tally){.hard = INT64_MAX};
    cvn_construct(s);
    cvn_search_note(s, true);
    settling how = {c, s->steps, (uint64_t)STEPS_EACH * c->p->people, s};
    cvn_settle_down(s, &(cvn_settling){.scale = c->how.scale, .price = c->how.price, .warmth = warmth, .done = so_far, .context = &how});
    cvn_search_note(s, true);
    cvn_layout_load(state, &s->best);
}

static void compose(cvn_composer *c, cvn_columns *columns, cvn_search *s)
{
    cvn_columns_stop until_priced = {priced, c}, until_dived = {dived, c};
    cvn_layout layout = {0};
    cvn_columns_price_out(columns, &until_priced);
    for (uint32_t n = 0; !dived(c); n++) {
        hear(c, columns, s->state);
        cvn_columns_dive(columns, &until_dived, &layout);
        cvn_layout_load(s->state, &layout);
        settle(c, s, warmths[n % WARMTHS]);
        cvn_columns_add(columns, s->state);
        if (!s->state->total.hard)
            offer(c, s->state);
    }
    cvn_layout_free(&layout);
}

static void *work(void *context)
{
    cvn_composer *c = context;
    cvn_columns *columns = cvn_columns_new(c->p, c->how.price, c->how.seed);
    cvn_search *s = cvn_search_new(c->p, c->how.seed + 1);
    compose(c, columns, s);
    cvn_search_free(s);
    cvn_columns_free(columns);
    atomic_store(&c->done, true);
    return NULL;
}

/** How many people can be at a start, in the mean of those at which anybody can. */
static double people_at_once(const cvn_problem *p)
{
    size_t all = 0, starts = 0;
    for (uint32_t k = 0; k < p->start_count; k++) {
        size_t here = cvn_bits_count(p->by_start + (size_t)k * p->people_words, p->people_words);
        all += here;
        starts += here > 0;
    }
    return starts ? (double)all / (double)starts : 0;
}

bool cvn_composer_suits(const cvn_problem *p)
{
    return !p->baseline && p->people <= MOST && people_at_once(p) <= AT_ONCE;
}

cvn_composer *cvn_composer_new(const cvn_problem *p, const cvn_composing *how)
{
    assert(!p->baseline);
    cvn_composer *c = CVN_NEW(cvn_composer);
    c->p = p;
    c->how = *how;
    c->begun_s = cvn_monotonic_s();
    atomic_init(&c->stop, false);
    atomic_init(&c->done, false);
    pthread_mutex_init(&c->mutex, NULL);
    c->begun = pthread_create(&c->thread, NULL, work, c) == 0;
    if (!c->begun)
        atomic_store(&c->done, true);
    return c;
}

void cvn_composer_free(cvn_composer *c)
{
    if (!c)
        return;
    atomic_store(&c->stop, true);
    if (c->begun)
        pthread_join(c->thread, NULL);
    pthread_mutex_destroy(&c->mutex);
    for (size_t k = 0; k < c->made.count; k++)
        cvn_layout_free(&c->made.at[k]);
    CVN_VEC_FREE(&c->made);
    cvn_layout_free(&c->told);
    free(c);
}

bool cvn_composer_busy(const cvn_composer *c)
{
    return c && !atomic_load(&c->done);
}

void cvn_composer_tell(cvn_composer *c, const cvn_layout *layout)
{
    pthread_mutex_lock(&c->mutex);
    cvn_layout_copy(&c->told, layout);
    c->hears = true;
    pthread_mutex_unlock(&c->mutex);
}

bool cvn_composer_beats(cvn_composer *c, const cvn_tally *best)
{
    if (!c)
        return false;
    bool beats = false;
    pthread_mutex_lock(&c->mutex);
    for (size_t k = c->taken; k < c->made.count; k++)
        beats |= cvn_tally_less(&c->made.at[k].total, best);
    pthread_mutex_unlock(&c->mutex);
    return beats;
}

bool cvn_composer_next(cvn_composer *c, cvn_layout *layout)
{
    if (!c)
        return false;
    pthread_mutex_lock(&c->mutex);
    bool any = c->taken < c->made.count;
    if (any) { /* the caller's old words go back, to be freed in the end */
        cvn_layout given = *layout;
        *layout = c->made.at[c->taken];
        c->made.at[c->taken++] = given;
    }
    pthread_mutex_unlock(&c->mutex);
    return any;
}
