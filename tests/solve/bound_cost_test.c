/* SPDX-License-Identifier: Apache-2.0 */
/** The bound on cost: what can be counted by hand is counted to the unit, and no search finds less. */
#include "hand_made.h"

#include "solve/bound.h"
#include "solve/bound_cost.h"

typedef struct counted {
    hand_made m;
    int64_t unplaced, least;
} counted;

#define M(level)                                                                                                                               \
    {                                                                                                                                          \
        "m", ANY_HOUR, OUT, OUT, level                                                                                                         \
    }
#define B(level)                                                                                                                               \
    {                                                                                                                                          \
        "lm", ANY_HOUR, OUT, OUT, level                                                                                                        \
    }
#define SPREAD  "[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3}]"
#define LEAST   "[{\"rule\": \"at_least\", \"count\": 2, \"where\": {\"level\": 1}, \"weight\": 5}]"
#define MOST    "[{\"rule\": \"at_most\", \"count\": 1, \"same\": \"level\", \"weight\": 4}]"
#define APART   "[{\"rule\": \"apart\", \"who\": [\"p0\", \"p1\", \"p2\"], \"weight\": 7}]"
#define PAIRS   "[{\"rule\": \"pairs\", \"pairs\": [[\"p0\", \"p1\", -5], [\"p1\", \"p2\", 3]]}]"
#define MEMBERS "[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3, \"among\": \"members\"}]"

static const counted rows[] = {
    {{"everybody in groups of three", 2, 3, 4, 0, 0, {0}, NULL, {M(1), M(1), M(1), M(1), M(1), M(1)}}, 0, 0},
    {{"five where four are ideal", 4, 4, 6, 0, 0, {0}, NULL, {M(1), M(1), M(1), M(1), M(1)}}, 0, 1},
    {{"one of the five may be left over", 4, 4, 6, 0, 0, {0}, NULL, {M(1), M(1), M(1), M(1), M(1)}}, 1, 0},
    {{"seven as three and four", 3, 3, 4, 0, 0, {0}, NULL, {M(1), M(1), M(1), M(1), M(1), M(1), M(1)}}, 0, 1},
    {{"two pairs alike", 2, 2, 2, 0, 0, {0}, SPREAD, {M(1), M(1), M(1), M(1)}}, 0, 6},
    {{"three alike and one other", 2, 2, 2, 0, 0, {0}, SPREAD, {M(1), M(1), M(1), M(2)}}, 0, 3},
    {{"two of each kind", 2, 2, 2, 0, 0, {0}, SPREAD, {M(1), M(1), M(2), M(2)}}, 0, 0},
    {{"three too few who match", 2, 2, 2, 0, 0, {0}, LEAST, {M(1), M(0), M(0), M(0)}}, 0, 15},
    {{"two too many", 2, 2, 2, 0, 0, {0}, MOST, {M(1), M(1), M(1), M(1)}}, 0, 8},
    {{"three apart, in two groups", 2, 2, 2, 0, 0, {0}, APART, {M(1), M(1), M(1), M(1)}}, 0, 7},
    {{"what pairs are worth", 2, 2, 2, 0, 0, {0}, PAIRS, {M(1), M(1), M(1), M(1)}}, 0, -5},
    {{"one leads, and is no member", 2, 2, 4, 1, 1, {0}, MEMBERS, {B(1), B(1), B(1)}}, 0, 3},
    {{"whoever leads is another", 2, 2, 4, 1, 1, {0}, MEMBERS, {B(1), B(1), B(2)}}, 0, 0},
};

static cvn_problem *problem_of(const cvn_conference *conference)
{
    cvn_problem *p = NULL;
    assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
    return p;
}

static void it_counts_what_can_be_counted(void **context)
{
    (void)context;
    for (size_t k = 0; k < CVN_COUNT(rows); k++) {
        cvn_conference *conference = hand_made_conference(&rows[k].m);
        cvn_problem *p = problem_of(conference);
        int64_t least = cvn_bound_cost(p, rows[k].unplaced, NULL);
        if (least != rows[k].least)
            fail_msg("%s: %lld, not %lld", rows[k].m.name, (long long)least, (long long)rows[k].least);
        assert_int_equal(cvn_bound_cost(p, rows[k].unplaced, NULL), least);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

static cvn_progress solve(const cvn_conference *conference)
{
    cvn_solve_options options;
    cvn_solve_options_init(&options);
    options.time_limit_s = 0;
    options.step_limit = 20000;
    cvn_progress last;
    cvn_allocation *allocation = NULL;
    assert_int_equal(cvn_solve(&allocation, conference, NULL, &options, &last, NULL), CVN_OK);
    cvn_allocation_free(allocation);
    return last;
}

/** Heard of bounds, and how often it was asked whether to go on. */
typedef struct listener {
    int64_t bound;
    uint32_t heard, asked, patience;
} listener;

static void hear(void *context, int64_t bound)
{
    listener *l = context;
    assert_true(!l->heard || bound >= l->bound);
    l->bound = bound;
    l->heard++;
}

static bool has_enough(void *context)
{
    listener *l = context;
    return l->asked++ >= l->patience;
}

static int64_t by_hours(const cvn_problem *p, int64_t unplaced, const uint64_t *out, uint32_t patience)
{
    listener l = {.patience = patience};
    int64_t bound = cvn_bound_cost_apart(p, unplaced, out, &(cvn_bound_cost_job){hear, has_enough, &l});
    assert_true(!l.heard || l.bound == bound);
    return bound;
}

static void no_search_costs_less(void **context)
{
    (void)context;
    uint32_t some = 0, best = 0, more = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        shape.wide = seed % 3 > 0;
        shape.every_rule = seed % 5 == 0;
        shape.rules = shape.rules && !shape.every_rule;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = problem_of(conference);
        cvn_progress last = solve(conference);
        uint64_t *out = CVN_NEW_ARRAY(uint64_t, p->people_words);
        cvn_bound_unplaced(p, out);
        int64_t least = cvn_bound_cost(p, last.score.unplaced, out);
        assert_true(least >= cvn_bound_cost_floor(p));
        assert_true(least <= last.score.cost);
        int64_t hours = by_hours(p, last.score.unplaced, out, 1500);
        assert_true(hours <= last.score.cost);
        more += hours > least;
        assert_true(last.cost_bound <= last.score.cost);
        assert_int_equal(last.cost_proved, last.proved && last.score.cost == last.cost_bound);
        assert_true(cvn_bound_cost(p, last.score.unplaced + 3, NULL) <= last.score.cost);
        some += least > 0;
        best += last.cost_proved && last.score.cost > 0;
        free(out);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
    print_message("a bound in %u, a better one by hours in %u, the best in %u\n", some, more, best);
    assert_true(more > 20);
    assert_true(some > 15);
}

#define AT(hours)                                                                                                                              \
    {                                                                                                                                          \
        "m", hours, OUT, OUT, 1                                                                                                                \
    }

/* Three at eight and three at sixteen, groups of four: by type alone six make one and a half. By hours each three are one too few. */
static void hours_keep_people_apart(void **context)
{
    (void)context;
    const hand_made m = {"apart", 3, 4, 4, 0, 0, {0}, NULL, {AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_16), AT(AT_16), AT(AT_16)}};
    const hand_made same = {"one hour", 3, 3, 4, 0, 0, {0}, NULL, {AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8)}};
    /* Seven are two and a third groups of three at no cost; but there are two or three. */
    const hand_made seven = {
        "a whole number", 3, 3, 4, 0, 0, {0}, NULL, {AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8), AT(AT_8)}};
    const struct {
        const hand_made *m;
        int64_t least;
    } cases[] = {{&m, 2}, {&same, 0}, {&seven, 1}};
    for (size_t k = 0; k < CVN_COUNT(cases); k++) {
        cvn_conference *conference = hand_made_conference(cases[k].m);
        cvn_problem *p = problem_of(conference);
        assert_int_equal(by_hours(p, 0, NULL, 100000), cases[k].least);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

/** One person, who can come if needed alone, to two sessions: 4, the square of both together, not 2, their squares. */
static void burdens_are_squared_together(void **context)
{
    (void)context;
    const char *text =
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", "
        "\"email\": \"o@example.org\"}, \"sessions\": {\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-14\", "
        "\"grid_minutes\": 60}, \"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 1, \"ideal\": 1, \"max\": 1}}], \"rules\": [], "
        "\"participants\": [{\"id\": \"p\", \"timezone\": \"UTC\", \"availability\": [{\"weekly\": [\"MO\", \"TH\"], \"from\": \"20:00\", "
        "\"to\": \"21:00\", \"if_needed\": true}]}]}";
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, text, strlen(text), "squares", NULL, NULL), CVN_OK);
    cvn_problem *p = problem_of(conference);
    assert_int_equal(by_hours(p, 0, NULL, 100000), 4);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

static void it_ends_when_it_is_told_to(void **context)
{
    (void)context;
    cvn_conference *conference = make_up(&made_up_shapes[0], 3);
    cvn_problem *p = problem_of(conference);
    listener l = {.patience = 3};
    cvn_bound_cost_apart(p, 2, NULL, &(cvn_bound_cost_job){hear, has_enough, &l});
    assert_true(l.asked <= 6);
    cvn_problem_free(p);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_counts_what_can_be_counted), cmocka_unit_test(no_search_costs_less),
                                       cmocka_unit_test(hours_keep_people_apart), cmocka_unit_test(burdens_are_squared_together),
                                       cmocka_unit_test(it_ends_when_it_is_told_to)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
