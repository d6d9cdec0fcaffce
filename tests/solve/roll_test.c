/* SPDX-License-Identifier: Apache-2.0 */
/** What a group keeps of its people, rolled on by random comings and goings, is what counting them anew gives; and it goes back with an undo. */
#include "groups.h"

typedef struct kept {
    cvn_tally apart;
    int64_t pairs;
    uint32_t stayed, memo[256];
} kept;

static void keep(const cvn_search *s, const cvn_slot *slot, kept *k)
{
    assert_true(s->p->rule_count <= CVN_COUNT(k->memo));
    memset(k, 0, sizeof *k);
    k->apart = slot->apart;
    k->pairs = slot->pairs;
    k->stayed = slot->stayed;
    memcpy(k->memo, slot->memo, s->p->rule_count * sizeof *k->memo);
}

/** As kept, and as counted by somebody who sees only the lists. */
static void check_slot(cvn_search *s, uint32_t number)
{
    cvn_state *state = s->state;
    const cvn_slot *slot = &state->slots[number];
    kept rolled, counted;
    keep(s, slot, &rolled);
    for (uint32_t v = 0; v < state->view_count; v++) {
        const cvn_view *view = &state->views[v];
        const listed who = list_of(slot, view->among);
        for (uint32_t value = 0; value < s->p->columns[view->column].value_count; value++)
            assert_int_equal(slot->held_by[view->first + value], holders(&s->p->columns[view->column], &who, value));
    }
    uint32_t stayed = 0;
    const listed all = list_of(slot, CVN_AMONG_ALL);
    for (uint32_t i = 0; i < all.n && slot->base != CVN_NONE; i++)
        stayed += cvn_bit(s->p->groups[slot->base].who, all.who[i]);
    assert_int_equal(slot->stayed, stayed);
    cvn_slot_recall(state, number);
    keep(s, slot, &counted);
    assert_memory_equal(&rolled, &counted, sizeof rolled);
    compared++;
}

static void come_or_go(cvn_search *s)
{
    cvn_state *state = s->state;
    uint32_t person = cvn_below(s, s->p->people), slot = cvn_pick_slot(s);
    if (slot == CVN_NONE)
        return;
    if (state->seat[person] != CVN_NONE)
        cvn_leave(state, person);
    else if (state->lead_count[person])
        cvn_unlead(state, person, state->leads[state->lead_first[person]]);
    else if (cvn_may_lead(state, person, slot) && cvn_one_in(s, 2))
        cvn_lead(state, person, slot);
    else if (cvn_is_able(state, person, slot) && cvn_has_room(state, slot) && !state->lead_count[person])
        cvn_join(state, person, slot);
}

static void check(cvn_search *s)
{
    for (uint32_t k = 0; k < 60; k++) {
        bool undo = cvn_one_in(s, 3);
        cvn_trial_begin(s->state);
        for (uint32_t i = cvn_below(s, 6); i > 0; i--)
            come_or_go(s);
        for (uint32_t g = 0; g < s->state->open_count; g++)
            check_slot(s, s->state->open[g]);
        cvn_trial_settle(s->state);
        if (undo)
            cvn_trial_undo(s->state);
        else
            cvn_trial_keep(s->state);
        for (uint32_t g = 0; undo && g < s->state->open_count; g++)
            check_slot(s, s->state->open[g]);
    }
}

static void rolling_and_counting_agree(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 1000);
}

/** Groups that go on from a baseline keep how many stayed. */
static void those_who_stayed_are_counted(void **context)
{
    (void)context;
    uint64_t before = compared, stayed = 0;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        made_up shape = {.people = 20, .pattern = CVN_PATTERN_WEEKLY, .leaders = true, .wide = true};
        cvn_allocation *baseline = made_up_baseline(&shape, seed);
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        for (uint32_t g = 0; g < s->state->open_count; g++)
            stayed += s->state->slots[s->state->open[g]].stayed;
        check(s);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(compared > before + 100 && stayed > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rolling_and_counting_agree), cmocka_unit_test(those_who_stayed_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
