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
    assert_has(html, "href=\"https://x.example/?a=1&amp;b=2\">https://x.example/?<wbr>a=1&amp;<wbr>b=2</a> today");
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

#define KEPT(text) "<span style=\"white-space:nowrap\">" text "</span>"

/** On a narrow screen no line ends inside a time or a range of times, in whatever digits, and nothing else is held together. */
static void test_times_in_one_piece(void **state)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"Mon, 4 Oct 2027, 13:00–14:45", "Mon, 4 Oct 2027, " KEPT("13:00–14:45") "<"},
        {"man. 4. okt. 2027, 13.00–14.45", "man. 4. okt. 2027, " KEPT("13.00–14.45") "<"},
        {"5. Okt., 22:45 Uhr – Di., 6. Okt., 00:30 Uhr (KW 40)",
         "5. Okt., " KEPT("22:45 Uhr") " – Di., 6. Okt., " KEPT("00:30 Uhr (KW 40)") "<"},
        {"kl. 19.00–20.45 (uge 40), og", KEPT("kl. 19.00–20.45 (uge 40)") ", og"},
        {"Sun, 01:30 (UTC−4)–02:15 (UTC−5)", "Sun, " KEPT("01:30 (UTC−4)–02:15 (UTC−5)") "<"},
        {"01.30 (UTC+2)–02.15 (UTC+1) (uge 43)", KEPT("01.30 (UTC+2)–02.15 (UTC+1)") " " KEPT("(uge 43)") "<"},
        {"1. jan., hele dagen (uge 53)", "1. jan., hele " KEPT("dagen (uge 53)") "<"},
        {"Verantwortungsgemeinschaft (7)", "Verantwortungsgemeinschaft " KEPT("(7)") "<"},
        {"Ann (Denmark) (", ">Ann (Denmark) (<"},
        {"2027, 20:00 עד 21:45", "2027, " KEPT("20:00 עד 21:45") "<"},
        {"من ٨:٠٠ م إلى ٩:٤٥ م", KEPT("من ٨:٠٠ م إلى ٩:٤٥ م") "<"},
        {"at 9:05 PM, & so on", KEPT("at 9:05 PM") ", &amp; so on"},
        {"4.10.2027, 1:2:3, 123:45, 1.234", ">4.10.2027, 1:2:3, 123:45, 1.234<"},
        {"den 4. okt. kl. 9.30", "den 4. okt. " KEPT("kl. 9.30") "<"},
        {"12:30", ">" KEPT("12:30") "<"},
        {"ends in 12:", ">ends in 12:<"},
        {"10:30 <b>", KEPT("10:30 &lt;b&gt;")},
    };
    (void)state;
    for (int kind = CVN_BLOCK_WORDS; kind <= CVN_BLOCK_ROW; kind++) {
        if (kind == CVN_BLOCK_SECTION)
            continue;
        for (size_t i = 0; i < CVN_COUNT(cases); i++) {
            cvn_document d = {.language = "en", .title = "T", .colon = ": "};
            cvn_document_add(&d, (cvn_block_kind)kind, "L", cases[i].text);
            char *html = cvn_document_html(&d);
            print_message("%s: %s\n", kinds[kind], cases[i].text);
            assert_has(html, cases[i].html);
            free(html);
            cvn_document_free(&d);
        }
    }
}

/** Where a long link may be parted: nowhere in its scheme, nor before what makes a part of it. */
static void test_link_pieces(void **state)
{
    static const struct {
        const char *link;
        size_t piece;
    } cases[] = {{"https://x.example/a", 18}, {"https://x.example", 17}, {"a?b", 2}, {"//a", 2}, {"&b", 1}, {"", 0},
                 {"mailto:a@b", 10},          {"http://x/?a", 10}};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++)
        assert_int_equal(cvn_link_piece(cases[i].link), cases[i].piece);
}

/** A number alone in the last line of a heading reads like a mistake; two long words may part. */
static void test_heading_without_widow(void **state)
{
    static const char *const cases[][2] = {{"Group (g1), 5. Sitzung", ">Group (g1), 5.&nbsp;Sitzung<"},
                                           {"Group, session 5", ">Group, session&nbsp;5<"},
                                           {"One & Verantwortungsgemeinschaft", ">One &amp; Verantwortungsgemeinschaft<"},
                                           {"Alone", ">Alone<"}};
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_document d = {.language = "en", .title = "T", .colon = ": "};
        cvn_document_add(&d, CVN_BLOCK_TITLE, cases[i][0], "A conference");
        char *html = cvn_document_html(&d);
        assert_has(html, cases[i][1]);
        free(html);
        cvn_document_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_escaped),
                                       cmocka_unit_test(test_link),
                                       cmocka_unit_test(test_list_and_direction),
                                       cmocka_unit_test(test_own_and_dark),
                                       cmocka_unit_test(test_times_in_one_piece),
                                       cmocka_unit_test(test_link_pieces),
                                       cmocka_unit_test(test_heading_without_widow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
