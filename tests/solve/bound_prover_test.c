/* SPDX-License-Identifier: Apache-2.0 */
/** The bound beside searches: never above what they reach, often as much, and its own answers stand. */
#include "searches.h"

#include "solve/bound_prover.h"

#include <dirent.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/** Waits until it is done with an answer that leaves so much. */
static int64_t let_it_work(cvn_prover *prover, int64_t unplaced)
{
    cvn_prover_tell(prover, unplaced);
    for (int i = 0; i < 40000 && !cvn_prover_idle(prover); i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    assert_true(cvn_prover_idle(prover));
    return cvn_prover_bound(prover);
}

static int64_t solve(const cvn_conference *conference)
{
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = 20000;
    cvn_progress last;
    cvn_allocation *allocation = NULL;
    assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, &last, NULL), CVN_OK);
    cvn_allocation_free(allocation);
    return last.score.unplaced;
}

static void no_search_leaves_fewer_and_its_answers_stand(void **context)
{
    (void)context;
    uint32_t proved = 0, more = 0, answers = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.rules = shape.rules && seed % 2; /* an answer may break rules that the bound does not look at */
        cvn_conference *conference = make_up(&shape, seed);
        int64_t unplaced = solve(conference);
        cvn_problem *p;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_prover *prover = cvn_prover_new(p);
        int64_t bound = let_it_work(prover, INT64_MAX);
        assert_true(bound <= unplaced);
        assert_true(bound >= cvn_prover_quick(prover));
        proved += unplaced > 0 && bound == unplaced;
        more += bound > cvn_prover_quick(prover);
        cvn_layout layout = {0};
        if (cvn_prover_answer(prover, &layout)) {
            cvn_state *state = cvn_state_new(p);
            cvn_layout_load(state, &layout);
            if (!shape.rules && !shape.leaders) {
                assert_int_equal(state->total.hard, 0);
                assert_int_equal(state->total.upset, bound);
                answers++;
            }
            assert_true(cvn_state_sound(state));
            assert_false(cvn_prover_has_answer(prover));
            cvn_state_free(state);
        }
        cvn_layout_free(&layout);
        cvn_prover_free(prover);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(proved > 15);
    assert_true(more > 3);
    assert_true(answers > 5);
}

static void it_is_done_at_once_where_nothing_is_left_to_prove(void **context)
{
    (void)context;
    cvn_conference *conference = make_up(&made_up_shapes[0], 3);
    cvn_problem *p;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_prover *prover = cvn_prover_new(p);
    assert_false(cvn_prover_idle(prover));
    cvn_prover_tell(prover, cvn_prover_quick(prover));
    assert_true(cvn_prover_idle(prover));
    assert_true(cvn_prover_proves(prover, cvn_prover_quick(prover)));
    assert_false(cvn_prover_proves(prover, cvn_prover_quick(prover) + 1));
    cvn_prover_free(prover);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void it_can_be_stopped_while_it_works(void **context)
{
    (void)context;
    made_up shape = {.people = 60, .pattern = CVN_PATTERN_FREE, .leaders = true, .rules = true};
    cvn_conference *conference = make_up(&shape, 5);
    cvn_problem *p;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    for (int i = 0; i < 5; i++) {
        cvn_prover *prover = cvn_prover_new(p);
        cvn_prover_tell(prover, INT64_MAX);
        nanosleep(&(struct timespec){.tv_nsec = 3000000L * i}, NULL);
        cvn_prover_free(prover);
    }
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static int64_t let_it_count(cvn_prover *prover, int64_t unplaced)
{
    cvn_prover_count(prover, unplaced);
    for (int i = 0; i < 40000 && !cvn_prover_done(prover); i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    assert_true(cvn_prover_done(prover));
    return cvn_prover_cost_apart(prover, unplaced);
}

/** What it has counted for more left over holds for fewer, and not the other way round. */
static void it_counts_by_hours_beside_the_search(void **context)
{
    (void)context;
    cvn_conference *conference = make_up(&made_up_shapes[0], 3);
    cvn_problem *p;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_prover *prover = cvn_prover_new(p);
    int64_t least = solve(conference);
    cvn_prover_tell(prover, cvn_prover_quick(prover));
    assert_true(cvn_prover_done(prover)); /* nothing was asked for */
    assert_true(cvn_prover_cost_apart(prover, least) == INT64_MIN);
    int64_t more = let_it_count(prover, least + 2), same = cvn_prover_cost_apart(prover, least);
    assert_true(more >= 0);
    assert_int_equal(same, more);
    assert_true(cvn_prover_cost_apart(prover, least + 3) == INT64_MIN);
    assert_true(let_it_count(prover, least) >= more);
    assert_true(cvn_prover_cost_apart(prover, least + 2) == INT64_MIN);
    cvn_prover_free(prover);
    prover = cvn_prover_new(p);
    cvn_prover_count(prover, least); /* and ends at once when it is no more wanted */
    cvn_prover_free(prover);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/** Lists this process's threads; returns how many. */
static uint32_t threads(int *ids, uint32_t most)
{
    uint32_t n = 0;
    DIR *folder = opendir("/proc/self/task");
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry && n < most; entry = readdir(folder))
        if (entry->d_name[0] != '.')
            ids[n++] = (int)strtol(entry->d_name, NULL, 10);
    closedir(folder);
    return n;
}

/** The one thread that is not this one; waits until it is there. */
static int other_thread(void)
{
    int ids[8];
    for (int i = 0; i < 10000; i++) {
        if (threads(ids, CVN_COUNT(ids)) == 2)
            return ids[ids[0] == getpid()];
        pause_ms(1);
    }
    fail_msg("no thread was begun");
    return 0;
}

/** For so long it has the right to a core that a search has; then, when it is next told of an answer, it gives way, once. */
static void check_way(uint32_t people, double eager_s)
{
    enum { NICER = 10, NICEST = 19 };
    made_up shape = {.people = people, .pattern = CVN_PATTERN_FREE, .leaders = true, .rules = true};
    cvn_conference *conference = make_up(&shape, 5);
    cvn_problem *p;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_prover *prover = cvn_prover_new(p);
    int ids[8], own = getpriority(PRIO_PROCESS, (id_t)getpid()), later = own + NICER < NICEST ? own + NICER : NICEST;
    assert_int_equal(threads(ids, CVN_COUNT(ids)), 1); /* begins when it is first told */
    double begun = cvn_monotonic_s();
    cvn_prover_tell(prover, INT64_MAX);
    double told = cvn_monotonic_s();
    int thread = other_thread();
    for (double now = told; now - begun < 0.8 * eager_s; now = cvn_monotonic_s()) {
        cvn_prover_tell(prover, INT64_MAX);
        int is = getpriority(PRIO_PROCESS, (id_t)thread);
        assert_true(is == own || cvn_monotonic_s() - begun >= eager_s); /* this thread may have been kept waiting */
        pause_ms(20);
    }
    while (cvn_monotonic_s() - told < eager_s + 0.1) /* by then it has said which thread it is */
        pause_ms(20);
    for (int i = 0; i < 3; i++) {
        assert_false(cvn_prover_idle(prover)); /* or there would be nothing to see */
        cvn_prover_tell(prover, INT64_MAX);
        assert_int_equal(getpriority(PRIO_PROCESS, (id_t)thread), later);
    }
    assert_int_equal(getpriority(PRIO_PROCESS, (id_t)getpid()), own); /* nobody else does */
    cvn_prover_free(prover);
    assert_int_equal(threads(ids, CVN_COUNT(ids)), 1); /* and nothing is left at work */
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void it_gives_way_after_a_second(void **context)
{
    (void)context;
    check_way(190, 1);
}

static void among_many_it_gives_way_at_once(void **context)
{
    (void)context;
    check_way(400, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_search_leaves_fewer_and_its_answers_stand),
        cmocka_unit_test(it_is_done_at_once_where_nothing_is_left_to_prove),
        cmocka_unit_test(it_gives_way_after_a_second),
        cmocka_unit_test(among_many_it_gives_way_at_once),
        cmocka_unit_test(it_can_be_stopped_while_it_works),
        cmocka_unit_test(it_counts_by_hours_beside_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
