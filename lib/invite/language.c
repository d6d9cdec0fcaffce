/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/language.h"

#include "invite/isolate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TYPICAL = 200 /* bytes of what is said */, MOST_ARGS = 8 };

struct cvn_zone_words {
    const cvn_zone *zone;
    int32_t offset_s;
    const char *abbreviation; /* tells two names at the same offset apart */
    const char *text;
    cvn_zone_words *next;
};

struct cvn_languages {
    cvn_arena *arena;
    cvn_language *first;
    const char *english[CVN_SAYING_COUNT]; /* which every other language is laid over; NULL: not read yet */
    const char *folder;
    cvn_markdown *texts; /* of the conference, each read when first asked for */
    uint32_t text_count;
};

cvn_languages *cvn_languages_new(void)
{
    cvn_languages *languages = CVN_NEW(cvn_languages);
    languages->arena = cvn_arena_new();
    languages->folder = secure_getenv("CONVENE_CATALOGUE");
    return languages;
}

void cvn_languages_free(cvn_languages *languages)
{
    if (!languages)
        return;
    for (cvn_language *language = languages->first; language; language = language->next) {
        cvn_words_free(language->words);
        cvn_knowns_free(language->knowns);
    }
    for (uint32_t i = 0; i < languages->text_count; i++)
        cvn_markdown_free(&languages->texts[i]);
    cvn_arena_free(languages->arena);
    free(languages);
}

/** Every pattern of a locale; English's are read once for all languages. */
static cvn_code load(cvn_languages *languages, cvn_language *language, const char *locale, bool *speaks, cvn_error *error)
{
    const char *english[CVN_SAYING_COUNT] = {0};
    cvn_code code = CVN_OK;
    if (!languages->english[0])
        code = cvn_catalogue_load(english, speaks, languages->arena, "en", languages->folder, error);
    if (code)
        return code;
    if (!languages->english[0])
        memcpy(languages->english, english, sizeof english);
    memcpy(language->patterns, languages->english, sizeof languages->english);
    code = cvn_catalogue_load(language->patterns, speaks, languages->arena, locale, languages->folder, error);
    for (int i = 0; i < CVN_SAYING_COUNT && !code; i++)
        language->literal[i] = language->patterns[i][strcspn(language->patterns[i], "'{}#")] == 0;
    return code;
}

cvn_code cvn_languages_get(cvn_languages *languages, const char *locale, const cvn_language **out, cvn_error *error)
{
    assert(languages && locale && out);
    for (const cvn_language *language = languages->first; language; language = language->next)
        if (strcmp(language->locale, locale) == 0) {
            *out = language;
            return CVN_OK;
        }
    cvn_language *language = CVN_ARENA_ARRAY(languages->arena, cvn_language, 1);
    bool speaks = false;
    cvn_code code = load(languages, language, locale, &speaks, error);
    if (code)
        return code;
    language->locale = cvn_arena_strdup(languages->arena, locale);
    /* Europe's English writes day before month and counts to 24: the least easily misread by somebody who expected another language. */
    language->words = cvn_words_new(speaks ? language->locale : "en-150");
    language->rtl = cvn_words_rtl(language->words);
    language->spoken = speaks ? language->locale : "en";
    language->weeks = strcmp(language->patterns[CVN_SAY_WEEKS], "yes") == 0;
    language->knowns = CVN_ARENA_ARRAY(languages->arena, cvn_knowns, 1);
    language->next = languages->first;
    languages->first = language;
    *out = language;
    return CVN_OK;
}

const char *cvn_language_zone(cvn_languages *languages, const cvn_language *language, const cvn_zone *zone, cvn_instant instant)
{
    const char *abbreviation;
    int32_t offset_s = cvn_zone_offset_s(zone, instant.min * 60, NULL, &abbreviation);
    for (const cvn_zone_words *known = language->zone_words; known; known = known->next)
        if (known->zone == zone && known->offset_s == offset_s && strcmp(known->abbreviation, abbreviation) == 0)
            return known->text;
    char *name = cvn_words_zone(language->words, zone, instant), *offset = cvn_words_offset(language->words, offset_s);
    cvn_zone_words *words = CVN_ARENA_ARRAY(languages->arena, cvn_zone_words, 1);
    words->zone = zone;
    words->offset_s = offset_s;
    words->abbreviation = cvn_arena_strdup(languages->arena, abbreviation);
    bool alike = strcmp(name, offset) == 0;
    words->text = alike ? cvn_arena_strdup(languages->arena, name)
                        : CVN_SAY(language, languages->arena, JOINED, cvn_arg("first", name), cvn_arg("second", offset));
    free(name);
    free(offset);
    cvn_language *mine = (cvn_language *)language; /* a cache: the language itself is as it was */
    words->next = mine->zone_words;
    mine->zone_words = words;
    return words->text;
}

const char *cvn_language_date(cvn_languages *languages, const cvn_language *language, cvn_date date, bool brief)
{
    return cvn_known_number(language->knowns, languages->arena, language->words, brief ? CVN_KNOWN_DATE_SHORT : CVN_KNOWN_DATE, date.day);
}

const char *cvn_language_weekday(cvn_languages *languages, const cvn_language *language, cvn_date date, bool brief)
{
    return cvn_known_number(language->knowns, languages->arena, language->words, brief ? CVN_KNOWN_WEEKDAY_SHORT : CVN_KNOWN_WEEKDAY, date.day);
}

const char *cvn_language_time(cvn_languages *languages, const cvn_language *language, int32_t minute)
{
    return cvn_known_number(language->knowns, languages->arena, language->words, CVN_KNOWN_TIME, minute);
}

const char *cvn_language_offset(cvn_languages *languages, const cvn_language *language, int32_t offset_s)
{
    return cvn_known_number(language->knowns, languages->arena, language->words, CVN_KNOWN_OFFSET, offset_s);
}

const char *cvn_language_number(cvn_languages *languages, const cvn_language *language, uint32_t number)
{
    assert(number <= INT32_MAX);
    return cvn_known_number(language->knowns, languages->arena, language->words, CVN_KNOWN_NUMBER, (int32_t)number);
}

const char *cvn_language_country(cvn_languages *languages, const cvn_language *language, const char *code)
{
    return cvn_known_country(language->knowns, languages->arena, language->words, code);
}

/* ---- the organizer's own text ---------------------------------------------------------------------------------------------------------- */

/** How near a tag is to the one wanted: 3 the same, 2 one is the other's beginning, 1 the same language, 0 another. */
static int nearness(const char *tag, const char *wanted)
{
    size_t length = strcspn(tag, "-"), here = strlen(tag), there = strlen(wanted);
    if (cvn_text_equal_nocase(tag, wanted))
        return 3;
    if (length != strcspn(wanted, "-") || strncasecmp(tag, wanted, length) != 0)
        return 0;
    return (tag[length] == 0 || wanted[length] == 0) && here != there ? 2 : 1;
}

static uint32_t nearest(const cvn_conference *conference, const char *wanted, int *best)
{
    uint32_t found = 0;
    *best = 0;
    for (uint32_t i = 0; i < conference->text_count; i++) {
        int near = nearness(conference->texts[i].locale, wanted);
        if (near > *best) {
            *best = near;
            found = i;
        }
    }
    return found;
}

const cvn_markdown *cvn_languages_text(cvn_languages *languages, const cvn_conference *conference, const char *wanted, const char **locale)
{
    assert(languages && conference && wanted && locale);
    int near;
    if (conference->text_count == 0)
        return NULL;
    uint32_t i = nearest(conference, wanted, &near);
    if (!near)
        i = nearest(conference, conference->locale, &near);
    if (!languages->texts) {
        languages->texts = CVN_ARENA_ARRAY(languages->arena, cvn_markdown, conference->text_count);
        languages->text_count = conference->text_count;
    }
    assert(languages->text_count == conference->text_count);
    if (!languages->texts[i].html)
        cvn_markdown_read(&languages->texts[i], conference->texts[i].markdown);
    *locale = conference->texts[i].locale;
    return &languages->texts[i];
}

/* ---- saying ---------------------------------------------------------------------------------------------------------------------------- */

static bool is_special(char c)
{
    return c == '{' || c == '}' || c == '\'' || c == '#';
}

/** The text argument that a plain "{name}" stands for; NULL where it is more than that. */
static const char *plain_argument(const char *at, const cvn_word_arg *args, size_t count, size_t *length)
{
    size_t n = 0;
    while (at[1 + n] && at[1 + n] != ',' && at[1 + n] != ' ' && !is_special(at[1 + n]))
        n++;
    *length = n;
    if (at[1 + n] != '}')
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (args[i].text && strncmp(args[i].name, at + 1, *length) == 0 && args[i].name[*length] == 0)
            return args[i].text;
    return NULL;
}

/** Most patterns only name text arguments: those need no ICU, which would read the pattern anew each time. False where one needs it. */
static bool say_quickly(cvn_buffer *out, const char *pattern, const cvn_word_arg *args, size_t count)
{
    for (const char *at = pattern; *at;) {
        size_t plain = 0, length;
        while (at[plain] && !is_special(at[plain]))
            plain++;
        cvn_buffer_add(out, at, plain);
        at += plain;
        if (!*at)
            break;
        const char *text = *at == '{' ? plain_argument(at, args, count, &length) : NULL;
        if (!text)
            return false;
        cvn_buffer_text(out, text);
        at += length + 2;
    }
    return true;
}

const char *cvn_say(const cvn_language *language, cvn_arena *arena, cvn_saying saying, const cvn_word_arg *given, size_t count)
{
    assert(language && arena && saying < CVN_SAYING_COUNT && count <= MOST_ARGS);
    cvn_word_arg args[MOST_ARGS];
    const char *pattern = language->patterns[saying];
    if (language->literal[saying])
        return pattern;
    for (size_t i = 0; i < count; i++) {
        args[i] = given[i];
        args[i].text = given[i].text ? cvn_isolated(arena, given[i].text, language->rtl) : NULL;
    }
    cvn_buffer quick = {0};
    cvn_buffer_reserve(&quick, TYPICAL);
    if (say_quickly(&quick, pattern, args, count)) {
        const char *out = cvn_arena_strdup(arena, quick.text);
        cvn_buffer_free(&quick);
        return out;
    }
    cvn_buffer_free(&quick);
    char *text = cvn_words_message(language->words, pattern, args, count, NULL);
    assert(text); /* each pattern was tried out when its catalogue was read */
    const char *out = cvn_arena_strdup(arena, text ? text : cvn_saying_key(saying));
    free(text);
    return out;
}

const char *cvn_say_plain(const cvn_language *language, cvn_arena *arena, cvn_saying saying)
{
    return cvn_say(language, arena, saying, NULL, 0);
}
