/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/look.h"
#include "store/store_fixture.h"

static void a_line_for_each_message(void **state)
{
    store_fixture *f = *state;
    char *text = NULL;
    cvn_row row = a_row("p1", "session/g1/1", 0, "f0");
    int64_t id = 0;
    row.name = "Lima, \"Ana\"";
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_QUEUED, true, "unknown");
    put(f, "p2", "session/g1/1", 1, "f0");
    assert_int_equal(cvn_outbox_list(&text, f->store, NULL, CVN_CSV, f->error), CVN_OK);
    assert_string_equal(
        text, "id,state,in_doubt,conference,person,name,address,kind,item,subject,uid,sequence,message_id,tries,queued,not_before,done,"
              "provider_id,words\r\n"
              "1,queued,yes,c1,p1,\"Lima, \"\"Ana\"\"\",a@example.org,request,session/g1/1,S,p1-session/g1/1@example.org,0,"
              "m@example.org,1,1970-01-01T00:17:00Z,1970-01-01T00:50:00Z,,,words\r\n"
              "2,queued,no,c1,p2,A,a@example.org,update,session/g1/1,S,p2-session/g1/1@example.org,1,m@example.org,0,"
              "1970-01-01T00:17:00Z,,,,\r\n");
    cvn_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(a_line_for_each_message)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
