/* SPDX-License-Identifier: Apache-2.0 */
/** Duties against every way of dealing them. */
#include "cmocka_all.h"

#include "plan/plan.h"

static uint32_t dice(cvn_random *r, uint32_t n) { return cvn_random_below(r, n); }

typedef struct every {
    const uint8_t *able;
    uint32_t sessions, people, each;
    uint32_t turns[8];
    int64_t least;
} every;

/** Deals session s from person `from` on, `left` duties still open; keeps the least sum of squares. */
static void deal_all(every *e, uint32_t s, uint32_t from, uint32_t left)
{
    if (s == e->sessions) {
        int64_t sum = 0;
        for (uint32_t i = 0; i < e->people; i++)
            sum += (int64_t)e->turns[i] * e->turns[i];
        e->least = sum < e->least ? sum : e->least;
        return;
    }
    uint32_t after = 0;
    for (uint32_t i = 0; s + 1 < e->sessions && i < e->people; i++)
        after += e->able[(s + 1) * e->people + i];
    if (!left) {
        deal_all(e, s + 1, 0, after < e->each ? after : e->each);
        return;
    }
    for (uint32_t i = from; i < e->people; i++)
        if (e->able[s * e->people + i]) {
            e->turns[i]++;
            deal_all(e, s, i + 1, left - 1);
            e->turns[i]--;
        }
}

static void squares_are_least(void **context)
{
    (void)context;
    cvn_random r;
    cvn_random_seed(&r, 11);
    for (uint32_t n = 0; n < 400; n++) {
        every e = {.sessions = 1 + dice(&r, 5), .people = 1 + dice(&r, 5), .each = 1 + dice(&r, 2), .least = INT64_MAX};
        uint8_t able[32];
        uint32_t who[16], first = 0;
        for (uint32_t i = 0; i < e.sessions * e.people; i++)
            able[i] = dice(&r, 3) > 0;
        for (uint32_t i = 0; i < e.people; i++)
            first += able[i];
        e.able = able;
        deal_all(&e, 0, 0, first < e.each ? first : e.each);
        assert_int_equal(cvn_rota_deal(able, e.sessions, e.people, e.each, who), e.least);
        for (uint32_t s = 0; s < e.sessions; s++)
            for (uint32_t k = 0; k < e.each; k++) {
                uint32_t person = who[s * e.each + k];
                if (person == CVN_NONE)
                    continue;
                assert_true(able[s * e.people + person]);
                for (uint32_t j = 0; j < k; j++)
                    assert_int_not_equal(who[s * e.each + j], person);
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(squares_are_least)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
