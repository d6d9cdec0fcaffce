/* SPDX-License-Identifier: Apache-2.0 */
/** Whole groups: where there is one way it is found; whatever comes out is allowed and costs what the programme said; it ends when it is asked to. */
#include "two_hours.h"

#include "solve/columns.h"

#include <math.h>

enum { LEFT_OVER = 5000 };

static double worth_of(const cvn_tally *t)
{
    return (double)t->cost + (double)LEFT_OVER * (double)t->upset;
}

static void the_only_way_is_found(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_columns *columns = cvn_columns_new(p, LEFT_OVER, 1);
    assert_true(cvn_columns_price_out(columns, NULL));
    assert_true(fabs(cvn_columns_value(columns) - 0) <= 1e-6);
    assert_true(cvn_columns_count(columns) >= 2);
    cvn_layout layout = {0};
    cvn_state *state = cvn_state_new(p);
    for (uint32_t dives = 0; dives < 5; dives++) {
        cvn_columns_dive(columns, NULL, &layout);
        assert_int_equal(layout.group_count, 2);
        cvn_layout_load(state, &layout);
        assert_true(cvn_state_sound(state));
        assert_int_equal(state->total.hard, 0);
        assert_int_equal(state->total.upset, 0);
        assert_int_equal(state->total.cost, 0);
    }
    cvn_state_free(state);
    cvn_layout_free(&layout);
    cvn_columns_free(columns);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** Nobody is a member twice, or of one and leads another; nobody leads more than they would, nor two at the same time; no type has too many groups. */
static void check_words(const cvn_problem *p, const cvn_layout *layout)
{
    uint32_t *seats = CVN_NEW_ARRAY(uint32_t, p->people + 1), *leads = CVN_NEW_ARRAY(uint32_t, p->people + 1);
    uint32_t *of_type = CVN_NEW_ARRAY(uint32_t, p->type_count + 1);
    cvn_arena *arena = cvn_arena_new();
    const cvn_answer_group *groups = cvn_layout_groups(layout, arena);
    for (uint32_t g = 0; g < layout->group_count; g++) {
        assert_true(++of_type[groups[g].type] <= p->types[groups[g].type].max_groups);
        for (uint32_t i = 0; i < groups[g].member_count; i++)
            seats[groups[g].members[i]]++;
        for (uint32_t i = 0; i < groups[g].leader_count; i++)
            leads[groups[g].leaders[i]]++;
        for (uint32_t k = 0; k < groups[g].count; k++)
            assert_true(groups[g].starts[k] >= p->open_from);
    }
    for (uint32_t i = 0; i < p->people; i++) {
        assert_true(seats[i] <= 1 && (!seats[i] || !leads[i]));
        assert_true(leads[i] <= p->person[i].lead_max);
    }
    cvn_arena_free(arena);
    free(seats);
    free(leads);
    free(of_type);
}

/** Has it been asked so often? Then for good. */
static bool enough(void *context)
{
    uint32_t *left = context;
    *left -= *left > 0;
    return !*left;
}

/** A programme that knows those groups alone is worth what they are, where nothing counts but groups and places. */
static void compare(const cvn_problem *p, const cvn_state *state, bool exactly)
{
    cvn_columns *columns = cvn_columns_new(p, LEFT_OVER, 1);
    uint32_t left = 2; /* the programme is solved, and nothing is built */
    cvn_columns_add(columns, state);
    assert_int_equal(cvn_columns_count(columns), state->open_count);
    cvn_columns_add(columns, state);
    assert_int_equal(cvn_columns_count(columns), state->open_count);
    if (state->open_count) {
        assert_false(cvn_columns_price_out(columns, &(cvn_columns_stop){enough, &left}));
        assert_true(cvn_columns_value(columns) <= worth_of(&state->total) + 1e-3);
        if (exactly)
            assert_true(fabs(cvn_columns_value(columns) - worth_of(&state->total)) <= 1e-3);
    }
    cvn_columns_free(columns);
}

static void what_comes_out_is_allowed(void **context)
{
    (void)context;
    uint32_t exact = 0, groups = 0, several = 0, seated = 0, runs = 0;
    for (uint64_t seed = 1; seed <= 42; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 2;
        shape.rules = shape.rules && seed % 3;
        shape.as_of = seed % 5 ? NULL : "2027-03-12T00:00:00Z";
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_columns *columns = cvn_columns_new(p, LEFT_OVER, seed);
        cvn_state *state = cvn_state_new(p);
        cvn_layout layout = {0};
        double all = worth_of(&state->total);
        assert_true(cvn_columns_price_out(columns, NULL));
        assert_true(cvn_columns_value(columns) <= all + 1e-6);
        for (uint32_t dives = 0; dives < 3; dives++, runs++) {
            cvn_columns_dive(columns, NULL, &layout);
            check_words(p, &layout);
            cvn_layout_load(state, &layout);
            assert_true(cvn_state_sound(state));
            cvn_tally counted = cvn_state_recount(state);
            assert_true(cvn_tally_equal(&counted, &state->total));
            assert_int_equal(state->open_count, layout.group_count);
            bool led_twice = false;
            for (uint32_t k = 0; k < state->open_count; k++)
                assert_int_equal(cvn_slot_tally(state, state->open[k]).hard, 0);
            for (uint32_t i = 0; i < p->people; i++)
                led_twice |= state->lead_count[i] > 1;
            exact += !shape.rules && !led_twice;
            several += led_twice;
            groups += layout.group_count;
            seated += state->unplaced_count < p->people / 2;
            compare(p, state, !shape.rules && !led_twice);
        }
        assert_true(cvn_columns_price_out(columns, NULL)); /* all that the dives found is known by now */
        if (!shape.rules)
            assert_true(cvn_columns_value(columns) <= worth_of(&state->total) + 1e-3);
        cvn_layout_free(&layout);
        cvn_state_free(state);
        cvn_columns_free(columns);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    print_message("%u dives: %u groups, %u compared exactly, %u with a leader of two, %u seat more than half\n", runs, groups, exact, several,
                  seated);
    assert_true(groups > 200 && exact > 20 && several > 3 && 2 * seated > runs);
}

/** Asked at any moment, prices and dives end; whatever is known by then is used. */
static void it_stops_when_it_is_asked_to(void **context)
{
    (void)context;
    cvn_conference *conference = hand_made_conference(&two_hours);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_state *state = cvn_state_new(p);
    uint32_t some = 0, none = 0;
    for (uint32_t looks = 0; looks < 4000; looks += 1 + looks / 4) {
        cvn_columns *columns = cvn_columns_new(p, LEFT_OVER, 1);
        cvn_layout layout = {0};
        uint32_t left = looks;
        bool ended = cvn_columns_price_out(columns, &(cvn_columns_stop){enough, &left});
        assert_true(looks > 1 || !ended);
        left = 0;
        cvn_columns_dive(columns, &(cvn_columns_stop){enough, &left}, &layout);
        check_words(p, &layout);
        cvn_layout_load(state, &layout);
        for (uint32_t k = 0; k < state->open_count; k++)
            assert_int_equal(cvn_slot_tally(state, state->open[k]).hard, 0);
        some += layout.group_count > 0;
        none += layout.group_count == 0;
        cvn_layout_free(&layout);
        cvn_columns_free(columns);
    }
    print_message("%u with groups, %u without\n", some, none);
    assert_true(some > 3 && none > 0);
    cvn_state_free(state);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** Where nobody can be anywhere, or nobody is there, nothing comes out. */
static void nothing_comes_of_nothing(void **context)
{
    (void)context;
    cvn_columns_free(NULL);
    made_up nobody = {.people = 0};
    cvn_conference *conference = make_up(&nobody, 1);
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    cvn_columns *columns = cvn_columns_new(p, LEFT_OVER, 1);
    cvn_layout layout = {0};
    assert_true(cvn_columns_price_out(columns, NULL));
    cvn_columns_dive(columns, NULL, &layout);
    assert_int_equal(layout.group_count, 0);
    cvn_layout_free(&layout);
    cvn_columns_free(columns);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_only_way_is_found), cmocka_unit_test(what_comes_out_is_allowed),
                                       cmocka_unit_test(it_stops_when_it_is_asked_to), cmocka_unit_test(nothing_comes_of_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
