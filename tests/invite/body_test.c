/* SPDX-License-Identifier: Apache-2.0 */
#include "view_testing.h"

static char *body(look *l, cvn_message_kind kind, const cvn_item *item, const cvn_item *was, cvn_taken taken)
{
    cvn_document d = {.colon = ": "};
    cvn_deed deed = {.kind = kind, .key = item->key, .item = item, .was = was, .taken = taken};
    cvn_body_write(&d, &l->view, &deed, "TITLE");
    char *text = cvn_document_plain(&d);
    cvn_document_free(&d);
    return text;
}

static void test_request(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, EDITS("\"link\"", "\"rota\": [[\"ann\"], [], []], \"link\""));
    look_open(&l, b, "bo", "en-GB");
    cvn_items items = cvn_items_of(&l.view);
    char *text = body(&l, CVN_MESSAGE_REQUEST, &items.at[0], NULL, CVN_TAKEN_ONE);
    static const char *const parts[] = {
        "Hello Bo,\n\nYou are invited to session 1 of your group.\n\nTITLE\nConf\n",
        "When: Monday, 18 October 2027, 22:45 – Tuesday, 00:30\n  Nepal Time, UTC+5:45\n",
        "Led by: Lea\nWith: Ann (United States)\nWhose turn: Ann (United States)\nHow to join: https://meet.example.org/g1\n",
        "or write to Task force: org@example.org\n",
        "=> Session 1: Mon, 18 Oct 2027, 22:45 – Tue, 00:30 (this invitation)\n - Session 2: ",
        "For everybody\n - Opening: Mon, 27 Dec 2027, 18:45–20:15\n",
        "All times are on your own clock: Asia/Kathmandu, UTC+5:45.\n",
        "Kind regards\nTask force\n"};
    for (size_t i = 0; i < CVN_COUNT(parts); i++)
        assert_has(text, parts[i]);
    assert_lacks(text, "ann@");
    free(text);
    look_close(&l);
}

static void test_no_link(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, EDITS("\"link\": \"https://meet.example.org/g1\"", "\"guests\": []"));
    look_open(&l, b, "lea", "en-GB");
    cvn_items items = cvn_items_of(&l.view);
    char *text = body(&l, CVN_MESSAGE_REQUEST, &items.at[0], NULL, CVN_TAKEN_ONE);
    assert_has(text, "You are invited to session 1 of the group g1, which you lead.");
    assert_has(text, "Led by: you\n");
    assert_has(text, "How to join: The link follows.");
    free(text);
    look_close(&l);
}

/** Each reason why something is taken back has its words, and none of them more than a line of kindness. */
static void test_taken(void **state)
{
    box *b = *state;
    look l;
    static const char *const words[] = {"no longer taking part in Conf",
                                        "waiting list of Conf",
                                        "Another message says why",
                                        "needs you as its leader",
                                        "a place in another group now",
                                        "You keep your place",
                                        "each of your sessions comes as an invitation",
                                        "one invitation holds all",
                                        "no longer on your programme"};
    box_read(b, NULL, NULL);
    look_open(&l, b, "bo", "en-GB");
    cvn_items items = cvn_items_of(&l.view);
    for (int taken = CVN_TAKEN_LEFT; taken <= CVN_TAKEN_PLENARY; taken++) {
        char *text = body(&l, CVN_MESSAGE_CANCEL, &items.at[0], NULL, (cvn_taken)taken);
        assert_has(text, words[taken]);
        assert_has(text, "The following is cancelled for you.");
        assert_lacks(text, "How to join");
        assert_lacks(text, "Ann");
        free(text);
    }
    cvn_item ended = items.at[0];
    ended.ended = true;
    char *text = body(&l, CVN_MESSAGE_UPDATE, &ended, NULL, CVN_TAKEN_LEFT);
    assert_has(text, "stay in your calendar");
    assert_has(text, words[0]);
    free(text);
    look_close(&l);
}

static void test_description(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, EDITS("\"link\"", "\"rota\": [[\"bo\"], [], []], \"link\""));
    look_open(&l, b, "bo", "en-GB");
    cvn_items items = cvn_items_of(&l.view);
    cvn_deed deed = {.kind = CVN_MESSAGE_REQUEST, .item = &items.at[0]};
    const char *text = cvn_body_description(&l.view, &deed);
    assert_has(text, "Conf\nLed by: Lea\nIt is your turn in this session.\nHow to join: https://meet.example.org/g1\n");
    assert_lacks(text, "Ann"); /* no update would follow when the members change */
    assert_has(text, "If you cannot come: Decline this invitation in your calendar, or write to");
    cvn_item series = items.at[0];
    series.kind = CVN_ITEM_SERIES;
    deed.item = &series;
    assert_has(cvn_body_description(&l.view, &deed),
               "If you cannot come: Decline this invitation in your calendar, all of it or one session alone, or write to");
    deed.kind = CVN_MESSAGE_CANCEL;
    assert_string_equal(cvn_body_description(&l.view, &deed), "Conf\n");
    look_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_request), BOX_TEST(test_no_link), BOX_TEST(test_taken), BOX_TEST(test_description)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
