/* SPDX-License-Identifier: Apache-2.0 */
/** A message as it goes out: the parts agree with each other and with what is handed to the store. */
#include "invite_testing.h"
#include "mail_parts.h"

static const char *const kind_words[] = {"request", "update", "cancel", "letter"};

static void test_agree(void **state)
{
    box *b = *state;
    box_read(b, EDITS("Talk", "T\\u00e4lk <b>"), NULL);
    assert_int_equal(box_run(b, true), CVN_OK);
    box_read(b, EDITS("Talk", "T\\u00e4lk <b>", "\"bo\", \"name\"", "\"bo\", \"status\": \"dropped\", \"name\""),
             EDITS("2027-10-25T17", "2027-10-26T17"));
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < b->last.count; i++) {
            const kept *k = &b->last.at[i];
            mail_parts m = mail_open(k->mime);
            char expected[160];
            assert_string_equal(g_mime_message_get_subject(m.message), k->subject);
            assert_string_equal(g_mime_message_get_message_id(m.message), k->message_id);
            snprintf(expected, sizeof expected, "%s.%u.%s@example.org", k->uid, k->sequence, kind_words[k->kind]);
            assert_string_equal(k->message_id, expected);
            InternetAddress *to = internet_address_list_get_address(g_mime_message_get_to(m.message), 0);
            InternetAddress *from = internet_address_list_get_address(g_mime_message_get_from(m.message), 0);
            assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(to)), k->address);
            assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(from)), "org@example.org");
            if (k->kind != CVN_MESSAGE_LETTER) {
                snprintf(expected, sizeof expected, "UID:%s", k->uid);
                char *uid = event_line(m.calendar, ICAL_UID_PROPERTY), *attendee = event_line(m.calendar, ICAL_ATTENDEE_PROPERTY);
                assert_string_equal(uid, expected);
                snprintf(expected, sizeof expected, ":mailto:%s", k->address);
                assert_has(attendee, expected);
                assert_has(k->mime, k->kind == CVN_MESSAGE_CANCEL ? "method=CANCEL" : "method=REQUEST");
                assert_has(m.calendar, k->kind == CVN_MESSAGE_CANCEL ? "METHOD:CANCEL" : "METHOD:REQUEST");
                assert_string_equal(m.calendar, m.attachment);
                g_free(uid);
                g_free(attendee);
            } else {
                assert_null(m.calendar);
            }
            char *address = cvn_payload_address(k->payload);
            assert_string_equal(address, k->address);
            free(address);
            mail_close(&m);
        }
        assert_true(b->last.count > 3);
        if (round == 0)
            assert_int_equal(box_run(b, true), CVN_OK);
    }
    assert_string_equal(box_find(b, "bo", "session/g1/2")->subject, "Abgesagt: Tälk <b> (g1), 2. Sitzung, Mo., 25. Okt. 2027, 22:45 Uhr");
    assert_string_equal(box_find(b, "ann", "session/g1/2")->subject, "Changed: Tälk <b> (g1), session 2, Tue, Oct 26, 2027, 1:00 PM");
}

/** The same run again gives the same bytes; another now only another Date and DTSTAMP. */
static void test_same_bytes(void **state)
{
    box *b = *state;
    box_read(b, NULL, NULL);
    assert_int_equal(box_run(b, false), CVN_OK);
    char *first = cvn_strdup(b->last.at[0].mime);
    assert_int_equal(box_run(b, false), CVN_OK);
    assert_string_equal(b->last.at[0].mime, first);
    free(first);
}

/** What a person answers by hand carries their sign, and it is the same in each of their messages; the calendar's own answer goes to the address alone. */
static void test_reply_to(void **state)
{
    box *b = *state;
    static const unsigned char secret[CVN_SECRET_BYTES] = "a secret";
    box_read(b, NULL, NULL);
    b->secret = secret;
    assert_int_equal(box_run(b, false), CVN_OK);
    for (size_t i = 0; i < b->last.count; i++) {
        const kept *k = &b->last.at[i];
        char token[CVN_REPLY_TOKEN], expected[96];
        cvn_reply_token(token, secret, cvn_conference_id(b->conference), k->person);
        snprintf(expected, sizeof expected, "org+c.%s@example.org", token);
        mail_parts m = mail_open(k->mime);
        InternetAddress *to = internet_address_list_get_address(g_mime_message_get_reply_to(m.message), 0);
        assert_string_equal(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(to)), expected);
        if (m.calendar)
            assert_has(m.calendar, "mailto:org@example.org");
        mail_close(&m);
    }
    assert_true(b->last.count > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_agree), BOX_TEST(test_same_bytes), BOX_TEST(test_reply_to)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
