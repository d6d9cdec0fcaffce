/* SPDX-License-Identifier: Apache-2.0 */
#include "searches.h"

static void a_layout_comes_back_as_it_was(void **context)
{
    (void)context;
    for (uint64_t seed = 1; seed <= 14; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        stir(s, 200);
        cvn_layout saved = {0}, kept = {0};
        cvn_layout_save(&saved, s->state);
        cvn_layout_copy(&kept, &saved);
        cvn_layout_copy(&kept, &saved); /* a copy replaces what was there, and has nothing in common with what it is of */
        cvn_layout_free(&saved);
        uint64_t print = fingerprint(s);
        stir(s, 200);
        cvn_layout_load(s->state, &kept);
        assert_true(cvn_state_sound(s->state));
        assert_true(cvn_tally_equal(&kept.total, &s->state->total));
        assert_true(print == fingerprint(s));
        cvn_layout_free(&kept);
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
}

/** What a layout has and another has as well stands once, as in the first; the groups that are not chosen do not come. */
static void a_mixture_has_the_chosen_groups_first(void **context)
{
    (void)context;
    cvn_conference *conference = make_up(&made_up_shapes[0], 3);
    cvn_problem *problem = NULL;
    assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
    cvn_search *s = cvn_search_new(problem, 3);
    cvn_construct(s);
    cvn_layout kept = {0}, none = {0}, mixed = {0};
    cvn_layout_save(&kept, s->state);
    assert_true(kept.group_count > 1);
    bool *chosen = CVN_NEW_ARRAY(bool, kept.group_count);
    cvn_layout_mix(&mixed, &kept, chosen, &none);
    assert_int_equal(mixed.group_count, 0);
    chosen[1] = true;
    cvn_layout_mix(&mixed, &kept, chosen, &none);
    assert_int_equal(mixed.group_count, 1);
    cvn_arena *arena = cvn_arena_new();
    const cvn_answer_group *one = cvn_layout_groups(&mixed, arena), *all = cvn_layout_groups(&kept, arena);
    assert_int_equal(one->member_count, all[1].member_count);
    assert_memory_equal(one->members, all[1].members, all[1].member_count * sizeof *one->members);
    assert_memory_equal(one->starts, all[1].starts, all[1].count * sizeof *one->starts);
    uint64_t print = fingerprint(s);
    cvn_layout_mix(&mixed, &kept, chosen, &kept);
    assert_int_equal(mixed.group_count, kept.group_count + 1);
    cvn_layout_load(s->state, &mixed);
    for (uint32_t i = s->state->open_count; i-- > 0;) { /* the group that came twice is empty the second time */
        uint32_t slot = s->state->open[i];
        if (s->state->slots[slot].member_count + s->state->slots[slot].leader_count)
            continue;
        cvn_trial_begin(s->state);
        cvn_close(s->state, slot);
        cvn_trial_settle(s->state);
        cvn_trial_keep(s->state);
    }
    assert_int_equal(s->state->open_count, kept.group_count);
    assert_true(cvn_state_sound(s->state));
    assert_true(cvn_tally_equal(&kept.total, &s->state->total));
    assert_true(print == fingerprint(s));
    cvn_arena_free(arena);
    free(chosen);
    cvn_layout_free(&kept);
    cvn_layout_free(&mixed);
    cvn_search_free(s);
    cvn_problem_free(problem);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_layout_comes_back_as_it_was),
                                       cmocka_unit_test(a_mixture_has_the_chosen_groups_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
