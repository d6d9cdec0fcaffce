/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_all.h"

#include "clock/clock.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/umsg.h>
#include <unicode/ustring.h>

static const cvn_word_arg args[] = {{"name", "Ana", 0},       {"zero", NULL, 0},     {"one", NULL, 1},
                                    {"two", NULL, 2},         {"many", NULL, 12345}, {"who", "female", 0},
                                    {"odd", "it's {0} #", 0}, {"big", NULL, -1},     {"three_1", NULL, 3}};

static void formats(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *pattern, *wanted;
    } cases[] = {
        {"en", "", ""},
        {"en", "plain # text", "plain # text"},
        {"en", "Dear {name}, { name }", "Dear Ana, Ana"},
        {"en", "{odd}", "it's {0} #"}, /* what is put in is not read again */
        {"en", "{many} {many, number} {many,number,integer} {big}", "12,345 12,345 12,345 -1"},
        {"de", "{many}", "12.345"},
        {"en", "{one, plural, one {# session} other {# sessions}}", "1 session"},
        {"en", "{two,plural,one{# session}other{# sessions}}", "2 sessions"},
        {"en", "{many, plural, other {# sessions}}", "12,345 sessions"},
        {"en", "{zero, plural, =0 {nobody} one {# person} other {# people}}", "nobody"},
        {"fr", "{zero, plural, one {# personne} other {# personnes}}", "0 personne"},
        {"pl", "{two, plural, one {# grupa} few {# grupy} many {# grup} other {# grupy}}", "2 grupy"},
        {"ar", "{two, plural, one {a} two {b} other {c}}", "b"},
        {"en", "{three_1, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}", "you and 2 others"},
        {"en", "{two, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}", "you and 1 other"},
        {"en", "{one, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}", "you"},
        {"en", "{two, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", "2nd"},
        {"en", "{who, select, female {she} male {he} other {they}}", "she"},
        {"en", "{name, select, female {she} other {they}}", "they"},
        {"en", "{two, select, 2 {pair} other {not}}", "pair"},
        {"en", "{who, select, female {{two, plural, one {her session} other {her # sessions, {name}}}} other {x}}", "her 2 sessions, Ana"},
        {"en", "{two, plural, one {x} other {{one, plural, one {# of} other {y}} #}}", "1 of 2"},
        {"en", "It''s {name}''s", "It's Ana's"},
        {"en", "It's Ana's", "It's Ana's"},
        {"en", "'{name}' and '{'", "{name} and {"},
        {"en", "'{it''s}'", "{it's}"},
        {"en", "'{never closed", "{never closed"},
        {"en", "{two, plural, other {'#' is #}}", "# is 2"},
        {"fr", "l'heure d''{name}", "l'heure d'Ana"},
        {"da",
         "m\xc3\xb8"
         "de {name} \xe2\x9c\x93",
         "m\xc3\xb8"
         "de Ana \xe2\x9c\x93"},
        {"en", "trailing '", "trailing '"},
    };
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_words *words = cvn_words_new(cases[i].locale);
        cvn_error *error = cvn_error_new();
        for (int again = 0; again < 2; again++) { /* once as ICU words it, once as it is remembered */
            char *text = cvn_words_message(words, cases[i].pattern, args, CVN_COUNT(args), error);
            if (!text || strcmp(text, cases[i].wanted) != 0)
                fail_msg("%s: \"%s\", not \"%s\" (%s)", cases[i].pattern, text ? text : "", cases[i].wanted, cvn_error_message(error, 0));
            free(text);
        }
        cvn_error_free(error);
        cvn_words_free(words);
    }
}

static void refuses_what_is_malformed(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *why;
    } cases[] = {
        {"{", "name of an argument"},
        {"{}", "name of an argument"},
        {"{name", "expected }"},
        {"{name!}", "expected }"},
        {"}", "has no {"},
        {"a } b", "has no {"},
        {"{nome}", "no argument {nome}; there is {name}, {zero}"},
        {"{name,}", "expected number, plural"},
        {"{name, date}", "dates and times come as text"},
        {"{name, number}", "number needs a number"},
        {"{two, number, percent}", "expected integer"},
        {"{two, number, integer", "no }"},
        {"{name, plural, other {x}}", "plural needs a number"},
        {"{two, plural}", "expected a comma"},
        {"{two, plural, }", "no branch other"},
        {"{two, plural, one {x}}", "no branch other"},
        {"{two, plural, other}", "expected {"},
        {"{two, plural, other {x}", "no }"},
        {"{two, plural, other {x", "no }"},
        {"{two, plural, {x}}", "expected a selector"},
        {"{two, plural, offset:x other {x}}", "behind offset:"},
        {"{who, select, female {x}}", "no branch other"},
        {"{who, select, female {x} other {{typo}}}", "no argument {typo}"}, /* in a branch that is not chosen */
        {"{one, plural, one {x} other {{name, number}}}", "number needs a number"},
    };
    cvn_words *words = cvn_words_new("en");
    for (size_t i = 0; i < CVN_COUNT(cases); i++) {
        cvn_error *error = cvn_error_new();
        char *text = cvn_words_message(words, cases[i].pattern, args, CVN_COUNT(args), error);
        if (text || cvn_error_code(error) != CVN_E_DATA || cvn_error_count(error) != 1 || !strstr(cvn_error_message(error, 0), cases[i].why))
            fail_msg("%s: \"%s\", and says \"%s\", not \"%s\"", cases[i].pattern, text ? text : "", cvn_error_message(error, 0), cases[i].why);
        cvn_error_free(error);
    }
    assert_null(cvn_words_message(words, "{a}", NULL, 0, NULL));
    cvn_buffer deep = {0};
    for (int i = 0; i < 100; i++)
        cvn_buffer_text(&deep, "{two, plural, other {");
    for (int i = 0; i < 200; i++)
        cvn_buffer_char(&deep, '}');
    assert_null(cvn_words_message(words, deep.text, args, CVN_COUNT(args), NULL));
    cvn_buffer_free(&deep);
    cvn_words_free(words);
}

/** ICU reads the same pattern with a number for the name: {0} the text "Ana", {1} a number. */
static char *by_icu(const char *locale, const char *pattern, double number)
{
    UChar wide[256], out[256], name[8];
    UErrorCode status = U_ZERO_ERROR;
    char *text = cvn_alloc(1024);
    u_strFromUTF8(wide, 256, NULL, pattern, -1, &status);
    u_strFromUTF8(name, 8, NULL, "Ana", -1, &status);
    int32_t length = u_formatMessage(locale, wide, -1, out, 256, &status, name, number);
    u_strToUTF8(text, 1024, NULL, out, length, &status);
    if (U_FAILURE(status))
        fail_msg("%s, %s: %s", locale, pattern, u_errorName(status));
    return text;
}

static void reads_as_icu_reads(void **state)
{
    (void)state;
    static const char *const locales[] = {"en", "da", "de", "fr", "es", "pt_BR", "ar", "pl", "ru", "cy", "ja"};
    static const char *const patterns[] = {
        "{0} {1, number}",
        "{0} {1, plural, zero {z} one {one # x} two {two #} few {few #} many {many #} other {other #}}",
        "{0} {1, selectordinal, zero {z} one {one # x} two {two #} few {few #} many {many #} other {other #}}",
        "{0} {1, plural, offset:2 =0 {none} =3 {three #} one {one #} other {# {0}}}",
        "{0} {1, plural, one {'{'#'}'} other {''#'' '#' it's '}'}}",
        "{0, select, Ana {she # '#' {1, plural, =5 {five} other {# #}}} other {}} {1, number}",
        "'' ' '' '{'' '' ''}' {0}'{' {1, number}",
        "{1, plural, one {{0, select, other {# in select}}} other {{0, select, other {# in select}} #}}{0}",
        "{0} 'quoted {0}' {1, number} '",
        " {0}{1, number}\n\t# | '|' '#' <b>&amp;</b>",
    };
    static const double numbers[] = {0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 100, 101, 1234567};
    for (size_t i = 0; i < CVN_COUNT(locales) * CVN_COUNT(patterns) * CVN_COUNT(numbers); i++) {
        const char *locale = locales[i % CVN_COUNT(locales)], *pattern = patterns[i / CVN_COUNT(locales) % CVN_COUNT(patterns)];
        double number = numbers[i / CVN_COUNT(locales) / CVN_COUNT(patterns)];
        const cvn_word_arg both[] = {{"0", "Ana", 0}, {"1", NULL, (int64_t)number}};
        cvn_words *words = cvn_words_new(strcmp(locale, "pt_BR") == 0 ? "pt-BR" : locale);
        char *ours = cvn_words_message(words, pattern, both, 2, NULL), *theirs = by_icu(locale, pattern, number);
        if (!ours || strcmp(ours, theirs) != 0)
            fail_msg("%s, %s with %g: \"%s\", but ICU \"%s\"", locale, pattern, number, ours ? ours : "", theirs);
        free(ours);
        free(theirs);
        cvn_words_free(words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(formats), cmocka_unit_test(refuses_what_is_malformed),
                                       cmocka_unit_test(reads_as_icu_reads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
