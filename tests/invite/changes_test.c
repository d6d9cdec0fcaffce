/* SPDX-License-Identifier: Apache-2.0 */
#include "view_testing.h"

/** What is said for each thing that differs; was: as it was told. */
static void test_changes(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, EDITS("\"link\"", "\"rota\": [[\"ann\"], [], []], \"link\""));
    look_open(&l, b, "ann", "en-GB");
    cvn_items items = cvn_items_of(&l.view);
    const cvn_item *now = &items.at[0];
    assert_string_equal(now->key, "session/g1/1");
    cvn_instant earlier[] = {{now->starts[0].min - 60}};
#define SAYS(change, wanted)                                                                                                                   \
    do {                                                                                                                                       \
        cvn_item was = *now;                                                                                                                   \
        cvn_document d = {0};                                                                                                                  \
        was.title = "Old title";                                                                                                               \
        was.change;                                                                                                                            \
        cvn_body_changes(&d, &l.view, now, &was);                                                                                              \
        assert_int_equal(d.blocks.count, 1);                                                                                                   \
        assert_string_equal(d.blocks.at[0].text, wanted);                                                                                      \
        cvn_document_free(&d);                                                                                                                 \
    } while (0)
    SAYS(starts = earlier, "The time is new. Before, it was Monday, 18 October 2027, 12:00–13:45.");
    SAYS(duration_min = 90, "It now takes 105 minutes; before, it was 90.");
    SAYS(topic = "other", "The title is new. Before, it was “Old title”.");
    SAYS(tentative = true, "The date is now confirmed.");
    SAYS(link = "", "There is a new link to join.");
    SAYS(leaders = "bo", "It is now led by Lea.");
    SAYS(turns = "", "It is now your turn.");
    SAYS(guest = "g9", "You are no longer a guest of another group for this session: it is with your own group.");
    SAYS(address = "x@example.org", "Your invitations now go to this address.");
    cvn_document none = {0};
    cvn_body_changes(&none, &l.view, now, now);
    assert_int_equal(none.blocks.count, 0);
    look_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_changes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
