/* SPDX-License-Identifier: Apache-2.0 */
/** Writes TZif files byte by byte, right ones and wrong ones, for tests. */
#ifndef CVN_TESTS_TZIF_BYTES_H
#define CVN_TESTS_TZIF_BYTES_H

#include "base/base.h"

static inline void put_big(cvn_buffer *out, int64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        cvn_buffer_char(out, (char)((uint64_t)value >> (8 * i)));
}

/** Counts in the file's order: isut, isstd, leap, time, type, char. */
static inline void put_header(cvn_buffer *out, char version, int ut, int standard, int leaps, int times, int types, int chars)
{
    cvn_buffer_text(out, "TZif");
    cvn_buffer_char(out, version);
    for (int i = 0; i < 15; i++)
        cvn_buffer_char(out, 0);
    const int counts[] = {ut, standard, leaps, times, types, chars};
    for (size_t i = 0; i < CVN_COUNT(counts); i++)
        put_big(out, counts[i], 4);
}

static inline void put_type(cvn_buffer *out, int32_t offset_s, int dst, int abbreviation)
{
    put_big(out, offset_s, 4);
    put_big(out, dst, 1);
    put_big(out, abbreviation, 1);
}

/** A version 1 block that holds nothing, as slim files have it. */
static inline void put_empty_block(cvn_buffer *out, char version)
{
    put_header(out, version, 0, 0, 0, 0, 1, 1);
    put_type(out, 0, 0, 0);
    cvn_buffer_char(out, 0);
}

/** Two kinds of time, AAA (+1 h) and BBB (+2 h), and changes to them in turn, in seconds since 1970. */
static inline void put_two_kinds(cvn_buffer *out, char version, int time_bytes, const int64_t *changes, int count)
{
    put_header(out, version, 0, 0, 0, count, 2, 8);
    for (int i = 0; i < count; i++)
        put_big(out, changes[i], time_bytes);
    for (int i = 0; i < count; i++)
        cvn_buffer_char(out, (char)((i + 1) % 2));
    put_type(out, 3600, 0, 0);
    put_type(out, 7200, 1, 4);
    cvn_buffer_add(out, "AAA\0BBB", 8);
}

/** A slim file of that, with a footer ("" where the file does not say). */
static inline cvn_buffer slim_file(const int64_t *changes, int count, const char *footer)
{
    cvn_buffer out = {0};
    put_empty_block(&out, '2');
    put_two_kinds(&out, '2', 8, changes, count);
    cvn_buffer_printf(&out, "\n%s\n", footer);
    return out;
}

#endif
