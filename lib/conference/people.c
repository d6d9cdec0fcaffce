/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void read_roles(cvn_reader *reader, const cvn_spot *person, cvn_participant *out)
{
    cvn_spot roles;
    if (!cvn_read_list(reader, person, "roles", CVN_OPTIONAL, CVN_MAX_VALUES, &roles)) {
        out->member = true;
        return;
    }
    if (!roles.value->child)
        cvn_spot_fail(reader, &roles, "is empty: expected \"member\", \"leader\" or both");
    CVN_EACH(item, &roles)
    {
        const char *role;
        if (!cvn_spot_string(reader, &item, NULL, &role))
            continue;
        bool *field = strcmp(role, "member") == 0 ? &out->member : strcmp(role, "leader") == 0 ? &out->leader : NULL;
        if (!field)
            cvn_spot_fail(reader, &item, "unknown role %s: expected \"member\" or \"leader\"", cvn_quoted(reader, role));
        else if (*field)
            cvn_spot_fail(reader, &item, "%s stands twice: keep one", cvn_quoted(reader, role));
        else
            *field = true;
    }
}

static bool find_type(cvn_reader *reader, const cvn_spot *spot, uint32_t *out)
{
    const cvn_conference *c = reader->conference;
    const char *id;
    if (!cvn_spot_string(reader, spot, cvn_wrong_id, &id))
        return false;
    *out = cvn_conference_type(c, id);
    if (*out != CVN_NO_LIMIT)
        return true;
    const char **names = CVN_NEW_ARRAY(const char *, c->type_count + 1);
    for (uint32_t i = 0; i < c->type_count; i++)
        names[i] = c->types[i].id;
    cvn_spot_fail(reader, spot, "there is no group type %s%s", cvn_quoted(reader, id), cvn_near_names(reader, id, names));
    free(names);
    return false;
}

static void read_types(cvn_reader *reader, const cvn_spot *person, cvn_participant *out)
{
    cvn_spot list;
    if (!cvn_read_list(reader, person, "types", CVN_OPTIONAL, CVN_MAX_TYPES, &list))
        return;
    uint32_t *types = CVN_ARENA_ARRAY(reader->arena, uint32_t, (size_t)cJSON_GetArraySize(list.value));
    CVN_EACH(item, &list)
    {
        uint32_t type, i = 0;
        if (!find_type(reader, &item, &type))
            continue;
        while (i < out->type_count && types[i] != type)
            i++;
        if (i < out->type_count)
            cvn_spot_fail(reader, &item, "%s stands twice: keep one", cvn_shown(reader, item.value));
        else
            types[out->type_count++] = type;
    }
    out->types = types;
}

static int by_attribute(const void *a, const void *b)
{
    uint32_t x = ((const cvn_held_values *)a)->attribute, y = ((const cvn_held_values *)b)->attribute;
    return (x > y) - (x < y);
}

static void read_attributes(cvn_reader *reader, const cvn_spot *person, cvn_participant *out)
{
    cvn_spot attributes;
    if (!cvn_read_key(reader, person, "attributes", CVN_OPTIONAL, &attributes))
        return;
    if (!cJSON_IsObject(attributes.value)) {
        cvn_spot_fail(reader, &attributes, "expected an object such as {\"country\": \"BR\"}, not %s", cvn_shown(reader, attributes.value));
        return;
    }
    int count = cJSON_GetArraySize(attributes.value);
    if (count > CVN_MAX_ATTRIBUTES) {
        cvn_spot_fail(reader, &attributes, "has %d attributes, more than %d, the most of one person", count, CVN_MAX_ATTRIBUTES);
        return;
    }
    cvn_held_values *held = CVN_ARENA_ARRAY(reader->arena, cvn_held_values, (size_t)count);
    CVN_EACH(item, &attributes)
    {
        item.key = item.value->string;
        const char *wrong = cvn_wrong_id(item.key);
        if (wrong)
            cvn_spot_fail(reader, &item, "the attribute's name %s", wrong);
        else
            out->held_count += cvn_read_values(reader, &item, &held[out->held_count]);
    }
    qsort(held, out->held_count, sizeof *held, by_attribute);
    out->held = held;
}

static void read_id(cvn_reader *reader, const cvn_spot *person, cvn_participant *out)
{
    uint32_t index = (uint32_t)person->index;
    if (!cvn_keep_text(reader, person, "id", CVN_REQUIRED, cvn_wrong_id, &out->id) ||
        cvn_table_put(reader->conference->person_index, out->id, &index))
        return;
    cvn_spot spot = cvn_spot_key(person, "id");
    cvn_spot first = {.above = person->above, .index = index};
    cvn_spot_fail(reader, &spot, "%s is somebody else's id too (%s): expected another one", cvn_quoted(reader, out->id),
                  cvn_spot_text(reader, &first));
}

static void read_person(cvn_reader *reader, const cvn_spot *person, cvn_participant *out)
{
    static const char *const keys[] = {"id",    "name",     "email", "timezone",   "locale",       "status",      "priority",
                                       "roles", "lead_max", "types", "attributes", "availability", "unavailable", NULL};
    static const char *const statuses[] = {[CVN_ACTIVE] = "active", [CVN_WAITING] = "waiting", [CVN_DROPPED] = "dropped", NULL};
    *out = (cvn_participant){.id = "", .name = "", .email = "", .locale = reader->conference->locale, .priority = 1, .lead_max = 1};
    if (!cvn_read_object(reader, person, keys))
        return;
    read_id(reader, person, out);
    cvn_keep_text(reader, person, "name", CVN_OPTIONAL, cvn_wrong_name, &out->name);
    cvn_keep_text(reader, person, "email", CVN_OPTIONAL, cvn_wrong_email, &out->email);
    cvn_read_zone(reader, person, "timezone", &out->zone);
    cvn_keep_text(reader, person, "locale", CVN_OPTIONAL, cvn_wrong_locale, &out->locale);
    int status = CVN_ACTIVE;
    cvn_read_choice(reader, person, "status", CVN_OPTIONAL, statuses, &status);
    out->status = (cvn_status)status;
    cvn_read_count(reader, person, "priority", CVN_OPTIONAL, 1, CVN_MAX_PRIORITY, &out->priority);
    read_roles(reader, person, out);
    cvn_read_count(reader, person, "lead_max", CVN_OPTIONAL, 1, CVN_MAX_GROUPS, &out->lead_max);
    read_types(reader, person, out);
    read_attributes(reader, person, out);
    cvn_read_hours(reader, person, true, &out->available, &out->available_count);
    cvn_read_hours(reader, person, false, &out->unavailable, &out->unavailable_count);
}

void cvn_read_people(cvn_reader *reader, const cvn_spot *list)
{
    cvn_conference *c = reader->conference;
    size_t count = (size_t)cJSON_GetArraySize(list->value);
    if (count > CVN_MAX_PEOPLE) {
        cvn_spot_fail(reader, list, "has %zu participants, more than %d, the most that is read", count, CVN_MAX_PEOPLE);
        return;
    }
    cvn_participant *people = CVN_ARENA_ARRAY(reader->arena, cvn_participant, count);
    c->people = people;
    CVN_EACH(item, list)
    read_person(reader, &item, &people[c->people_count++]);
}
