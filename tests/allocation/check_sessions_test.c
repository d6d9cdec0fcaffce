/* SPDX-License-Identifier: Apache-2.0 */
#include "verdicts.h"

#define OFFERED                                                                                                                                \
    "\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-04-30\", \"grid_minutes\": 60, \"pattern\": \"free\",  "          \
    "\"gap_days\": {\"min\": "                                                                                                                 \
    "7, \"max\": 21}",                                                                                                                         \
        "\"minutes\": 60, \"pattern\": \"offered\", \"offered\": [{\"id\": \"m\", \"starts\": [\"2027-03-08T10:00\", \"2027-03-15T10:00\"]}, " \
        "{\"id\": \"t\", "                                                                                                                     \
        "\"starts\": [\"2027-03-09T11:00\", \"2027-03-16T11:00\"]}, {\"id\": \"u\", \"starts\": [\"2027-04-05T11:00\"]}]"

static const cvn_edit edits[] = {
    {"one too few", NULL, NULL, ", \"2027-03-16T10:00:00Z\"", "", false, "group g2: 1 session; each group has 2"},
    {"off the grid", NULL, NULL, "2027-03-16T10:00", "2027-03-16T10:30", false, "group g2: session 2 (Tue 2027-03-16 11:30) is no start"},
    {"outside the dates", NULL, NULL, "2027-03-16T10:00", "2027-05-16T10:00", false, "is no start of the conference"},
    {"the last hour of the last day", NULL, NULL, "2027-03-16T10:00", "2027-04-30T21:00", false, "the one before; at most 21 may lie between"},
    {"the first hour after it", NULL, NULL, "2027-03-16T10:00", "2027-04-30T22:00", false, "is no start of the conference"},
    {"out of order", NULL, NULL, "2027-03-16T10:00", "2027-03-02T10:00", false, "group g2: its sessions are not in the order of time"},
    {"overlap", "\"minutes\": 60", "\"minutes\": 90", "2027-03-16T10:00", "2027-03-09T11:00", false, "begins before the one before has ended"},
    {"too near", NULL, NULL, "2027-03-16T10:00", "2027-03-15T10:00", false, "is 6 days after the one before; at least 7 must lie between them"},
    {"over the clock change", NULL, NULL, "2027-03-16T10:00", "2027-03-30T09:00", false, NULL},
    {"too far", NULL, NULL, "2027-03-16T10:00", "2027-03-31T10:00", false, "is 22 days after the one before; at most 21 may lie between them"},
    {"weekly", "\"pattern\": \"free\"", "\"pattern\": \"weekly\"", NULL, NULL, false, NULL},
    {"weekly, another day", "\"pattern\": \"free\"", "\"pattern\": \"weekly\"", "2027-03-16T10:00", "2027-03-17T10:00", false,
     "session 2 (Wed 2027-03-17 11:00) is not on the weekday and at the time of the first"},
    {"weekly over the clock change", "\"pattern\": \"free\"", "\"pattern\": \"weekly\"", "2027-03-16T10:00", "2027-03-30T09:00", false, NULL},
    {"weekly, the same instant of the week in UTC", "\"pattern\": \"free\"", "\"pattern\": \"weekly\"", "2027-03-16T10:00", "2027-03-30T10:00",
     false, "is not on the weekday and at the time of the first"},
    {"held and new", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", NULL, NULL, false, "lies before as_of, and a new group"},
    {"held, as it was", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", NULL, NULL, true, NULL},
    {"held, and moved", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", "2027-03-09T10:00", "2027-03-09T09:00", true,
     "group g2: its sessions before as_of are held"},
    {"held, and put off", "\"locale\": \"en\"", "\"as_of\": \"2027-03-09T10:01:00Z\"", "2027-03-09T10:00:00Z\", \"2027-03-16",
     "2027-03-16T10:00:00Z\", \"2027-03-23", true, "group g2: its sessions before as_of are held"},
    {"another type", NULL, NULL, "\"talk\"", "\"walk\"", true, "group g1: it is of type walk, and was of type talk"},
    {"other people", NULL, NULL, "\"members\": [\"t\", \"e\"]", "\"members\": [\"n\", \"c\", \"e\"]", true,
     "group g2: 1 of its 3 people were in it"},
    {"half of them new", NULL, NULL, "\"members\": [\"t\", \"e\"], \"guests\": [{\"who\": \"a\", \"session\": 2}]}],\"unplaced\": [\"c\"",
     "\"members\": [\"c\", \"e\"], \"guests\": [{\"who\": \"a\", \"session\": 2}]}],\"unplaced\": [\"t\"", true, NULL},
    {"held, and one more", "\"locale\": \"en\"", "\"as_of\": \"2027-03-12T00:00:00Z\"", "2027-03-16T10:00", "2027-03-11T10:00", true,
     "group g2: its sessions before as_of are held"},
    {"only the beginning of a series", OFFERED, "\"2027-03-09T10:00:00Z\", \"2027-03-16T10:00:00Z\"", "\"2027-03-09T10:00:00Z\"", false,
     "group g2: its sessions are those of no offered series"},
    {"a series and more", OFFERED, "\"2027-03-16T10:00:00Z\"", "\"2027-03-16T10:00:00Z\", \"2027-04-05T09:00:00Z\"", false,
     "group g2: its sessions are those of no offered series"},
    {"two series", OFFERED, NULL, NULL, false, NULL},
};

static void test_edits(void **state)
{
    (void)state;
    ASSERT_EDITS(edits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
