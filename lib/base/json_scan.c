/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_scan.h"

#include <string.h>

static int peek(const cvn_scan *scan)
{
    return scan->at < scan->length ? (unsigned char)scan->text[scan->at] : -1;
}

static bool fail(cvn_scan *scan, const char *wrong)
{
    if (!scan->wrong)
        scan->wrong = wrong;
    return false;
}

void cvn_scan_space(cvn_scan *scan)
{
    int c;
    while ((c = peek(scan)) == ' ' || c == '\t' || c == '\n' || c == '\r')
        scan->at++;
}

bool cvn_scan_char(cvn_scan *scan, char c)
{
    cvn_scan_space(scan);
    if (peek(scan) != (unsigned char)c)
        return false;
    scan->at++;
    return true;
}

static bool is_hex(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int hex_value(int c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/** Four hex digits behind \u; their value, or -1. */
static int scan_hex(cvn_scan *scan)
{
    int value = 0;
    for (int i = 0; i < 4; i++, scan->at++) {
        if (!is_hex(peek(scan))) {
            fail(scan, "four hexadecimal digits behind \\u");
            return -1;
        }
        value = value * 16 + hex_value(peek(scan));
    }
    return value;
}

static bool scan_unicode(cvn_scan *scan)
{
    int value = scan_hex(scan);
    if (value < 0)
        return false;
    if (value == 0)
        return fail(scan, "no \\u0000: text cannot hold it");
    if (value >= 0xdc00 && value < 0xe000)
        return fail(scan, "the first half of a surrogate pair before its second");
    if (value < 0xd800 || value >= 0xdc00)
        return true;
    if (scan->length - scan->at < 2 || memcmp(scan->text + scan->at, "\\u", 2) != 0)
        return fail(scan, "the second half of a surrogate pair");
    scan->at += 2;
    value = scan_hex(scan);
    return value < 0 ? false : (value >= 0xdc00 && value < 0xe000) || fail(scan, "the second half of a surrogate pair");
}

bool cvn_scan_string(cvn_scan *scan)
{
    if (peek(scan) != '"')
        return fail(scan, "a text in double quotes");
    scan->at++;
    for (;;) {
        int c = peek(scan);
        if (c < 0)
            return fail(scan, "the closing double quote of a text");
        if (c < 0x20)
            return fail(scan, "no raw control character inside a text (write \\n or \\u00xx)");
        scan->at++;
        if (c == '"')
            return true;
        if (c != '\\')
            continue;
        c = peek(scan);
        if (c < 0 || !strchr("\"\\/bfnrtu", c))
            return fail(scan, "one of \" \\ / b f n r t u behind a backslash");
        scan->at++;
        if (c == 'u' && !scan_unicode(scan))
            return false;
    }
}

static bool scan_digits(cvn_scan *scan)
{
    size_t from = scan->at;
    while (peek(scan) >= '0' && peek(scan) <= '9')
        scan->at++;
    return scan->at > from || fail(scan, "a digit");
}

static bool scan_number(cvn_scan *scan)
{
    if (peek(scan) == '-')
        scan->at++;
    if (peek(scan) == '0')
        scan->at++;
    else if (!scan_digits(scan))
        return false;
    if (peek(scan) >= '0' && peek(scan) <= '9')
        return fail(scan, "no digit behind a leading zero");
    if (peek(scan) == '.') {
        scan->at++;
        if (!scan_digits(scan))
            return false;
    }
    if ((peek(scan) | 32) == 'e') {
        scan->at++;
        if (peek(scan) == '+' || peek(scan) == '-')
            scan->at++;
        return scan_digits(scan);
    }
    return true;
}

static bool scan_word(cvn_scan *scan, const char *word)
{
    size_t length = strlen(word);
    if (scan->length - scan->at < length || memcmp(scan->text + scan->at, word, length) != 0)
        return fail(scan, "a value");
    scan->at += length;
    return true;
}

static bool scan_members(cvn_scan *scan, bool object)
{
    const char close = object ? '}' : ']';
    scan->at++;
    if (cvn_scan_char(scan, close))
        return true;
    do {
        cvn_scan_space(scan);
        if (object) {
            if (peek(scan) != '"')
                return fail(scan, "a key in double quotes");
            if (!cvn_scan_string(scan))
                return false;
            if (!cvn_scan_char(scan, ':'))
                return fail(scan, "a colon behind a key");
            cvn_scan_space(scan);
        }
        if (!cvn_scan_value(scan))
            return false;
    } while (cvn_scan_char(scan, ','));
    return cvn_scan_char(scan, close) || fail(scan, object ? "a comma or }" : "a comma or ]");
}

bool cvn_scan_value(cvn_scan *scan)
{
    int c = peek(scan);
    if (c == '{' || c == '[') {
        if (++scan->depth > CVN_JSON_DEPTH)
            return fail(scan, "less nesting (64 levels are the most)");
        bool ok = scan_members(scan, c == '{');
        scan->depth--;
        return ok;
    }
    if (c == '"')
        return cvn_scan_string(scan);
    if (c == '-' || (c >= '0' && c <= '9'))
        return scan_number(scan);
    return scan_word(scan, c == 't' ? "true" : c == 'f' ? "false" : "null");
}
