/* SPDX-License-Identifier: Apache-2.0 */
/** Dates, times and lists in a person's language, by ICU. Every formatter runs in UTC on a civil time that was computed here. */
#include "clock/words.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define DAY_MS    86400000.0
#define MINUTE_MS 60000.0

/* ---- text ------------------------------------------------------------------------------------------------------------------------------ */

UChar *cvn_utf16_dup(const char *text, int32_t *length)
{
    size_t bytes = strlen(text);
    assert(bytes < INT32_MAX / 2);
    int32_t written = 0;
    UChar *out = CVN_NEW_ARRAY(UChar, bytes + 1); /* no UTF-8 takes fewer bytes than UTF-16 takes units */
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(out, (int32_t)bytes + 1, &written, text, (int32_t)bytes, 0xfffd, NULL, &status);
    assert(U_SUCCESS(status));
    if (length)
        *length = written;
    return out;
}

char *cvn_utf8_dup(const UChar *text, int32_t length)
{
    int32_t written = 0;
    char *out = cvn_alloc((size_t)length * 3 + 1);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(out, length * 3 + 1, &written, text, length, 0xfffd, NULL, &status);
    assert(U_SUCCESS(status));
    return out;
}

/* ---- a language ------------------------------------------------------------------------------------------------------------------------ */

static bool has_language(const char *locale)
{
    char wanted[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = uloc_getLanguage(locale, wanted, sizeof wanted, &status);
    if (U_FAILURE(status) || length <= 0)
        return false;
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        const char *have = uloc_getAvailable(i); /* "da", "pt_BR": the language comes first, as it is written */
        if (strncmp(wanted, have, (size_t)length) == 0 && (have[length] == 0 || have[length] == '_'))
            return true;
    }
    return false;
}

cvn_words *cvn_words_new(const char *locale)
{
    cvn_words *words = CVN_NEW(cvn_words);
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed = 0;
    const int32_t room = (int32_t)sizeof words->locale;
    int32_t length = uloc_forLanguageTag(locale ? locale : "", words->locale, room, &parsed, &status);
    /* A language that ICU lacks would otherwise fall back to what the environment's LANG happens to say. */
    if (U_FAILURE(status) || length <= 0 || length >= room || !has_language(words->locale))
        memcpy(words->locale, "en", sizeof "en");
    /* One calendar for all: invitations name Gregorian dates, and so do the calendars that receive them. */
    char calendar[ULOC_KEYWORDS_CAPACITY];
    status = U_ZERO_ERROR;
    if (uloc_getKeywordValue(words->locale, "calendar", calendar, sizeof calendar, &status) <= 0) {
        status = U_ZERO_ERROR;
        uloc_setKeywordValue("calendar", "gregorian", words->locale, room, &status);
    }
    return words;
}

void cvn_words_free(cvn_words *words)
{
    if (!words)
        return;
    for (int i = 0; i < CVN_WORDS_FORMATS; i++)
        udat_close(words->formats[i]);
    unum_close(words->number);
    uplrules_close(words->cardinal);
    uplrules_close(words->ordinal);
    ulistfmt_close(words->list);
    udatpg_close(words->skeletons);
    for (int i = 0; i < CVN_WORDS_SMALL; i++)
        free(words->numbers[i]);
    free(words);
}

/** The language's own order of the fields that a skeleton names. */
static UDateFormat *from_skeleton(cvn_words *words, const UChar *skeleton)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar pattern[128];
    if (!words->skeletons) /* takes ICU longer than all formatters of the language */
        words->skeletons = udatpg_open(words->locale, &status);
    int32_t length = udatpg_getBestPattern(words->skeletons, skeleton, -1, pattern, CVN_COUNT(pattern), &status);
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, words->locale, u"UTC", -1, pattern, length, &status);
    assert(U_SUCCESS(status) && format);
    return format;
}

static UDateFormat *open_format(cvn_words *words, int kind)
{
    UErrorCode status = U_ZERO_ERROR;
    switch (kind) {
    case CVN_WORDS_DATE: return udat_open(UDAT_NONE, UDAT_FULL, words->locale, u"UTC", -1, NULL, 0, &status);
    case CVN_WORDS_DATE_SHORT: return from_skeleton(words, u"yMMMEd");
    case CVN_WORDS_WEEKDAY: return udat_open(UDAT_PATTERN, UDAT_PATTERN, words->locale, u"UTC", -1, u"EEEE", -1, &status);
    case CVN_WORDS_WEEKDAY_SHORT: return udat_open(UDAT_PATTERN, UDAT_PATTERN, words->locale, u"UTC", -1, u"EEE", -1, &status);
    case CVN_WORDS_TIME: return from_skeleton(words, u"jmm");
    case CVN_WORDS_MONTH: return from_skeleton(words, u"yMMMM");
    case CVN_WORDS_ZONE: return udat_open(UDAT_PATTERN, UDAT_PATTERN, words->locale, u"UTC", -1, u"zzzz", -1, &status);
    default: return udat_open(UDAT_PATTERN, UDAT_PATTERN, words->locale, u"UTC", -1, u"OOOO", -1, &status);
    }
}

UDateFormat *cvn_words_format(cvn_words *words, int kind)
{
    if (!words->formats[kind])
        words->formats[kind] = open_format(words, kind);
    assert(words->formats[kind]);
    return words->formats[kind];
}

char *cvn_words_format_at(const UDateFormat *format, double at_ms)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[256];
    int32_t length = udat_format(format, at_ms, text, CVN_COUNT(text), NULL, &status);
    assert(U_SUCCESS(status) && length < (int32_t)CVN_COUNT(text));
    return cvn_utf8_dup(text, length);
}

/* ---- dates and times ------------------------------------------------------------------------------------------------------------------- */

char *cvn_words_date(cvn_words *words, cvn_date date)
{
    return cvn_words_format_at(cvn_words_format(words, CVN_WORDS_DATE), date.day * DAY_MS);
}

char *cvn_words_date_short(cvn_words *words, cvn_date date)
{
    return cvn_words_format_at(cvn_words_format(words, CVN_WORDS_DATE_SHORT), date.day * DAY_MS);
}

char *cvn_words_weekday(cvn_words *words, cvn_date date, bool brief)
{
    return cvn_words_format_at(cvn_words_format(words, brief ? CVN_WORDS_WEEKDAY_SHORT : CVN_WORDS_WEEKDAY), date.day * DAY_MS);
}

char *cvn_words_time(cvn_words *words, int32_t minute)
{
    assert(minute >= 0 && minute <= 1440);
    char *text = cvn_words_format_at(cvn_words_format(words, CVN_WORDS_TIME), minute * MINUTE_MS);
    /* CLDR 42 puts a narrow no-break space before AM and PM, which many mail programs and terminals show as a box. */
    static const char narrow[] = "\xe2\x80\xaf";
    for (char *at = strstr(text, narrow); at; at = strstr(at, narrow)) {
        *at = ' ';
        memmove(at + 1, at + 3, strlen(at + 3) + 1);
    }
    return text;
}

char *cvn_words_month(cvn_words *words, int year, int month)
{
    return cvn_words_format_at(cvn_words_format(words, CVN_WORDS_MONTH), cvn_date_of(year, month, 1).day * DAY_MS);
}

/* ---- numbers --------------------------------------------------------------------------------------------------------------------------- */

char *cvn_words_number(cvn_words *words, int64_t number)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!words->number)
        words->number = unum_open(UNUM_DECIMAL, NULL, 0, words->locale, NULL, &status);
    UChar text[64];
    int32_t length = unum_formatInt64(words->number, number, text, CVN_COUNT(text), NULL, &status);
    assert(U_SUCCESS(status) && length < (int32_t)CVN_COUNT(text));
    return cvn_utf8_dup(text, length);
}

const char *cvn_words_small(cvn_words *words, int64_t number)
{
    if (number < 0 || number >= CVN_WORDS_SMALL)
        return NULL;
    if (!words->numbers[number])
        words->numbers[number] = cvn_words_number(words, number);
    return words->numbers[number];
}

const char *cvn_words_plural(cvn_words *words, int64_t number, bool ordinal, char out[16])
{
    char *known = number >= 0 && number < CVN_WORDS_SMALL ? words->plurals[ordinal][number] : NULL;
    if (known && *known)
        return known;
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules **rules = ordinal ? &words->ordinal : &words->cardinal;
    if (!*rules)
        *rules = uplrules_openForType(words->locale, ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, &status);
    UChar category[16];
    int32_t length = uplrules_select(*rules, (double)number, category, CVN_COUNT(category), &status);
    assert(U_SUCCESS(status) && length < (int32_t)CVN_COUNT(category));
    u_UCharsToChars(category, out, length);
    out[length] = 0;
    if (known)
        memcpy(known, out, (size_t)length + 1);
    return out;
}

/* ---- the rest -------------------------------------------------------------------------------------------------------------------------- */

char *cvn_words_country(cvn_words *words, const char *code)
{
    char locale[16] = "und_";
    if (strlen(code) < 2 || strlen(code) > 3)
        return cvn_strdup(code);
    memcpy(locale + 4, code, strlen(code) + 1);
    UErrorCode status = U_ZERO_ERROR;
    UChar text[128];
    int32_t length = uloc_getDisplayCountry(locale, words->locale, text, CVN_COUNT(text), &status);
    if (U_FAILURE(status) || length <= 0 || length > (int32_t)CVN_COUNT(text))
        return cvn_strdup(code);
    return cvn_utf8_dup(text, length);
}

char *cvn_words_offset(cvn_words *words, int32_t offset_s)
{
    (void)words; /* one form for all languages, so that it can be compared with a calendar's */
    int seconds = offset_s < 0 ? -offset_s : offset_s;
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "UTC");
    if (seconds > 0)
        cvn_buffer_printf(&out, "%s%d", offset_s < 0 ? "\xe2\x88\x92" : "+", seconds / 3600); /* U+2212 */
    if (seconds % 3600)
        cvn_buffer_printf(&out, ":%02d", seconds / 60 % 60);
    if (seconds % 60)
        cvn_buffer_printf(&out, ":%02d", seconds % 60);
    return cvn_buffer_take(&out);
}

char *cvn_words_list(cvn_words *words, const char *const *items, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    const UChar **texts = CVN_NEW_ARRAY(const UChar *, count);
    int32_t *lengths = CVN_NEW_ARRAY(int32_t, count);
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += strlen(items[i]) + 1;
    size_t room = bytes + count * 32; /* more than any language's "and" */
    UChar *all = CVN_NEW_ARRAY(UChar, bytes + room), *text = all + bytes, *at = all;
    for (size_t i = 0; i < count; i++) {
        texts[i] = at;
        u_strFromUTF8WithSub(at, (int32_t)strlen(items[i]) + 1, &lengths[i], items[i], -1, 0xfffd, NULL, &status);
        at += lengths[i] + 1;
    }
    if (!words->list)
        words->list = ulistfmt_open(words->locale, &status);
    int32_t length = count ? ulistfmt_format(words->list, texts, lengths, (int32_t)count, text, (int32_t)room, &status) : 0;
    assert(U_SUCCESS(status));
    char *out = cvn_utf8_dup(text, length);
    free(texts);
    free(lengths);
    free(all);
    return out;
}

bool cvn_words_rtl(const cvn_words *words)
{
    return uloc_isRightToLeft(words->locale);
}
