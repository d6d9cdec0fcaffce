/* SPDX-License-Identifier: Apache-2.0 */
/** Sessions found by the shortest path are sessions, suit the people, and where no burden is squared across them none are cheaper. */
#include "searches.h"

static int64_t price_of(const cvn_search *s, const cvn_slot *slot, const uint32_t *starts)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < slot->member_count; i++)
        for (uint32_t k = slot->held; k < slot->count; k++) {
            int64_t points = cvn_plan_can(s->p, slot->members[i], starts[k]) ? cvn_plan_burden(s->p, slot->members[i], starts[k]) : 1000;
            sum += points;
        }
    return sum;
}

/** Does any series of starts cost nobody anything? By trying all of them. */
static bool free_of_charge(const cvn_search *s, const cvn_slot *slot, uint32_t k, uint32_t *starts)
{
    if (k == slot->count)
        return price_of(s, slot, starts) == 0;
    for (uint32_t t = k ? starts[k - 1] + 1 : 0; t < s->p->start_count; t++) {
        starts[k] = t;
        bool good = !k || cvn_plan_follows(s->p, starts[k - 1], t);
        for (uint32_t i = 0; i < slot->member_count && good; i++)
            good = cvn_plan_can(s->p, slot->members[i], t) && !cvn_plan_burden(s->p, slot->members[i], t);
        for (uint32_t i = 0; i < slot->leader_count && good; i++)
            good = cvn_plan_can(s->p, slot->leaders[i], t) && !cvn_plan_burden(s->p, slot->leaders[i], t);
        if (good && free_of_charge(s, slot, k + 1, starts))
            return true;
    }
    return false;
}

static void finds_sessions_without_burden_where_there_are_any(void **context)
{
    (void)context;
    uint32_t found = 0;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        made_up shape = {.people = 14, .pattern = seed % 3 ? CVN_PATTERN_FREE : CVN_PATTERN_WEEKLY, .leaders = seed % 2};
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        for (uint32_t i = 0; i < s->state->open_count; i++) {
            uint32_t number = s->state->open[i], starts[CVN_MAX_SESSIONS];
            const cvn_slot *slot = &s->state->slots[number];
            uint32_t count = cvn_best_times(s, number, 0);
            assert_int_equal(count, slot->count);
            assert_true(cvn_plan_sessions_ok(problem, s->series, count, slot->held));
            cvn_tally delta;
            if (!cvn_times_change(s, number, s->series, count, &delta))
                continue; /* a leader's other group stands in the way, which the path does not know */
            if (free_of_charge(s, slot, slot->held, starts)) {
                assert_int_equal(price_of(s, slot, s->series), 0);
                found++;
            }
        }
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(found > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_sessions_without_burden_where_there_are_any)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
