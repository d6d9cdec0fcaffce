/* SPDX-License-Identifier: Apache-2.0 */
/** Composing beside a search: the only way is found and offered once, in order; it may be ended at any moment; it is for conferences of some kinds alone. */
#include "two_hours.h"

#include "solve/composer.h"

#include <time.h>

static const cvn_tally bad = {.upset = 1}, perfect = {0};

static void rest(long milliseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000}, NULL);
}

static void the_only_way_is_offered(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_composer *composer = cvn_composer_new(p, &(cvn_composing){.scale = 3, .price = 1500, .seconds = 2, .seed = 1});
    for (uint32_t k = 0; k < 1900 && !cvn_composer_beats(composer, &bad); k++)
        rest(1);
    assert_true(cvn_composer_beats(composer, &bad));
    assert_false(cvn_composer_beats(composer, &perfect));
    for (uint32_t k = 0; k < 60000 && cvn_composer_busy(composer); k++)
        rest(1);
    assert_false(cvn_composer_busy(composer));
    cvn_state *state = cvn_state_new(p);
    cvn_layout layout = {0};
    uint32_t taken = 0;
    for (; cvn_composer_next(composer, &layout); taken++) {
        cvn_layout_load(state, &layout);
        assert_true(cvn_state_sound(state));
        assert_true(cvn_tally_equal(&state->total, &layout.total));
        assert_int_equal(state->total.hard, 0);
        assert_int_equal(state->total.upset, 0);
        assert_int_equal(state->open_count, 2);
    }
    assert_true(taken > 0);
    assert_false(cvn_composer_beats(composer, &bad)); /* what was taken is not there any more */
    cvn_layout_free(&layout);
    cvn_state_free(state);
    cvn_composer_free(composer);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** On conferences of all kinds; each layout is an answer, and its total is that. */
static void what_it_offers_is_allowed(void **context)
{
    (void)context;
    uint32_t offered = 0;
    for (uint64_t seed = 1; seed <= 14; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.people = 30;
        shape.every_rule = seed > 7 && shape.leaders;
        shape.rules = shape.rules && !shape.every_rule;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_composer *composer = cvn_composer_new(p, &(cvn_composing){.scale = 5, .price = 2500, .seconds = 0.3, .seed = seed});
        cvn_search *s = cvn_search_new(p, seed);
        cvn_construct(s);
        cvn_layout layout = {0};
        cvn_layout_save(&layout, s->state);
        cvn_composer_tell(composer, &layout);
        for (uint32_t k = 0; k < 60000 && cvn_composer_busy(composer); k++)
            rest(1);
        for (; cvn_composer_next(composer, &layout); offered++) {
            cvn_layout_load(s->state, &layout);
            assert_true(cvn_state_sound(s->state));
            assert_true(cvn_tally_equal(&s->state->total, &layout.total));
            assert_int_equal(s->state->total.hard, 0);
        }
        cvn_composer_free(composer);
        cvn_layout_free(&layout);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    print_message("%u layouts offered\n", offered);
    assert_true(offered > 20);
}

static void it_ends_at_any_moment(void **context)
{
    (void)context;
    made_up shape = made_up_shapes[1];
    shape.people = 60;
    cvn_conference *conference = make_up(&shape, 2);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    for (long k = 0; k < 12; k++) {
        cvn_composer *composer = cvn_composer_new(p, &(cvn_composing){.scale = 5, .price = 2500, .seconds = 600, .seed = 1});
        rest(k * k);
        assert_true(cvn_composer_busy(composer));
        cvn_composer_free(composer);
    }
    cvn_layout layout = {0};
    cvn_composer_free(NULL);
    assert_false(cvn_composer_busy(NULL));
    assert_false(cvn_composer_beats(NULL, &bad));
    assert_false(cvn_composer_next(NULL, &layout));
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static bool suits(const made_up *shape)
{
    cvn_conference *conference = make_up(shape, 1);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    bool suits = cvn_composer_suits(p);
    cvn_problem_free(p);
    cvn_conference_free(conference);
    return suits;
}

static void it_suits_neither_crowds_nor_many_choices(void **context)
{
    (void)context;
    made_up few = {.people = 60, .pattern = CVN_PATTERN_WEEKLY}, crowd = few, at_once = few;
    crowd.people = 700;
    at_once.people = 200;
    at_once.wide = true;
    assert_true(suits(&few));
    assert_false(suits(&crowd));
    assert_false(suits(&at_once));
    at_once.wide = false;
    assert_true(suits(&at_once));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_only_way_is_offered), cmocka_unit_test(what_it_offers_is_allowed),
                                       cmocka_unit_test(it_ends_at_any_moment), cmocka_unit_test(it_suits_neither_crowds_nor_many_choices)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
