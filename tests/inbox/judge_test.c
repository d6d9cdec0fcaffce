/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/mails.h"

#define ONE "p1-session/g1/1@example.org"
#define NOW "SEQUENCE:1\r\nDTSTAMP:20270901T100000Z\r\n"

enum { BARE, OWN, OTHERS }; /* where it came to */
static const struct {
    const char *method, *uid, *attendee, *from;
    int to;
    const char *more;
    cvn_standing standing;
    const char *reason;
} answers[] = {
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, NOW, CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "A@Example.org", "A@Example.ORG", BARE, "SEQUENCE:1\r\nDTSTAMP:20270902T100000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "A@Example.org", "x@other.example", OWN, "SEQUENCE:1\r\nDTSTAMP:20270902T100000Z\r\n", CVN_STANDING_STALE,
     "the same answer"},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20270901T100001Z\r\n", CVN_STANDING_STALE, "a newer answer"},
    /* a calendar that raises SEQUENCE itself means what we sent last; then DTSTAMP decides */
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:5\r\nDTSTAMP:20270903T100000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20270904T100000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:5\r\nDTSTAMP:20270903T110000Z\r\n", CVN_STANDING_STALE, "a newer answer"},
    /* a wrong clock does not shut the door for ever */
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20990101T000000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20980101T000000Z\r\n", CVN_STANDING_STALE, "a newer answer"},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20290101T000000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, "SEQUENCE:1\r\nDTSTAMP:20280101T000000Z\r\n", CVN_STANDING_STALE, "a newer answer"},
    /* from whom, for whom */
    {"REPLY", ONE, "b@example.org", "b@example.org", BARE, NOW, CVN_STANDING_QUARANTINED,
     "speaks for b@example.org, and the invitation went to a@"},
    {"REPLY", ONE, "b@example.org", "b@example.org", OWN, NOW, CVN_STANDING_QUARANTINED, "that only they were given"},
    {"REPLY", ONE, "a@example.org", "mallory@evil.example", BARE, NOW, CVN_STANDING_QUARANTINED, "was sent by mallory@evil.example"},
    {"REPLY", ONE, "a@example.org", "a@example.org", OTHERS, NOW, CVN_STANDING_QUARANTINED, "reply address of somebody else (p2)"},
    {"REPLY", ONE, "p2@example.org", "p2@example.org", OTHERS, NOW, CVN_STANDING_QUARANTINED, "reply address of somebody else (p2)"},
    {"REPLY", ONE, "a@example.org", "assistant@example.org", OWN, "SEQUENCE:1\r\nDTSTAMP:20290103T000000Z\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", "unknown", "a@example.org", "a@example.org", OWN, NOW, CVN_STANDING_QUARANTINED, "no invitation of ours"},
    {"REPLY", "p2-session/g1/1@example.org", "a@example.org", "a@example.org", BARE, NOW, CVN_STANDING_QUARANTINED,
     "the invitation went to p2@"},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, NOW "ATTENDEE:mailto:c@example.org\r\n", CVN_STANDING_QUARANTINED,
     "no one attendee"},
    /* to what */
    {"REPLY", "p1-session/g1/3@example.org", "a@example.org", "a@example.org", BARE, NOW, CVN_STANDING_QUARANTINED, "an earlier version"},
    {"REPLY", "p1-session/g1/2@example.org", "a@example.org", "a@example.org", BARE, NOW, CVN_STANDING_QUARANTINED, "cancelled since"},
    {"COUNTER", ONE, "a@example.org", "a@example.org", BARE, NOW "DTSTART:20271005T170000Z\r\n", CVN_STANDING_QUARANTINED, "another time"},
    {"REPLY", ONE, "a@example.org", "a@example.org", BARE, NOW "RECURRENCE-ID:20271025T170000Z\r\n", CVN_STANDING_QUARANTINED,
     "none of the invitation's"},
    {"REPLY", "p1-series/g2@example.org", "a@example.org", "a@example.org", BARE, NOW "RECURRENCE-ID:20271025T170000Z\r\n", CVN_STANDING_KEPT,
     ""},
    {"REPLY", "p1-series/g2@example.org", "a@example.org", "a@example.org", BARE,
     NOW "RECURRENCE-ID;TZID=Romance Standard Time:20271101T190000\r\n", CVN_STANDING_KEPT, ""},
    {"REPLY", "p1-series/g2@example.org", "a@example.org", "a@example.org", BARE, NOW "RECURRENCE-ID:20271101T170000Z\r\n",
     CVN_STANDING_QUARANTINED, "none of the invitation's"},
    {"REPLY", "p1-series/g2@example.org", "a@example.org", "a@example.org", BARE, NOW, CVN_STANDING_KEPT, ""},
};

static void test_answers(void **state)
{
    store_fixture *f = *state;
    tell(f, "p1", "session/g1/1", 1, "update");
    tell(f, "p1", "session/g1/2", 1, "cancel");
    tell(f, "p1", "session/g1/3", 2, "update");
    tell(f, "p1", "series/g2", 0, "request");
    tell_to(f, "p2", "session/g1/1", 0, "request", "p2@example.org");
    const char *const to[] = {"org@example.org", reply_address(f, "p1"), reply_address(f, "p2")};
    for (size_t i = 0; i < CVN_COUNT(answers); i++) {
        uint32_t count;
        bool again;
        /* each a mail of its own, although two may say the same */
        const char *head = cvn_arena_printf(f->arena, "X-Row: %zu\r\nContent-Type: text/calendar; method=%s\r\n", i, answers[i].method);
        const char *mail = a_mail(f->arena, answers[i].from, to[answers[i].to], head,
                                  a_calendar(f->arena, answers[i].method, answers[i].uid, answers[i].attendee, answers[i].more));
        cvn_reply reply = judged(f, mail, &count, &again);
        print_message("row %zu: %s\n", i, reply.reason);
        assert_int_equal(count, 1);
        assert_false(again);
        assert_int_equal(reply.standing, answers[i].standing);
        assert_true(*answers[i].reason ? strstr(reply.reason, answers[i].reason) != NULL : !*reply.reason);
        (void)judged(f, mail, &count, &again);
        assert_true(again);
    }
}

static void test_occurrences_stand_apart(void **state)
{
    store_fixture *f = *state;
    uint32_t count;
    bool again;
    tell(f, "p1", "series/g2", 0, "request");
    const char *one =
        a_calendar(f->arena, "REPLY", "p1-series/g2@example.org", "a@example.org", "RECURRENCE-ID;TZID=Europe/Copenhagen:20271025T190000\r\n");
    cvn_reply reply = judged(f, a_mail(f->arena, "a@example.org", "org@example.org", "Content-Type: text/calendar\r\n", one), &count, &again);
    assert_string_equal(reply.recurrence, "2027-10-25T17:00:00Z");
    assert_string_equal(reply.item, "series/g2");
}

#define REPORT_HEAD                                                                                                                            \
    "MIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
#define REPORT(fields, original)                                                                                                               \
    "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n" fields               \
    "\r\n--b\r\n" original "\r\n--b--\r\n"
#define HEADERS(id, to) "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" id ">\r\nTo: " to "\r\nSubject: x\r\n"
#define WHOLE(uid)                                                                                                                             \
    "Content-Type: message/rfc822\r\n\r\nMessage-ID: <0102@ses.example>\r\nTo: a@example.org\r\nContent-Type: text/calendar\r\n\r\n"           \
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:" uid "\r\nSEQUENCE:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define FIELDS(address, action, status) "Final-Recipient: rfc822; " address "\r\nAction: " action "\r\nStatus: " status "\r\n"

static void test_bounces(void **state)
{
    store_fixture *f = *state;
    static const struct {
        const char *body;
        cvn_standing standing;
        const char *answer, *person, *reason;
    } rows[] = {
        {REPORT(FIELDS("a@example.org", "failed", "5.1.1"), HEADERS("p1-session/g1/1.1@ids", "a@example.org")), CVN_STANDING_KEPT, "hard", "p1",
         ""},
        {REPORT(FIELDS("A@EXAMPLE.ORG", "delayed", "4.4.1"), HEADERS("p1-session/g1/1.1@ids", "a@example.org")), CVN_STANDING_KEPT, "soft",
         "p1", ""},
        {REPORT(FIELDS("a@example.org", "failed", "4.4.7"), HEADERS("p1-session/g1/1.1@ids", "a@example.org")), CVN_STANDING_KEPT, "soft", "p1",
         ""},
        {REPORT(FIELDS("a@example.org", "failed", "5.1.1"), WHOLE(ONE)), CVN_STANDING_KEPT, "hard", "p1",
         ""}, /* Message-ID replaced on the way */
        {REPORT("Original-Recipient: rfc822;a@example.org\r\n" FIELDS("forward@far.example", "failed", "5.2.1"),
                HEADERS("p1-session/g1/1.1@ids", "a@example.org")),
         CVN_STANDING_KEPT, "hard", "p1", ""},
        {REPORT(FIELDS("b@example.org", "failed", "5.1.1"), HEADERS("p1-session/g1/1.1@ids", "a@example.org")), CVN_STANDING_QUARANTINED,
         "hard", "p1", "it is about b@example.org"},
        {REPORT(FIELDS("a@example.org", "failed", "5.1.1"), HEADERS("forged@ids", "a@example.org")), CVN_STANDING_QUARANTINED, "hard", "p1",
         "no message of ours"},
        {REPORT(FIELDS("z@example.org", "failed", "5.1.1"), HEADERS("forged@ids", "z@example.org")), CVN_STANDING_QUARANTINED, "hard", "",
         "no message of ours"},
        {REPORT(FIELDS("a@example.org", "delivered", "2.0.0"), HEADERS("p1-session/g1/1.1@ids", "a@example.org")), CVN_STANDING_NOTED, "", "p1",
         "delivered"},
    };
    tell(f, "p1", "session/g1/1", 1, "request");
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        uint32_t count;
        bool again;
        cvn_reply reply =
            judged(f, a_mail(f->arena, "MAILER-DAEMON@mx.example.org", "org@example.org", REPORT_HEAD, rows[i].body), &count, &again);
        print_message("row %zu: %s\n", i, reply.reason);
        assert_int_equal(count, 1);
        assert_int_equal(reply.kind, CVN_REPLY_BOUNCE);
        assert_int_equal(reply.standing, rows[i].standing);
        assert_string_equal(reply.answer, rows[i].answer);
        assert_string_equal(reply.person, rows[i].person);
        assert_true(*rows[i].reason ? strstr(reply.reason, rows[i].reason) != NULL : !*reply.reason);
    }
}

/** A forwarded reply, and our own invitation that comes back in a bounce, are not this mail's words. */
static void test_words(void **state)
{
    store_fixture *f = *state;
    tell(f, "p1", "session/g1/1", 1, "request");
    const struct {
        const char *from, *to, *head, *body;
        cvn_reply_kind kind;
        cvn_standing standing;
        const char *person, *comment;
    } rows[] = {
        {"a@example.org", "org@example.org", "", "I cannot come on Monday.\r\n\r\nOn 1 Sep we wrote:\r\n> You are invited\r\n",
         CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "p1", "I cannot come on Monday."},
        {"private@home.example", reply_address(f, "p1"), "", "I cannot.\r\n", CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "p1", "I cannot."},
        {"stranger@home.example", "org@example.org", "In-Reply-To: <p1-session/g1/1.1@ids>\r\n", "I cannot.\r\n", CVN_REPLY_LETTER,
         CVN_STANDING_QUARANTINED, "", "I cannot."},
        {"a@example.org", "org@example.org", "Auto-Submitted: auto-replied\r\n", "I am away.\r\n", CVN_REPLY_AWAY, CVN_STANDING_NOTED, "p1",
         "I am away."},
        {"a@example.org", "org@example.org", "Content-Type: text/html\r\n", "<p>I <b>cannot</b></p>", CVN_REPLY_LETTER,
         CVN_STANDING_QUARANTINED, "p1", "I  cannot"},
        {"MAILER-DAEMON@mx.example.org", "org@example.org", "Auto-Submitted: auto-replied\r\n", "No such user.\r\n", CVN_REPLY_LETTER,
         CVN_STANDING_QUARANTINED, "", "No such user."},
        {"a@example.org", "org@example.org", "Content-Type: message/rfc822\r\n",
         a_mail(f->arena, "a@example.org", "org@example.org", "Content-Type: text/calendar; method=REPLY\r\n",
                a_calendar(f->arena, "REPLY", ONE, "a@example.org", NOW)),
         CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "p1", ""},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        uint32_t count;
        bool again;
        cvn_reply reply = judged(f, a_mail(f->arena, rows[i].from, rows[i].to, rows[i].head, rows[i].body), &count, &again);
        print_message("row %zu: %s\n", i, reply.reason);
        assert_int_equal(reply.kind, rows[i].kind);
        assert_int_equal(reply.standing, rows[i].standing);
        assert_string_equal(reply.person, rows[i].person);
        assert_string_equal(reply.comment, rows[i].comment);
        assert_string_equal(reply.item, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_answers), STORE_TEST(test_occurrences_stand_apart), STORE_TEST(test_bounces),
                                       STORE_TEST(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
