/* SPDX-License-Identifier: Apache-2.0 */
/** What somebody's items are: series or single sessions, guests, leaders of two groups, plenaries. */
#include "invite_testing.h"
#include "mail_parts.h"

#define WEEKLY "\"pattern\": \"free\"", "\"pattern\": \"weekly\""

static const char *const SERIES = "lea series/g1 request 0\nlea plenary/open request 0\nann series/g1 request 0\nann plenary/open request 0\n"
                                  "bo series/g1 request 0\nbo plenary/open request 0\ncy letter/unplaced letter 0\n";

static void test_series(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, SERIES);
    mail_parts m = mail_open(box_find(b, "ann", "series/g1")->mime);
    assert_has(m.calendar, "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO\r\n");
    assert_has(m.calendar, "DTSTART;TZID=Europe/Copenhagen:20271018T190000\r\n");
    mail_close(&m);
    box_expect(b, "");
}

/** Somebody who cannot come each time has single sessions, the others the series. */
static void test_not_each_time(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY, "Asia/Kathmandu\", ALL", "Asia/Kathmandu\", \"unavailable\": [{\"date\": \"2027-10-25\"}], ALL"), NULL);
    box_expect(b, "lea series/g1 request 0\nlea plenary/open request 0\nann series/g1 request 0\nann plenary/open request 0\n"
                  "bo session/g1/1 request 0\nbo session/g1/3 request 0\nbo plenary/open request 0\ncy letter/unplaced letter 0\n");
}

/** A turn in one session is a thing to see in the calendar: no series for that person. */
static void test_turns(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), EDITS("\"link\"", "\"rota\": [[], [\"bo\"], []], \"link\""));
    box_expect(b, "lea series/g1 request 0\nlea plenary/open request 0\nann series/g1 request 0\nann plenary/open request 0\n"
                  "bo session/g1/1 request 0\nbo session/g1/2 request 0\nbo session/g1/3 request 0\nbo plenary/open request 0\ncy "
                  "letter/unplaced letter 0\n");
}

static void test_uneven(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), EDITS("2027-11-01T18", "2027-11-08T18", "[\"lea\"]", "[]", "\"ann\", \"bo\"", "\"bo\""));
    box_expect(b, "ann letter/unplaced letter 0\nbo session/g1/1 request 0\nbo session/g1/2 request 0\nbo session/g1/3 request 0\n"
                  "bo plenary/open request 0\ncy letter/unplaced letter 0\n");
}

/** A series that is told: what each change does to it. */
static void test_series_changes(void **state)
{
    (void)state;
#define MOVED  "2027-10-18T17", "2027-10-19T17", "2027-10-25T17", "2027-10-26T17", "2027-11-01T18", "2027-11-02T18"
#define HELD   "2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z"
#define MOVING "ann@example.org", "ann@new.example.org"
    static const struct {
        const char *conference[7], *allocation[9], *told;
    } rows[] = {
        /* the whole series moves: one update */
        {{WEEKLY, NULL}, {MOVED, NULL}, "lea series/g1 update 1\nann series/g1 update 1\nbo series/g1 update 1\n"},
        /* uneven now, nothing held: cancelled, then single sessions */
        {{WEEKLY, NULL},
         {"2027-11-01T18", "2027-11-08T18", NULL},
         "lea series/g1 cancel 1\nlea session/g1/1 request 0\nlea session/g1/2 request 0\nlea session/g1/3 request 0\n"
         "ann series/g1 cancel 1\nann session/g1/1 request 0\nann session/g1/2 request 0\nann session/g1/3 request 0\n"
         "bo series/g1 cancel 1\nbo session/g1/1 request 0\nbo session/g1/2 request 0\nbo session/g1/3 request 0\n"},
        /* begun, and still true: nothing */
        {{WEEKLY, HELD, NULL}, {NULL}, ""},
        /* begun, and another time ahead: cut off behind what was held, the rest singly */
        {{WEEKLY, HELD, NULL},
         {"2027-10-25T17", "2027-10-26T17", "2027-11-01T18", "2027-11-02T18", NULL},
         "lea series/g1 update 1\nlea session/g1/2 request 0\nlea session/g1/3 request 0\n"
         "ann series/g1 update 1\nann session/g1/2 request 0\nann session/g1/3 request 0\n"
         "bo series/g1 update 1\nbo session/g1/2 request 0\nbo session/g1/3 request 0\n"},
        /* begun, and somebody leaves: cut off for them alone */
        {{WEEKLY, HELD, "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\"", NULL},
         {"\"ann\", \"bo\"", "\"ann\"", NULL},
         "bo plenary/open cancel 1\nbo series/g1 update 1\n"},
        /* another address: the old one holds it no longer, the new one does */
        {{WEEKLY, MOVING, NULL},
         {NULL},
         "ann former/series/g1 ann@example.org cancel 1\nann former/plenary/open ann@example.org cancel 1\n"
         "ann series/g1 update 2\nann plenary/open update 2\n"},
        /* begun, and another address: there it ends behind what was held, the rest singly at the new one */
        {{WEEKLY, HELD, MOVING, NULL},
         {NULL},
         "ann series/g1 update 1\nann former/plenary/open ann@example.org cancel 1\n"
         "ann session/g1/2 request 0\nann session/g1/3 request 0\nann plenary/open update 2\n"},
        /* over: nothing */
        {{WEEKLY, "2027-10-01T00:00:00Z", "2027-11-20T00:00:00Z", "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\"", NULL},
         {NULL},
         "bo plenary/open cancel 1\n"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        void *one = NULL;
        box_open(&one);
        print_message("change %zu\n", i);
        box_read(one, EDITS(WEEKLY), NULL);
        box_expect(one, SERIES);
        box_read(one, rows[i].conference, rows[i].allocation);
        box_expect(one, rows[i].told);
        box_expect(one, "");
        box_close(&one);
    }
}

/** What a series that is cut off says: its held sessions stay. */
static void test_cut_off(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, SERIES);
    box_read(b, EDITS(WEEKLY, "2027-10-01T00:00:00Z", "2027-10-28T00:00:00Z", "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\""),
             NULL);
    box_expect(b, "bo plenary/open cancel 1\nbo series/g1 update 1\n");
    mail_parts m = mail_open(box_find(b, "bo", "series/g1")->mime);
    assert_has(m.calendar, "METHOD:REQUEST");
    assert_has(m.calendar, "COUNT=2");
    assert_has(m.calendar, "SEQUENCE:1");
    mail_close(&m);
    /* Cut off it stays, also when they come back: the rest singly. */
    box_read(b, EDITS(WEEKLY, "2027-10-01T00:00:00Z", "2027-10-28T00:00:00Z"), NULL);
    box_expect(b, "bo session/g1/3 request 0\nbo plenary/open request 2\n");
    box_expect(b, "");
}

/** What a series that is cut off since the person's address is another says where they were told of it. */
static void test_cut_off_at_an_address(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, SERIES);
    box_read(b, EDITS(WEEKLY, "2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z", "ann@example.org", "ann@new.example.org"), NULL);
    box_run(b, true);
    const kept *there = box_find(b, "ann", "series/g1"), *here = box_find(b, "ann", "session/g1/2");
    assert_string_equal(there->address, "ann@example.org");
    assert_string_equal(here->address, "ann@new.example.org");
    mail_parts m = mail_open(there->mime);
    assert_has(m.calendar, "METHOD:REQUEST");
    assert_has(m.calendar, "DTSTART:20271018T170000Z");
    assert_has(m.plain, "Your invitations now go to your new address.");
    mail_close(&m);
    box_expect(b, "");
}

/** Somebody who set as_of too far sets it back: the cut-off series must not stand beside the single sessions that it held. */
static void test_cut_off_too_early(void **state)
{
    box *b = *state;
    const char *const *moved = EDITS("2027-11-01T18", "2027-11-02T18");
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, SERIES);
    box_read(b, EDITS(WEEKLY, "2027-10-01T00:00:00Z", "2027-10-28T00:00:00Z"), moved);
    box_expect(b, "lea series/g1 update 1\nlea session/g1/3 request 0\nann series/g1 update 1\nann session/g1/3 request 0\n"
                  "bo series/g1 update 1\nbo session/g1/3 request 0\n");
    box_read(b, EDITS(WEEKLY, "2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z"), moved);
    box_expect(b, "lea series/g1 update 2\nlea session/g1/2 request 0\nann series/g1 update 2\nann session/g1/2 request 0\n"
                  "bo series/g1 update 2\nbo session/g1/2 request 0\n");
    box_read(b, EDITS(WEEKLY), moved);
    box_expect(b, "lea series/g1 cancel 3\nlea session/g1/1 request 0\nann series/g1 cancel 3\nann session/g1/1 request 0\n"
                  "bo series/g1 cancel 3\nbo session/g1/1 request 0\n");
    box_expect(b, "");
}

/** The conference has moved to another zone since: the series is still cancelled in the one that it was told in. */
static void test_other_zone(void **state)
{
    box *b = *state;
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, SERIES);
    box_read(b,
             EDITS(WEEKLY, "\"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\"", "\"timezone\": \"Asia/Tokyo\", \"locale\": \"en\"",
                   "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\""),
             NULL);
    assert_int_equal(box_run(b, false), CVN_OK);
    mail_parts m = mail_open(box_find(b, "bo", "series/g1")->mime);
    assert_has(m.calendar, "METHOD:CANCEL");
    assert_has(m.calendar, "DTSTART;TZID=Europe/Copenhagen:20271018T190000\r\n");
    mail_close(&m);
}

/** Single sessions stay single, also where they have become even. */
static void test_no_tidying(void **state)
{
    box *b = *state;
    const char *const *uneven = EDITS("2027-11-01T18", "2027-11-08T18");
    box_read(b, EDITS(WEEKLY), uneven);
    assert_int_equal(box_run(b, true), CVN_OK);
    box_read(b, EDITS(WEEKLY), NULL);
    box_expect(b, "lea session/g1/3 update 1\nann session/g1/3 update 1\nbo session/g1/3 update 1\n");
}

/** A guest's session is an update of their own of that number; back again, another one. */
static void test_guest(void **state)
{
    box *b = *state;
    static const char SECOND[] =
        "\"link\": \"https://meet.example.org/g1\"}, {\"id\": \"g2\", \"type\": \"exp\", \"sessions\": [\"2027-10-20T09:00:00Z\", "
        "\"2027-10-27T09:00:00Z\", \"2027-11-03T09:00:00Z\"], \"leaders\": [], \"members\": [\"cy\"]GUESTS}], \"unplaced\": []}";
    char *without = edited(SECOND, EDITS("GUESTS", "")),
         *with = edited(SECOND, EDITS("GUESTS", ", \"guests\": [{\"who\": \"ann\", \"session\": 2}]"));
    const char *tail = "\"link\": \"https://meet.example.org/g1\"}], \"unplaced\": [\"cy\"]}";
    box_read(b, NULL, EDITS(tail, without));
    assert_int_equal(box_run(b, true), CVN_OK);
    char *uid = cvn_strdup(box_find(b, "ann", "session/g1/2")->uid);
    box_read(b, NULL, EDITS(tail, with));
    box_expect(b, "ann session/g1/2 update 1\n");
    const kept *k = box_find(b, "ann", "session/g1/2");
    assert_string_equal(k->uid, uid);
    mail_parts m = mail_open(k->mime);
    assert_has(m.calendar, "DTSTART:20271027T090000Z");
    assert_has(m.plain, "guest");
    assert_has(m.plain, "Cy");
    assert_lacks(m.plain, "Bo");
    mail_close(&m);
    box_read(b, NULL, EDITS(tail, without));
    box_expect(b, "ann session/g1/2 update 2\n");
    free(uid);
    free(with);
    free(without);
}

/** No groups: plenaries for everybody active; whole days; a month is in no calendar until it has its date. */
static void test_plenaries_alone(void **state)
{
    box *b = *state;
    static const char PATTERN[] =
        "{\"format\": \"conference/1\", \"id\": \"c\", \"title\": \"Year\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"da\", "
        "\"organizer\": {\"name\": \"O\", \"email\": \"org@example.org\"}, \"group_types\": [], \"plenaries\": ["
        "{\"id\": \"retreat\", \"title\": \"Retreat\", \"date\": \"2025-11-07\", \"days\": 2, \"status\": \"tentative\"}, "
        "{\"id\": \"sep\", \"title\": \"September\", %s}], \"participants\": [{\"id\": \"a\", \"timezone\": \"Europe/Copenhagen\", \"name\": "
        "\"A\", \"email\": "
        "\"a@example.org\"}, {\"id\": \"w\", \"timezone\": \"UTC\", \"email\": \"w@example.org\", \"status\": \"waiting\"}, {\"id\": \"n\", "
        "\"timezone\": \"UTC\"}]}";
    static const char *const dates[] = {"\"month\": \"2025-09\"", "\"date\": \"2025-09-15\""};
    static const char *const told[] = {"a plenary/retreat request 0\n", "a plenary/sep request 0\n"};
    for (size_t i = 0; i < 2; i++) {
        cvn_buffer text = {0};
        cvn_buffer_printf(&text, PATTERN, dates[i]);
        cvn_conference_free(b->conference);
        if (cvn_conference_parse(&b->conference, text.text, text.length, "t", NULL, b->error))
            fail_msg("%s", cvn_error_message(b->error, 0));
        box_expect(b, told[i]);
        assert_int_equal(b->summary.no_address, 1);
        cvn_buffer_free(&text);
        if (i == 0) {
            mail_parts m = mail_open(box_find(b, "a", "plenary/retreat")->mime);
            assert_has(m.calendar, "DTSTART;VALUE=DATE:20251107\r\nDTEND;VALUE=DATE:20251109\r\n");
            assert_has(m.calendar, "STATUS:TENTATIVE");
            assert_has(m.plain, "september 2025, dato følger");
            assert_has(m.plain, "uge 45");
            mail_close(&m);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOX_TEST(test_series),
        BOX_TEST(test_not_each_time),
        BOX_TEST(test_turns),
        BOX_TEST(test_uneven),
        BOX_TEST(test_series_changes),
        BOX_TEST(test_cut_off),
        BOX_TEST(test_cut_off_at_an_address),
        BOX_TEST(test_no_tidying),
        BOX_TEST(test_other_zone),
        BOX_TEST(test_guest),
        BOX_TEST(test_plenaries_alone),
        BOX_TEST(test_cut_off_too_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
