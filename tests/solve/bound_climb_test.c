/* SPDX-License-Identifier: Apache-2.0 */
/** Prices: whatever they are, they prove no more than is true; climbing finds some that prove all of it. */
#include "hand_made.h"

#include "solve/bound_climb.h"

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
                (int64_t)cvn_random_below(&random, 12 * CVN_SEAT_PRICE_ONE) - (n + 1 < cvn_seat_prices(of.s) ? 6 : 0) * CVN_SEAT_PRICE_ONE;
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
        cvn_climb_on(climb, 2, 300, 1, 0.002, of.prices);
        assert_true(cvn_seat_worth(of.s, of.prices, &people, &group));
        assert_true(people + 2 * group > 3 * CVN_SEAT_PRICE_ONE - CVN_SEAT_PRICE_ONE / 20);
        assert_true(people + 2 * group <= 3 * CVN_SEAT_PRICE_ONE);
        cvn_climb_reset(climb);
    }
    cvn_climb_free(climb);
    priced_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_prices_prove_too_much), cmocka_unit_test(numbers_that_do_not_fit_prove_nothing),
                                       cmocka_unit_test(climbing_finds_prices_that_prove_all)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
