/* SPDX-License-Identifier: Apache-2.0 */
/* The document as a whole. What needs what decides the order: people name types, rules name people, so those come first. */
#include "conference/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *shown_path(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

bool cvn_path_is_csv(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcasecmp(dot, ".csv") == 0;
}

void cvn_files_free(cvn_files *files)
{
    free(files->path);
    free(files->text);
    free(files->folder);
    free(files->people_path);
    free(files->people_text);
    *files = (cvn_files){0};
}

/* ---- the head of the document ---- */

/** A file of another kind would only give a list of unknown keys: then nothing more is read. */
static bool read_format(cvn_reader *reader, const cvn_spot *root)
{
    const char *format = "conference/1";
    if (!cvn_read_text(reader, root, "format", CVN_REQUIRED, NULL, &format))
        return true;
    if (strcmp(format, "conference/1") == 0)
        return true;
    cvn_spot spot = cvn_spot_key(root, "format");
    cvn_spot_fail(reader, &spot, "%s is not what this program reads here: expected \"conference/1\"", cvn_quoted(reader, format));
    return false;
}

/** An address, or one once {token} is replaced. */
static const char *wrong_reply_to(const char *text)
{
    static const char place[] = "{token}";
    const char *at = strstr(text, place);
    if (!at)
        return cvn_wrong_email(text);
    cvn_buffer filled = {0};
    cvn_buffer_printf(&filled, "%.*s%s%s", (int)(at - text), text, "abcdefghijklmnop", at + strlen(place));
    bool wrong = cvn_wrong_email(filled.text) != NULL || strchr(at, '@') == NULL;
    cvn_buffer_free(&filled);
    return wrong ? "is not an address with {token} (sixteen letters) before the @: expected one such as \"replies+{token}@example.org\"" : NULL;
}

static void read_organizer(cvn_reader *reader, const cvn_spot *root)
{
    static const char *const keys[] = {"name", "email", "reply_to", NULL};
    cvn_conference *c = reader->conference;
    c->organizer_name = c->organizer_email = c->organizer_reply_to = "";
    cvn_spot organizer;
    if (!cvn_read_key(reader, root, "organizer", CVN_OPTIONAL, &organizer) || !cvn_read_object(reader, &organizer, keys))
        return;
    cvn_keep_text(reader, &organizer, "name", CVN_OPTIONAL, cvn_wrong_name, &c->organizer_name);
    cvn_keep_text(reader, &organizer, "email", CVN_REQUIRED, cvn_wrong_email, &c->organizer_email);
    cvn_keep_text(reader, &organizer, "reply_to", CVN_OPTIONAL, wrong_reply_to, &c->organizer_reply_to);
}

static void read_as_of(cvn_reader *reader, const cvn_spot *root)
{
    const char *text;
    if (!cvn_read_text(reader, root, "as_of", CVN_OPTIONAL, NULL, &text))
        return;
    reader->conference->has_as_of = cvn_instant_parse(text, &reader->conference->as_of);
    if (reader->conference->has_as_of)
        return;
    cvn_spot spot = cvn_spot_key(root, "as_of");
    cvn_spot_fail(reader, &spot, "%s is not an instant: expected UTC in whole minutes, such as \"2027-03-28T16:30:00Z\"",
                  cvn_quoted(reader, text));
}

static void read_head(cvn_reader *reader, const cvn_spot *root)
{
    cvn_conference *c = reader->conference;
    c->id = "";
    cvn_keep_text(reader, root, "id", CVN_REQUIRED, cvn_wrong_id, &c->id);
    c->title = c->id;
    cvn_keep_text(reader, root, "title", CVN_OPTIONAL, cvn_wrong_title, &c->title);
    c->locale = "en";
    cvn_keep_text(reader, root, "locale", CVN_OPTIONAL, cvn_wrong_locale, &c->locale);
    cvn_read_zone(reader, root, "timezone", &c->zone);
    read_organizer(reader, root);
    read_as_of(reader, root);
}

/* ---- people, here or in a file of their own ---- */

static void read_csv(cvn_reader *reader, const cvn_files *files, cvn_csv *csv, cJSON **people)
{
    cvn_csv_parse(csv, reader->arena, files->people_text, files->people_length, files->people_path, reader->error);
    if (csv->columns > 0)
        cvn_csv_people(people, csv, reader->error);
    reader->csv = csv;
}

/** Valid JSON with a key that stands twice is still read, so that everything else that is wrong is said in the same run. */
static cvn_code parse_json(cJSON **out, const char *text, size_t length, const char *name, cvn_error *error)
{
    cvn_code code = cvn_json_parse(out, text, length, name, error);
    size_t from, to;
    if (code && cvn_utf8_valid(text, length) == length && cvn_json_find(text, length, "", &from, &to) &&
        strspn(text + to, " \t\r\n") == length - to)
        *out = cJSON_ParseWithLength(text, length);
    return code;
}

static void read_people_file(cvn_reader *reader, const cvn_spot *root, cvn_files *files)
{
    const char *name;
    if (!cvn_read_text(reader, root, "participants_file", CVN_REQUIRED, cvn_wrong_title, &name))
        return;
    cvn_spot spot = cvn_spot_key(root, "participants_file");
    const char *dot = strrchr(name, '.');
    bool is_csv = cvn_path_is_csv(name);
    if (!is_csv && (!dot || strcasecmp(dot, ".json") != 0)) {
        cvn_spot_fail(reader, &spot, "%s is neither JSON nor CSV by its name: expected one that ends in .json or .csv",
                      cvn_quoted(reader, name));
        return;
    }
    if (!files->people_path)
        files->people_path = cvn_path_join(files->folder, name);
    if (!files->people_text && cvn_file_read(&files->people_text, &files->people_length, files->people_path, CVN_MAX_FILE_BYTES, reader->error))
        return;
    cJSON *people = NULL;
    cvn_csv csv;
    const char *file = reader->file;
    reader->file = files->people_path;
    if (is_csv)
        read_csv(reader, files, &csv, &people);
    else
        parse_json(&people, files->people_text, files->people_length, files->people_path, reader->error);
    cvn_spot list = {.value = people};
    if (people && !cJSON_IsArray(people))
        cvn_spot_fail(reader, &list, "expected a list of participants, not %s", cvn_shown(reader, people));
    else if (people)
        cvn_read_people(reader, &list);
    reader->csv = NULL;
    reader->file = file;
    cJSON_Delete(people);
}

static void read_people(cvn_reader *reader, const cvn_spot *root, cvn_files *files)
{
    cvn_spot own = cvn_spot_key(root, "participants"), file = cvn_spot_key(root, "participants_file"), list;
    if (own.value && file.value)
        cvn_spot_fail(reader, &file, "stands beside participants: keep one of the two");
    else if (file.value)
        read_people_file(reader, root, files);
    else if (!own.value)
        cvn_spot_fail(reader, &own, "is missing: expected a list of participants, or participants_file, the name of a file");
    else if (cvn_read_list(reader, root, "participants", CVN_REQUIRED, SIZE_MAX, &list))
        cvn_read_people(reader, &list);
}

/* ---- all of it ---- */

static void read_sessions_and_types(cvn_reader *reader, const cvn_spot *root)
{
    cvn_spot types, sessions;
    if (!cvn_read_list(reader, root, "group_types", CVN_REQUIRED, CVN_MAX_TYPES, &types))
        return;
    reader->conference->assigns = types.value->child != NULL;
    if (reader->conference->assigns) {
        if (cvn_read_key(reader, root, "sessions", CVN_REQUIRED, &sessions))
            cvn_read_sessions(reader, &sessions);
    } else if (cvn_read_key(reader, root, "sessions", CVN_OPTIONAL, &sessions)) {
        cvn_spot_fail(reader, &sessions,
                      "stands without group types: add a group type, or leave sessions out where there is nothing to assign");
    }
    cvn_read_types(reader, &types);
}

static void read_document(cvn_reader *reader, const cvn_spot *root, cvn_files *files)
{
    static const char *const keys[] = {
        "format",      "id",    "title",   "timezone",       "locale",    "organizer", "as_of",        "sessions",
        "group_types", "rules", "weights", "unsocial_hours", "plenaries", "messages",  "participants", "participants_file",
        NULL};
    if (cJSON_IsObject(root->value) && !read_format(reader, root))
        return;
    if (!cvn_read_object(reader, root, keys))
        return;
    read_head(reader, root);
    read_sessions_and_types(reader, root);
    cvn_read_unsocial(reader, root);
    cvn_read_weights(reader, root);
    read_people(reader, root, files);
    cvn_read_rules(reader, root);
    cvn_read_plenaries(reader, root);
    cvn_read_messages(reader, root, files->folder);
}

static cvn_conference *conference_new(const char *path)
{
    cvn_conference *c = CVN_NEW(cvn_conference);
    c->arena = cvn_arena_new();
    c->zones = cvn_zones_new();
    c->person_index = cvn_table_new();
    c->type_index = cvn_table_new();
    c->path = cvn_arena_strdup(c->arena, path);
    return c;
}

cvn_code cvn_conference_load(cvn_conference **out, cvn_files *files, cvn_error *error)
{
    *out = NULL;
    cvn_conference *c = conference_new(files->path);
    cvn_reader reader = {.conference = c, .arena = c->arena, .error = cvn_error_new(), .file = shown_path(files->path)};
    reader.intern = cvn_intern_new(c->arena);
    reader.zone_index = cvn_table_new();
    cJSON *json = NULL;
    parse_json(&json, files->text, files->length, reader.file, reader.error);
    cvn_spot root = {.value = json};
    if (json)
        read_document(&reader, &root, files);
    cvn_intern_finish(reader.intern, &c->attribute_names, &c->attribute_count, &c->value_texts, &c->value_count);
    cJSON_Delete(json);
    cvn_intern_free(reader.intern);
    cvn_table_free(reader.zone_index);
    CVN_VEC_FREE(&reader.zones);
    cvn_code code = cvn_error_append(error, reader.error);
    cvn_error_free(reader.error);
    if (code)
        cvn_conference_free(c);
    else
        *out = c;
    return code;
}

cvn_code cvn_conference_read(cvn_conference **out, const char *path, cvn_error *error)
{
    assert(out && path);
    *out = NULL;
    cvn_files files = {.path = cvn_strdup(path), .folder = cvn_path_folder(path)};
    cvn_code code = cvn_file_read(&files.text, &files.length, path, CVN_MAX_FILE_BYTES, error);
    if (!code)
        code = cvn_conference_load(out, &files, error);
    cvn_files_free(&files);
    return code;
}

cvn_code cvn_conference_parse(cvn_conference **out, const char *text, size_t length, const char *name, const char *folder, cvn_error *error)
{
    assert(out && text && name);
    *out = NULL;
    cvn_files files = {.path = cvn_strdup(name), .folder = cvn_strdup(folder ? folder : ".")};
    files.text = cvn_strndup(text, length);
    files.length = length;
    cvn_code code = cvn_conference_load(out, &files, error);
    cvn_files_free(&files);
    return code;
}
