/* SPDX-License-Identifier: Apache-2.0 */
/** Near names: another case, a city alone, a Windows name, a letter wrong. */
#include "clock/suggest.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* How far a name is from what was written; smaller is nearer, what a rule of its own says before what letters say. */
enum { EXACT = 0, CITY = 1, PREFIX = 3, LETTERS = 10, FAR = 100, MOST_NAME = 128 };

/** Spaces as IANA writes them. */
static void normalise(char out[MOST_NAME], const char *wanted)
{
    size_t n = 0;
    for (; wanted[n] && n + 1 < MOST_NAME; n++)
        out[n] = (char)(wanted[n] == ' ' ? '_' : wanted[n]);
    out[n] = 0;
}

static const char *city_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

/** "Romance Standard Time" → "Europe/Paris"; false where Windows has no such zone. */
static bool windows(const char *wanted, char out[MOST_NAME])
{
    UChar id[MOST_NAME], iana[MOST_NAME];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;
    u_strFromUTF8(id, MOST_NAME, &length, wanted, -1, &status);
    int32_t found = ucal_getTimeZoneIDForWindowsID(id, length, NULL, iana, MOST_NAME, &status);
    if (U_FAILURE(status) || found <= 0 || found >= MOST_NAME)
        return false;
    u_UCharsToChars(iana, out, found + 1);
    return true;
}

/** "UTC+2", "GMT-3": no place, and IANA's Etc/GMT names count the other way round, so that the nearest name would be hours off. */
static bool is_offset(const char *wanted)
{
    bool zero = strncasecmp(wanted, "UTC", 3) == 0 || strncasecmp(wanted, "GMT", 3) == 0;
    return (zero && strpbrk(wanted, "+-")) || *wanted == '+' || *wanted == '-';
}

/** Edits between two names; a short one is another name altogether where it begins otherwise ("PST" is not "EST"). */
static unsigned edits(const char *a, const char *b, unsigned most)
{
    unsigned count = cvn_text_distance(a, b, most);
    return most < 3 && ((*a ^ *b) & ~0x20) ? most + 1 : count;
}

static unsigned distance(const char *name, const char *wanted, const char *from_windows)
{
    if (cvn_text_equal_nocase(name, wanted) || (from_windows && strcmp(name, from_windows) == 0))
        return EXACT;
    const char *city = city_of(name), *wanted_city = city_of(wanted);
    if (cvn_text_equal_nocase(city, wanted_city))
        return CITY + (strchr(wanted, '/') != NULL); /* the right city on the wrong continent is a little further */
    size_t length = strlen(wanted);
    if (length >= 4 && strlen(city) > length) {
        char *start = cvn_strndup(city, length);
        bool prefix = cvn_text_equal_nocase(start, wanted);
        free(start);
        if (prefix)
            return PREFIX;
    }
    unsigned most = length < 4 ? 1 : length < 8 ? 2 : 3;
    unsigned whole = edits(name, wanted, most);
    unsigned of_city = strchr(name, '/') ? edits(city, wanted_city, most) : whole;
    unsigned least = whole <= of_city ? whole : of_city + (strchr(wanted, '/') != NULL);
    return whole > most && of_city > most ? FAR : LETTERS + least;
}

size_t cvn_suggest(const char *const *names, size_t count, const char *wanted, const char *out[3])
{
    char text[MOST_NAME], iana[MOST_NAME];
    unsigned best[3];
    size_t found = 0;
    if (!*wanted || is_offset(wanted))
        return 0;
    normalise(text, wanted);
    const char *from_windows = windows(wanted, iana) ? iana : NULL;
    for (size_t i = 0; i < count; i++) {
        unsigned d = distance(names[i], text, from_windows);
        if (d >= FAR || (found == 3 && d >= best[2]))
            continue;
        size_t at = found < 3 ? found++ : 2;
        for (; at > 0 && best[at - 1] > d; at--) {
            best[at] = best[at - 1];
            out[at] = out[at - 1];
        }
        best[at] = d;
        out[at] = names[i];
    }
    return found;
}
