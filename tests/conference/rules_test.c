/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_each(void **state)
{
    (void)state;
    cvn_conference *c =
        read_patched("/rules", "[{\"rule\": \"at_most\", \"count\": 2, \"same\": \"institution\"},"
                               "{\"rule\": \"at_least\", \"count\": 0, \"where\": {\"level\": \"x\", \"n\": [1, \"1\"]}, \"weight\": 0},"
                               "{\"rule\": \"distinct\", \"count\": 3, \"of\": \"country\", \"among\": \"members\"},"
                               "{\"rule\": \"spread\", \"over\": \"country\", \"weight\": 3},"
                               "{\"rule\": \"shared\", \"over\": \"languages\", \"among\": \"leaders\", \"weight\": 1},"
                               "{\"rule\": \"apart\", \"who\": [\"p2\", \"p1\"], \"among\": \"all\"},"
                               "{\"rule\": \"together\", \"who\": [\"p1\"], \"weight\": 7},"
                               "{\"rule\": \"pairs\", \"pairs\": [[\"p2\", \"p1\", -5], [\"p1\", \"p2\", 1000000000]], \"among\": \"members\"},"
                               "{\"rule\": \"in\", \"who\": [\"p1\"], \"group\": \"g3\"},"
                               "{\"rule\": \"fix\", \"groups\": [\"g1\", \"g2\"]}]");
    static const struct {
        bool hard;
        int64_t weight;
        cvn_among among;
        uint32_t count, who, pairs, groups;
    } rows[] = {
        [CVN_RULE_AT_MOST] = {true, 0, CVN_AMONG_ALL, 2, 0, 0, 0},      [CVN_RULE_AT_LEAST] = {false, 0, CVN_AMONG_ALL, 0, 0, 0, 0},
        [CVN_RULE_DISTINCT] = {true, 0, CVN_AMONG_MEMBERS, 3, 0, 0, 0}, [CVN_RULE_SPREAD] = {false, 3, CVN_AMONG_ALL, 0, 0, 0, 0},
        [CVN_RULE_SHARED] = {false, 1, CVN_AMONG_LEADERS, 0, 0, 0, 0},  [CVN_RULE_APART] = {true, 0, CVN_AMONG_ALL, 0, 2, 0, 0},
        [CVN_RULE_TOGETHER] = {false, 7, CVN_AMONG_ALL, 0, 1, 0, 0},    [CVN_RULE_PAIRS] = {false, 1, CVN_AMONG_MEMBERS, 0, 0, 2, 0},
        [CVN_RULE_IN] = {true, 0, CVN_AMONG_ALL, 0, 1, 0, 1},           [CVN_RULE_FIX] = {true, 0, CVN_AMONG_ALL, 0, 0, 0, 2},
    };
    assert_int_equal(c->rule_count, CVN_COUNT(rows));
    for (uint32_t i = 0; i < CVN_COUNT(rows); i++) {
        const cvn_rule *r = &c->rules[i];
        assert_int_equal(r->kind, i);
        assert_int_equal(r->hard, rows[i].hard);
        assert_int_equal(r->weight, rows[i].weight);
        assert_int_equal(r->among, rows[i].among);
        assert_int_equal(r->count, rows[i].count);
        assert_int_equal(r->who_count, rows[i].who);
        assert_int_equal(r->pair_count, rows[i].pairs);
        assert_int_equal(r->group_count, rows[i].groups);
    }
    assert_string_equal(c->attribute_names[c->rules[CVN_RULE_AT_MOST].attribute], "institution");
    assert_string_equal(c->attribute_names[c->rules[CVN_RULE_DISTINCT].attribute], "country");
    assert_int_equal(c->rules[CVN_RULE_SPREAD].attribute, c->rules[CVN_RULE_DISTINCT].attribute);
    assert_int_equal(c->rules[CVN_RULE_AT_LEAST].where.count, 2);
    assert_true(c->rules[CVN_RULE_APART].who[0] == 0 && c->rules[CVN_RULE_APART].who[1] == 1);
    assert_true(c->rules[CVN_RULE_PAIRS].pairs[0].a == 1 && c->rules[CVN_RULE_PAIRS].pairs[0].weight == -5);
    assert_string_equal(c->rules[CVN_RULE_FIX].groups[1], "g2");
    cvn_conference_free(c);
}

#define RULE(text) "/rules", "[{\"rule\": " text "}]"
#define R          "/rules/0"

static void test_mistakes(void **state)
{
    (void)state;
    static const mistake mistakes[] = {
        {"/rules", "{}", "/rules: expected a list, not an object"},
        {"/rules/0", "\"apart\"", R ": expected an object such as {\"rule\": \"at_most\", …}, not \"apart\""},
        {"/rules/0", "{}", R "/rule: is missing"},
        {RULE("\"atmost\", \"count\": 1"), R "/rule: \"atmost\" is not known here; did you mean \"at_most\"?"},
        {RULE("\"at_most\", \"count\": -1, \"same\": \"a\""), R "/count: expected a whole number from 0 to 200000, not -1"},
        {RULE("\"at_most\", \"count\": 1"), R "/same: is missing"},
        {RULE("\"at_most\", \"same\": \"a\""), R "/count: is missing"},
        {RULE("\"at_most\", \"count\": 1, \"same\": [\"a\"]"), R "/same: expected text, not a list"},
        {RULE("\"at_most\", \"count\": 1, \"same\": \"a\", \"weight\": -3"), R "/weight: expected a whole number from 0 to 1000000, not -3"},
        {RULE("\"at_most\", \"count\": 1, \"same\": \"a\", \"weight\": 1.5"), R "/weight: expected a whole number from 0 to 1000000, not 1.5"},
        {RULE("\"at_most\", \"count\": 1, \"same\": \"a\", \"amongst\": \"all\""),
         R "/amongst: unknown key \"amongst\"; did you mean \"among\"?"},
        {RULE("\"at_most\", \"count\": 1, \"same\": \"a\", \"among\": \"everybody\""),
         R "/among: \"everybody\" is not known here: known are \"all\", \"members\" and \"leaders\""},
        {RULE("\"at_least\", \"count\": 1"), R "/where: is missing"},
        {RULE("\"at_least\", \"count\": 1, \"where\": \"x\""),
         R "/where: expected an object such as {\"level\": [\"experienced\", \"recent\"]}, not \"x\""},
        {RULE("\"at_least\", \"count\": 1, \"where\": {\"level\": null}"),
         R "/where/level: matches nobody: expected a value, or a list of values any of which matches"},
        {RULE("\"at_least\", \"count\": 1, \"where\": {\"level\": {}}"), R "/where/level: expected text or a whole number, not an object"},
        {RULE("\"distinct\", \"count\": 1, \"over\": \"a\""),
         R "/over: unknown key \"over\": known are \"rule\", \"weight\", \"count\", \"of\" and \"among\"\n" R "/of: is missing"},
        {RULE("\"spread\", \"over\": \"a\""), R "/weight: is missing: spread always costs, so it needs a weight"},
        {RULE("\"shared\""), R "/over: is missing"},
        {RULE("\"apart\", \"who\": []"), R "/who: names nobody: expected at least one id of a participant"},
        {RULE("\"apart\""), R "/who: is missing"},
        {RULE("\"apart\", \"who\": [\"p1\", \"p22\", 7, \"zzzz\"]"), R "/who/1: nobody has the id \"p22\"; did you mean \"p2\"?\n" R
                                                                       "/who/2: expected text, not 7\n" R "/who/3: nobody has the id \"zzzz\""},
        {RULE("\"apart\", \"who\": [\"p1\", \"p2\", \"p1\"]"), R "/who: \"p1\" stands twice: keep one"},
        {RULE("\"together\", \"who\": [\"p1\", \"p2\"], \"among\": \"members\""),
         R "/among: unknown key \"among\": known are \"rule\", \"weight\" and \"who\""},
        {RULE("\"pairs\", \"pairs\": []"), R "/pairs: names nobody: expected at least one pair, such as [\"p1\", \"p2\", 5]"},
        {RULE("\"pairs\", \"pairs\": [[\"p1\", \"p2\"], [\"p1\", \"p1\", 1], [\"p1\", \"p3\", 0.5], [\"p1\", \"p2\", 1000000001]]"),
         R "/pairs/0: expected two ids and a number, such as [\"p1\", \"p2\", 5]\n" R
           "/pairs/1/1: \"p1\" is paired with themselves: expected two people\n" R
           "/pairs/2/1: nobody has the id \"p3\"; did you mean \"p1\"?\n" R
           "/pairs/2/2: expected a whole number from -1000000000 to 1000000000, not 0.5\n" R
           "/pairs/3/2: expected a whole number from -1000000000 to 1000000000, not 1000000001"},
        {RULE("\"pairs\", \"pairs\": [[\"p1\", \"p2\", 1]], \"weight\": 2"), R "/weight: does not go with pairs: each pair has its own number"},
        {RULE("\"in\", \"who\": [\"p1\"]"), R "/group: is missing"},
        {RULE("\"in\", \"who\": [], \"group\": \"\""),
         R "/who: names nobody: expected at least one id of a participant\n" R "/group: is empty: expected an id, such as \"p017\""},
        {RULE("\"fix\", \"groups\": []"), R "/groups: names nobody: expected at least one id of a group of the baseline"},
        {RULE("\"fix\", \"groups\": [\"g1\", \"g1\"]"), R "/groups/1: \"g1\" stands twice: keep one"},
        {RULE("\"fix\", \"groups\": [\"g1\"], \"weight\": 1"), R "/weight: does not go with fix: it must hold, so leave the weight out"},
    };
    expect_mistakes(mistakes, CVN_COUNT(mistakes));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each), cmocka_unit_test(test_mistakes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
