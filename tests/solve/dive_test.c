/* SPDX-License-Identifier: Apache-2.0 */
/** Parts of groups made whole: where there is one way it is found; whatever comes out is allowed; it ends when it is asked to. */
#include "two_hours.h"

#include "solve/composer.h"
#include "solve/dive.h"
#include "solve/guide.h"

#include <time.h>

static void the_only_way_is_found(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_dive dive = {0};
    assert_true(cvn_dive_down(p, 0, NULL, NULL, &dive));
    assert_int_equal(dive.groups.count, 2);
    assert_int_not_equal(dive.groups.at[0].place, dive.groups.at[1].place);
    cvn_search *s = cvn_search_new(p, 1);
    cvn_dive_settle(&dive, s);
    assert_true(cvn_state_sound(s->state));
    assert_int_equal(s->state->total.hard, 0);
    assert_int_equal(s->state->total.upset, 0);
    assert_int_equal(s->state->total.cost, 0);
    cvn_search_free(s);
    cvn_dive_free(&dive);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** In each place of each pattern, from an empty state and from one that stands. */
static void what_comes_out_is_allowed(void **context)
{
    (void)context;
    uint32_t dived = 0, seated = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_dive dive = {0};
        cvn_search *s = cvn_search_new(p, seed);
        if (cvn_dive_down(p, 2, NULL, NULL, &dive)) {
            dived++;
            stir(s, 500 * (seed % 3));
            cvn_dive_settle(&dive, s);
            assert_true(cvn_state_sound(s->state));
            cvn_tally counted = cvn_state_recount(s->state);
            assert_true(cvn_tally_equal(&counted, &s->state->total));
            seated += s->state->unplaced_count < p->people / 2;
        }
        cvn_dive_free(&dive);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    print_message("%u of 40 dives, more than half of the people seated in %u\n", dived, seated);
    assert_true(dived > 20);
    assert_true(2 * seated > dived);
}

static bool at_once(void *context)
{
    ++*(uint32_t *)context;
    return true;
}

static void it_stops_when_it_is_asked_to(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    uint32_t asked = 0;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_dive dive = {0};
    assert_false(cvn_dive_down(p, 0, NULL, &(cvn_climb_stop){at_once, &asked}, &dive));
    assert_int_equal(dive.groups.count, 0);
    assert_true(asked > 0);
    cvn_dive_free(&dive);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static const cvn_dive *wait_for(const cvn_guide *guide)
{
    for (uint32_t k = 0; k < 60000 && !cvn_guide_done(guide); k++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    assert_true(cvn_guide_done(guide));
    return cvn_guide_found(guide);
}

/** A guide finds the same; without time it finds nothing; it may be ended at any moment. */
static void a_guide_dives_beside(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_guide *guide = cvn_guide_new(p, 0, 1000);
    const cvn_dive *dive = wait_for(guide);
    assert_non_null(dive);
    assert_int_equal(dive->groups.count, 2);
    cvn_guide_free(guide);
    guide = cvn_guide_new(p, 0, 0);
    assert_null(wait_for(guide));
    cvn_guide_free(guide);
    cvn_guide_free(cvn_guide_new(p, 0, 1000));
    cvn_guide_free(NULL);
    assert_null(cvn_guide_found(NULL));
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** A search of many people with time enough goes that way, or composes whole groups where there are fewer choices; its answer is one, whoever checks it. */
static void a_search_follows_it(void **context)
{
    (void)context;
    uint32_t composed = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.people = 220;
        shape.wide = seed % 2;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        composed += cvn_composer_suits(p);
        cvn_problem_free(p);
        cvn_solve_options options;
        cvn_solve_options_init(&options);
        options.time_limit_s = 4;
        options.threads = 2;
        cvn_allocation *answer = NULL;
        cvn_progress last;
        cvn_score score;
        char *text = NULL;
        assert_int_equal(cvn_solve(&answer, conference, NULL, &options, &last, NULL), CVN_OK);
        assert_int_equal(cvn_verify(&text, &score, conference, answer, NULL, CVN_TEXT, NULL), CVN_OK);
        assert_int_equal(score.unplaced, last.score.unplaced);
        assert_int_equal(score.cost, last.score.cost);
        free(text);
        cvn_allocation_free(answer);
        cvn_conference_free(conference);
    }
    assert_true(composed > 0 && composed < 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_only_way_is_found), cmocka_unit_test(what_comes_out_is_allowed),
                                       cmocka_unit_test(it_stops_when_it_is_asked_to), cmocka_unit_test(a_guide_dives_beside),
                                       cmocka_unit_test(a_search_follows_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
