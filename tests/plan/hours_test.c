/* SPDX-License-Identifier: Apache-2.0 */
/** The tables against the allocation room, which works each session out from the raw answers. */
#include "solve/made_up.h"
#include "solve/quoted.h"

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

#define FOUR_WEEKS "'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-28', 'grid_minutes': 30, 'gap_days': {'min': 7, 'max': 21}"
#define ATTEND(n)  ", 'attend': " n

/** A leader of up to six, and how many their hours leave. */
typedef struct lead {
    const char *name, *sessions, *attend, *hours;
    uint32_t most;
} lead;

static const lead leads[] = {
    {"an hour a week, two sessions of four weeks", "'count': 2", "", "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}", 2},
    {"three sessions", "'count': 3", "", "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}", 1},
    {"half past does not overlap less", "'count': 3", "", "{'weekly': ['MO'], 'from': '18:00', 'to': '19:30'}", 1},
    {"two hours", "'count': 3", "", "{'weekly': ['MO'], 'from': '18:00', 'to': '20:00'}", 2},
    {"two that touch, by answers of their own", "'count': 4", "",
     "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}, {'weekly': ['MO'], 'from': '19:00', 'to': '20:00'}", 2},
    {"a clock serves one of three, two clocks two; what is left of both is of no use", "'count': 3, 'pattern': 'weekly'", "",
     "{'weekly': ['MO', 'TU', 'WE'], 'from': '18:00', 'to': '19:00'}", 3},
    {"free sessions take what is left of each day", "'count': 3", "", "{'weekly': ['MO', 'TU', 'WE'], 'from': '18:00', 'to': '19:00'}", 4},
    {"who may miss some has more to give", "'count': 3", ATTEND("2"), "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}", 2},
    {"who need not come at all has no limit but the own", "'count': 3", ATTEND("0"), "", 6},
    {"never below one", "'count': 3", "", "{'date': '2027-03-02', 'from': '18:00', 'to': '19:00'}", 1},
    {"no more than asked", "'count': 1", "", "{'weekly': ['MO', 'TU'], 'from': '18:00', 'to': '20:00'}", 6},
};

static void leads_are_no_more_than_hours_allow(void **context)
{
    (void)context;
    for (size_t k = 0; k < CVN_COUNT(leads); k++) {
        const lead *l = &leads[k];
        cvn_buffer sessions = {0}, types = {0}, people = {0};
        cvn_buffer_printf(&sessions, "%s, " FOUR_WEEKS, l->sessions);
        cvn_buffer_printf(&types, "'group_types': [{'id': 't', 'size': {'min': 1, 'ideal': 1, 'max': 1}, 'leaders': {'min': 0, 'max': 1%s}}]",
                          l->attend);
        cvn_buffer_printf(&people, "{'id': 'l', 'timezone': 'UTC', 'roles': ['leader'], 'lead_max': 6, 'availability': [%s]}", l->hours);
        cvn_conference *c = quoted_conference(sessions.text, types.text, people.text);
        cvn_allocation *none = quoted_allocation("");
        const cvn_allocation *baselines[] = {NULL, none};
        for (size_t b = 0; b < CVN_COUNT(baselines); b++) {
            cvn_problem *p = NULL;
            assert_int_equal(cvn_problem_new(&p, c, baselines[b], NULL), CVN_OK);
            uint32_t most = baselines[b] ? 6 : l->most; /* what was held needs no hours */
            if (p->person[0].lead_max != most)
                fail_msg("%s: %u, not %u", l->name, p->person[0].lead_max, most);
            cvn_problem_free(p);
        }
        cvn_allocation_free(none);
        cvn_conference_free(c);
        cvn_buffer_free(&sessions);
        cvn_buffer_free(&types);
        cvn_buffer_free(&people);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_agree_with_the_raw_answers),
        cmocka_unit_test(leads_are_no_more_than_hours_allow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
