/* SPDX-License-Identifier: Apache-2.0 */
/** What others typed, made fit to stand in a header, a calendar or a page. */
#include "invite/item.h"

#include <string.h>

enum { MOST_ADDRESS = 254, MOST_LOCAL = 64, MOST_LABEL = 63 };

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Runs of allowed characters with one dot between two (RFC 5322, dot-atom). */
static bool is_dotted(const char *text, size_t length, const char *allowed, size_t most)
{
    for (size_t at = 0; at <= length;) {
        size_t run = strspn(text + at, allowed);
        if (run == 0 || run > most || at + run > length)
            return false;
        at += run;
        if (at == length)
            return true;
        if (text[at++] != '.')
            return false;
    }
    return false;
}

bool cvn_address_fits(const char *address)
{
    assert(address);
    const char *at = strrchr(address, '@');
    size_t length = strlen(address);
    if (!at || length > MOST_ADDRESS)
        return false;
    size_t local = (size_t)(at - address), domain = length - local - 1;
    if (!is_dotted(address, local, ALNUM "!#$%&'*+/=?^_`{|}~-", MOST_LOCAL) || !is_dotted(at + 1, domain, ALNUM "-", MOST_LABEL))
        return false;
    return local <= MOST_LOCAL && at[1] != '-' && at[domain] != '-';
}

/** Bytes of a character that has no place on a line of ours; 0 where it may stay. */
static size_t unwanted(const unsigned char *at)
{
    if (*at < 0x20 || *at == 0x7f)
        return 1;
    if (at[0] == 0xc2 && at[1] < 0xa0) /* U+0080 to U+009F */
        return 2;
    if (at[0] == 0xe2 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9 || (at[2] >= 0xaa && at[2] <= 0xae))) /* U+2028 to U+202E */
        return 3;
    if (at[0] == 0xe2 && at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9) /* U+2066 to U+2069 */
        return 3;
    return 0;
}

const char *cvn_one_line(cvn_arena *arena, const char *text)
{
    const unsigned char *look = (const unsigned char *)text;
    while (*look && !unwanted(look))
        look++;
    if (!*look)
        return text;
    size_t length = strlen(text), n = 0;
    char *out = CVN_ARENA_ARRAY(arena, char, length + 1);
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        size_t skip = unwanted(at);
        if (skip)
            out[n++] = ' ';
        else
            out[n++] = (char)*at;
        at += skip ? skip : 1;
    }
    out[n] = 0;
    return out;
}
