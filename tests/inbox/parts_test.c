/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/parts.h"

#include <string.h>

#include "cmocka_all.h"

static GMimeMessage *parsed(const char *text)
{
    cvn_parts_start();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

/** What is found as a calendar, and how it reads; NULL: nothing is. */
static void test_find(void **state)
{
    (void)state;
    static const struct {
        const char *mail, *text;
    } rows[] = {
        {"Content-Type: text/calendar\r\n\r\nX", "X"},
        {"Content-Type: TEXT/Calendar; charset=ISO-8859-1\r\n\r\nB\xe6r", "Bær"},
        {"Content-Type: application/ics\r\nContent-Transfer-Encoding: base64\r\n\r\nWA==", "X"},
        {"Content-Type: text/plain\r\n\r\nX", NULL},
        {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nA\r\n--b\r\nContent-Type: multipart/alternative; "
         "boundary=c\r\n\r\n--c\r\n"
         "Content-Type: text/calendar\r\n\r\nX\r\n--c--\r\n--b--\r\n",
         "X"},
        /* a mail in the mail says nothing for this one */
        {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: "
         "text/calendar\r\n\r\nX\r\n--b--\r\n",
         NULL},
        {"Content-Type: text/calendar; charset=no-such\r\n\r\nX", "X"},
        {"Content-Type: text/calendar\r\n\r\n", ""},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        GMimeMessage *message = parsed(rows[i].mail);
        assert_non_null(message);
        GMimePart *part = cvn_part_find(g_mime_message_get_mime_part(message), cvn_part_is_calendar);
        print_message("row %zu\n", i);
        assert_int_equal(part != NULL, rows[i].text != NULL);
        if (part) {
            char *text = cvn_part_text(part);
            assert_string_equal(text, rows[i].text);
            g_free(text);
        }
        g_object_unref(message);
    }
}

static void test_header(void **state)
{
    (void)state;
    GMimeMessage *message = parsed("Precedence: bulk\r\n\r\nx");
    assert_string_equal(cvn_header(GMIME_OBJECT(message), "precedence"), "bulk");
    assert_string_equal(cvn_header(GMIME_OBJECT(message), "X-None"), "");
    g_object_unref(message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_header)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
