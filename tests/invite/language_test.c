/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/language.h"
#include "invite_testing.h"

static void test_saying(void **state)
{
    (void)state;
    cvn_languages *languages = cvn_languages_new();
    cvn_arena *arena = cvn_arena_new();
    const cvn_language *da, *again, *en, *none;
    assert_int_equal(cvn_languages_get(languages, "da", &da, NULL), CVN_OK);
    assert_int_equal(cvn_languages_get(languages, "da", &again, NULL), CVN_OK);
    assert_ptr_equal(da, again);
    assert_int_equal(cvn_languages_get(languages, "en", &en, NULL), CVN_OK);
    assert_int_equal(cvn_languages_get(languages, "zh-Hant", &none, NULL), CVN_OK);
    assert_true(da->weeks);
    assert_false(en->weeks);
    assert_string_equal(none->spoken, "en");
    assert_string_equal(da->spoken, "da");
    assert_string_equal(CVN_SAY(da, arena, GREETING, cvn_arg("name", "{x} 'y' #")), "Hej {x} 'y' #"); /* an argument is never a pattern */
    assert_string_equal(cvn_say_plain(en, arena, CVN_SAY_REGARDS), "Kind regards");
    static const struct {
        int64_t have, need;
        const char *words;
    } rows[] = {
        {0, 1, "In the hours that you gave us, no session fits. A place needs one."},
        {1, 4, "In the hours that you gave us, only one session fits. A place needs 4."},
        {2, 4, "In the hours that you gave us, only 2 sessions fit. A place needs 4."},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++)
        assert_string_equal(CVN_SAY(en, arena, REASON_NO_HOURS, cvn_arg_number("have", rows[i].have), cvn_arg_number("need", rows[i].need)),
                            rows[i].words);
    cvn_arena_free(arena);
    cvn_languages_free(languages);
}

static void test_zone(void **state)
{
    (void)state;
    cvn_languages *languages = cvn_languages_new();
    cvn_zones *zones = cvn_zones_new();
    const cvn_language *en, *de;
    const cvn_zone *copenhagen = cvn_zones_get(zones, "Europe/Copenhagen", "", NULL),
                   *kathmandu = cvn_zones_get(zones, "Asia/Kathmandu", "", NULL);
    assert_int_equal(cvn_languages_get(languages, "en", &en, NULL), CVN_OK);
    assert_int_equal(cvn_languages_get(languages, "de", &de, NULL), CVN_OK);
    cvn_instant summer = {(int64_t)cvn_date_of(2027, 7, 1).day * 1440}, winter = {(int64_t)cvn_date_of(2027, 1, 1).day * 1440};
    for (int i = 0; i < 2; i++) { /* the second time from what is known */
        assert_string_equal(cvn_language_zone(languages, en, copenhagen, summer), "Central European Summer Time, UTC+2");
        assert_string_equal(cvn_language_zone(languages, en, copenhagen, winter), "Central European Standard Time, UTC+1");
        assert_string_equal(cvn_language_zone(languages, en, kathmandu, winter), "Nepal Time, UTC+5:45");
        assert_string_equal(cvn_language_zone(languages, de, copenhagen, summer), "Mitteleuropäische Sommerzeit, UTC+2");
    }
    cvn_zones_free(zones);
    cvn_languages_free(languages);
}

static void test_broken_folder(void **state)
{
    (void)state;
    char folder[] = "/tmp/convene-language-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/en.json", folder);
    assert_int_equal(cvn_file_write(path, "{\"x\": 1}", 8, NULL), CVN_OK);
    setenv("CONVENE_CATALOGUE", folder, 1);
    cvn_languages *languages = cvn_languages_new();
    cvn_error *error = cvn_error_new();
    const cvn_language *en = NULL;
    assert_int_equal(cvn_languages_get(languages, "en", &en, error), CVN_E_DATA);
    assert_has(cvn_error_message(error, 0), path);
    cvn_error_free(error);
    cvn_languages_free(languages);
    unsetenv("CONVENE_CATALOGUE");
    remove(path);
    remove(folder);
}

/** The nearest of the organizer's own texts: another region's rather than none, the conference's language rather than a stranger's. */
static void test_own_text(void **state)
{
    (void)state;
    static const cvn_own_text texts[] = {{"fr", "*un*"}, {"en", "*one*"}, {"pt-BR", "*um*"}, {"zh-Hant", "*yi*"}};
    static const struct {
        const char *wanted, *conference, *locale;
    } rows[] = {{"fr", "en", "fr"}, {"fr-CA", "en", "fr"}, {"FR", "en", "fr"},    {"pt-PT", "en", "pt-BR"}, {"pt", "en", "pt-BR"},
                {"da", "en", "en"}, {"da", "pl", "fr"},    {"da", "en-GB", "en"}, {"p", "en", "en"},        {"zh-Hant-TW", "en", "zh-Hant"}};
    cvn_languages *languages = cvn_languages_new();
    cvn_conference conference = {.texts = texts, .text_count = 4};
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const char *locale;
        conference.locale = rows[i].conference;
        const cvn_markdown *text = cvn_languages_text(languages, &conference, rows[i].wanted, &locale);
        assert_string_equal(locale, rows[i].locale);
        assert_has(text->html, "<em>");
        assert_ptr_equal(text, cvn_languages_text(languages, &conference, rows[i].wanted, &locale));
    }
    conference.text_count = 0;
    const char *none;
    assert_null(cvn_languages_text(languages, &conference, "en", &none));
    cvn_languages_free(languages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_saying), cmocka_unit_test(test_zone), cmocka_unit_test(test_broken_folder),
                                       cmocka_unit_test(test_own_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
