/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/reader.h"
#include "view_testing.h"

static void test_spans(void **state)
{
    box *b = *state;
    static const struct {
        const char *person, *locale, *start;
        int minutes;
        bool brief;
        const char *words;
    } rows[] = {
        {"ann", "en-US", "2027-10-18T17:00:00Z", 105, false, "Monday, October 18, 2027, 1:00 PM–2:45 PM"},
        {"ann", "en-GB", "2027-10-18T17:00:00Z", 105, true, "Mon, 18 Oct 2027, 13:00–14:45"},
        {"lea", "da", "2027-10-18T17:00:00Z", 105, false, "mandag den 18. oktober 2027 (uge 42) kl. 19.00–20.45"},
        {"bo", "de", "2027-10-18T17:00:00Z", 105, true, "Mo., 18. Okt. 2027, 22:45 Uhr bis Di., 00:30 Uhr"},
        {"bo", "de", "2027-10-18T17:00:00Z", 105, false, "Montag, 18. Oktober 2027 (KW 42), 22:45 Uhr bis Dienstag, 00:30 Uhr"},
        {"bo", "da", "2027-10-18T17:00:00Z", 105, false, "mandag den 18. oktober 2027 (uge 42) kl. 22.45 – tirsdag kl. 00.30"},
        {"bo", "fr", "2027-10-18T17:00:00Z", 105, true, "lun. 18 oct. 2027, 22:45 – mar., 00:30"},
        {"bo", "ja", "2027-10-18T17:00:00Z", 105, true, "2027年10月18日(月) 22:45～火 0:30"},
        {"bo", "en-GB", "2027-10-18T17:00:00Z", 75, false, "Monday, 18 October 2027, 22:45–00:00"},
        /* an hour longer on the wall than in time: New York goes back on 7 November 2027 */
        {"ann", "en-GB", "2027-11-07T05:30:00Z", 105, true, "Sun, 7 Nov 2027, 01:30 (UTC−4)–02:15 (UTC−5)"},
        {"ann", "en-GB", "2027-11-07T05:00:00Z", 45, true, "Sun, 7 Nov 2027, 01:00 (UTC−4)–01:45 (UTC−4)"},
        {"ann", "en-GB", "2027-11-07T06:00:00Z", 45, true, "Sun, 7 Nov 2027, 01:00 (UTC−5)–01:45 (UTC−5)"},
        {"ann", "en-GB", "2027-11-07T07:00:00Z", 45, true, "Sun, 7 Nov 2027, 02:00–02:45"},
        {"ann", "en-GB", "2027-03-14T06:30:00Z", 45, true, "Sun, 14 Mar 2027, 01:30 (UTC−5)–03:15 (UTC−4)"},
        {"lea", "da", "2027-01-03T10:00:00Z", 60, false, "søndag den 3. januar 2027 (uge 53) kl. 11.00–12.00"},
        {"lea", "da", "2027-01-03T10:00:00Z", 60, true, "søn. 3. jan. 2027 kl. 11.00–12.00"},
    };
    box_read(b, NULL, NULL);
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        look l;
        look_open(&l, b, rows[i].person, rows[i].locale);
        assert_string_equal(cvn_reader_span(&l.view.reader, instant(rows[i].start), rows[i].minutes, rows[i].brief), rows[i].words);
        look_close(&l);
    }
}

static void test_days_and_items(void **state)
{
    box *b = *state;
    look l;
    box_read(b, NULL, NULL);
    look_open(&l, b, "cy", "en-GB");
    const cvn_reader *r = &l.view.reader;
    assert_string_equal(cvn_reader_days(r, cvn_date_of(2025, 11, 7), 1, false), "Friday, 7 November 2025, all day");
    assert_string_equal(cvn_reader_days(r, cvn_date_of(2025, 11, 7), 2, true), "Fri, 7 Nov 2025 – Sat, 8 Nov 2025, all day");
    assert_string_equal(cvn_reader_month(r, cvn_date_of(2025, 9, 1)), "September 2025, date open");
    assert_string_equal(cvn_reader_start(r, instant("2027-10-18T17:00:00Z")), "Mon, 18 Oct 2027, 18:00");
    assert_string_equal(cvn_reader_zone(r, instant("2027-10-18T17:00:00Z")), "British Summer Time, UTC+1");
    cvn_instant starts[] = {instant("2027-10-18T17:00:00Z"), instant("2027-10-25T17:00:00Z"), instant("2027-11-01T18:00:00Z")};
    cvn_item item = {.kind = CVN_ITEM_SERIES, .starts = starts, .start_count = 3, .duration_min = 60};
    assert_string_equal(cvn_reader_item(r, &item, true), "Mon, 18 Oct 2027, 18:00–19:00, then every week, 2 more times");
    item.start_count = 2;
    assert_string_equal(cvn_reader_item(r, &item, true), "Mon, 18 Oct 2027, 18:00–19:00, then every week, once more");
    starts[1] = instant("2027-11-01T18:00:00Z");
    assert_string_equal(cvn_reader_item(r, &item, true), "Mon, 18 Oct 2027, 18:00–19:00, then every two weeks, once more");
    item.start_count = 1;
    assert_string_equal(cvn_reader_item(r, &item, true), "Mon, 18 Oct 2027, 18:00–19:00");
    look_close(&l);
}

static void test_people(void **state)
{
    box *b = *state;
    look l;
    box_read(b, EDITS("\"Bo\"", "\"Bo\\u2028X\""), NULL);
    look_open(&l, b, "cy", "da");
    const uint32_t who[] = {1, 2, 3};
    assert_string_equal(cvn_reader_person(&l.view.reader, 1), "Ann (USA)");
    assert_string_equal(cvn_reader_people(&l.view.reader, who, 3, 3, "ingen"), "Ann (USA), Bo X og dig");
    assert_string_equal(cvn_reader_people(&l.view.reader, who, 0, 3, "ingen"), "ingen");
    look_close(&l);
}

static void test_shown_people(void **state)
{
    static const struct {
        const char *people, *name, *shown;
    } rows[] = {
        {"countries", "Ann Lee", "Ann Lee (United States)"},
        {"names", "Ann Lee", "Ann Lee"},
        {"first_names", "Ann Lee", "Ann"},
        {"first_names", "Dr. med. Ann Lee", "Ann"},
        {"first_names", "Ann", "Ann"},
        {"first_names", "Dr.", "Dr."},
        {"first_names", "渡辺 美咲", "美咲"},
        {"first_names", "דנה לוי", "⁨דנה⁩"},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        box *b = *state;
        look l;
        char setting[64], name[64];
        snprintf(setting, sizeof setting, "\"messages\": {\"people\": \"%s\"}, \"as_of\"", rows[i].people);
        snprintf(name, sizeof name, "\"%s\"", rows[i].name);
        box_read(b, EDITS("\"Ann\"", name, "\"as_of\"", setting), NULL);
        look_open(&l, b, "cy", "en-GB");
        assert_string_equal(cvn_reader_person(&l.view.reader, 1), rows[i].shown);
        look_close(&l);
    }
}

/** Lists of people often have an address for an id, or in the name: others read neither. */
static void test_addresses_are_not_shown(void **state)
{
    box *b = *state;
    look l;
    box_read(b, EDITS("\"bo\", \"name\": \"Bo\"", "\"bo@home.example\"", "\"Ann\"", "\"Ann <ann@home.example>\""),
             EDITS("\"bo\"", "\"bo@home.example\""));
    look_open(&l, b, "cy", "en-GB");
    assert_string_equal(cvn_reader_person(&l.view.reader, 1), "Ann <ann> (United States)");
    assert_string_equal(cvn_reader_person(&l.view.reader, 2), "bo");
    look_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {BOX_TEST(test_spans), BOX_TEST(test_days_and_items), BOX_TEST(test_people), BOX_TEST(test_shown_people),
                                       BOX_TEST(test_addresses_are_not_shown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
