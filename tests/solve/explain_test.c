/* SPDX-License-Identifier: Apache-2.0 */
/** What explain says, word for word and field for field: of people without a place, with one, and of those who want none. */
#include "quoted.h"

/* Copenhagen's clock, one hour ahead of UTC until 28 March 2027. Sessions of one hour on Mondays; half past nine at night is half an hour of night. */
#define PERSON(id, more) "{'id': '" id "', 'name': 'Name of " id "', 'timezone': 'Europe/Copenhagen'" more "}"
#define CAN(when)        ", 'availability': [" when "]"
#define MONDAYS          "{'weekly': ['MO'], 'from': '18:00', 'to': '19:00'}"
#define SESSIONS                                                                                                                               \
    "'count': 3, 'attend': 2, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-21', 'grid_minutes': 30, 'gap_days': {'min': 7, 'max': 7}"
#define ALL   "'count': 2, 'minutes': 60, 'from': '2027-03-01', 'to': '2027-03-14', 'grid_minutes': 60, 'gap_days': {'min': 7, 'max': 7}"
#define TYPES "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': 3}}, {'id': 'u', 'size': {'min': 2, 'ideal': 2, 'max': 3}}]"
#define LED   "'group_types': [{'id': 't', 'size': {'min': 2, 'ideal': 2, 'max': 2}, 'leaders': {'min': 1, 'max': 1}}]"
#define GROUP(id, leaders, members)                                                                                                            \
    "{'id': '" id "', 'type': 't', 'sessions': ['2027-03-01T17:00:00Z', '2027-03-08T17:00:00Z'], 'leaders': [" leaders                         \
    "], 'members': [" members "]}"

typedef struct asked {
    const char *name, *sessions, *more, *people, *groups, *id; /* id NULL: everybody */
    const char *text, *json;                                   /* of the one person; ' for " in both */
} asked;

static const asked rows[] = {
    {"no hours", ALL, TYPES, PERSON("x", CAN("")), "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  no start fits: their hours leave room for 0 sessions of one group, and 2 are asked for\n"
     "  no single change that was tried would place them\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'no_hours','have':0,'need':2,'best':null,'proved':true,"
     "'help':{'kind':null,'group':null,'start':null,'minutes':0}}"},
    {"one session, and hours that would do", ALL, TYPES,
     PERSON("x", CAN("{'date': '2027-03-01', 'from': '18:00', 'to': '19:00'}")) "," PERSON("a", CAN(MONDAYS)) "," PERSON("b", CAN(MONDAYS)),
     GROUP("g1", "", "'a', 'b'"), "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  no start fits: their hours leave room for 1 session of one group, and 2 are asked for\n"
     "  would help: 60 minutes more in all, so that they can come to group g1 (first at Mon, 8 Mar 2027 17:00 UTC)\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'no_hours','have':1,'need':2,'best':null,'proved':true,"
     "'help':{'kind':'hours','group':'g1','start':'2027-03-08T17:00:00Z','minutes':60}}"},
    {"nobody leads, and one more would", ALL, LED, PERSON("x", CAN(MONDAYS)) "," PERSON("a", CAN(MONDAYS)), "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  nobody who may lead is free when they are: that leaves 0 sessions, and 2 are asked for\n"
     "  would help: one more leader for a new group of people left over, from Mon, 1 Mar 2027 17:00 UTC\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'no_leader','have':0,'need':2,'best':null,'proved':true,"
     "'help':{'kind':'leader','group':null,'start':'2027-03-01T17:00:00Z','minutes':0}}"},
    {"one session with a leader", ALL, LED,
     PERSON("x", CAN(MONDAYS)) "," PERSON("l", ", 'roles': ['leader']" CAN("{'date': '2027-03-08', 'from': '18:00', 'to': '19:00'}")), "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  nobody who may lead is free when they are: that leaves 1 session, and 2 are asked for\n"
     "  no single change that was tried would place them\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'no_leader','have':1,'need':2,'best':'2027-03-08T17:00:00Z','proved':true,"
     "'help':{'kind':null,'group':null,'start':null,'minutes':0}}"},
    {"alone", ALL, TYPES, PERSON("x", CAN(MONDAYS)), "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  too few others are free when they are: at most 0 at each session of a group, and 1 are needed; most at Mon, 1 Mar 2027 17:00 UTC\n"
     "  no single change that was tried would place them\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'too_few','have':0,'need':1,'best':'2027-03-01T17:00:00Z','proved':true,"
     "'help':{'kind':null,'group':null,'start':null,'minutes':0}}"},
    {"alone where sessions may be missed", SESSIONS, TYPES, PERSON("x", CAN(MONDAYS)), "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  too few others are free when they are: at most 0 at enough sessions of one group, and 1 are needed; most at Mon, 1 Mar 2027 17:00 UTC\n"
     "  no single change that was tried would place them\n",
     NULL},
    {"a rule that names somebody without a name", ALL,
     TYPES ", 'rules': [{'rule': 'spread', 'over': 'k', 'weight': 1}, {'rule': 'apart', 'who': ['a', 'b', 'x']}]",
     PERSON("x", CAN(MONDAYS)) "," PERSON(
         "a", CAN(MONDAYS)) ",{'id': 'b', 'timezone': 'UTC', 'availability': [{'weekly': ['MO'], 'from': '17:00', 'to': '18:00'}]}",
     "", "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  a rule stands in the way: rule 1, apart; it names Name of a, b\n"
     "  would help: to give that rule a weight instead\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'rule','have':0,'need':0,'best':null,'rule':1,'with':['a','b'],'proved':true,"
     "'help':{'kind':'rule','group':null,'start':null,'minutes':0}}"},
    {"a rule that closes the group there is", ALL, TYPES ", 'rules': [{'rule': 'at_most', 'count': 1, 'same': 'k'}]",
     PERSON("x", CAN(MONDAYS) ", 'attributes': {'k': 1}") "," PERSON("a", CAN(MONDAYS) ", 'attributes': {'k': 1}") "," PERSON("b",
                                                                                                                              CAN(MONDAYS)),
     GROUP("g1", "", "'a', 'b'"), "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  a rule stands in the way: rule 0, at_most\n"
     "  would help: to give that rule a weight instead\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'rule','have':0,'need':0,'best':null,'rule':0,'with':[],'proved':false,"
     "'help':{'kind':'rule','group':null,'start':null,'minutes':0}}"},
    {"a full group", ALL, LED,
     PERSON("x", CAN(MONDAYS)) "," PERSON("a", CAN(MONDAYS)) "," PERSON("b", CAN(MONDAYS)) "," PERSON("l",
                                                                                                      ", 'roles': ['leader']" CAN(MONDAYS)),
     GROUP("g1", "'l'", "'a', 'b'"), "x",
     "Name of x (x), Europe/Copenhagen: not placed\n"
     "  only the sum stands in the way: each place that fits them is taken, and no better way was found\n"
     "  would help: a seat in group g1, one more than it has\n",
     "{'id':'x','name':'Name of x','state':'unplaced','reason':'sum','have':0,'need':0,'best':null,'proved':false,"
     "'help':{'kind':'seat','group':'g1','start':null,'minutes':0}}"},
    /* who has a place: 18:00, 18:00, 18:00 in Copenhagen; night from 18:30 on */
    {"one if needed, one missed, one choice of two", SESSIONS, "'unsocial_hours': {'from': '18:30', 'to': '20:00'}, " TYPES,
     PERSON("x", ", 'types': ['u', 't']" CAN(
                     "{'date': '2027-03-01', 'from': '18:00', 'to': '19:00'}, "
                     "{'date': '2027-03-08', 'from': '18:00', 'to': '19:00', 'if_needed': true}")) "," PERSON("a", CAN(MONDAYS)),
     "{'id': 'g7', 'type': 't', 'sessions': ['2027-03-01T17:00:00Z', '2027-03-08T17:00:00Z', '2027-03-15T17:00:00Z'], 'leaders': [], "
     "'members': ['x', 'a']}",
     "x",
     "Name of x (x), Europe/Copenhagen: placed\n"
     "  in group g7 (t): attends 2 of 3 sessions, 1 of them only if needed; 2 half hours at unsocial hours; choice 2 of theirs\n",
     "{'id':'x','name':'Name of x','state':'placed','places':[{'group':'g7','leads':false,'sessions':3,'attended':2,'if_needed':1,"
     "'unsocial_half_hours':2,'choice':2}]}"},
    {"held sessions are history", SESSIONS, "'as_of': '2027-03-08T17:30:00Z', 'unsocial_hours': {'from': '18:30', 'to': '20:00'}, " TYPES,
     PERSON("x", CAN(MONDAYS)) "," PERSON("a", CAN(MONDAYS)),
     "{'id': 'g7', 'type': 't', 'sessions': ['2027-03-01T17:00:00Z', '2027-03-08T17:00:00Z', '2027-03-15T17:00:00Z'], 'leaders': [], "
     "'members': ['x', 'a']}",
     "x",
     "Name of x (x), Europe/Copenhagen: placed\n"
     "  in group g7 (t): attends 1 of 1 sessions, 0 of them only if needed; 1 half hours at unsocial hours; choice 1 of theirs\n",
     NULL},
    {"a leader of two", ALL, LED,
     PERSON("l", ", 'roles': ['leader'], 'lead_max': 2" CAN(MONDAYS ", {'weekly': ['TU'], 'from': '18:00', 'to': '19:00'}")) "," PERSON(
         "a", CAN(MONDAYS)),
     GROUP("g1", "'l'",
           "'a'") ",{'id': 'g2', 'type': 't', 'sessions': ['2027-03-02T17:00:00Z', '2027-03-09T17:00:00Z'], 'leaders': ['l'], 'members': []}",
     "l",
     "Name of l (l), Europe/Copenhagen: placed\n"
     "  leads group g1 (t): attends 2 of 2 sessions, 0 of them only if needed; 0 half hours at unsocial hours; choice 1 of theirs\n"
     "  leads group g2 (t): attends 2 of 2 sessions, 0 of them only if needed; 0 half hours at unsocial hours; choice 1 of theirs\n",
     "{'id':'l','name':'Name of l','state':'placed','places':[{'group':'g1','leads':true,'sessions':2,'attended':2,'if_needed':0,"
     "'unsocial_half_hours':0,'choice':1},{'group':'g2','leads':true,'sessions':2,'attended':2,'if_needed':0,'unsocial_half_hours':0,'choice':"
     "1}]}"},
    /* who wants none */
    {"waits", ALL, TYPES, PERSON("x", ", 'status': 'waiting'" CAN(MONDAYS)), "", "x", "Name of x (x), Europe/Copenhagen: waiting\n",
     "{'id':'x','name':'Name of x','state':'waiting','places':[]}"},
    {"has left", ALL, TYPES, PERSON("x", ", 'status': 'dropped'" CAN(MONDAYS)), "", "x", "Name of x (x), Europe/Copenhagen: dropped\n",
     "{'id':'x','name':'Name of x','state':'dropped','places':[]}"},
    {"leads alone", ALL, TYPES, PERSON("x", ", 'roles': ['leader']" CAN(MONDAYS)), "", "x",
     "Name of x (x), Europe/Copenhagen: may only lead, and no group needs them\n",
     "{'id':'x','name':'Name of x','state':'not needed','places':[]}"},
    {"everybody has a place", ALL, TYPES, PERSON("x", ", 'status': 'waiting'" CAN("")), "", NULL, "everybody who wants a place has one\n", ""},
};

static void same(const char *name, const char *said, const char *wanted)
{
    char *text = quoted(wanted);
    if (strcmp(said, text) != 0)
        fail_msg("%s:\n%s\nand what was wanted:\n%s", name, said, text);
    free(text);
}

static void word_for_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const asked *row = &rows[i];
        cvn_conference *c = quoted_conference(row->sessions, row->more, row->people);
        cvn_allocation *a = quoted_allocation(row->groups);
        char *out = NULL;
        assert_int_equal(cvn_explain(&out, c, a, NULL, row->id ? &row->id : NULL, 1, CVN_TEXT, NULL), CVN_OK);
        same(row->name, out, row->text);
        free(out);
        assert_int_equal(cvn_explain(&out, c, a, NULL, row->id ? &row->id : NULL, 1, CVN_JSON, NULL), CVN_OK);
        cJSON *json = cJSON_Parse(out);
        assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "people")), row->id ? 1 : 0);
        char *one = row->id ? cJSON_PrintUnformatted(cJSON_GetArrayItem(cJSON_GetObjectItem(json, "people"), 0)) : cvn_strdup("");
        if (row->json)
            same(row->name, one, row->json);
        free(one);
        cJSON_Delete(json);
        free(out);
        cvn_allocation_free(a);
        cvn_conference_free(c);
    }
}

/* ---- several people ---- */

/** Each of the parts is in the text, one after the other. */
static void in_order(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(text, parts[i]);
        if (!found) {
            fail_msg("no \"%s\" in the rest:\n%s", parts[i], text);
            return;
        }
        text = found + strlen(parts[i]);
    }
}

static void in_the_order_asked_for(void **state)
{
    (void)state;
    cvn_conference *c =
        quoted_conference(ALL, TYPES, PERSON("x", CAN("")) "," PERSON("y", CAN("")) "," PERSON("w", ", 'status': 'waiting'" CAN("")));
    cvn_allocation *a = quoted_allocation("");
    char *out = NULL;
    static const char *const ids[] = {"y", "w", "x", "y"};
    static const char *const named[] = {"Name of y (y)", "no start fits", "Name of w (w)", "waiting",
                                        "Name of x (x)", "no start fits", "Name of y (y)", "not placed"};
    assert_int_equal(cvn_explain(&out, c, a, NULL, ids, 4, CVN_TEXT, NULL), CVN_OK);
    in_order(out, named, CVN_COUNT(named));
    free(out);
    static const char *const all[] = {"Name of x (x)", "Name of y (y)"};
    assert_int_equal(cvn_explain(&out, c, a, NULL, NULL, 0, CVN_TEXT, NULL), CVN_OK);
    in_order(out, all, CVN_COUNT(all));
    assert_null(strstr(out, "waiting"));
    free(out);
    cvn_allocation_free(a);
    cvn_conference_free(c);
}

/** Each kind of rule that can stand in the way has its name; of many people whom it names, the first. */
static void rules_have_names(void **state)
{
    (void)state;
    cvn_buffer people = {0};
    cvn_buffer_text(&people, PERSON("x", CAN(MONDAYS) ", 'attributes': {'k': ['1', '2']}"));
    for (int i = 0; i < 9; i++)
        cvn_buffer_printf(&people, ",{'id': 'p%d', 'timezone': 'UTC', 'availability': [{'weekly': ['MO'], 'from': '17:00', 'to': '18:00'}]}",
                          i);
    static const struct {
        const char *rule, *says;
    } kinds[] = {
        {"{'rule': 'shared', 'over': 'k'}", "rule 0, shared\n"},
        {"{'rule': 'apart', 'who': ['x', 'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8']}",
         "apart; it names p0, p1, p2, p3, p4, p5, p6, p7 and 1 more\n"},
        {"{'rule': 'apart', 'who': ['x', 'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']}, {'rule': 'apart', 'who': ['x', 'p8']}",
         "rule 0, apart; it names p0, p1, p2, p3, p4, p5, p6, p7\n"},
        {"{'rule': 'together', 'who': ['x', 'p2']}", "rule 0, together; it names p2\n"},
    };
    for (size_t i = 0; i < CVN_COUNT(kinds); i++) {
        cvn_buffer more = {0};
        cvn_buffer_printf(&more, "%s, 'rules': [%s]", TYPES, kinds[i].rule);
        cvn_conference *c = quoted_conference(ALL, more.text, people.text);
        cvn_allocation *a = quoted_allocation(GROUP("g1", "", "'p0', 'p1'") "," GROUP("g2", "", "'p2', 'p3', 'p4'"));
        char *out = NULL;
        static const char *const ids[] = {"x"};
        assert_int_equal(cvn_explain(&out, c, a, NULL, ids, 1, CVN_TEXT, NULL), CVN_OK);
        in_order(out, &kinds[i].says, 1);
        free(out);
        cvn_allocation_free(a);
        cvn_conference_free(c);
        cvn_buffer_free(&more);
    }
    cvn_buffer_free(&people);
}

static void what_cannot_be_told(void **state)
{
    (void)state;
    cvn_conference *c = quoted_conference(ALL, TYPES, PERSON("x", CAN("")));
    cvn_allocation *a = quoted_allocation(""), *strange = quoted_allocation(GROUP("g1", "", "'z'"));
    cvn_error *error = cvn_error_new();
    char *out = quoted("");
    free(out);
    static const char *const ids[] = {"z"};
    assert_int_equal(cvn_explain(&out, c, a, NULL, ids, 1, CVN_TEXT, error), CVN_E_USAGE);
    assert_null(out);
    assert_string_equal(cvn_error_message(error, 0), "nobody in c.json has the id \"z\"");
    cvn_error_free(error);
    error = cvn_error_new();
    assert_int_equal(cvn_explain(&out, c, a, NULL, NULL, 0, CVN_HTML, error), CVN_E_USAGE);
    assert_string_equal(cvn_error_message(error, 0), "explain knows the formats text and json");
    assert_int_not_equal(cvn_explain(&out, c, strange, NULL, NULL, 0, CVN_TEXT, NULL), CVN_OK);
    assert_null(out);
    cvn_error_free(error);
    cvn_allocation_free(strange);
    cvn_allocation_free(a);
    cvn_conference_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(word_for_word), cmocka_unit_test(in_the_order_asked_for),
                                       cmocka_unit_test(rules_have_names), cmocka_unit_test(what_cannot_be_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
