/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

static void a_dry_run_says_who_hears_what(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    cvn_invite_summary invited = {.unaffected = 3, .no_address = 1};
    tell(f, "A", false); /* p1, item: waits */
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, true, f->error), CVN_OK);
    say(&t, "p1", "item", "A");
    say(&t, "p22", "session/g1/2", "A");
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    char *text = cvn_send_report(&t, &invited, CVN_TEXT);
    assert_string_equal(text, "PERSON  NAME  MESSAGE     STATE   START  SUBJECT\n"
                              "p1      Name  invitation  queued         Subject\n"
                              "p22     Name  invitation  new            Subject\n"
                              "\n"
                              "2 people hear something new; queued: 1 invitation, 0 updates, 0 cancellations, 0 letters\n"
                              "1 person has no address and hears nothing\n"
                              "nothing was queued or sent: this was a dry run\n");
    cvn_free(text);
    text = cvn_send_report(&t, &invited, CVN_JSON);
    cJSON *root = NULL;
    assert_int_equal(cvn_json_parse(&root, text, strlen(text), "report", f->error), CVN_OK);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(root, "dry_run")));
    assert_int_equal(cJSON_GetObjectItem(root, "requests")->valueint, 1);
    assert_int_equal(cJSON_GetObjectItem(root, "unaffected")->valueint, 3);
    const cJSON *second = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "messages"), 1);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(second, "id")));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(second, "address")), "p22@example.org");
    cJSON_Delete(root);
    cvn_free(text);
    cvn_telling_free(&t);
}

static void a_run_names_what_did_not_leave(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    cvn_invite_summary invited = {0};
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, false, f->error), CVN_OK);
    say(&t, "p1", "item", "A");
    say(&t, "p2", "item", "A");
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    fly(f, 1, CVN_STATE_SENT, false, "sent");
    fly(f, 2, CVN_STATE_FAILED, false, "never");
    t.summary.sent = t.summary.failed = 1;
    assert_int_equal(cvn_telling_outcomes(&t, f->error), CVN_OK);
    char *text = cvn_send_report(&t, &invited, CVN_TEXT);
    assert_string_equal(text, "PERSON  NAME  MESSAGE     STATE   START  SUBJECT\n"
                              "p2      Name  invitation  failed         words\n"
                              "\n"
                              "2 people hear something new; queued: 2 invitations, 0 updates, 0 cancellations, 0 letters\n"
                              "sent: 1, still queued: 0, refused for good: 1\n");
    cvn_free(text);
    cvn_telling_free(&t);
}

static void times_are_words(void **state)
{
    char out[CVN_INSTANT_TEXT];
    (void)state;
    assert_string_equal(cvn_seconds_text(0, out), "");
    assert_string_equal(cvn_seconds_text(60, out), "1970-01-01T00:01:00Z");
    assert_string_equal(cvn_seconds_text(61, out), "1970-01-01T00:02:00Z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(a_dry_run_says_who_hears_what), STORE_TEST(a_run_names_what_did_not_leave),
                                       cmocka_unit_test(times_are_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
