/* SPDX-License-Identifier: Apache-2.0 */
/** The tables against the allocation room, which works each session out from the raw answers. */
#include "solve/made_up.h"

#include "plan/plan.h"

static void tables_agree_with_the_raw_answers(void **context)
{
    (void)context;
    uint32_t can = 0, need = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        made_up shape = {.people = 12, .pattern = (cvn_pattern)(seed % 3), .leaders = true};
        cvn_conference *c = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, c, NULL, NULL), CVN_OK);
        for (uint32_t i = 0; i < p->people; i++)
            for (uint32_t s = 0; s < p->start_count; s++) {
                cvn_can raw = cvn_can_attend(c, p->person[i].index, (cvn_instant){p->start_min[s]});
                assert_int_equal(cvn_plan_can(p, i, s), raw != CVN_CANNOT);
                assert_int_equal(cvn_bit(p->by_start + (size_t)s * p->people_words, i), raw != CVN_CANNOT);
                can += raw == CVN_CAN;
                need += raw == CVN_CAN_IF_NEEDED;
                if (raw == CVN_CANNOT)
                    continue;
                int64_t unsocial = cvn_unsocial_half_hours(c, c->people[p->person[i].index].zone, (cvn_instant){p->start_min[s]});
                assert_int_equal(cvn_plan_burden(p, i, s), unsocial + (raw == CVN_CAN_IF_NEEDED));
            }
        cvn_problem_free(p);
        cvn_conference_free(c);
    }
    assert_true(can > 1000 && need > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables_agree_with_the_raw_answers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
