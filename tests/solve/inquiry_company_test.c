/* SPDX-License-Identifier: Apache-2.0 */
/** Whom somebody could be in a group with: as many as counting pairs by hand says, and never fewer than a group of theirs holds. */
#include "groups.h"
#include "quoted.h"
#include "solve/inquiry.h"

#define ATTENDS(id, days, more)                                                                                                                \
    "{'id': '" id "', 'timezone': 'UTC', 'availability': [{'weekly': [" days "], 'from': '18:00', 'to': '19:00'}]" more "}"
#define SESSIONS(count, attend)                                                                                                                \
    "'count': " count ", 'attend': " attend ", 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 60"
#define TYPE "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': 2}}]"

static const struct {
    const char *name, *sessions, *more, *people;
    uint32_t except, free, let, rule;
} rows[] = {
    {"all starts are theirs too", SESSIONS("2", "2"), TYPE, ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO', 'TU'", ""), CVN_NONE, 1, 1,
     CVN_NONE},
    {"one Monday is not enough for two sessions", SESSIONS("2", "2"), TYPE,
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", ", 'unavailable': [{'date': '2027-03-01', 'from': '00:00', 'to': '24:00'}]"), CVN_NONE,
     0, 0, CVN_NONE},
    {"one in common is enough where two of three are asked for", SESSIONS("3", "2"), TYPE,
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", ", 'unavailable': [{'date': '2027-03-01', 'from': '00:00', 'to': '24:00'}]"), CVN_NONE,
     1, 1, CVN_NONE},
    {"none need be where one of two is", SESSIONS("2", "1"), TYPE, ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'TU'", ""), CVN_NONE, 1, 1,
     CVN_NONE},
    {"leaders are no members", SESSIONS("1", "1"), TYPE, ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", ", 'roles': ['leader']"), CVN_NONE,
     0, 0, CVN_NONE},
    {"kept apart", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'apart', 'who': ['b', 'c']}, {'rule': 'apart', 'who': ['a', 'b']}]",
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", "") "," ATTENDS("c", "'MO'", ""), CVN_NONE, 2, 1, 1},
    {"but for that rule", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'apart', 'who': ['b', 'c']}, {'rule': 'apart', 'who': ['a', 'b']}]",
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", "") "," ATTENDS("c", "'MO'", ""), 1, 2, 2, CVN_NONE},
    {"apart as leaders alone, or by a weight", SESSIONS("1", "1"),
     TYPE ", 'rules': [{'rule': 'apart', 'who': ['a', 'b'], 'among': 'leaders'}, {'rule': 'apart', 'who': ['a', 'b'], 'weight': 3}]",
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", ""), CVN_NONE, 1, 1, CVN_NONE},
    {"apart as members", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'apart', 'who': ['a', 'b'], 'among': 'members'}]",
     ATTENDS("a", "'MO'", "") "," ATTENDS("b", "'MO'", ""), CVN_NONE, 1, 0, 0},
    {"one of a country", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'at_most', 'count': 1, 'same': 'country'}]",
     ATTENDS("a", "'MO'", ", 'attributes': {'country': ['A', 'C']}") "," ATTENDS(
         "b", "'MO'", ", 'attributes': {'country': ['B', 'C']}") "," ATTENDS("c", "'MO'",
                                                                             ", 'attributes': {'country': 'B'}") "," ATTENDS("d", "'MO'", ""),
     CVN_NONE, 3, 2, 0},
    {"two of a country", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'at_most', 'count': 2, 'same': 'country'}]",
     ATTENDS("a", "'MO'", ", 'attributes': {'country': 'A'}") "," ATTENDS("b", "'MO'", ", 'attributes': {'country': 'A'}"), CVN_NONE, 1, 1,
     CVN_NONE},
    {"a language in common", SESSIONS("1", "1"), TYPE ", 'rules': [{'rule': 'shared', 'over': 'languages', 'among': 'members'}]",
     ATTENDS("a", "'MO'", ", 'attributes': {'languages': ['en', 'fr']}") "," ATTENDS(
         "b", "'MO'",
         ", 'attributes': {'languages': ['de', 'fr']}") "," ATTENDS("c", "'MO'",
                                                                    ", 'attributes': {'languages': ['de']}") "," ATTENDS("d", "'MO'", ""),
     CVN_NONE, 3, 1, 0},
    {"the rule that keeps most away", SESSIONS("1", "1"),
     TYPE ", 'rules': [{'rule': 'apart', 'who': ['a', 'b']}, {'rule': 'at_most', 'count': 1, 'same': 'country'}]",
     ATTENDS("a", "'MO'", ", 'attributes': {'country': 'A'}") "," ATTENDS("b", "'MO'", "") "," ATTENDS(
         "c", "'MO'", ", 'attributes': {'country': 'A'}") "," ATTENDS("d", "'MO'", ", 'attributes': {'country': 'A'}"),
     CVN_NONE, 3, 0, 1},
};

static void as_many_as_pairs_allow(void **context)
{
    (void)context;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_conference *conference = quoted_conference(rows[i].sessions, rows[i].more, rows[i].people);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, NULL, NULL), CVN_OK);
        cvn_inquiry q = {.p = p};
        cvn_company c = cvn_company_of(&q, 0, 0, rows[i].except);
        if (c.free != rows[i].free || c.let != rows[i].let || c.rule != rows[i].rule)
            fail_msg("%s: %u free, %u let, rule %u", rows[i].name, c.free, c.let, c.rule);
        assert_int_equal(cvn_least_others(p, 0), 1);
        cvn_problem_free(p);
        cvn_conference_free(conference);
    }
}

/* ---- of groups that stand ---- */

static uint32_t groups_seen, tight, kept;

static void no_group_is_larger(cvn_search *s)
{
    cvn_inquiry q = {.p = s->p, .state = s->state};
    for (uint32_t g = 0; g < s->state->open_count; g++) {
        const cvn_slot *slot = &s->state->slots[s->state->open[g]];
        if (slot->tally.hard)
            continue;
        for (uint32_t i = 0; i < slot->member_count; i++) {
            cvn_company c = cvn_company_of(&q, slot->members[i], slot->type, CVN_NONE);
            assert_true(c.free >= c.let && c.let >= slot->member_count - 1 && (c.free > c.let) == (c.rule != CVN_NONE));
            assert_true(slot->member_count > cvn_least_others(s->p, slot->type));
            tight += c.let < 2 * slot->member_count;
            kept += c.free > c.let;
        }
        groups_seen++;
    }
}

static void every_group_is_company(void **context)
{
    (void)context;
    each_middling_search(no_group_is_larger);
    for (uint64_t seed = 1; seed <= 24; seed++) {
        made_up shape = made_up_shapes[seed % CVN_COUNT(made_up_shapes)];
        cvn_allocation *baseline = seed % 2 ? made_up_baseline(&shape, seed) : NULL;
        shape.as_of = baseline && seed % 4 == 1 ? "2027-03-16T12:00:00Z" : NULL;
        cvn_conference *conference = make_up(&shape, seed);
        cvn_problem *p = NULL;
        assert_int_equal(cvn_problem_new(&p, conference, baseline, NULL), CVN_OK);
        cvn_search *s = cvn_search_new(p, seed);
        if (baseline)
            assert_int_equal(cvn_state_baseline(s->state, NULL), CVN_OK);
        cvn_construct(s);
        no_group_is_larger(s);
        cvn_search_free(s);
        cvn_problem_free(p);
        cvn_conference_free(conference);
        cvn_allocation_free(baseline);
    }
    assert_true(groups_seen > 60 && tight > 20 && kept > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_many_as_pairs_allow), cmocka_unit_test(every_group_is_company)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
