/* SPDX-License-Identifier: Apache-2.0 */
/** Prices: whatever they are, they prove no more than is true; climbing finds some that prove all of it. */
#include "hand_made.h"

#include "solve/bound_climb.h"
#include "solve/bound_cost.h"

#include <stdlib.h>

#define M(level)                                                                                                                               \
    {                                                                                                                                          \
        "m", ANY_HOUR, OUT, OUT, level                                                                                                         \
    }

/* Two groups of two; of each level two: one pair alike in each group costs 3, dealt out well nothing; of level 1 three: 3 in all. */
static const hand_made alike = {
    "alike", 2, 2, 2, 0, 0, {0}, "[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3}]", {M(1), M(1), M(1), M(2)}};

typedef struct priced {
    cvn_conference *conference;
    cvn_problem *p;
    cvn_seats *s;
    int64_t *prices;
} priced;

static priced priced_new(void)
{
    priced of = {.conference = hand_made_conference(&alike)};
    assert_int_equal(cvn_problem_new(&of.p, of.conference, NULL, NULL), CVN_OK);
    of.s = cvn_seats_new(of.p, 0, NULL, false);
    of.prices = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(of.s));
    return of;
}

static void priced_free(priced *of)
{
    free(of->prices);
    cvn_seats_free(of->s);
    cvn_problem_free(of->p);
    cvn_conference_free(of->conference);
}

static void no_prices_prove_too_much(void **context)
{
    (void)context;
    priced of = priced_new();
    cvn_random random;
    cvn_random_seed(&random, 7);
    int64_t most = INT64_MIN, people, group;
    for (uint32_t k = 0; k < 20000; k++) {
        for (size_t n = 0; n < cvn_seat_prices(of.s); n++)
            of.prices[n] =
                (int64_t)cvn_random_below(&random, 12 * CVN_SEAT_PRICE_ONE) - (n != cvn_seat_left_price(of.s) ? 6 : 0) * CVN_SEAT_PRICE_ONE;
        assert_true(cvn_seat_worth(of.s, of.prices, &people, &group));
        most = people + 2 * group > most ? people + 2 * group : most;
    }
    assert_true(most <= 3 * CVN_SEAT_PRICE_ONE);
    assert_true(most > 2 * CVN_SEAT_PRICE_ONE);
    priced_free(&of);
}

static void numbers_that_do_not_fit_prove_nothing(void **context)
{
    (void)context;
    priced of = priced_new();
    int64_t people, group;
    of.prices[CVN_SEAT_MEMBER] = INT64_MAX / 2;
    assert_false(cvn_seat_worth(of.s, of.prices, &people, &group));
    priced_free(&of);
}

static void climbing_finds_prices_that_prove_all(void **context)
{
    (void)context;
    priced of = priced_new();
    int64_t people, group;
    cvn_climb *climb = cvn_climb_new(of.s, 3);
    for (uint32_t again = 0; again < 2; again++) {
        cvn_climb_on(climb, 2, 300, 0.3, 0.002, NULL, of.prices);
        assert_true(cvn_seat_worth(of.s, of.prices, &people, &group));
        assert_true(people + 2 * group > 3 * CVN_SEAT_PRICE_ONE - CVN_SEAT_PRICE_ONE / 20);
        assert_true(people + 2 * group <= 3 * CVN_SEAT_PRICE_ONE);
        cvn_climb_reset(climb);
    }
    cvn_climb_free(climb);
    priced_free(&of);
}

/** An answer, and seats told apart by hours where as many are left over. */
typedef struct answered {
    cvn_conference *conference;
    cvn_problem *p;
    cvn_seats *s;
    cvn_allocation *answer;
    int64_t cost;
} answered;

static answered answered_new(uint64_t seed)
{
    made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
    shape.wide = seed % 2;
    answered a = {.conference = make_up(&shape, seed)};
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = 20000;
    cvn_progress last;
    assert_int_equal(cvn_problem_new(&a.p, a.conference, NULL, NULL), CVN_OK);
    assert_int_equal(cvn_solve(&a.answer, a.conference, NULL, &options, &last, NULL), CVN_OK);
    a.s = cvn_seats_new(a.p, last.score.unplaced, NULL, true);
    a.cost = last.score.cost - cvn_bound_cost_floor(a.p);
    return a;
}

static void answered_free(answered *a)
{
    cvn_seats_free(a->s);
    cvn_allocation_free(a->answer);
    cvn_problem_free(a->p);
    cvn_conference_free(a->conference);
}

/** What the prices prove of n groups where each m and z is this; INT64_MIN where nothing. */
static int64_t proved_with(const cvn_seats *s, const int64_t *good, int64_t m, int64_t z, int64_t n)
{
    int64_t *prices = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(s)), people, group;
    memcpy(prices, good, cvn_seat_prices(s) * sizeof *prices);
    for (uint32_t k = 0; k < s->sort_count; k++) {
        prices[cvn_seat_left_price(s) + 1 + 2 * (size_t)k] = m;
        prices[cvn_seat_left_price(s) + 2 + 2 * (size_t)k] = z;
    }
    bool any = cvn_seat_worth(s, prices, &people, &group);
    free(prices);
    return any ? people + n * group : INT64_MIN;
}

/** Each seat's squares are those of its hours; m and z beyond their limits count as those. */
static void check_hours(const answered *a, const int64_t *good, int64_t n)
{
    for (uint32_t k = 0; k < a->s->sort_count; k++)
        for (uint32_t i = 0; i < a->s->sorts[k].seat_count; i++) {
            const cvn_seat *seat = &a->s->sorts[k].seats[i];
            assert_int_equal(cvn_seat_squares(a->s, seat) * a->p->session_count, (int64_t)seat->hours * seat->hours);
        }
    const int64_t one = CVN_SEAT_PRICE_ONE;
    assert_int_equal(proved_with(a->s, good, 0, -3 * one, n), proved_with(a->s, good, 0, 0, n));
    assert_int_equal(proved_with(a->s, good, one + 9, 2 * one, n), proved_with(a->s, good, one, 2 * one, n));
    assert_int_equal(proved_with(a->s, good, -9, 2 * one, n), proved_with(a->s, good, 0, 2 * one, n));
}

/** Good prices, and others near them, in each place of each pattern: for as many groups as an answer has, none proves that it costs more. */
static void by_hours_no_prices_prove_too_much(void **context)
{
    (void)context;
    cvn_random random;
    cvn_random_seed(&random, 11);
    uint32_t useful = 0, asked = 0;
    for (uint64_t seed = 1; seed <= 36; seed++) {
        answered a = answered_new(seed);
        if (!a.s || !a.answer->group_count || !a.s->shape_count) {
            answered_free(&a);
            continue;
        }
        int64_t *good = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(a.s)), *prices = CVN_NEW_ARRAY(int64_t, cvn_seat_prices(a.s)), people, group;
        int64_t n = (int64_t)a.answer->group_count, most = INT64_MIN;
        cvn_climb *climb = cvn_climb_new(a.s, 3);
        cvn_climb_on(climb, (double)n, 300, 0.3, 0.001, NULL, good);
        check_hours(&a, good, n);
        for (uint32_t k = 0; k < 200; k++) {
            for (size_t i = 0; i < cvn_seat_prices(a.s); i++)
                prices[i] = good[i] + (k ? (int64_t)cvn_random_below(&random, 2 * CVN_SEAT_PRICE_ONE) - CVN_SEAT_PRICE_ONE : 0) *
                                          (int64_t)cvn_random_below(&random, 2);
            prices[cvn_seat_left_price(a.s)] = prices[cvn_seat_left_price(a.s)] > 0 ? prices[cvn_seat_left_price(a.s)] : 0;
            if (cvn_seat_worth(a.s, prices, &people, &group))
                most = people + n * group > most ? people + n * group : most;
        }
        if (most > a.cost * CVN_SEAT_PRICE_ONE)
            fail_msg("seed %u: %f where an answer costs %lld", (unsigned)seed, (double)most / CVN_SEAT_PRICE_ONE, (long long)a.cost);
        asked += a.cost > 0;
        useful += a.cost > 0 && 5 * most > a.cost * CVN_SEAT_PRICE_ONE;
        cvn_climb_free(climb);
        free(good);
        free(prices);
        answered_free(&a);
    }
    print_message("a fifth of the cost or more proved in %u of %u\n", useful, asked);
    assert_true(asked > 20);
    assert_true(2 * useful > asked);
}

static bool at_once(void *context)
{
    ++*(uint32_t *)context;
    return true;
}

static void it_stops_when_it_is_asked_to(void **context)
{
    (void)context;
    priced of = priced_new();
    uint32_t asked = 0;
    cvn_climb *climb = cvn_climb_new(of.s, 3);
    cvn_climb_on(climb, 2, 1000, 0.3, 0.001, &(cvn_climb_stop){at_once, &asked}, of.prices);
    assert_int_equal(asked, 1);
    cvn_climb_free(climb);
    priced_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hours_no_prices_prove_too_much), cmocka_unit_test(it_stops_when_it_is_asked_to),
                                       cmocka_unit_test(no_prices_prove_too_much), cmocka_unit_test(numbers_that_do_not_fit_prove_nothing),
                                       cmocka_unit_test(climbing_finds_prices_that_prove_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
