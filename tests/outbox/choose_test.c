/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/choice.h"
#include "store/store_fixture.h"

/** How many of what is queued would be sent now. */
static int chosen(store_fixture *f, int64_t now_s)
{
    int count = 0;
    cvn_row row;
    bool found = true;
    for (;;) {
        assert_int_equal(cvn_store_next(&row, &found, f->store, NULL, now_s, f->arena, f->error), CVN_OK);
        if (!found)
            return count;
        fly(f, row.id, CVN_STATE_SENT, false, "sent"); /* at 1500 */
        count++;
    }
}

static void some_people_or_some_messages(void **state)
{
    store_fixture *f = *state;
    cvn_choice choice;
    const char *const only[] = {"p1", "p3"};
    put(f, "p1", "a", 0, "f0");
    put(f, "p2", "a", 0, "f0");
    int64_t third = put(f, "p3", "a", 0, "f0"), held = put(f, "p3", "b", 0, "f0");
    assert_int_equal(cvn_store_hold(f->store, held, 9000, f->error), CVN_OK);
    cvn_send_options options = {.only = only, .only_count = 2};
    assert_int_equal(cvn_choose(&choice, f->store, NULL, &options, 5000, f->error), CVN_OK);
    assert_true(choice.some);
    assert_int_equal(chosen(f, 5000), 2);
    assert_int_equal(get(f, third).state, CVN_STATE_SENT);
    assert_int_equal(cvn_choose(&choice, f->store, NULL, &options, 5000, f->error), CVN_OK);
    assert_false(choice.some); /* what is held is not due */
    options = (cvn_send_options){.ids = &held, .id_count = 1};
    assert_int_equal(cvn_choose(&choice, f->store, NULL, &options, 9000, f->error), CVN_OK);
    assert_int_equal(chosen(f, 9000), 1);
    options = (cvn_send_options){0};
    assert_int_equal(cvn_choose(&choice, f->store, NULL, &options, 9000, f->error), CVN_OK);
    assert_int_equal(chosen(f, 9000), 1); /* everything that is left */
}

/** The code speaks of what was meant: what waits for others, or failed for them, is no failure of this run. */
static void what_is_left_of_what_was_meant(void **state)
{
    store_fixture *f = *state;
    const char *const p1[] = {"p1"}, *const p2[] = {"p2"}, *const p3[] = {"p3"};
    int64_t sent = put(f, "p1", "a", 0, "f0"), failed = put(f, "p2", "a", 0, "f0"), later = put(f, "p3", "a", 0, "f0");
    const struct {
        cvn_send_options options;
        cvn_code code;
        uint64_t later, failed;
    } cases[] = {
        {{.only = p1, .only_count = 1}, CVN_OK, 0, 0},           {{.only = p2, .only_count = 1}, CVN_E_UNAVAILABLE, 0, 1},
        {{.only = p3, .only_count = 1}, CVN_E_TEMPORARY, 1, 0},  {{.ids = &sent, .id_count = 1}, CVN_OK, 0, 0},
        {{.ids = &later, .id_count = 1}, CVN_E_TEMPORARY, 1, 0}, {{0}, CVN_E_TEMPORARY, 1, 1},
    };
    fly(f, sent, CVN_STATE_SENT, false, "sent");
    fly(f, failed, CVN_STATE_FAILED, false, "never");
    fly(f, later, CVN_STATE_QUEUED, false, "later");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_send_summary summary = {0};
        cvn_error_clear(f->error);
        if (cvn_settle(&summary, f->store, NULL, &cases[i].options, CVN_OK, f->error) != cases[i].code || summary.later != cases[i].later ||
            summary.failed != cases[i].failed)
            fail_msg("case %zu: %d later, %d failed", i, (int)summary.later, (int)summary.failed);
        assert_int_equal(cvn_settle(&summary, f->store, NULL, &cases[i].options, CVN_E_DATA, f->error), CVN_E_DATA);
    }
}

/** Messages queued, messages that left at 1500, the limit, now; what leaves, what is held, when to come back (0: an hour after the run). */
static void no_more_than_the_hour_takes(void **state)
{
    static const struct {
        int queued, left;
        uint64_t limit;
        int64_t now_s;
        int sent;
        uint64_t held;
        int64_t again_s;
    } cases[] = {
        {5, 0, 5, 2000, 5, 0, 0},    {5, 0, 3, 2000, 3, 2, 0},           {5, 3, 3, 2000, 0, 5, 1500 + 3600},
        {5, 2, 3, 2000, 1, 4, 0},    {5, 2, 3, 1500 + 3600, 3, 2, 0},    /* an hour on, those two no longer count */
        {3, 2, 3, 2000, 1, 2, 5100}, {5, 4, 3, 2000, 0, 5, 1500 + 3600}, /* a smaller limit than before */
        {1, 9, 100, 2000, 1, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        store_fixture *f;
        cvn_choice choice;
        char person[16];
        cvn_send_options options = {.limit_per_hour = cases[i].limit};
        store_setup((void **)&f);
        for (int n = 0; n < cases[i].left + cases[i].queued; n++) {
            snprintf(person, sizeof person, "p%d", n);
            int64_t id = put(f, person, "item", 0, "f0");
            if (n < cases[i].left)
                fly(f, id, n % 2 ? CVN_STATE_QUEUED : CVN_STATE_SENT, n % 2, n % 2 ? "unknown" : "sent"); /* may have left: counts */
            if (n < cases[i].left && n % 2)
                assert_int_equal(cvn_store_withdraw(f->store, id, "test", 1, f->error), CVN_OK);
        }
        assert_int_equal(cvn_choose(&choice, f->store, NULL, &options, cases[i].now_s, f->error), CVN_OK);
        int sent = chosen(f, cases[i].now_s);
        if (sent != cases[i].sent || choice.held != cases[i].held || choice.again_s != cases[i].again_s)
            fail_msg("case %zu: %d sent, %d held, again at %d", i, sent, (int)choice.held, (int)choice.again_s);
        cvn_code settled = cvn_choice_settle(&choice, CVN_OK, cases[i].now_s, f->error);
        assert_int_equal(settled, cases[i].held ? CVN_E_TEMPORARY : CVN_OK);
        assert_int_equal(cvn_error_count(f->error), cases[i].held ? 1 : 0);
        store_teardown((void **)&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(some_people_or_some_messages), STORE_TEST(what_is_left_of_what_was_meant),
                                       cmocka_unit_test(no_more_than_the_hour_takes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
