/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/clock.h"

#include <stdlib.h>
#include <string.h>

/** Takes the text. */
static void assert_words(char *text, const char *wanted)
{
    if (strcmp(text, wanted) != 0)
        fail_msg("\"%s\", not \"%s\"", text, wanted);
    free(text);
}

static void words_dates(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *date, *date_short, *time, *midnight, *month, *country, *list;
    } cases[] = {
        {"en", "Monday, July 6, 2026", "Mon, Jul 6, 2026", "6:30 PM", "12:00 AM", "July 2026", "Denmark", "Ana, Bo, and Cy"},
        {"en-GB", "Monday, 6 July 2026", "Mon, 6 Jul 2026", "18:30", "00:00", "July 2026", "Denmark", "Ana, Bo and Cy"},
        {"da", "mandag den 6. juli 2026", "man. 6. jul. 2026", "18.30", "00.00", "juli 2026", "Danmark", "Ana, Bo og Cy"},
        {"de", "Montag, 6. Juli 2026", "Mo., 6. Juli 2026", "18:30", "00:00", "Juli 2026", "D\xc3\xa4nemark", "Ana, Bo und Cy"},
        {"fr", "lundi 6 juillet 2026", "lun. 6 juil. 2026", "18:30", "00:00", "juillet 2026", "Danemark", "Ana, Bo et Cy"},
        {"es", "lunes, 6 de julio de 2026", "lun, 6 jul 2026", "18:30", "0:00", "julio de 2026", "Dinamarca", "Ana, Bo y Cy"},
        {"pt-BR", "segunda-feira, 6 de julho de 2026", "seg., 6 de jul. de 2026", "18:30", "00:00", "julho de 2026", "Dinamarca",
         "Ana, Bo e Cy"},
        /* The Gregorian year, also where the language's own calendar is another. */
        {"th",
         "\u0e27\u0e31\u0e19\u0e08\u0e31\u0e19\u0e17\u0e23\u0e4c\u0e17\u0e35\u0e48 6 \u0e01\u0e23\u0e01\u0e0e\u0e32\u0e04\u0e21 \u0e04.\u0e28. "
         "2026",
         "\u0e08. 6 \u0e01.\u0e04. 2026", "18:30", "00:00", "\u0e01\u0e23\u0e01\u0e0e\u0e32\u0e04\u0e21 2026",
         "\u0e40\u0e14\u0e19\u0e21\u0e32\u0e23\u0e4c\u0e01", "Ana Bo \u0e41\u0e25\u0e30Cy"},
        /* Languages that nobody speaks fall back to English, whatever LANG says. */
        {"xx", "Monday, July 6, 2026", "Mon, Jul 6, 2026", "6:30 PM", "12:00 AM", "July 2026", "Denmark", "Ana, Bo, and Cy"},
        {"", "Monday, July 6, 2026", "Mon, Jul 6, 2026", "6:30 PM", "12:00 AM", "July 2026", "Denmark", "Ana, Bo, and Cy"},
        {"not a tag!", "Monday, July 6, 2026", "Mon, Jul 6, 2026", "6:30 PM", "12:00 AM", "July 2026", "Denmark", "Ana, Bo, and Cy"},
    };
    static const char *const three[] = {"Ana", "Bo", "Cy"};
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_words *words = cvn_words_new(cases[i].locale);
        cvn_date date = cvn_date_of(2026, 7, 6);
        assert_words(cvn_words_date(words, date), cases[i].date);
        assert_words(cvn_words_date_short(words, date), cases[i].date_short);
        assert_words(cvn_words_time(words, 18 * 60 + 30), cases[i].time);
        assert_words(cvn_words_time(words, 0), cases[i].midnight);
        assert_words(cvn_words_month(words, 2026, 7), cases[i].month);
        assert_words(cvn_words_country(words, "DK"), cases[i].country);
        assert_words(cvn_words_list(words, three, 3), cases[i].list);
        assert_false(cvn_words_rtl(words));
        cvn_words_free(words);
    }
    cvn_words_free(NULL);
}

/** Civil times are computed elsewhere: no day or hour may move on its way through ICU. */
static void moves_no_day(void **state)
{
    (void)state;
    cvn_words *words = cvn_words_new("en-GB");
    for (int32_t day = cvn_date_of(1970, 1, 1).day; day < cvn_date_of(2199, 12, 31).day; day += 13) {
        int year, month, of_month;
        char end[40], *text = cvn_words_date(words, (cvn_date){day});
        cvn_date_parts((cvn_date){day}, &year, &month, &of_month);
        snprintf(end, sizeof end, ", %d ", of_month);
        assert_non_null(strstr(text, end));
        snprintf(end, sizeof end, " %d", year);
        assert_string_equal(text + strlen(text) - 5, end);
        free(text);
    }
    for (int32_t minute = 0; minute < 1440; minute++) {
        char wanted[24];
        snprintf(wanted, sizeof wanted, "%02d:%02d", minute / 60, minute % 60);
        assert_words(cvn_words_time(words, minute), wanted);
    }
    assert_words(cvn_words_time(words, 1440), "00:00");
    cvn_words_free(words);
}

static void words_the_rest(void **state)
{
    (void)state;
    cvn_words *words = cvn_words_new("en-GB");
    static const struct {
        int32_t offset_s;
        const char *text;
    } offsets[] = {{0, "UTC"},
                   {7200, "UTC+2"},
                   {20700, "UTC+5:45"},
                   {-12600, "UTC\xe2\x88\x92"
                            "3:30"},
                   {-2670, "UTC\xe2\x88\x92"
                           "0:44:30"},
                   {50400, "UTC+14"},
                   {-36000, "UTC\xe2\x88\x92"
                            "10"}};
    for (size_t i = 0; i < CVN_COUNT(offsets); i++)
        assert_words(cvn_words_offset(words, offsets[i].offset_s), offsets[i].text);
    static const char *const items[] = {"Ana \xe2\x9c\x93", "Bo {0}"};
    assert_words(cvn_words_list(words, items, 0), "");
    assert_words(cvn_words_list(words, items, 1), items[0]);
    assert_words(cvn_words_list(words, items, 2), "Ana \xe2\x9c\x93 and Bo {0}");
    assert_words(cvn_words_country(words, "QQ"), "QQ");
    assert_words(cvn_words_country(words, ""), "");
    assert_words(cvn_words_country(words, "Denmark"), "Denmark");
    cvn_words_free(words);
    words = cvn_words_new("ar");
    assert_true(cvn_words_rtl(words));
    cvn_words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_dates), cmocka_unit_test(moves_no_day), cmocka_unit_test(words_the_rest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
