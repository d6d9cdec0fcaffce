/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/isolate.h"

#include <string.h>

#define FSI "\xe2\x81\xa8" /* U+2068: as its first letter says, up to */
#define PDI "\xe2\x81\xa9" /* U+2069 */

/** Does it hold a letter that is written from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms)? */
static bool has_rtl(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (at[0] < 0xd6)
            continue;
        if (at[0] <= 0xdf)
            return true; /* U+0580 to U+07FF, and of it only U+0580 to U+058F (Armenian) is not: an isolate too many does no harm */
        if (at[0] == 0xe0 && at[1] >= 0xa0 && at[1] <= 0xa3)
            return true; /* U+0800 to U+08FF */
        if (at[0] == 0xef && at[1] >= 0xac && at[1] <= 0xbb)
            return true; /* U+FB00 to U+FEFF */
    }
    return false;
}

/** Does it hold a letter that is not? Digits alone find their place in either direction. */
static bool has_ltr(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        unsigned char letter = (unsigned char)((*at | 0x20) - 'a');
        if (letter < 26 || (*at >= 0xc3 && (*at < 0xd6 || (*at >= 0xe1 && *at != 0xe2 && *at != 0xef))))
            return true;
    }
    return false;
}

bool cvn_needs_isolate(const char *text, bool rtl)
{
    assert(text);
    if (!(rtl ? has_ltr(text) : has_rtl(text))) /* nearly all are not: asked first */
        return false;
    /* A program that makes links of what looks like one would take the sign behind it for a part of the address. */
    if (strchr(text, '@') || strstr(text, "://"))
        return false;
    /* With one inside, it is made of words of ours, which run the right way, and isolated inside where it has to be. */
    return !strstr(text, FSI);
}

const char *cvn_isolated(cvn_arena *arena, const char *text, bool rtl)
{
    if (!cvn_needs_isolate(text, rtl))
        return text;
    char *out = CVN_ARENA_ARRAY(arena, char, strlen(text) + sizeof FSI PDI);
    stpcpy(stpcpy(stpcpy(out, FSI), text), PDI);
    return out;
}

const char *cvn_without_isolates(cvn_arena *arena, const char *text)
{
    assert(arena && text);
    if (!strstr(text, "\xe2\x81"))
        return text;
    char *out = cvn_arena_strdup(arena, text), *to = out;
    for (const char *at = out; *at;) {
        if (strncmp(at, FSI, 3) == 0 || strncmp(at, PDI, 3) == 0)
            at += 3;
        else
            *to++ = *at++;
    }
    *to = 0;
    return out;
}
