/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/choice.h"
#include "store/store_fixture.h"

typedef struct rows {
    int64_t failed, later, held, sent;
} rows;

static rows some(store_fixture *f)
{
    rows r = {put(f, "p1", "item", 0, "f0"), put(f, "p2", "item", 0, "f0"), put(f, "p3", "item", 0, "f0"), put(f, "p4", "item", 0, "f0")};
    fly(f, r.failed, CVN_STATE_FAILED, false, "never");
    fly(f, r.later, CVN_STATE_QUEUED, false, "later");
    assert_int_equal(cvn_store_hold(f->store, r.held, 9000, f->error), CVN_OK);
    fly(f, r.sent, CVN_STATE_SENT, false, "sent");
    return r;
}

static void what_the_organiser_holds_stays_held(void **state)
{
    store_fixture *f = *state;
    rows r = some(f);
    cvn_choice choice;
    cvn_send_options options = {0};
    assert_int_equal(cvn_again(&choice, f->store, &options, 2500, f->error), CVN_OK);
    assert_true(choice.some);
    assert_int_equal(get(f, r.failed).state, CVN_STATE_QUEUED);
    assert_int_equal(get(f, r.later).not_before_s, 0);
    assert_int_equal(get(f, r.held).not_before_s, 9000);
    assert_int_equal(get(f, r.sent).state, CVN_STATE_SENT);
}

static void what_is_named_goes_alone(void **state)
{
    store_fixture *f = *state;
    rows r = some(f);
    cvn_choice choice;
    cvn_row row;
    bool found = false;
    cvn_send_options options = {.ids = &r.held, .id_count = 1};
    assert_int_equal(cvn_again(&choice, f->store, &options, 5000, f->error), CVN_OK);
    assert_int_equal(get(f, r.held).not_before_s, 0);
    assert_int_equal(get(f, r.failed).state, CVN_STATE_FAILED);
    assert_int_equal(cvn_store_next(&row, &found, f->store, NULL, 5000, f->arena, f->error), CVN_OK);
    assert_true(found && row.id == r.held);
}

static void one_that_cannot_be_leaves_all_as_they_were(void **state)
{
    store_fixture *f = *state;
    rows r = some(f);
    cvn_choice choice;
    const int64_t wrong[][2] = {{r.failed, r.sent}, {r.failed, 99}};
    const char *const words[] = {"is sent", "no message 99"};
    for (size_t i = 0; i < CVN_COUNT(wrong); i++) {
        cvn_send_options options = {.ids = wrong[i], .id_count = 2};
        cvn_error_clear(f->error);
        assert_int_equal(cvn_again(&choice, f->store, &options, 5000, f->error), CVN_E_USAGE);
        assert_non_null(strstr(cvn_error_message(f->error, 0), words[i]));
        assert_int_equal(get(f, r.failed).state, CVN_STATE_FAILED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(what_the_organiser_holds_stays_held), STORE_TEST(what_is_named_goes_alone),
                                       STORE_TEST(one_that_cannot_be_leaves_all_as_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
