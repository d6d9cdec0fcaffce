/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear probing; never more than half full, so a probe is short. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

typedef struct slot {
    const char *text; /* NULL: empty */
    uint64_t hash;
    uint32_t value;
} slot;

struct cvn_table {
    slot *slots;
    size_t room, count; /* room: a power of two */
    cvn_arena *texts;
};

/* FNV-1a, then a mix, since the low bits choose the slot. */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        hash = (hash ^ *c) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 29;
}

cvn_table *cvn_table_new(void)
{
    cvn_table *table = CVN_NEW(cvn_table);
    table->room = 16;
    table->slots = CVN_NEW_ARRAY(slot, table->room);
    table->texts = cvn_arena_new();
    return table;
}

void cvn_table_free(cvn_table *table)
{
    if (!table)
        return;
    cvn_arena_free(table->texts);
    free(table->slots);
    free(table);
}

static slot *find(const cvn_table *table, const char *text, uint64_t hash)
{
    size_t i = hash & (table->room - 1);
    while (table->slots[i].text && (table->slots[i].hash != hash || strcmp(table->slots[i].text, text) != 0))
        i = (i + 1) & (table->room - 1);
    return &table->slots[i];
}

static void grow(cvn_table *table)
{
    slot *old = table->slots;
    size_t room = table->room;
    table->room *= 2;
    table->slots = CVN_NEW_ARRAY(slot, table->room);
    for (size_t i = 0; i < room; i++)
        if (old[i].text)
            *find(table, old[i].text, old[i].hash) = old[i];
    free(old);
}

bool cvn_table_put(cvn_table *table, const char *text, uint32_t *value)
{
    uint64_t hash = hash_of(text);
    slot *s = find(table, text, hash);
    if (s->text) {
        *value = s->value;
        return false;
    }
    *s = (slot){cvn_arena_strdup(table->texts, text), hash, *value};
    if (++table->count * 2 > table->room)
        grow(table);
    return true;
}

bool cvn_table_get(const cvn_table *table, const char *text, uint32_t *value)
{
    const slot *s = find(table, text, hash_of(text));
    if (!s->text)
        return false;
    *value = s->value;
    return true;
}

size_t cvn_table_count(const cvn_table *table)
{
    return table->count;
}
