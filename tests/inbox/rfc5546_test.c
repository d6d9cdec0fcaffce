/* SPDX-License-Identifier: Apache-2.0 */
/* The group event of RFC 5546, section 4.2: A invites B and C; what comes back to A, and what A alone says. Figures as they stand there, words our own. */
#include "inbox/mails.h"

#define UID   "calsrv.example.com-873970198738777@example.com"
#define EVENT "ORGANIZER:mailto:a@example.com\r\nUID:" UID "\r\n"
#define ATTENDEES                                                                                                                              \
    "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:a@example.com\r\nATTENDEE;RSVP=TRUE:mailto:b@example.com\r\nATTENDEE;RSVP=TRUE:mailto:c@"    \
    "example.com\r\n"

static void invite(store_fixture *f, uint32_t sequence, const char *starts, const char *kind)
{
    cvn_row row = a_row("b", "session/g1/1", sequence, "f");
    int64_t id = 0;
    row.uid = UID;
    row.kind = kind;
    row.address = "b@example.com";
    row.payload = cvn_arena_printf(
        f->arena, "{\"kind\":\"session\",\"title\":\"T\",\"starts\":[\"%s\"],\"minutes\":30,\"address\":\"b@example.com\"}", starts);
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
}

enum { REQUEST, UPDATE, CANCELLED }; /* what A has said last */
static const struct {
    const char *section, *method, *from, *lines;
    int said;
    cvn_reply_kind kind;
    cvn_standing standing;
    const char *answer, *reason;
} rows[] = {
    {"4.1.1 published", "PUBLISH", "a@example.com", EVENT "DTSTART:19970701T200000Z\r\nDTSTAMP:19970611T190000Z\r\nSUMMARY:A match\r\n",
     REQUEST, CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "no reply"},
    {"4.1.3 published, cancelled", "CANCEL", "a@example.com", EVENT "COMMENT:Rain\r\nSEQUENCE:2\r\nDTSTAMP:19970613T190000Z\r\n", REQUEST,
     CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "no reply"},
    {"4.2.1 request", "REQUEST", "a@example.com",
     EVENT ATTENDEES "DTSTAMP:19970611T190000Z\r\nDTSTART:19970701T200000Z\r\nDTEND:19970701T203000Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n",
     REQUEST, CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "no reply"},
    {"4.2.2 reply", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com\r\nSEQUENCE:0\r\nREQUEST-STATUS:2.0;Success\r\nDTSTAMP:19970612T190000Z\r\n",
     REQUEST, CVN_REPLY_REPLY, CVN_STANDING_KEPT, "accepted", ""},
    {"4.2.2 changed mind", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=DECLINED:mailto:b@example.com\r\nSEQUENCE:0\r\nREQUEST-STATUS:2.0;Success\r\nDTSTAMP:19970614T190000Z\r\n",
     REQUEST, CVN_REPLY_REPLY, CVN_STANDING_KEPT, "declined", ""},
    {"4.2.2 late copy", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=TENTATIVE:mailto:b@example.com\r\nSEQUENCE:0\r\nDTSTAMP:19970613T190000Z\r\n", REQUEST, CVN_REPLY_REPLY,
     CVN_STANDING_STALE, "tentative", "a newer answer"},
    {"4.2.4 counter", "COUNTER", "b@example.com",
     EVENT ATTENDEES
     "DTSTART:19970701T160000Z\r\nDTEND:19970701T190000Z\r\nDTSTAMP:19970612T190000Z\r\nLOCATION:A small room\r\nCOMMENT:Better then\r\n"
     "SEQUENCE:0\r\n",
     REQUEST, CVN_REPLY_COUNTER, CVN_STANDING_QUARANTINED, "", "another time"},
    {"4.2.4 counter declined", "DECLINECOUNTER", "a@example.com",
     EVENT "ATTENDEE;RSVP=TRUE:mailto:b@example.com\r\nCOMMENT:No other time\r\nSEQUENCE:0\r\nDTSTAMP:19970614T190000Z\r\n", REQUEST,
     CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "no reply"},
    {"4.2.5 delegated", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:e@example.com\":mailto:b@example.com\r\nSEQUENCE:0\r\nREQUEST-STATUS:2.0;"
           "Success\r\n"
           "DTSTAMP:19970615T190000Z\r\n",
     REQUEST, CVN_REPLY_REPLY, CVN_STANDING_KEPT, "delegated", ""},
    {"4.2.6 delegate accepts", "REPLY", "e@example.com",
     EVENT
     "ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM=\"mailto:b@example.com\":mailto:e@example.com\r\n"
     "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:e@example.com\":mailto:b@example.com\r\nSEQUENCE:0\r\nDTSTAMP:19970616T190000Z\r\n",
     REQUEST, CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "accepted", "speaks for e@example.com"},
    {"4.2.7 delegate declines", "REPLY", "e@example.com",
     EVENT
     "ATTENDEE;PARTSTAT=DECLINED;DELEGATED-FROM=\"mailto:b@example.com\":mailto:e@example.com\r\n"
     "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:e@example.com\":mailto:b@example.com\r\nSEQUENCE:0\r\nDTSTAMP:19970617T190000Z\r\n",
     REQUEST, CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "declined", "speaks for e@example.com"},
    {"4.2.8 forwarded: an uninvited one answers", "REPLY", "d@example.com",
     EVENT "ATTENDEE;PARTSTAT=ACCEPTED:mailto:d@example.com\r\nSEQUENCE:0\r\nDTSTAMP:19970612T190000Z\r\n", REQUEST, CVN_REPLY_REPLY,
     CVN_STANDING_QUARANTINED, "accepted", "speaks for d@example.com"},
    {"4.2.3 answer to the first version, after the update", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com\r\nSEQUENCE:0\r\nDTSTAMP:19970618T190000Z\r\n", UPDATE, CVN_REPLY_REPLY,
     CVN_STANDING_QUARANTINED, "accepted", "an earlier version"},
    {"4.2.3 answer to the update", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com\r\nSEQUENCE:1\r\nDTSTAMP:19970613T190000Z\r\n", UPDATE, CVN_REPLY_REPLY,
     CVN_STANDING_KEPT, "accepted", ""},
    {"3.2.6 refresh", "REFRESH", "b@example.com", EVENT "ATTENDEE:mailto:b@example.com\r\nDTSTAMP:19970613T190000Z\r\n", UPDATE,
     CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "sent again"},
    {"4.2.9 answer to what was cancelled", "REPLY", "b@example.com",
     EVENT "ATTENDEE;PARTSTAT=DECLINED:mailto:b@example.com\r\nSEQUENCE:2\r\nDTSTAMP:19970620T190000Z\r\n", CANCELLED, CVN_REPLY_REPLY,
     CVN_STANDING_QUARANTINED, "declined", "cancelled since"},
};

static void test_group_event(void **state)
{
    store_fixture *f = *state;
    int said = -1;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        uint32_t count;
        bool again;
        for (; said < rows[i].said; said++) /* each once, in order */
            invite(f, (uint32_t)said + 1, said + 1 == REQUEST ? "1997-07-01T20:00:00Z" : "1997-07-01T18:00:00Z",
                   said + 1 == REQUEST  ? "request"
                   : said + 1 == UPDATE ? "update"
                                        : "cancel");
        const char *calendar = cvn_arena_printf(f->arena,
                                                "BEGIN:VCALENDAR\r\nPRODID:-//Example//Example//"
                                                "EN\r\nMETHOD:%s\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
                                                rows[i].method, rows[i].lines);
        const char *head = cvn_arena_printf(f->arena, "Content-Type: text/calendar; method=%s; charset=US-ASCII\r\n", rows[i].method);
        cvn_reply reply = judged(f, a_mail(f->arena, rows[i].from, "a@example.com", head, calendar), &count, &again);
        print_message("%s: %s\n", rows[i].section, reply.reason);
        assert_int_equal(count, 1);
        assert_int_equal(reply.kind, rows[i].kind);
        assert_int_equal(reply.standing, rows[i].standing);
        assert_string_equal(reply.answer, rows[i].answer);
        assert_true(*rows[i].reason ? strstr(reply.reason, rows[i].reason) != NULL : !*reply.reason);
        if (reply.kind == CVN_REPLY_COUNTER)
            assert_string_equal(reply.detail, "1997-07-01T16:00Z to 1997-07-01T19:00Z");
        if (!strcmp(reply.answer, "delegated"))
            assert_string_equal(reply.detail, "e@example.com");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_group_event)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
