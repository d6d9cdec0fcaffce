/* SPDX-License-Identifier: Apache-2.0 */
/** Settling: what it costs when, how long groups stay as they are, and when it is given up. */
#include "hand_made.h"

#include "solve/settle.h"

#include <math.h>

/* A group of three meets at 8; two people who could make it four have no place. Or, for want of people, the same with two of them alone. */
static const hand_made whole = {"whole",
                                3,
                                4,
                                5,
                                1,
                                1,
                                {AT_8},
                                NULL,
                                {{"l", AT_8, OUT, 0, 0},
                                 {"m", AT_8, 0, OUT, 0},
                                 {"m", AT_8, 0, OUT, 0},
                                 {"m", AT_8, 0, OUT, 0},
                                 {"m", AT_8, OUT, OUT, 0},
                                 {"m", AT_8, OUT, OUT, 0}}};
static const hand_made lacking = {
    "lacking", 3, 4, 5, 1, 1, {AT_8}, NULL, {{"l", AT_8, OUT, 0, 0}, {"m", AT_8, 0, OUT, 0}, {"m", AT_8, 0, OUT, 0}}};

typedef struct asked {
    cvn_search *s;
    uint32_t times, most; /* most: looks until it is over */
    double hottest, coldest, last, dearest, cheapest;
    bool sat, moved; /* had groups to stay at some look, and had they not */
} asked;

static double so_far(void *context)
{
    asked *a = context;
    a->hottest = a->times && a->s->temperature < a->hottest ? a->hottest : a->s->temperature;
    a->coldest = a->times && a->s->temperature > a->coldest ? a->coldest : a->s->temperature;
    a->dearest = a->times && a->s->price.hard < a->dearest ? a->dearest : a->s->price.hard;
    a->cheapest = a->times && a->s->price.hard > a->cheapest ? a->cheapest : a->s->price.hard;
    a->sat |= a->s->sits;
    a->moved |= !a->s->sits;
    a->last = (double)++a->times / a->most;
    return a->last;
}

static asked settle_with(const hand_made *row, double trial, uint32_t looks, cvn_tally *after)
{
    cvn_conference *conference = hand_made_conference(row);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(p, 1);
    asked a = {.s = s, .most = looks};
    hand_made_seat(s->state, row);
    s->price = (cvn_price){.upset = 1000, .lost = 1000, .hard = 1};
    cvn_settle_down(s, &(cvn_settling){.scale = 2, .price = 1000, .warmth = 0.5, .trial = trial, .done = so_far, .context = &a});
    assert_true(cvn_state_sound(s->state));
    assert_false(s->sits);
    *after = s->state->total;
    a.s = NULL;
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
    return a;
}

static void ends_are_where_they_should_be(void **context)
{
    (void)context;
    assert_true(fabs(cvn_between(200, 2, 0) - 200) <= 1e-9);
    assert_true(fabs(cvn_between(200, 2, 0.5) - 20) <= 1e-9);
    assert_true(fabs(cvn_between(200, 2, 1) - 2) <= 1e-9);
}

static void it_cools_twice_and_finds_everybody_a_place(void **context)
{
    (void)context;
    cvn_tally after;
    asked a = settle_with(&whole, 0, 400, &after);
    assert_int_equal(a.times, 400);
    assert_true(a.sat && a.moved);
    assert_true(fabs(a.hottest - 1) <= 0.01); /* warmth × scale */
    assert_true(fabs(a.coldest - 2 * CVN_COLD) <= 0.01);
    assert_true(fabs(a.dearest - 1000 * CVN_HARD_PRICE) <= 1);
    assert_true(a.cheapest <= 40); /* at first what groups lack is forgiven */
    assert_int_equal(after.hard, 0);
    assert_int_equal(after.upset, 0);
}

static void without_time_nothing_moves(void **context)
{
    (void)context;
    cvn_tally after;
    asked a = settle_with(&whole, 0, 1, &after);
    assert_true(a.times <= 2);
    assert_int_equal(after.hard, 0);
}

static void a_trial_that_fails_ends_it(void **context)
{
    (void)context;
    cvn_tally after;
    asked a = settle_with(&lacking, 0.1, 400, &after);
    assert_int_equal(a.times, 40);
    assert_true(after.hard > 0);
    assert_false(a.moved);
    a = settle_with(&whole, 0.1, 400, &after);
    assert_int_equal(a.times, 400);
    a = settle_with(&lacking, 0, 400, &after); /* without a trial the group is ended once groups need not stay */
    assert_int_equal(a.times, 400);
    assert_int_equal(after.hard, 0);
    assert_int_equal(after.upset, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends_are_where_they_should_be),
                                       cmocka_unit_test(it_cools_twice_and_finds_everybody_a_place),
                                       cmocka_unit_test(without_time_nothing_moves), cmocka_unit_test(a_trial_that_fails_ends_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
