/* SPDX-License-Identifier: Apache-2.0 */
#include "conference_testing.h"

static void test_defaults(void **state)
{
    (void)state;
    cvn_conference *c = read_patched("/title", "\"T\"");
    assert_int_equal(c->show_people, CVN_SHOW_COUNTRIES);
    assert_int_equal(c->text_count, 0);
    cvn_conference_free(c);
    c = read_patched("+", "\"messages\": {\"people\": \"first_names\"}");
    assert_int_equal(c->show_people, CVN_SHOW_FIRST_NAMES);
    cvn_conference_free(c);
}

/** A folder with a conference and the files that it names. */
static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *expected; /* NULL: it is right */
    } cases[] = {
        {"\"text\": {\"en\": \"en.md\", \"pt-BR\": \"pt.md\"}", NULL},
        {"\"text\": {\"en\": \"none.md\"}", "none.md: No such file"},
        {"\"text\": {\"e n\": \"en.md\"}", "/messages/text/e n: \"e n\" is not a language tag"},
        {"\"text\": {\"en\": 1}", "/messages/text/en: expected text, not 1"},
        {"\"text\": {\"en\": \"latin.md\"}", "is not text in UTF-8"},
        {"\"text\": \"en.md\"",
         "/messages/text: expected a file for each language, such as {\"en\": \"fee.en.md\"}, at most 64, not \"en.md\""},
        {"\"people\": \"everything\"", "/messages/people: \"everything\" is not known here: known are \"countries\""},
        {"\"txt\": {}", "/messages/txt: unknown key \"txt\"; did you mean \"text\"?"},
    };
    char folder[] = "/tmp/convene-messages-XXXXXX", command[64];
    assert_non_null(mkdtemp(folder));
    const char *const files[][2] = {{"en.md", "The *fee*\n"}, {"pt.md", "A taxa\n"}, {"latin.md", "\xe5rlig\n"}};
    for (size_t i = 0; i < CVN_COUNT(files); i++) {
        char *path = cvn_path_join(folder, files[i][0]);
        assert_int_equal(cvn_file_write(path, files[i][1], strlen(files[i][1]), NULL), CVN_OK);
        free(path);
    }
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_buffer settings = {0};
        cvn_buffer_printf(&settings, "\"messages\": {%s}", cases[i].settings);
        char *json = patched(BASE, "+", settings.text);
        cvn_conference *c = NULL;
        cvn_error *error = cvn_error_new();
        cvn_code code = cvn_conference_parse(&c, json, strlen(json), "test", folder, error);
        if (cases[i].expected) {
            assert_int_not_equal(code, CVN_OK);
            if (!strstr(cvn_error_message(error, 0), cases[i].expected))
                fail_msg("expected \"%s\" in \"%s\"", cases[i].expected, cvn_error_message(error, 0));
        } else {
            assert_int_equal(c->text_count, 2);
            assert_string_equal(c->texts[0].locale, "en");
            assert_string_equal(c->texts[0].markdown, "The *fee*\n");
            assert_string_equal(c->texts[1].locale, "pt-BR");
        }
        cvn_conference_free(c);
        cvn_error_free(error);
        cvn_buffer_free(&settings);
        free(json);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0); /* NOLINT(bugprone-command-processor,cert-env33-c) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults), cmocka_unit_test(test_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
