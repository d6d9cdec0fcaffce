/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "outbox/look.h"
#include "store/store_fixture.h"

static void messages_as_they_went_out(void **state)
{
    store_fixture *f = *state;
    char folder[96], path[160], *text = NULL;
    size_t count = 0, length = 0;
    struct stat st;
    const char *people[] = {"p2"};
    put(f, "p1", "session/g1/1", 0, "f0");
    fly(f, put(f, "p2", "session/g1/1", 0, "f0"), CVN_STATE_SENT, false, "sent");
    snprintf(folder, sizeof folder, "%s/out", f->folder);
    cvn_outbox_pick pick = {.people = people, .people_count = 1};
    assert_int_equal(cvn_outbox_export(&count, f->store, &pick, folder, f->error), CVN_OK);
    assert_int_equal(count, 1);
    snprintf(path, sizeof path, "%s/00002-p2-session-g1-1.eml", folder);
    assert_int_equal(cvn_file_read(&text, &length, path, 1000, f->error), CVN_OK);
    assert_string_equal(text, "To: a@example.org\r\n\r\nhello\r\n");
    free(text);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(cvn_outbox_export(&count, f->store, NULL, folder, f->error), CVN_OK);
    assert_int_equal(count, 2);
    assert_int_equal(get(f, 1).state, CVN_STATE_QUEUED); /* taken along, not sent */
    assert_int_equal(cvn_outbox_export(&count, f->store, NULL, "/nowhere/at/all", f->error), CVN_E_IO);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(messages_as_they_went_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
