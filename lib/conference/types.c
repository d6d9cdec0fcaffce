/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>

/** most is least or more, else a message at the key of most. */
static void check_order(cvn_reader *reader, const cvn_spot *object, const char *low_key, uint32_t low, const char *high_key, uint32_t high)
{
    cvn_spot spot = cvn_spot_key(object, high_key);
    if (high < low)
        cvn_spot_fail(reader, &spot, "%" PRIu32 " is less than %s, %" PRIu32, high, low_key, low);
}

static void read_size(cvn_reader *reader, const cvn_spot *type, cvn_type *out)
{
    static const char *const keys[] = {"min", "ideal", "max", "keep", NULL};
    cvn_spot size;
    if (!cvn_read_key(reader, type, "size", CVN_REQUIRED, &size) || !cvn_read_object(reader, &size, keys))
        return;
    bool least = cvn_read_count(reader, &size, "min", CVN_REQUIRED, 1, CVN_MAX_GROUP_SIZE, &out->size_min);
    bool ideal = cvn_read_count(reader, &size, "ideal", CVN_REQUIRED, 1, CVN_MAX_GROUP_SIZE, &out->size_ideal);
    bool most = cvn_read_count(reader, &size, "max", CVN_REQUIRED, 1, CVN_MAX_GROUP_SIZE, &out->size_max);
    out->size_keep = out->size_min;
    bool keep = cvn_read_count(reader, &size, "keep", CVN_OPTIONAL, 1, CVN_MAX_GROUP_SIZE, &out->size_keep);
    if (least && ideal)
        check_order(reader, &size, "min", out->size_min, "ideal", out->size_ideal);
    if (ideal && most)
        check_order(reader, &size, "ideal", out->size_ideal, "max", out->size_max);
    else if (least && most)
        check_order(reader, &size, "min", out->size_min, "max", out->size_max);
    cvn_spot spot = cvn_spot_key(&size, "keep");
    if (least && keep && out->size_keep > out->size_min)
        cvn_spot_fail(reader, &spot, "%" PRIu32 " is more than min, %" PRIu32 ": keep is what a group of the baseline may shrink to",
                      out->size_keep, out->size_min);
}

static void read_leaders(cvn_reader *reader, const cvn_spot *type, cvn_type *out)
{
    static const char *const keys[] = {"min", "max", "attend", NULL};
    const cvn_conference *c = reader->conference;
    cvn_spot leaders;
    out->leaders_attend = CVN_NO_LIMIT;
    if (!cvn_read_key(reader, type, "leaders", CVN_OPTIONAL, &leaders) || !cvn_read_object(reader, &leaders, keys))
        return;
    out->has_leaders = true;
    bool least = cvn_read_count(reader, &leaders, "min", CVN_REQUIRED, 0, CVN_MAX_GROUP_SIZE, &out->leaders_min);
    bool most = cvn_read_count(reader, &leaders, "max", CVN_REQUIRED, 0, CVN_MAX_GROUP_SIZE, &out->leaders_max);
    if (least && most)
        check_order(reader, &leaders, "min", out->leaders_min, "max", out->leaders_max);
    uint32_t sessions = c->pattern == CVN_PATTERN_OFFERED || c->count == 0 ? CVN_MAX_SESSIONS : c->count;
    cvn_read_count(reader, &leaders, "attend", CVN_OPTIONAL, 0, sessions, &out->leaders_attend);
}

static void read_rota(cvn_reader *reader, const cvn_spot *type, cvn_type *out)
{
    static const char *const keys[] = {"per_session", "among", "where", NULL};
    cvn_spot rota;
    out->rota_among = CVN_AMONG_MEMBERS;
    if (!cvn_read_key(reader, type, "rota", CVN_OPTIONAL, &rota) || !cvn_read_object(reader, &rota, keys))
        return;
    out->has_rota = true;
    cvn_read_count(reader, &rota, "per_session", CVN_REQUIRED, 1, CVN_MAX_GROUP_SIZE, &out->rota_per_session);
    cvn_read_among(reader, &rota, "among", &out->rota_among);
    cvn_read_where(reader, &rota, CVN_OPTIONAL, &out->rota_where);
}

static void read_type(cvn_reader *reader, const cvn_spot *type, cvn_type *out)
{
    static const char *const keys[] = {"id", "title", "size", "leaders", "rota", "max_groups", NULL};
    if (!cvn_read_object(reader, type, keys))
        return;
    uint32_t index = (uint32_t)type->index;
    if (cvn_keep_text(reader, type, "id", CVN_REQUIRED, cvn_wrong_id, &out->id) &&
        !cvn_table_put(reader->conference->type_index, out->id, &index)) {
        cvn_spot spot = cvn_spot_key(type, "id");
        cvn_spot_fail(reader, &spot, "%s is the id of group type %" PRIu32 " too (counted from 0): expected another one",
                      cvn_quoted(reader, out->id), index);
    }
    out->title = out->id;
    cvn_keep_text(reader, type, "title", CVN_OPTIONAL, cvn_wrong_title, &out->title);
    read_size(reader, type, out);
    read_leaders(reader, type, out);
    read_rota(reader, type, out);
    out->max_groups = CVN_NO_LIMIT;
    cvn_read_count(reader, type, "max_groups", CVN_OPTIONAL, 0, CVN_MAX_GROUPS, &out->max_groups);
}

void cvn_read_types(cvn_reader *reader, const cvn_spot *list)
{
    cvn_conference *c = reader->conference;
    cvn_type *types = CVN_ARENA_ARRAY(reader->arena, cvn_type, (size_t)cJSON_GetArraySize(list->value));
    c->types = types;
    CVN_EACH(item, list)
    {
        types[c->type_count].id = "";
        read_type(reader, &item, &types[c->type_count++]);
    }
}
