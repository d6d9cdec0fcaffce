/* SPDX-License-Identifier: Apache-2.0 */
#include "allocation/fields.h"

#include <math.h>
#include <string.h>

static void pointer_of(cvn_buffer *out, const cvn_at *at)
{
    if (!at)
        return;
    pointer_of(out, at->up);
    cvn_buffer_char(out, '/');
    if (!at->key) {
        cvn_buffer_printf(out, "%zu", at->index);
        return;
    }
    for (const char *c = at->key; *c; c++) { /* RFC 6901, 3 */
        if (*c == '~')
            cvn_buffer_text(out, "~0");
        else if (*c == '/')
            cvn_buffer_text(out, "~1");
        else
            cvn_buffer_char(out, *c);
    }
}

void cvn_fields_wrong(cvn_fields *fields, const cvn_at *at, const char *format, ...)
{
    cvn_buffer pointer = {0};
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    pointer_of(&pointer, at);
    if (pointer.length)
        cvn_fail(fields->error, CVN_E_DATA, "%s: %s: %s", fields->name, pointer.text, text);
    else
        cvn_fail(fields->error, CVN_E_DATA, "%s: %s", fields->name, text);
    fields->wrong = true;
    cvn_buffer_free(&pointer);
}

static const char *nearest(const char *key, const char *const *known)
{
    const char *best = NULL;
    unsigned least = 4; /* further away is another word */

    for (size_t i = 0; known[i]; i++) {
        unsigned distance = cvn_text_distance(key, known[i], least);
        if (distance < least && distance < strlen(key)) {
            least = distance;
            best = known[i];
        }
    }
    return best;
}

static bool is_known(const char *key, const char *const *known)
{
    for (size_t i = 0; known[i]; i++)
        if (strcmp(key, known[i]) == 0)
            return true;
    return false;
}

static void list_keys(cvn_buffer *out, const char *const *known)
{
    for (size_t i = 0; known[i]; i++)
        cvn_buffer_printf(out, "%s%s", i ? ", " : "", known[i]);
}

void cvn_fields_known(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *const *known)
{
    const cJSON *value = NULL;

    cJSON_ArrayForEach(value, object)
    {
        if (is_known(value->string, known))
            continue;
        const char *near = nearest(value->string, known);
        const cvn_at *here = CVN_AT(at, value->string);
        if (near) {
            cvn_fields_wrong(fields, here, "unknown key; did you mean \"%s\"?", near);
            continue;
        }
        cvn_buffer keys = {0};
        list_keys(&keys, known);
        cvn_fields_wrong(fields, here, "unknown key; known here: %s", keys.text);
        cvn_buffer_free(&keys);
    }
}

static const char *kind_of(const cJSON *value)
{
    if (cJSON_IsObject(value))
        return "an object";
    if (cJSON_IsArray(value))
        return "a list";
    if (cJSON_IsString(value))
        return "text";
    if (cJSON_IsNumber(value))
        return "a number";
    if (cJSON_IsBool(value))
        return "true or false";
    return "null";
}

bool cvn_fields_object(cvn_fields *fields, const cvn_at *at, const cJSON *value)
{
    if (cJSON_IsObject(value))
        return true;
    cvn_fields_wrong(fields, at, "this is %s, and must be an object", kind_of(value));
    return false;
}

uint32_t cvn_fields_array(cvn_fields *fields, const cvn_at *at, const cJSON *value, uint32_t most)
{
    if (!cJSON_IsArray(value)) {
        cvn_fields_wrong(fields, at, "this is %s, and must be a list", kind_of(value));
        return 0;
    }
    size_t count = 0;
    for (const cJSON *child = value->child; child; child = child->next)
        count++;
    if (count > most) {
        cvn_fields_wrong(fields, at, "a list of %zu; at most %u can be here", count, most);
        return 0;
    }
    return (uint32_t)count;
}

const char *cvn_fields_text(cvn_fields *fields, const cvn_at *at, const cJSON *value, size_t least, size_t most)
{
    if (!cJSON_IsString(value)) {
        cvn_fields_wrong(fields, at, "this is %s, and must be text", kind_of(value));
        return "";
    }
    size_t length = strlen(value->valuestring);
    if (length < least) {
        cvn_fields_wrong(fields, at, "the text is empty, and must not be");
        return "";
    }
    if (length > most) {
        cvn_fields_wrong(fields, at, "a text of %zu bytes; at most %zu can be here", length, most);
        return "";
    }
    return cvn_arena_strdup(fields->arena, value->valuestring);
}

const char *const *cvn_fields_texts(cvn_fields *fields, const cvn_at *at, const cJSON *value, uint32_t most, size_t most_bytes, uint32_t *count)
{
    *count = cvn_fields_array(fields, at, value, most);
    const char **out = CVN_ARENA_ARRAY(fields->arena, const char *, *count);
    const cJSON *child = *count ? value->child : NULL;

    for (uint32_t i = 0; i < *count; i++, child = child->next)
        out[i] = cvn_fields_text(fields, CVN_AT_INDEX(at, i), child, 1, most_bytes);
    return out;
}

int64_t cvn_fields_int(cvn_fields *fields, const cvn_at *at, const cJSON *value, int64_t least, int64_t most)
{
    if (!cJSON_IsNumber(value)) {
        cvn_fields_wrong(fields, at, "this is %s, and must be a whole number", kind_of(value));
        return least;
    }
    double number = value->valuedouble;
    if (!(number >= (double)least && number <= (double)most) || floor(number) != number) {
        cvn_fields_wrong(fields, at, "%g is no whole number from %lld to %lld", number, (long long)least, (long long)most);
        return least;
    }
    return (int64_t)number;
}

const cJSON *cvn_fields_need(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!value)
        cvn_fields_wrong(fields, at, "the key \"%s\" is missing", key);
    return value;
}
