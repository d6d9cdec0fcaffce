/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/look.h"
#include "store/store_fixture.h"

static void each_filter_alone_and_together(void **state)
{
    store_fixture *f = *state;
    put(f, "p1", "a", 0, "f0");
    fly(f, put(f, "p1", "b", 0, "f0"), CVN_STATE_SENT, false, "sent");
    fly(f, put(f, "p2", "a", 0, "f0"), CVN_STATE_SENT, false, "sent");
    fly(f, put(f, "p3", "a", 0, "f0"), CVN_STATE_FAILED, false, "never");
    const char *sent[] = {"sent"}, *bad[] = {"sent", "failed"}, *p1[] = {"p1"}, *superseded[] = {"superseded"};
    const int64_t two[] = {4, 2};
    const struct {
        cvn_outbox_pick pick;
        const char *ids;
    } cases[] = {
        {{0}, "1234"},
        {{.states = sent, .state_count = 1}, "23"},
        {{.states = bad, .state_count = 2}, "234"},
        {{.people = p1, .people_count = 1}, "12"},
        {{.people = p1, .people_count = 1, .states = sent, .state_count = 1}, "2"},
        {{.ids = two, .id_count = 2}, "24"},
        {{.ids = two, .id_count = 2, .people = p1, .people_count = 1}, "2"},
        {{.states = superseded, .state_count = 1}, ""}, /* there is such a state, and nothing in it */
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_rows rows;
        char ids[8] = "";
        assert_int_equal(cvn_pick_rows(&rows, f->store, &cases[i].pick, f->arena, f->error), CVN_OK);
        for (uint32_t r = 0; r < rows.count; r++)
            ids[r] = (char)('0' + rows.at[r].id);
        assert_string_equal(ids, cases[i].ids);
    }
    cvn_rows rows;
    assert_int_equal(cvn_pick_rows(&rows, f->store, NULL, f->arena, f->error), CVN_OK);
    assert_int_equal(rows.count, 4);
}

static void a_name_of_nothing_is_a_mistake(void **state)
{
    store_fixture *f = *state;
    put(f, "p1", "a", 0, "f0");
    const char *states[] = {"sant"}, *people[] = {"p1", "p9"};
    const int64_t id = 7;
    const struct {
        cvn_outbox_pick pick;
        const char *words;
    } cases[] = {{{.states = states, .state_count = 1}, "\"sant\" is no state"},
                 {{.people = people, .people_count = 2}, "person \"p9\""},
                 {{.ids = &id, .id_count = 1}, "no message 7"}};
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_rows rows;
        cvn_error_clear(f->error);
        assert_int_equal(cvn_pick_rows(&rows, f->store, &cases[i].pick, f->arena, f->error), CVN_E_USAGE);
        assert_int_equal(cvn_error_count(f->error), 1);
        assert_non_null(strstr(cvn_error_message(f->error, 0), cases[i].words));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {STORE_TEST(each_filter_alone_and_together), STORE_TEST(a_name_of_nothing_is_a_mistake)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
