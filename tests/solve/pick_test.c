/* SPDX-License-Identifier: Apache-2.0 */
/** Random picks are of those asked for, every one of them is picked some time, and none is where there is none. */
#include "groups.h"

enum { PICKS = 3000 };

static uint32_t *times;

static uint32_t others(const cvn_state *state, uint32_t person, uint32_t other)
{
    uint32_t n = 0;
    for (uint32_t g = 0; g < state->slot_count; g++)
        n += g != other && cvn_is_able(state, person, g);
    return n;
}

static void check_fits(cvn_search *s, uint32_t person)
{
    const cvn_state *state = s->state;
    uint32_t other = state->seat[person], n = others(state, person, other), seen = 0;
    memset(times, 0, state->slot_count * sizeof *times);
    for (uint32_t k = 0; k < PICKS; k++) {
        uint32_t slot = cvn_pick_fit(s, person, other);
        assert_int_equal(slot == CVN_NONE, n == 0);
        if (slot == CVN_NONE)
            break;
        assert_true(slot != other && cvn_is_able(state, person, slot));
        times[slot]++;
    }
    for (uint32_t g = 0; g < state->slot_count; g++)
        seen += times[g] > 0;
    assert_int_equal(seen, n);
    compared += n > 1;
}

static bool could_lead(const cvn_state *state, uint32_t person, uint32_t type, bool seated)
{
    const cvn_plan_person *who = &state->p->person[person];
    return who->leader && who->preference[type] >= 0 && state->lead_count[person] < who->lead_max &&
           (seated || state->seat[person] == CVN_NONE);
}

static void check_leaders(cvn_search *s, uint32_t type, bool seated)
{
    memset(times, 0, s->p->people * sizeof *times);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->p->people; i++)
        n += could_lead(s->state, i, type, seated);
    for (uint32_t k = 0; k < PICKS; k++) {
        uint32_t person = cvn_pick_leader(s, type, seated);
        assert_int_equal(person == CVN_NONE, n == 0);
        if (person == CVN_NONE)
            break;
        assert_true(could_lead(s->state, person, type, seated));
        times[person]++;
    }
    for (uint32_t i = 0; i < s->p->people; i++)
        assert_int_equal(times[i] > 0, could_lead(s->state, i, type, seated));
}

static void check(cvn_search *s)
{
    const cvn_state *state = s->state;
    times = CVN_NEW_ARRAY(uint32_t, (size_t)s->p->people + state->slot_count);
    for (uint32_t i = 0; i < s->p->people; i += 5)
        check_fits(s, i);
    for (uint32_t type = 0; type < s->p->type_count; type++) {
        check_leaders(s, type, false);
        check_leaders(s, type, true);
    }
    memset(times, 0, s->p->people * sizeof *times);
    for (uint32_t k = 0; k < PICKS; k++) {
        uint32_t member = cvn_pick_member(s), left = cvn_pick_unplaced(s), type = cvn_pick_type(s), slot = cvn_pick_slot(s);
        assert_true(member == CVN_NONE || state->seat[member] != CVN_NONE);
        assert_int_equal(left == CVN_NONE, state->unplaced_count == 0);
        assert_true(left == CVN_NONE || cvn_bit(state->unplaced, left));
        assert_true(type == CVN_NONE || state->open_of_type[type] < s->p->types[type].max_groups);
        assert_true(slot == CVN_NONE ? !state->open_count : state->slots[slot].open);
        if (member != CVN_NONE)
            times[member]++;
        if (left != CVN_NONE)
            times[left]++;
    }
    for (uint32_t i = 0; i < s->p->people; i++)
        if (s->p->people < 30)
            assert_int_equal(times[i] > 0, state->seat[i] != CVN_NONE || cvn_bit(state->unplaced, i));
    free(times);
}

static void everyone_is_picked_some_time(void **context)
{
    (void)context;
    each_middling_search(check);
    assert_true(compared > 20);
}

static void nothing_is_picked_from_nothing(void **context)
{
    (void)context;
    made_up shape = {.people = 5};
    cvn_conference *conference = make_up(&shape, 1);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(p, 1);
    assert_int_equal(cvn_pick_slot(s), CVN_NONE);
    assert_int_equal(cvn_pick_member(s), CVN_NONE);
    assert_int_equal(cvn_pick_leader(s, 0, true), CVN_NONE);
    assert_int_equal(cvn_pick_fit(s, 0, CVN_NONE), CVN_NONE);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(everyone_is_picked_some_time), cmocka_unit_test(nothing_is_picked_from_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
