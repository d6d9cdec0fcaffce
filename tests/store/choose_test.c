/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store_fixture.h"

static int64_t next(store_fixture *f)
{
    cvn_row row;
    bool found = false;
    assert_int_equal(cvn_store_next(&row, &found, f->store, "c1", 5000, f->arena, f->error), CVN_OK);
    return found ? row.id : 0;
}

static void only_what_is_chosen_is_next(void **state)
{
    store_fixture *f = *state;
    int64_t first = put(f, "p1", "item", 0, "f0"), second = put(f, "p2", "item", 0, "f0"), third = put(f, "p3", "item", 0, "f0");
    assert_int_equal(next(f), first);
    assert_int_equal(cvn_store_choose(f->store, (int64_t[]){third, second, second}, 3, f->error), CVN_OK);
    assert_int_equal(next(f), second);
    fly(f, second, CVN_STATE_SENT, false, "sent");
    assert_int_equal(next(f), third);
    assert_int_equal(cvn_store_choose(f->store, NULL, 0, f->error), CVN_OK);
    assert_int_equal(next(f), 0);
    assert_int_equal(cvn_store_choose_all(f->store, f->error), CVN_OK);
    assert_int_equal(next(f), first);
}

static void a_choice_ends_with_its_handle(void **state)
{
    store_fixture *f = *state;
    int64_t first = put(f, "p1", "item", 0, "f0");
    assert_int_equal(cvn_store_choose(f->store, NULL, 0, f->error), CVN_OK);
    cvn_store_close(f->store);
    assert_int_equal(cvn_store_open(&f->store, f->path, false, f->error), CVN_OK);
    assert_int_equal(next(f), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(only_what_is_chosen_is_next), STORE_TEST(a_choice_ends_with_its_handle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
