/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

static void the_outbox_as_text(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    assert_int_equal(cvn_outbox_list(&text, f->store, NULL, CVN_TEXT, f->error), CVN_OK);
    assert_string_equal(text, "queued: 0, in flight: 0, sent: 0, refused for good: 0, superseded: 0\n");
    cvn_free(text);
    put(f, "p1", "session/g1/1", 0, "f0");
    fly(f, put(f, "p22", "plenary/opening", 0, "f0"), CVN_STATE_SENT, false, "sent");
    fly(f, put(f, "p3", "session/g1/1", 1, "f0"), CVN_STATE_QUEUED, false, "later");
    assert_int_equal(cvn_outbox_list(&text, f->store, NULL, CVN_TEXT, f->error), CVN_OK);
    assert_string_equal(text, "ID  STATE                                    TRIES  CONFERENCE  PERSON  MESSAGE  ITEM             LAST WORDS\n"
                              "1   queued                                   0      c1          p1      request  session/g1/1\n"
                              "2   sent                                     1      c1          p22     request  plenary/opening  words\n"
                              "3   queued, not before 1970-01-01T00:50:00Z  1      c1          p3      update   session/g1/1     words\n"
                              "\n"
                              "queued: 2, in flight: 0, sent: 1, refused for good: 0, superseded: 0\n");
    cvn_free(text);
    assert_int_equal(cvn_outbox_list(&text, f->store, NULL, CVN_ICS, f->error), CVN_E_USAGE);
    assert_null(text);
}

static void the_outbox_as_json(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    cJSON *root = NULL;
    put(f, "p1", "session/g1/1", 0, "f0");
    fly(f, put(f, "p2", "session/g1/1", 0, "f0"), CVN_STATE_FAILED, false, "never");
    assert_int_equal(cvn_outbox_list(&text, f->store, NULL, CVN_JSON, f->error), CVN_OK);
    assert_int_equal(cvn_json_parse(&root, text, strlen(text), "list", f->error), CVN_OK);
    const cJSON *counts = cJSON_GetObjectItem(root, "counts"), *messages = cJSON_GetObjectItem(root, "messages");
    assert_int_equal(cJSON_GetObjectItem(counts, "queued")->valueint, 1);
    assert_int_equal(cJSON_GetObjectItem(counts, "failed")->valueint, 1);
    assert_int_equal(cJSON_GetArraySize(messages), 2);
    const cJSON *second = cJSON_GetArrayItem(messages, 1);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(second, "state")), "failed");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(second, "address")), "a@example.org");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(second, "words")), "words");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(second, "not_before")));
    cJSON_Delete(root);
    cvn_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_outbox_as_text), STORE_TEST(the_outbox_as_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
