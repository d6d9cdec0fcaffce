/* SPDX-License-Identifier: Apache-2.0 */
/** The file of an allocation: keys in one order, one list a line, so that two files can be compared by eye and by diff. */
#include "allocation/allocation.h"

#include <stdlib.h>
#include <string.h>

static void put_text(cvn_buffer *out, const char *text)
{
    cJSON *value = cJSON_CreateStringReference(text);
    char *json = value ? cJSON_PrintUnformatted(value) : NULL;
    cvn_buffer_text(out, json ? json : "\"\"");
    cJSON_free(json);
    cJSON_Delete(value);
}

static void put_texts(cvn_buffer *out, const char *const *texts, uint32_t count)
{
    cvn_buffer_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            cvn_buffer_text(out, ", ");
        put_text(out, texts[i]);
    }
    cvn_buffer_char(out, ']');
}

static void put_key(cvn_buffer *out, const char *key)
{
    cvn_buffer_printf(out, ",\n      \"%s\": ", key);
}

static void put_sessions(cvn_buffer *out, const cvn_group *group)
{
    char instant[CVN_INSTANT_TEXT];
    put_key(out, "sessions");
    cvn_buffer_char(out, '[');
    for (uint32_t i = 0; i < group->session_count; i++)
        cvn_buffer_printf(out, "%s\"%s\"", i ? ", " : "", cvn_instant_text(group->sessions[i], instant));
    cvn_buffer_char(out, ']');
}

static void put_rota(cvn_buffer *out, const cvn_group *group)
{
    put_key(out, "rota");
    cvn_buffer_char(out, '[');
    for (uint32_t i = 0; i < group->rota_count; i++) {
        if (i)
            cvn_buffer_text(out, ", ");
        put_texts(out, group->rota[i].who, group->rota[i].count);
    }
    cvn_buffer_char(out, ']');
}

static void put_guests(cvn_buffer *out, const cvn_group *group)
{
    put_key(out, "guests");
    cvn_buffer_char(out, '[');
    for (uint32_t i = 0; i < group->guest_count; i++) {
        cvn_buffer_printf(out, "%s{\"who\": ", i ? ", " : "");
        put_text(out, group->guests[i].who);
        cvn_buffer_printf(out, ", \"session\": %u}", group->guests[i].session);
    }
    cvn_buffer_char(out, ']');
}

static void put_group(cvn_buffer *out, const cvn_group *group)
{
    cvn_buffer_text(out, "    {\n      \"id\": ");
    put_text(out, group->id);
    put_key(out, "type");
    put_text(out, group->type);
    put_sessions(out, group);
    put_key(out, "leaders");
    put_texts(out, group->leaders, group->leader_count);
    put_key(out, "members");
    put_texts(out, group->members, group->member_count);
    if (group->has_rota)
        put_rota(out, group);
    if (group->guest_count)
        put_guests(out, group);
    if (group->link) {
        put_key(out, "link");
        put_text(out, group->link);
    }
    cvn_buffer_text(out, "\n    }");
}

static void put_allocation(cvn_buffer *out, const cvn_allocation *allocation)
{
    cvn_buffer_text(out, "{\n  \"format\": \"allocation/1\",\n  \"conference\": ");
    put_text(out, allocation->conference);
    cvn_buffer_text(out, ",\n  \"groups\": [");
    for (uint32_t g = 0; g < allocation->group_count; g++) {
        cvn_buffer_text(out, g ? ",\n" : "\n");
        put_group(out, &allocation->groups[g]);
    }
    cvn_buffer_text(out, allocation->group_count ? "\n  ],\n" : "],\n");
    cvn_buffer_text(out, "  \"unplaced\": ");
    put_texts(out, allocation->unplaced, allocation->unplaced_count);
    cvn_buffer_text(out, "\n}\n");
}

cvn_code cvn_allocation_text(char **out, const cvn_allocation *allocation, cvn_error *error)
{
    assert(out && allocation);
    (void)error;
    cvn_buffer buffer = {0};
    put_allocation(&buffer, allocation);
    *out = cvn_buffer_take(&buffer);
    return CVN_OK;
}

cvn_code cvn_allocation_write(const cvn_allocation *allocation, const char *path, cvn_error *error)
{
    assert(allocation && path);
    cvn_buffer buffer = {0};
    put_allocation(&buffer, allocation);
    cvn_code code = cvn_file_write(path, buffer.text, buffer.length, error);
    cvn_buffer_free(&buffer);
    return code;
}
