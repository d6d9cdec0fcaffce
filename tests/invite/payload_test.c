/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"
#include "invite_testing.h"

static cvn_instant starts[] = {{30000000}, {30010080}, {30020160}};

static cvn_item an_item(cvn_item_kind kind)
{
    cvn_item item = {.kind = kind,
                     .key = "k",
                     .topic = "T\nC",
                     .start_count = 3,
                     .starts = starts,
                     .duration_min = 105,
                     .link = "https://x/",
                     .leaders = "l1\nl2",
                     .turns = "2",
                     .guest = "g2",
                     .address = "a@example.org",
                     .letter = "",
                     .title = "Titel »ø«",
                     .zone = "Europe/Copenhagen",
                     .name = "Å",
                     .locale = "da",
                     .clock = "Asia/Kathmandu"};
    if (kind == CVN_ITEM_PLENARY) {
        item.start_count = 0;
        item.duration_min = 0;
        item.whole_days = true;
        item.days = 2;
        item.date = cvn_date_of(2025, 11, 7);
    }
    if (kind == CVN_ITEM_LETTER) {
        item.start_count = 0;
        item.duration_min = 0;
        item.letter = "rule #3";
    }
    return item;
}

/** What is written is read back, and looks the same to the comparison. */
static void test_there_and_back(void **state)
{
    (void)state;
    for (int kind = CVN_ITEM_SESSION; kind <= CVN_ITEM_LETTER; kind++)
        for (int flags = 0; flags < 4; flags++) {
            cvn_arena *arena = cvn_arena_new();
            cvn_item item = an_item((cvn_item_kind)kind), back;
            item.tentative = flags & 1;
            item.ended = flags & 2;
            assert_true(cvn_item_read(&back, arena, cvn_item_payload(arena, &item)));
            assert_string_equal(cvn_item_fingerprint(arena, &back), cvn_item_fingerprint(arena, &item));
            assert_string_equal(back.title, item.title);
            assert_string_equal(back.name, "Å");
            assert_string_equal(back.locale, "da");
            assert_string_equal(back.clock, "Asia/Kathmandu");
            assert_string_equal(back.zone, "Europe/Copenhagen");
            assert_int_equal(strlen(cvn_item_fingerprint(arena, &item)), 32);
            cvn_arena_free(arena);
        }
}

/** Each compared field changes the fingerprint, each other one does not. */
static void test_fingerprint(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_item base = an_item(CVN_ITEM_SERIES);
    const char *before = cvn_item_fingerprint(arena, &base);
    cvn_instant other[] = {{30000000}, {30010080}, {30020161}};
#define DIFFERS(change)                                                                                                                        \
    do {                                                                                                                                       \
        cvn_item item = base;                                                                                                                  \
        item.change;                                                                                                                           \
        assert_string_not_equal(cvn_item_fingerprint(arena, &item), before);                                                                   \
    } while (0)
#define AGREES(change)                                                                                                                         \
    do {                                                                                                                                       \
        cvn_item item = base;                                                                                                                  \
        item.change;                                                                                                                           \
        assert_string_equal(cvn_item_fingerprint(arena, &item), before);                                                                       \
    } while (0)
    DIFFERS(kind = CVN_ITEM_SESSION);
    DIFFERS(topic = "T");
    DIFFERS(starts = other);
    DIFFERS(start_count = 2);
    DIFFERS(duration_min = 90);
    DIFFERS(tentative = true);
    DIFFERS(ended = true);
    DIFFERS(link = "");
    DIFFERS(leaders = "l1");
    DIFFERS(turns = "");
    DIFFERS(guest = "");
    DIFFERS(address = "b@example.org");
    DIFFERS(letter = "x");
    DIFFERS(whole_days = true);
    DIFFERS(days = 3);
    AGREES(key = "other");
    AGREES(title = "other");
    AGREES(name = "other");
    AGREES(locale = "en");
    AGREES(clock = "UTC");
    AGREES(zone = "UTC");
    AGREES(number = 9);
    cvn_arena_free(arena);
}

static void test_broken(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "",
        "{",
        "[]",
        "1",
        "{}",
        "{\"kind\": \"dance\"}",
        "{\"kind\": 1}",
        "{\"kind\": \"session\"}",
        "{\"kind\": \"session\", \"starts\": []}",
        "{\"kind\": \"session\", \"starts\": [\"2027-10-18T17:00:00Z\"]}",
        "{\"kind\": \"session\", \"starts\": [1], \"minutes\": 5}",
        "{\"kind\": \"session\", \"starts\": [\"tomorrow\"], \"minutes\": 5}",
        "{\"kind\": \"session\", \"starts\": [\"2027-10-18T17:00:00Z\"], \"minutes\": -5}",
        "{\"kind\": \"plenary\", \"date\": \"2027-02-30\", \"days\": 1}",
        "{\"kind\": \"plenary\", \"date\": \"2027-02-03\", \"days\": 0}",
        "{\"kind\": \"plenary\", \"date\": \"2027-02-03\", \"days\": 1e99}",
    };
    for (size_t i = 0; i < CVN_COUNT(broken); i++) {
        cvn_item item;
        cvn_arena *arena = cvn_arena_new();
        if (cvn_item_read(&item, arena, broken[i]))
            fail_msg("read: %s", broken[i]);
        assert_null(cvn_payload_address(broken[i]));
        cvn_arena_free(arena);
    }
}

static void test_for_other_rooms(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    cvn_item item = an_item(CVN_ITEM_SERIES), letter = an_item(CVN_ITEM_LETTER);
    cvn_instant start;
    char *address = cvn_payload_address(cvn_item_payload(arena, &item)), *title = cvn_payload_title(cvn_item_payload(arena, &item));
    assert_string_equal(address, "a@example.org");
    assert_string_equal(title, "Titel »ø«");
    assert_true(cvn_payload_start(cvn_item_payload(arena, &item), &start));
    assert_int_equal(start.min, 30000000);
    assert_false(cvn_payload_start(cvn_item_payload(arena, &letter), &start));
    free(address);
    free(title);
    cvn_arena_free(arena);
}

static void test_held(void **state)
{
    box *b = *state;
    box_read(b, NULL, NULL);
    cvn_conference conference = *b->conference;
    cvn_item item = an_item(CVN_ITEM_SERIES), days = an_item(CVN_ITEM_PLENARY);
    conference.as_of = (cvn_instant){30010080};
    assert_int_equal(cvn_item_held(&conference, &item), 1);
    conference.as_of.min++;
    assert_int_equal(cvn_item_held(&conference, &item), 2);
    conference.has_as_of = false;
    assert_int_equal(cvn_item_held(&conference, &item), 0);
    conference.has_as_of = true; /* midnight in Copenhagen, an hour before UTC's */
    conference.as_of = (cvn_instant){(int64_t)days.date.day * 1440 - 60};
    assert_int_equal(cvn_item_held(&conference, &days), 0);
    conference.as_of.min++;
    assert_int_equal(cvn_item_held(&conference, &days), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_fingerprint), cmocka_unit_test(test_broken),
                                       cmocka_unit_test(test_for_other_rooms), BOX_TEST(test_held)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
