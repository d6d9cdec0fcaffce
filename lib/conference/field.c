/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>
#include <string.h>

bool cvn_read_object(cvn_reader *reader, const cvn_spot *spot, const char *const *keys)
{
    if (!cJSON_IsObject(spot->value)) {
        cvn_spot_fail(reader, spot, "expected an object, not %s", cvn_shown(reader, spot->value));
        return false;
    }
    for (const cJSON *item = spot->value->child; item; item = item->next) {
        size_t i = 0;
        while (keys[i] && strcmp(keys[i], item->string) != 0)
            i++;
        if (keys[i])
            continue;
        cvn_spot unknown = {.above = spot, .key = item->string, .value = item};
        cvn_spot_fail(reader, &unknown, "unknown key %s%s", cvn_quoted(reader, item->string), cvn_near_names(reader, item->string, keys));
    }
    return true;
}

bool cvn_read_key(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_spot *out)
{
    *out = cvn_spot_key(object, key);
    if (!out->value && need == CVN_REQUIRED)
        cvn_spot_fail(reader, out, "is missing");
    return out->value != NULL;
}

bool cvn_json_whole(const cJSON *value, int64_t *out)
{
    const double exact = 9007199254740992.0; /* 2^53 */
    if (!cJSON_IsNumber(value) || !(value->valuedouble >= -exact && value->valuedouble <= exact))
        return false;
    *out = (int64_t)value->valuedouble;
    return (double)*out == value->valuedouble;
}

bool cvn_read_int(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, int64_t least, int64_t most, int64_t *out)
{
    cvn_spot spot;
    if (!cvn_read_key(reader, object, key, need, &spot))
        return false;
    int64_t value;
    if (!cvn_json_whole(spot.value, &value) || value < least || value > most) {
        cvn_spot_fail(reader, &spot, "expected a whole number from %" PRId64 " to %" PRId64 ", not %s", least, most,
                      cvn_shown(reader, spot.value));
        return false;
    }
    *out = value;
    return true;
}

bool cvn_read_count(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, uint32_t least, uint32_t most, uint32_t *out)
{
    int64_t value;
    if (!cvn_read_int(reader, object, key, need, least, most, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

bool cvn_read_bool(cvn_reader *reader, const cvn_spot *object, const char *key, bool *out)
{
    cvn_spot spot;
    if (!cvn_read_key(reader, object, key, CVN_OPTIONAL, &spot))
        return false;
    if (!cJSON_IsBool(spot.value)) {
        cvn_spot_fail(reader, &spot, "expected true or false, not %s", cvn_shown(reader, spot.value));
        return false;
    }
    *out = cJSON_IsTrue(spot.value);
    return true;
}

bool cvn_read_list(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, size_t most, cvn_spot *out)
{
    if (!cvn_read_key(reader, object, key, need, out))
        return false;
    if (!cJSON_IsArray(out->value)) {
        cvn_spot_fail(reader, out, "expected a list, not %s", cvn_shown(reader, out->value));
        return false;
    }
    size_t count = (size_t)cJSON_GetArraySize(out->value);
    if (count > most) {
        cvn_spot_fail(reader, out, "has %zu elements, more than %zu, the most that is read", count, most);
        return false;
    }
    return true;
}

bool cvn_spot_string(cvn_reader *reader, const cvn_spot *spot, cvn_wrong_fn *wrong, const char **out)
{
    if (!cJSON_IsString(spot->value)) {
        cvn_spot_fail(reader, spot, "expected text, not %s", cvn_shown(reader, spot->value));
        return false;
    }
    const char *text = spot->value->valuestring, *what = wrong ? wrong(text) : NULL;
    if (what) {
        cvn_spot_fail(reader, spot, *text ? "%s %s" : "%s%s", *text ? cvn_quoted(reader, text) : "", what);
        return false;
    }
    *out = text;
    return true;
}

bool cvn_read_text(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_wrong_fn *wrong, const char **out)
{
    cvn_spot spot;
    return cvn_read_key(reader, object, key, need, &spot) && cvn_spot_string(reader, &spot, wrong, out);
}

bool cvn_keep_text(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_wrong_fn *wrong, const char **out)
{
    if (!cvn_read_text(reader, object, key, need, wrong, out))
        return false;
    *out = cvn_arena_strdup(reader->arena, *out);
    return true;
}

bool cvn_read_choice(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, const char *const *names, int *out)
{
    cvn_spot spot;
    const char *text;
    if (!cvn_read_key(reader, object, key, need, &spot) || !cvn_spot_string(reader, &spot, NULL, &text))
        return false;
    for (int i = 0; names[i]; i++)
        if (strcmp(names[i], text) == 0) {
            *out = i;
            return true;
        }
    cvn_spot_fail(reader, &spot, "%s is not known here%s", cvn_quoted(reader, text), cvn_near_names(reader, text, names));
    return false;
}

bool cvn_read_among(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_among *out)
{
    static const char *const names[] = {[CVN_AMONG_ALL] = "all", [CVN_AMONG_MEMBERS] = "members", [CVN_AMONG_LEADERS] = "leaders", NULL};
    int choice;
    if (!cvn_read_choice(reader, object, key, CVN_OPTIONAL, names, &choice))
        return false;
    *out = (cvn_among)choice;
    return true;
}

bool cvn_read_date(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, cvn_date *out)
{
    cvn_spot spot;
    const char *text;
    if (!cvn_read_key(reader, object, key, need, &spot) || !cvn_spot_string(reader, &spot, NULL, &text))
        return false;
    if (cvn_date_parse(text, out))
        return true;
    cvn_spot_fail(reader, &spot, "%s is not a date: expected a day that exists, from %d to %d, such as \"2027-03-28\"",
                  cvn_quoted(reader, text), CVN_MIN_YEAR, CVN_MAX_YEAR);
    return false;
}

bool cvn_read_clock(cvn_reader *reader, const cvn_spot *object, const char *key, cvn_need need, bool end, int32_t *out)
{
    cvn_spot spot;
    const char *text;
    if (!cvn_read_key(reader, object, key, need, &spot) || !cvn_spot_string(reader, &spot, NULL, &text))
        return false;
    if (cvn_clock_parse(text, end, out))
        return true;
    cvn_spot_fail(reader, &spot, "%s is not a time of day: expected \"00:00\" to \"%s\", two digits each", cvn_quoted(reader, text),
                  end ? "24:00" : "23:59");
    return false;
}

/** Each name is looked up once, and a wrong one worded each time (as long as there is room for messages). */
static const cvn_zone *zone_of(cvn_reader *reader, const cvn_spot *spot, const char *name)
{
    uint32_t index = (uint32_t)reader->zones.count;
    if (cvn_table_put(reader->zone_index, name, &index)) {
        const cvn_zone *zone = cvn_zones_get(reader->conference->zones, name, "", NULL);
        CVN_PUSH(&reader->zones) = zone;
    }
    const cvn_zone *zone = reader->zones.at[index];
    if (!zone && cvn_error_count(reader->error) < CVN_ERRORS_MAX)
        (void)cvn_zones_get(reader->conference->zones, name, cvn_spot_text(reader, spot), reader->error);
    else if (!zone)
        cvn_spot_fail(reader, spot, "unknown zone");
    return zone;
}

bool cvn_read_zone(cvn_reader *reader, const cvn_spot *object, const char *key, const cvn_zone **out)
{
    cvn_spot spot;
    const char *text;
    if (!cvn_read_key(reader, object, key, CVN_REQUIRED, &spot) || !cvn_spot_string(reader, &spot, NULL, &text))
        return false;
    const cvn_zone *zone = zone_of(reader, &spot, text);
    if (zone)
        *out = zone;
    return zone != NULL;
}
