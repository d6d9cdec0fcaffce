/* SPDX-License-Identifier: Apache-2.0 */
/** cvn_solve: a conference in, an allocation out. */
#include "solve/solve.h"

#include "solve/anneal.h"
#include "solve/mixing/whole.h"

void cvn_solve_options_init(cvn_solve_options *options)
{
    assert(options);
    *options = (cvn_solve_options){.version = CVN_SOLVE_OPTIONS_VERSION};
#define CVN_X(name, type, value, help) options->name = (value);
    CVN_SOLVE_OPTIONS(CVN_X)
#undef CVN_X
}

static cvn_code check_options(const cvn_solve_options *options, cvn_error *error)
{
    if (options->version != CVN_SOLVE_OPTIONS_VERSION)
        return cvn_fail(error, CVN_E_USAGE, "options of version %u are unknown: call cvn_solve_options_init first", options->version);
    if (!(options->time_limit_s >= 0))
        return cvn_fail(error, CVN_E_USAGE, "a time limit of %g seconds cannot be: 0 or more", options->time_limit_s);
    if (options->threads < 1 || options->threads > 256)
        return cvn_fail(error, CVN_E_USAGE, "%u threads cannot be: 1 to 256", options->threads);
    return CVN_OK;
}

/** The state to begin with: the baseline as far as it stands, or nobody anywhere. */
static cvn_code first_layout(cvn_layout *first, const cvn_problem *p, cvn_error *error)
{
    cvn_state *state = cvn_state_new(p);
    cvn_code code = p->baseline ? cvn_state_baseline(state, error) : CVN_OK;
    if (!code)
        cvn_layout_save(first, state);
    cvn_state_free(state);
    return code;
}

cvn_code cvn_solve(cvn_allocation **out, const cvn_conference *conference, const cvn_allocation *baseline, const cvn_solve_options *options,
                   cvn_progress *last, cvn_error *error)
{
    assert(out && conference);
    *out = NULL;
    double begun_s = cvn_monotonic_s();
    cvn_solve_options defaults;
    cvn_solve_options_init(&defaults);
    options = options ? options : &defaults;
    cvn_code code = check_options(options, error);
    if (code)
        return code;
    cvn_problem *p;
    code = cvn_problem_new(&p, conference, baseline, error);
    if (code)
        return code;
    cvn_layout first = {0}, best = {0};
    code = first_layout(&first, p, error);
    if (!code) {
        if (!cvn_mix_whole(p, options, begun_s, &best, last)) {
            cvn_prover *prover = cvn_prover_new(p);
            cvn_anneal(p, &first, options, begun_s, prover, &best, last);
            cvn_prover_free(prover);
        }
        if (best.total.hard)
            code = cvn_fail(error, CVN_E_DATA, "no allocation was found that the fix rules allow: a group that they keep breaks another rule");
    }
    if (!code) {
        cvn_arena *arena = cvn_arena_new();
        *out = cvn_answer_new(p, cvn_layout_groups(&best, arena), best.group_count);
        cvn_arena_free(arena);
    }
    cvn_layout_free(&first);
    cvn_layout_free(&best);
    cvn_problem_free(p);
    return code;
}
