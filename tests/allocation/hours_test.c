/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

/** What person a of the plain conference answers in some zone, and whether they can come for 60 minutes from a start. */
static const struct {
    const char *zone, *available, *unavailable, *start;
    cvn_can can;
} lines[] = {
    /* weekly, at both edges */
    {"Europe/Copenhagen", "{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"21:00\"}", "", "2027-03-08T17:00:00Z", CVN_CAN},
    {"Europe/Copenhagen", "{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"21:00\"}", "", "2027-03-08T19:00:00Z", CVN_CAN},
    {"Europe/Copenhagen", "{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"21:00\"}", "", "2027-03-08T19:01:00Z", CVN_CANNOT},
    {"Europe/Copenhagen", "{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"21:00\"}", "", "2027-03-08T16:59:00Z", CVN_CANNOT},
    {"Europe/Copenhagen", "{\"weekly\": [\"MO\"], \"from\": \"18:00\", \"to\": \"21:00\"}", "", "2027-03-09T17:00:00Z", CVN_CANNOT},
    /* touching lines are one; a minute between them is not */
    {"UTC", "{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"09:00\"}, {\"weekly\": [\"MO\"], \"from\": \"09:00\", \"to\": \"10:00\"}",
     "", "2027-03-08T08:30:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"MO\"], \"from\": \"09:00\", \"to\": \"10:00\"}, {\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"09:00\"}",
     "", "2027-03-08T08:30:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"09:00\"}, {\"weekly\": [\"MO\"], \"from\": \"09:01\", \"to\": \"10:00\"}",
     "", "2027-03-08T08:30:00Z", CVN_CANNOT},
    /* past midnight, and the day before the first */
    {"UTC", "{\"weekly\": [\"SU\"], \"from\": \"23:30\", \"to\": \"01:00\"}", "", "2027-03-07T23:45:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"SU\"], \"from\": \"23:30\", \"to\": \"01:00\"}", "", "2027-03-08T00:00:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"SU\"], \"from\": \"23:30\", \"to\": \"01:00\"}", "", "2027-03-01T00:00:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"SU\"], \"from\": \"12:00\", \"to\": \"24:00\"}, {\"weekly\": [\"MO\"], \"from\": \"00:00\", \"to\": \"01:00\"}",
     "", "2027-03-07T23:30:00Z", CVN_CAN},
    /* weekly lines end a day after the last date */
    {"UTC", "{\"weekly\": [\"SA\", \"SU\"], \"from\": \"08:00\", \"to\": \"20:00\"}", "", "2027-05-01T10:00:00Z", CVN_CAN},
    {"UTC", "{\"weekly\": [\"SA\", \"SU\"], \"from\": \"08:00\", \"to\": \"20:00\"}", "", "2027-05-02T10:00:00Z", CVN_CANNOT},
    /* if needed only where it must be */
    {"UTC",
     "{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"09:00\"}, {\"weekly\": [\"MO\"], \"from\": \"08:30\", \"to\": \"10:00\", "
     "\"if_needed\": true}",
     "", "2027-03-08T08:00:00Z", CVN_CAN},
    {"UTC",
     "{\"weekly\": [\"MO\"], \"from\": \"08:00\", \"to\": \"09:00\"}, {\"weekly\": [\"MO\"], \"from\": \"08:30\", \"to\": \"10:00\", "
     "\"if_needed\": true}",
     "", "2027-03-08T08:30:00Z", CVN_CAN_IF_NEEDED},
    /* unavailable wins, minute by minute */
    {"UTC", "{\"date\": \"2027-03-08\", \"from\": \"08:00\", \"to\": \"12:00\"}",
     "{\"date\": \"2027-03-08\", \"from\": \"09:00\", \"to\": \"10:00\"}", "2027-03-08T08:00:00Z", CVN_CAN},
    {"UTC", "{\"date\": \"2027-03-08\", \"from\": \"08:00\", \"to\": \"12:00\"}",
     "{\"date\": \"2027-03-08\", \"from\": \"09:00\", \"to\": \"10:00\"}", "2027-03-08T08:01:00Z", CVN_CANNOT},
    {"UTC", "{\"date\": \"2027-03-08\", \"from\": \"08:00\", \"to\": \"12:00\"}",
     "{\"date\": \"2027-03-08\", \"from\": \"09:00\", \"to\": \"10:00\"}", "2027-03-08T10:00:00Z", CVN_CAN},
    {"UTC", "{\"date\": \"2027-03-08\", \"from\": \"08:00\", \"to\": \"12:00\"}",
     "{\"from_date\": \"2027-03-01\", \"to_date\": \"2027-03-07\"}", "2027-03-08T08:00:00Z", CVN_CAN},
    {"UTC", "{\"date\": \"2027-03-08\", \"from\": \"08:00\", \"to\": \"12:00\"}",
     "{\"from_date\": \"2027-03-01\", \"to_date\": \"2027-03-08\"}", "2027-03-08T08:00:00Z", CVN_CANNOT},
    /* the clocks go forward at 02:00 on 28 March: 02:30 is read with the offset before, 01:30Z */
    {"Europe/Copenhagen", "{\"date\": \"2027-03-28\", \"from\": \"02:30\", \"to\": \"05:00\"}", "", "2027-03-28T01:30:00Z", CVN_CAN},
    {"Europe/Copenhagen", "{\"date\": \"2027-03-28\", \"from\": \"02:30\", \"to\": \"05:00\"}", "", "2027-03-28T01:29:00Z", CVN_CANNOT},
    {"Europe/Copenhagen", "{\"date\": \"2027-03-28\", \"from\": \"02:30\", \"to\": \"05:00\"}", "", "2027-03-28T02:00:00Z", CVN_CAN},
    {"Europe/Copenhagen", "{\"date\": \"2027-03-28\", \"from\": \"02:30\", \"to\": \"05:00\"}", "", "2027-03-28T02:01:00Z", CVN_CANNOT},
    {"Europe/Copenhagen", "{\"date\": \"2027-03-28\", \"from\": \"02:30\", \"to\": \"03:15\"}", "", "2027-03-28T01:15:00Z",
     CVN_CANNOT}, /* ends before it begins */
    /* and back on 4 April in Sydney at 03:00: 02:30 is the first of the two */
    {"Australia/Sydney", "{\"date\": \"2027-04-04\", \"from\": \"01:00\", \"to\": \"02:30\"}", "", "2027-04-03T14:30:00Z", CVN_CAN},
    {"Australia/Sydney", "{\"date\": \"2027-04-04\", \"from\": \"01:00\", \"to\": \"02:30\"}", "", "2027-04-03T14:31:00Z", CVN_CANNOT},
    {"Australia/Sydney", "{\"date\": \"2027-04-04\", \"from\": \"02:30\", \"to\": \"03:30\"}", "", "2027-04-03T16:30:00Z", CVN_CAN},
    /* a day's shift either way */
    {"Pacific/Kiritimati", "{\"weekly\": [\"TU\"], \"from\": \"00:00\", \"to\": \"24:00\"}", "", "2027-03-08T10:00:00Z", CVN_CAN},
    {"Pacific/Pago_Pago", "{\"weekly\": [\"SU\"], \"from\": \"00:00\", \"to\": \"24:00\"}", "", "2027-03-08T10:00:00Z", CVN_CAN},
    {"Asia/Kathmandu", "{\"weekly\": [\"MO\"], \"from\": \"17:45\", \"to\": \"18:45\"}", "", "2027-03-08T12:00:00Z", CVN_CAN},
};

static cvn_conference *asked(const char *zone, const char *available, const char *unavailable)
{
    cvn_buffer person = {0};
    cvn_buffer_printf(&person, "\"participants\": [{\"id\": \"0\", \"timezone\": \"%s\", \"availability\": [%s], \"unavailable\": [%s]},", zone,
                      available, unavailable);
    cvn_conference *out = conference_with("\"participants\": [", person.text);
    cvn_buffer_free(&person);
    return out;
}

static void test_can(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(lines); i++) {
        cvn_conference *conference = asked(lines[i].zone, lines[i].available, lines[i].unavailable);
        cvn_instant start;
        assert_true(cvn_instant_parse(lines[i].start, &start));
        if (cvn_can_attend(conference, 0, start) != lines[i].can)
            fail_msg("line %zu, %s in %s", i, lines[i].start, lines[i].zone);
        cvn_conference_free(conference);
    }
}

static void test_no_hours(void **state)
{
    (void)state;
    cvn_conference *conference = asked("UTC", "", "");
    assert_int_equal(cvn_can_attend(conference, 0, (cvn_instant){30000000}), CVN_CANNOT);
    cvn_conference_free(conference);
}

static const struct {
    const char *hours, *zone, *start;
    int32_t half_hours;
} nights[] = {
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T20:59:00Z", 0}, /* ends 21:59 */
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T21:01:00Z", 1}, /* one minute is a begun half hour */
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T21:30:00Z", 1},
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T21:31:00Z", 2},
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T23:30:00Z", 2}, /* over midnight */
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T06:59:00Z", 1},
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "UTC", "2027-03-08T07:00:00Z", 0},
    {"{\"from\": \"22:00\", \"to\": \"07:00\"}", "Asia/Kathmandu", "2027-03-08T16:00:00Z", 2}, /* 21:45 to 22:45 */
    {"{\"from\": \"12:00\", \"to\": \"12:00\"}", "UTC", "2027-03-08T12:00:00Z", 0},            /* none */
    {"{\"from\": \"00:00\", \"to\": \"24:00\"}", "UTC", "2027-03-08T12:00:00Z", 2},            /* all */
    {"{\"from\": \"17:00\", \"to\": \"24:00\"}", "UTC", "2027-03-08T23:30:00Z", 1},
    {"{\"from\": \"02:00\", \"to\": \"03:30\"}", "Europe/Copenhagen", "2027-03-28T00:30:00Z",
     1}, /* 01:30 to 03:30, less the hour that is skipped */
    {"{\"from\": \"02:00\", \"to\": \"03:00\"}", "Australia/Sydney", "2027-04-03T15:30:00Z", 2}, /* 02:30 to 02:30 again */
};

static void test_unsocial(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(nights); i++) {
        cvn_buffer hours = {0};
        cvn_buffer_printf(&hours, "\"unsocial_hours\": %s, \"participants\": [{\"id\": \"0\", \"timezone\": \"%s\"},", nights[i].hours,
                          nights[i].zone);
        cvn_conference *conference = conference_with("\"participants\": [", hours.text);
        cvn_instant start;
        assert_true(cvn_instant_parse(nights[i].start, &start));
        if (cvn_unsocial_half_hours(conference, conference->people[0].zone, start) != nights[i].half_hours)
            fail_msg("%s: %d", nights[i].start, cvn_unsocial_half_hours(conference, conference->people[0].zone, start));
        cvn_conference_free(conference);
        cvn_buffer_free(&hours);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_can), cmocka_unit_test(test_no_hours), cmocka_unit_test(test_unsocial)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
