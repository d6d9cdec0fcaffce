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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_plain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
