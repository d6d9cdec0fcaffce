/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/known.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64, LONGEST_CODE = 3 };

void cvn_knowns_free(cvn_knowns *knowns)
{
    free(knowns->at);
    *knowns = (cvn_knowns){0};
}

static uint64_t key_of(cvn_known_kind kind, uint32_t number)
{
    return (uint64_t)(kind + 1) << 32 | number;
}

/** Where the key stands, or would. */
static cvn_known *slot(const cvn_knowns *knowns, uint64_t key)
{
    size_t i = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32);
    while (knowns->at[i & (knowns->room - 1)].key && knowns->at[i & (knowns->room - 1)].key != key)
        i++;
    return &knowns->at[i & (knowns->room - 1)];
}

static const char *look(const cvn_knowns *knowns, uint64_t key)
{
    return knowns->room ? slot(knowns, key)->text : NULL;
}

/** Keeps what ICU allocated in the arena, and remembers it. */
static const char *keep(cvn_knowns *knowns, cvn_arena *arena, uint64_t key, char *text)
{
    if (knowns->count * 2 >= knowns->room) {
        cvn_knowns bigger = {.count = knowns->count, .room = knowns->room ? knowns->room * 2 : FIRST_ROOM};
        bigger.at = CVN_NEW_ARRAY(cvn_known, bigger.room);
        for (size_t i = 0; i < knowns->room; i++)
            if (knowns->at[i].key)
                *slot(&bigger, knowns->at[i].key) = knowns->at[i];
        free(knowns->at);
        *knowns = bigger;
    }
    cvn_known *at = slot(knowns, key);
    *at = (cvn_known){key, cvn_arena_strdup(arena, text)};
    knowns->count++;
    free(text);
    return at->text;
}

const char *cvn_known_number(cvn_knowns *knowns, cvn_arena *arena, cvn_words *words, cvn_known_kind kind, int32_t number)
{
    assert(knowns && arena && words);
    uint64_t key = key_of(kind, (uint32_t)number);
    const char *known = look(knowns, key);
    if (known)
        return known;
    switch (kind) {
    case CVN_KNOWN_DATE: return keep(knowns, arena, key, cvn_words_date(words, (cvn_date){number}));
    case CVN_KNOWN_DATE_SHORT: return keep(knowns, arena, key, cvn_words_date_short(words, (cvn_date){number}));
    case CVN_KNOWN_WEEKDAY: return keep(knowns, arena, key, cvn_words_weekday(words, (cvn_date){number}, false));
    case CVN_KNOWN_WEEKDAY_SHORT: return keep(knowns, arena, key, cvn_words_weekday(words, (cvn_date){number}, true));
    case CVN_KNOWN_TIME: return keep(knowns, arena, key, cvn_words_time(words, number));
    case CVN_KNOWN_OFFSET: return keep(knowns, arena, key, cvn_words_offset(words, number));
    case CVN_KNOWN_NUMBER: return keep(knowns, arena, key, cvn_words_number(words, number));
    case CVN_KNOWN_COUNTRY: break;
    }
    assert(!"countries have a function of their own");
    return "";
}

const char *cvn_known_country(cvn_knowns *knowns, cvn_arena *arena, cvn_words *words, const char *code)
{
    assert(knowns && arena && words && code);
    size_t length = strlen(code);
    if (length > LONGEST_CODE)
        return code;
    uint32_t packed = 0;
    for (size_t i = 0; i < length; i++)
        packed = packed << 8 | (unsigned char)code[i];
    uint64_t key = key_of(CVN_KNOWN_COUNTRY, packed);
    const char *known = look(knowns, key);
    return known ? known : keep(knowns, arena, key, cvn_words_country(words, code));
}
