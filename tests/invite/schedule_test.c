/* SPDX-License-Identifier: Apache-2.0 */
#include "view_testing.h"

static void expect(box *b, const char *person, const char *locale, const char *wanted, const char *clocks)
{
    look l;
    look_open(&l, b, person, locale);
    cvn_buffer text = {0};
    for (uint32_t i = 0; i < l.view.schedule->count; i++) {
        const cvn_schedule_line *line = &l.view.schedule->at[i];
        cvn_buffer_printf(&text, "%s|%s|%s|%s\n", line->key, line->label, line->when, line->note);
    }
    assert_string_equal(text.text, wanted);
    if (clocks)
        assert_string_equal(l.view.schedule->clocks_change, clocks);
    else
        assert_null(l.view.schedule->clocks_change);
    cvn_buffer_free(&text);
    look_close(&l);
}

static void test_lines(void **state)
{
    box *b = *state;
    box_read(b,
             EDITS("\"minutes\": 90}", "\"minutes\": 90, \"status\": \"tentative\"}, {\"id\": \"m\", \"title\": \"M\", \"month\": \"2028-03\"}",
                   "2027-10-01T00", "2027-10-20T00"),
             EDITS("\"link\"", "\"rota\": [[\"bo\"], [\"ann\"], []], \"link\""));
    expect(b, "ann", "en-GB",
           "session/g1/1|Session 1|Mon, 18 Oct 2027, 13:00–14:45|UTC−4, has taken place\n"
           "session/g1/2|Session 2|Mon, 25 Oct 2027, 13:00–14:45|UTC−4, your turn\n"
           "session/g1/3|Session 3|Mon, 1 Nov 2027, 14:00–15:45|UTC−4\n"
           "plenary/open|Opening|Mon, 27 Dec 2027, 08:00–09:30|UTC−5, provisional\n"
           "plenary/m|M|March 2028, date open|\n",
           NULL);
    expect(b, "lea", "en-GB",
           "session/g1/1|Session 1|Mon, 18 Oct 2027, 19:00–20:45|UTC+2, has taken place\n"
           "session/g1/2|Session 2|Mon, 25 Oct 2027, 19:00–20:45|UTC+2\n"
           "session/g1/3|Session 3|Mon, 1 Nov 2027, 19:00–20:45|UTC+1\n"
           "plenary/open|Opening|Mon, 27 Dec 2027, 14:00–15:30|UTC+1, provisional\n"
           "plenary/m|M|March 2028, date open|\n",
           "Mind the clocks: on Mon, 25 Oct 2027 your time is UTC+2, on Mon, 1 Nov 2027 it is UTC+1.");
}

/** The clocks of Kathmandu never change, those of Copenhagen do: so the series moves on the reader's clock, though it does not change. */
static void test_time_moves(void **state)
{
    static const struct {
        const char *person, *pattern, *clocks, *moves;
    } rows[] = {
        {"bo", "\"weekly\"", NULL,
         "Mind the time: for you, the session on Mon, 25 Oct 2027 starts at 22:45, and the one on Mon, 1 Nov 2027 at 23:45."},
        {"ann", "\"weekly\"", NULL,
         "Mind the time: for you, the session on Mon, 25 Oct 2027 starts at 13:00, and the one on Mon, 1 Nov 2027 at 14:00."},
        {"lea", "\"weekly\"", "Mind the clocks: on Mon, 25 Oct 2027 your time is UTC+2, on Mon, 1 Nov 2027 it is UTC+1.", NULL},
        {"bo", "\"free\"", NULL, NULL}, /* there each session has a time of its own */
    };
    box *b = *state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        look l;
        box_read(b, EDITS("\"free\"", rows[i].pattern), NULL);
        look_open(&l, b, rows[i].person, "en-GB");
        const char *have[] = {l.view.schedule->clocks_change, l.view.schedule->time_moves}, *want[] = {rows[i].clocks, rows[i].moves};
        for (size_t k = 0; k < 2; k++)
            assert_string_equal(have[k] ? have[k] : "", want[k] ? want[k] : "");
        look_close(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_lines), BOX_TEST(test_time_moves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
