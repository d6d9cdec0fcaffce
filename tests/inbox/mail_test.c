/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

/** The messages that the fuzzer starts from, and what is in each: from, address, answer, comment; or the trouble. */
static void test_corpus(void **state)
{
    (void)state;
    static const struct {
        const char *file, *address, *answer, *comment, *trouble;
    } rows[] = {
        {"accepted-plain", "ann@example.org", "accepted", "", NULL},
        {"accepted-base64", "ann@example.org", "accepted", "", NULL},
        {"declined-multipart", "ANN@example.org", "declined", "On call, sorry; next time", NULL},
        {"no-organizer", "ann@example.org", "tentative", "", NULL},
        {"latin1", "ann@example.org", "accepted", "På gensyn", NULL},
        {"folded", "ann@example.org", "accepted", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabcdef", NULL},
        {"two-attendees", "", "", "", NULL},
        {"no-calendar", NULL, NULL, NULL, "no calendar reply"},
        {"out-of-office", NULL, NULL, NULL, "no calendar reply"},
        {"request", NULL, NULL, NULL, "no reply"},
        {"nested", NULL, NULL, NULL, "more components"},
        {"empty-part", NULL, NULL, NULL, "cannot be read"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char path[128], *bytes;
        size_t length;
        cvn_returned mail;
        cvn_arena *arena = cvn_arena_new();
        snprintf(path, sizeof path, "tests/fuzz/corpus/inbox/%s.eml", rows[i].file);
        assert_int_equal(cvn_file_read(&bytes, &length, path, CVN_MAX_MAIL_BYTES, NULL), CVN_OK);
        cvn_returned_read(&mail, arena, bytes, length);
        free(bytes);
        print_message("%s\n", rows[i].file);
        if (rows[i].trouble) {
            assert_int_equal(mail.count, 0);
            assert_non_null(strstr(mail.trouble, rows[i].trouble));
        } else {
            assert_int_equal(mail.count, 1);
            assert_null(mail.trouble);
            assert_string_equal(mail.from, "ann@example.org");
            assert_int_equal(mail.date_s, 1819793700);
            assert_string_equal(mail.answers[0].address, rows[i].address);
            assert_string_equal(mail.answers[0].answer, rows[i].answer);
            assert_string_equal(mail.answers[0].comment, rows[i].comment);
        }
        cvn_arena_free(arena);
    }
}

/** From, and whom it names: a name that is not quoted as it should be hides nobody; what could be two people names none. */
static void test_sender(void **state)
{
    static const struct {
        const char *from, *address;
    } rows[] = {
        {"Lou O'Neil <lou@example.org>", "lou@example.org"},     {"Lou O'Neil; RN <lou@example.org>", "lou@example.org"},
        {"\"O'Neil; RN\" <lou@example.org>", "lou@example.org"}, {"MAILER-DAEMON", "MAILER-DAEMON"},
        {"Lou; RN <lou@example.org> <eve@example.org>", NULL},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char text[256];
        cvn_returned mail;
        cvn_arena *arena = cvn_arena_new();
        int length = snprintf(text, sizeof text, "From: %s\r\nMIME-Version: 1.0\r\n\r\nhello\r\n", rows[i].from);
        cvn_returned_read(&mail, arena, text, (size_t)length);
        print_message("%s\n", rows[i].from);
        if (rows[i].address)
            assert_string_equal(mail.from, rows[i].address);
        else
            assert_null(strchr(mail.from, '@'));
        cvn_arena_free(arena);
    }
}

static void test_nothing(void **state)
{
    (void)state;
    cvn_returned mail;
    cvn_arena *arena = cvn_arena_new();
    cvn_returned_read(&mail, arena, "", 0);
    assert_int_equal(mail.count, 0);
    assert_non_null(mail.trouble);
    cvn_returned_read(&mail, arena, "\n\n\0\0", 4);
    assert_int_equal(mail.count, 0);
    assert_non_null(mail.trouble);
    cvn_arena_free(arena);
}

/** Parts in parts in parts: read, or not read, but never a crash. */
static void test_deep(void **state)
{
    (void)state;
    cvn_buffer text = {0};
    cvn_buffer_text(&text, "From: a@example.org\r\nMIME-Version: 1.0\r\n");
    for (int i = 0; i < 5000; i++)
        cvn_buffer_printf(&text, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i);
    cvn_returned mail;
    cvn_arena *arena = cvn_arena_new();
    cvn_returned_read(&mail, arena, text.text, text.length);
    assert_int_equal(mail.count, 0);
    cvn_arena_free(arena);
    cvn_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_corpus), cmocka_unit_test(test_sender), cmocka_unit_test(test_nothing),
                                       cmocka_unit_test(test_deep)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
