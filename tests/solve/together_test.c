/* SPDX-License-Identifier: Apache-2.0 */
/** together: groups that hold any of a set, beyond the first. */
#include "groups.h"

static void check(cvn_search *s)
{
    for (uint32_t n = 0; n < s->p->together_count; n++) {
        const cvn_plan_set *set = &s->p->together[n];
        int64_t groups = 0;
        for (uint32_t g = 0; g < s->state->open_count; g++) {
            const listed who = list_of(&s->state->slots[s->state->open[g]], CVN_AMONG_ALL);
            bool any = false;
            for (uint32_t i = 0; i < set->count; i++)
                any = any || is_listed(&who, set->who[i]);
            groups += any;
        }
        assert_int_equal(cvn_together_units(s->state, n), groups > 1 ? groups - 1 : 0);
        assert_int_equal(s->state->together_units[n], groups > 1 ? groups - 1 : 0);
        compared += groups > 1;
    }
}

static uint32_t torn, free_seats;

/** Takes up to so many people out of their seats. */
static void take_out(cvn_search *s, uint32_t most)
{
    cvn_trial_begin(s->state);
    for (uint32_t k = 0; k < most; k++) {
        uint32_t person = cvn_pick_member(s);
        if (person != CVN_NONE)
            cvn_take(s, person);
    }
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

/* What is said of somebody before they sit down is what the rules come to when they do. */
static void check_seated(cvn_search *s)
{
    cvn_state *state = s->state;
    take_out(s, 6);
    for (uint32_t u = 0; u < state->unplaced_count; u++)
        for (uint32_t g = 0; g < state->open_count; g++) {
            uint32_t person = state->unplaced_list[u], slot = state->open[g];
            if (!cvn_is_able(state, person, slot) || !cvn_has_room(state, slot))
                continue;
            cvn_tally said = cvn_together_seated(state, person, slot), units = {0};
            cvn_trial_begin(state);
            for (uint32_t n = 0; n < s->p->together_count; n++) {
                const cvn_plan_set *set = &s->p->together[n];
                *(set->hard ? &units.hard : &units.cost) -= cvn_together_units(state, n) * (set->hard ? 1 : set->weight);
            }
            cvn_join(state, person, slot);
            for (uint32_t n = 0; n < s->p->together_count; n++) {
                const cvn_plan_set *set = &s->p->together[n];
                *(set->hard ? &units.hard : &units.cost) += cvn_together_units(state, n) * (set->hard ? 1 : set->weight);
            }
            cvn_trial_settle(state);
            cvn_trial_undo(state);
            assert_int_equal(said.hard, units.hard);
            assert_int_equal(said.cost, units.cost);
            torn += said.hard || said.cost;
            free_seats += !said.hard && !said.cost && s->p->person[person].tied;
        }
}

static void a_seat_costs_what_it_tears(void **context)
{
    (void)context;
    each_middling_search(check_seated);
    assert_true(torn > 10 && free_seats > 10);
}

static void each_further_group_counts(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_further_group_counts), cmocka_unit_test(a_seat_costs_what_it_tears)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
