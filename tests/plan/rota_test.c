/* SPDX-License-Identifier: Apache-2.0 */
/** Duties against every way of dealing them. */
#include "cmocka_all.h"

#include "plan/plan.h"

#include <string.h>

static uint32_t dice(cvn_random *r, uint32_t n)
{
    return cvn_random_below(r, n);
}

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
        uint8_t able[32] = {0};
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

/** Whatever was dealt before, by hand perhaps and by people who cannot any more: as fair as anew. What was fair already stays to the letter. */
static void who_has_a_duty_keeps_it(void **context)
{
    (void)context;
    cvn_random r;
    cvn_random_seed(&r, 12);
    for (uint32_t n = 0; n < 2000; n++) {
        uint32_t sessions = 1 + dice(&r, 6), people = 1 + dice(&r, 6), each = 1 + dice(&r, 2), was[12], who[12], again[12];
        uint8_t able[36] = {0};
        for (uint32_t i = 0; i < sessions * people; i++)
            able[i] = dice(&r, 3) > 0;
        for (uint32_t i = 0; i < sessions * each; i++)
            was[i] = dice(&r, 4) ? dice(&r, people) : CVN_NONE;
        int64_t least = cvn_rota_deal(able, sessions, people, each, NULL);
        assert_int_equal(cvn_rota_keep(able, sessions, people, each, was, who), least);
        for (uint32_t i = 0; i < sessions * each; i++)
            assert_true(who[i] == CVN_NONE || able[i / each * people + who[i]]);
        assert_int_equal(cvn_rota_keep(able, sessions, people, each, who, again), least);
        assert_memory_equal(who, again, sizeof *who * sessions * each);
    }
}

/** Somebody leaves: their duty goes to one other, and nobody else's changes. */
static void one_duty_for_one_who_leaves(void **context)
{
    (void)context;
    enum { PEOPLE = 8, SESSIONS = 4, EACH = 2 };
    uint8_t able[SESSIONS * PEOPLE];
    uint32_t was[SESSIONS * EACH], who[SESSIONS * EACH], changed = 0;
    memset(able, 1, sizeof able);
    cvn_rota_deal(able, SESSIONS, PEOPLE, EACH, was);
    for (uint32_t s = 0; s < SESSIONS; s++)
        able[s * PEOPLE + was[0]] = 0;
    assert_int_equal(cvn_rota_keep(able, SESSIONS, PEOPLE, EACH, was, who), 6 + 4);
    for (uint32_t s = 0; s < SESSIONS; s++)
        for (uint32_t k = 0; k < EACH; k++)
            changed += was[s * EACH] != who[s * EACH + k] && was[s * EACH + 1] != who[s * EACH + k];
    assert_int_equal(changed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(squares_are_least), cmocka_unit_test(who_has_a_duty_keeps_it),
                                       cmocka_unit_test(one_duty_for_one_who_leaves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
