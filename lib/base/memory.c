/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

static void *had(void *memory, size_t bytes)
{
    if (!memory) {
        fprintf(stderr, "convene: out of memory (%zu bytes)\n", bytes);
        abort();
    }
    return memory;
}

void *cvn_calloc(size_t count, size_t size)
{
    return had(calloc(count ? count : 1, size ? size : 1), count * size);
}

void *cvn_alloc(size_t bytes)
{
    return cvn_calloc(1, bytes);
}

void *cvn_realloc(void *old, size_t count, size_t size)
{
    assert(size > 0);
    return had(reallocarray(old, count ? count : 1, size), count * size);
}

char *cvn_strndup(const char *text, size_t length)
{
    char *copy = cvn_alloc(length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *cvn_strdup(const char *text)
{
    return cvn_strndup(text, strlen(text));
}

void cvn_free(void *text)
{
    free(text);
}

void *cvn_vec_grow(void *at, size_t *count, size_t *room, size_t size)
{
    if (*count == *room) {
        *room = *room ? *room * 2 : 8;
        at = cvn_realloc(at, *room, size);
    }
    memset((char *)at + *count * size, 0, size);
    ++*count;
    return at;
}

/* ---- arena: a chain of blocks, each twice the last up to a limit ---- */

enum { FIRST_BLOCK = 4096, LAST_BLOCK = 4 << 20, ALIGN = 16 };

typedef struct block {
    struct block *next;
    size_t used, room;
} block;

struct cvn_arena {
    block *blocks;
    size_t next_room;
};

/* Where a block's bytes start, behind its head and aligned. */
#define HEAD ((sizeof(block) + ALIGN - 1) / ALIGN * ALIGN)

cvn_arena *cvn_arena_new(void)
{
    cvn_arena *arena = CVN_NEW(cvn_arena);
    arena->next_room = FIRST_BLOCK;
    return arena;
}

void cvn_arena_free(cvn_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

void cvn_arena_reset(cvn_arena *arena)
{
    block *kept = arena->blocks; /* the newest is the largest, mostly */
    if (!kept)
        return;
    for (block *b = kept->next, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    memset((char *)kept + HEAD, 0, kept->used);
    kept->next = NULL;
    kept->used = 0;
}

void *cvn_arena_alloc(cvn_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        return had(NULL, SIZE_MAX);
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    block *b = arena->blocks;
    if (!b || b->room - b->used < bytes) {
        size_t room = bytes > arena->next_room ? bytes : arena->next_room;
        if (arena->next_room < LAST_BLOCK)
            arena->next_room *= 2;
        b = cvn_alloc(HEAD + room);
        b->room = room;
        b->next = arena->blocks;
        arena->blocks = b;
    }
    void *out = (char *)b + HEAD + b->used;
    b->used += bytes;
    return out;
}

char *cvn_arena_strdup(cvn_arena *arena, const char *text)
{
    size_t bytes = strlen(text) + 1;
    return memcpy(cvn_arena_alloc(arena, bytes, 1), text, bytes);
}

char *cvn_arena_join(cvn_arena *arena, const char *const *texts)
{
    size_t bytes = 1;
    for (size_t i = 0; texts[i]; i++)
        bytes += strlen(texts[i]);
    char *out = cvn_arena_alloc(arena, bytes, 1), *at = out;
    for (; *texts; texts++)
        at = stpcpy(at, *texts);
    return out;
}

char *cvn_arena_printf(cvn_arena *arena, const char *format, ...)
{
    char text[256]; /* nearly all fit, and are formatted once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert(length >= 0);
    char *out = cvn_arena_alloc(arena, (size_t)length + 1, 1);
    if ((size_t)length < sizeof text)
        memcpy(out, text, (size_t)length + 1);
    else
        vsnprintf(out, (size_t)length + 1, format, again);
    va_end(again);
    return out;
}
