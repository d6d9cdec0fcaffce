/* SPDX-License-Identifier: Apache-2.0 */
/* Attribute values and what asks for them (where): text or whole numbers, or lists of them. */
#include "conference/reader.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_attribute(const void *a, const void *b)
{
    return by_number(&((const cvn_held_values *)a)->attribute, &((const cvn_held_values *)b)->attribute);
}

static bool read_value(cvn_reader *reader, const cvn_spot *spot, uint32_t *out)
{
    int64_t number;
    const char *text;
    if (cvn_json_whole(spot->value, &number)) {
        *out = cvn_intern_number(reader->intern, number);
        return true;
    }
    if (!cJSON_IsString(spot->value)) {
        cvn_spot_fail(reader, spot, "expected text or a whole number, not %s", cvn_shown(reader, spot->value));
        return false;
    }
    if (!cvn_spot_string(reader, spot, cvn_wrong_name, &text))
        return false;
    *out = cvn_intern_text(reader->intern, text);
    return true;
}

static uint32_t sorted_once(uint32_t *values, uint32_t count)
{
    if (count < 2)
        return count;
    qsort(values, count, sizeof *values, by_number);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < count; i++)
        if (values[i] != values[i - 1])
            values[kept++] = values[i];
    return kept;
}

bool cvn_read_values(cvn_reader *reader, const cvn_spot *spot, cvn_held_values *out)
{
    const cJSON *value = spot->value;
    if (cJSON_IsNull(value))
        return false;
    int listed = cJSON_IsArray(value) ? cJSON_GetArraySize(value) : 1;
    if (listed > CVN_MAX_VALUES) {
        cvn_spot_fail(reader, spot, "has %d values, more than %d, the most of one attribute", listed, CVN_MAX_VALUES);
        return false;
    }
    uint32_t *values = CVN_ARENA_ARRAY(reader->arena, uint32_t, (size_t)listed), count = 0;
    if (cJSON_IsArray(value)) {
        CVN_EACH(item, spot)
        count += read_value(reader, &item, &values[count]);
    } else {
        count = read_value(reader, spot, values);
    }
    out->attribute = cvn_intern_attribute(reader->intern, spot->key);
    out->count = sorted_once(values, count);
    out->values = values;
    return out->count > 0;
}

bool cvn_read_where(cvn_reader *reader, const cvn_spot *object, cvn_need need, cvn_where *out)
{
    cvn_spot where;
    if (!cvn_read_key(reader, object, "where", need, &where))
        return false;
    if (!cJSON_IsObject(where.value)) {
        cvn_spot_fail(reader, &where, "expected an object such as {\"level\": [\"experienced\", \"recent\"]}, not %s",
                      cvn_shown(reader, where.value));
        return false;
    }
    cvn_held_values *keys = CVN_ARENA_ARRAY(reader->arena, cvn_held_values, (size_t)cJSON_GetArraySize(where.value));
    CVN_EACH(item, &where)
    {
        item.key = item.value->string;
        bool empty = cJSON_IsNull(item.value) || (cJSON_IsArray(item.value) && !item.value->child);
        if (empty)
            cvn_spot_fail(reader, &item, "matches nobody: expected a value, or a list of values any of which matches");
        else
            out->count += cvn_read_values(reader, &item, &keys[out->count]);
    }
    qsort(keys, out->count, sizeof *keys, by_attribute);
    out->keys = keys;
    return true;
}
