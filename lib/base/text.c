/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/** Length of the character at c, 0 where it is none (RFC 3629, section 4). */
static size_t character(const unsigned char *c, size_t left)
{
    if (c[0] < 0x80)
        return 1;
    size_t length = c[0] >= 0xc2 && c[0] < 0xe0 ? 2 : c[0] >= 0xe0 && c[0] < 0xf0 ? 3 : c[0] >= 0xf0 && c[0] < 0xf5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xf0 && c[1] < 0x90);
    bool surrogate = c[0] == 0xed && c[1] >= 0xa0;
    bool beyond = c[0] == 0xf4 && c[1] >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

size_t cvn_utf8_valid(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t n = character((const unsigned char *)text + at, length - at);
        if (n == 0)
            return at;
        at += n;
    }
    return length;
}

static size_t cells(UChar32 c)
{
    int8_t kind = u_charType(c);
    if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR || c < 0x20)
        return 0;
    int32_t wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t cvn_text_width(const char *text)
{
    size_t width = 0;
    int32_t i = 0, length = (int32_t)strlen(text);
    while (i < length) {
        if ((unsigned char)text[i] < 0x80) {
            width += (unsigned char)text[i++] >= 0x20;
            continue;
        }
        UChar32 c;
        U8_NEXT(text, i, length, c);
        width += c < 0 ? 1 : cells(c);
    }
    return width;
}

bool cvn_text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool cvn_text_equal_nocase(const char *a, const char *b)
{
    return a == b || (a && b && strcasecmp(a, b) == 0);
}

bool cvn_text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Optimal string alignment, three rows of the table (Damerau 1964). */
unsigned cvn_text_distance(const char *a, const char *b, unsigned most)
{
    size_t m = strlen(a), n = strlen(b);
    if ((m > n ? m - n : n - m) > most)
        return most + 1;
    unsigned *rows = CVN_NEW_ARRAY(unsigned, 3 * (n + 1));
    unsigned *old = rows, *last = rows + n + 1, *row = rows + 2 * (n + 1);
    for (size_t j = 0; j <= n; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
                row[j] = least(row[j], old[j - 2] + 1);
        }
        unsigned *spare = old;
        old = last;
        last = row;
        row = spare;
    }
    unsigned distance = last[n];
    free(rows);
    return least(distance, most + 1);
}

bool cvn_text_int(const char *text, int64_t least_value, int64_t most_value, int64_t *out)
{
    if (!(text[0] >= '0' && text[0] <= '9') && !(text[0] == '-' && text[1] >= '0' && text[1] <= '9'))
        return false;
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || *end || value < least_value || value > most_value)
        return false;
    *out = value;
    return true;
}
