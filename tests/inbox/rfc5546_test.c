/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The VEVENT examples of RFC 5546, section 4, for REQUEST, REPLY, CANCEL, COUNTER and DECLINECOUNTER, in the mailbox of "A", the organizer: what each
 * is taken for, and what follows from it. Held against the text of the RFC (December 2009); what iTIP acts upon stands as it does there, its slips
 * (marked) and folds too. Summaries, descriptions, places and comments are in words of our own; times are the RFC's, years past.
 *
 * Rows in brackets are no objects of the RFC: what its text says beside an example, or an example met in another order.
 *
 * The RFC gives all attendees one UID; we give each person one of their own. So each row says whom the one invitation that we know of went to.
 */
#include "inbox/mails.h"

#define CAL           "UID:calsrv.example.com-873970198738777@example.com\r\n"
#define CAL_A         "UID:calsrv.example.com-873970198738777a@example.com\r\n" /* with the "a" that 4.2.4 has in two of its four objects */
#define GUID          "UID:guid-1@example.com\r\n"
#define REVIEW        "UID:123456789@example.com\r\n"
#define ORG           "ORGANIZER:mailto:a@example.com\r\n"
#define CHAIR         "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:a@example.com\r\n"
#define INDIVIDUAL(x) "ATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL:mailto:" x "@example.com\r\n"
#define RSVP(x)       "ATTENDEE;RSVP=TRUE:mailto:" x "@example.com\r\n"
#define FYI           "ATTENDEE;ROLE=NON-PARTICIPANT;RSVP=FALSE:mailto:e@example.com\r\n"
#define BCD           "ATTENDEE:mailto:b@example.com\r\nATTENDEE:mailto:c@example.com\r\nATTENDEE:mailto:d@example.com\r\n"
#define CONFIRMED     "STATUS:CONFIRMED\r\n"
#define EVENT(x)      "BEGIN:VEVENT\r\n" x "END:VEVENT\r\n"
#define OK            "REQUEST-STATUS:2.0;Success\r\n"

/** Whom our invitation went to, and what was said last; starts NULL: we know of none. */
typedef struct told_before {
    const char *uid, *address;
    uint32_t sequence;
    const char *kind, *starts;
} told_before;
#define CONFERENCE(to, sequence, kind)                                                                                                         \
    {                                                                                                                                          \
        "calsrv.example.com-873970198738777@example.com", to "@example.com", sequence, kind, "\"1997-07-01T20:00:00Z\""                        \
    }
#define COUNTERED                                                                                                                              \
    {                                                                                                                                          \
        "calsrv.example.com-873970198738777a@example.com", "b@example.com", 0, "request", "\"1997-07-01T19:00:00Z\""                           \
    }
#define MONTHLY(sequence, more)                                                                                                                \
    {                                                                                                                                          \
        "guid-1@example.com", "b@example.com", sequence, "update", "\"1997-06-01T21:00:00Z\",\"1997-07-01T21:00:00Z\"" more                    \
    }
#define NOBODY                                                                                                                                 \
    {                                                                                                                                          \
        0                                                                                                                                      \
    }

/** What A's own messages and others' copies are in A's mailbox: no answer, which a person looks at. */
#define NO_ANSWER CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "", "", "no reply"

static const struct {
    const char *section, *method, *from, *body;
    told_before told;
    cvn_reply_kind kind;
    cvn_standing standing;
    const char *answer, *detail, *recurrence, *reason;
} rows[] = {
    /* ---- REQUEST --------------------------------------------------------------------------------------------------------------------------- */
    {"4.2.1 a group event (slips: seven digits in DTEND, an address without mailto:)", "REQUEST", "a",
     EVENT(
         ORG
         "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN=A:mailto:a@example.com\r\n"
         "ATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL;CN=B:mailto:b@example.com\r\nATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL;CN=C:mailto:c@example.com\r\n"
         "ATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL;CN=Hal:mailto:d@example.com\r\nATTENDEE;RSVP=FALSE;CUTYPE=ROOM:conf_big@example.com\r\n" FYI
         "DTSTAMP:19970611T190000Z\r\nDTSTART:19970701T200000Z\r\nDTEND:19970701T2100000Z\r\nSUMMARY:A meeting\r\n" CAL
         "SEQUENCE:0\r\n" CONFIRMED),
     CONFERENCE("b", 0, "request"), NO_ANSWER},
    {"4.2.3 the event is moved", "REQUEST", "a",
     EVENT(ORG CHAIR INDIVIDUAL("b") INDIVIDUAL("c") "ATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL;CN=Hal:mailto:d@example.com\r\n"
                                                     "ATTENDEE;ROLE=NON-PARTICIPANT;RSVP=FALSE;\r\n CUTYPE=ROOM:mailto:conf@example.com\r\n" FYI
                                                     "DTSTART:19970701T180000Z\r\nDTEND:19970701T190000Z\r\nSUMMARY:A call\r\n" CAL
                                                     "SEQUENCE:1\r\nDTSTAMP:19970613T190000Z\r\n" CONFIRMED),
     CONFERENCE("b", 1, "update"), NO_ANSWER},
    {"4.2.4 what B counters then", "REQUEST", "a",
     EVENT(ORG CHAIR INDIVIDUAL("b")
               INDIVIDUAL("c") "DTSTART:19970701T190000Z\r\nDTEND:19970701T200000Z\r\nSUMMARY:A talk\r\nLOCATION:Here\r\n" CAL_A
                               "SEQUENCE:0\r\nDTSTAMP:19970611T190000Z\r\n" CONFIRMED),
     COUNTERED, NO_ANSWER},
    {"4.2.4 A accepts the counter (its UID is another there)", "REQUEST", "a",
     EVENT(ORG CHAIR INDIVIDUAL("b") INDIVIDUAL("c") "DTSTAMP:19970613T190000Z\r\nDTSTART:19970701T160000Z\r\nDTEND:19970701T170000Z\r\n"
                                                     "SUMMARY:A talk - moved for\r\n  B\r\nLOCATION:There\r\n" CAL "SEQUENCE:1\r\n" CONFIRMED),
     CONFERENCE("b", 1, "update"), NO_ANSWER},
    {"4.2.5 C hands it on to E", "REQUEST", "c",
     EVENT(ORG "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-\r\n TO=\"mailto:e@example.com\":mailto:c@example.com\r\n"
               "ATTENDEE;RSVP=TRUE;\r\n DELEGATED-FROM=\"mailto:c@example.com\":mailto:e@example.com\r\nDTSTART:19970701T180000Z\r\n"
               "DTEND:19970701T200000Z\r\nSUMMARY:A call\r\n" CAL "SEQUENCE:0\r\n" CONFIRMED "DTSTAMP:19970611T190000Z\r\n"),
     CONFERENCE("c", 0, "request"), NO_ANSWER},
    {"4.2.7 A asks C again", "REQUEST", "a",
     EVENT(
         ORG "ATTENDEE;PARTSTAT=DECLINED;\r\n DELEGATED-FROM=\"mailto:c@example.com\":mailto:e@example.com\r\n" RSVP("c") CAL
         "SEQUENCE:0\r\nSUMMARY:A call\r\nDTSTART:19970701T180000Z\r\nDTEND:19970701T200000Z\r\nDTSTAMP:19970614T200000Z\r\nCOMMENT:Not E\r\n"),
     CONFERENCE("c", 0, "request"), NO_ANSWER},
    {"4.2.10 the others hear that B is out", "REQUEST", "a",
     EVENT(ORG CHAIR "ATTENDEE;CUTYPE=INDIVIDUAL:mailto:c@example.com\r\nATTENDEE;CUTYPE=INDIVIDUAL:mailto:d@example.com\r\n"
                     "ATTENDEE;CUTYPE=ROOM:mailto:cr_big@example.com\r\nATTENDEE;ROLE=NON-PARTICIPANT;\r\n RSVP=FALSE:mailto:e@example.com\r\n"
                     "DTSTAMP:19970611T190000Z\r\nDTSTART:19970701T200000Z\r\nDTEND:19970701T203000Z\r\nSUMMARY:A call\r\n" CAL
                     "SEQUENCE:2\r\n" CONFIRMED),
     CONFERENCE("c", 2, "update"), NO_ANSWER},
    {"4.2.11 B makes itself the organizer (slip: STATUS for PARTSTAT)",
     "REQUEST",
     "b",
     EVENT("ORGANIZER:mailto:b@example.com\r\nATTENDEE;ROLE=CHAIR;STATUS=ACCEPTED:mailto:b@example.com\r\n"
           "ATTENDEE;CUTYPE=INDIVIDUAL:mailto:c@example.com\r\nATTENDEE;CUTYPE=INDIVIDUAL:mailto:d@example.com\r\nDTSTAMP:19970611T190000Z\r\n"
           "DTSTART:19970701T200000Z\r\nDTEND:19970701T203000Z\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:A "
           "call\r\nUID:123456@example.com\r\nSEQUENCE:1\r\n" CONFIRMED),
     {"123456@example.com", "b@example.com", 0, "request", "\"1997-07-01T20:00:00Z\",\"1997-07-08T20:00:00Z\""},
     NO_ANSWER},
    {"4.4.1 weekly, with a zone (slips: addresses without mailto:)", "REQUEST", "a",
     "BEGIN:VTIMEZONE\r\nTZID:America-SanJose\r\nTZURL:http://example.com/tz/America-SanJose\r\nBEGIN:STANDARD\r\nDTSTART:19671029T020000\r\n"
     "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETFROM:-0700\r\nTZOFFSETTO:-0800\r\nTZNAME:PST\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
     "DTSTART:19870405T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4\r\nTZOFFSETFROM:-0800\r\nTZOFFSETTO:-0700\r\nTZNAME:PDT\r\nEND:"
     "DAYLIGHT\r\n"
     "END:VTIMEZONE\r\n" EVENT(
         ORG
         "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;\r\n CUTYPE=INDIVIDUAL:a@example.com\r\nATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL:b@example.fr\r\n"
         "ATTENDEE;RSVP=TRUE;CUTYPE=INDIVIDUAL:c@example.jp\r\nDTSTAMP:19970613T190030Z\r\nDTSTART;TZID=America-SanJose:19970701T140000\r\n"
         "DTEND;TZID=America-SanJose:19970701T150000\r\nRRULE:FREQ=WEEKLY;COUNT=20;WKST=SU;BYDAY=TU\r\n"
         "RDATE;TZID=America-SanJose:19970910T140000\r\nEXDATE;TZID=America-SanJose:19970909T140000\r\n"
         "EXDATE;TZID=America-SanJose:19971028T140000\r\nSUMMARY:A call each week\r\n" CAL "SEQUENCE:0\r\n" CONFIRMED),
     CONFERENCE("b", 0, "request"), NO_ANSWER},
    {"4.4.2 each month", "REQUEST", "a",
     EVENT(
         GUID
         "SEQUENCE:0\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=19980901T210000Z\r\n" ORG CHAIR BCD
         "DESCRIPTION:A call\r\nCLASS:PUBLIC\r\nSUMMARY:A group\r\nDTSTART:19970601T210000Z\r\nDTEND:19970601T220000Z\r\nLOCATION:By phone\r\n"
         "DTSTAMP:19970526T083000Z\r\n" CONFIRMED),
     MONTHLY(0, ""), NO_ANSWER},
    {"4.4.2 one of them is moved", "REQUEST", "a",
     EVENT(
         GUID
         "RECURRENCE-ID:19970701T210000Z\r\nSEQUENCE:1\r\n" ORG CHAIR BCD
         "DESCRIPTION:A call\r\nCLASS:PUBLIC\r\nSUMMARY:A group\r\nDTSTART:19970703T210000Z\r\nDTEND:19970703T220000Z\r\nLOCATION:By phone\r\n"
         "DTSTAMP:19970626T093000Z\r\n" CONFIRMED),
     MONTHLY(1, ""), NO_ANSWER},
    {"4.4.5 all that follow are moved (slip: THISANDFUTURE without RANGE=)", "REQUEST", "a",
     EVENT(GUID "RECURRENCE-ID;THISANDFUTURE:19970901T210000Z\r\nSEQUENCE:3\r\n" ORG CHAIR RSVP("b") RSVP("c")
               RSVP("d") "DESCRIPTION:A talk\r\nCLASS:PUBLIC\r\nSUMMARY:A group\r\nDTSTART:19970901T210000Z\r\nDTEND:19970901T220000Z\r\n"
                         "LOCATION:A house\r\nDTSTAMP:19970526T083000Z\r\n" CONFIRMED),
     MONTHLY(3, ""), NO_ANSWER},
    {"4.4.7 each Tuesday", "REQUEST", "a",
     EVENT(REVIEW "SEQUENCE:0\r\nRRULE:WKST=SU;BYDAY=TU;FREQ=WEEKLY\r\n" ORG CHAIR RSVP("b") "SUMMARY:A look\r\nDTSTART:19980303T210000Z\r\n"
                                                                                             "DTEND:19980303T220000Z\r\nLOCATION:A room\r\n"
                                                                                             "DTSTAMP:19980301T093000Z\r\n" CONFIRMED),
     NOBODY, NO_ANSWER},
    {"4.4.7 each Tuesday and Thursday", "REQUEST", "a",
     EVENT(REVIEW "SEQUENCE:7\r\nRRULE:WKST=SU;BYDAY=TU,TH;FREQ=WEEKLY\r\n" ORG CHAIR RSVP(
         "b") "SUMMARY:A look\r\nDTSTART:19980303T210000Z\r\n"
              "DTEND:19980303T220000Z\r\nDTSTAMP:19980303T193000Z\r\n"
              "LOCATION:A room\r\n" CONFIRMED),
     NOBODY, NO_ANSWER},
    {"4.4.8 three dates", "REQUEST", "a",
     EVENT(REVIEW "SEQUENCE:0\r\nRDATE:19980304T180000Z\r\nRDATE:19980311T180000Z\r\nRDATE:19980318T180000Z\r\n" ORG CHAIR RSVP(
         "b") "SUMMARY:A look\r\nDTSTART:19980304T180000Z\r\nDTEND:19980304T200000Z\r\nDTSTAMP:19980303T193000Z\r\nLOCATION:A "
              "room\r\n" CONFIRMED),
     NOBODY, NO_ANSWER},
    {"4.4.8 the second is moved", "REQUEST", "a",
     EVENT(REVIEW "SEQUENCE:1\r\nRECURRENCE-ID:19980311T180000Z\r\n" ORG CHAIR RSVP(
         "b") "SUMMARY:A look\r\nDTSTART:19980311T160000Z\r\nDTEND:19980311T180000Z\r\nDTSTAMP:19980306T193000Z\r\nLOCATION:A "
              "nook\r\n" CONFIRMED),
     NOBODY, NO_ANSWER},
    {"4.4.8 all of it once more, in two events (slip: the second has no organizer)", "REQUEST", "a",
     EVENT(REVIEW "SEQUENCE:2\r\nRDATE:19980304T180000Z\r\nRDATE:19980311T160000Z\r\nRDATE:19980315T180000Z\r\n" ORG CHAIR RSVP(
         "b") "SUMMARY:A look\r\nDTSTART:19980304T180000Z\r\nDTEND:19980304T200000Z\r\nDTSTAMP:19980303T193000Z\r\nLOCATION:A "
              "room\r\n" CONFIRMED)
         EVENT("SEQUENCE:2\r\n" REVIEW
               "RECURRENCE-ID:19980311T160000Z\r\n" CHAIR RSVP("b") "SUMMARY:A look\r\nDTSTART:19980311T160000Z\r\n"
                                                                    "DTEND:19980304T180000Z\r\nDTSTAMP:19980306T193000Z\r\n"
                                                                    "LOCATION:A nook\r\n" CONFIRMED),
     NOBODY, NO_ANSWER},
    {"4.4.10 what B cannot make sense of", "REQUEST", "a",
     EVENT(GUID "SEQUENCE:0\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1\r\n" ORG "ATTENDEE;ROLE=CHAIR:mailto:a@example.com\r\n" RSVP("b") RSVP("c")
               RSVP("d") "DESCRIPTION:A call\r\nCLASS:PUBLIC\r\nSUMMARY:A group\r\nDTSTART:19970601T210000Z\r\nDTEND:19970601T220000Z\r\n"
                         "DTSTAMP:19970602T094000Z\r\nLOCATION:By phone\r\n" CONFIRMED "FOO:BAR\r\n"),
     MONTHLY(0, ""), NO_ANSWER},

/* ---- REPLY ----------------------------------------------------------------------------------------------------------------------------- */
#define REPLIES(partstat)                                                                                                                      \
    EVENT("ATTENDEE;PARTSTAT=" partstat ":mailto:b@example.com\r\n" ORG CAL "SEQUENCE:0\r\n" OK "DTSTAMP:19970612T190000Z\r\n")
    {"4.2.2 B accepts", "REPLY", "b", REPLIES("ACCEPTED"), CONFERENCE("b", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_KEPT, "accepted", "",
     "", ""},
    {"[4.2.2 B could have declined]", "REPLY", "b", REPLIES("DECLINED"), CONFERENCE("b", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_KEPT,
     "declined", "", "", ""},
    {"[4.2.2 or said perhaps]", "REPLY", "b", REPLIES("TENTATIVE"), CONFERENCE("b", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_KEPT,
     "tentative", "", "", ""},
    {"[4.2.3 the reply of 4.2.2 comes after the update]", "REPLY", "b", REPLIES("ACCEPTED"), CONFERENCE("b", 1, "update"), CVN_REPLY_REPLY,
     CVN_STANDING_QUARANTINED, "accepted", "", "", "an earlier version"},
    {"[4.2.9 the reply of 4.2.2 comes after the cancellation]", "REPLY", "b", REPLIES("DECLINED"), CONFERENCE("b", 1, "cancel"),
     CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "declined", "", "", "cancelled since"},
    {"[4.2.8 B forwards it, and D answers for itself]", "REPLY", "d",
     EVENT("ATTENDEE;PARTSTAT=ACCEPTED:mailto:d@example.com\r\n" ORG CAL "SEQUENCE:0\r\n" OK "DTSTAMP:19970612T190000Z\r\n"),
     CONFERENCE("b", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "accepted", "", "", "speaks for d@example.com"},
    {"4.2.5 C delegates to E", "REPLY", "c",
     EVENT(ORG "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-\r\n TO=\"mailto:e@example.com\":mailto:c@example.com\r\n" CAL "SEQUENCE:0\r\n" OK
               "DTSTAMP:19970611T190000Z\r\n"),
     CONFERENCE("c", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_KEPT, "delegated", "e@example.com", "", ""},
    {"4.2.6 E accepts", "REPLY", "e",
     EVENT(ORG "ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-\r\n FROM=\"mailto:c@example.com\":mailto:e@example.com\r\n"
               "ATTENDEE;PARTSTAT=DELEGATED;\r\n DELEGATED-TO=\"mailto:e@example.com\":mailto:c@example.com\r\n" CAL "SEQUENCE:0\r\n" OK
               "DTSTAMP:19970614T190000Z\r\n"),
     CONFERENCE("c", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "accepted", "c@example.com", "", "speaks for e@example.com"},
    {"4.2.7 E declines", "REPLY", "e",
     EVENT(ORG "ATTENDEE;PARTSTAT=DELEGATED;\r\n DELEGATED-TO=\"mailto:e@example.com\":mailto:c@example.com\r\n"
               "ATTENDEE;PARTSTAT=DECLINED;\r\n DELEGATED-FROM=\"mailto:c@example.com\":mailto:e@example.com\r\nCOMMENT:Away then.\r\n" CAL
               "SEQUENCE:0\r\n" OK "DTSTAMP:19970614T190000Z\r\n"),
     CONFERENCE("c", 0, "request"), CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "declined", "c@example.com", "", "speaks for e@example.com"},
    {"4.4.10 B could not read it: no PARTSTAT", "REPLY", "b",
     EVENT(ORG "ATTENDEE:mailto:b@example.com\r\nREQUEST-STATUS:3.0;Invalid Property Name;FOO\r\n" GUID
               "SEQUENCE:0\r\nDTSTAMP:19970603T094000Z\r\n"),
     MONTHLY(0, ""), CVN_REPLY_REPLY, CVN_STANDING_QUARANTINED, "", "", "", "neither yes nor no"},

    /* ---- CANCEL ---------------------------------------------------------------------------------------------------------------------------- */
    {"4.1.3 what was published", "CANCEL", "a",
     EVENT(ORG "COMMENT:No match\r\nSEQUENCE:2\r\nUID:0981234-1234234-23@example.com\r\nDTSTAMP:19970613T190000Z\r\n"), NOBODY, NO_ANSWER},
    {"4.2.9 the group event (slip: a semicolon before mailto:)", "CANCEL", "a",
     EVENT(ORG "ATTENDEE;CUTYPE=INDIVIDUAL;mailto:a@example.com\r\nATTENDEE;CUTYPE=INDIVIDUAL:mailto:b@example.com\r\n"
               "ATTENDEE;CUTYPE=INDIVIDUAL:mailto:c@example.com\r\nATTENDEE;CUTYPE=INDIVIDUAL:mailto:d@example.com\r\nCOMMENT:Rain.\r\n" CAL
               "SEQUENCE:1\r\nSTATUS:CANCELLED\r\nDTSTAMP:19970613T190000Z\r\n"),
     CONFERENCE("b", 1, "cancel"), NO_ANSWER},
    {"4.2.10 B alone", "CANCEL", "a",
     EVENT(ORG "ATTENDEE:mailto:b@example.com\r\nCOMMENT:Stay at home\r\n" CAL "DTSTAMP:19970613T193000Z\r\nSEQUENCE:1\r\n"),
     CONFERENCE("b", 1, "cancel"), NO_ANSWER},
    {"4.4.3 one of a series", "CANCEL", "a",
     EVENT(GUID ORG CHAIR BCD "RECURRENCE-ID:19970801T210000Z\r\nSEQUENCE:2\r\nSTATUS:CANCELLED\r\nDTSTAMP:19970721T093000Z\r\n"),
     MONTHLY(2, ""), NO_ANSWER},
    {"4.4.4 the whole series", "CANCEL", "a", EVENT(GUID ORG CHAIR BCD "DTSTAMP:19970721T103000Z\r\nSTATUS:CANCELLED\r\nSEQUENCE:3\r\n"),
     MONTHLY(3, ""), NO_ANSWER},

    /* ---- COUNTER, DECLINECOUNTER ------------------------------------------------------------------------------------------------------------ */
    {"4.2.4 B counters", "COUNTER", "b",
     EVENT(ORG CHAIR INDIVIDUAL("b") INDIVIDUAL(
         "c") "DTSTART:19970701T160000Z\r\nDTEND:19970701T170000Z\r\nDTSTAMP:19970612T190000Z\r\n"
              "SUMMARY:A talk\r\nLOCATION:There\r\nCOMMENT:Better then\\, and the room\r\n  is smaller\r\n" CAL_A "SEQUENCE:0\r\n"),
     COUNTERED, CVN_REPLY_COUNTER, CVN_STANDING_QUARANTINED, "", "1997-07-01T16:00Z to 1997-07-01T17:00Z", "", "another time"},
#define COUNTERS_ONE                                                                                                                           \
    EVENT(GUID "RECURRENCE-ID:19970715T210000Z\r\nSEQUENCE:4\r\n" ORG "ATTENDEE;ROLE=CHAIR;RSVP=TRUE:mailto:a@example.com\r\n" RSVP("b")       \
              RSVP("c") RSVP("d") "DESCRIPTION:A call\r\nCLASS:PUBLIC\r\nSUMMARY:A group\r\nDTSTART:19970715T220000Z\r\n"                      \
                                  "DTEND:19970715T230000Z\r\nLOCATION:By phone\r\nCOMMENT:An hour later?\r\nDTSTAMP:19970629T094000Z\r\n")
    {"4.4.9 B counters one of a series", "COUNTER", "b", COUNTERS_ONE, MONTHLY(4, ",\"1997-07-15T21:00:00Z\""), CVN_REPLY_COUNTER,
     CVN_STANDING_QUARANTINED, "", "1997-07-15T22:00Z to 1997-07-15T23:00Z", "1997-07-15T21:00:00Z", "another time"},
    {"[4.4.9 where the series never had that one]", "COUNTER", "b", COUNTERS_ONE, MONTHLY(4, ""), CVN_REPLY_COUNTER, CVN_STANDING_QUARANTINED,
     "", "1997-07-15T22:00Z to 1997-07-15T23:00Z", "19970715T210000Z", "none of the invitation's"},
    {"4.2.4 A declines the counter (its UID is another there)", "DECLINECOUNTER", "a",
     EVENT(ORG INDIVIDUAL("b") "COMMENT:No other time\r\n" CAL "SEQUENCE:0\r\nDTSTAMP:19970614T190000Z\r\n"), CONFERENCE("b", 0, "request"),
     NO_ANSWER},

    /* ---- no events, no answers -------------------------------------------------------------------------------------------------------------- */
    {"4.3.3 busy times", "REPLY", "b",
     "BEGIN:VFREEBUSY\r\n" ORG "ATTENDEE:mailto:b@example.com\r\nDTSTART:19970701T080000Z\r\nDTEND:19970701T200000Z\r\n" CAL
     "FREEBUSY:19970701T090000Z/PT1H,19970701T140000Z/PT30M\r\nDTSTAMP:19970613T190030Z\r\nEND:VFREEBUSY\r\n",
     CONFERENCE("b", 0, "request"), CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "", "", "about no event"},
    {"[3.2.6 B asks for it again]", "REFRESH", "b", EVENT(ORG "ATTENDEE:mailto:b@example.com\r\n" CAL "DTSTAMP:19970613T190000Z\r\n"),
     CONFERENCE("b", 0, "request"), CVN_REPLY_LETTER, CVN_STANDING_QUARANTINED, "", "", "", "sent again"},
};

static void invite(store_fixture *f, const told_before *told)
{
    bool series = told->starts && strchr(told->starts, ',');
    cvn_row row = a_row("p", series ? "series/g1" : "session/g1/1", told->sequence, "f");
    int64_t id = 0;
    if (!told->starts)
        return;
    row.uid = told->uid;
    row.kind = told->kind;
    row.address = told->address;
    row.payload =
        cvn_arena_printf(f->arena, "{\"kind\":\"%s\",\"title\":\"T\",\"starts\":[%s],\"minutes\":60,\"zone\":\"Etc/UTC\",\"address\":\"%s\"}",
                         series ? "series" : "session", told->starts, told->address);
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
}

/** UID and SEQUENCE of the first event, by which a bounce of such a message finds it. */
static void check_identity(cvn_arena *arena, const char *calendar)
{
    const char *uid, *said = strstr(calendar, "\nUID:") + 5, *number = strstr(calendar, "SEQUENCE:");
    uint32_t sequence;
    if (!strstr(calendar, "BEGIN:VEVENT"))
        return;
    assert_true(cvn_calendar_uid(&uid, &sequence, arena, calendar, strlen(calendar)));
    assert_memory_equal(uid, said, strlen(uid));
    assert_int_equal(said[strlen(uid)], '\r');
    assert_int_equal(sequence, number ? strtol(number + strlen("SEQUENCE:"), NULL, 10) : 0);
}

static void test_row(size_t i)
{
    store_fixture *f;
    uint32_t count;
    bool again;
    store_setup((void **)&f);
    invite(f, &rows[i].told);
    const char *calendar = cvn_arena_printf(
        f->arena, "BEGIN:VCALENDAR\r\nPRODID:-//Example/ExampleCalendarClient//EN\r\nMETHOD:%s\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n",
        rows[i].method, rows[i].body);
    const char *head = cvn_arena_printf(f->arena, "Content-Type: text/calendar; method=%s; charset=US-ASCII\r\n", rows[i].method);
    const char *from = cvn_arena_printf(f->arena, "%s@example.com", rows[i].from);
    cvn_reply reply = judged(f, a_mail(f->arena, from, "a@example.com", head, calendar), &count, &again);
    print_message("%s %s: %s%s%s\n", rows[i].method, rows[i].section, cvn_standing_name(reply.standing), *reply.reason ? ", " : "",
                  reply.reason);
    check_identity(f->arena, calendar);
    assert_int_equal(count, 1);
    assert_int_equal(reply.kind, rows[i].kind);
    assert_int_equal(reply.standing, rows[i].standing);
    assert_string_equal(reply.answer, rows[i].answer);
    assert_string_equal(reply.detail, rows[i].detail);
    assert_string_equal(reply.recurrence, rows[i].recurrence);
    assert_true(*rows[i].reason ? strstr(reply.reason, rows[i].reason) != NULL : !*reply.reason);
    assert_string_equal(reply.person,
                        rows[i].told.starts ? reply.kind == CVN_REPLY_LETTER && strcmp(from, rows[i].told.address) != 0 ? "" : "p" : "");
    if (!strcmp(rows[i].method, "COUNTER"))
        assert_string_equal(reply.address, from); /* it names everybody: whoever sent it speaks */
    store_teardown((void **)&f);
}

static void test_examples(void **state)
{
    size_t seen[5] = {0};
    static const char *const methods[5] = {"REQUEST", "REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER"};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        test_row(i);
        for (size_t m = 0; m < CVN_COUNT(methods); m++)
            seen[m] += rows[i].section[0] != '[' && !strcmp(rows[i].method, methods[m]) && strstr(rows[i].body, "BEGIN:VEVENT");
    }
    /* as many as section 4 has */
    static const size_t wanted[5] = {18, 5, 5, 2, 1};
    for (size_t m = 0; m < CVN_COUNT(methods); m++)
        assert_int_equal(seen[m], wanted[m]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
