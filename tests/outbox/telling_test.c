/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/told.h"

/**
 * What is so, send after send, and what became of the message of each send before the next one: s it was sent, q it stayed queued (never tried,
 * or refused for now), u nobody knows (the connection broke), x it was refused for good, i it is still in flight (the process was killed),
 * - there was none. Then the kinds queued by each send, R request, U update, C cancel, - none.
 */
static void only_what_left_counts(void **state)
{
    static const struct {
        const char *now; /* a letter for each send: a fingerprint, or "." for gone */
        const char *fates, *kinds;
        uint64_t superseded; /* in all */
    } cases[] = {
        {"A", "s", "R", 0},          {"AA", "s-", "R-", 0},    /* nothing new */
        {"AB", "ss", "RU", 0},                                 /* changed */
        {"A.", "ss", "RC", 0},                                 /* gone */
        {"A.A", "sss", "RCR", 0},                              /* and back */
        {"AA", "qq", "R-", 0},                                 /* still waiting: the same message, not a second one */
        {"AB", "qq", "RR", 1},                                 /* nobody heard of A: B is the first they hear */
        {"A.", "q-", "R-", 1},                                 /* nobody heard of A: no cancel */
        {"ABA", "sq-", "RU-", 1},                              /* they know A: B never left, nothing is to be said */
        {"ABC", "sqs", "RUU", 1},    {"AB.", "sqs", "RUC", 1}, /* they know A: it is gone */
        {"A.A", "sq-", "RC-", 1},                              /* the cancel never left */
        {"AA", "u-", "R-", 0},                                 /* may have left: it goes out again as it is */
        {"AB", "us", "RU", 1},                                 /* may have left: B is an update */
        {"A.", "us", "RC", 1},                                 /* may have left: a cancel */
        {"AA", "i-", "R-", 0},       {"A.", "is", "RC", 1},
        {"A.A", "uus", "RCR", 2},    {"AA", "x-", "R-", 0}, /* refused for good: not again by itself */
        {"AB", "xs", "RR", 1},                              /* but news are tried */
        {"A.", "x-", "R-", 1},       {"ABB", "sx-", "RU-", 0},
        {"ABA", "uqs", "RUU", 2},    /* A may never have come, and does not go out again by itself */
        {"A.A.", "suqs", "RCRC", 2}, /* nor may the cancel have */
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        store_fixture *f;
        uint64_t superseded = 0;
        store_setup((void **)&f);
        for (size_t n = 0; cases[i].now[n]; n++) {
            char now[2] = {cases[i].now[n], 0}, want = cases[i].kinds[n];
            cvn_send_summary dry = tell(f, now[0] == '.' ? NULL : now, true), s = tell(f, now[0] == '.' ? NULL : now, false);
            assert_memory_equal(&dry, &s, sizeof s); /* a dry run says what happens */
            superseded += s.superseded;
            if (s.requests != (want == 'R') || s.updates != (want == 'U') || s.cancels != (want == 'C'))
                fail_msg("case %s, send %zu: %d requests, %d updates, %d cancels", cases[i].now, n, (int)s.requests, (int)s.updates,
                         (int)s.cancels);
            cvn_rows unsent;
            assert_int_equal(cvn_store_unsent(&unsent, f->store, "c1", f->arena, f->error), CVN_OK);
            char fate = cases[i].fates[n];
            assert_true(unsent.count <= 1);
            if (fate == '-' || !unsent.count || unsent.at[0].state == CVN_STATE_FAILED)
                continue;
            assert_int_equal(cvn_store_start(f->store, unsent.at[0].id, "x", 1, f->error), CVN_OK);
            if (fate != 'i')
                land(f, unsent.at[0].id,
                     fate == 's'   ? CVN_STATE_SENT
                     : fate == 'x' ? CVN_STATE_FAILED
                                   : CVN_STATE_QUEUED,
                     fate == 'u', "later");
        }
        if (superseded != cases[i].superseded)
            fail_msg("case %s/%s: %d superseded", cases[i].now, cases[i].fates, (int)superseded);
        store_teardown((void **)&f);
    }
    (void)state;
}

static cvn_row only_unsent(store_fixture *f)
{
    cvn_rows rows;
    assert_int_equal(cvn_store_unsent(&rows, f->store, "c1", f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    return get(f, rows.at[0].id);
}

static void sequences_go_up_with_each_message_that_may_have_left(void **state)
{
    store_fixture *f = *state;
    tell(f, "A", false);
    assert_int_equal(only_unsent(f).sequence, 0);
    tell(f, "B", false); /* A never left */
    assert_int_equal(only_unsent(f).sequence, 0);
    fly(f, only_unsent(f).id, CVN_STATE_QUEUED, true, "unknown");
    tell(f, "C", false);
    assert_int_equal(only_unsent(f).sequence, 1);
    tell(f, "D", false); /* C never left */
    assert_int_equal(only_unsent(f).sequence, 1);
    fly(f, only_unsent(f).id, CVN_STATE_SENT, false, "sent");
    tell(f, NULL, false);
    assert_int_equal(only_unsent(f).sequence, 2);
    assert_string_equal(only_unsent(f).kind, "cancel");
}

static void what_waits_carries_the_words_of_today(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    tell(f, "A", false);
    int64_t id = only_unsent(f).id;
    cvn_message message = a_telling("p1", "item", CVN_MESSAGE_REQUEST, 0, "A");
    message.address = "moved@example.org";
    message.mime = "To: moved@example.org\r\n\r\nother names\r\n";
    message.mime_length = strlen(message.mime);
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, false, f->error), CVN_OK);
    assert_int_equal(cvn_telling_take(&t, &message, f->error), CVN_OK);
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    cvn_telling_free(&t);
    cvn_row row = only_unsent(f);
    assert_int_equal(row.id, id);
    assert_string_equal(row.address, "moved@example.org");
    assert_memory_equal(row.mime, message.mime, message.mime_length);
}

/** What is held until a time stays held when it changes, unless this send says when. */
static void a_hold_outlives_a_change(void **state)
{
    store_fixture *f = *state;
    tell(f, "A", false);
    assert_int_equal(cvn_store_hold(f->store, only_unsent(f).id, 9000, f->error), CVN_OK);
    tell(f, "A", false);
    assert_int_equal(only_unsent(f).not_before_s, 9000);
    tell(f, "B", false);
    assert_string_equal(only_unsent(f).fingerprint, "B");
    assert_int_equal(only_unsent(f).not_before_s, 9000);
    cvn_telling t;
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, false, f->error), CVN_OK);
    t.holds = true;
    t.not_before_s = 7000;
    say(&t, "p1", "item", "B");
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    cvn_telling_free(&t);
    assert_int_equal(only_unsent(f).not_before_s, 7000);
    fly(f, only_unsent(f).id, CVN_STATE_QUEUED, false, "later"); /* until 3000: the server's, not ours */
    tell(f, "C", false);
    assert_int_equal(only_unsent(f).not_before_s, 0);
}

/** They would stand over each other: said before SQLite says it. */
static void nobody_is_told_of_one_thing_twice(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    cvn_message message = a_telling("p1", "item", CVN_MESSAGE_REQUEST, 0, "A");
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, false, f->error), CVN_OK);
    assert_int_equal(cvn_telling_take(&t, &message, f->error), CVN_OK);
    assert_int_equal(cvn_telling_take(&t, &message, f->error), CVN_E_DATA);
    assert_non_null(strstr(cvn_error_message(f->error, 0), "person p1 would be told twice of item"));
    cvn_telling_free(&t);
}

/** Bytes that may have left go out again unchanged, else the same Message-ID would stand over two texts. */
static void what_may_have_left_keeps_its_bytes(void **state)
{
    store_fixture *f = *state;
    tell(f, "A", false);
    cvn_row before = only_unsent(f);
    assert_int_equal(cvn_store_start(f->store, before.id, "x", 1, f->error), CVN_OK);
    tell(f, "A", false);
    cvn_row after = only_unsent(f);
    assert_int_equal(after.id, before.id);
    assert_int_equal(after.state, CVN_STATE_QUEUED);
    assert_int_equal(after.mime_length, before.mime_length);
    assert_memory_equal(after.mime, before.mime, before.mime_length);
}

/** Refused for good, then the organiser mends the address. */
static void a_mended_address_is_tried(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    tell(f, "A", false);
    fly(f, only_unsent(f).id, CVN_STATE_FAILED, false, "never");
    assert_int_equal(cvn_telling_begin(&t, f->store, "c1", 1000, false, f->error), CVN_OK);
    cvn_message message = a_telling("p1", "item", CVN_MESSAGE_REQUEST, 0, "A");
    message.address = "mended@example.org";
    assert_int_equal(cvn_telling_take(&t, &message, f->error), CVN_OK);
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    cvn_telling_free(&t);
    assert_int_equal(only_unsent(f).state, CVN_STATE_QUEUED);
    assert_string_equal(only_unsent(f).address, "mended@example.org");
}

/** What becomes of each row that waits: former of what goes to an old address, own of the item's own. */
static void meet_fates(store_fixture *f, char former, char own)
{
    cvn_rows rows;
    assert_int_equal(cvn_store_unsent(&rows, f->store, "c1", f->arena, f->error), CVN_OK);
    for (uint32_t i = 0; i < rows.count; i++) {
        char fate = cvn_is_former(rows.at[i].item) ? former : own;
        if (fate == 'q' || fate == '.')
            continue;
        assert_int_equal(cvn_store_start(f->store, rows.at[i].id, "x", 1, f->error), CVN_OK);
        if (fate != 'i')
            land(f, rows.at[i].id, fate == 's' ? CVN_STATE_SENT : CVN_STATE_QUEUED, fate == 'u', "later");
    }
}

/** Each step: what is so, and what becomes of what goes to the old address and of the item's own (as above; . means that no such row waits). */
static void an_old_address_hears_it_whatever_leaves_first(void **state)
{
    static const struct {
        const char *now[4], *former, *own;
        const char *left; /* items of what is unsent at the end, with its address and sequence */
    } cases[] = {
        {{"A0", "A1", NULL}, ".s", "ss", ""},
        {{"A0", "A1", "A1", NULL}, ".q.", "ss.", "former/item zero@example.org 1;"}, /* the item's own left first: it stays */
        {{"A0", "A1", "B1", NULL}, ".qq", "ssq", "former/item zero@example.org 1;item one@example.org 3;"},
        {{"A0", "A1", "A0", NULL}, ".qq", "sqq", ""},                         /* back before anything left: nothing to say */
        {{"A0", "A1", "A0", NULL}, ".sq", "sqq", "item zero@example.org 2;"}, /* it was taken out there: it comes back */
        {{"A0", "A1", "A2", NULL}, ".qq", "ssq", "former/item one@example.org 3;former/item zero@example.org 1;item two@example.org 4;"},
        {{"A0", "A1", "A0", NULL}, ".qq", "ssq", "former/item one@example.org 3;item zero@example.org 4;"},
        {{"A0", "A1", "..", NULL}, ".qq", "sqq", "item zero@example.org 1;"}, /* gone, and only the old address ever knew */
        {{"A0", "A1", "..", NULL}, ".sq", "sqq", ""},
        {{"A0", "A1", "A1", NULL}, ".uq", "sqq", "former/item zero@example.org 1;item one@example.org 2;"},
        {{"A0", "A1", "A1", NULL}, ".ii", "sqq", "former/item zero@example.org 1;item one@example.org 2;"},
    };
    static const char *const addresses[] = {"zero@example.org", "one@example.org", "two@example.org"};
    (void)state;
    for (size_t c = 0; c < CVN_COUNT(cases); c++) {
        store_fixture *f;
        cvn_rows rows;
        cvn_buffer left = {0};
        store_setup((void **)&f);
        for (size_t n = 0; cases[c].now[n]; n++) {
            const char *now = cases[c].now[n];
            bool gone = *now == '.';
            tell_at(f, gone ? NULL : now, gone ? NULL : addresses[now[1] - '0'], false);
            meet_fates(f, cases[c].former[n], cases[c].own[n]);
        }
        assert_int_equal(cvn_store_unsent(&rows, f->store, "c1", f->arena, f->error), CVN_OK);
        cvn_buffer_text(&left, "");
        for (int former = 1; former >= 0; former--)
            for (uint32_t i = rows.count; i-- > 0;)
                if (cvn_is_former(rows.at[i].item) == former)
                    cvn_buffer_printf(&left, "%s%s%s %u;", rows.at[i].item, former ? "" : " ", former ? "" : rows.at[i].address,
                                      rows.at[i].sequence);
        if (strcmp(left.text, cases[c].left) != 0)
            fail_msg("case %zu: %s waits, not %s", c, left.text, cases[c].left);
        cvn_buffer_free(&left);
        store_teardown((void **)&f);
    }
}

/** The answer to a proposal: it waits through sends that have nothing to say of the same thing, and never follows on one that has. */
static void an_answer_waits_until_there_is_news(void **state)
{
    store_fixture *f = *state;
    cvn_rows rows;
    int64_t id = 0;
    tell(f, "A", false);
    fly(f, only_unsent(f).id, CVN_STATE_SENT, false, "sent");
    cvn_row answer = a_row("p1", "counter/1/item", 0, "A");
    answer.kind = "declinecounter";
    answer.uid = "p1-item@example.org";
    assert_int_equal(cvn_store_queue(&id, f->store, &answer, f->error), CVN_OK);
    cvn_send_summary same = tell(f, "A", false);
    assert_int_equal(same.superseded, 0);
    assert_int_equal(same.people, 1); /* they hear the answer */
    assert_int_equal(only_unsent(f).id, id);
    cvn_send_summary dry = tell(f, "B", true), news = tell(f, "B", false);
    assert_int_equal(news.superseded, 1);
    assert_memory_equal(&dry, &news, sizeof news);
    assert_int_equal(cvn_store_unsent(&rows, f->store, "c1", f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 1);
    assert_string_equal(rows.at[0].kind, "update");
    assert_int_equal(get(f, id).state, CVN_STATE_SUPERSEDED);
}

static void a_dry_run_needs_no_store_and_writes_nothing(void **state)
{
    store_fixture *f = *state;
    cvn_telling t;
    cvn_counts counts;
    assert_int_equal(cvn_telling_begin(&t, NULL, "c1", 1000, true, f->error), CVN_OK);
    say(&t, "p1", "item", "A");
    say(&t, "p1", "other", "A");
    say(&t, "p2", "item", "A");
    assert_int_equal(cvn_telling_end(&t, f->error), CVN_OK);
    assert_int_equal(t.summary.requests, 3);
    assert_int_equal(t.summary.people, 2);
    assert_int_equal(t.lines.count, 3);
    cvn_telling_free(&t);
    tell(f, "A", true);
    assert_int_equal(cvn_store_counts(&counts, f->store, NULL, f->error), CVN_OK);
    assert_int_equal(counts.queued, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_left_counts),
        STORE_TEST(sequences_go_up_with_each_message_that_may_have_left),
        STORE_TEST(what_waits_carries_the_words_of_today),
        STORE_TEST(a_hold_outlives_a_change),
        STORE_TEST(nobody_is_told_of_one_thing_twice),
        STORE_TEST(what_may_have_left_keeps_its_bytes),
        STORE_TEST(a_mended_address_is_tried),
        cmocka_unit_test(an_old_address_hears_it_whatever_leaves_first),
        STORE_TEST(an_answer_waits_until_there_is_news),
        STORE_TEST(a_dry_run_needs_no_store_and_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
