/* SPDX-License-Identifier: Apache-2.0 */
/** What every room stands on: errors, memory, text, files, bitsets, seeded random numbers, JSON. No domain word in here. */
#ifndef CVN_BASE_H
#define CVN_BASE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cjson/cJSON.h>

#include "base/limits.h"
#include "convene.h"

#define CVN_COUNT(array)      (sizeof(array) / sizeof((array)[0]))
#define CVN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* ---- errors (error.c) ------------------------------------------------------------------------------------------------------------------ */

/** Adds a message: lower case, no full stop, what and where and what would be right. error may be NULL. Returns code, so that a caller can
 *  write `return cvn_fail(error, CVN_E_DATA, "…")`. Control characters in the message are escaped. */
cvn_code cvn_fail(cvn_error *error, cvn_code code, const char *format, ...) CVN_PRINTF(3, 4);
cvn_code cvn_fail_v(cvn_error *error, cvn_code code, const char *format, va_list args);
/** Appends the messages of one list to another. Returns the code of from. */
cvn_code cvn_error_append(cvn_error *to, const cvn_error *from);

/* ---- memory (memory.c) ----------------------------------------------------------------------------------------------------------------- */

/** As malloc and friends, zeroed, never NULL: where memory cannot be had the process ends with a message (as GLib's do). */
void *cvn_alloc(size_t bytes);
void *cvn_calloc(size_t count, size_t size);
void *cvn_realloc(void *old, size_t count, size_t size);
char *cvn_strdup(const char *text);
char *cvn_strndup(const char *text, size_t length);
#define CVN_NEW(type)              ((type *)cvn_calloc(1, sizeof(type)))
#define CVN_NEW_ARRAY(type, count) ((type *)cvn_calloc((count), sizeof(type)))

/** Memory for what dies together. What it gives is zeroed and aligned to 16 bytes. */
typedef struct cvn_arena cvn_arena;
cvn_arena *cvn_arena_new(void);
void cvn_arena_free(cvn_arena *arena);
/** Empties it and keeps its newest block: for what is made again and again. */
void cvn_arena_reset(cvn_arena *arena);
void *cvn_arena_alloc(cvn_arena *arena, size_t count, size_t size);
char *cvn_arena_strdup(cvn_arena *arena, const char *text);
/** Texts behind one another, up to a NULL: CVN_ARENA_JOIN(arena, "a", b). */
char *cvn_arena_join(cvn_arena *arena, const char *const *texts);
#define CVN_ARENA_JOIN(arena, ...) cvn_arena_join((arena), (const char *const[]){__VA_ARGS__, NULL})
char *cvn_arena_printf(cvn_arena *arena, const char *format, ...) CVN_PRINTF(2, 3);
#define CVN_ARENA_ARRAY(arena, type, count) ((type *)cvn_arena_alloc((arena), (count), sizeof(type)))

/** A growable array: struct { T *at; size_t count, room; }. CVN_PUSH gives an lvalue of a new zeroed element. */
#define CVN_VEC(type)                                                                                                                          \
    struct {                                                                                                                                   \
        type *at;                                                                                                                              \
        size_t count, room;                                                                                                                    \
    }
#define CVN_PUSH(vec)     (*((vec)->at = cvn_vec_grow((vec)->at, &(vec)->count, &(vec)->room, sizeof *(vec)->at), &(vec)->at[(vec)->count - 1]))
#define CVN_VEC_FREE(vec) (free((vec)->at), (vec)->at = NULL, (vec)->count = (vec)->room = 0)
void *cvn_vec_grow(void *at, size_t *count, size_t *room, size_t size);

/* ---- growing text (buffer.c) ----------------------------------------------------------------------------------------------------------- */

/** Bytes with a 0 behind them. Zero-initialised is empty; text is never NULL after the first call. */
typedef struct cvn_buffer {
    char *text;
    size_t length, room;
} cvn_buffer;
/** Room for so many more bytes, so that adding them moves nothing. */
void cvn_buffer_reserve(cvn_buffer *buffer, size_t more);
void cvn_buffer_add(cvn_buffer *buffer, const void *bytes, size_t length);
void cvn_buffer_text(cvn_buffer *buffer, const char *text);
/** Texts behind one another, up to a NULL: CVN_BUFFER_JOIN(buffer, "a", b). */
void cvn_buffer_join(cvn_buffer *buffer, const char *const *texts);
#define CVN_BUFFER_JOIN(buffer, ...) cvn_buffer_join((buffer), (const char *const[]){__VA_ARGS__, NULL})
void cvn_buffer_char(cvn_buffer *buffer, char c);
void cvn_buffer_printf(cvn_buffer *buffer, const char *format, ...) CVN_PRINTF(2, 3);
/** Pads with spaces to a column, counted in terminal cells from the last newline; adds one space where the text is already past it. */
void cvn_buffer_column(cvn_buffer *buffer, size_t column);
/** Takes the text out (never NULL, malloc'd) and leaves the buffer empty. */
char *cvn_buffer_take(cvn_buffer *buffer);
void cvn_buffer_free(cvn_buffer *buffer);

/* ---- text (text.c) --------------------------------------------------------------------------------------------------------------------- */

/** Offset of the first byte that is not UTF-8 (RFC 3629: no surrogates, no overlong forms), or length where all is. */
size_t cvn_utf8_valid(const char *text, size_t length);
/** Terminal cells of UTF-8 text: combining marks take none, East Asian wide characters two. */
size_t cvn_text_width(const char *text);
bool cvn_text_equal(const char *a, const char *b);        /* NULL equals NULL only */
bool cvn_text_equal_nocase(const char *a, const char *b); /* ASCII letters */
bool cvn_text_starts(const char *text, const char *prefix);
/** Edits (insert, delete, replace, swap of neighbours) between two texts, ASCII case ignored; stops counting above most. */
unsigned cvn_text_distance(const char *a, const char *b, unsigned most);
/** A whole decimal number and nothing else; false where it is none or lies outside. */
bool cvn_text_int(const char *text, int64_t least, int64_t most, int64_t *out);

/* ---- files (file.c) -------------------------------------------------------------------------------------------------------------------- */

/** Reads a whole file, "-" standard input, with a 0 behind it. Longer than most bytes: CVN_E_DATA. Messages name the path. */
cvn_code cvn_file_read(char **out, size_t *length, const char *path, int64_t most, cvn_error *error);
/** Writes a whole file or none: temporary file beside it, fsync, rename, fsync of the folder; follows links, keeps the mode. "-": stdout. */
cvn_code cvn_file_write(const char *path, const void *bytes, size_t length, cvn_error *error);
/** The same for what holds people's data: with mode 600, whatever was there. */
cvn_code cvn_file_write_private(const char *path, const void *bytes, size_t length, cvn_error *error);
/** path as it is where absolute, else folder/path. */
char *cvn_path_join(const char *folder, const char *path);
/** The folder of a path: "." where it names none. */
char *cvn_path_folder(const char *path);

/* ---- commands of the user's (command.c) ------------------------------------------------------------------------------------------------- */

/** One line for the shell that is asked for something. It inherits our environment, and complains where we do (standard error). */
typedef struct cvn_command {
    const char *text;               /* for sh -c */
    const char *name;               /* in messages: "the token command" */
    const char *input;              /* on its standard input; NULL: nothing */
    const char *const *environment; /* names and values in turn, then NULL: beside our own; NULL: none */
    size_t most_bytes;              /* that it may print, at least 1 */
    int limit_s;                    /* that it may take */
} cvn_command;
/**
 * Runs it and hears what it prints. *out, of most_bytes + 1 bytes, with a 0 behind *length of them, is the caller's to free; it is what was heard
 * until then where it fails too. CVN_E_UNAVAILABLE, in words that hold nothing of what was printed (it may be a secret).
 */
cvn_code cvn_command_ask(char **out, size_t *length, const cvn_command *command, cvn_error *error);

/* ---- bitsets (bitset.h) ---------------------------------------------------------------------------------------------------------------- */

#define CVN_WORDS(bits) (((size_t)(bits) + 63) / 64)
static inline void cvn_bit_set(uint64_t *set, size_t i)
{
    set[i >> 6] |= UINT64_C(1) << (i & 63);
}
static inline void cvn_bit_clear(uint64_t *set, size_t i)
{
    set[i >> 6] &= ~(UINT64_C(1) << (i & 63));
}
static inline bool cvn_bit(const uint64_t *set, size_t i)
{
    return set[i >> 6] >> (i & 63) & 1;
}
static inline unsigned cvn_bits_word(uint64_t word)
{
    return (unsigned)__builtin_popcountll(word);
}
static inline size_t cvn_bits_count(const uint64_t *set, size_t words)
{
    size_t n = 0;
    for (size_t w = 0; w < words; w++)
        n += cvn_bits_word(set[w]);
    return n;
}
/** The first set bit at from or after, or bits where there is none. */
static inline size_t cvn_bits_next(const uint64_t *set, size_t bits, size_t from)
{
    if (from >= bits)
        return bits;
    size_t w = from >> 6;
    uint64_t word = set[w] & (~UINT64_C(0) << (from & 63));
    while (!word) {
        if (++w >= CVN_WORDS(bits))
            return bits;
        word = set[w];
    }
    size_t i = (w << 6) + (size_t)__builtin_ctzll(word);
    return i < bits ? i : bits;
}

/* ---- random numbers (random.c): xoshiro256**, Blackman and Vigna 2018; seeded through splitmix64 ----------------------------------------- */

typedef struct cvn_random {
    uint64_t s[4];
} cvn_random;
void cvn_random_seed(cvn_random *random, uint64_t seed);
static inline uint64_t cvn_random_next(cvn_random *random)
{
    uint64_t *s = random->s, x = s[1] * 5, out = (x << 7 | x >> 57) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = s[3] << 45 | s[3] >> 19;
    return out;
}
/** A number below n, n > 0, without bias that matters (Lemire 2019, one multiplication). */
static inline uint32_t cvn_random_below(cvn_random *random, uint32_t n)
{
    return (uint32_t)((cvn_random_next(random) >> 32) * n >> 32);
}
/** In [0, 1). */
static inline double cvn_random_unit(cvn_random *random)
{
    return (double)(cvn_random_next(random) >> 11) * 0x1.0p-53;
}

/* ---- hash table from text to a number (table.c) ---------------------------------------------------------------------------------------- */

typedef struct cvn_table cvn_table;
cvn_table *cvn_table_new(void);
void cvn_table_free(cvn_table *table);
/** Puts text → value where text is not there yet and returns true; false, and *value is what stands there, where it is. Copies the text. */
bool cvn_table_put(cvn_table *table, const char *text, uint32_t *value);
bool cvn_table_get(const cvn_table *table, const char *text, uint32_t *value);
size_t cvn_table_count(const cvn_table *table);

/* ---- JSON, by cJSON (json.c) ----------------------------------------------------------------------------------------------------------- */

/**
 * Parses JSON text strictly: UTF-8 (a byte-order mark is skipped), one value and nothing behind it, no key twice in one object, no \u0000.
 * name stands in messages. Syntax errors carry line and column (1-based, column in characters); a key that stands twice its JSON pointer.
 * The caller frees *out with cJSON_Delete.
 */
cvn_code cvn_json_parse(cJSON **out, const char *text, size_t length, const char *name, cvn_error *error);
/** Indented by two spaces, ending in a newline; malloc'd. Arrays of numbers or short texts stand on one line. */
char *cvn_json_print(const cJSON *value);
/** Adds a whole number to an object (exact to 2^53). */
void cvn_json_add_int(cJSON *object, const char *key, int64_t value);
/** Adds text, or null where it is NULL. */
void cvn_json_add_text(cJSON *object, const char *key, const char *text);
/** Byte range [*from, *to) of the value at a JSON pointer (RFC 6901) in valid JSON text; false where there is none. */
bool cvn_json_find(const char *text, size_t length, const char *pointer, size_t *from, size_t *to);
/** Line and column (1-based, in characters) of a byte offset. */
void cvn_text_position(const char *text, size_t offset, size_t *line, size_t *column);

/** The time of a monotonic clock, in seconds. */
double cvn_monotonic_s(void);

#endif
