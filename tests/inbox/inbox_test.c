/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/inbox.h"
#include "store/store_fixture.h"

/** Sends one message about an item: its UID is "PERSON-ITEM@example.org", its address a@example.org. */
static void tell(store_fixture *f, const char *person, const char *item, uint32_t sequence, const char *kind)
{
    cvn_row row = a_row(person, item, sequence, "f");
    int64_t id = 0;
    row.kind = kind;
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    assert_int_equal(cvn_store_start(f->store, id, "test", 1000, f->error), CVN_OK);
    land(f, id, CVN_STATE_SENT, false, "sent");
}

static char *put_mail(store_fixture *f, const char *method, const char *uid, const char *address, const char *more)
{
    static int number;
    char path[160];
    cvn_buffer text = {0};
    cvn_buffer_printf(&text, "From: %s\r\nDate: Wed, 01 Sep 2027 10:15:00 +0000\r\nContent-Type: text/calendar; method=%s\r\n\r\n", address,
                      method);
    cvn_buffer_printf(
        &text,
        "BEGIN:VCALENDAR\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:%s\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:%s\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
        method, uid, address, more);
    snprintf(path, sizeof path, "%s/%d.eml", f->folder, number++);
    assert_int_equal(cvn_file_write(path, text.text, text.length, f->error), CVN_OK);
    cvn_buffer_free(&text);
    return cvn_strdup(path);
}

static void expect(store_fixture *f, const char *path, const char *fate, const char *reason)
{
    char *report = NULL;
    assert_int_equal(cvn_inbox_read(&report, f->store, &path, 1, CVN_JSON, f->error), CVN_OK);
    cJSON *root;
    assert_int_equal(cvn_json_parse(&root, report, strlen(report), "report", f->error), CVN_OK);
    const cJSON *reply = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "replies"), 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(reply, "state")), fate);
    const char *why = cJSON_GetStringValue(cJSON_GetObjectItem(reply, "reason"));
    if (reason && (!why || !strstr(why, reason)))
        fail_msg("expected \"%s\": %s", reason, report);
    if (!reason)
        assert_null(why);
    assert_int_equal((int)cJSON_GetNumberValue(cJSON_GetObjectItem(root, fate)), 1);
    cJSON_Delete(root);
    cvn_free(report);
}

static void test_fates(void **state)
{
    store_fixture *f = *state;
    static const struct {
        const char *method, *uid, *address, *more, *fate, *reason;
    } rows[] = {
        {"REPLY", "p1-s1@example.org", "a@example.org", "SEQUENCE:1\r\nDTSTAMP:20270901T100000Z\r\n", "kept", NULL},
        {"REPLY", "p1-s1@example.org", "A@Example.org", "SEQUENCE:1\r\nDTSTAMP:20270902T100000Z\r\n", "kept", NULL},
        {"REPLY", "p1-s1@example.org", "A@Example.org", "SEQUENCE:1\r\nDTSTAMP:20270902T100000Z\r\n", "stale", "here already"},
        {"REPLY", "p1-s1@example.org", "A@Example.org", "SEQUENCE:1\r\nDTSTAMP:20270901T100000Z\r\n", "stale", "here already"},
        {"REPLY", "p1-s1@example.org", "A@Example.org", "SEQUENCE:5\r\nDTSTAMP:20270101T100000Z\r\n", "kept",
         NULL}, /* a client that raises SEQUENCE itself */
        {"REPLY", "p1-s1@example.org", "b@example.org", "SEQUENCE:1\r\n", "quarantined", "speaks for b@example.org"},
        {"REPLY", "unknown", "a@example.org", "", "quarantined", "no invitation of ours"},
        {"REPLY", "p1-s3@example.org", "a@example.org", "SEQUENCE:1\r\nDTSTAMP:20280101T000000Z\r\n", "quarantined", "an earlier version"},
        {"REPLY", "p1-s3@example.org", "a@example.org", "SEQUENCE:2\r\nDTSTAMP:20270101T000000Z\r\n", "kept", NULL},
        {"REPLY", "p1-s3@example.org", "a@example.org", "SEQUENCE:1\r\nDTSTAMP:20280102T000000Z\r\n", "stale", "here already"},
        {"COUNTER", "p1-s1@example.org", "a@example.org", "SEQUENCE:1\r\n", "quarantined", "another time"},
        {"REPLY", "p1-s1@example.org", "a@example.org", "SEQUENCE:1\r\nRECURRENCE-ID:20271025T170000Z\r\n", "quarantined",
         "one time of a series"},
        {"REPLY", "p1-s2@example.org", "a@example.org", "SEQUENCE:1\r\n", "quarantined", "cancelled since"},
        {"REQUEST", "p1-s1@example.org", "a@example.org", "", "ignored", "no reply"},
        {"REPLY", "p1-s1@example.org", "a@example.org", "ATTENDEE:mailto:c@example.org\r\n", "quarantined", "no one attendee"},
    };
    tell(f, "p1", "s1", 1, "update");
    tell(f, "p1", "s2", 1, "cancel");
    tell(f, "p1", "s3", 2, "update");
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char *path = put_mail(f, rows[i].method, rows[i].uid, rows[i].address, rows[i].more);
        print_message("row %zu\n", i);
        expect(f, path, rows[i].fate, rows[i].reason);
        free(path);
    }
    cvn_replies replies;
    assert_int_equal(cvn_store_replies(&replies, f->store, "c1", f->arena, f->error), CVN_OK);
    size_t counted = 0;
    for (uint32_t i = 0; i < replies.count; i++)
        counted += !replies.at[i].quarantined && strcmp(replies.at[i].answer, "accepted") == 0 && strcmp(replies.at[i].person, "p1") == 0;
    assert_int_equal(counted, 2); /* one for s1, however its address was spelt, and one for s3 */
}

static void test_report(void **state)
{
    store_fixture *f = *state;
    tell(f, "p1", "s1", 0, "request");
    char *one = put_mail(f, "REPLY", "p1-s1@example.org", "a@example.org", "COMMENT:Late\\, sorry\r\n"),
         *two = put_mail(f, "REPLY", "zzz", "e@example.org", ""), *report = NULL;
    const char *const paths[] = {one, two};
    assert_int_equal(cvn_inbox_read(&report, f->store, paths, 2, CVN_TEXT, f->error), CVN_OK);
    assert_non_null(strstr(report, "kept: accepted, A (p1), s1\n  \"Late, sorry\"\n"));
    assert_non_null(strstr(report, "quarantined: accepted, from e@example.org: no invitation of ours has this UID\n"));
    assert_non_null(strstr(report, "kept: 1, stale: 0, quarantined: 1, not a reply: 0\n"));
    cvn_free(report);
    free(one);
    free(two);
}

/** One file that cannot be read: nothing of the call is kept. */
static void test_all_or_nothing(void **state)
{
    store_fixture *f = *state;
    tell(f, "p1", "s1", 0, "request");
    char *one = put_mail(f, "REPLY", "p1-s1@example.org", "a@example.org", ""), *report = NULL;
    const char *const paths[] = {one, "/nonexistent.eml"};
    assert_int_equal(cvn_inbox_read(&report, f->store, paths, 2, CVN_TEXT, f->error), CVN_E_IO);
    assert_null(report);
    cvn_replies replies;
    assert_int_equal(cvn_store_replies(&replies, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 0);
    assert_int_equal(cvn_inbox_read(&report, f->store, paths, 1, CVN_CSV, f->error), CVN_E_USAGE);
    free(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fates, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(test_report, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(test_all_or_nothing, store_setup, store_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
