/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/roster.h"
#include "invite_testing.h"

static const char *const SECOND[] = {
    "\"link\": \"https://meet.example.org/g1\"}], \"unplaced\": [\"cy\"]}",
    "\"rota\": [[\"ann\"], [\"bo\"], []]}, {\"id\": \"g2\", \"type\": \"exp\", \"sessions\": [\"2027-10-20T09:00:00Z\", "
    "\"2027-10-27T09:00:00Z\", \"2027-11-03T09:00:00Z\"], \"leaders\": [], \"members\": [\"cy\"], "
    "\"guests\": [{\"who\": \"ann\", \"session\": 2}]}], \"unplaced\": []}",
    NULL};

/** Everybody of a session, as "leaders/members/guests/turns" of indices. */
static void test_sessions(void **state)
{
    box *b = *state;
    static const char *const wanted[2][3] = {{"0/12//1", "0/2//2", "0/1//"}, {"/3//", "/3/1/", "/3//"}};
    box_read(b, EDITS("Asia/Kathmandu\", ALL", "Asia/Kathmandu\", \"unavailable\": [{\"date\": \"2027-11-01\"}], ALL"), SECOND);
    cvn_rosters *rosters;
    assert_int_equal(cvn_rosters_new(&rosters, b->conference, b->allocation, b->error), CVN_OK);
    for (uint32_t g = 0; g < 2; g++) {
        uint32_t count;
        const cvn_session *sessions = cvn_rosters_sessions(rosters, g, &count);
        assert_int_equal(count, 3);
        assert_ptr_equal(sessions, cvn_rosters_sessions(rosters, g, &count));
        for (uint32_t s = 0; s < count; s++) {
            const cvn_crowd *crowds[] = {&sessions[s].leaders, &sessions[s].members, &sessions[s].guests, &sessions[s].turns};
            cvn_buffer text = {0};
            for (size_t c = 0; c < 4; c++) {
                cvn_buffer_text(&text, c ? "/" : "");
                for (uint32_t i = 0; i < crowds[c]->count; i++)
                    cvn_buffer_printf(&text, "%u", crowds[c]->who[i]);
            }
            assert_string_equal(text.text, wanted[g][s]);
            cvn_buffer_free(&text);
        }
    }
    cvn_arena *arena = cvn_arena_new();
    uint32_t count;
    const cvn_sitting *ann = cvn_rosters_sittings(rosters, 1, arena, &count);
    assert_int_equal(count, 3);
    assert_int_equal(ann[1].own, 0);
    assert_int_equal(ann[1].group, 1);
    assert_int_equal(ann[1].number, 2);
    assert_true(ann[0].turn);
    assert_false(ann[1].turn);
    cvn_rosters_sittings(rosters, 2, arena, &count);
    assert_int_equal(count, 2);
    assert_true(cvn_rosters_sittings(rosters, 0, arena, &count)[0].leads);
    cvn_arena_free(arena);
    cvn_rosters_free(rosters);
}

static void test_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *message;
    } rows[] = {
        {"\"ann\", \"bo\"", "\"ann\", \"zed\"", "zed"},
        {"\"link\"", "\"guests\": [{\"who\": \"zed\", \"session\": 1}], \"link\"", "guests"},
        {"\"link\"", "\"rota\": [[\"zed\"], [], []], \"link\"", "rota"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        void *one = NULL;
        box_open(&one);
        box *b = one;
        box_read(b, NULL, EDITS(rows[i].from, rows[i].to));
        cvn_rosters *rosters;
        assert_int_equal(cvn_rosters_new(&rosters, b->conference, b->allocation, b->error), CVN_E_DATA);
        assert_null(rosters);
        assert_has(cvn_error_message(b->error, 0), rows[i].message);
        assert_has(cvn_error_message(b->error, 0), "zed");
        box_close(&one);
    }
}

static void test_nothing_assigned(void **state)
{
    box *b = *state;
    cvn_rosters *rosters;
    uint32_t count = 7;
    cvn_arena *arena = cvn_arena_new();
    box_read(b, NULL, NULL);
    assert_int_equal(cvn_rosters_new(&rosters, b->conference, NULL, b->error), CVN_OK);
    assert_null(cvn_rosters_sittings(rosters, 0, arena, &count));
    assert_int_equal(count, 0);
    cvn_rosters_free(rosters);
    cvn_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_sessions), BOX_TEST(test_unknown), BOX_TEST(test_nothing_assigned)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
