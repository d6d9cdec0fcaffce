/* SPDX-License-Identifier: Apache-2.0 */
/** Mails for the tests of the inbox, and a store that has told people something. */
#ifndef CVN_TESTS_MAILS_H
#define CVN_TESTS_MAILS_H

#include "inbox/inbox.h"
#include "store/store_fixture.h"

#define MAILS_PAYLOAD                                                                                                                          \
    "{\"kind\":\"session\",\"title\":\"T\",\"starts\":[\"2027-10-04T17:00:00Z\"],\"minutes\":90,\"address\":\"a@example.org\"}"
#define MAILS_SERIES                                                                                                                           \
    "{\"kind\":\"series\",\"title\":\"T\",\"starts\":[\"2027-10-18T17:00:00Z\",\"2027-10-25T17:00:00Z\",\"2027-11-01T18:00:00Z\"],"            \
    "\"minutes\":90,\"zone\":\"Europe/Copenhagen\",\"address\":\"a@example.org\"}"

/** Sends one message about an item: its UID is "PERSON-ITEM@example.org", its Message-ID "PERSON-ITEM.SEQUENCE@ids". */
static inline void tell_to(store_fixture *f, const char *person, const char *item, uint32_t sequence, const char *kind, const char *address)
{
    cvn_row row = a_row(person, item, sequence, "f");
    int64_t id = 0;
    row.kind = kind;
    row.address = address;
    row.payload = cvn_text_starts(item, "series/") ? MAILS_SERIES : MAILS_PAYLOAD;
    row.message_id = cvn_arena_printf(f->arena, "%s-%s.%u@ids", person, item, sequence);
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    assert_int_equal(cvn_store_start(f->store, id, "test", 1000, f->error), CVN_OK);
    land(f, id, CVN_STATE_SENT, false, "sent");
}

static inline void tell(store_fixture *f, const char *person, const char *item, uint32_t sequence, const char *kind)
{
    tell_to(f, person, item, sequence, kind, "a@example.org");
}

/** The reply address that a person was given, "org+c.TOKEN@example.org". */
static inline const char *reply_address(store_fixture *f, const char *person)
{
    unsigned char secret[CVN_STORE_SECRET_BYTES];
    char token[CVN_REPLY_TOKEN];
    assert_int_equal(cvn_store_secret(secret, f->store, true, f->error), CVN_OK);
    cvn_reply_token(token, secret, "c1", person);
    return cvn_arena_printf(f->arena, "org+c.%s@example.org", token);
}

static inline const char *a_calendar(cvn_arena *arena, const char *method, const char *uid, const char *attendee, const char *more)
{
    return cvn_arena_printf(
        arena,
        "BEGIN:VCALENDAR\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:%s\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:%s\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
        method, uid, attendee, more);
}

static inline const char *a_mail(cvn_arena *arena, const char *from, const char *to, const char *head, const char *body)
{
    return cvn_arena_printf(arena, "From: %s\r\nTo: %s\r\nDate: Wed, 01 Sep 2027 10:15:00 +0000\r\nSubject: Re: invitation\r\n%s\r\n%s", from,
                            to, head, body);
}

/** Reads and judges one mail; the first row that it became. */
static inline cvn_reply judged(store_fixture *f, const char *mail, uint32_t *count, bool *again)
{
    cvn_known known;
    cvn_returned returned;
    cvn_replies rows;
    assert_int_equal(cvn_known_new(&known, f->store, f->arena, f->error), CVN_OK);
    cvn_returned_read(&returned, f->arena, mail, strlen(mail));
    assert_int_equal(cvn_judge(&rows, again, f->store, &known, &returned, 1900000000, f->arena, f->error), CVN_OK);
    cvn_known_free(&known);
    *count = rows.count;
    static const cvn_reply none = {.reason = "", .person = "", .item = "", .recurrence = "", .answer = "", .comment = "", .detail = ""};
    return rows.count ? rows.at[0] : none;
}

#endif
