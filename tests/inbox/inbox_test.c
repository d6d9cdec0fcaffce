/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/mails.h"

static const char *put_file(store_fixture *f, const char *name, const char *text)
{
    const char *path = cvn_arena_printf(f->arena, "%s/%s", f->folder, name);
    assert_int_equal(cvn_file_write(path, text, strlen(text), f->error), CVN_OK);
    return path;
}

static const char *an_answer(store_fixture *f, const char *uid, const char *from, const char *more)
{
    return a_mail(f->arena, from, "org@example.org", "Content-Type: text/calendar; method=REPLY\r\n",
                  a_calendar(f->arena, "REPLY", uid, from, more));
}

static cvn_code read_files(store_fixture *f, char **report, const char *const *paths, size_t count, cvn_format format)
{
    cvn_inbox_options from;
    cvn_inbox_options_init(&from);
    from.files = paths;
    from.file_count = count;
    from.now_s = 1900000000;
    return cvn_inbox_read(report, f->store, &from, format, f->error);
}

static void test_report(void **state)
{
    store_fixture *f = *state;
    char *report = NULL;
    tell(f, "p1", "session/g1/1", 0, "request");
    const char *const paths[] = {
        put_file(f, "1.eml", an_answer(f, "p1-session/g1/1@example.org", "a@example.org", "COMMENT:Late\\, sorry\r\n")),
        put_file(f, "2.eml", an_answer(f, "zzz", "e@example.org", "")),
        put_file(f, "3.eml", an_answer(f, "p1-session/g1/1@example.org", "a@example.org", "COMMENT:Late\\, sorry\r\n"))};
    assert_int_equal(read_files(f, &report, paths, 3, CVN_TEXT), CVN_OK);
    assert_non_null(strstr(report, "1.eml: kept: accepted, A (p1), g1, session 1\n  \"Late, sorry\"\n"));
    assert_non_null(strstr(report, "2.eml: quarantined: accepted, e@example.org: no invitation of ours has this UID\n"));
    assert_non_null(strstr(report, "3.eml: read before: accepted, A (p1), g1, session 1 (number 1)\n"));
    assert_non_null(strstr(report, "kept: 1, stale: 0, quarantined: 1, noted: 0, read before: 1\nNext: convene inbox list --store "));
    cvn_free(report);
    assert_int_equal(read_files(f, &report, paths, 3, CVN_JSON), CVN_OK);
    assert_non_null(strstr(report, "\"again\": 3"));
    cvn_free(report);
    assert_int_equal(read_files(f, &report, paths, 1, CVN_CSV), CVN_E_USAGE);
}

/** One file that cannot be read: nothing of the call is kept. */
static void test_all_or_nothing(void **state)
{
    store_fixture *f = *state;
    char *report = NULL;
    tell(f, "p1", "session/g1/1", 0, "request");
    const char *const paths[] = {put_file(f, "1.eml", an_answer(f, "p1-session/g1/1@example.org", "a@example.org", "")), "/nonexistent.eml"};
    assert_int_equal(read_files(f, &report, paths, 2, CVN_TEXT), CVN_E_IO);
    assert_null(report);
    cvn_replies replies;
    assert_int_equal(cvn_store_replies(&replies, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 0);
}

static void test_mbox(void **state)
{
    store_fixture *f = *state;
    char *report = NULL;
    tell(f, "p1", "session/g1/1", 0, "request");
    const char *text =
        cvn_arena_printf(f->arena, "From a Mon\r\n%s\r\nFrom b Tue\r\n%s\r\n", an_answer(f, "p1-session/g1/1@example.org", "a@example.org", ""),
                         a_mail(f->arena, "a@example.org", "org@example.org", "", "I cannot.\r\n"));
    cvn_inbox_options from;
    cvn_inbox_options_init(&from);
    from.mbox = put_file(f, "mbox", text);
    assert_int_equal(cvn_inbox_read(&report, f->store, &from, CVN_TEXT, f->error), CVN_OK);
    assert_non_null(strstr(report, "mbox, message 1: kept: accepted, A (p1)"));
    assert_non_null(
        strstr(report, "mbox, message 2: quarantined: letter, A (p1): it holds no calendar reply: words for you to read\n  \"I cannot.\"\n"));
    cvn_free(report);
    from.mbox = put_file(f, "no-mbox", "Subject: x\n\nhello\n");
    assert_int_equal(cvn_inbox_read(&report, f->store, &from, CVN_TEXT, f->error), CVN_E_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_report), STORE_TEST(test_all_or_nothing), STORE_TEST(test_mbox)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
