/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/document.h"
#include "invite_testing.h"

#define EVIL "<script>alert('x')</script>\" onmouseover=\"&amp;"

static const char *const kinds[] = {"title", "words", "point", "fact", "section", "row", "small"};

/** Whatever field of whatever block: nothing that came from people is ever a tag, or ends an attribute. */
static void test_escaped(void **state)
{
    (void)state;
    for (int kind = CVN_BLOCK_TITLE; kind <= CVN_BLOCK_SMALL; kind++) {
        cvn_document d = {.language = EVIL, .title = EVIL, .colon = ": "};
        cvn_document_add(&d, (cvn_block_kind)kind, EVIL, EVIL);
        d.blocks.at[0].note = EVIL;
        d.blocks.at[0].linked = "alert";
        d.blocks.at[0].href = EVIL;
        char *html = cvn_document_html(&d);
        print_message("%s\n", kinds[kind]);
        assert_lacks(html, "<script");
        assert_lacks(html, "\" onmouseover");
        assert_has(html, "&lt;script&gt;");
        assert_has(html, "&amp;amp;");
        free(html);
        cvn_document_free(&d);
    }
}

static void test_link(void **state)
{
    (void)state;
    cvn_document d = {.language = "en", .title = "T", .colon = ": "};
    cvn_document_add(&d, CVN_BLOCK_FACT, "Join", "at https://x.example/?a=1&b=2 today");
    d.blocks.at[0].linked = d.blocks.at[0].href = "https://x.example/?a=1&b=2";
    char *html = cvn_document_html(&d);
    assert_has(html, "href=\"https://x.example/?a=1&amp;b=2\">https://x.example/?a=1&amp;b=2</a> today");
    assert_lacks(html, "src=");
    assert_lacks(html, "url(");
    free(html);
    cvn_document_free(&d);
}

static void test_list_and_direction(void **state)
{
    (void)state;
    cvn_document d = {.language = "ar", .right_to_left = true, .title = "T", .colon = ": "};
    cvn_document_add(&d, CVN_BLOCK_WORDS, NULL, "a");
    cvn_document_add(&d, CVN_BLOCK_POINT, NULL, "b");
    cvn_document_add(&d, CVN_BLOCK_POINT, NULL, "c");
    char *html = cvn_document_html(&d);
    assert_has(html, "<html lang=\"ar\" dir=\"rtl\">");
    assert_has(html, "<meta name=\"viewport\"");
    const char *open = strstr(html, "<ul");
    assert_non_null(open);
    assert_null(strstr(open + 1, "<ul"));
    assert_has(open, "</ul>\n</div>");
    free(html);
    cvn_document_free(&d);
}

/** The organizer's own text comes as HTML that was made safe; its language and direction are its own. A dark screen has colours of its own. */
static void test_own_and_dark(void **state)
{
    (void)state;
    cvn_document d = {.language = "he", .right_to_left = true, .title = "T", .colon = ": "};
    cvn_document_add(&d, CVN_BLOCK_OWN, "en", "plain");
    d.blocks.at[0].html = "<p>The <em>fee</em></p>\n";
    char *html = cvn_document_html(&d);
    assert_has(html, "<div class=\"own\" dir=\"auto\" lang=\"en\"");
    assert_has(html, "<p>The <em>fee</em></p>");
    assert_lacks(html, "plain");
    assert_has(html, "@media (prefers-color-scheme:dark)");
    assert_has(html, "<div class=\"page\" dir=\"rtl\" lang=\"he\"");
    free(html);
    cvn_document_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_escaped), cmocka_unit_test(test_link), cmocka_unit_test(test_list_and_direction),
                                       cmocka_unit_test(test_own_and_dark)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
