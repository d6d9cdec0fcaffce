/* SPDX-License-Identifier: Apache-2.0 */
/** Whole solves, held against the check of the allocation room, which shares no code with them. */
#include "searches.h"

#include "solve/bound.h"

static cvn_allocation *run(const cvn_conference *conference, const cvn_allocation *baseline, uint64_t steps, uint64_t seed, uint32_t threads,
                           cvn_progress *last)
{
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = steps;
    options.seed = seed;
    options.threads = threads;
    cvn_error *error = cvn_error_new();
    cvn_allocation *allocation = NULL;
    if (cvn_solve(&allocation, conference, baseline, &options, last, error))
        fprintf(stderr, "%s\n", cvn_error_message(error, 0));
    assert_non_null(allocation);
    cvn_error_free(error);
    return allocation;
}

/** Valid, and scored as the solver says. */
static cvn_score judge(const cvn_conference *conference, const cvn_allocation *allocation, const cvn_allocation *baseline,
                       const cvn_progress *last)
{
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, baseline, NULL), CVN_OK);
    for (uint32_t i = 0; i < verdict->violation_count; i++)
        fprintf(stderr, "%s\n", verdict->violations[i]);
    assert_int_equal(verdict->violation_count, 0);
    assert_true(verdict->scored);
    cvn_score score = verdict->score;
    assert_int_equal(score.unplaced, last->score.unplaced);
    assert_int_equal(score.cost, last->score.cost);
    if (baseline) {
        assert_int_equal(score.lost, last->score.lost);
        assert_int_equal(score.disruption, last->score.disruption);
    }
    assert_true(last->unplaced_bound <= score.unplaced);
    cvn_verdict_free(verdict);
    return score;
}

static void every_shape_is_valid_and_scored_alike(void **context)
{
    (void)context;
    uint32_t placed = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_progress last;
        cvn_allocation *allocation = run(conference, NULL, 4000, seed, 1, &last);
        judge(conference, allocation, NULL, &last);
        placed += allocation->group_count;
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
    }
    assert_true(placed > 60);
}

static void a_baseline_goes_on_with_dropouts_and_held_sessions(void **context)
{
    (void)context;
    uint32_t went_on = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        shape.dropped = 1 + (uint32_t)seed % 3;
        shape.as_of = seed % 3 ? "2027-03-16T12:00:00Z" : NULL;
        shape.named = baseline->group_count > 0 && seed % 2;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_progress last;
        cvn_allocation *allocation = run(conference, baseline, 4000, seed, 1, &last);
        judge(conference, allocation, baseline, &last);
        for (uint32_t g = 0; g < allocation->group_count; g++)
            went_on += cvn_allocation_group(baseline, allocation->groups[g].id) != NULL;
        cvn_allocation_free(allocation);
        cvn_allocation_free(baseline);
        cvn_conference_free(conference);
    }
    assert_true(went_on > 60);
}

static void without_a_change_nothing_changes(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        const made_up *shape = &made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = made_up_baseline(shape, seed);
        cvn_conference *conference = make_up(shape, seed);
        cvn_progress last;
        cvn_allocation *allocation = run(conference, baseline, 4000, seed, 1, &last);
        cvn_score score = judge(conference, allocation, baseline, &last);
        assert_int_equal(score.lost, 0);
        for (uint32_t g = 0; g < baseline->group_count && score.disruption == 0; g++)
            assert_non_null(cvn_allocation_group(allocation, baseline->groups[g].id));
        cvn_allocation_free(allocation);
        cvn_allocation_free(baseline);
        cvn_conference_free(conference);
    }
}

static char *text_of(const cvn_conference *conference, uint64_t seed, uint32_t threads)
{
    cvn_progress last;
    cvn_allocation *allocation = run(conference, NULL, 20000, seed, threads, &last);
    char *text = NULL;
    assert_int_equal(cvn_allocation_text(&text, allocation, NULL), CVN_OK);
    cvn_allocation_free(allocation);
    return text;
}

static void the_same_seed_gives_the_same_bytes(void **context)
{
    (void)context;
    made_up shape = {.people = 40, .pattern = CVN_PATTERN_FREE, .leaders = true, .rules = true};
    cvn_conference *conference = make_up(&shape, 5);
    for (uint32_t threads = 1; threads <= 3; threads++) {
        char *one = text_of(conference, 7, threads), *two = text_of(conference, 7, threads);
        assert_string_equal(one, two);
        cvn_free(one);
        cvn_free(two);
    }
    cvn_conference_free(conference);
}

static int stop_at_once(const cvn_progress *progress, void *context)
{
    (void)progress;
    ++*(int *)context;
    return 1;
}

static void a_callback_stops_it_and_the_best_is_kept(void **context)
{
    (void)context;
    made_up shape = {.people = 40, .pattern = CVN_PATTERN_FREE, .leaders = true};
    cvn_conference *conference = make_up(&shape, 5);
    int calls = 0;
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 30;
    options.progress = stop_at_once;
    options.progress_context = &calls;
    cvn_progress last;
    cvn_allocation *allocation = NULL;
    assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, &last, NULL), CVN_OK);
    assert_int_equal(calls, 1);
    assert_true(last.elapsed_s < 20);
    judge(conference, allocation, NULL, &last);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

static void extremes_have_answers_too(void **context)
{
    (void)context;
    static const made_up shapes[] = {
        {.people = 0}, {.people = 1}, {.people = 2, .leaders = true}, {.people = 3, .pattern = CVN_PATTERN_OFFERED}};
    for (size_t i = 0; i < CVN_COUNT(shapes); i++)
        for (uint64_t seed = 1; seed <= 8; seed++) {
            cvn_conference *conference = make_up(&shapes[i], seed);
            cvn_progress last;
            cvn_allocation *allocation = run(conference, NULL, 2000, seed, 1, &last);
            judge(conference, allocation, NULL, &last);
            cvn_allocation_free(allocation);
            cvn_conference_free(conference);
        }
}

static void what_cannot_be_is_an_error(void **context)
{
    (void)context;
    made_up shape = {.people = 8, .named = true};
    cvn_conference *conference = make_up(&shape, 3);
    cvn_error *error = cvn_error_new();
    cvn_allocation *allocation = NULL, *other = NULL;
    assert_int_equal(cvn_solve(&allocation, conference, NULL, NULL, NULL, error), CVN_E_DATA);
    assert_null(allocation);
    assert_non_null(strstr(cvn_error_message(error, 0), "baseline"));
    cvn_error_clear(error);
    const char *text =
        "{\"format\": \"allocation/1\", \"conference\": \"made-up\", \"groups\": [{\"id\": \"g1\", \"type\": \"huge\", \"sessions\": [], "
        "\"leaders\": [], \"members\": [\"p1\"]}], \"unplaced\": []}";
    assert_int_equal(cvn_allocation_parse(&other, text, strlen(text), "b", NULL), CVN_OK);
    assert_int_equal(cvn_solve(&allocation, conference, other, NULL, NULL, error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(error, 0), "huge"));
    cvn_allocation_free(other);
    cvn_error_free(error);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_is_valid_and_scored_alike),
        cmocka_unit_test(a_baseline_goes_on_with_dropouts_and_held_sessions),
        cmocka_unit_test(without_a_change_nothing_changes),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(a_callback_stops_it_and_the_best_is_kept),
        cmocka_unit_test(extremes_have_answers_too),
        cmocka_unit_test(what_cannot_be_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
