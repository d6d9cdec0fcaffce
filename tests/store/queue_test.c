/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static cvn_rows told(store_fixture *f)
{
    cvn_rows rows;
    assert_int_equal(cvn_store_told(&rows, f->store, "c1", f->arena, f->error), CVN_OK);
    return rows;
}

static void a_row_comes_back_as_it_went_in(void **state)
{
    store_fixture *f = *state;
    cvn_row row = get(f, put(f, "p1", "session/g1/1", 0, "f0"));
    assert_string_equal(row.person, "p1");
    assert_string_equal(row.item, "session/g1/1");
    assert_string_equal(row.kind, "request");
    assert_string_equal(row.uid, "p1-session/g1/1@example.org");
    assert_string_equal(row.message_id, "m@example.org");
    assert_int_equal(row.mime_length, 28);
    assert_memory_equal(row.mime, "To: a@example.org\r\n\r\nhello\r\n", 28);
    assert_int_equal(row.state, CVN_STATE_QUEUED);
    assert_false(row.in_doubt);
    assert_int_equal(row.tries, 0);
    assert_int_equal(row.queued_s, 1000);
}

/** What became of a message of sequence 1 after one of sequence 0 was sent; which of the two the person was told then. */
static void told_is_what_left_or_may_have(void **state)
{
    static const struct {
        cvn_state landed;
        bool in_doubt, supersede;
        uint32_t told;
    } cases[] = {
        {CVN_STATE_SENT, false, false, 1},   {CVN_STATE_QUEUED, false, false, 0}, {CVN_STATE_QUEUED, true, false, 1},
        {CVN_STATE_FAILED, false, false, 0}, {CVN_STATE_FAILED, true, false, 1},  {CVN_STATE_QUEUED, false, true, 0},
        {CVN_STATE_QUEUED, true, true, 1},   {CVN_STATE_FAILED, false, true, 0},
    };
    store_fixture *f = *state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char person[16];
        snprintf(person, sizeof person, "p%zu", i);
        fly(f, put(f, person, "item", 0, "f0"), CVN_STATE_SENT, false, "sent");
        int64_t id = put(f, person, "item", 1, "f1");
        fly(f, id, cases[i].landed, cases[i].in_doubt, cases[i].landed == CVN_STATE_SENT ? "sent" : "later");
        if (cases[i].supersede)
            assert_int_equal(cvn_store_supersede(f->store, id, 5, f->error), CVN_OK);
        cvn_rows rows = told(f);
        assert_int_equal(rows.count, i + 1);
        assert_string_equal(rows.at[i].person, person);
        assert_int_equal(rows.at[i].sequence, cases[i].told);
        assert_string_equal(rows.at[i].fingerprint, cases[i].told ? "f1" : "f0");
    }
}

static void in_flight_counts_as_told(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0");
    assert_int_equal(told(f).count, 0);
    assert_int_equal(cvn_store_start(f->store, id, "x", 1, f->error), CVN_OK);
    assert_int_equal(told(f).count, 1);
}

static void another_conference_is_not_asked(void **state)
{
    store_fixture *f = *state;
    cvn_row row = a_row("p1", "item", 0, "f0");
    int64_t id = 0;
    row.conference = "c2";
    assert_int_equal(cvn_store_queue(&id, f->store, &row, f->error), CVN_OK);
    fly(f, id, CVN_STATE_SENT, false, "sent");
    put(f, "p1", "item", 0, "f0");
    assert_int_equal(told(f).count, 0);
    cvn_rows rows;
    assert_int_equal(cvn_store_unsent(&rows, f->store, "c2", f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 0);
    assert_int_equal(cvn_store_unsent(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
}

static void one_unsent_message_an_item(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0"), second = 0;
    cvn_row row = a_row("p1", "item", 0, "f1");
    assert_int_not_equal(cvn_store_queue(&second, f->store, &row, NULL), CVN_OK);
    assert_int_equal(cvn_store_supersede(f->store, id, 5, f->error), CVN_OK);
    assert_int_equal(cvn_store_queue(&second, f->store, &row, f->error), CVN_OK);
    assert_int_equal(get(f, id).state, CVN_STATE_SUPERSEDED);
}

static void refreshing_touches_only_what_never_left(void **state)
{
    store_fixture *f = *state;
    int64_t fresh = put(f, "p1", "item", 0, "f0"), doubt = put(f, "p2", "item", 0, "f0");
    fly(f, doubt, CVN_STATE_QUEUED, true, "unknown");
    cvn_row row = a_row("p1", "item", 0, "f0");
    row.address = "new@example.org";
    row.mime = "new";
    row.mime_length = 3;
    assert_int_equal(cvn_store_refresh(f->store, fresh, &row, f->error), CVN_OK);
    assert_int_equal(cvn_store_refresh(f->store, doubt, &row, f->error), CVN_OK);
    assert_string_equal(get(f, fresh).address, "new@example.org");
    assert_int_equal(get(f, fresh).mime_length, 3);
    assert_string_equal(get(f, doubt).address, "a@example.org");
    assert_int_equal(get(f, doubt).mime_length, 28);
}

static void a_sent_message_cannot_be_superseded(void **state)
{
    store_fixture *f = *state;
    int64_t id = put(f, "p1", "item", 0, "f0");
    fly(f, id, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_supersede(f->store, id, 5, f->error), CVN_OK);
    assert_int_equal(get(f, id).state, CVN_STATE_SENT);
}

static void nothing_of_a_transaction_stays_after_a_rollback(void **state)
{
    store_fixture *f = *state;
    assert_int_equal(cvn_store_begin(f->store, f->error), CVN_OK);
    put(f, "p1", "item", 0, "f0");
    cvn_store_rollback(f->store);
    cvn_counts counts;
    assert_int_equal(cvn_store_counts(&counts, f->store, NULL, f->error), CVN_OK);
    assert_int_equal(counts.queued, 0);
}

static void the_organiser_withdraws_holds_and_takes_up(void **state)
{
    store_fixture *f = *state;
    int64_t first = put(f, "p1", "item", 0, "f0"), second = put(f, "p2", "item", 0, "f0"), sent = put(f, "p3", "item", 0, "f0");
    fly(f, second, CVN_STATE_FAILED, false, "never");
    fly(f, sent, CVN_STATE_SENT, false, "sent");
    assert_int_equal(cvn_store_hold(f->store, first, 7000, f->error), CVN_OK);
    assert_int_equal(cvn_store_hold(f->store, sent, 7000, f->error), CVN_OK); /* has left: nothing to hold */
    assert_int_equal(get(f, first).not_before_s, 7000);
    assert_int_equal(get(f, sent).not_before_s, 0);
    assert_int_equal(cvn_store_requeue_one(f->store, first, f->error), CVN_OK);
    assert_int_equal(cvn_store_requeue_one(f->store, second, f->error), CVN_OK);
    assert_int_equal(cvn_store_requeue_one(f->store, sent, f->error), CVN_OK);
    assert_int_equal(get(f, first).not_before_s, 0);
    assert_int_equal(get(f, second).state, CVN_STATE_QUEUED);
    assert_int_equal(get(f, second).done_s, 0);
    assert_int_equal(get(f, sent).state, CVN_STATE_SENT);
    assert_int_equal(cvn_store_withdraw(f->store, second, "no longer", 8000, f->error), CVN_OK);
    assert_int_equal(get(f, second).state, CVN_STATE_SUPERSEDED);
    assert_int_equal(get(f, second).done_s, 8000);
    assert_string_equal(get(f, second).words, "no longer"); /* and not what the server said before */
    cvn_row held = a_row("p4", "item", 0, "f0");
    int64_t id = 0;
    held.not_before_s = 9000;
    assert_int_equal(cvn_store_queue(&id, f->store, &held, f->error), CVN_OK);
    assert_int_equal(get(f, id).not_before_s, 9000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_row_comes_back_as_it_went_in),
        STORE_TEST(told_is_what_left_or_may_have),
        STORE_TEST(in_flight_counts_as_told),
        STORE_TEST(another_conference_is_not_asked),
        STORE_TEST(one_unsent_message_an_item),
        STORE_TEST(refreshing_touches_only_what_never_left),
        STORE_TEST(a_sent_message_cannot_be_superseded),
        STORE_TEST(nothing_of_a_transaction_stays_after_a_rollback),
        STORE_TEST(the_organiser_withdraws_holds_and_takes_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
