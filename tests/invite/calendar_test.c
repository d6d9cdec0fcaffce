/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/calendar.h"
#include "invite_testing.h"
#include "mail_parts.h"

static cvn_instant starts[] = {{30361980}, {30372060}, {30383580}}; /* 2027-09-23T17:00Z, the 30th, and the day after a week later */

static cvn_event an_event(const cvn_item *item, const cvn_zone *zone)
{
    return (cvn_event){.uid = "u-1",
                       .sequence = 3,
                       .now_s = 1800000000,
                       .item = item,
                       .zone = zone,
                       .summary = "Talk; a, b\\c",
                       .description = "one\ntwo, three\n",
                       .organizer_name = "Task: force",
                       .organizer_address = "org@example.org",
                       .attendee_name = "Bo \"B\"\r\nX-EVIL:1 ^n",
                       .attendee_address = "bo@example.org"};
}

static cvn_item a_session(void)
{
    return (cvn_item){
        .kind = CVN_ITEM_SESSION, .start_count = 1, .starts = starts, .duration_min = 105, .link = "https://meet.example.org/a,b;c?d=1"};
}

static void expect_line(const char *calendar, icalproperty_kind kind, const char *wanted)
{
    char *line = event_line(calendar, kind);
    if (!wanted)
        assert_null(line);
    else
        assert_string_equal(line, wanted);
    g_free(line);
}

static void test_single(void **state)
{
    (void)state;
    cvn_item item = a_session();
    cvn_event event = an_event(&item, NULL);
    char *text = cvn_calendar_text(&event);
    for (const char *at = text, *end; *at; at = end + 2) {
        end = strstr(at, "\r\n");
        assert_non_null(end);
        assert_true(end - at <= 75);
    }
    assert_has(text, "METHOD:REQUEST\r\n");
    assert_lacks(text, "\nX-EVIL");
    assert_lacks(text, "VTIMEZONE");
    expect_line(text, ICAL_DTSTART_PROPERTY, "DTSTART:20270923T170000Z");
    expect_line(text, ICAL_DTEND_PROPERTY, "DTEND:20270923T184500Z");
    expect_line(text, ICAL_DTSTAMP_PROPERTY, "DTSTAMP:20270115T080000Z");
    expect_line(text, ICAL_UID_PROPERTY, "UID:u-1");
    expect_line(text, ICAL_SEQUENCE_PROPERTY, "SEQUENCE:3");
    expect_line(text, ICAL_STATUS_PROPERTY, "STATUS:CONFIRMED");
    expect_line(text, ICAL_SUMMARY_PROPERTY, "SUMMARY:Talk\\; a\\, b\\\\c");
    expect_line(text, ICAL_DESCRIPTION_PROPERTY, "DESCRIPTION:one\\ntwo\\, three\\n");
    expect_line(text, ICAL_LOCATION_PROPERTY, "LOCATION:https://meet.example.org/a\\,b\\;c?d=1");
    expect_line(text, ICAL_CONFERENCE_PROPERTY, "CONFERENCE;VALUE=URI:https://meet.example.org/a,b;c?d=1");
    expect_line(text, ICAL_ORGANIZER_PROPERTY, "ORGANIZER;CN=\"Task: force\":mailto:org@example.org");
    expect_line(text, ICAL_ATTENDEE_PROPERTY,
                "ATTENDEE;CN=\"Bo 'B'''X-EVIL:1 'n\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bo@example.org");
    free(text);
}

static void test_cancel(void **state)
{
    (void)state;
    cvn_item item = a_session();
    cvn_event event = an_event(&item, NULL);
    item.link = "room 5\nX-EVIL:1";
    event.cancel = true;
    char *text = cvn_calendar_text(&event);
    assert_has(text, "METHOD:CANCEL\r\n");
    assert_lacks(text, "\nX-EVIL");
    expect_line(text, ICAL_STATUS_PROPERTY, "STATUS:CANCELLED");
    expect_line(text, ICAL_CONFERENCE_PROPERTY, NULL);
    free(text);
}

static void test_days(void **state)
{
    (void)state;
    cvn_item item = {.kind = CVN_ITEM_PLENARY, .whole_days = true, .date = cvn_date_of(2025, 12, 31), .days = 2, .tentative = true, .link = ""};
    cvn_event event = an_event(&item, NULL);
    char *text = cvn_calendar_text(&event);
    expect_line(text, ICAL_DTSTART_PROPERTY, "DTSTART;VALUE=DATE:20251231");
    expect_line(text, ICAL_DTEND_PROPERTY, "DTEND;VALUE=DATE:20260102");
    expect_line(text, ICAL_STATUS_PROPERTY, "STATUS:TENTATIVE");
    expect_line(text, ICAL_LOCATION_PROPERTY, NULL);
    free(text);
}

static void test_series(void **state)
{
    (void)state;
    cvn_zones *zones = cvn_zones_new();
    const cvn_zone *zone = cvn_zones_get(zones, "Europe/Copenhagen", "", NULL);
    cvn_item item = a_session();
    item.kind = CVN_ITEM_SERIES;
    item.start_count = 3;
    cvn_event event = an_event(&item, zone);
    char *first = cvn_calendar_text(&event); /* the third is a day late: the first stands for all */
    expect_line(first, ICAL_DTSTART_PROPERTY, "DTSTART:20270923T170000Z");
    expect_line(first, ICAL_RRULE_PROPERTY, NULL);
    assert_lacks(first, "VTIMEZONE");
    free(first);
    starts[2].min = starts[1].min + 10080;
    char *text = cvn_calendar_text(&event);
    expect_line(text, ICAL_DTSTART_PROPERTY, "DTSTART;TZID=Europe/Copenhagen:20270923T190000");
    expect_line(text, ICAL_DTEND_PROPERTY, "DTEND;TZID=Europe/Copenhagen:20270923T204500");
    expect_line(text, ICAL_RRULE_PROPERTY, "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TH");
    assert_has(text, "BEGIN:VTIMEZONE\r\nTZID:Europe/Copenhagen\r\nBEGIN:STANDARD\r\n");
    assert_has(text, "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n");
    assert_has(text, "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n");
    assert_has(text, "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n");
    assert_true(strlen(text) < 2000);
    item.start_count = 1; /* cut off behind one */
    char *one = cvn_calendar_text(&event);
    expect_line(one, ICAL_DTSTART_PROPERTY, "DTSTART:20270923T170000Z");
    expect_line(one, ICAL_RRULE_PROPERTY, NULL);
    free(one);
    free(text);
    cvn_zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_single), cmocka_unit_test(test_cancel), cmocka_unit_test(test_days),
                                       cmocka_unit_test(test_series)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
