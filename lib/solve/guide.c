/* SPDX-License-Identifier: Apache-2.0 */
#include "solve/guide.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "solve/bound.h"

enum { LOOK = 20, STEPS = 800 }; /* after so many steps of the prices it foresees how long all of them take */

struct cvn_guide {
    const cvn_problem *p;
    int64_t unplaced;
    double begun_s, seconds;
    uint32_t steps;
    pthread_t thread;
    bool begun, found;
    cvn_dive dive;
    atomic_bool stop, done; /* found and dive are read by others once it is done */
};

static bool stopped(void *context)
{
    cvn_guide *guide = context;
    guide->steps++;
    double each = (cvn_monotonic_s() - guide->begun_s) / guide->steps;
    return atomic_load(&guide->stop) || (guide->steps > LOOK && each * STEPS > guide->seconds);
}

static void *work(void *context)
{
    cvn_guide *guide = context;
    guide->begun_s = cvn_monotonic_s();
    uint64_t *out = CVN_NEW_ARRAY(uint64_t, guide->p->people_words + 1);
    cvn_climb_stop stop = {stopped, guide};
    cvn_bound_unplaced(guide->p, out);
    guide->found = cvn_dive_down(guide->p, guide->unplaced, out, &stop, &guide->dive);
    free(out);
    atomic_store(&guide->done, true);
    return NULL;
}

cvn_guide *cvn_guide_new(const cvn_problem *p, int64_t unplaced, double seconds)
{
    cvn_guide *guide = CVN_NEW(cvn_guide);
    guide->p = p;
    guide->unplaced = unplaced;
    guide->seconds = seconds;
    atomic_init(&guide->stop, false);
    atomic_init(&guide->done, false);
    guide->begun = pthread_create(&guide->thread, NULL, work, guide) == 0;
    if (!guide->begun)
        atomic_store(&guide->done, true);
    return guide;
}

void cvn_guide_free(cvn_guide *guide)
{
    if (!guide)
        return;
    atomic_store(&guide->stop, true);
    if (guide->begun)
        pthread_join(guide->thread, NULL);
    cvn_dive_free(&guide->dive);
    free(guide);
}

bool cvn_guide_done(const cvn_guide *guide)
{
    return atomic_load(&guide->done);
}

const cvn_dive *cvn_guide_found(const cvn_guide *guide)
{
    return guide && cvn_guide_done(guide) && guide->found ? &guide->dive : NULL;
}
