/* SPDX-License-Identifier: Apache-2.0 */
/** Traits: one for each value and set that can cost something, with what so many of a group cost. */
#include "hand_made.h"

#include "solve/bound_traits.h"

#define M(level)                                                                                                                               \
    {                                                                                                                                          \
        "m", ANY_HOUR, OUT, OUT, level                                                                                                         \
    }

static const struct {
    const char *rules;
    uint32_t groups, count; /* count: traits that there are */
    uint32_t least, most;   /* of the first */
    int64_t cost[4];        /* of the first, by how many */
} rows[] = {
    {"[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3}]", 1, 2, 0, 3, {0, 0, 3, 9}}, /* levels 1 and 2; nobody else holds 3 */
    {"[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3}]", 2, 1, 0, 3, {0, 0, 3, 9}}, /* two of level 2 in two groups cost nothing */
    {"[{\"rule\": \"spread\", \"over\": \"level\", \"weight\": 3}]", 3, 0, 0, 0, {0}},
    {"[{\"rule\": \"at_most\", \"count\": 1, \"same\": \"level\", \"weight\": 4}]", 1, 2, 0, 3, {0, 0, 4, 8}},
    {"[{\"rule\": \"at_most\", \"count\": 2, \"same\": \"level\"}]", 1, 1, 0, 2, {0, 0, 0}},
    {"[{\"rule\": \"at_least\", \"count\": 2, \"where\": {\"level\": 1}, \"weight\": 5}]", 9, 1, 0, 3, {10, 5, 0, 0}},
    {"[{\"rule\": \"at_least\", \"count\": 2, \"where\": {\"level\": 1}}]", 9, 1, 2, 3, {0, 0, 0, 0}},
    {"[{\"rule\": \"apart\", \"who\": [\"p0\", \"p4\", \"p5\"], \"weight\": 7}]", 1, 1, 0, 3, {0, 0, 7, 21}},
    {"[{\"rule\": \"apart\", \"who\": [\"p0\", \"p4\", \"p5\"]}]", 1, 1, 0, 1, {0, 0}},
    {"[{\"rule\": \"distinct\", \"count\": 2, \"of\": \"level\", \"weight\": 9}]", 1, 0, 0, 0, {0}},
};

static void each_rule_has_its_tables(void **context)
{
    (void)context;
    for (size_t k = 0; k < CVN_COUNT(rows); k++) {
        const hand_made m = {"traits", 2, 3, 4, 0, 0, {0}, rows[k].rules, {M(1), M(1), M(1), M(2), M(2), M(3)}};
        cvn_conference *conference = hand_made_conference(&m);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_arena *arena = cvn_arena_new();
        uint32_t count, few;
        cvn_trait *traits = cvn_traits_new(p, arena, rows[k].groups, 100, &count);
        if (count != rows[k].count)
            fail_msg("row %zu: %u traits, not %u", k, count, rows[k].count);
        if (count) {
            assert_int_equal(traits[0].least, rows[k].least);
            assert_int_equal(traits[0].most, rows[k].most);
            for (uint32_t n = traits[0].least; n <= traits[0].most; n++)
                if (traits[0].cost[n] != rows[k].cost[n])
                    fail_msg("row %zu: %u cost %lld", k, n, (long long)traits[0].cost[n]);
        }
        cvn_traits_new(p, arena, rows[k].groups, 1, &few);
        assert_int_equal(few, count ? 1 : 0);
        cvn_arena_free(arena);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_rule_has_its_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
