/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One search, told as it goes: threads_bench.py and growth_bench.py run it. Built by `ninja bench_anytime`.
 *
 *     bench_anytime CONFERENCE ALLOCATION SECONDS STEPS SEED THREADS
 *
 * Writes the allocation, and a line for each better answer that the search reported (about ten times a second), the last one at the end:
 * seconds of search, moves tried by all threads, unplaced, the bound on it, cost. SECONDS or STEPS 0: without that limit.
 */
#include "convene.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void print_progress(const cvn_progress *now)
{
    printf("%.3f %" PRIu64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", now->elapsed_s, now->steps, now->score.unplaced, now->unplaced_bound,
           now->score.cost);
}

static int on_progress(const cvn_progress *now, void *context)
{
    cvn_score *last = context;
    if (now->score.unplaced != last->unplaced || now->score.cost != last->cost)
        print_progress(now);
    *last = now->score;
    return 0;
}

static cvn_code search(const char *from, const char *to, const cvn_solve_options *options, cvn_error *error)
{
    cvn_conference *conference = NULL;
    cvn_allocation *allocation = NULL;
    cvn_progress last = {0};
    cvn_code code = cvn_conference_read(&conference, from, error);
    if (!code)
        code = cvn_solve(&allocation, conference, NULL, options, &last, error);
    if (!code) {
        print_progress(&last);
        code = cvn_allocation_write(allocation, to, error);
    }
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 7) {
        fputs("usage: bench_anytime CONFERENCE ALLOCATION SECONDS STEPS SEED THREADS\n", stderr);
        return 2;
    }
    cvn_solve_options options;
    cvn_score shown = {.unplaced = -1};
    cvn_solve_options_init(&options);
    options.time_limit_s = strtod(argv[3], NULL);
    options.step_limit = strtoull(argv[4], NULL, 10);
    options.seed = strtoull(argv[5], NULL, 10);
    options.threads = (uint32_t)strtoul(argv[6], NULL, 10);
    options.progress = on_progress;
    options.progress_context = &shown;
    cvn_error *error = cvn_error_new();
    cvn_code code = search(argv[1], argv[2], &options, error);
    if (code)
        fprintf(stderr, "%s\n", cvn_error_message(error, 0));
    cvn_error_free(error);
    return code ? 1 : 0;
}
