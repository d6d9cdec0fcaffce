/* SPDX-License-Identifier: Apache-2.0 */
#include "searches.h"

/** Six alike in all but how much they offered, one group of three: who offered most has it, whatever the seed and the order in the file. */
static void who_offered_more_is_not_left_over(void **context)
{
    (void)context;
    for (uint32_t turn = 0; turn < 6; turn++) {
        cvn_buffer b = {0};
        cvn_buffer_text(
            &b, "{\"format\": \"conference/1\", \"id\": \"six\", \"title\": \"Six\", \"timezone\": \"UTC\", \"locale\": \"en\", "
                "\"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, "
                "\"from\": \"2027-03-01\", \"to\": \"2027-03-07\", \"grid_minutes\": 60, \"pattern\": \"free\"}, "
                "\"group_types\": [{\"id\": \"t\", \"title\": \"T\", \"size\": {\"min\": 3, \"ideal\": 3, \"max\": 3}, \"max_groups\": 1}], "
                "\"participants\": [");
        for (uint32_t i = 0; i < 6; i++)
            cvn_buffer_printf(&b,
                              "%s{\"id\": \"p%u\", \"name\": \"P\", \"email\": \"p%u@example.org\", \"timezone\": \"UTC\", \"availability\": "
                              "[{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"%02u:00\"}]}",
                              i ? ", " : "", i, i, 9 + (i + turn) % 6);
        cvn_buffer_text(&b, "]}");
        cvn_conference *conference = NULL;
        cvn_allocation *allocation = NULL;
        cvn_solve_options options;
        cvn_solve_options_init(&options);
        options.time_limit_s = 0;
        options.step_limit = 3000;
        options.seed = turn;
        assert_int_equal(cvn_conference_parse(&conference, b.text, b.length, "six", NULL, NULL), CVN_OK);
        assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, NULL, NULL), CVN_OK);
        assert_int_equal(cvn_allocation_unplaced(allocation), 3);
        for (size_t i = 0; i < 3; i++) /* the hours offered of those left over: one to three */
            assert_in_range((uint32_t)(cvn_allocation_unplaced_id(allocation, i)[1] - '0' + turn) % 6, 0, 2);
        cvn_allocation_free(allocation);
        cvn_conference_free(conference);
        cvn_buffer_free(&b);
    }
}

/** The score stays as it is, and every table agrees with a count from scratch. */
static void costs_nothing(void **context)
{
    (void)context;
    static const made_up crowd = {.people = 40, .pattern = CVN_PATTERN_OFFERED}; /* no rules: equals */
    uint32_t changed = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        cvn_conference *conference = make_up(seed % 2 ? &crowd : &made_up_shapes[seed / 2 % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *problem = NULL;
        assert_int_equal(cvn_problem_new(&problem, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(problem, seed);
        cvn_construct(s);
        stir(s, 200);
        cvn_tally before = s->state->total;
        changed += cvn_be_fair(s);
        assert_true(cvn_tally_equal(&before, &s->state->total));
        assert_true(cvn_state_sound(s->state));
        cvn_search_free(s);
        cvn_problem_free(problem);
        cvn_conference_free(conference);
    }
    assert_true(changed > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_offered_more_is_not_left_over), cmocka_unit_test(costs_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
