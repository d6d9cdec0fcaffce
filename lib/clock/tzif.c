/* SPDX-License-Identifier: Apache-2.0 */
/** Reads TZif: a header and a block of 32-bit times, then (from version 2) the same with 64 bits, and a footer. The widest is used. */
#include "clock/tzif.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 44, TYPE_BYTES = 6, MOST_OFFSET_S = 26 * 3600 };
#define MOST_TIME_S (INT64_C(1) << 60) /* zic writes nothing before -2^59; so a time plus an offset never overflows */

typedef struct header {
    char version; /* 0, '2', '3', … */
    size_t ut, standard, leaps, times, types, chars;
} header;

typedef struct input {
    const unsigned char *at;
    size_t left;
    const char *name;
    cvn_error *error;
} input;

static cvn_code bad(const input *in, const char *what)
{
    return cvn_fail(in->error, CVN_E_UNAVAILABLE, "%s: %s; install the time-zone data again (Debian: package tzdata)", in->name, what);
}

/** The next bytes, or NULL where they are not all there. */
static const unsigned char *take(input *in, size_t bytes)
{
    if (in->left < bytes)
        return NULL;
    const unsigned char *at = in->at;
    in->at += bytes;
    in->left -= bytes;
    return at;
}

static uint32_t big32(const unsigned char *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t signed32(const unsigned char *b)
{
    uint32_t value = big32(b);
    return value <= INT32_MAX ? (int64_t)value : (int64_t)value - (INT64_C(1) << 32);
}

static int64_t signed64(const unsigned char *b)
{
    uint64_t value = (uint64_t)big32(b) << 32 | big32(b + 4);
    return value <= INT64_MAX ? (int64_t)value : -(int64_t)(UINT64_MAX - value) - 1;
}

static cvn_code read_header(header *out, input *in)
{
    const unsigned char *b = take(in, HEADER_BYTES);
    if (!b || memcmp(b, "TZif", 4) != 0)
        return bad(in, "not a time-zone file (TZif)");
    *out = (header){(char)b[4], big32(b + 20), big32(b + 24), big32(b + 28), big32(b + 32), big32(b + 36), big32(b + 40)};
    if (out->types > 256 || out->times > CVN_MAX_TZIF_BYTES || out->chars > CVN_MAX_TZIF_BYTES || out->leaps > CVN_MAX_TZIF_BYTES ||
        out->ut > out->types || out->standard > out->types)
        return bad(in, "its header counts more than a time-zone file holds");
    return CVN_OK;
}

/** Bytes of the block behind a header whose times take time_bytes each. */
static size_t block_bytes(const header *h, size_t time_bytes)
{
    return h->times * (time_bytes + 1) + h->types * TYPE_BYTES + h->chars + h->leaps * (time_bytes + 4) + h->standard + h->ut;
}

static cvn_code read_changes(cvn_tzif *out, const header *h, const input *in, const unsigned char *block, size_t time_bytes)
{
    const unsigned char *types = block + h->times * time_bytes;
    out->changes = h->times;
    out->at_s = CVN_NEW_ARRAY(int64_t, h->times);
    out->type = CVN_NEW_ARRAY(uint8_t, h->times);
    for (size_t i = 0; i < h->times; i++) {
        out->at_s[i] = time_bytes == 8 ? signed64(block + i * 8) : signed32(block + i * 4);
        out->type[i] = types[i];
        if (out->at_s[i] < -MOST_TIME_S || out->at_s[i] > MOST_TIME_S || (i > 0 && out->at_s[i] <= out->at_s[i - 1]))
            return bad(in, "its changes are not in order");
        if (types[i] >= h->types)
            return bad(in, "a change is of a type that it does not have");
    }
    return CVN_OK;
}

static cvn_code read_types(cvn_tzif *out, const header *h, const input *in, const unsigned char *b)
{
    out->types = h->types;
    out->kind = CVN_NEW_ARRAY(cvn_tzif_type, h->types);
    out->abbreviations = cvn_alloc(h->chars + 1);
    memcpy(out->abbreviations, b + h->types * TYPE_BYTES, h->chars);
    out->abbreviations[h->chars] = 0;
    for (size_t i = 0; i < h->types; i++, b += TYPE_BYTES) {
        int64_t offset = signed32(b);
        if (offset < -MOST_OFFSET_S || offset > MOST_OFFSET_S || b[4] > 1)
            return bad(in, "an offset from UTC is more than 26 hours, or daylight time is neither 0 nor 1");
        if (b[5] >= h->chars || !memchr(out->abbreviations + b[5], 0, h->chars - b[5]))
            return bad(in, "an abbreviation has no end");
        out->kind[i] = (cvn_tzif_type){(int32_t)offset, b[4], out->abbreviations + b[5]};
    }
    return CVN_OK;
}

static cvn_code read_block(cvn_tzif *out, const header *h, input *in, size_t time_bytes)
{
    if (h->types == 0 || h->chars == 0)
        return bad(in, "it has no kind of local time");
    if (h->leaps > 0)
        return bad(in, "it counts leap seconds, which the system's clock does not (a \"right/\" zone?)");
    const unsigned char *block = take(in, block_bytes(h, time_bytes));
    if (!block)
        return bad(in, "the file is cut off");
    cvn_code code = read_changes(out, h, in, block, time_bytes);
    return code ? code : read_types(out, h, in, block + h->times * (time_bytes + 1));
}

static cvn_code read_footer(cvn_tzif *out, input *in)
{
    if (in->left < 2 || in->at[0] != '\n')
        return bad(in, "its footer is missing");
    const char *text = (const char *)in->at + 1;
    const char *end = memchr(text, '\n', in->left - 1);
    if (!end)
        return bad(in, "its footer has no end");
    if (end == text) /* the file does not say what comes after its last change */
        return CVN_OK;
    out->has_rule = true;
    return cvn_posix_tz_parse(&out->rule, text, (size_t)(end - text)) ? CVN_OK : bad(in, "its footer is no POSIX TZ rule");
}

static cvn_code read_all(cvn_tzif *out, input *in)
{
    header h = {0};
    cvn_code code = read_header(&h, in);
    if (code)
        return code;
    if (h.version == 0)
        return read_block(out, &h, in, 4);
    if (h.version < '2' || h.version > '9')
        return bad(in, "its version is not known");
    if (!take(in, block_bytes(&h, 4)))
        return bad(in, "the file is cut off");
    code = read_header(&h, in);
    if (!code)
        code = read_block(out, &h, in, 8);
    return code ? code : read_footer(out, in);
}

cvn_code cvn_tzif_parse(cvn_tzif *out, const void *bytes, size_t length, const char *name, cvn_error *error)
{
    assert(bytes || length == 0);
    *out = (cvn_tzif){0};
    input in = {bytes, length, name, error};
    cvn_code code = read_all(out, &in);
    if (code)
        cvn_tzif_free(out);
    return code;
}

void cvn_tzif_free(cvn_tzif *tzif)
{
    if (!tzif)
        return;
    free(tzif->at_s);
    free(tzif->type);
    free(tzif->kind);
    free(tzif->abbreviations);
    *tzif = (cvn_tzif){0};
}
