/* SPDX-License-Identifier: Apache-2.0 */
/** Cycles of annealing: the same steps, seed and threads give the same layout; it stops when told to; there is an answer from the first word on. */
#include "searches.h"
#include "solve/anneal.h"

typedef struct run {
    cvn_conference *conference;
    cvn_problem *p;
    cvn_layout best;
    cvn_progress last;
} run;

static run anneal(const made_up *shape, uint64_t seed, const cvn_solve_options *options)
{
    run r = {.conference = make_up(shape, seed)};
    cvn_layout first = {0};
    assert_int_equal(cvn_problem_new(&r.p, r.conference, NULL, NULL), CVN_OK);
    cvn_state *state = cvn_state_new(r.p);
    cvn_layout_save(&first, state);
    cvn_prover *prover = cvn_prover_new(r.p);
    cvn_anneal(r.p, &first, options, cvn_monotonic_s(), prover, &r.best, &r.last);
    cvn_prover_free(prover);
    cvn_layout_load(state, &r.best);
    assert_true(cvn_tally_equal(&state->total, &r.best.total));
    cvn_score score = cvn_score_of(r.p, &r.best);
    int64_t left = 0;
    for (uint32_t i = 0; i < r.p->people; i++)
        left += cvn_bit(state->unplaced, i) ? r.p->person[i].priority : 0;
    assert_int_equal(score.unplaced, left);
    assert_int_equal(score.cost, state->total.cost);
    assert_int_equal(score.unplaced, r.last.score.unplaced);
    assert_int_equal(score.cost, r.last.score.cost);
    cvn_state_free(state);
    cvn_layout_free(&first);
    return r;
}

static void end(run *r)
{
    cvn_layout_free(&r->best);
    cvn_problem_free(r->p);
    cvn_conference_free(r->conference);
}

static cvn_solve_options by_steps(uint64_t steps, uint64_t seed, uint32_t threads)
{
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = steps;
    options.seed = seed;
    options.threads = threads;
    return options;
}

static void the_same_steps_give_the_same_layout(void **context)
{
    (void)context;
    uint32_t other = 0;
    for (uint64_t seed = 0; seed < 9; seed++) {
        made_up shape = {.people = 24, .pattern = seed % 3, .leaders = seed % 2, .rules = true, .wide = true};
        cvn_solve_options options = by_steps(6000, seed, 1 + seed % 2), another = by_steps(6000, seed + 100, 1 + seed % 2);
        run a = anneal(&shape, seed, &options), b = anneal(&shape, seed, &options), c = anneal(&shape, seed, &another);
        assert_int_equal(a.best.words.count, b.best.words.count);
        assert_memory_equal(a.best.words.at, b.best.words.at, a.best.words.count * sizeof *a.best.words.at);
        assert_int_equal(a.last.steps, b.last.steps);
        assert_true(a.last.steps <= (6000 + 64) * options.threads);
        other += a.best.words.count != c.best.words.count ||
                 memcmp(a.best.words.at, c.best.words.at, a.best.words.count * sizeof *a.best.words.at) != 0;
        end(&a);
        end(&b);
        end(&c);
    }
    assert_true(other > 3); /* or the seed would not matter */
}

static void more_steps_are_never_worse(void **context)
{
    (void)context;
    uint32_t better = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        made_up shape = {.people = 20, .pattern = CVN_PATTERN_FREE, .leaders = true, .rules = true, .wide = true};
        cvn_solve_options few = by_steps(500, seed, 1), many = by_steps(12000, seed, 1);
        run a = anneal(&shape, seed, &few), b = anneal(&shape, seed, &many);
        assert_false(cvn_tally_less(&a.best.total, &b.best.total));
        better += cvn_tally_less(&b.best.total, &a.best.total);
        end(&a);
        end(&b);
    }
    assert_true(better > 1);
}

typedef struct told {
    uint32_t calls, stop_at;
    cvn_score last;
    uint64_t steps;
} told;

static int listen(const cvn_progress *progress, void *context)
{
    told *t = context;
    if (t->calls++) { /* never worse than before */
        assert_true(progress->score.unplaced <= t->last.unplaced);
        assert_true(progress->score.unplaced < t->last.unplaced || progress->score.cost <= t->last.cost);
        assert_true(progress->steps >= t->steps);
    }
    assert_true(progress->unplaced_bound <= progress->score.unplaced);
    t->last = progress->score;
    t->steps = progress->steps;
    return t->calls == t->stop_at;
}

static void it_stops_when_told_to(void **context)
{
    (void)context;
    for (uint32_t threads = 1; threads <= 2; threads++)
        for (uint32_t at = 1; at <= 3; at++) {
            made_up shape = {.people = 60, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .every_rule = true};
            told t = {.stop_at = at};
            cvn_solve_options options;
            cvn_solve_options_init(&options);
            options.time_limit_s = 600;
            options.threads = threads;
            options.progress = listen;
            options.progress_context = &t;
            run r = anneal(&shape, 3, &options);
            assert_int_equal(t.calls, at);
            assert_int_equal(r.best.total.hard, 0);
            assert_true(r.last.score.unplaced <= t.last.unplaced);
            assert_true(r.best.group_count > 0); /* from the first word on there is more than the empty answer */
            end(&r);
        }
}

static void it_ends_by_itself_where_nothing_can_be_better(void **context)
{
    (void)context;
    made_up nobody = {.people = 0}, alone = {.people = 1};
    const made_up *shapes[] = {&nobody, &alone};
    for (size_t i = 0; i < CVN_COUNT(shapes); i++) {
        cvn_solve_options options = by_steps(0, 1, 1);
        run r = anneal(shapes[i], 1, &options);
        assert_int_equal(r.best.group_count, 0);
        assert_true(r.last.proved);
        end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_steps_give_the_same_layout), cmocka_unit_test(more_steps_are_never_worse),
                                       cmocka_unit_test(it_stops_when_told_to),
                                       cmocka_unit_test(it_ends_by_itself_where_nothing_can_be_better)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
