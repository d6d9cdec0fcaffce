/* SPDX-License-Identifier: Apache-2.0 */
/** Layouts that are kept, and children of two: everything that stands is allowed, and what each does well by itself comes together. */
#include "searches.h"
#include "solve/pool.h"

/** Eight people in pairs at one hour; whoever stands with another of their four than their own partner costs ten, in both pairs. */
static const char *const eight =
    "{\"format\": \"conference/1\", \"id\": \"e\", \"title\": \"E\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", \"email\": "
    "\"o@example.org\"}, \"sessions\": {\"count\": 1, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-01\", \"grid_minutes\": "
    "60}, "
    "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 2, \"max\": 2}}], \"rules\": [{\"rule\": \"pairs\", \"pairs\": "
    "[[\"p0\", "
    "\"p2\", 10], [\"p1\", \"p3\", 10], [\"p4\", \"p6\", 10], [\"p5\", \"p7\", 10]]}], \"participants\": [";

static cvn_problem *problem_of_eight(cvn_conference **conference)
{
    cvn_buffer b = {0};
    cvn_problem *p = NULL;
    cvn_buffer_text(&b, eight);
    for (uint32_t i = 0; i < 8; i++)
        cvn_buffer_printf(
            &b,
            "%s{\"id\": \"p%u\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"MO\"], \"from\": \"12:00\", \"to\": \"13:00\"}]}",
            i ? ", " : "", i);
    cvn_buffer_text(&b, "]}");
    assert_int_equal(cvn_conference_parse(conference, b.text, b.length, "eight", NULL, NULL), CVN_OK);
    cvn_buffer_free(&b);
    assert_int_equal(cvn_problem_new(&p, *conference, NULL, NULL), CVN_OK);
    return p;
}

/** Makes the state stand with these pairs, each at the only hour. */
static void pair_up(cvn_search *s, const uint32_t pairs[][2], uint32_t count)
{
    const uint32_t one = 0;
    cvn_common_starts(s, &one, 1);
    uint32_t at[] = {0};
    while (!cvn_bit(s->start_row, at[0]))
        at[0]++;
    cvn_state_clear(s->state);
    cvn_trial_begin(s->state);
    for (uint32_t g = 0; g < count; g++) {
        uint32_t slot = cvn_open(s->state, 0, CVN_NONE);
        cvn_set_times(s->state, slot, at, 1, 0);
        cvn_put(s, pairs[g][0], slot);
        cvn_put(s, pairs[g][1], slot);
    }
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
}

static const uint32_t first_good[][2] = {{0, 1}, {2, 3}, {4, 6}, {5, 7}}, last_good[][2] = {{0, 2}, {1, 3}, {4, 5}, {6, 7}},
                      none_good[][2] = {{0, 2}, {1, 3}, {4, 6}, {5, 7}}, all_good[][2] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}};

static void what_each_does_well_comes_together(void **context)
{
    (void)context;
    cvn_conference *conference = NULL;
    cvn_problem *p = problem_of_eight(&conference);
    cvn_search *s = cvn_search_new(p, 1);
    cvn_pool *pool = cvn_pool_new(p, 2);
    uint32_t both = 0;
    pair_up(s, first_good, 4);
    assert_int_equal(s->state->total.cost, 20);
    assert_true(cvn_pool_add(pool, s->state));
    pair_up(s, last_good, 3); /* two are left over: another score, or it would not join */
    assert_true(cvn_pool_add(pool, s->state));
    for (uint32_t k = 0; k < 60; k++) {
        s->price = (cvn_price){.hard = 1000, .lost = 1000, .upset = 1000};
        cvn_pool_child(pool, s);
        assert_true(cvn_state_sound(s->state));
        assert_int_equal(s->state->total.hard, 0);
        assert_true(s->state->total.cost == 0 || s->state->total.cost == 20);
        both += s->state->total.cost == 0 && s->state->unplaced_count == 0;
    }
    assert_true(both > 10 && both < 60);
    cvn_pool_free(pool);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** The pool holds the best that were shown to it, none twice, and none that is no answer. */
static void the_best_are_kept(void **context)
{
    (void)context;
    cvn_conference *conference = NULL;
    cvn_problem *p = problem_of_eight(&conference);
    cvn_search *s = cvn_search_new(p, 1);
    cvn_pool *pool = cvn_pool_new(p, 2);
    pair_up(s, none_good, 4);
    assert_int_equal(s->state->total.cost, 40);
    assert_true(cvn_pool_add(pool, s->state));
    assert_false(cvn_pool_full(pool));
    assert_false(cvn_pool_add(pool, s->state));
    pair_up(s, all_good, 3);
    assert_true(cvn_pool_add(pool, s->state)); /* two left over: the worst */
    assert_true(cvn_pool_full(pool));
    pair_up(s, first_good, 4);
    assert_true(cvn_pool_add(pool, s->state));
    pair_up(s, all_good, 3);
    assert_false(cvn_pool_add(pool, s->state));
    pair_up(s, none_good, 4);
    assert_false(cvn_pool_add(pool, s->state)); /* still there */
    pair_up(s, all_good, 4);
    cvn_trial_begin(s->state);
    cvn_take(s, 7);
    cvn_trial_settle(s->state);
    cvn_trial_keep(s->state);
    assert_true(s->state->total.hard > 0);
    assert_false(cvn_pool_add(pool, s->state)); /* a group of one */
    pair_up(s, all_good, 4);
    assert_true(cvn_pool_add(pool, s->state));
    pair_up(s, none_good, 4);
    assert_false(cvn_pool_add(pool, s->state)); /* it had to go, and is worse than both */
    cvn_pool_free(pool);
    cvn_search_free(s);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

/** With every rule and pattern: whatever two come together, what stands then is allowed, and hardly ever lacks anything. */
static void children_are_allowed(void **context)
{
    (void)context;
    uint32_t grown = 0, whole = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        cvn_conference *conference = make_up(&made_up_shapes[seed % CVN_COUNT(made_up_shapes)], seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        cvn_pool *pool = cvn_pool_new(p, 3);
        cvn_construct(s);
        for (uint32_t k = 0; k < 30 && !cvn_pool_full(pool); k++) {
            stir(s, 300);
            cvn_mend(s);
            cvn_pool_add(pool, s->state);
        }
        for (uint32_t k = 0; k < 10 && cvn_pool_full(pool); k++, grown++) {
            cvn_pool_child(pool, s);
            assert_true(cvn_state_sound(s->state));
            whole += !s->state->total.hard;
        }
        cvn_pool_free(pool);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    assert_true(grown >= 100);
    assert_true(whole > grown * 3 / 4); /* a set that must be together may be torn, until a cycle mends it */
    print_message("%u of %u children lack nothing\n", whole, grown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_each_does_well_comes_together),
        cmocka_unit_test(the_best_are_kept),
        cmocka_unit_test(children_are_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
