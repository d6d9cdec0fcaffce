/* SPDX-License-Identifier: Apache-2.0 */
/** An item as text: what is compared, and what is kept so that it can be taken back when everything else about it is gone. */
#include "invite/item.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

static const char *const kinds[] = {"session", "series", "plenary", "letter"};

/* ---- what is compared ------------------------------------------------------------------------------------------------------------------ */

static void add_field(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)(text ? text : ""), (gssize)strlen(text ? text : "") + 1);
}

static void add_number(GChecksum *sum, int64_t number)
{
    char text[24], *at = text + sizeof text;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    *--at = 0;
    do
        *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        *--at = '-';
    add_field(sum, at);
}

const char *cvn_item_fingerprint(cvn_arena *arena, const cvn_item *item)
{
    assert(arena && item);
    const char *texts[] = {kinds[item->kind], item->topic, item->link, item->leaders, item->turns, item->guest, item->address, item->letter};
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

    for (size_t i = 0; i < CVN_COUNT(texts); i++)
        add_field(sum, texts[i]);
    add_number(sum, item->tentative);
    add_number(sum, item->ended);
    add_number(sum, item->duration_min);
    add_number(sum, item->whole_days ? item->date.day : -1);
    add_number(sum, item->days);
    for (uint32_t i = 0; i < item->start_count; i++)
        add_number(sum, item->starts[i].min);
    char *out = cvn_arena_strdup(arena, g_checksum_get_string(sum));
    g_checksum_free(sum);
    out[32] = 0;
    return out;
}

/* ---- writing --------------------------------------------------------------------------------------------------------------------------- */

static void add_text(cJSON *object, const char *key, const char *text)
{
    if (text && *text)
        cJSON_AddStringToObject(object, key, text);
}

static void add_when(cJSON *object, const cvn_item *item)
{
    char text[CVN_INSTANT_TEXT];
    if (item->whole_days) {
        cJSON_AddStringToObject(object, "date", cvn_date_text(item->date, text));
        cJSON_AddNumberToObject(object, "days", item->days);
        return;
    }
    if (item->start_count == 0)
        return;
    cJSON *starts = cJSON_AddArrayToObject(object, "starts");
    for (uint32_t i = 0; i < item->start_count; i++)
        cJSON_AddItemToArray(starts, cJSON_CreateString(cvn_instant_text(item->starts[i], text)));
    cJSON_AddNumberToObject(object, "minutes", item->duration_min);
}

const char *cvn_item_payload(cvn_arena *arena, const cvn_item *item)
{
    assert(arena && item);
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "kind", kinds[item->kind]);
    add_text(object, "title", item->title);
    add_text(object, "topic", item->topic);
    add_when(object, item);
    add_text(object, "zone", item->zone);
    if (item->tentative)
        cJSON_AddTrueToObject(object, "tentative");
    if (item->ended)
        cJSON_AddTrueToObject(object, "ended");
    add_text(object, "link", item->link);
    add_text(object, "leaders", item->leaders);
    add_text(object, "turns", item->turns);
    add_text(object, "guest", item->guest);
    add_text(object, "letter", item->letter);
    add_text(object, "address", item->address);
    add_text(object, "name", item->name);
    add_text(object, "locale", item->locale);
    add_text(object, "clock", item->clock);
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    const char *out = cvn_arena_strdup(arena, text);
    cJSON_free(text);
    return out;
}

/* ---- reading back ---------------------------------------------------------------------------------------------------------------------- */

static const char *text_of(cvn_arena *arena, const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? cvn_arena_strdup(arena, text) : "";
}

static int32_t number_of(const cJSON *object, const char *key, int32_t most)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(number) && number->valuedouble >= 0 && number->valuedouble <= most ? (int32_t)number->valuedouble : -1;
}

static bool read_starts(cvn_item *out, cvn_arena *arena, const cJSON *starts)
{
    int count = cJSON_GetArraySize(starts);
    if (count < 1 || count > CVN_MAX_SESSIONS)
        return false;
    cvn_instant *at = CVN_ARENA_ARRAY(arena, cvn_instant, (size_t)count);
    const cJSON *start;
    cJSON_ArrayForEach(start, starts)
    {
        const char *text = cJSON_GetStringValue(start);
        if (!text || !cvn_instant_parse(text, &at[out->start_count]))
            return false;
        out->start_count++;
    }
    out->starts = at;
    return true;
}

static bool read_when(cvn_item *out, cvn_arena *arena, const cJSON *object)
{
    const char *date = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "date"));
    const cJSON *starts = cJSON_GetObjectItemCaseSensitive(object, "starts");
    if (date) {
        out->whole_days = true;
        out->days = number_of(object, "days", CVN_MAX_PLENARY_DAYS);
        return cvn_date_parse(date, &out->date) && out->days > 0;
    }
    if (!starts)
        return out->kind == CVN_ITEM_LETTER;
    out->duration_min = number_of(object, "minutes", INT32_MAX);
    return out->duration_min >= 0 && read_starts(out, arena, starts);
}

static bool read_object(cvn_item *out, cvn_arena *arena, const cJSON *object)
{
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "kind"));
    size_t k = 0;
    while (kind && k < CVN_COUNT(kinds) && strcmp(kind, kinds[k]) != 0)
        k++;
    if (!kind || k == CVN_COUNT(kinds))
        return false;
    *out = (cvn_item){.kind = (cvn_item_kind)k, .key = ""};
    const struct {
        const char **field, *key;
    } fields[] = {{&out->title, "title"},     {&out->topic, "topic"}, {&out->zone, "zone"},     {&out->link, "link"},
                  {&out->leaders, "leaders"}, {&out->turns, "turns"}, {&out->guest, "guest"},   {&out->letter, "letter"},
                  {&out->address, "address"}, {&out->name, "name"},   {&out->locale, "locale"}, {&out->clock, "clock"}};
    for (size_t i = 0; i < CVN_COUNT(fields); i++)
        *fields[i].field = text_of(arena, object, fields[i].key);
    out->tentative = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "tentative"));
    out->ended = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "ended"));
    return read_when(out, arena, object);
}

bool cvn_item_read(cvn_item *out, cvn_arena *arena, const char *payload)
{
    assert(out && arena && payload);
    cJSON *object = cJSON_Parse(payload); /* what we wrote ourselves needs no stricter reading */
    bool fine = cJSON_IsObject(object) && read_object(out, arena, object);
    cJSON_Delete(object);
    return fine;
}

/* ---- time ------------------------------------------------------------------------------------------------------------------------------ */

uint32_t cvn_item_starts(const cvn_item *item)
{
    return item->whole_days ? 1 : item->start_count;
}

uint32_t cvn_item_held(const cvn_conference *conference, const cvn_item *item)
{
    if (item->whole_days)
        return cvn_is_held(conference, cvn_zone_instant(conference->zone, item->date, 0));
    uint32_t held = 0;
    while (held < item->start_count && cvn_is_held(conference, item->starts[held]))
        held++;
    return held;
}

/* ---- for other rooms ------------------------------------------------------------------------------------------------------------------- */

char *cvn_payload_address(const char *payload)
{
    cvn_item item;
    cvn_arena *arena = cvn_arena_new();
    char *out = cvn_item_read(&item, arena, payload) ? cvn_strdup(item.address) : NULL;
    cvn_arena_free(arena);
    return out;
}

char *cvn_payload_title(const char *payload)
{
    cvn_item item;
    cvn_arena *arena = cvn_arena_new();
    char *out = cvn_item_read(&item, arena, payload) ? cvn_strdup(item.title) : NULL;
    cvn_arena_free(arena);
    return out;
}

bool cvn_payload_start(const char *payload, cvn_instant *start)
{
    cvn_item item;
    cvn_arena *arena = cvn_arena_new();
    bool fine = cvn_item_read(&item, arena, payload) && item.start_count > 0;
    if (fine)
        *start = item.starts[0];
    cvn_arena_free(arena);
    return fine;
}
