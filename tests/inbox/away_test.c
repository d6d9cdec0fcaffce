/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/parts.h"

#include <string.h>

#include "cmocka_all.h"

static void test_heads(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool machine;
    } rows[] = {
        {"", false},
        {"Auto-Submitted: no\r\n", false},
        {"Auto-Submitted: auto-replied\r\n", true},
        {"Auto-Submitted: Auto-Replied (vacation)\r\n", true},
        {"Auto-Submitted: auto-generated\r\n", true},
        {"Precedence: auto_reply\r\n", true},
        {"Precedence: bulk\r\n", true},
        {"Precedence: list\r\n", false},
        {"X-Auto-Response-Suppress: All\r\n", true},
        {"X-Auto-Response-Suppress: None\r\n", false},
        {"X-Autoreply: yes\r\n", true},
        {"X-Autorespond: Re: invitation\r\n", true},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        cvn_returned mail;
        cvn_arena *arena = cvn_arena_new();
        const char *text = cvn_arena_printf(arena, "From: ann@example.org\r\n%s\r\nI am away until Monday.\r\n", rows[i].head);
        cvn_returned_read(&mail, arena, text, strlen(text));
        print_message("%s\n", rows[i].head);
        assert_int_equal(mail.kind, rows[i].machine ? CVN_RETURNED_AWAY : CVN_RETURNED_LETTER);
        cvn_arena_free(arena);
    }
}

/** A calendar that answers by itself (a room, a rule) answers all the same. */
static void test_an_answer_is_one(void **state)
{
    (void)state;
    static const char text[] = "From: room@example.org\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
                               "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    cvn_returned mail;
    cvn_arena *arena = cvn_arena_new();
    cvn_returned_read(&mail, arena, text, sizeof text - 1);
    assert_int_equal(mail.kind, CVN_RETURNED_ANSWERS);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_heads), cmocka_unit_test(test_an_answer_is_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
