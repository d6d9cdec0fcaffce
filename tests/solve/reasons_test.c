/* SPDX-License-Identifier: Apache-2.0 */
/* Each reason and each help, on one small conference: two Mondays of March 2027 at 18:00, a leader and up to three members who can. */
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include "quoted.h"
#include "solve/solve.h"

#define MONDAYS  "[{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"20:00\"}]"
#define TUESDAYS "[{\"weekly\": [\"TU\"], \"from\": \"18:00\", \"to\": \"20:00\"}]"

static const char head[] =
    "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"C\", \"timezone\": \"UTC\", \"organizer\": {\"name\": \"O\", \"email\": "
    "\"o@example.org\"},"
    "\"sessions\": {\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-14\", \"grid_minutes\": 60, \"gap_days\": "
    "{\"min\": 7}},"
    "\"group_types\": [{\"id\": \"t\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": 3}, \"leaders\": {\"min\": 1, \"max\": 1}}],";
static const char group[] =
    "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [{\"id\": \"g1\", \"type\": \"t\", "
    "\"sessions\": [\"2027-03-01T18:00:00Z\", \"2027-03-08T18:00:00Z\"], \"leaders\": [\"l\"], \"members\": [%s]}], \"unplaced\": []}";

static void person(cvn_buffer *out, const char *id, const char *role, const char *availability, const char *more)
{
    cvn_buffer_printf(out,
                      ", {\"id\": \"%s\", \"name\": \"Person %s\", \"email\": \"%s@example.org\", \"timezone\": \"UTC\", \"roles\": [\"%s\"], "
                      "\"availability\": "
                      "%s%s}",
                      id, id, id, role, availability, more);
}

/** A conference of the leader l and the members a, b and c on Mondays, and x as given; more: further people; rules: a JSON list. */
static cvn_conference *conference(const char *x, const char *more_people, const char *rules)
{
    cvn_buffer people = {0};
    person(&people, "l", "leader", MONDAYS, "");
    person(&people, "a", "member", MONDAYS, ", \"attributes\": {\"country\": \"DK\"}");
    person(&people, "b", "member", MONDAYS, "");
    person(&people, "c", "member", MONDAYS, ", \"status\": \"waiting\"");
    person(&people, "x", "member", x, ", \"attributes\": {\"country\": \"DK\"}");
    cvn_buffer text = {0};
    cvn_buffer_printf(&text, "%s\"rules\": %s, \"participants\": [%s%s]}", head, rules, people.text + 1, more_people);
    cvn_conference *c = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&c, text.text, text.length, "c.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    cvn_buffer_free(&people);
    cvn_buffer_free(&text);
    return c;
}

static cvn_allocation *allocation(const char *members)
{
    cvn_buffer text = {0};
    cvn_buffer_printf(&text, group, members);
    cvn_allocation *a = NULL;
    assert_int_equal(cvn_allocation_parse(&a, text.text, text.length, "a.json", NULL), CVN_OK);
    cvn_buffer_free(&text);
    return a;
}

typedef struct expected {
    const char *name, *x, *more_people, *rules, *members;
    cvn_reason_kind kind;
    uint32_t have, need;
    cvn_help_kind help;
    uint32_t minutes;
    const char *says; /* a part of explain's text */
} expected;

#define LEADER_WE                                                                                                                              \
    ", {\"id\": \"w\", \"timezone\": \"UTC\", \"roles\": [\"leader\"], \"availability\": [{\"weekly\": [\"WE\"], \"from\": \"18:00\", "        \
    "\"to\": \"19:00\"}]}"
#define MEMBER_TU ", {\"id\": \"y\", \"timezone\": \"UTC\", \"availability\": " TUESDAYS "}"

static const expected cases[] = {
    {"no hours at all", "[]", "", "[]", "\"a\", \"b\"", CVN_REASON_NO_HOURS, 0, 2, CVN_HELP_HOURS, 120, "room for 0 sessions"},
    {"one of two sessions", "[{\"date\": \"2027-03-08\", \"from\": \"18:00\", \"to\": \"19:00\"}]", "", "[]", "\"a\", \"b\"",
     CVN_REASON_NO_HOURS, 1, 2, CVN_HELP_HOURS, 60, "room for 1 session of"},
    {"two starts too near to each other", "[{\"date\": \"2027-03-08\", \"from\": \"18:00\", \"to\": \"20:00\"}]", "", "[]", "\"a\", \"b\"",
     CVN_REASON_NO_HOURS, 1, 2, CVN_HELP_HOURS, 60, "2 are asked for"},
    {"nobody leads on Tuesdays", TUESDAYS, "", "[]", "\"a\", \"b\"", CVN_REASON_NO_LEADER, 0, 2, CVN_HELP_HOURS, 120, "nobody who may lead"},
    {"a leader and nobody else on Wednesdays", "[{\"weekly\": [\"WE\"], \"from\": \"18:00\", \"to\": \"19:00\"}]", LEADER_WE, "[]",
     "\"a\", \"b\"", CVN_REASON_TOO_FEW, 0, 1, CVN_HELP_HOURS, 120, "at most 0 at each session of a group, and 1 are needed; most at Wed"},
    {"an hour too late", "[{\"weekly\": [\"MO\"], \"from\": \"19:00\", \"to\": \"20:00\"}]", "", "[]", "\"a\", \"b\"", CVN_REASON_SUM, 0, 0,
     CVN_HELP_HOURS, 120, "120 minutes more in all, so that they can come to group g1 (first at Mon, 1 Mar 2027 18:00 UTC)"},
    {"apart from somebody there", MONDAYS, "", "[{\"rule\": \"apart\", \"who\": [\"a\", \"x\"]}]", "\"a\", \"b\"", CVN_REASON_RULE, 0, 0,
     CVN_HELP_RULE, 0, "rule 0, apart; it names Person a"},
    {"one of a country is enough", MONDAYS, "", "[{\"rule\": \"at_most\", \"count\": 1, \"same\": \"country\"}]", "\"a\", \"b\"",
     CVN_REASON_RULE, 0, 0, CVN_HELP_RULE, 0, "rule 0, at_most"},
    {"a weighted rule keeps nobody out", MONDAYS, "", "[{\"rule\": \"apart\", \"who\": [\"a\", \"x\"], \"weight\": 9}]", "\"a\", \"b\"",
     CVN_REASON_SUM, 0, 0, CVN_HELP_SEAT, 0, "a seat in group g1"},
};

static void each_reason_with_its_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        const expected *e = &cases[i];
        cvn_conference *c = conference(e->x, e->more_people, e->rules);
        cvn_allocation *a = allocation(e->members);
        static const char *const ids[] = {"x"};
        cvn_reasons *reasons;
        assert_int_equal(cvn_reasons_new(&reasons, c, a, NULL, ids, 1, NULL), CVN_OK);
        assert_int_equal(reasons->count, 1);
        const cvn_reason *r = &reasons->reasons[0];
        char *text;
        assert_int_equal(cvn_explain(&text, c, a, NULL, ids, 1, CVN_TEXT, NULL), CVN_OK);
        if (r->kind != e->kind || r->help != e->help || r->help_minutes != e->minutes || !strstr(text, e->says))
            fail_msg("%s: reason %d, help %d, %u minutes: %s", e->name, (int)r->kind, (int)r->help, r->help_minutes, text);
        if (e->kind != CVN_REASON_RULE && e->kind != CVN_REASON_SUM && (r->have != e->have || r->need != e->need))
            fail_msg("%s: have %u, need %u", e->name, r->have, r->need);
        free(text);
        cvn_reasons_free(reasons);
        cvn_allocation_free(a);
        cvn_conference_free(c);
    }
}

static void a_full_group_lacks_a_seat(void **state)
{
    (void)state;
    cvn_conference *c = conference(MONDAYS, ", {\"id\": \"d\", \"timezone\": \"UTC\", \"availability\": " MONDAYS "}", "[]");
    cvn_allocation *a = allocation("\"a\", \"b\", \"d\"");
    cvn_reasons *reasons;
    assert_int_equal(cvn_reasons_new(&reasons, c, a, NULL, NULL, 0, NULL), CVN_OK);
    assert_int_equal(reasons->count, 1); /* c only waits */
    assert_int_equal(reasons->reasons[0].kind, CVN_REASON_SUM);
    assert_int_equal(reasons->reasons[0].help, CVN_HELP_SEAT);
    assert_int_equal(reasons->reasons[0].help_group, 0);
    cvn_reasons_free(reasons);
    cvn_allocation_free(a);
    cvn_conference_free(c);
}

/* Two people left over who share their Tuesdays: a leader for them helps, unless a rule would keep the two apart. */
static void a_leader_for_people_left_over(void **state)
{
    (void)state;
    static const char *const rules[] = {"[]", "[{\"rule\": \"apart\", \"who\": [\"x\", \"y\"]}]"};
    for (size_t i = 0; i < 2; i++) {
        cvn_conference *c = conference("[{\"weekly\": [\"TU\"], \"from\": \"18:00\", \"to\": \"19:00\"}]", MEMBER_TU, rules[i]);
        cvn_allocation *a = allocation("\"a\", \"b\"");
        static const char *const ids[] = {"x"};
        cvn_reasons *reasons;
        assert_int_equal(cvn_reasons_new(&reasons, c, a, NULL, ids, 1, NULL), CVN_OK);
        const cvn_reason *r = &reasons->reasons[0];
        assert_int_equal(r->kind, CVN_REASON_NO_LEADER);
        /* 120 minutes to come on Mondays would do too, and is asked of the person first */
        assert_int_equal(r->help, CVN_HELP_HOURS);
        cvn_reasons_free(reasons);
        cvn_allocation_free(a);
        a = NULL;
        char text[] = "{\"format\": \"allocation/1\", \"conference\": \"c\", \"groups\": [], \"unplaced\": []}"; /* nothing to join */
        assert_int_equal(cvn_allocation_parse(&a, text, strlen(text), "a.json", NULL), CVN_OK);
        assert_int_equal(cvn_reasons_new(&reasons, c, a, NULL, ids, 1, NULL), CVN_OK);
        r = &reasons->reasons[0];
        assert_int_equal(r->help, i == 0 ? CVN_HELP_LEADER : CVN_HELP_NONE);
        if (i == 0)
            assert_int_equal(r->help_start.min * 60, 1804010400); /* 2027-03-02T18:00Z */
        cvn_reasons_free(reasons);
        cvn_allocation_free(a);
        cvn_conference_free(c);
    }
}

/* ---- what would be no proof ---- */

#define ATTENDS(id, when) "{'id': '" id "', 'timezone': 'UTC', 'availability': [" when "], 'attributes': {'language': '" id "'}}"
#define MONDAY            "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}"
#define ON(day)           "{'date': '2027-03-" day "', 'from': '18:00', 'to': '19:00'}"
#define GROUP(members)                                                                                                                         \
    "{'id': 'g1', 'type': 't', 'sessions': ['2027-03-01T18:00:00Z', '2027-03-08T18:00:00Z'], 'leaders': [], 'members': [" members "]}"
#define WEEKS(count)                                                                                                                           \
    "'count': " count ", 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-28', 'grid_minutes': 60, 'gap_days': {'min': 7, 'max': 7}"
#define SIZES "'group_types': [{'id': 't', 'size': {'min': 3, 'ideal': 3, 'max': 4, 'keep': 2}}]"

static const struct {
    const char *name, *sessions, *more, *people, *baseline, *groups;
    cvn_reason_kind kind;
    uint32_t have, need, with;
    bool proved;
} weighed[] = {
    {"three are the least of a new group", WEEKS("2"), SIZES, ATTENDS("x", MONDAY) "," ATTENDS("a", MONDAY), NULL, "", CVN_REASON_TOO_FEW, 1, 2,
     0, false},
    {"and two of one that goes on", WEEKS("2"), SIZES, ATTENDS("x", MONDAY) "," ATTENDS("a", MONDAY), GROUP("'a', 'x'"), "", CVN_REASON_SUM, 0,
     0, 0, false},
    {"one who comes on two of four Mondays, and two on the others", WEEKS("4") ", 'attend': 2", SIZES,
     ATTENDS("x", ON("01") "," ON("08")) "," ATTENDS("a", ON("15") "," ON("22")) "," ATTENDS("b", ON("15") "," ON("22")), NULL, "",
     CVN_REASON_SUM, 0, 0, 0, false},
    {"but where three of four are asked for, two must be in common", WEEKS("4") ", 'attend': 3", SIZES,
     ATTENDS("x", ON("01") "," ON("08") "," ON("15")) "," ATTENDS("a", ON("01") "," ON("15") "," ON("22")) "," ATTENDS("b",
                                                                                                                       ON("15") "," ON("22")),
     NULL, "", CVN_REASON_TOO_FEW, 1, 2, 0, false},
    {"nobody shares a language", WEEKS("2"), SIZES ", 'rules': [{'rule': 'shared', 'over': 'language'}]",
     ATTENDS("x", MONDAY) "," ATTENDS("a", MONDAY) "," ATTENDS("b", MONDAY), NULL, "", CVN_REASON_RULE, 0, 0, 0, true},
    {"all are apart", WEEKS("2"), SIZES ", 'rules': [{'rule': 'apart', 'who': ['a', 'b', 'x']}]",
     ATTENDS("x", MONDAY) "," ATTENDS("a", MONDAY) "," ATTENDS("b", MONDAY), NULL, "", CVN_REASON_RULE, 0, 0, 2, true},
    {"apart from one of three", WEEKS("2"), SIZES ", 'rules': [{'rule': 'apart', 'who': ['a', 'x']}]",
     ATTENDS("x", MONDAY) "," ATTENDS("a", MONDAY) "," ATTENDS("b", MONDAY) "," ATTENDS("c", MONDAY), NULL, "", CVN_REASON_SUM, 0, 0, 0, false},
};

static void only_what_nobody_could_do_is_told_as_such(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(weighed); i++) {
        static const char *const ids[] = {"x"};
        cvn_conference *c = quoted_conference(weighed[i].sessions, weighed[i].more, weighed[i].people);
        cvn_allocation *a = quoted_allocation(weighed[i].groups), *b = weighed[i].baseline ? quoted_allocation(weighed[i].baseline) : NULL;
        cvn_reasons *reasons = NULL;
        assert_int_equal(cvn_reasons_new(&reasons, c, a, b, ids, 1, NULL), CVN_OK);
        const cvn_reason *r = &reasons->reasons[0];
        if (r->kind != weighed[i].kind || r->have != weighed[i].have || r->need != weighed[i].need || r->with_count != weighed[i].with ||
            r->proved != weighed[i].proved)
            fail_msg("%s: reason %d, %u of %u, with %u, proved %d", weighed[i].name, (int)r->kind, r->have, r->need, r->with_count, r->proved);
        for (uint32_t k = 0; k < r->with_count; k++)
            assert_true(r->with[k] != r->person);
        cvn_reasons_free(reasons);
        cvn_allocation_free(a);
        cvn_allocation_free(b);
        cvn_conference_free(c);
    }
}

static void tells_of_anybody_named(void **state)
{
    (void)state;
    cvn_conference *c = conference("[]", LEADER_WE, "[]");
    cvn_allocation *a = allocation("\"a\", \"b\"");
    static const char *const ids[] = {"a", "x", "w", "c", "l"};
    char *text;
    assert_int_equal(cvn_explain(&text, c, a, NULL, ids, 5, CVN_TEXT, NULL), CVN_OK);
    static const char *const parts[] = {"Person a (a), UTC: placed\n  in group g1 (t): attends 2 of 2 sessions",
                                        "Person x (x), UTC: not placed", "w (w), UTC: may only lead, and no group needs them",
                                        "Person c (c), UTC: waiting", "leads group g1"};
    const char *from = text;
    for (size_t i = 0; i < CVN_COUNT(parts); i++) {
        from = strstr(from, parts[i]);
        assert_non_null(from); /* and in the order asked for */
    }
    free(text);
    assert_int_equal(cvn_explain(&text, c, a, NULL, ids, 5, CVN_JSON, NULL), CVN_OK);
    cJSON *json = cJSON_Parse(text);
    const cJSON *people = cJSON_GetObjectItem(json, "people");
    assert_int_equal(cJSON_GetArraySize(people), 5);
    assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(people, 1), "reason")->valuestring, "no_hours");
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(cJSON_GetArrayItem(people, 1), "proved")));
    cJSON_Delete(json);
    free(text);
    static const char *const nobody[] = {"zz"};
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_explain(&text, c, a, NULL, nobody, 1, CVN_TEXT, error), CVN_E_USAGE);
    assert_non_null(strstr(cvn_error_message(error, 0), "nobody in c.json has the id \"zz\""));
    assert_int_equal(cvn_explain(&text, c, a, NULL, ids, 5, CVN_CSV, NULL), CVN_E_USAGE);
    cvn_error_free(error);
    cvn_allocation_free(a);
    cvn_conference_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_reason_with_its_numbers), cmocka_unit_test(a_full_group_lacks_a_seat),
                                       cmocka_unit_test(a_leader_for_people_left_over),
                                       cmocka_unit_test(only_what_nobody_could_do_is_told_as_such), cmocka_unit_test(tells_of_anybody_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
