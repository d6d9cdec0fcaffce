/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static bool answer(store_fixture *f, const char *address, const char *words, uint32_t sequence, int64_t dtstamp_s)
{
    bool kept = false;
    cvn_reply reply = {.conference = "c1",
                       .person = "p1",
                       .item = "item",
                       .uid = "u1",
                       .address = address,
                       .answer = words,
                       .comment = "",
                       .sequence = sequence,
                       .dtstamp_s = dtstamp_s,
                       .received_s = 9};
    assert_int_equal(cvn_store_reply(&kept, f->store, &reply, f->error), CVN_OK);
    return kept;
}

static void the_newest_answer_counts(void **state)
{
    store_fixture *f = *state;
    cvn_replies replies;
    assert_true(answer(f, "a@example.org", "accepted", 1, 100));
    assert_false(answer(f, "a@example.org", "declined", 1, 100)); /* the same again */
    assert_false(answer(f, "a@example.org", "declined", 0, 200)); /* to an invitation that is past */
    assert_true(answer(f, "a@example.org", "tentative", 1, 101));
    assert_true(answer(f, "a@example.org", "declined", 2, 50));
    assert_true(answer(f, "b@example.org", "accepted", 0, 1)); /* somebody else */
    assert_int_equal(cvn_store_replies(&replies, f->store, "c1", f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 2);
    assert_string_equal(replies.at[0].answer, "declined");
    assert_int_equal(replies.at[0].sequence, 2);
    assert_string_equal(replies.at[1].address, "b@example.org");
}

static void a_uid_leads_to_the_message_that_left(void **state)
{
    store_fixture *f = *state;
    cvn_row row;
    bool found = true;
    int64_t id = put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_by_uid(&row, &found, f->store, "p1-item@example.org", f->arena, f->error), CVN_OK);
    assert_false(found);
    fly(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_by_uid(&row, &found, f->store, "p1-item@example.org", f->arena, f->error), CVN_OK);
    assert_true(found);
    assert_int_equal(row.id, id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_newest_answer_counts), STORE_TEST(a_uid_leads_to_the_message_that_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
