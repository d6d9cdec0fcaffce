/* SPDX-License-Identifier: Apache-2.0 */
/** An allocation file, read strictly. Whether its ids mean anything is asked when it is used with a conference. */
#include "allocation/allocation.h"
#include "allocation/fields.h"

#include <stdlib.h>
#include <string.h>

static const char *const file_keys[] = {"format", "conference", "groups", "unplaced", NULL};
static const char *const group_keys[] = {"id", "type", "sessions", "leaders", "members", "rota", "guests", "link", NULL};
static const char *const guest_keys[] = {"who", "session", NULL};

static const char *need_id(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *key)
{
    const cJSON *value = cvn_fields_need(fields, at, object, key);
    return value ? cvn_fields_text(fields, CVN_AT(at, key), value, 1, CVN_MAX_ID_BYTES) : "";
}

static const char *const *need_ids(cvn_fields *fields, const cvn_at *at, const cJSON *object, const char *key, uint32_t most, uint32_t *count)
{
    const cJSON *value = cvn_fields_need(fields, at, object, key);
    *count = 0;
    return value ? cvn_fields_texts(fields, CVN_AT(at, key), value, most, CVN_MAX_ID_BYTES, count) : NULL;
}

static void read_sessions(cvn_fields *fields, const cvn_at *at, const cJSON *object, cvn_group *group)
{
    const cJSON *value = cvn_fields_need(fields, at, object, "sessions");
    if (!value)
        return;
    const cvn_at *here = CVN_AT(at, "sessions");
    uint32_t count = cvn_fields_array(fields, here, value, CVN_MAX_SESSIONS);
    cvn_instant *out = CVN_ARENA_ARRAY(fields->arena, cvn_instant, count);
    const cJSON *child = count ? value->child : NULL;

    for (uint32_t i = 0; i < count; i++, child = child->next)
        if (!cJSON_IsString(child) || !cvn_instant_parse(child->valuestring, &out[i]))
            cvn_fields_wrong(
                fields, CVN_AT_INDEX(here, i), "a session is a UTC instant in whole minutes, such as \"2027-03-29T16:30:00Z\"%s%.40s%s",
                cJSON_IsString(child) ? ", not \"" : "", cJSON_IsString(child) ? child->valuestring : "", cJSON_IsString(child) ? "\"" : "");
    group->sessions = out;
    group->session_count = count;
}

static void read_rota(cvn_fields *fields, const cvn_at *at, const cJSON *value, cvn_group *group)
{
    group->has_rota = value != NULL;
    if (!value)
        return;
    const cvn_at *here = CVN_AT(at, "rota");
    uint32_t count = cvn_fields_array(fields, here, value, CVN_MAX_SESSIONS);
    cvn_turns *out = CVN_ARENA_ARRAY(fields->arena, cvn_turns, count);
    const cJSON *child = count ? value->child : NULL;

    for (uint32_t i = 0; i < count; i++, child = child->next)
        out[i].who = cvn_fields_texts(fields, CVN_AT_INDEX(here, i), child, CVN_MAX_GROUP_SIZE, CVN_MAX_ID_BYTES, &out[i].count);
    group->rota = out;
    group->rota_count = count;
}

static void read_guests(cvn_fields *fields, const cvn_at *at, const cJSON *value, cvn_group *group)
{
    if (!value)
        return;
    const cvn_at *list = CVN_AT(at, "guests");
    uint32_t count = cvn_fields_array(fields, list, value, CVN_MAX_GROUP_SIZE);
    cvn_guest *out = CVN_ARENA_ARRAY(fields->arena, cvn_guest, count);
    const cJSON *child = count ? value->child : NULL;

    for (uint32_t i = 0; i < count; i++, child = child->next) {
        const cvn_at *here = CVN_AT_INDEX(list, i);
        out[i].who = "";
        if (!cvn_fields_object(fields, here, child))
            continue;
        cvn_fields_known(fields, here, child, guest_keys);
        out[i].who = need_id(fields, here, child, "who");
        const cJSON *session = cvn_fields_need(fields, here, child, "session");
        /* a number that no session has is for the check to find, with the group's sessions at hand */
        if (session)
            out[i].session = (uint32_t)cvn_fields_int(fields, CVN_AT(here, "session"), session, 0, UINT32_MAX);
    }
    group->guests = out;
    group->guest_count = count;
}

static void read_group(cvn_fields *fields, const cvn_at *at, const cJSON *object, cvn_group *group)
{
    group->id = group->type = "";
    if (!cvn_fields_object(fields, at, object))
        return;
    cvn_fields_known(fields, at, object, group_keys);
    group->id = need_id(fields, at, object, "id");
    group->type = need_id(fields, at, object, "type");
    read_sessions(fields, at, object, group);
    group->leaders = need_ids(fields, at, object, "leaders", CVN_MAX_GROUP_SIZE, &group->leader_count);
    group->members = need_ids(fields, at, object, "members", CVN_MAX_GROUP_SIZE, &group->member_count);
    read_rota(fields, at, cJSON_GetObjectItemCaseSensitive(object, "rota"), group);
    read_guests(fields, at, cJSON_GetObjectItemCaseSensitive(object, "guests"), group);
    const cJSON *link = cJSON_GetObjectItemCaseSensitive(object, "link");
    if (link)
        group->link = cvn_fields_text(fields, CVN_AT(at, "link"), link, 1, CVN_MAX_TEXT_BYTES);
}

static void read_groups(cvn_fields *fields, const cJSON *root, cvn_allocation *out)
{
    const cJSON *value = cvn_fields_need(fields, NULL, root, "groups");
    if (!value)
        return;
    const cvn_at *here = CVN_AT(NULL, "groups");
    uint32_t count = cvn_fields_array(fields, here, value, CVN_MAX_GROUPS);
    cvn_group *groups = CVN_ARENA_ARRAY(fields->arena, cvn_group, count);
    const cJSON *child = count ? value->child : NULL;

    for (uint32_t g = 0; g < count; g++, child = child->next)
        read_group(fields, CVN_AT_INDEX(here, g), child, &groups[g]);
    out->groups = groups;
    out->group_count = count;
}

static void read_file(cvn_fields *fields, const cJSON *root, cvn_allocation *out)
{
    if (!cvn_fields_object(fields, NULL, root))
        return;
    const cJSON *format = cvn_fields_need(fields, NULL, root, "format");
    if (format && (!cJSON_IsString(format) || strcmp(format->valuestring, "allocation/1") != 0)) {
        cvn_fields_wrong(fields, CVN_AT(NULL, "format"), "this must be \"allocation/1\"%s",
                         cJSON_IsString(format) && cvn_text_starts(format->valuestring, "conference/") ? "; is this the conference's own file?"
                                                                                                       : "");
        return; /* some other kind of file: its keys would only bury that */
    }
    cvn_fields_known(fields, NULL, root, file_keys);
    out->conference = need_id(fields, NULL, root, "conference");
    read_groups(fields, root, out);
    out->unplaced = need_ids(fields, NULL, root, "unplaced", CVN_MAX_PEOPLE, &out->unplaced_count);
}

cvn_code cvn_allocation_parse(cvn_allocation **out, const char *text, size_t length, const char *name, cvn_error *error)
{
    assert(out && text && name);
    *out = NULL;
    cJSON *root = NULL;
    cvn_code code = cvn_json_parse(&root, text, length, name, error);
    if (code)
        return code;
    cvn_allocation *allocation = cvn_allocation_new("");
    allocation->path = cvn_arena_strdup(allocation->arena, name);
    cvn_fields fields = {.name = allocation->path, .error = error, .arena = allocation->arena};
    read_file(&fields, root, allocation);
    cJSON_Delete(root);
    if (fields.wrong) {
        cvn_allocation_free(allocation);
        return CVN_E_DATA;
    }
    *out = allocation;
    return CVN_OK;
}

cvn_code cvn_allocation_read(cvn_allocation **out, const char *path, cvn_error *error)
{
    assert(out && path);
    *out = NULL;
    char *text = NULL;
    size_t length = 0;
    cvn_code code = cvn_file_read(&text, &length, path, CVN_MAX_FILE_BYTES, error);
    if (!code)
        code = cvn_allocation_parse(out, text, length, strcmp(path, "-") == 0 ? "standard input" : path, error);
    free(text);
    return code;
}
