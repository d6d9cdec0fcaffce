/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"
#include "invite_testing.h"

static void test_plain(void **state)
{
    (void)state;
    cvn_document d = {.language = "fr", .title = "T", .colon = " : "};
    cvn_document_add(&d, CVN_BLOCK_WORDS, NULL, "Hello,");
    cvn_document_add(&d, CVN_BLOCK_POINT, NULL, "one");
    cvn_document_add(&d, CVN_BLOCK_POINT, NULL, "two");
    cvn_document_add(&d, CVN_BLOCK_TITLE, "Talk", "Conf");
    cvn_document_add(&d, CVN_BLOCK_FACT, "When", "Monday");
    d.blocks.at[d.blocks.count - 1].note = "UTC+2";
    cvn_document_add(&d, CVN_BLOCK_FACT, "Who", "<b>");
    cvn_document_add(&d, CVN_BLOCK_SECTION, "All", NULL);
    cvn_document_add(&d, CVN_BLOCK_ROW, "1", "Mon");
    cvn_document_add(&d, CVN_BLOCK_ROW, "2", "Tue");
    d.blocks.at[d.blocks.count - 1].marked = true;
    d.blocks.at[d.blocks.count - 1].note = "this";
    cvn_document_add(&d, CVN_BLOCK_SMALL, NULL, "small");
    char *text = cvn_document_plain(&d);
    assert_string_equal(
        text, "Hello,\n\n * one\n * two\n\nTalk\nConf\n\nWhen : Monday\n  UTC+2\nWho : <b>\n\nAll\n - 1 : Mon\n=> 2 : Tue (this)\n\nsmall\n");
    free(text);
    cvn_document_free(&d);
}

/** From right to left a link has a line of its own; the organizer's text is a part of its own. */
static void test_link_and_own(void **state)
{
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        cvn_document d = {.language = "x", .right_to_left = rtl, .title = "T", .colon = ": "};
        cvn_document_add(&d, CVN_BLOCK_FACT, "Join", "https://x.example/");
        d.blocks.at[0].linked = d.blocks.at[0].href = "https://x.example/";
        cvn_document_add(&d, CVN_BLOCK_OWN, "en", "one\n\ntwo");
        cvn_document_add(&d, CVN_BLOCK_FACT, "Who", "Bo");
        char *text = cvn_document_plain(&d);
        assert_string_equal(text, rtl ? "Join: \nhttps://x.example/\n\none\n\ntwo\n\nWho: Bo\n"
                                      : "Join: https://x.example/\n\none\n\ntwo\n\nWho: Bo\n");
        free(text);
        cvn_document_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain), cmocka_unit_test(test_link_and_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
