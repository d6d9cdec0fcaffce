/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/mails.h"

#define UID "p1-session/g1/1@example.org"

/** Numbers 1 to 4: kept, from an alias, a letter, a counter-proposal. */
static void fill(store_fixture *f)
{
    const char *const mails[] = {
        a_mail(f->arena, "a@example.org", "org@example.org", "Content-Type: text/calendar\r\n",
               a_calendar(f->arena, "REPLY", UID, "a@example.org", "DTSTAMP:20270901T100000Z\r\n")),
        a_mail(f->arena, "alias@example.org", "org@example.org", "Content-Type: text/calendar\r\n",
               a_calendar(f->arena, "REPLY", UID, "alias@example.org", "DTSTAMP:20270902T100000Z\r\n")),
        a_mail(f->arena, "a@example.org", "org@example.org", "", "I cannot.\r\n"),
        a_mail(f->arena, "a@example.org", "org@example.org", "Content-Type: text/calendar\r\n",
               a_calendar(f->arena, "COUNTER", UID, "a@example.org", "DTSTAMP:20270903T100000Z\r\nDTSTART:20271005T170000Z\r\n")),
        a_mail(f->arena, "alias@example.org", "org@example.org", "Content-Type: text/calendar\r\n",
               a_calendar(f->arena, "REPLY", UID, "alias@example.org", "DTSTAMP:20270801T100000Z\r\n")),
    };
    tell(f, "p1", "session/g1/1", 0, "request");
    for (size_t i = 0; i < CVN_COUNT(mails); i++) {
        uint32_t count;
        bool again;
        cvn_reply reply = judged(f, mails[i], &count, &again);
        assert_int_equal(reply.id, (int64_t)i + 1);
    }
}

static cvn_reply counting(store_fixture *f)
{
    const cvn_reply like = {.conference = "c1", .person = "p1", .item = "session/g1/1", .recurrence = ""};
    cvn_reply out;
    bool found;
    assert_int_equal(cvn_store_reply_counting(&out, &found, f->store, &like, f->arena, f->error), CVN_OK);
    return found ? out : (cvn_reply){0};
}

static void test_list(void **state)
{
    store_fixture *f = *state;
    char *out;
    fill(f);
    assert_int_equal(cvn_inbox_list(&out, f->store, false, CVN_TEXT, f->error), CVN_OK);
    assert_null(strstr(out, "    1 kept"));
    assert_non_null(strstr(out, "    2 quarantined  accepted                A (p1)                       g1, session 1\n"));
    assert_non_null(strstr(out, "      it speaks for alias@example.org, and the invitation went to a@example.org\n"));
    assert_non_null(strstr(out, "    3 quarantined  letter                  A (p1)\n"));
    assert_non_null(strstr(out, "      \"I cannot.\"\n"));
    assert_non_null(strstr(out, "      proposed: 2027-10-05T17:00Z\n"));
    assert_non_null(strstr(out, "5 came back; 4 to look at\nNext: convene inbox accept NUMBER"));
    assert_non_null(strstr(out, "decline NUMBER … (they are told that the time stays)\n"));
    cvn_free(out);
    assert_int_equal(cvn_inbox_list(&out, f->store, true, CVN_TEXT, f->error), CVN_OK);
    assert_non_null(strstr(out, "    1 kept"));
    cvn_free(out);
    assert_int_equal(cvn_inbox_list(&out, f->store, false, CVN_JSON, f->error), CVN_OK);
    cJSON *root = cJSON_Parse(out);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(root, "replies")), 4);
    assert_int_equal((int)cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(root, "counts"), "kept")), 1);
    cJSON_Delete(root);
    cvn_free(out);
    assert_int_equal(cvn_inbox_list(&out, f->store, false, CVN_HTML, f->error), CVN_E_USAGE);
}

static void test_decide(void **state)
{
    store_fixture *f = *state;
    char *out;
    fill(f);
    assert_int_equal(counting(f).id, 1);
    assert_int_equal(cvn_inbox_accept(&out, f->store, 2, CVN_TEXT, f->error), CVN_OK);
    assert_string_equal(out, "number 2 counts: accepted, A (p1), g1, session 1\n");
    cvn_free(out);
    assert_int_equal(counting(f).id, 2);
    assert_int_equal(cvn_inbox_accept(NULL, f->store, 4, CVN_TEXT, f->error), CVN_OK); /* a counter-proposal is a no to the time that was */
    assert_int_equal(counting(f).id, 4);
    assert_int_equal(cvn_inbox_accept(NULL, f->store, 3, CVN_TEXT, f->error), CVN_E_USAGE); /* a letter */
    assert_int_equal(cvn_inbox_accept(NULL, f->store, 9, CVN_TEXT, f->error), CVN_E_USAGE);
    assert_int_equal(cvn_inbox_accept(NULL, f->store, 5, CVN_TEXT, f->error), CVN_E_USAGE); /* newer ones count */
    assert_int_equal(counting(f).id, 4);
    for (int64_t id = 1; id <= 4; id++)
        assert_int_equal(cvn_inbox_ignore(NULL, f->store, id, CVN_TEXT, f->error), CVN_OK);
    assert_int_equal(counting(f).id, 0);
    assert_int_equal(cvn_inbox_accept(NULL, f->store, 5, CVN_JSON, f->error), CVN_OK);
    assert_int_equal(counting(f).id, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(test_list), STORE_TEST(test_decide)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
