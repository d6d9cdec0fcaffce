/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What any allocation of a conference costs at least that leaves over no more than so much priority: by counting, and by hours.
 *
 *     bench_bound CONFERENCE UNPLACED
 *
 * Prints a line for each better bound: its kind, the bound, and the CPU seconds that it took. Built by `ninja bench_bound`.
 */
#include "solve/bound.h"
#include "solve/bound_cost.h"

#include "convene.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

typedef struct heard {
    double begun_s;
    int64_t best;
} heard;

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void print_better(void *context, int64_t bound)
{
    heard *h = context;
    if (bound <= h->best)
        return;
    h->best = bound;
    printf("hours %" PRId64 " %.3f\n", bound, cpu_s() - h->begun_s);
    fflush(stdout);
}

static bool goes_on(void *context)
{
    (void)context;
    return false;
}

static void print_bounds(const cvn_problem *p, int64_t unplaced)
{
    uint64_t *out = CVN_NEW_ARRAY(uint64_t, p->people_words + 1);
    cvn_bound_unplaced(p, out);
    heard h = {.begun_s = cpu_s(), .best = INT64_MIN};
    int64_t counted = cvn_bound_cost(p, unplaced, out);
    printf("counting %" PRId64 " %.3f\n", counted, cpu_s() - h.begun_s);
    h.begun_s = cpu_s();
    cvn_bound_cost_job job = {print_better, goes_on, &h};
    cvn_bound_cost_apart(p, unplaced, out, &job);
    printf("done %" PRId64 " %.3f\n", h.best > counted ? h.best : counted, cpu_s() - h.begun_s);
    free(out);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: bench_bound CONFERENCE UNPLACED\n", stderr);
        return 2;
    }
    cvn_conference *conference = NULL;
    cvn_problem *p = NULL;
    cvn_error *error = cvn_error_new();
    cvn_code code = cvn_conference_read(&conference, argv[1], error);
    code = code ? code : cvn_problem_new(&p, conference, NULL, error);
    if (code)
        fprintf(stderr, "%s\n", cvn_error_message(error, 0));
    else
        print_bounds(p, strtoll(argv[2], NULL, 10));
    cvn_problem_free(p);
    cvn_conference_free(conference);
    cvn_error_free(error);
    return code ? 1 : 0;
}
