/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

static void the_bytes_as_they_go_out(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    int64_t id = put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_outbox_show(&text, f->store, id, CVN_TEXT, f->error), CVN_OK);
    assert_string_equal(text, "To: a@example.org\r\n\r\nhello\r\n");
    cvn_free(text);
}

static void each_try_is_told(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    cJSON *root = NULL;
    int64_t id = put(f, "p1", "item", 0, "f0");
    fly(f, id, CVN_STATE_QUEUED, false, "later");
    fly(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_outbox_show(&text, f->store, id, CVN_JSON, f->error), CVN_OK);
    assert_int_equal(cvn_json_parse(&root, text, strlen(text), "show", f->error), CVN_OK);
    const cJSON *trace = cJSON_GetObjectItem(root, "trace");
    assert_int_equal(cJSON_GetArraySize(trace), 2);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(trace, 0), "outcome")), "later");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(trace, 1), "via")), "smtp://h:587");
    assert_int_equal(cJSON_GetObjectItem(root, "bytes")->valueint, 28);
    cJSON_Delete(root);
    cvn_free(text);
}

static void what_is_not_there_is_said(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    assert_int_equal(cvn_outbox_show(&text, f->store, 7, CVN_TEXT, f->error), CVN_E_USAGE);
    assert_null(text);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "no message 7"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_bytes_as_they_go_out), STORE_TEST(each_try_is_told),
                                       STORE_TEST(what_is_not_there_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
