/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"
#include "mail/rate.h"

static size_t room(const cvn_rate *rate, double now_s, double *wait_s)
{
    return cvn_rate_room(rate, now_s, 10, wait_s);
}

static void nothing_is_slow_that_nobody_said_was(void **state)
{
    cvn_rate rate;
    double wait_s = -1;
    (void)state;
    cvn_rate_init(&rate, 0, 100);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(room(&rate, 100, &wait_s), 10);
        cvn_rate_start(&rate, 100);
        cvn_rate_taken(&rate);
    }
    assert_true(wait_s == 0);
}

static void a_known_rate_is_kept_to(void **state)
{
    cvn_rate rate;
    double wait_s = 0, now_s = 50;
    int started = 0;
    (void)state;
    cvn_rate_init(&rate, 2, now_s);
    while (now_s < 60)
        if (room(&rate, now_s, &wait_s)) {
            cvn_rate_start(&rate, now_s);
            cvn_rate_taken(&rate);
            started++;
        } else {
            assert_true(wait_s > 0 && wait_s <= 0.5);
            now_s += wait_s + 1e-9;
        }
    assert_in_range(started, 20, 22);
}

static void a_hold_is_kept_to(void **state)
{
    cvn_rate rate;
    double wait_s = 0;
    (void)state;
    cvn_rate_init(&rate, 0, 10);
    cvn_rate_hold(&rate, 10, 5);
    cvn_rate_hold(&rate, 11, 1); /* a shorter one changes nothing */
    assert_int_equal(room(&rate, 12, &wait_s), 0);
    assert_true(wait_s == 3);
    assert_int_equal(room(&rate, 15, &wait_s), 10);
}

static void what_the_server_says_is_left_is_heeded(void **state)
{
    cvn_rate rate;
    double wait_s = 0;
    (void)state;
    cvn_rate_init(&rate, 0, 10);
    cvn_rate_told(&rate, 10, 5, 4, 2); /* two of them are on their way */
    assert_int_equal(room(&rate, 10, &wait_s), 3);
    for (int i = 0; i < 3; i++)
        cvn_rate_start(&rate, 10);
    assert_int_equal(room(&rate, 11, &wait_s), 0);
    assert_true(wait_s == 3);
    assert_int_equal(room(&rate, 14, &wait_s), 10);
    cvn_rate_told(&rate, 20, 1, 4, 3); /* more on their way than are left */
    assert_int_equal(room(&rate, 20, &wait_s), 0);
}

/** A server that takes so many each second and refuses the rest: the bucket finds its rate, and is refused seldom. */
static void the_rate_of_a_server_is_learnt(void **state)
{
    static const int limits[] = {1, 5, 14, 100};
    (void)state;
    for (size_t c = 0; c < CVN_COUNT(limits); c++) {
        cvn_rate rate;
        double now_s = 1000, wait_s = 0;
        int second = 0, in_second = 0, taken = 0, refused = 0;
        cvn_rate_init(&rate, 0, now_s);
        while (now_s < 1120) {
            if (!room(&rate, now_s, &wait_s)) {
                now_s += wait_s + 1e-9;
                continue;
            }
            if ((int)now_s != second) {
                second = (int)now_s;
                in_second = 0;
            }
            cvn_rate_start(&rate, now_s);
            if (in_second++ < limits[c]) {
                taken++;
                cvn_rate_taken(&rate);
            } else {
                refused++;
                cvn_rate_refused(&rate, now_s);
                cvn_rate_hold(&rate, now_s, 1);
            }
            now_s += 0.0005;
        }
        if (taken < limits[c] * 120 * 6 / 10 || refused > 12 + taken / 50)
            fail_msg("%d a second: %d taken, %d refused in two minutes", limits[c], taken, refused);
    }
}

/** Refused from the first message on: the door is shut, and says nothing of a rate. */
static void a_refusal_before_any_success_teaches_no_rate(void **state)
{
    cvn_rate rate;
    double wait_s = 0;
    (void)state;
    cvn_rate_init(&rate, 0, 10);
    cvn_rate_refused(&rate, 10.1);
    assert_int_equal(room(&rate, 10.2, &wait_s), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_slow_that_nobody_said_was),
        cmocka_unit_test(a_known_rate_is_kept_to),
        cmocka_unit_test(a_hold_is_kept_to),
        cmocka_unit_test(what_the_server_says_is_left_is_heeded),
        cmocka_unit_test(the_rate_of_a_server_is_learnt),
        cmocka_unit_test(a_refusal_before_any_success_teaches_no_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
