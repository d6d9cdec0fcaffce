/* SPDX-License-Identifier: Apache-2.0 */
#include <glob.h>

#include "clock/words.h"
#include "invite/catalogue.h"
#include "invite/language.h"
#include "invite_testing.h"

static const char *arg_in(const char *pattern, const char *name, size_t length)
{
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{'))
        if (strncmp(at + 1, name, length) == 0 && strchr("},", at[1 + length]))
            return at;
    return NULL;
}

/** Every embedded catalogue has every key, says something, and uses exactly the arguments that English uses. */
static void test_all_say_the_same(void **state)
{
    (void)state;
    cvn_arena *arena = cvn_arena_new();
    const char *english[CVN_SAYING_COUNT] = {0};
    bool speaks;
    size_t languages = 0;
    assert_int_equal(cvn_catalogue_load(english, &speaks, arena, "en", NULL, NULL), CVN_OK);
    for (const cvn_catalogue_file *file = cvn_catalogue_files; file->tag; file++, languages++) {
        const char *patterns[CVN_SAYING_COUNT] = {0};
        cvn_error *error = cvn_error_new();
        cvn_words *words = cvn_words_new(file->tag);
        if (cvn_catalogue_read(patterns, arena, words, (const char *)file->bytes, file->length, file->tag, error))
            fail_msg("%s", cvn_error_message(error, 0));
        for (int i = 0; i < CVN_SAYING_COUNT; i++) {
            const char *key = cvn_saying_key((cvn_saying)i), *args = cvn_saying_args((cvn_saying)i);
            const char *pattern = patterns[i] ? patterns[i] : "";
            if (!*pattern)
                fail_msg("%s.json: \"%s\" is missing", file->tag, key);
            if (strchr(pattern, '\''))
                fail_msg("%s.json: \"%s\": an apostrophe is written ’, since ' quotes braces", file->tag, key);
            for (const char *at = args; *at; at += strcspn(at, " "), at += *at == ' ') {
                size_t length = strcspn(at, " #");
                if (!arg_in(pattern, at, length) != !arg_in(english[i], at, length))
                    fail_msg("%s.json: \"%s\": {%.*s} stands in one of it and English, not in both", file->tag, key, (int)length, at);
            }
        }
        cvn_words_free(words);
        cvn_error_free(error);
    }
    assert_int_equal(languages, 14);
    cvn_arena_free(arena);
}

/* Nothing of a language in it: the same everywhere is right. */
static bool says_nothing(const char *pattern)
{
    for (int depth = 0; *pattern; pattern++) {
        depth += (*pattern == '{') - (*pattern == '}');
        if (depth == 0 && ((*pattern | 0x20) >= 'a' && (*pattern | 0x20) <= 'z'))
            return false;
    }
    return true;
}

/** Whoever copies the English file and forgets a line is told which. */
static void test_all_are_translated(void **state)
{
    (void)state;
    /* The same word in both languages. */
    static const char *const alike[] = {"da subject_request", "fr label_plenaries", "nl week", "de subject_request", "es mark_provisional"};
    cvn_arena *arena = cvn_arena_new();
    const char *english[CVN_SAYING_COUNT] = {0};
    bool speaks;
    assert_int_equal(cvn_catalogue_load(english, &speaks, arena, "en", NULL, NULL), CVN_OK);
    for (const cvn_catalogue_file *file = cvn_catalogue_files; file->tag; file++) {
        const char *patterns[CVN_SAYING_COUNT] = {0};
        if (strcmp(file->tag, "en") == 0)
            continue;
        assert_int_equal(cvn_catalogue_load(patterns, &speaks, arena, file->tag, NULL, NULL), CVN_OK);
        for (int i = 0; i < CVN_SAYING_COUNT; i++) {
            char both[64];
            bool fine = strcmp(patterns[i], english[i]) != 0 || says_nothing(patterns[i]) || i == CVN_SAY_WEEKS;
            snprintf(both, sizeof both, "%s %s", file->tag, cvn_saying_key((cvn_saying)i));
            for (size_t k = 0; k < CVN_COUNT(alike); k++)
                fine = fine || strcmp(alike[k], both) == 0;
            if (!fine)
                fail_msg("%s.json: \"%s\" says what English says: \"%s\"", file->tag, cvn_saying_key((cvn_saying)i), patterns[i]);
        }
    }
    cvn_arena_free(arena);
}

/** Does the pattern have a branch for the number: its own (=1), or the language's category of it? "other" is one where the category is other. */
static bool has_branch(const char *pattern, cvn_words *words, int64_t number)
{
    char exact[32], category[16], branch[24];
    snprintf(exact, sizeof exact, "=%lld {", (long long)number);
    snprintf(branch, sizeof branch, " %s {", cvn_words_plural(words, number, false, category));
    for (const char *at = strstr(pattern, ", plural,"); at; at = strstr(at + 1, ", plural,")) {
        const char *end = strstr(at + 1, ", plural,");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        char *one = cvn_strndup(at, length);
        bool found = strstr(one, exact) || strstr(one, branch);
        free(one);
        if (!found)
            return false;
    }
    return true;
}

/** Every entry, in every language and some of its regions, with every kind of number and the longest of names: words, and nothing left over. */
static void test_all_can_be_said(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 1, 2, 3, 4, 5, 10, 11, 12, 21, 22, 25, 99, 100, 101, 103, 111, 1000};
    static const char *const locales[] = {"ar",    "ar-EG", "ar-SA", "da", "de", "de-CH", "en", "en-US", "en-GB", "es",    "es-MX", "fr",
                                          "fr-CA", "he",    "it",    "ja", "nl", "nl-BE", "pl", "pt",    "pt-BR", "pt-PT", "sv",    "sv-FI"};
    for (size_t l = 0; l < CVN_COUNT(locales); l++) {
        cvn_arena *arena = cvn_arena_new();
        cvn_languages *languages = cvn_languages_new();
        const cvn_language *language;
        assert_int_equal(cvn_languages_get(languages, locales[l], &language, NULL), CVN_OK);
        assert_string_equal(language->spoken, locales[l]);
        for (int i = 0; i < CVN_SAYING_COUNT; i++)
            for (size_t n = 0; n < CVN_COUNT(numbers); n++) {
                cvn_word_arg args[8];
                size_t count = 0;
                const char *at = cvn_saying_args((cvn_saying)i);
                for (size_t length; *at; at += length + (at[length] == ' ')) {
                    length = strcspn(at, " ");
                    bool number = at[length - 1] == '#';
                    args[count++] = (cvn_word_arg){cvn_arena_printf(arena, "%.*s", (int)(length - number), at),
                                                   number ? NULL : "Ångström 漢字 דנה", numbers[n]};
                }
                const char *text = cvn_say(language, arena, (cvn_saying)i, args, count);
                if (!*text || strpbrk(text, "{}#"))
                    fail_msg("%s: \"%s\" comes out as \"%s\"", locales[l], cvn_saying_key((cvn_saying)i), text);
                if (!has_branch(language->patterns[i], language->words, numbers[n]))
                    fail_msg("%s: \"%s\" has no form of its own for %lld", locales[l], cvn_saying_key((cvn_saying)i), (long long)numbers[n]);
            }
        cvn_languages_free(languages);
        cvn_arena_free(arena);
    }
}

/** Each entry is said somewhere: the sources name it. */
static void test_none_is_unused(void **state)
{
    (void)state;
    static const char *const names[] = {
#define NAME(name, key, args) #name,
        CVN_SAYINGS(NAME)
#undef NAME
    };
    cvn_buffer sources = {0};
    glob_t files;
    assert_int_equal(glob("lib/invite/*.c", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char *text;
        size_t length;
        assert_int_equal(cvn_file_read(&text, &length, files.gl_pathv[i], 1 << 20, NULL), CVN_OK);
        cvn_buffer_text(&sources, text);
        free(text);
    }
    globfree(&files);
    assert_non_null(sources.text);
    for (int i = 0; i < CVN_SAYING_COUNT; i++) {
        char told[3][80];
        bool said = false;
        snprintf(told[0], sizeof told[0], ", %s)", names[i]);
        snprintf(told[1], sizeof told[1], ", %s,", names[i]);
        snprintf(told[2], sizeof told[2], "CVN_SAY_%s", names[i]);
        for (size_t k = 0; k < CVN_COUNT(told); k++)
            said = said || strstr(sources.text ? sources.text : "", told[k]);
        if (!said)
            fail_msg("\"%s\" is said nowhere: take it out of lib/invite/sayings.h and the catalogues", cvn_saying_key((cvn_saying)i));
    }
    cvn_buffer_free(&sources);
}

static void test_broken(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"{\"greeting\": \"Hi {name\"}", "/greeting"},
        {"{\"greeting\": \"Hi {nmae}\"}", "{nmae}"},
        {"{\"greeting\": 5}", "expected text"},
        {"{\"greting\": \"Hi\"}", "no such message"},
        {"{\"when_series\": \"{when, plural, other {x}}\"}", "/when_series"},
        {"[]", "expected an object"},
        {"{\"greeting\": \"Hi\", \"greeting\": \"Ho\"}", "greeting"},
        {"{", "not JSON"},
    };
    cvn_words *words = cvn_words_new("en");
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        const char *patterns[CVN_SAYING_COUNT] = {0};
        cvn_arena *arena = cvn_arena_new();
        cvn_error *error = cvn_error_new();
        assert_int_equal(cvn_catalogue_read(patterns, arena, words, rows[i].text, strlen(rows[i].text), "x.json", error), CVN_E_DATA);
        assert_has(cvn_error_message(error, 0), "x.json");
        assert_has(cvn_error_message(error, 0), rows[i].message);
        cvn_error_free(error);
        cvn_arena_free(arena);
    }
    cvn_words_free(words);
}

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(cvn_file_write(path, text, strlen(text), NULL), CVN_OK);
}

static const char *greeting(const char *locale, const char *folder, bool *speaks)
{
    static char out[64];
    const char *patterns[CVN_SAYING_COUNT] = {0};
    cvn_arena *arena = cvn_arena_new();
    assert_int_equal(cvn_catalogue_load(patterns, speaks, arena, locale, folder, NULL), CVN_OK);
    for (int i = 0; i < CVN_SAYING_COUNT; i++)
        assert_non_null(patterns[i]);
    snprintf(out, sizeof out, "%s", patterns[CVN_SAY_GREETING_PLAIN]);
    cvn_arena_free(arena);
    return out;
}

/** A folder's catalogue goes before the embedded one of its tag, the narrower tag before the broader; English stands where nothing else does. */
static void test_folder(void **state)
{
    (void)state;
    bool speaks;
    char folder[] = "/tmp/convene-catalogue-XXXXXX";
    assert_non_null(mkdtemp(folder));
    put_file(folder, "da.json", "{\"greeting_plain\": \"Davs\"}");
    put_file(folder, "de-CH.json", "{\"greeting_plain\": \"Grüezi\"}");
    put_file(folder, "fi.json", "{\"greeting_plain\": \"Hei\"}");
    static const struct {
        const char *locale, *plain, *with_folder;
        bool speaks;
    } rows[] = {
        {"en", "Hello,", "Hello,", true},         {"da", "Hej", "Davs", true},
        {"da-DK", "Hej", "Davs", true},           {"DA", "Hej", "Hej", true},
        {"de-CH", "Guten Tag,", "Grüezi", true},  {"de", "Guten Tag,", "Guten Tag,", true},
        {"pt-BR", "Olá,", "Olá,", true},          {"fi", "Hello,", "Hei", false},
        {"../../etc", "Hello,", "Hello,", false}, {"", "Hello,", "Hello,", false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        assert_string_equal(greeting(rows[i].locale, NULL, &speaks), rows[i].plain);
        assert_int_equal(speaks, rows[i].speaks);
        assert_string_equal(greeting(rows[i].locale, folder, &speaks), rows[i].with_folder);
    }
    greeting("fi", folder, &speaks);
    assert_true(speaks);
    put_file(folder, "da.json", "{\"greeting\": \"{oops\"}");
    const char *patterns[CVN_SAYING_COUNT] = {0};
    cvn_arena *arena = cvn_arena_new();
    cvn_error *error = cvn_error_new();
    assert_int_equal(cvn_catalogue_load(patterns, &speaks, arena, "da", folder, error), CVN_E_DATA);
    assert_has(cvn_error_message(error, 0), "da.json");
    cvn_error_free(error);
    cvn_arena_free(arena);
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_say_the_same), cmocka_unit_test(test_all_are_translated),
                                       cmocka_unit_test(test_all_can_be_said),  cmocka_unit_test(test_none_is_unused),
                                       cmocka_unit_test(test_broken),           cmocka_unit_test(test_folder)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
