/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

static const cvn_edit edits[] = {
    {"not listed", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\", \"n\"]", false, "unplaced: Di (d) is in no group, and not listed"},
    {"listed twice", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\", \"d\", \"c\", \"n\"]", false, "unplaced: Cy (c) is listed more than once"},
    {"in another order", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"n\", \"d\", \"c\"]", false, NULL},
    {"placed and listed", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\", \"d\", \"n\", \"a\"]", false,
     "unplaced: Ann (a) does not belong there: they are in a group"},
    {"a leader", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\", \"d\", \"n\", \"w\"]", false,
     "unplaced: Wim (w) does not belong there: they are not active"},
    {"a stranger", NULL, NULL, "[\"c\", \"d\", \"n\"]", "[\"c\", \"d\", \"n\", \"zz\"]", false,
     "unplaced: nobody in the conference has the id zz"},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

/** What weights that are all different make of one allocation, by hand. */
static void test_parts(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t cost;
    } expected[] = {{"burden", 0},       {"preference", 0}, {"missed", 0},
                    {"size", 7},         {"rota", 22},      {"rule 0 spread", 0 /* a and b are of two countries, t of none */},
                    {"rule 1 pairs", -3}};
    cvn_conference *conference = conference_with("/*rules*/],", "{\"rule\": \"spread\", \"over\": \"country\", \"weight\": 5}, {\"rule\": "
                                                                "\"pairs\", \"pairs\": [[\"a\", \"b\", -3], [\"a\", \"t\", 8]]}],"
                                                                "\"weights\": {\"size\": 7, \"rota\": 11}, ");
    cvn_allocation *allocation = allocation_with(NULL, NULL);
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, NULL, NULL), CVN_OK);
    assert_int_equal(verdict->part_count, CVN_COUNT(expected));
    for (uint32_t i = 0; i < verdict->part_count; i++) {
        assert_string_equal(verdict->parts[i].name, expected[i].name);
        assert_int_equal(verdict->parts[i].cost, expected[i].cost);
    }
    assert_int_equal(verdict->score.cost, 7 + 22 - 3);
    assert_int_equal(verdict->score.unplaced, 1 + 3 + 1); /* d counts three */
    assert_int_equal(verdict->placed, 5);
    assert_int_equal(verdict->unplaced, 3);
    assert_false(verdict->score.baseline);
    cvn_verdict_free(verdict);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

/** Against a baseline in which d was placed in g2, and e too: d is lost with priority 3. */
static void test_baseline(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(NULL, NULL);
    cvn_allocation *allocation = allocation_with("2027-03-16T10:00", "2027-03-16T11:00"),
                   *baseline = allocation_with("\"t\", \"e\"", "\"t\", \"e\", \"d\"");
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, baseline, NULL), CVN_OK);
    assert_true(verdict->scored);
    assert_int_equal(verdict->score.lost, 3);
    assert_int_equal(verdict->score.disruption, 1 + 1 + 2 + 4); /* t and e lose one session each; d two, and a group */
    cvn_verdict_free(verdict);
    cvn_allocation_free(baseline);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

/** Units above one: each excess, each group but one. */
static void test_units(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with_two("/*rules*/",
                                                     "{\"rule\": \"at_most\", \"count\": 0, \"same\": \"country\", \"weight\": 3},"
                                                     "{\"rule\": \"together\", \"who\": [\"a\", \"c\", \"t\", \"n\"], \"weight\": 10}",
                                                     ", \"max_groups\": 1", "");
    cvn_allocation *allocation = allocation_of("{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": ["
                                               "{\"id\": \"1\", \"type\": \"walk\", \"sessions\": [\"2027-03-08T09:00:00Z\", "
                                               "\"2027-03-15T09:00:00Z\"], \"leaders\": [], \"members\": [\"a\", \"b\"]},"
                                               "{\"id\": \"2\", \"type\": \"walk\", \"sessions\": [\"2027-03-08T09:00:00Z\", "
                                               "\"2027-03-15T09:00:00Z\"], \"leaders\": [], \"members\": [\"c\", \"e\"]},"
                                               "{\"id\": \"3\", \"type\": \"walk\", \"sessions\": [\"2027-03-08T09:00:00Z\", "
                                               "\"2027-03-15T09:00:00Z\"], \"leaders\": [], \"members\": [\"t\", \"d\"]}],"
                                               "\"unplaced\": [\"n\"]}");
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, NULL, NULL), CVN_OK);
    assert_true(verdict->scored);
    assert_string_equal(verdict->parts[4].name, "rule 0 at_most");
    assert_int_equal(verdict->parts[4].cost, 3 * (1 + 1 + 2 + 1)); /* DK and GB; DK twice, SE */
    assert_int_equal(verdict->parts[5].cost, 10 * 2);
    cvn_verdict_free(verdict);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

/** Weights at their limit stay numbers. */
static void test_saturates(void **state)
{
    (void)state;
    cvn_conference *conference = conference_with(
        "/*rules*/],",
        "], \"unsocial_hours\": {\"from\": \"00:00\", \"to\": \"24:00\"}, \"weights\": {\"unsocial\": 1000000, \"size\": 1000000}, ");
    cvn_allocation *allocation = allocation_with(NULL, NULL);
    cvn_verdict *verdict = NULL;
    assert_int_equal(cvn_verdict_new(&verdict, conference, allocation, NULL, NULL), CVN_OK);
    assert_int_equal(verdict->score.cost, 5 * INT64_C(16000000000000) + 1000000 + 2);
    cvn_verdict_free(verdict);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_parts), cmocka_unit_test(test_baseline),
                                       cmocka_unit_test(test_units), cmocka_unit_test(test_saturates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
