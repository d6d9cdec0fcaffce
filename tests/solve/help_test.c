/* SPDX-License-Identifier: Apache-2.0 */
/** The smallest change that would place somebody: a seat, few hours, a leader, many hours, or a rule; each only where it would do. */
#include "quoted.h"
#include "solve/solve.h"

#define AT(day, from, to)            "{'date': '2027-03-" day "', 'from': '" from "', 'to': '" to "'}"
#define PERSON(id, role, when, more) "{'id': '" id "', 'timezone': 'UTC', 'roles': [" role "], 'availability': [" when "]" more "}"
#define MEMBER(id, when)             PERSON(id, "'member'", when, "")
#define LEADER(id, when)             PERSON(id, "'leader'", when, "")
#define EVENINGS                     "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}"
#define TUESDAYS                     "{'weekly': ['TU'], 'from': '18:00', 'to': '19:00'}"
#define TWO                          "'count': 2, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 60, 'gap_days': {'min': 7}"
#define TYPE(max, leaders)           "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': " max "}" leaders "}]"
#define LED                          ", 'leaders': {'min': 1, 'max': 1}"
#define MEETS(id, day1, day2, hour, leaders, members)                                                                                          \
    "{'id': '" id "', 'type': 't', 'sessions': ['2027-03-" day1 "T" hour ":00:00Z', '2027-03-" day2 "T" hour ":00:00Z'], 'leaders': [" leaders \
    "], 'members': [" members "]}"
#define AB  MEMBER("a", EVENINGS) "," MEMBER("b", EVENINGS)
#define G1  MEETS("g1", "01", "08", "18", "", "'a', 'b'")
#define LG1 MEETS("g1", "01", "08", "18", "'l'", "'a', 'b'")

#define LEVEL ", 'attributes': {'level': 1}"
#define FULL(day, leads)                                                                                                                       \
    MEMBER("x", EVENINGS)                                                                                                                      \
    "," MEMBER("c", EVENINGS) "," PERSON("a", "'member'", day, LEVEL) "," PERSON("b", "'member'", day, LEVEL) "," PERSON(                      \
        "l", "'leader'", EVENINGS "," TUESDAYS, leads)
#define SHARED TYPE("2", LED) ", 'rules': [{'rule': 'shared', 'over': 'level', 'among': 'members'}]"

static const struct {
    const char *name, *sessions, *more, *people, *baseline, *groups;
    cvn_help_kind help;
    const char *group; /* NULL: none */
    uint32_t minutes;
    const char *start; /* of help; NULL: not looked at */
} rows[] = {
    /* a seat */
    {"the group is full", TWO, TYPE("2", ""), MEMBER("x", EVENINGS) "," AB, NULL, G1, CVN_HELP_SEAT, "g1", 0, NULL},
    {"a seat that a rule closes is no help", TWO, TYPE("2", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'x']}]",
     MEMBER("x", EVENINGS) "," AB, NULL, G1, CVN_HELP_NONE, NULL, 0, NULL},
    {"the second group, whose rules let them in", TWO, TYPE("2", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'x']}]",
     MEMBER("x", EVENINGS) "," AB "," MEMBER("c", EVENINGS) "," MEMBER("d", EVENINGS), NULL,
     G1 "," MEETS("g2", "01", "08", "18", "", "'c', 'd'"), CVN_HELP_SEAT, "g2", 0, NULL},
    /* hours: 60 minutes and grid of 60; from the nearest start of theirs, at most a whole session */
    {"the other Monday", TWO, TYPE("3", ""), MEMBER("x", AT("01", "18:00", "19:00")) "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 60,
     "2027-03-08T18:00:00Z"},
    {"both", TWO, TYPE("3", ""), MEMBER("x", "") "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 120, "2027-03-01T18:00:00Z"},
    {"half an hour later would be near",
     "'count': 2, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 30, 'gap_days': {'min': 7}", TYPE("3", ""),
     MEMBER("x", "{'weekly': ['MO'], 'from': '18:30', 'to': '19:30'}") "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 60, "2027-03-01T18:00:00Z"},
    {"and half an hour earlier",
     "'count': 2, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 30, 'gap_days': {'min': 7}", TYPE("3", ""),
     MEMBER("x", AT("01", "17:30", "18:30") "," AT("08", "18:00", "19:00")) "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 30, "2027-03-01T18:00:00Z"},
    {"the group that asks for less", TWO, TYPE("3", ""),
     MEMBER("x", AT("02", "18:00", "19:00")) "," AB "," MEMBER("c", TUESDAYS) "," MEMBER("d", TUESDAYS), NULL,
     G1 "," MEETS("g2", "02", "09", "18", "", "'c', 'd'"), CVN_HELP_HOURS, "g2", 60, "2027-03-09T18:00:00Z"},
    {"not the one without room", TWO, TYPE("2", ""),
     MEMBER("x", AT("02", "18:00", "19:00")) "," MEMBER("a", EVENINGS) "," MEMBER("c", TUESDAYS) "," MEMBER("d", TUESDAYS), NULL,
     MEETS("g1", "01", "08", "18", "", "'a'") "," MEETS("g2", "02", "09", "18", "", "'c', 'd'"), CVN_HELP_HOURS, "g1", 120,
     "2027-03-01T18:00:00Z"},
    {"not one that a rule closes", TWO, TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['c', 'x']}]",
     MEMBER("x", AT("02", "18:00", "19:00")) "," AB "," MEMBER("c", TUESDAYS) "," MEMBER("d", TUESDAYS), NULL,
     G1 "," MEETS("g2", "02", "09", "18", "", "'c', 'd'"), CVN_HELP_HOURS, "g1", 120, "2027-03-01T18:00:00Z"},
    {"not one of a type that is not theirs", TWO,
     "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': 3}}, {'id': 'u', 'size': {'min': 2, 'ideal': 2, 'max': 3}}]",
     PERSON("x", "'member'", "", ", 'types': ['u']") "," AB, NULL, G1, CVN_HELP_NONE, NULL, 0, NULL},
    {"one session is enough, the one that lacks least",
     "'count': 2, 'attend': 1, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 30, 'gap_days': {'min': 7}",
     TYPE("3", ""), MEMBER("x", AT("08", "18:30", "19:30")) "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 30, "2027-03-08T18:00:00Z"},
    {"of as much, the first",
     "'count': 2, 'attend': 1, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 30, 'gap_days': {'min': 7}",
     TYPE("3", ""), MEMBER("x", "") "," AB, NULL, G1, CVN_HELP_HOURS, "g1", 60, "2027-03-01T18:00:00Z"},
    {"what is held is asked for no more", TWO, "'as_of': '2027-03-03T00:00:00Z', " TYPE("3", ""), MEMBER("x", "") "," AB, G1, G1,
     CVN_HELP_HOURS, "g1", 60, "2027-03-08T18:00:00Z"},
    {"who was there before need come to less",
     "'count': 2, 'attend': 1, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-21', 'grid_minutes': 60, 'gap_days': {'min': 7}",
     "'as_of': '2027-03-03T00:00:00Z', " TYPE("2", ""), MEMBER("x", "") "," AB, MEETS("g1", "01", "08", "18", "", "'a', 'x'"), G1,
     CVN_HELP_SEAT, "g1", 0, NULL},
    /* a leader */
    {"hours up to two rather than a leader", TWO, TYPE("3", LED),
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_HOURS, "g1", 120, NULL},
    {"a leader rather than three hours",
     "'count': 3, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-21', 'grid_minutes': 60, 'gap_days': {'min': 7}", TYPE("3", LED),
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL,
     "{'id': 'g1', 'type': 't', 'sessions': ['2027-03-01T18:00:00Z', '2027-03-08T18:00:00Z', '2027-03-15T18:00:00Z'], 'leaders': ['l'], "
     "'members': ['a', 'b']}",
     CVN_HELP_LEADER, NULL, 0, "2027-03-02T18:00:00Z"},
    {"three hours where nobody else is left over",
     "'count': 3, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-21', 'grid_minutes': 60, 'gap_days': {'min': 7}", TYPE("3", LED),
     MEMBER("x", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL,
     "{'id': 'g1', 'type': 't', 'sessions': ['2027-03-01T18:00:00Z', '2027-03-08T18:00:00Z', '2027-03-15T18:00:00Z'], 'leaders': ['l'], "
     "'members': ['a', 'b']}",
     CVN_HELP_HOURS, "g1", 180, "2027-03-01T18:00:00Z"},
    {"no leader where one of a group is enough", TWO,
     "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': 2}" LED ", 'max_groups': 1}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"no leader for those whom a rule parts", TWO, TYPE("2", LED) ", 'rules': [{'rule': 'apart', 'who': ['x', 'y']}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"nor for those whom they are too many alike", TWO, TYPE("2", LED) ", 'rules': [{'rule': 'at_least', 'count': 1, 'where': {'level': 1}}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," PERSON("a", "'member'", EVENINGS, ", 'attributes': {'level': 1}") "," MEMBER(
         "b", EVENINGS) "," LEADER("l", EVENINGS),
     NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"a weight stops nobody", TWO, TYPE("2", LED) ", 'rules': [{'rule': 'at_least', 'count': 1, 'where': {'level': 1}, 'weight': 5}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," PERSON("a", "'member'", EVENINGS, ", 'attributes': {'level': 1}") "," MEMBER(
         "b", EVENINGS) "," LEADER("l", EVENINGS),
     NULL, LG1, CVN_HELP_LEADER, NULL, 0, "2027-03-02T18:00:00Z"},
    {"no leader for those who belong to others", TWO, TYPE("2", LED) ", 'rules': [{'rule': 'together', 'who': ['a', 'y']}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"nor for one who does", TWO, TYPE("2", LED) ", 'rules': [{'rule': 'together', 'who': ['a', 'x']}]",
     MEMBER("x", TUESDAYS) "," MEMBER("y", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"none left over of their type", TWO, TYPE("2", LED),
     MEMBER("x", TUESDAYS) "," AB "," LEADER("l", EVENINGS) "," PERSON("w", "'member'", TUESDAYS, ", 'status': 'waiting'"), NULL, LG1,
     CVN_HELP_NONE, NULL, 0, NULL},
    {"who shares one Tuesday of two is no company", TWO, TYPE("2", LED),
     MEMBER("x", TUESDAYS) "," MEMBER("y", AT("02", "18:00", "19:00")) "," AB "," LEADER("l", EVENINGS), NULL, LG1, CVN_HELP_NONE, NULL, 0,
     NULL},
    {"the next is", TWO, TYPE("2", LED),
     MEMBER("x", TUESDAYS) "," MEMBER("y", AT("02", "18:00", "19:00")) "," MEMBER("z", TUESDAYS) "," AB "," LEADER("l", EVENINGS), NULL, LG1,
     CVN_HELP_LEADER, NULL, 0, "2027-03-02T18:00:00Z"},
    /* a rule */
    {"a rule that is all that closes a group", TWO, TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'x']}]",
     MEMBER("x", EVENINGS) "," AB, NULL, G1, CVN_HELP_RULE, NULL, 0, NULL},
    {"one of two rules", TWO, TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'x']}, {'rule': 'apart', 'who': ['b', 'x']}]",
     MEMBER("x", EVENINGS) "," AB, NULL, G1, CVN_HELP_NONE, NULL, 0, NULL},
    {"of values and of people", TWO,
     TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['b', 'x']}, {'rule': 'at_most', 'count': 1, 'same': 'level'}]",
     PERSON("x", "'member'", EVENINGS, ", 'attributes': {'level': 1}") "," PERSON("a", "'member'", EVENINGS,
                                                                                  ", 'attributes': {'level': 1}") "," MEMBER("b", EVENINGS),
     NULL, G1, CVN_HELP_NONE, NULL, 0, NULL},
    {"a rule that keeps all apart", TWO, TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'b', 'x']}]", MEMBER("x", EVENINGS) "," AB,
     NULL, "", CVN_HELP_RULE, NULL, 0, NULL},
    {"two that do", TWO, TYPE("3", "") ", 'rules': [{'rule': 'apart', 'who': ['a', 'b', 'x']}, {'rule': 'shared', 'over': 'level'}]",
     MEMBER("x", EVENINGS) "," AB, NULL, "", CVN_HELP_NONE, NULL, 0, NULL},
    {"nobody to lead them if it did not", TWO, SHARED, FULL(TUESDAYS, ""), NULL, MEETS("g1", "02", "09", "18", "'l'", "'a', 'b'"),
     CVN_HELP_NONE, NULL, 0, NULL},
    {"nobody who can be at two places", TWO, SHARED, FULL(EVENINGS, ", 'lead_max': 2"), NULL, LG1, CVN_HELP_NONE, NULL, 0, NULL},
    {"a leader of two", TWO, SHARED, FULL(TUESDAYS, ", 'lead_max': 2"), NULL, MEETS("g1", "02", "09", "18", "'l'", "'a', 'b'"), CVN_HELP_RULE,
     NULL, 0, NULL},
    {"somebody to lead them", TWO, TYPE("3", LED) ", 'rules': [{'rule': 'shared', 'over': 'level', 'among': 'members'}]",
     MEMBER("x", EVENINGS) "," AB "," LEADER("l", EVENINGS), NULL, "", CVN_HELP_RULE, NULL, 0, NULL},
    {"who is not free then", TWO, TYPE("3", LED) ", 'rules': [{'rule': 'shared', 'over': 'level', 'among': 'members'}]",
     MEMBER("x", EVENINGS) "," AB "," LEADER("l", AT("01", "18:00", "19:00")) "," LEADER("m", AT("08", "18:00", "19:00")), NULL, "",
     CVN_HELP_NONE, NULL, 0, NULL},
};

static void what_would_do(void **state)
{
    (void)state;
    static const char *const ids[] = {"x"};
    uint32_t wrong = 0;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_conference *c = quoted_conference(rows[i].sessions, rows[i].more, rows[i].people);
        cvn_allocation *a = quoted_allocation(rows[i].groups), *b = rows[i].baseline ? quoted_allocation(rows[i].baseline) : NULL;
        cvn_reasons *reasons = NULL;
        assert_int_equal(cvn_reasons_new(&reasons, c, a, b, ids, 1, NULL), CVN_OK);
        const cvn_reason *r = &reasons->reasons[0];
        const char *group = r->help_group == CVN_NO_LIMIT ? NULL : a->groups[r->help_group].id;
        char start[CVN_INSTANT_TEXT];
        cvn_instant_text(r->help_start, start);
        if (r->help != rows[i].help || r->help_minutes != rows[i].minutes ||
            !cvn_text_equal(group ? group : "", rows[i].group ? rows[i].group : "") || (rows[i].start && strcmp(start, rows[i].start) != 0))
            wrong++, print_error("%s: reason %d, help %d, group %s, %u minutes, %s\n", rows[i].name, (int)r->kind, (int)r->help,
                                 group ? group : "-", r->help_minutes, start);
        cvn_reasons_free(reasons);
        cvn_allocation_free(a);
        cvn_allocation_free(b);
        cvn_conference_free(c);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_would_do)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
