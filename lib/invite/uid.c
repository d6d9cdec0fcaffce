/* SPDX-License-Identifier: Apache-2.0 */
#include "invite/item.h"

#include <string.h>

#include <glib.h>

/* The name space of our names (RFC 9562, 5.5): drawn once, never changed, or each calendar would hold everything twice. */
static const guchar name_space[16] = {0x6b, 0x1c, 0x4d, 0x0e, 0x52, 0x9f, 0x4a, 0x37, 0x8d, 0x21, 0xe4, 0x5a, 0x93, 0x0c, 0x7f, 0xb8};

enum { UUID_TEXT = 37 };

const char *cvn_uid_of(cvn_arena *arena, const char *conference_id, const char *item_key, const char *person_id)
{
    assert(arena && conference_id && item_key && person_id);
    guint8 d[20];
    gsize length = sizeof d;
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA1);
    g_checksum_update(sum, name_space, sizeof name_space);
    /* With the 0 behind each: no two triples run together into the same bytes. */
    g_checksum_update(sum, (const guchar *)conference_id, (gssize)strlen(conference_id) + 1);
    g_checksum_update(sum, (const guchar *)item_key, (gssize)strlen(item_key) + 1);
    g_checksum_update(sum, (const guchar *)person_id, (gssize)strlen(person_id) + 1);
    g_checksum_get_digest(sum, d, &length);
    g_checksum_free(sum);
    d[6] = (guint8)((d[6] & 0x0f) | 0x50);
    d[8] = (guint8)((d[8] & 0x3f) | 0x80);
    char *out = CVN_ARENA_ARRAY(arena, char, UUID_TEXT), *to = out;
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *to++ = '-';
        *to++ = "0123456789abcdef"[d[i] >> 4];
        *to++ = "0123456789abcdef"[d[i] & 15];
    }
    *to = 0;
    return out;
}

#define FORMER "former/"

const char *cvn_former_key(cvn_arena *arena, const char *item_key, const char *address)
{
    assert(arena && item_key && address);
    char *lower = g_ascii_strdown(address, -1);
    const char *out = cvn_arena_printf(arena, FORMER "%s %s", item_key, lower);
    g_free(lower);
    return out;
}

bool cvn_is_former(const char *item_key)
{
    return cvn_text_starts(item_key, FORMER);
}

const char *cvn_message_id_of(cvn_arena *arena, const char *uid, uint32_t sequence, cvn_message_kind kind, const char *sender)
{
    const char *at = strrchr(sender, '@');
    assert(at);
    return cvn_arena_printf(arena, "%s.%u.%s%s", uid, sequence, cvn_message_kind_name(kind), at);
}
