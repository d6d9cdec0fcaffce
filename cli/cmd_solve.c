/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

enum { MOST_THREADS = 8 };

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

/** The first Ctrl-C keeps the best and ends; a second one ends at once. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

typedef struct screen {
    bool on;
    bool dirty;
    double last_s;
} screen;

static void status_line(const cvn_progress *progress)
{
    const cvn_score *score = &progress->score;
    fprintf(stderr, "\r%6.1f s  ", progress->elapsed_s);
    if (score->baseline)
        fprintf(stderr, "lost %lld, ", (long long)score->lost);
    fprintf(stderr, "unplaced %lld", (long long)score->unplaced);
    if (progress->unplaced_bound > 0)
        fprintf(stderr, " (at least %lld)", (long long)progress->unplaced_bound);
    if (score->baseline)
        fprintf(stderr, ", disruption %lld", (long long)score->disruption);
    fprintf(stderr, ", cost %lld", (long long)score->cost);
    if (progress->cost_bound > 0)
        fprintf(stderr, " (at least %lld)", (long long)progress->cost_bound);
    fputs("\033[K", stderr);
}

static int on_progress(const cvn_progress *progress, void *context)
{
    screen *s = context;
    if (s->on && progress->elapsed_s - s->last_s >= 0.2) {
        status_line(progress);
        s->last_s = progress->elapsed_s;
        s->dirty = true;
    }
    return interrupted;
}

/** A search that ends by the clock may as well use what there is; one that is to give the same bytes gives them on every machine. */
static uint32_t usual_threads(const cvn_solve_options *solve)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (solve->step_limit || solve->time_limit_s <= 0 || cores < 2)
        return 1;
    return cores < MOST_THREADS ? (uint32_t)cores : MOST_THREADS;
}

static bool read_options(cvn_solve_options *solve, const cli_call *call)
{
    uint64_t threads;
    cvn_solve_options_init(solve);
    if (!cli_number(call, "time", 0, 1e9, solve->time_limit_s, &solve->time_limit_s) ||
        !cli_whole(call, "steps", 0, UINT64_MAX, solve->step_limit, &solve->step_limit) ||
        !cli_whole(call, "seed", 0, UINT64_MAX, solve->seed, &solve->seed))
        return false;
    solve->prove = cli_flag(call, "prove");
    if ((cli_flag(call, "steps") || solve->prove) && !cli_flag(call, "time"))
        solve->time_limit_s = 0; /* a limit in steps is asked for where the same bytes are wanted: no clock may end it sooner; nor a proof */
    if (!cli_whole(call, "threads", 1, 256, usual_threads(solve), &threads))
        return false;
    solve->threads = (uint32_t)threads;
    return true;
}

static void say_best(const cvn_progress *last, FILE *out)
{
    fputs(last->score.baseline ? "Proved best: no allocation leaves fewer people unplaced, disrupts less or, with both the same, costs less.\n"
                               : "Proved best: no allocation leaves fewer people unplaced, and none that leaves as few costs less.\n",
          out);
}

static void say_gap(const cvn_progress *last, FILE *out)
{
    long long unplaced = (long long)last->score.unplaced, least = (long long)last->unplaced_bound, cost = (long long)last->cost_bound;
    if (cost > 0)
        fprintf(out,
                "Not proved: %lld unplaced; all that is known is that no allocation leaves fewer than %lld, and none with at most %lld costs "
                "less than %lld.\n",
                unplaced, least, unplaced, cost);
    else
        fprintf(out, "Not proved: %lld unplaced; that no allocation leaves fewer than %lld is all that is known.\n", unplaced, least);
}

/** What is known of better answers. */
static void say_proof(const cli_call *call, const cvn_progress *last, FILE *out)
{
    if (last->cost_proved)
        say_best(last, out);
    else if (last->proved && last->score.baseline)
        fputs("Proved: no allocation leaves fewer people unplaced, and none disrupts less.\n", out);
    else if (last->proved && last->cost_bound > 0)
        fprintf(out, "Proved: no allocation leaves fewer people unplaced, and none that leaves as few costs less than %lld.\n",
                (long long)last->cost_bound);
    else if (last->proved)
        fputs("Proved: no allocation leaves fewer people unplaced.\n", out);
    else if (cli_flag(call, "prove"))
        say_gap(last, out);
}

/** The summary's one object, with what is known of better answers as its last member. */
static void print_json(const char *text, const cvn_progress *last, FILE *out)
{
    const char *end = strrchr(text, '}'); /* of the whole; before it a line break */
    while (end > text && (end[-1] == '\n' || end[-1] == ' '))
        end--;
    fprintf(out, "%.*s,\n  \"bound\": {\n    \"unplaced\": %lld,\n    \"cost\": %lld,\n    \"proved\": %s,\n    \"cost_proved\": %s\n  }\n}\n",
            (int)(end - text), text, (long long)last->unplaced_bound, (long long)last->cost_bound, last->proved ? "true" : "false",
            last->cost_proved ? "true" : "false");
}

/** The allocation goes to the file, and then the summary to stdout; to stdout, and then the summary to stderr. */
static cvn_code deliver(const cli_call *call, const cli_files *files, const cvn_allocation *allocation, const cvn_progress *last,
                        cvn_error *error)
{
    const char *path = cli_value(call, "output");
    bool to_stdout = !path || strcmp(path, "-") == 0;
    cvn_code code = cvn_allocation_write(allocation, to_stdout ? "-" : path, error);
    if (code)
        return code;
    char *text = NULL;
    code = cvn_summary(&text, files->conference, allocation, files->baseline, cli_format(call), error);
    if (code)
        return code;
    FILE *out = to_stdout ? stderr : stdout;
    bool json = cli_flag(call, "json");
    if (json)
        print_json(text, last, out);
    else
        fputs(text, out);
    cvn_free(text);
    if (interrupted && !json)
        fputs("Stopped early: this is the best that was found until then.\n", out);
    if (!json || cli_flag(call, "prove"))
        say_proof(call, last, json ? stderr : out);
    return CVN_OK;
}

static int run(const cli_call *call)
{
    cvn_solve_options solve;
    if (!read_options(&solve, call))
        return CVN_E_USAGE;
    int unwritable = cli_output_error(cli_value(call, "output"));
    if (unwritable)
        return unwritable;
    screen s = {.on = isatty(STDERR_FILENO) != 0, .last_s = -1};
    solve.progress = on_progress;
    solve.progress_context = &s;
    cvn_error *error = cvn_error_new();
    cli_files files;
    cvn_allocation *allocation = NULL;
    cvn_progress last = {0};
    cvn_code code = cli_read(&files, call, false, error);
    if (!code) {
        catch_signals();
        code = cvn_solve(&allocation, files.conference, files.baseline, &solve, &last, error);
    }
    if (s.dirty)
        fputs("\r\033[K", stderr);
    if (!code)
        code = deliver(call, &files, allocation, &last, error);
    cvn_allocation_free(allocation);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"output", 'o', "FILE", "where the allocation goes (default: standard output, and the summary to standard error)"},
    {"baseline", 'b', "FILE", "an earlier allocation, to be changed as little as can be"},
    {"time", 't', "SECONDS", "how long to search (default 10; 0: until the search ends by itself)"},
    {"steps", 0, "N", "moves to try on each thread; the same file, seed, threads and steps give the same bytes"},
    {"seed", 0, "N", "seed of every random choice (default 1)"},
    {"threads", 0, "N", "searches side by side (default: one for each core, at most 8; 1 with --steps, and where no time is set)"},
    {"prove", 0, NULL, "go on until it is proved that no more people can be placed (with --time: or the time is up); say whether it is"},
    {"json", 0, NULL, "the summary as one JSON object (docs/formats.md#summary)"},
    {0},
};

const cli_command cmd_solve = {
    .name = "solve",
    .arguments = "CONFERENCE",
    .least = 1,
    .most = 1,
    .summary = "assign people to groups",
    .about = "Looks for the allocation that leaves fewest people unplaced and, among those, costs least. With a baseline nobody is put out who "
             "need not be, and "
             "people move only where that is worth more than it upsets. Ctrl-C keeps the best so far. Ends with a summary: groups, placed, "
             "unplaced, who "
             "meets at unsocial hours, and each part of the score.",
    .example = "convene solve conference.json -o allocation.json --time 30",
    .options = options,
    .run = run,
};
