/* SPDX-License-Identifier: Apache-2.0 */
#include "reports.h"

#include <libical/ical.h>

/** b lives in Kathmandu, reads Danish, and has a name that HTML and CSV must quote; there are plenaries of each kind. */
static cvn_conference *shown(void)
{
    char *one = replaced(plain_conference, "\"name\": \"Bo\", \"timezone\": \"Europe/London\"",
                         "\"name\": \"Bo <b> & \\\"co\\\", æ\", \"locale\": \"da\", \"timezone\": \"Asia/Kathmandu\"");
    char *two = replaced(
        one, "\"rules\": [/*rules*/]",
        "\"plenaries\": [{\"id\": \"o\", \"title\": \"Opening\", \"start\": \"2027-05-07T14:00\", \"minutes\": 90},"
        "{\"id\": \"r\", \"title\": \"Retreat\", \"date\": \"2027-05-08\", \"days\": 2, \"status\": \"tentative\", \"for\": \"leaders\"},"
        "{\"id\": \"s\", \"title\": \"Summer\", \"month\": \"2027-07\"}]");
    cvn_conference *out = NULL;
    cvn_error *error = cvn_error_new();
    if (cvn_conference_parse(&out, two, strlen(two), "c", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    cvn_error_free(error);
    free(one);
    free(two);
    return out;
}

static char *show(const char *person, const char *group, cvn_format format)
{
    cvn_conference *conference = shown();
    cvn_allocation *allocation =
        allocation_with("\"leaders\": [\"L\"]", "\"leaders\": [\"L\"], \"link\": \"https://meet.example.org/?a=1&b=2\"");
    cvn_selection what = {.person = person, .group = group};
    char *out = NULL;
    assert_int_equal(cvn_show(&out, conference, allocation, &what, format, NULL), CVN_OK);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    return out;
}

static void test_text(void **state)
{
    (void)state;
    char *text = show(NULL, NULL, CVN_TEXT);
    assert_says(text, "Spring, on the clock of Europe/Copenhagen\n\ng1  talk\n  link     https://meet.example.org/?a=1&b=2\n  leader   Lea "
                      "(L)\n  members  Ann (a), Bo");
    assert_says(text, "   1  Mon 2027-03-08 10:00 UTC+1\n"
                      "          10:00  UTC+1     Lea (leads), Ann (turn)\n"
                      "          14:45  UTC+5:45  Bo <b> & \"co\", æ\n");
    assert_says(text, "   2  Tue 2027-03-16 11:00 UTC+1\n          11:00  UTC+1     Ann (guest), e, Tia\n");
    assert_says(text, "  unplaced Cy (c), Di (d), Nan (n)\n");
    assert_says(text, "plenaries\n  Fri 2027-05-07 14:00 UTC+2, 90 minutes  Opening\n  Sat 2027-05-08, 2 days  Retreat (leaders) (tentative)\n"
                      "  2027-07, date open  Summer\n");
    assert_narrow(text);
    cvn_free(text);
    text = show(NULL, "g2", CVN_TEXT);
    assert_says_not(text, "g1");
    assert_says_not(text, "plenaries");
    cvn_free(text);
}

/** Where the weekday is another one on somebody's clock, it says so; so with what they cannot attend. */
static void test_other_weekday(void **state)
{
    (void)state;
    cvn_conference *conference = shown();
    cvn_allocation *allocation = allocation_with("2027-03-08T09:00", "2027-03-08T19:00");
    char *text = NULL;
    assert_int_equal(cvn_show(&text, conference, allocation, NULL, CVN_TEXT, NULL), CVN_OK);
    assert_says(text, "   1  Mon 2027-03-08 20:00 UTC+1\n"
                      "          20:00  UTC+1     Lea (leads, cannot), Ann (turn, cannot)\n"
                      "      Tue 00:45  UTC+5:45  Bo <b> & \"co\", æ (cannot)\n");
    cvn_free(text);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

static void test_person(void **state)
{
    (void)state;
    char *text = show("b", NULL, CVN_TEXT);
    assert_says(text, "(b), on the clock of Asia/Kathmandu\n\ng1  talk\n  leaders: Lea\n  members: Ann\n  https://meet.example.org/?a=1&b=2\n");
    assert_says(text, "g1 1    Monday, 8 March 2027, 14:45–15:45 UTC+5:45\n");
    assert_says(text, "UTC+5:45 (turn)\n");
    assert_says(text, "  Opening: Friday, 7 May 2027, 17:45–19:15 UTC+5:45");
    assert_says_not(text, "Retreat");
    assert_says(text, "  Summer: July 2027\n");
    cvn_free(text);
    text = show("c", NULL, CVN_TEXT);
    assert_string_equal(text, "Cy (c), on the clock of Europe/Copenhagen\n\nin no group\n");
    cvn_free(text);
}

static void test_json(void **state)
{
    (void)state;
    cJSON *json = json_of(show(NULL, NULL, CVN_JSON));
    assert_at_count(json, "groups", 2);
    assert_at_text(json, "groups/0/leaders/0/name", "Lea");
    assert_at_text(json, "groups/0/sessions/0/local", "2027-03-08T10:00");
    assert_at_text(json, "groups/0/sessions/0/end", "2027-03-08T10:00:00Z");
    assert_at_text(json, "groups/0/sessions/0/weekday", "MO");
    assert_at_int(json, "groups/0/sessions/0/offset_s", 3600);
    assert_at_count(json, "groups/0/sessions/0/people", 3);
    assert_at_count(json, "groups/0/sessions/1/people", 2); /* a is a guest elsewhere */
    assert_at_text(json, "groups/1/sessions/1/people/2/role", "guest");
    assert_at_text(json, "groups/0/sessions/0/people/2/local", "2027-03-08T14:45");
    assert_at_text(json, "groups/0/sessions/0/people/2/attends", "yes");
    assert_at_text(json, "unplaced/2/id", "n");
    assert_at_text(json, "plenaries/1/status", "tentative");
    assert_at_text(json, "plenaries/2/month", "2027-07");
    cJSON_Delete(json);
    json = json_of(show("a", NULL, CVN_JSON));
    assert_at_text(json, "places/0/group", "g1");
    assert_at_count(json, "sessions", 2);
    assert_at_text(json, "sessions/1/group", "g2");
    assert_at_text(json, "sessions/1/role", "guest");
    assert_true(cJSON_IsTrue(at(json, "sessions/0/turn")));
    assert_at_count(json, "plenaries", 2);
    cJSON_Delete(json);
    json = json_of(show(NULL, "g2", CVN_JSON));
    assert_at_count(json, "groups", 1);
    assert_null(at(json, "plenaries"));
    cJSON_Delete(json);
}

static void test_csv(void **state)
{
    (void)state;
    char *text = show(NULL, NULL, CVN_CSV);
    assert_says(text,
                "group,type,session,start_utc,end_utc,conference_time,person,name,role,timezone,local_time,utc_offset,attends,turn,link\r\n");
    assert_says(text, "g1,talk,1,2027-03-08T09:00:00Z,2027-03-08T10:00:00Z,2027-03-08T10:00,b,\"Bo <b> & \"\"co\"\", æ\",member,Asia/Kathmandu,"
                      "2027-03-08T14:45,+05:45,yes,no,https://meet.example.org/?a=1&b=2\r\n");
    assert_says(text, "g2,walk,2,2027-03-16T10:00:00Z,2027-03-16T11:00:00Z,2027-03-16T11:00,a,Ann,guest,Europe/"
                      "Copenhagen,2027-03-16T11:00,+01:00,yes,no,\r\n");
    cvn_free(text);
    text = show("e", NULL, CVN_CSV);
    assert_says_not(text, ",a,Ann,");
    assert_says(text, ",e,,member,");
    cvn_free(text);
}

static int count_events(const char *text, icalcomponent **root)
{
    *root = icalparser_parse_string(text);
    assert_non_null(*root);
    assert_int_equal(icalcomponent_count_errors(*root), 0);
    return icalcomponent_count_components(*root, ICAL_VEVENT_COMPONENT);
}

static void test_ics(void **state)
{
    (void)state;
    icalcomponent *root = NULL;
    char *text = show(NULL, NULL, CVN_ICS);
    assert_int_equal(count_events(text, &root), 4 + 2); /* the month has no date yet */
    assert_says(text, "METHOD:PUBLISH\r\n");
    assert_says(text, "DTSTART:20270308T090000Z\r\nDTEND:20270308T100000Z\r\n");
    assert_says(text, "DTSTART;VALUE=DATE:20270508\r\nDTEND;VALUE=DATE:20270510\r\nSTATUS:TENTATIVE\r\n");
    assert_says(text, "LOCATION:https://meet.example.org/?a=1&b=2\r\n");
    assert_says_not(text, "ATTENDEE");
    assert_says_not(text, "@example.org");
    icalcomponent_free(root);
    cvn_free(text);
    text = show("a", NULL, CVN_ICS);
    assert_int_equal(count_events(text, &root), 2 + 1);
    icalcomponent_free(root);
    cvn_free(text);
    text = show(NULL, "g2", CVN_ICS);
    assert_int_equal(count_events(text, &root), 2);
    icalcomponent_free(root);
    cvn_free(text);
}

static void test_html(void **state)
{
    (void)state;
    char *text = show(NULL, NULL, CVN_HTML);
    assert_says(text, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    assert_says(text, "Bo &lt;b&gt; &amp; &quot;co&quot;, æ</th>");
    assert_says(text, "<a href=\"https://meet.example.org/?a=1&amp;b=2\">");
    assert_says(text, "<h2>Unplaced</h2>");
    assert_says(text, "Mon 14:45 <span class=\"quiet\">UTC+5:45</span>");
    assert_says_not(text, "<b>");
    assert_says_not(text, "<script");
    cvn_free(text);
    text = show("e", NULL, CVN_HTML);
    assert_says_not(text, "<h2>g1");
    assert_says(text, "<h2>g2");
    assert_says_not(text, "Unplaced");
    cvn_free(text);
}

/** What may be passed on (a calendar, a page) holds nobody's address, though an id or a name is one. */
static void test_addresses(void **state)
{
    (void)state;
    static const cvn_format formats[] = {CVN_ICS, CVN_HTML};
    char *plain = replaced(plain_conference, "/*rules*/", ""),
         *json = replaced(plain, "\"name\": \"Ann\"", "\"name\": \"Ann ann@home.example\"");
    cvn_conference *conference = NULL;
    assert_int_equal(cvn_conference_parse(&conference, json, strlen(json), "c", NULL, NULL), CVN_OK);
    cvn_allocation *allocation = allocation_with("\"leaders\": [\"L\"]", "\"leaders\": [\"L\"]");
    cvn_selection what = {0};
    for (size_t i = 0; i < CVN_COUNT(formats); i++) {
        char *text = NULL;
        assert_int_equal(cvn_show(&text, conference, allocation, &what, formats[i], NULL), CVN_OK);
        assert_says(text, "Ann ann");
        assert_says_not(text, "home.example");
        cvn_free(text);
    }
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
    free(plain);
    free(json);
}

static void test_wrong(void **state)
{
    (void)state;
    static const struct {
        cvn_selection what;
        const char *says;
    } lines[] = {{{.person = "zz"}, "nobody in the conference has the id \"zz\""},
                 {{.group = "zz"}, "the allocation has no group \"zz\""},
                 {{.person = "a", .group = "g1"}, "one person or one group, not both"}};
    cvn_conference *conference = shown();
    cvn_allocation *allocation = allocation_with(NULL, NULL), *strange = allocation_with("\"t\"", "\"zz\"");
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        char *text = NULL;
        cvn_error *error = cvn_error_new();
        assert_int_equal(cvn_show(&text, conference, allocation, &lines[i].what, CVN_TEXT, error), CVN_E_USAGE);
        assert_says(cvn_error_message(error, 0), lines[i].says);
        assert_null(text);
        cvn_error_free(error);
    }
    char *text = NULL;
    assert_int_equal(cvn_show(&text, conference, strange, NULL, CVN_TEXT, NULL), CVN_E_DATA);
    assert_null(text);
    cvn_allocation_free(strange);
    cvn_allocation_free(allocation);
    cvn_conference_free(conference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_other_weekday), cmocka_unit_test(test_person),
                                       cmocka_unit_test(test_json), cmocka_unit_test(test_csv),           cmocka_unit_test(test_ics),
                                       cmocka_unit_test(test_html), cmocka_unit_test(test_addresses),     cmocka_unit_test(test_wrong)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
