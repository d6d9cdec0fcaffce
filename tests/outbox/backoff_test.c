/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"
#include "outbox/outbox.h"

static void times_grow_and_end(void **state)
{
    static const struct {
        uint32_t tries;
        int64_t wait_s;
    } cases[] = {{1, 60}, {2, 120}, {3, 240}, {8, 7680}, {9, 14400}, {10, 14400}, {1000000, 14400}};
    cvn_random random, again;
    bool differ = false;
    (void)state;
    cvn_random_seed(&random, 1);
    cvn_random_seed(&again, 1);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) { /* never sooner, and a quarter later at most; the same for the same seed */
        int64_t wait_s = cvn_backoff_s(cases[i].tries, &random);
        assert_in_range(wait_s, cases[i].wait_s, cases[i].wait_s * 5 / 4);
        assert_int_equal(wait_s, cvn_backoff_s(cases[i].tries, &again));
        differ = differ || wait_s != cases[i].wait_s;
    }
    assert_true(differ);
    for (uint32_t n = 0; n < CVN_PAUSES_MOST; n++) {
        double pause_s = cvn_pause_s(n, &random);
        assert_true(pause_s >= 1 << n && pause_s <= (1 << n) * 1.25);
    }
}

static void each_outcome_lands_somewhere(void **state)
{
    static const struct {
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
        int64_t retry_after_s;
        uint32_t tries; /* before this one */
        double pause_s;
        cvn_state landed;
        bool in_doubt;
        int64_t wait_s;
    } cases[] = {
        {CVN_OUTCOME_SENT, CVN_ONWARD_NEXT, CVN_OK, -1, 0, -1, CVN_STATE_SENT, false, 0},
        {CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK, -1, 0, -1, CVN_STATE_FAILED, false, 0},
        {CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, -1, 0, -1, CVN_STATE_QUEUED, false, 60},
        {CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, -1, 2, -1, CVN_STATE_QUEUED, false, 240},
        {CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, 5, 2, -1, CVN_STATE_QUEUED, false, 5},
        {CVN_OUTCOME_LATER, CVN_ONWARD_NEXT, CVN_OK, 999999, 2, -1, CVN_STATE_QUEUED, false, 14400},
        {CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, 3, 3.2, CVN_STATE_QUEUED, false, 4},
        {CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK, -1, 0, -1, CVN_STATE_QUEUED, false, 60},
        {CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, 0, -1, CVN_STATE_QUEUED, false, 0},
        {CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE, -1, 0, -1, CVN_STATE_QUEUED, false, 0},
        {CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, 0, 2, CVN_STATE_QUEUED, true, 60}, /* not in the same breath */
        {CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, 3, 0, 3, CVN_STATE_QUEUED, true, 60},
        {CVN_OUTCOME_UNKNOWN, CVN_ONWARD_STOP, CVN_E_TEMPORARY, -1, 1, -1, CVN_STATE_QUEUED, true, 120},
        {CVN_OUTCOME_UNKNOWN, CVN_ONWARD_PAUSE, CVN_OK, -1, 4, -1, CVN_STATE_FAILED, true, 0}, /* five copies are enough */
    };
    cvn_random random;
    (void)state;
    cvn_random_seed(&random, 1);
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_delivery d = {
            .outcome = cases[i].outcome, .onward = cases[i].onward, .code = cases[i].code, .retry_after_s = cases[i].retry_after_s};
        cvn_row row = {.tries = cases[i].tries};
        cvn_landing landing;
        cvn_land(&landing, &d, &row, cases[i].pause_s, &random, 1000);
        int64_t least_s = landing.state == CVN_STATE_QUEUED ? 1000 + cases[i].wait_s : 0;
        bool jitter = cases[i].wait_s >= 60 && cases[i].wait_s < 14400;
        if (landing.state != cases[i].landed || landing.in_doubt != cases[i].in_doubt || landing.not_before_s < least_s ||
            landing.not_before_s > least_s + (jitter ? cases[i].wait_s / 4 : 0))
            fail_msg("case %zu: state %d, doubt %d, not before %ld", i, (int)landing.state, landing.in_doubt, (long)landing.not_before_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(times_grow_and_end), cmocka_unit_test(each_outcome_lands_somewhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
