/* SPDX-License-Identifier: Apache-2.0 */
/** No to another time: the message, in the language and on the clock of what the person was told, whatever the item is. */
#include "invite_testing.h"
#include "mail_parts.h"

#define SERIES                                                                                                                                 \
    "{\"kind\":\"series\",\"title\":\"Seminar (g1)\",\"topic\":\"Seminar\\nWinter school\",\"starts\":[\"2027-10-18T17:00:00Z\","              \
    "\"2027-10-25T17:00:00Z\",\"2027-11-01T18:00:00Z\"],\"minutes\":90,\"zone\":\"Europe/Copenhagen\",\"address\":\"a@example.org\","          \
    "\"name\":\"Ana\",\"locale\":\"%s\",\"clock\":\"Europe/Copenhagen\",\"link\":\"https://meet.example.org/g1\"}"
#define PLENARY                                                                                                                                \
    "{\"kind\":\"plenary\",\"title\":\"Opening\",\"topic\":\"Opening\\nWinter "                                                                \
    "school\",\"date\":\"2027-11-20\",\"days\":2,\"address\":\"a@example.org\","                                                               \
    "\"name\":\"\",\"locale\":\"%s\"}"

static const struct {
    const char *payload, *locale, *occurrence, *comment;
    const char *calendar[4], *absent, *words[3], *subject; /* what stands in it, and what does not */
} rows[] = {
    {SERIES,
     "en-GB",
     NULL,
     "",
     {"RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO", "BEGIN:VTIMEZONE", "DTSTART;TZID=Europe/Copenhagen:20271018T190000"},
     "RECURRENCE-ID",
     {"You proposed another time for this.", "https://meet.example.org/g1", "Winter school"},
     "The time stays: Seminar (g1)"},
    {SERIES,
     "en-GB",
     "2027-10-25T17:00:00Z",
     "Not then, sorry",
     {"RECURRENCE-ID:20271025T170000Z", "DTSTART:20271025T170000Z", "DTEND:20271025T183000Z", "COMMENT:Not then\\, sorry"},
     "RRULE",
     {"The organisers writes: Not then, sorry", "25 October 2027", "19:00"},
     "25 Oct"},
    {SERIES,
     "ja",
     "2027-11-01T18:00:00Z",
     "",
     {"DTSTART:20271101T180000Z"},
     "COMMENT",
     {"別の日時をご提案いただきました"},
     "日時に変更はありません"},
    {PLENARY,
     "de",
     NULL,
     "",
     {"DTSTART;VALUE=DATE:20271120", "DTEND;VALUE=DATE:20271122"},
     "RECURRENCE-ID",
     {"Es bleibt bei der bisherigen Zeit"},
     "Die Zeit bleibt: Opening"},
};

static cvn_code compose(cvn_message *out, char **mime, cvn_arena *arena, size_t i, const char *payload, cvn_error *error)
{
    cvn_instant start;
    if (rows[i].occurrence)
        assert_true(cvn_instant_parse(rows[i].occurrence, &start));
    const cvn_declining from = {.person_id = "p1",
                                .item_key = "counter/3/series/g1",
                                .mark = "3",
                                .payload = payload,
                                .uid = "uid-1",
                                .sequence = 4,
                                .occurrence = rows[i].occurrence ? &start : NULL,
                                .organizer_name = "The organisers",
                                .organizer_address = "org@example.org",
                                .reply_to = "org+c.abc@example.org",
                                .comment = rows[i].comment,
                                .now_s = 1820000000};
    return cvn_decline_counter(out, mime, arena, &from, error);
}

static void test_messages(void **state)
{
    cvn_error *error = cvn_error_new();
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_message message;
        char *mime;
        cvn_arena *arena = cvn_arena_new();
        if (compose(&message, &mime, arena, i, cvn_arena_printf(arena, rows[i].payload, rows[i].locale), error))
            fail_msg("%zu: %s", i, cvn_error_message(error, 0));
        mail_parts m = mail_open(mime);
        assert_has(m.calendar, "METHOD:DECLINECOUNTER\r\n");
        assert_has(m.calendar, "SEQUENCE:4\r\n");
        assert_has(m.calendar, "UID:uid-1\r\n");
        for (size_t k = 0; k < CVN_COUNT(rows[i].calendar) && rows[i].calendar[k]; k++)
            assert_has(m.calendar, rows[i].calendar[k]);
        assert_lacks(m.calendar, rows[i].absent);
        for (size_t k = 0; k < CVN_COUNT(rows[i].words) && rows[i].words[k]; k++)
            assert_has(m.plain, rows[i].words[k]);
        assert_has(message.subject, rows[i].subject);
        assert_has(mime, "Message-ID: <uid-1.4.declinecounter-3@example.org>");
        assert_has(mime, "Auto-Submitted: auto-generated");
        assert_string_equal(message.address, "a@example.org");
        assert_int_equal(message.kind, CVN_MESSAGE_DECLINE);
        mail_close(&m);
        free(mime);
        cvn_arena_free(arena);
    }
    cvn_error_free(error);
}

static void test_no_invitation(void **state)
{
    static const char *const payloads[] = {"{}", "", "{\"kind\":\"letter\",\"letter\":\"no_hours\",\"address\":\"a@example.org\"}",
                                           "{\"kind\":\"session\",\"title\":\"T\",\"topic\":\"\",\"starts\":[\"2027-10-18T17:00:00Z\"],"
                                           "\"minutes\":90,\"address\":\"a b@example.org\"}"};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(payloads); i++) {
        cvn_error *error = cvn_error_new();
        cvn_message message;
        char *mime;
        cvn_arena *arena = cvn_arena_new();
        assert_int_equal(compose(&message, &mime, arena, 0, payloads[i], error), CVN_E_DATA);
        assert_null(mime);
        cvn_arena_free(arena);
        cvn_error_free(error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages), cmocka_unit_test(test_no_invitation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
