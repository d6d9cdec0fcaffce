/* SPDX-License-Identifier: Apache-2.0 */
/** What the files that speak to ICU share: one language's formatters, each made when first asked for. */
#ifndef CVN_CLOCK_WORDS_H
#define CVN_CLOCK_WORDS_H

#include "clock/clock.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>

enum {
    CVN_WORDS_DATE,
    CVN_WORDS_DATE_SHORT,
    CVN_WORDS_WEEKDAY,
    CVN_WORDS_WEEKDAY_SHORT,
    CVN_WORDS_TIME,
    CVN_WORDS_MONTH,
    CVN_WORDS_ZONE,
    CVN_WORDS_ZONE_OFFSET,
    CVN_WORDS_FORMATS
};
enum { CVN_WORDS_SMALL = 64 }; /* numbers below it are worded once: sessions, weeks, places */

struct cvn_words {
    char locale[ULOC_FULLNAME_CAPACITY]; /* ICU's id, Gregorian calendar unless the tag asked for another */
    UDateFormat *formats[CVN_WORDS_FORMATS];
    UNumberFormat *number;
    UPluralRules *cardinal, *ordinal;
    UListFormatter *list;
    UDateTimePatternGenerator *skeletons;
    char *numbers[CVN_WORDS_SMALL];       /* as cvn_words_number has them; NULL: not asked for yet */
    char plurals[2][CVN_WORDS_SMALL][16]; /* their categories, cardinal and ordinal; "": not asked for yet */
};

/** UTF-16 of UTF-8, with a 0 behind it; malformed bytes become U+FFFD. *length may be NULL. */
UChar *cvn_utf16_dup(const char *text, int32_t *length);
char *cvn_utf8_dup(const UChar *text, int32_t length);
/** The formatter of one of the kinds above, in UTC. */
UDateFormat *cvn_words_format(cvn_words *words, int kind);
/** Milliseconds since 1970 as a formatter writes them; malloc'd. */
char *cvn_words_format_at(const UDateFormat *format, double at_ms);
/** As cvn_words_number, borrowed from words; NULL where the number is no small one. */
const char *cvn_words_small(cvn_words *words, int64_t number);
/** The language's plural category of a number: "one", "few", "other"; borrowed, from words or out. */
const char *cvn_words_plural(cvn_words *words, int64_t number, bool ordinal, char out[16]);

#endif
