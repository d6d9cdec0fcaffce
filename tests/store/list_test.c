/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static void counts_and_lists_agree(void **state)
{
    store_fixture *f = *state;
    cvn_counts counts;
    cvn_rows rows;
    bool found = true;
    cvn_row row;
    put(f, "p1", "item", 0, "f0");
    fly(f, put(f, "p2", "item", 0, "f0"), CVN_STATE_SENT, false, "sent");
    fly(f, put(f, "p3", "item", 0, "f0"), CVN_STATE_FAILED, false, "never");
    fly(f, put(f, "p4", "item", 0, "f0"), CVN_STATE_QUEUED, false, "later");
    assert_int_equal(cvn_store_supersede(f->store, put(f, "p5", "item", 0, "f0"), 5, f->error), CVN_OK);
    assert_int_equal(cvn_store_counts(&counts, f->store, "c1", f->error), CVN_OK);
    assert_int_equal(counts.queued, 2);
    assert_int_equal(counts.sent, 1);
    assert_int_equal(counts.failed, 1);
    assert_int_equal(counts.superseded, 1);
    assert_int_equal(counts.next_s, 0);
    assert_int_equal(cvn_store_list(&rows, f->store, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 5);
    for (uint32_t i = 0; i < rows.count; i++)
        assert_null(rows.at[i].mime);
    assert_string_equal(rows.at[2].words, "words");
    assert_int_equal(cvn_store_get(&row, &found, f->store, 99, f->arena, f->error), CVN_OK);
    assert_false(found);
    assert_int_equal(cvn_store_counts(&counts, f->store, "c2", f->error), CVN_OK);
    assert_int_equal(counts.queued + counts.sent, 0);
}

static void what_left_or_may_have_within_a_time(void **state)
{
    store_fixture *f = *state;
    static const char *const outcomes[] = {"sent", "unknown", "never", "later"};
    const int64_t *at_s;
    size_t count = 9;
    for (size_t i = 0; i < CVN_COUNT(outcomes); i++) {
        char person[8];
        snprintf(person, sizeof person, "p%zu", i);
        fly(f, put(f, person, "item", 0, "f0"), i == 0 ? CVN_STATE_SENT : CVN_STATE_QUEUED, i == 1, outcomes[i]); /* at 1500 */
    }
    assert_int_equal(cvn_store_left(&at_s, &count, f->store, 1499, f->arena, f->error), CVN_OK);
    assert_int_equal(count, 2);
    assert_int_equal(at_s[0], 1500);
    assert_int_equal(cvn_store_left(&at_s, &count, f->store, 1500, f->arena, f->error), CVN_OK);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(counts_and_lists_agree), STORE_TEST(what_left_or_may_have_within_a_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
