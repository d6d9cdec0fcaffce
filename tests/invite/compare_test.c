/* SPDX-License-Identifier: Apache-2.0 */
/** Who is told what, when, and with which SEQUENCE. */
#include "invite_testing.h"
#include "mail_parts.h"

static const char *const FIRST =
    "lea session/g1/1 request 0\nlea session/g1/2 request 0\nlea session/g1/3 request 0\nlea plenary/open request 0\n"
    "ann session/g1/1 request 0\nann session/g1/2 request 0\nann session/g1/3 request 0\nann plenary/open request 0\n"
    "bo session/g1/1 request 0\nbo session/g1/2 request 0\nbo session/g1/3 request 0\nbo plenary/open request 0\n"
    "cy letter/unplaced letter 0\n";

static void start(box *b)
{
    box_read(b, NULL, NULL);
    box_expect(b, FIRST);
}

static void test_first_and_nothing_again(void **state)
{
    box *b = *state;
    start(b);
    assert_int_equal(b->summary.people, 4);
    b->now_s += 86400;
    box_expect(b, "");
    assert_int_equal(b->summary.unaffected, 4);
}

/** What may change in the files, and what each change makes people hear. */
static const struct {
    const char *conference[5], *allocation[5], *told;
} changes[] = {
    /* start */
    {{NULL}, {"2027-10-25T17", "2027-10-26T17", NULL}, "lea session/g1/2 update 1\nann session/g1/2 update 1\nbo session/g1/2 update 1\n"},
    /* length: of sessions, not of the plenary */
    {{"\"minutes\": 105", "\"minutes\": 75", NULL},
     {NULL},
     "lea session/g1/1 update 1\nlea session/g1/2 update 1\nlea session/g1/3 update 1\n"
     "ann session/g1/1 update 1\nann session/g1/2 update 1\nann session/g1/3 update 1\n"
     "bo session/g1/1 update 1\nbo session/g1/2 update 1\nbo session/g1/3 update 1\n"},
    /* title of a plenary */
    {{"Opening", "Welcome", NULL}, {NULL}, "lea plenary/open update 1\nann plenary/open update 1\nbo plenary/open update 1\n"},
    /* the plenary becomes provisional */
    {{"\"minutes\": 90}", "\"minutes\": 90, \"status\": \"tentative\"}", NULL},
     {NULL},
     "lea plenary/open update 1\nann plenary/open update 1\nbo plenary/open update 1\n"},
    /* for leaders alone */
    {{"\"minutes\": 90}", "\"minutes\": 90, \"for\": \"leaders\"}", NULL}, {NULL}, "ann plenary/open cancel 1\nbo plenary/open cancel 1\n"},
    /* another address: that person alone, everything; the one that they had is told that it no longer holds it */
    {{"ann@example.org", "ann@new.example.org", NULL},
     {NULL},
     "ann former/session/g1/1 ann@example.org cancel 1\nann former/session/g1/2 ann@example.org cancel 1\n"
     "ann former/session/g1/3 ann@example.org cancel 1\nann former/plenary/open ann@example.org cancel 1\n"
     "ann session/g1/1 update 2\nann session/g1/2 update 2\nann session/g1/3 update 2\nann plenary/open update 2\n"},
    /* the same address, written otherwise: the same mailbox */
    {{"ann@example.org", "Ann@Example.ORG", NULL},
     {NULL},
     "ann session/g1/1 update 1\nann session/g1/2 update 1\nann session/g1/3 update 1\nann plenary/open update 1\n"},
    /* another address after the first session: that one is history there too */
    {{"2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z", "ann@example.org", "ann@new.example.org", NULL},
     {NULL},
     "ann former/session/g1/2 ann@example.org cancel 1\nann former/session/g1/3 ann@example.org cancel 1\n"
     "ann former/plenary/open ann@example.org cancel 1\n"
     "ann session/g1/2 update 2\nann session/g1/3 update 2\nann plenary/open update 2\n"},
    /* another name, language or clock is no change */
    {{"\"Ann\"", "\"Anna\"", "America/New_York", "America/Chicago", NULL}, {NULL}, ""},
    /* a member leaves: they hear, the others do not */
    {{"\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\"", NULL},
     {"\"ann\", \"bo\"", "\"ann\"", NULL},
     "bo plenary/open cancel 1\nbo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n"},
    /* the same where the allocation still names them */
    {{"\"bo\", \"name\"", "\"bo\", \"status\": \"waiting\", \"name\"", NULL},
     {NULL},
     "bo plenary/open cancel 1\nbo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n"},
    /* a newcomer: they hear alone */
    {{NULL},
     {"\"ann\", \"bo\"", "\"ann\", \"bo\", \"cy\"", "[\"cy\"]", "[]", NULL},
     "cy session/g1/1 request 0\ncy session/g1/2 request 0\ncy session/g1/3 request 0\ncy plenary/open request 0\n"},
    /* somebody loses their place: cancels, then the letter */
    {{NULL},
     {"\"ann\", \"bo\"", "\"ann\"", "[\"cy\"]", "[\"bo\", \"cy\"]", NULL},
     "bo plenary/open cancel 1\nbo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\nbo letter/unplaced letter "
     "0\n"},
    /* a session that somebody cannot attend any more */
    {{"Asia/Kathmandu\", ALL", "Asia/Kathmandu\", \"unavailable\": [{\"date\": \"2027-10-25\"}], ALL", NULL},
     {NULL},
     "bo session/g1/2 cancel 1\n"},
    /* a link, for a group whole */
    {{NULL},
     {"meet.example.org/g1", "meet.example.org/g2", NULL},
     "lea session/g1/1 update 1\nlea session/g1/2 update 1\nlea session/g1/3 update 1\n"
     "ann session/g1/1 update 1\nann session/g1/2 update 1\nann session/g1/3 update 1\n"
     "bo session/g1/1 update 1\nbo session/g1/2 update 1\nbo session/g1/3 update 1\n"},
    /* a turn: whose it is hears, nobody else */
    {{NULL}, {"\"link\"", "\"rota\": [[], [\"bo\"], []], \"link\"", NULL}, "bo session/g1/2 update 1\n"},
    /* held sessions are history, whatever has become of them */
    {{"2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z", "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\"", NULL},
     {NULL},
     "bo plenary/open cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n"},
    {{"2027-10-01T00:00:00Z", "2027-10-20T00:00:00Z", NULL},
     {"meet.example.org/g1", "meet.example.org/g2", NULL},
     "lea session/g1/2 update 1\nlea session/g1/3 update 1\nann session/g1/2 update 1\nann session/g1/3 update 1\n"
     "bo session/g1/2 update 1\nbo session/g1/3 update 1\n"},
    /* another group: its sessions are other items */
    {{NULL},
     {"\"g1\", \"type\"", "\"g2\", \"type\"", NULL},
     "lea session/g1/1 cancel 1\nlea session/g1/2 cancel 1\nlea session/g1/3 cancel 1\n"
     "lea session/g2/1 request 0\nlea session/g2/2 request 0\nlea session/g2/3 request 0\n"
     "ann session/g1/1 cancel 1\nann session/g1/2 cancel 1\nann session/g1/3 cancel 1\n"
     "ann session/g2/1 request 0\nann session/g2/2 request 0\nann session/g2/3 request 0\n"
     "bo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n"
     "bo session/g2/1 request 0\nbo session/g2/2 request 0\nbo session/g2/3 request 0\n"},
};

static void test_changes(void **state)
{
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(changes); i++) {
        void *one = NULL;
        box_open(&one);
        print_message("change %zu\n", i);
        start(one);
        box_read(one, changes[i].conference, changes[i].allocation);
        box_expect(one, changes[i].told);
        box_expect(one, "");
        box_close(&one);
    }
}

/** Dropped and back: the same UIDs, higher SEQUENCEs. */
static void test_back_again(void **state)
{
    box *b = *state;
    start(b);
    char *uid = cvn_strdup(box_find(b, "bo", "session/g1/1")->uid);
    box_read(b, EDITS("\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\""), NULL);
    box_expect(b, "bo plenary/open cancel 1\nbo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n");
    box_read(b, NULL, NULL);
    box_expect(b, "bo session/g1/1 request 2\nbo session/g1/2 request 2\nbo session/g1/3 request 2\nbo plenary/open request 2\n");
    assert_string_equal(box_find(b, "bo", "session/g1/1")->uid, uid);
    free(uid);
}

/** To another address and back: the SEQUENCE goes up through both mailboxes, and each is told what it no longer holds. */
static void test_another_address(void **state)
{
    box *b = *state;
    start(b);
    char *uid = cvn_strdup(box_find(b, "ann", "session/g1/1")->uid);
    box_read(b, EDITS("ann@example.org", "ann@new.example.org"), NULL);
    box_run(b, true);
    const kept *there = box_find(b, "ann", "former/session/g1/1 ann@example.org"), *here = box_find(b, "ann", "session/g1/1");
    assert_string_equal(there->uid, uid);
    assert_string_equal(there->address, "ann@example.org");
    assert_string_equal(here->uid, uid);
    assert_string_equal(here->address, "ann@new.example.org");
    mail_parts m = mail_open(there->mime);
    assert_has(m.calendar, "METHOD:CANCEL");
    assert_has(m.calendar, "SEQUENCE:1");
    assert_has(m.plain, "Your invitations now go to your new address.");
    assert_has(m.plain, "is cancelled for you");
    mail_close(&m);
    assert_null(strstr(there->mime, "new.example.org")); /* whoever reads the old mailbox is not told the new one */
    m = mail_open(here->mime);
    assert_has(m.calendar, "METHOD:REQUEST");
    assert_has(m.calendar, "SEQUENCE:2");
    assert_has(m.plain, "Your invitations now go to this address.");
    mail_close(&m);
    box_expect(b, "");
    box_read(b, NULL, NULL);
    box_run(b, true);
    assert_int_equal(box_find(b, "ann", "former/session/g1/1 ann@new.example.org")->sequence, 3);
    assert_int_equal(box_find(b, "ann", "session/g1/1")->sequence, 4);
    box_expect(b, "");
    free(uid);
}

/** What is over for somebody who has another address by now is taken back where it stands. */
static void test_gone_with_another_address(void **state)
{
    box *b = *state;
    start(b);
    box_read(b, EDITS("\"ann\", \"name\"", "\"ann\", \"status\": \"dropped\", \"name\"", "ann@example.org", "ann@new.example.org"), NULL);
    box_expect(b, "ann plenary/open cancel 1\nann session/g1/1 cancel 1\nann session/g1/2 cancel 1\nann session/g1/3 cancel 1\n");
    assert_string_equal(box_find(b, "ann", "session/g1/1")->address, "ann@example.org");
}

/** Out of the files altogether: the payload alone knows address, language and clock. */
static void test_gone_from_the_files(void **state)
{
    box *b = *state;
    start(b);
    box_read(
        b,
        EDITS(
            "  {\"id\": \"bo\", \"name\": \"Bo\", \"email\": \"bo@example.org\", \"locale\": \"de\", \"timezone\": \"Asia/Kathmandu\", ALL},\n",
            ""),
        EDITS("\"ann\", \"bo\"", "\"ann\""));
    box_expect(b, "bo plenary/open cancel 1\nbo session/g1/1 cancel 1\nbo session/g1/2 cancel 1\nbo session/g1/3 cancel 1\n");
    const kept *k = box_find(b, "bo", "session/g1/1");
    assert_string_equal(k->address, "bo@example.org");
    mail_parts m = mail_open(k->mime);
    assert_has(m.plain, "Guten Tag Bo,");
    assert_has(m.plain, "22:45");
    assert_has(m.calendar, "METHOD:CANCEL");
    mail_close(&m);
}

/** A letter says something new only after a place was had and lost again, or where the reason is another. */
static void test_letters(void **state)
{
    box *b = *state;
    start(b);
    const char *const *placed = EDITS("\"ann\", \"bo\"", "\"ann\", \"bo\", \"cy\"", "[\"cy\"]", "[]");
    box_read(b, NULL, placed);
    box_expect(b, "cy session/g1/1 request 0\ncy session/g1/2 request 0\ncy session/g1/3 request 0\ncy plenary/open request 0\n");
    box_read(b, NULL, NULL);
    box_expect(b, "cy plenary/open cancel 1\ncy session/g1/1 cancel 1\ncy session/g1/2 cancel 1\ncy session/g1/3 cancel 1\ncy letter/unplaced "
                  "letter 1\n");
    box_expect(b, "");
    b->has_reason = true;
    b->reason = (cvn_reason){.person = 3, .kind = CVN_REASON_NO_HOURS, .have = 1, .need = 3};
    box_expect(b, "cy letter/unplaced letter 2\n");
    box_expect(b, "");
    b->reason.need = 2; /* moves as sessions are held */
    box_expect(b, "");
    b->reason.have = 2;
    box_expect(b, "cy letter/unplaced letter 3\n");
    b->reason = (cvn_reason){.person = 3, .kind = CVN_REASON_TOO_FEW, .have = 2, .need = 3};
    box_expect(b, "cy letter/unplaced letter 4\n");
    b->reason.have = 1; /* moves with other people's answers */
    box_expect(b, "");
}

/** The cancels left, the letter did not: it is still due, and due once. */
static void test_letter_after_a_crash(void **state)
{
    box *b = *state;
    box_read(b, NULL, EDITS("\"ann\", \"bo\"", "\"ann\", \"bo\", \"cy\"", "[\"cy\"]", "[]"));
    assert_int_equal(box_run(b, true), CVN_OK);
    box_read(b, NULL, NULL);
    assert_int_equal(box_run(b, false), CVN_OK);
    for (size_t i = 0; i < b->last.count; i++) /* all but one cancel leave */
        if (strcmp(b->last.at[i].item, "session/g1/3") != 0)
            box_remember(b, &b->last.at[i]);
    box_expect(b, "cy session/g1/3 cancel 1\n");
    box_expect(b, "");
}

static void test_broken_payload(void **state)
{
    box *b = *state;
    start(b);
    for (size_t i = 0; i < b->told.count; i++) {
        free(b->told.at[i].payload);
        b->told.at[i].payload = cvn_strdup("{\"kind\": \"session\"}");
    }
    box_expect(b, ""); /* what has not changed is not read */
    box_read(b, NULL, EDITS("2027-10-25T17", "2027-10-26T17"));
    assert_int_equal(box_run(b, false), CVN_E_DATA);
    assert_has(cvn_error_message(b->error, 0), "lea");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOX_TEST(test_first_and_nothing_again),
        BOX_TEST(test_changes),
        BOX_TEST(test_back_again),
        BOX_TEST(test_another_address),
        BOX_TEST(test_gone_with_another_address),
        BOX_TEST(test_gone_from_the_files),
        BOX_TEST(test_letters),
        BOX_TEST(test_letter_after_a_crash),
        BOX_TEST(test_broken_payload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
