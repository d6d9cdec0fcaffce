/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/catalogue.h"
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
    assert_int_equal(languages, 6);
    cvn_arena_free(arena);
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
    put_file(folder, "it.json", "{\"greeting_plain\": \"Ciao\"}");
    static const struct {
        const char *locale, *plain, *with_folder;
        bool speaks;
    } rows[] = {
        {"en", "Hello,", "Hello,", true},         {"da", "Hej", "Davs", true},
        {"da-DK", "Hej", "Davs", true},           {"DA", "Hej", "Hej", true},
        {"de-CH", "Guten Tag,", "Grüezi", true},  {"de", "Guten Tag,", "Guten Tag,", true},
        {"pt-BR", "Olá,", "Olá,", true},          {"it", "Hello,", "Ciao", false},
        {"../../etc", "Hello,", "Hello,", false}, {"", "Hello,", "Hello,", false},
    };
    for (size_t i = 0; i < CVN_COUNT(rows); i++) {
        assert_string_equal(greeting(rows[i].locale, NULL, &speaks), rows[i].plain);
        assert_int_equal(speaks, rows[i].speaks);
        assert_string_equal(greeting(rows[i].locale, folder, &speaks), rows[i].with_folder);
    }
    greeting("it", folder, &speaks);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_say_the_same), cmocka_unit_test(test_broken), cmocka_unit_test(test_folder)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
