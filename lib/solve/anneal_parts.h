/* SPDX-License-Identifier: Apache-2.0 */
/** What the files of anneal.h share: the team of threads, and what its next cycle is to be. */
#ifndef CVN_SOLVE_ANNEAL_PARTS_H
#define CVN_SOLVE_ANNEAL_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "solve/anneal.h"
#include "solve/composer.h"
#include "solve/guide.h"
#include "solve/pool.h"

#define CVN_HOT 4.0 /* scales: from there up, nearly all changes of cost are made */

enum {
    CVN_FEW = 200,   /* people: among fewer, the last places decide and cost dearly */
    CVN_PROBE = 4000 /* steps with which a search begins, to learn what a move costs */
};

typedef struct cvn_team cvn_team;

typedef struct cvn_worker {
    cvn_team *team;
    cvn_search *search;
    uint32_t number;
    pthread_t thread;
    double placing;   /* share of the cycle that is hot enough to place people; less once it has placed them */
    double settles_s; /* when it began to settle what the guide found */
    uint32_t calm;    /* looks in a row at which it had */
} cvn_worker;

struct cvn_team {
    const cvn_problem *p;
    const cvn_solve_options *options;
    const cvn_layout *first;
    double begun_s, next_report_s, next_look_s;
    cvn_prover *prover;
    bool guided; /* what the prover finds may change the search: not where the same bytes are wanted */
    cvn_layout given;
    uint32_t count;
    cvn_worker *workers;
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
    bool over;              /* no further cycle: read by all, behind the barrier, so that none waits there for one that has left */
    bool reload, left;      /* reload: it begins with the best; left: it is to place people */
    bool afresh;            /* it begins with the baseline */
    bool rescue;            /* it begins with the best where others are left over than in what came out */
    double price;           /* of one unit of what comes before cost */
    double warmth;          /* among many people cycles that decide about cost begin less hot: a share of HOT and POLISH */
    double scale;           /* what a simple move that worsens the cost costs */
    cvn_pool *pool;         /* NULL: layouts are not crossed, or not any more */
    bool breeds;            /* it begins with a child of two layouts */
    double each;            /* steps a person of a cycle that brings forth a layout */
    double probe_s;         /* what worker 0 needed for PROBE steps */
    cvn_composer *composer; /* NULL: layouts are not composed */
    bool composes;          /* they may be */
    bool rests;             /* the last worker leaves its core to the composer */
    bool composed;          /* the best is the composer's, and nothing has begun with it yet */
    cvn_guide *guide;       /* NULL: not asked */
    bool follows, followed,
        served; /* follows: it is what the guide found, that is settled; followed: it has been; served: the best came of it */
};

static inline double cvn_team_elapsed(const cvn_team *team)
{
    return cvn_monotonic_s() - team->begun_s;
}

/** Has the worker taken all the steps that it may? */
static inline bool cvn_worker_spent(const cvn_worker *worker)
{
    return worker->team->options->step_limit && worker->search->steps >= worker->team->options->step_limit;
}

/** No answer leaves less of what comes before cost; the same each time where the same bytes are wanted. */
int64_t cvn_team_bound(const cvn_team *team);
/** Is there nothing left to gain: nobody left over who need not be, and no cost that need not be? */
bool cvn_team_perfect(const cvn_team *team, const cvn_tally *best);
/** Many people, from nothing, and time enough, where groups are not composed whole. */
bool cvn_team_guided(const cvn_team *team);
/** Have so many cycles brought nothing that a search without limits ends by itself? */
bool cvn_team_exhausted(const cvn_team *team);
/** How the next cycle is to be, and how long; better: the last one found a better answer. The workers wait meanwhile. */
void cvn_team_plan(cvn_team *team, bool better);

#endif
