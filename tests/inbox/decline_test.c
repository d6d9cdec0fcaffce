/* SPDX-License-Identifier: Apache-2.0 */
/** The answer to a COUNTER: a row of its own that says the time stays, and that nothing else takes for an invitation. */
#include "inbox/mails.h"
#include "inbox/parts.h"

#define UID "p1-session/g1/1@example.org"
#define PAYLOAD                                                                                                                                \
    "{\"kind\":\"session\",\"title\":\"Seminar (g1), 1\",\"topic\":\"Seminar\\nWinter school\",\"starts\":[\"2027-10-04T17:00:00Z\"],"         \
    "\"minutes\":90,\"address\":\"a@example.org\",\"name\":\"Ana\",\"locale\":\"da\",\"clock\":\"Europe/Copenhagen\"}"

static void invite(store_fixture *f, uint32_t sequence, const char *kind)
{
    static const char mime[] =
        "From: \"The organisers\" <org@example.org>\r\nReply-To: <org+c.abc@example.org>\r\nTo: a@example.org\r\n\r\nx\r\n";
    cvn_row row = a_row("p1", "session/g1/1", sequence, "f");
    int64_t id = 0;
    row.kind = kind;
    row.address = "a@example.org";
    row.payload = PAYLOAD;
    row.mime = mime;
    row.mime_length = sizeof mime - 1;
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    assert_int_equal(cvn_store_start(f->store, id, "test", 1000, f->error), CVN_OK);
    land(f, id, CVN_STATE_SENT, false, "sent");
}

static int64_t propose(store_fixture *f, const char *more)
{
    uint32_t count;
    bool again;
    const char *lines = cvn_arena_printf(f->arena, "DTSTAMP:20270901T100000Z\r\nDTSTART:20271005T170000Z\r\n%s", more);
    const char *calendar = a_calendar(f->arena, "COUNTER", UID, "a@example.org", lines);
    cvn_reply reply = judged(
        f, a_mail(f->arena, "a@example.org", "org@example.org", "Content-Type: text/calendar; method=COUNTER\r\n", calendar), &count, &again);
    assert_int_equal(reply.kind, CVN_REPLY_COUNTER);
    return reply.id;
}

static cvn_code decline(store_fixture *f, int64_t id, const char *comment)
{
    char *out = NULL;
    cvn_error_clear(f->error);
    cvn_code code = cvn_inbox_decline(&out, f->store, id, comment, 1820000000, CVN_TEXT, f->error);
    free(out);
    return code;
}

static char *calendar_in(const cvn_row *row)
{
    cvn_parts_start();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(row->mime, row->mime_length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    GMimePart *part = cvn_part_find(g_mime_message_get_mime_part(message), cvn_part_is_calendar);
    assert_non_null(part);
    assert_string_equal(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "method"), "DECLINECOUNTER");
    char *text = cvn_part_text(part);
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    return text;
}

static void test_declined(void **state)
{
    store_fixture *f = *state;
    bool found;
    cvn_row row, stands;
    cvn_rows rows;
    invite(f, 0, "request");
    int64_t id = propose(f, "SEQUENCE:0\r\n");
    assert_int_equal(decline(f, id, "No room; sorry"), CVN_OK);
    assert_int_equal(cvn_store_unsent(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    assert_string_equal(rows.at[0].kind, "declinecounter");
    assert_string_equal(rows.at[0].address, "a@example.org");
    assert_int_equal(rows.at[0].sequence, 0);
    assert_int_equal(cvn_store_get(&row, &found, f->store, rows.at[0].id, f->arena, f->error), CVN_OK);
    char *calendar = calendar_in(&row);
    static const char *const lines[] = {"METHOD:DECLINECOUNTER\r\n",
                                        ("UID:" UID "\r\n"),
                                        "SEQUENCE:0\r\n",
                                        "DTSTAMP:20270903T",
                                        "DTSTART:20271004T170000Z\r\n",
                                        "DTEND:20271004T183000Z\r\n",
                                        "COMMENT:No room\\; sorry\r\n",
                                        "mailto:org@example.org\r\n",
                                        ":a@example.org\r\n"};
    for (size_t i = 0; i < CVN_COUNT(lines); i++)
        if (!strstr(calendar, lines[i]))
            fail_msg("no %s in %s", lines[i], calendar);
    g_free(calendar);
    assert_non_null(strstr(row.subject, "Tidspunktet"));
    assert_non_null(strstr(row.subject, "19.00"));
    assert_non_null(strstr(row.mime, "Reply-To: The organisers <org+c.abc@example.org>"));
    /* Twice does nothing, and what left is not taken for the invitation. */
    assert_int_equal(decline(f, id, NULL), CVN_OK);
    fly(f, row.id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(decline(f, id, NULL), CVN_OK);
    assert_int_equal(cvn_store_unsent(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(cvn_store_by_uid(&stands, &found, f->store, UID, f->arena, f->error), CVN_OK);
    assert_string_equal(stands.kind, "request");
    assert_int_equal(cvn_store_told(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    assert_string_equal(rows.at[0].item, "session/g1/1");
}

static void test_refused(void **state)
{
    store_fixture *f = *state;
    assert_int_equal(decline(f, 7, NULL), CVN_E_USAGE);
    invite(f, 0, "request");
    int64_t id = propose(f, "SEQUENCE:0\r\n");
    char long_one[1100];
    memset(long_one, 'a', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = 0;
    assert_int_equal(decline(f, id, long_one), CVN_E_USAGE);
    assert_int_equal(decline(f, id, "\xff"), CVN_E_USAGE);
    invite(f, 1, "update");
    assert_int_equal(decline(f, id, NULL), CVN_E_USAGE);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "earlier version"));
}

static cvn_reply reply_of(store_fixture *f, int64_t id)
{
    cvn_reply out;
    bool found;
    assert_int_equal(cvn_store_reply_get(&out, &found, f->store, id, f->arena, f->error), CVN_OK);
    assert_true(found);
    return out;
}

/** Accepting after all withdraws an answer that has not left, and says where it has. */
static void test_accepted_after_all(void **state)
{
    store_fixture *f = *state;
    cvn_rows rows;
    invite(f, 0, "request");
    int64_t id = propose(f, "SEQUENCE:0\r\n");
    assert_int_equal(decline(f, id, NULL), CVN_OK);
    assert_int_equal(cvn_inbox_accept(NULL, f->store, id, CVN_TEXT, f->error), CVN_OK);
    assert_int_equal(cvn_store_unsent(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(reply_of(f, id).standing, CVN_STANDING_ACCEPTED);
    assert_non_null(strstr(reply_of(f, id).reason, "was withdrawn"));
    assert_int_equal(decline(f, id, NULL), CVN_OK);
    assert_int_equal(reply_of(f, id).standing, CVN_STANDING_IGNORED);
    assert_non_null(strstr(reply_of(f, id).reason, "the time stays"));
    assert_int_equal(cvn_store_unsent(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    fly(f, rows.at[0].id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_inbox_accept(NULL, f->store, id, CVN_TEXT, f->error), CVN_OK);
    assert_non_null(strstr(reply_of(f, id).reason, "has told them that the time stays"));
}

/** Once something newer about it is on its way, wherever to, nobody is told that the time stays. */
static void test_something_newer_waits(void **state)
{
    store_fixture *f = *state;
    invite(f, 0, "request");
    int64_t id = propose(f, "SEQUENCE:0\r\n"), queued = 0;
    cvn_row row = a_row("p1", "former/session/g1/1 a@example.org", 1, "f");
    row.kind = "cancel";
    row.uid = UID;
    assert_int_equal(cvn_store_queue(&queued, f->store, &row, f->error), CVN_OK);
    assert_int_equal(decline(f, id, NULL), CVN_E_USAGE);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "something newer"));
    assert_int_equal(cvn_store_supersede(f->store, queued, 1, f->error), CVN_OK);
    assert_int_equal(decline(f, id, NULL), CVN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_declined), STORE_TEST(test_refused), STORE_TEST(test_accepted_after_all),
                                       STORE_TEST(test_something_newer_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
