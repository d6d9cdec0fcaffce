/* SPDX-License-Identifier: Apache-2.0 */
#include "mail/peer.h"
#include "outbox/told.h"

static void put_people(store_fixture *f, int count)
{
    for (int i = 1; i <= count; i++) {
        char person[16];
        snprintf(person, sizeof person, "p%d", i);
        put(f, person, "session/g1/1", 0, "f0");
    }
}

static int at_a_time = 1; /* one after the other, so that it is known which one gets which answer */

/** Delivers what is queued to a peer that says what lines say. */
static cvn_code run(store_fixture *f, const peer_line *lines, cvn_send_summary *summary, int *messages)
{
    char via[64];
    peer *p = peer_start(lines);
    snprintf(via, sizeof via, "smtp://127.0.0.1:%d?inflight=%d", p->port, at_a_time);
    cvn_mail *mail = mail_to(via);
    cvn_outbox_clock clock = cvn_outbox_clock_start(100000);
    *summary = (cvn_send_summary){0};
    cvn_error_clear(f->error);
    cvn_send_options options;
    cvn_send_options_init(&options);
    cvn_code code = cvn_settle(summary, f->store, "c1", &options, cvn_deliver(summary, f->store, "c1", mail, &clock, f->error), f->error);
    cvn_mail_close(mail);
    *messages = p->messages;
    peer_stop(p);
    return code;
}

static void everything_leaves_once(void **state)
{
    static const peer_line usual[] = {{0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 7);
    assert_int_equal(run(f, usual, &s, &messages), CVN_OK);
    assert_int_equal(messages, 7);
    assert_int_equal(s.sent, 7);
    assert_int_equal(s.later + s.failed, 0);
    assert_int_equal(get(f, 3).tries, 1);
    assert_string_equal(get(f, 3).provider_id, "250 2.0.0 queued as X1");
    assert_int_equal(run(f, usual, &s, &messages), CVN_OK);
    assert_int_equal(messages, 0);
    assert_int_equal(s.sent, 0);
}

static void one_that_is_refused_holds_up_nobody(void **state)
{
    static const peer_line refuses[] = {{"RCPT", "250 ok"}, {"RCPT", "550 no such user"}, {"RCPT", "450 come back"}, {0}};
    static const peer_line usual[] = {{0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 5);
    assert_int_equal(run(f, refuses, &s, &messages), CVN_E_TEMPORARY);
    assert_int_equal(s.sent, 3);
    assert_int_equal(s.failed, 1);
    assert_int_equal(s.later, 1);
    assert_int_equal(cvn_error_count(f->error), 2);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "still queued"));
    assert_non_null(strstr(cvn_error_message(f->error, 1), "convene outbox list"));
    assert_int_equal(get(f, 2).state, CVN_STATE_FAILED);
    assert_string_equal(get(f, 2).words, "550 no such user");
    assert_true(get(f, 3).not_before_s >= 100060 && get(f, 3).not_before_s < 100085);
    assert_int_equal(run(f, usual, &s, &messages), CVN_E_TEMPORARY); /* its time has not come */
    assert_int_equal(messages, 0);
}

static void a_server_that_is_busy_is_waited_for(void **state)
{
    static const peer_line busy[] = {{"MAIL", "250 ok"}, {"MAIL", "421 too many"}, {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 4);
    double begun_s = cvn_monotonic_s();
    assert_int_equal(run(f, busy, &s, &messages), CVN_OK);
    assert_true(cvn_monotonic_s() - begun_s >= 1);
    assert_int_equal(messages, 4);
    assert_int_equal(s.sent, 4);
    assert_int_equal(get(f, 2).tries, 2);
}

static void a_server_that_lets_nobody_in_ends_the_run(void **state)
{
    static const peer_line closed[] = {{"MAIL", "530 log in first"}, {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 4);
    assert_int_equal(run(f, closed, &s, &messages), CVN_E_UNAVAILABLE);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "530 log in first"));
    assert_int_equal(s.later, 4);
    assert_int_equal(s.failed, 0);
    assert_int_equal(get(f, 1).not_before_s, 100000); /* nothing is wrong with the message */
    assert_int_equal(get(f, 2).tries, 0);
}

static void a_message_nobody_knows_of_is_not_sent_again_at_once(void **state)
{
    static const peer_line breaks[] = {{".", NULL}, {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 2);
    assert_int_equal(run(f, breaks, &s, &messages), CVN_E_TEMPORARY);
    assert_int_equal(messages, 2); /* the one whose answer is lost, and the other one */
    assert_int_equal(s.sent, 1);
    assert_true(get(f, 1).in_doubt);
    assert_int_equal(get(f, 1).state, CVN_STATE_QUEUED);
}

static void many_refusals_in_a_row_are_another_trouble(void **state)
{
    static const peer_line refuses[] = {{"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {"RCPT", "550 5.1.1 unknown"},
                                        {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 15);
    assert_int_equal(run(f, refuses, &s, &messages), CVN_E_UNAVAILABLE);
    assert_int_equal(s.failed, 10);
    assert_int_equal(s.later, 5);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "10 messages in a row"));
}

static void file_names_are_plain_and_never_the_same(void **state)
{
    static const struct {
        cvn_row row;
        const char *name;
    } cases[] = {
        {{.id = 12, .person = "p017", .item = "session/g1/2"}, "00012-p017-session-g1-2"},
        {{.id = 123456, .person = "../../etc/passwd", .item = "x"}, "123456-..-..-etc-passwd-x"},
        {{.id = 1, .person = "J\xc3\xb8rgen \n", .item = "letter/unplaced"}, "00001-J--rgen---letter-unplaced"},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        char *name = cvn_file_name_dup(&cases[i].row);
        assert_string_equal(name, cases[i].name);
        free(name);
    }
}

/** Many at a time: each arrives once, and nothing is in flight at the end. */
static void several_at_a_time_leave_once_each(void **state)
{
    static const peer_line some[] = {{"RCPT", "250 ok"}, {"RCPT", "250 ok"}, {"RCPT", "550 no such user"}, {"RCPT", "450 come back"}, {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    cvn_counts counts;
    int messages = 0;
    put_people(f, 100);
    at_a_time = 8;
    assert_int_equal(run(f, some, &s, &messages), CVN_E_TEMPORARY);
    at_a_time = 1;
    assert_int_equal(messages, 98);
    assert_int_equal(s.sent, 98);
    assert_int_equal(cvn_store_counts(&counts, f->store, NULL, f->error), CVN_OK);
    assert_int_equal(counts.in_flight, 0);
    assert_int_equal(counts.failed, 1);
    assert_int_equal(counts.queued, 1);
}

/** Refusals of several that left together are one pause, not one each. */
static void a_burst_of_refusals_is_one_pause(void **state)
{
#define TAKEN                                                                                                                                  \
    {                                                                                                                                          \
        "RCPT", "250 ok"                                                                                                                       \
    }
#define MANY                                                                                                                                   \
    {                                                                                                                                          \
        "RCPT", "421 many"                                                                                                                     \
    }
    static const peer_line busy[] = {
        {"together", "421 many"}, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, MANY, MANY, MANY, MANY, MANY, MANY, MANY, {0}};
    store_fixture *f = *state;
    cvn_send_summary s;
    int messages = 0;
    put_people(f, 20);
    double begun_s = cvn_monotonic_s();
    at_a_time = 8;
    assert_int_equal(run(f, busy, &s, &messages), CVN_OK);
    at_a_time = 1;
    assert_int_equal(s.sent, 20);
    assert_true(cvn_monotonic_s() - begun_s < 30); /* seven pauses would be a minute, and end the run */
}

static void what_nobody_hears_of_does_not_count(void **state)
{
    store_fixture *f = *state;
    cvn_mail *mail = NULL;
    cvn_store *copy = NULL;
    cvn_send_summary s = {0};
    char out[96];
    put_people(f, 3);
    snprintf(out, sizeof out, "%s/out", f->folder);
    cvn_mail_options options = {.out_dir = out, .test_mode = true};
    cvn_outbox_clock clock = cvn_outbox_clock_start(100000);
    assert_int_equal(cvn_mail_open(&mail, &options, f->error), CVN_OK);
    assert_int_equal(cvn_deliver(&s, f->store, "c1", mail, &clock, f->error), CVN_E_USAGE);
    assert_int_equal(get(f, 1).state, CVN_STATE_QUEUED);
    assert_int_equal(cvn_store_open_rehearsal(&copy, f->path, f->error), CVN_OK);
    assert_int_equal(cvn_deliver(&s, copy, "c1", mail, &clock, f->error), CVN_OK);
    assert_int_equal(s.sent, 3);
    cvn_store_close(copy);
    assert_int_equal(get(f, 1).state, CVN_STATE_QUEUED);
    assert_int_equal(get(f, 1).tries, 0);
    cvn_mail_close(mail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(everything_leaves_once),
        STORE_TEST(one_that_is_refused_holds_up_nobody),
        STORE_TEST(a_server_that_is_busy_is_waited_for),
        STORE_TEST(a_server_that_lets_nobody_in_ends_the_run),
        STORE_TEST(a_message_nobody_knows_of_is_not_sent_again_at_once),
        STORE_TEST(many_refusals_in_a_row_are_another_trouble),
        STORE_TEST(several_at_a_time_leave_once_each),
        STORE_TEST(a_burst_of_refusals_is_one_pause),
        STORE_TEST(what_nobody_hears_of_does_not_count),
        cmocka_unit_test(file_names_are_plain_and_never_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
