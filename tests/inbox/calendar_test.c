/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

#define EVENT(lines) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u-1\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"
#define ANN          "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ann:mailto:ann@example.org\r\n"

static const char *read_one(cvn_arena *arena, const char *text, cvn_answer *out, uint32_t *count)
{
    cvn_answer answers[CVN_MAX_ANSWERS];
    *count = 0;
    const char *trouble = cvn_answers_read(answers, count, arena, text, strlen(text));
    *out = answers[0];
    return trouble;
}

static void test_answers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        cvn_answer wanted;
    } rows[] = {
        {EVENT("SEQUENCE:2\r\nDTSTAMP:20270901T101500Z\r\n" ANN), {"u-1", "", "ann@example.org", "accepted", "", "", "", 2, 1819793700, false}},
        {EVENT("ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ann@Example.org\r\nCOMMENT:On call\\, sorry\\nA\r\n"),
         {"u-1", "", "Ann@Example.org", "declined", "On call, sorry A", "", "", 0, 0, false}},
        {EVENT("RECURRENCE-ID:20271025T170000Z\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:ann@example.org\r\n"),
         {"u-1", "20271025T170000Z", "ann@example.org", "tentative", "", "", "", 0, 0, false}},
        {EVENT(ANN ANN), {"u-1", "", "", "", "", "", "", 0, 0, false}}, /* two attendees: no one's answer */
        {EVENT("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:eve@example.org\":mailto:ann@example.org\r\n"),
         {"u-1", "", "ann@example.org", "delegated", "", "eve@example.org", "", 0, 0, false}},
        /* the one who stands in answers, and names the other */
        {EVENT("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:eve@example.org\":mailto:ann@example.org\r\n"
               "ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM=\"mailto:ann@example.org\":mailto:eve@example.org\r\n"),
         {"u-1", "", "eve@example.org", "accepted", "", "ann@example.org", "", 0, 0, false}},
        {EVENT(""), {"u-1", "", "", "", "", "", "", 0, 0, false}},
        {EVENT("ATTENDEE:mailto:ann@example.org\r\n"), {"u-1", "", "ann@example.org", "", "", "", "", 0, 0, false}},
        /* values that claim to be of another kind do no harm */
        {EVENT("ATTENDEE;VALUE=INTEGER:5\r\nSEQUENCE;VALUE=TEXT:x\r\nDTSTAMP;VALUE=PERIOD:20270901T101500Z/"
               "PT1H\r\nCOMMENT;VALUE=DATE:20270901\r\n"),
         {"u-1", "", "5", "", "20270901", "", "", 0, 0, false}},
        {EVENT("SEQUENCE:-4\r\nDTSTAMP:00010101T000000Z\r\n" ANN), {"u-1", "", "ann@example.org", "accepted", "", "", "", 0, 0, false}},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_answer got;
        uint32_t count;
        const cvn_answer *wanted = &rows[i].wanted;
        assert_null(read_one(arena, rows[i].text, &got, &count));
        assert_int_equal(count, 1);
        assert_string_equal(got.uid, wanted->uid);
        assert_string_equal(got.recurrence, wanted->recurrence);
        assert_string_equal(got.address, wanted->address);
        assert_string_equal(got.answer, wanted->answer);
        assert_string_equal(got.comment, wanted->comment);
        assert_string_equal(got.delegate, wanted->delegate);
        assert_string_equal(got.proposed, wanted->proposed);
        assert_int_equal(got.sequence, wanted->sequence);
        assert_int_equal(got.dtstamp_s, wanted->dtstamp_s);
        assert_false(got.counter);
        cvn_arena_free(arena);
    }
}

static void test_trouble(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trouble;
    } rows[] = {
        {"", "cannot be read"},
        {"hello", "cannot be read"},
        {"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "no reply"},
        {"BEGIN:VCALENDAR\r\nMETHOD:REFRESH\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "sent again"},
        {"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "no reply"},
        {"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", "no event"},
        {"BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n", "no VCALENDAR"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_answer got;
        uint32_t count;
        const char *trouble = read_one(arena, rows[i].text, &got, &count);
        assert_int_equal(count, 0);
        assert_non_null(trouble);
        assert_non_null(strstr(trouble, rows[i].trouble));
        cvn_arena_free(arena);
    }
}

static void test_counter_and_limits(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_answer got, answers[CVN_MAX_ANSWERS];
    uint32_t count;
    assert_null(read_one(arena, "BEGIN:VCALENDAR\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", &got, &count));
    assert_true(got.counter);
    cvn_buffer many = {0}, deep = {0};
    cvn_buffer_text(&many, "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n");
    for (int i = 0; i < 200; i++)
        cvn_buffer_text(&many, "BEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\n");
    cvn_buffer_text(&many, "END:VCALENDAR\r\n");
    count = 0;
    assert_null(cvn_answers_read(answers, &count, arena, many.text, many.length));
    assert_int_equal(count, CVN_MAX_ANSWERS);
    for (int i = 0; i < 100000; i++)
        cvn_buffer_text(&deep, "begin:VEVENT\n");
    count = 0;
    assert_non_null(strstr(cvn_answers_read(answers, &count, arena, deep.text, deep.length), "longer than"));
    assert_non_null(strstr(cvn_answers_read(answers, &count, arena, deep.text, 20000), "more components"));
    cvn_buffer_free(&many);
    cvn_buffer_free(&deep);
    cvn_arena_free(arena);
}

static void test_proposed(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *proposed;
    } rows[] = {
        {"DTSTART:20270309T170000Z\r\nDTEND:20270309T183000Z\r\n", "2027-03-09T17:00Z to 2027-03-09T18:30Z"},
        {"DTSTART;TZID=Europe/Copenhagen:20270309T180000\r\nDURATION:PT1H30M\r\n", "2027-03-09T18:00 Europe/Copenhagen, PT1H30M"},
        {"DTSTART;TZID=\"W. Europe Standard Time\":20270309T180000\r\n", "2027-03-09T18:00 W. Europe Standard Time"},
        {"DTSTART;VALUE=DATE:20270309\r\n", "2027-03-09"},
        {"DTSTART:00000000T000000Z\r\n", ""},
        {"", ""},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_answer got;
        uint32_t count;
        const char *text = cvn_arena_printf(
            arena, "BEGIN:VCALENDAR\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:u\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n", rows[i].lines);
        assert_null(read_one(arena, text, &got, &count));
        assert_string_equal(got.proposed, rows[i].proposed);
        cvn_arena_free(arena);
    }
}

static void test_uid(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    const char *uid = "",
               *text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u-7\r\nSEQUENCE:3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    uint32_t sequence = 0;
    assert_true(cvn_calendar_uid(&uid, &sequence, arena, text, strlen(text)));
    assert_string_equal(uid, "u-7");
    assert_int_equal(sequence, 3);
    assert_false(cvn_calendar_uid(&uid, &sequence, arena, "no", 2));
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_trouble),
                                       cmocka_unit_test(test_counter_and_limits), cmocka_unit_test(test_proposed), cmocka_unit_test(test_uid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
