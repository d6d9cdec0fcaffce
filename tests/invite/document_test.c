/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"
#include "invite_testing.h"

static void test_add(void **state)
{
    (void)state;
    cvn_document document = {.language = "en"};
    cvn_document_add(&document, CVN_BLOCK_FACT, "When", "now");
    cvn_document_add(&document, CVN_BLOCK_WORDS, NULL, "x");
    assert_int_equal(document.blocks.count, 2);
    assert_string_equal(document.blocks.at[0].label, "When");
    assert_null(document.blocks.at[1].label);
    assert_null(document.blocks.at[1].href);
    cvn_document_free(&document);
    assert_int_equal(document.blocks.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_add)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
