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
        cvn_layout kept = {0};
        cvn_layout_save(&kept, s->state);
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_layout_comes_back_as_it_was)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
