/* SPDX-License-Identifier: Apache-2.0 */
/** A language that messages are written in: its catalogue and its formatters, made once for each locale. */
#ifndef CVN_INVITE_LANGUAGE_H
#define CVN_INVITE_LANGUAGE_H

#include "conference/conference.h"
#include "invite/catalogue.h"
#include "invite/known.h"
#include "invite/markdown.h"

typedef struct cvn_zone_words cvn_zone_words;
typedef struct cvn_language {
    const char *locale; /* as asked for */
    const char *spoken; /* the locale, or "en" where no catalogue speaks it */
    cvn_words *words;
    bool rtl;
    bool weeks; /* do its readers count ISO weeks? */
    const char *patterns[CVN_SAYING_COUNT];
    bool literal[CVN_SAYING_COUNT]; /* does the pattern stand for itself, without arguments and quotes? */
    cvn_zone_words *zone_words;     /* zones named so far: ICU takes long to name one */
    cvn_knowns *knowns;             /* dates, times and countries likewise */
    struct cvn_language *next;
} cvn_language;

typedef struct cvn_languages cvn_languages;
cvn_languages *cvn_languages_new(void);
void cvn_languages_free(cvn_languages *languages);
/** The language of a locale; CONVENE_CATALOGUE is read here. Errors: a broken catalogue of that folder. */
cvn_code cvn_languages_get(cvn_languages *languages, const char *locale, const cvn_language **out, cvn_error *error);
/** "Central European Summer Time, UTC+2". */
const char *cvn_language_zone(cvn_languages *languages, const cvn_language *language, const cvn_zone *zone, cvn_instant instant);

/** As cvn_words_date and so on, worded once; they live as long as the languages. */
const char *cvn_language_date(cvn_languages *languages, const cvn_language *language, cvn_date date, bool brief);
const char *cvn_language_weekday(cvn_languages *languages, const cvn_language *language, cvn_date date, bool brief);
const char *cvn_language_time(cvn_languages *languages, const cvn_language *language, int32_t minute);
const char *cvn_language_offset(cvn_languages *languages, const cvn_language *language, int32_t offset_s);
const char *cvn_language_number(cvn_languages *languages, const cvn_language *language, uint32_t number);
const char *cvn_language_country(cvn_languages *languages, const cvn_language *language, const char *code);

/**
 * The organizer's own text for readers of a locale: in that language (another region's rather than none), then in the conference's, then the
 * first; NULL where there is none. *locale: which one it is. Read by cmark once, and kept as long as the languages.
 */
const cvn_markdown *cvn_languages_text(cvn_languages *languages, const cvn_conference *conference, const char *wanted, const char **locale);

static inline cvn_word_arg cvn_arg(const char *name, const char *text)
{
    return (cvn_word_arg){.name = name, .text = text};
}
static inline cvn_word_arg cvn_arg_number(const char *name, int64_t number)
{
    return (cvn_word_arg){.name = name, .number = number};
}

/** Words a saying with its arguments, each isolated where its direction is not the language's. */
const char *cvn_say(const cvn_language *language, cvn_arena *arena, cvn_saying saying, const cvn_word_arg *given, size_t count);
/** One that has no arguments. */
const char *cvn_say_plain(const cvn_language *language, cvn_arena *arena, cvn_saying saying);
#define CVN_SAY(language, arena, name, ...)                                                                                                    \
    cvn_say((language), (arena), CVN_SAY_##name, (const cvn_word_arg[]){__VA_ARGS__},                                                          \
            sizeof((const cvn_word_arg[]){__VA_ARGS__}) / sizeof(cvn_word_arg))

#endif
