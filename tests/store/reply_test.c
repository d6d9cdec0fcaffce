/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static int64_t keep(store_fixture *f, const char *digest, const char *answer, cvn_standing standing, uint32_t sequence, int64_t dtstamp_s)
{
    int64_t id = 0;
    cvn_reply reply = {.digest = digest,
                       .kind = CVN_REPLY_REPLY,
                       .standing = standing,
                       .reason = "why",
                       .conference = "c1",
                       .person = "p1",
                       .item = "session/g1/1",
                       .uid = "u1",
                       .recurrence = "",
                       .address = "a@example.org",
                       .sender = "a@example.org",
                       .subject = "S",
                       .answer = answer,
                       .comment = "words",
                       .detail = "",
                       .sequence = sequence,
                       .dtstamp_s = dtstamp_s,
                       .received_s = 9};
    assert_int_equal(cvn_store_reply(&id, f->store, &reply, f->error), CVN_OK);
    return id;
}

static void the_newest_answer_counts(void **state)
{
    store_fixture *f = *state;
    static const struct {
        const char *answer;
        cvn_standing standing;
        uint32_t sequence;
        int64_t dtstamp_s;
        const char *counts; /* after this one */
    } rows[] = {
        {"accepted", CVN_STANDING_KEPT, 1, 100, "accepted"},       {"declined", CVN_STANDING_STALE, 0, 200, "accepted"},
        {"tentative", CVN_STANDING_ACCEPTED, 1, 101, "tentative"}, {"declined", CVN_STANDING_QUARANTINED, 5, 900, "tentative"},
        {"declined", CVN_STANDING_IGNORED, 5, 900, "tentative"},   {"declined", CVN_STANDING_STALE, 5, 900, "tentative"},
        {"declined", CVN_STANDING_KEPT, 2, 50, "declined"},
    };
    const cvn_reply like = {.conference = "c1", .person = "p1", .item = "session/g1/1", .recurrence = ""};
    cvn_reply counting;
    bool found = true;
    assert_int_equal(cvn_store_reply_counting(&counting, &found, f->store, &like, f->arena, f->error), CVN_OK);
    assert_false(found);
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        char digest[8];
        snprintf(digest, sizeof digest, "d%zu", i);
        keep(f, digest, rows[i].answer, rows[i].standing, rows[i].sequence, rows[i].dtstamp_s);
        assert_int_equal(cvn_store_reply_counting(&counting, &found, f->store, &like, f->arena, f->error), CVN_OK);
        assert_true(found);
        assert_string_equal(counting.answer, rows[i].counts);
    }
}

static void a_mail_is_known_again_and_decided(void **state)
{
    store_fixture *f = *state;
    cvn_replies replies;
    cvn_reply reply;
    bool found;
    put(f, "p1", "session/g1/1", 0, "f0");
    int64_t id = keep(f, "d1", "accepted", CVN_STANDING_QUARANTINED, 0, 1);
    assert_int_equal(cvn_store_replies_of(&replies, f->store, "d1", f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 1);
    assert_int_equal(cvn_store_replies_of(&replies, f->store, "d2", f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 0);
    assert_int_equal(cvn_store_reply_decide(f->store, id, CVN_STANDING_ACCEPTED, "because", f->error), CVN_OK);
    assert_int_equal(cvn_store_reply_get(&reply, &found, f->store, id, f->arena, f->error), CVN_OK);
    assert_true(found);
    assert_int_equal(reply.standing, CVN_STANDING_ACCEPTED);
    assert_string_equal(reply.reason, "because");
    assert_string_equal(reply.name, "A");
    assert_string_equal(reply.comment, "words");
    assert_int_equal(reply.dtstamp_s, 1);
    assert_int_equal(cvn_store_replies(&replies, f->store, "c2", f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 0);
    assert_int_equal(cvn_store_replies(&replies, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(replies.count, 1);
    assert_int_equal(cvn_store_reply_get(&reply, &found, f->store, id + 1, f->arena, f->error), CVN_OK);
    assert_false(found);
}

static void a_message_is_found_by_what_comes_back(void **state)
{
    store_fixture *f = *state;
    cvn_row row;
    bool found = true;
    int64_t first = put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_by_uid(&row, &found, f->store, "p1-item@example.org", f->arena, f->error), CVN_OK);
    assert_false(found); /* it has not left */
    fly(f, first, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_by_uid(&row, &found, f->store, "p1-item@example.org", f->arena, f->error), CVN_OK);
    assert_true(found);
    assert_int_equal(row.id, first);
    int64_t second = put(f, "p1", "item", 1, "f1");
    fly(f, second, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_by_uid(&row, &found, f->store, "p1-item@example.org", f->arena, f->error), CVN_OK);
    assert_int_equal(row.id, second);
    assert_int_equal(cvn_store_by_uid_at(&row, &found, f->store, "p1-item@example.org", 0, f->arena, f->error), CVN_OK);
    assert_int_equal(row.id, first);
    assert_int_equal(cvn_store_by_uid_at(&row, &found, f->store, "p1-item@example.org", 7, f->arena, f->error), CVN_OK);
    assert_int_equal(row.id, second);
    assert_int_equal(cvn_store_by_message_id(&row, &found, f->store, "m@example.org", f->arena, f->error), CVN_OK);
    assert_int_equal(row.id, second);
    assert_int_equal(cvn_store_by_message_id(&row, &found, f->store, "n@example.org", f->arena, f->error), CVN_OK);
    assert_false(found);
}

static void everybody_written_to_is_known_by_each_address(void **state)
{
    store_fixture *f = *state;
    cvn_addressees people;
    put(f, "p1", "one", 0, "f");
    put(f, "p1", "two", 0, "f");
    cvn_row row = a_row("p2", "one", 0, "f");
    row.address = "B@example.org";
    int64_t id;
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    assert_int_equal(cvn_store_addressees(&people, f->store, f->arena, f->error), CVN_OK);
    assert_int_equal(people.count, 2);
    assert_string_equal(people.at[0].person, "p1");
    assert_string_equal(people.at[1].address, "B@example.org");
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(the_newest_answer_counts), STORE_TEST(a_mail_is_known_again_and_decided),
                                       STORE_TEST(a_message_is_found_by_what_comes_back),
                                       STORE_TEST(everybody_written_to_is_known_by_each_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
