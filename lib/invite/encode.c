/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/encode.h"

#include <string.h>

#include <glib.h>

enum {
    LINE = 76,        /* bytes of a line, without its CRLF */
    ROOM = LINE + 4,  /* for a line and its end */
    MOST_PLAIN = 900, /* bytes of a word that cannot be folded: a line may have 998 */
    TRIPLE = 57       /* bytes that base64 makes 76 characters of */
};

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static const char hex[] = "0123456789ABCDEF";
static const char line_end[] = {'\r', '\n'}, soft_end[] = {'=', '\r', '\n'};

/* ---- bodies ---------------------------------------------------------------------------------------------------------------------------- */

bool cvn_encode_wants_base64(const char *text)
{
    size_t length = strlen(text), foreign = 0, i = 0;
    for (uint64_t eight; i + sizeof eight <= length; i += sizeof eight) {
        memcpy(&eight, text + i, sizeof eight);
        /* The eight high bits, summed in the uppermost byte. */
        foreign += ((eight >> 7 & UINT64_C(0x0101010101010101)) * UINT64_C(0x0101010101010101)) >> 56;
    }
    for (; i < length; i++)
        foreign += (unsigned char)text[i] >= 0x80;
    return foreign * 4 > length;
}

/** Does the byte at a line's begin or end stand in danger: a dot alone, "From ", a space that some server takes off? */
static bool in_danger(const char *at, bool first)
{
    if (first && (*at == '.' || (*at == 'F' && strncmp(at, "From ", 5) == 0)))
        return true;
    return (*at == ' ' || *at == '\t') && (at[1] == '\n' || (at[1] == '\r' && at[2] == '\n') || !at[1]);
}

/** How many of eight bytes are plain, counted from the first: not 0x80 and over, not below the space, not '=', not 0x7f. */
static size_t plain_of_eight(const char *eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t x, equals, deleted;
    memcpy(&x, eight, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    equals = x ^ ones * '=';
    deleted = x ^ ones * 0x7f;
    /* The highest bit of each byte that is not plain; a byte that borrows marks later ones at most. */
    uint64_t marks = (x | (x - ones * ' ') | (equals - ones) | (deleted - ones)) & high;
    return marks ? (size_t)__builtin_ctzll(marks) / 8 : 8;
}

static bool is_plain(char c)
{
    return (unsigned char)c >= ' ' && (unsigned char)c < 0x7f && c != '=';
}

/**
 * Copies the bytes from here on that stand as they are behind others in a line, at most so many: no space that would end one. Returns how many.
 * What it writes behind them, within that, is not kept.
 */
static size_t copy_plain(char *to, size_t most, const char *at, const char *end)
{
    size_t left = (size_t)(end - at), n = 0, plain = 8;
    most = most < left ? most : left;
    for (; plain == 8 && n + 8 <= most; n += plain) {
        memcpy(to + n, at + n, 8);
        plain = plain_of_eight(at + n);
    }
    for (; plain == 8 && n < most && is_plain(at[n]); n++)
        to[n] = at[n];
    while (n > 0 && at[n - 1] == ' ' && (at + n == end || at[n] == '\n' || at[n] == '\r'))
        n--;
    return n;
}

static size_t put_hex(char *to, unsigned char byte)
{
    to[0] = '=';
    to[1] = hex[byte >> 4];
    to[2] = hex[byte & 15];
    return 3;
}

/** Bytes from 0x80 on, as many as the line has room for: a letter of most languages is several of them. Moves *at behind them. */
static size_t put_foreign(char *to, size_t room, const char **at)
{
    size_t n = 0;
    for (; (unsigned char)**at >= 0x80 && n + 3 <= room; ++*at)
        n += put_hex(to + n, (unsigned char)**at);
    return n;
}

/** Ends the line that stands behind what is done, with room for another one. Returns where that begins. */
static char *next_line(cvn_buffer *out, size_t length, const char *ending, size_t bytes)
{
    memcpy(out->text + out->length + length, ending, bytes);
    out->length += length + bytes;
    cvn_buffer_reserve(out, ROOM);
    return out->text + out->length;
}

void cvn_encode_quoted(cvn_buffer *out, const char *text)
{
    assert(out && text);
    const char *end = text + strlen(text);
    size_t n = 0;
    cvn_buffer_reserve(out, ROOM);
    char *line = out->text + out->length;
    for (const char *at = text;;) {
        size_t most = LINE - 1; /* leaves room for the "=" of a soft break */
        size_t run = n > 0 ? copy_plain(line + n, most - n, at, end) : 0;
        n += run;
        at += run;
        if (at == end)
            break;
        if (*at == '\n' || (*at == '\r' && at[1] == '\n')) {
            at += 1 + (*at == '\r');
            line = next_line(out, n, line_end, sizeof line_end);
            n = 0;
            continue;
        }
        bool plain = (is_plain(*at) || *at == '\t') && !in_danger(at, n == 0);
        if (n + (plain ? 1 : 3) > most) {
            line = next_line(out, n, soft_end, sizeof soft_end);
            n = 0;
            plain = (is_plain(*at) || *at == '\t') && !in_danger(at, true);
        }
        if ((unsigned char)*at >= 0x80)
            n += put_foreign(line + n, most - n, &at);
        else if (plain)
            line[n++] = *at++;
        else
            n += put_hex(line + n, (unsigned char)*at++);
    }
    if (n)
        next_line(out, n, soft_end, sizeof soft_end);
    out->text[out->length] = '\0';
}

void cvn_encode_base64(cvn_buffer *out, const void *bytes, size_t length)
{
    const guchar *from = bytes;
    cvn_buffer_reserve(out, (length / TRIPLE + 1) * (LINE + 2));
    for (size_t at = 0; at < length; at += TRIPLE) {
        char line[LINE + 8];
        gint state = 0, save = 0;
        size_t n = g_base64_encode_step(from + at, length - at < TRIPLE ? length - at : TRIPLE, FALSE, line, &state, &save);
        n += g_base64_encode_close(FALSE, line + n, &state, &save);
        memcpy(line + n, line_end, sizeof line_end);
        cvn_buffer_add(out, line, n + 2);
    }
}

/* ---- heads ----------------------------------------------------------------------------------------------------------------------------- */

/** Bytes since the last line break, those of a name in front included. */
static size_t column_of(const cvn_buffer *out, size_t from)
{
    size_t column = out->length - from;
    for (size_t i = out->length; i-- > from;)
        if (out->text[i] == '\n')
            return out->length - i - 1;
    return column;
}

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x7f || (unsigned char)*text < 0x20)
            return false;
    return true;
}

/** Bytes of the UTF-8 character at a place; one where it is none. */
static size_t character(const char *at)
{
    size_t n = 1;
    while (((unsigned char)at[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/** A character in the Q encoding; what a phrase may hold, may stand anywhere (RFC 2047, 5.3). */
static size_t put_q(char *to, const char *at, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = is_control(at[i]) ? ' ' : (unsigned char)at[i];
        if (byte == ' ') {
            to[n++] = '_';
        } else if (byte < 0x80 && strchr(ALNUM "!*+-/", byte)) {
            to[n++] = (char)byte;
        } else {
            to[n++] = '=';
            to[n++] = hex[byte >> 4];
            to[n++] = hex[byte & 15];
        }
    }
    return n;
}

static bool q_is_shorter(const char *text)
{
    size_t q = 0, length = strlen(text);
    for (size_t i = 0; i < length; i++)
        q += (unsigned char)text[i] < 0x80 && (is_control(text[i]) || strchr(ALNUM "!*+-/ ", text[i])) ? 1 : 3;
    return q <= (length + 2) / 3 * 4;
}

/** One encoded word of as many whole characters as the line has room for; returns behind them. */
static const char *put_word(cvn_buffer *out, const char *at, size_t room, bool q)
{
    char text[LINE * 3 + 1];
    size_t n = 0, used = 0;
    while (*at) {
        size_t length = character(at);
        char piece[32 * 3];
        length = length > 32 ? 32 : length; /* only malformed text has such a character */
        size_t more = q ? put_q(piece, at, length) : length;
        size_t after = q ? n + more : (n + more + 2) / 3 * 4;
        if (used && after > room)
            break;
        if (q)
            memcpy(text + n, piece, more);
        for (size_t i = 0; !q && i < length; i++)
            text[n + i] = is_control(at[i]) ? ' ' : at[i];
        n += more;
        at += length;
        used++;
        if (after > room)
            break;
    }
    cvn_buffer_text(out, q ? "=?UTF-8?Q?" : "=?UTF-8?B?");
    if (q) {
        cvn_buffer_add(out, text, n);
    } else {
        char *base64 = g_base64_encode((const guchar *)text, n);
        cvn_buffer_text(out, base64);
        g_free(base64);
    }
    cvn_buffer_text(out, "?=");
    return at;
}

static void put_words(cvn_buffer *out, size_t from, const char *text)
{
    enum { AROUND = 12 }; /* =?UTF-8?B?…?= */
    bool q = q_is_shorter(text);
    for (const char *at = text; *at;) {
        size_t column = column_of(out, from), room = column + AROUND < LINE ? LINE - column - AROUND : 0;
        at = put_word(out, at, room, q);
        if (*at)
            cvn_buffer_text(out, "\r\n ");
    }
}

/** Can ASCII text stand as it is: no word too long to fold, nothing that reads as an encoded word? */
static bool stands_plain(const char *text)
{
    if (!is_ascii(text) || strstr(text, "=?"))
        return false;
    for (size_t run = 0; *text; text++) {
        run = *text == ' ' ? 0 : run + 1;
        if (run > MOST_PLAIN)
            return false;
    }
    return true;
}

/** ASCII words, a line break in front of each that would not fit. */
static void put_plain(cvn_buffer *out, size_t from, const char *text)
{
    size_t column = column_of(out, from);
    for (const char *at = text; *at;) {
        size_t spaces = strspn(at, " "), length = spaces + strcspn(at + spaces, " ");
        bool fold = at > text && spaces && at[spaces] && column + length > LINE;
        if (fold)
            cvn_buffer_text(out, "\r\n");
        cvn_buffer_add(out, at, length);
        column = fold ? length : column + length;
        at += length;
    }
}

void cvn_encode_header(cvn_buffer *out, const char *name, const char *text)
{
    assert(out && name && text);
    size_t from = out->length;
    cvn_buffer_text(out, name);
    cvn_buffer_text(out, ": ");
    if (stands_plain(text))
        put_plain(out, from, text);
    else
        put_words(out, from, text);
    cvn_buffer_text(out, "\r\n");
}

/** A name in quotes where it holds more than words. */
static void put_phrase(cvn_buffer *out, size_t from, const char *display)
{
    if (!is_ascii(display) || strstr(display, "=?") || strlen(display) > MOST_PLAIN / 2) {
        put_words(out, from, display);
        return;
    }
    if (display[strspn(display, ALNUM " !#$%&'*+-/=?^_`{|}~")] == 0 && display[0] != ' ') {
        cvn_buffer_text(out, display);
        return;
    }
    cvn_buffer_char(out, '"');
    for (const char *at = display; *at; at++) {
        if (*at == '"' || *at == '\\')
            cvn_buffer_char(out, '\\');
        cvn_buffer_char(out, *at);
    }
    cvn_buffer_char(out, '"');
}

void cvn_encode_mailbox(cvn_buffer *out, const char *name, const char *display, const char *address)
{
    assert(out && name && display && address);
    size_t from = out->length;
    cvn_buffer_text(out, name);
    cvn_buffer_text(out, ": ");
    if (!*display) {
        cvn_buffer_text(out, address);
    } else {
        put_phrase(out, from, display);
        cvn_buffer_text(out, column_of(out, from) + strlen(address) + 3 > LINE ? "\r\n <" : " <");
        cvn_buffer_text(out, address);
        cvn_buffer_char(out, '>');
    }
    cvn_buffer_text(out, "\r\n");
}
