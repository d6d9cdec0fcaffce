/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/markdown.h"
#include "invite_testing.h"

static void test_table(void **state)
{
    (void)state;
    static const struct {
        const char *text, *html, *plain;
    } cases[] = {
        {"", "", ""},
        {"One\nline.\n\nTwo  \nlines.\n", "<p>One\nline.</p>\n<p>Two<br />\nlines.</p>\n", "One line.\n\nTwo\nlines."},
        {"# Fee\n\nThe *fee* is **50** `EUR`.", "<h1>Fee</h1>\n<p>The <em>fee</em> is <strong>50</strong> <code>EUR</code>.</p>\n",
         "Fee\n\nThe fee is 50 EUR."},
        {"Pay:\n\n- here\n- or\n  - there\n  - elsewhere\n- last\n\nThanks", NULL,
         "Pay:\n\n- here\n- or\n  - there\n  - elsewhere\n- last\n\nThanks"},
        {"3. three\n4. four", NULL, "3. three\n4. four"},
        {"- a\n\n- b", NULL, "- a\n\n- b"},
        {"- a\n\n  more", NULL, "- a\n\n  more"},
        {"[here](https://x.example/?a=1&b=2) and <https://y.example/> and <me@x.example>",
         "<p><a href=\"https://x.example/?a=1&amp;b=2\">here</a> and <a href=\"https://y.example/\">https://y.example/</a> and <a "
         "href=\"mailto:me@x.example\">me@x.example</a></p>\n",
         "here <https://x.example/?a=1&b=2> and https://y.example/ and me@x.example"},
        {"<https://x.example/a/b?c=d&e=%3Cb%3E>",
         "<p><a href=\"https://x.example/a/b?c=d&amp;e=%3Cb%3E\">https://x.example/<wbr>a/<wbr>b?<wbr>c=d&amp;<wbr>e=%3Cb%3E</a></p>\n",
         "https://x.example/a/b?c=d&e=%3Cb%3E"},
        {"    code <b>\n    more", "<pre><code>code &lt;b&gt;\nmore\n</code></pre>\n", "    code <b>\n    more"},
        {"a\n\n---\n\nb", "<p>a</p>\n<hr />\n<p>b</p>\n", "a\n\n* * *\n\nb"},
        {"<script>alert(1)</script>\n\nx <b onclick=y>z</b>",
         "<!-- raw HTML omitted -->\n<p>x <!-- raw HTML omitted -->z<!-- raw HTML omitted --></p>\n", "x z"},
        {"[x](javascript:alert(1))", "<p><a href=\"\">x</a></p>\n", NULL},
        {"![a map](https://x.example/map.png)", "<p><a href=\"https://x.example/map.png\">a map</a></p>\n",
         "a map <https://x.example/map.png>"},
        {"[![logo](https://x.example/l.png)](https://x.example/)", "<p><a href=\"https://x.example/\">logo</a></p>\n",
         "logo <https://x.example/>"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_markdown m;
        cvn_markdown_read(&m, cases[i].text);
        if (cases[i].html)
            assert_string_equal(m.html, cases[i].html);
        if (cases[i].plain)
            assert_string_equal(m.plain, cases[i].plain);
        assert_null(strstr(m.html, "<img"));
        assert_null(strstr(m.html, "javascript:"));
        cvn_markdown_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
