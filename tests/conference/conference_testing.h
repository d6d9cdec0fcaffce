/* SPDX-License-Identifier: Apache-2.0 */
/** A small conference that is right, ways to make it wrong, and what must be said then. */
#ifndef CVN_TESTS_CONFERENCE_TESTING_H
#define CVN_TESTS_CONFERENCE_TESTING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmocka_all.h"
#include "conference/reader.h"

static const char BASE[] =
    "{\"format\": \"conference/1\", \"id\": \"t\", \"title\": \"T\", \"timezone\": \"Europe/Copenhagen\", \"locale\": \"en\",\n"
    " \"organizer\": {\"name\": \"O\", \"email\": \"o@example.org\"}, \"as_of\": \"2027-03-05T12:00:00Z\",\n"
    " \"sessions\": {\"count\": 2, \"minutes\": 60, \"from\": \"2027-03-01\", \"to\": \"2027-03-31\", \"grid_minutes\": 60},\n"
    " \"group_types\": [{\"id\": \"talk\", \"title\": \"Talk\", \"size\": {\"min\": 2, \"ideal\": 3, \"max\": 4},\n"
    "                  \"leaders\": {\"min\": 1, \"max\": 1}, \"rota\": {\"per_session\": 1}}],\n"
    " \"rules\": [{\"rule\": \"at_most\", \"count\": 1, \"same\": \"country\"}], \"unsocial_hours\": {\"from\": \"22:00\", \"to\": "
    "\"07:00\"},\n"
    " \"weights\": {\"size\": 1}, \"plenaries\": [{\"id\": \"end\", \"date\": \"2027-04-01\"}],\n"
    " \"participants\": [{\"id\": \"p1\", \"name\": \"Ana\", \"timezone\": \"Europe/Berlin\"}, {\"id\": \"p2\", \"timezone\": "
    "\"Asia/Kathmandu\"}]}\n";

/** Changes valid JSON: at "/a/b" the value is replaced; at "/a+" the text is put first into that object or list; at "/a/b-" the key goes. */
static inline char *patched(const char *json, const char *at, const char *value)
{
    char *pointer = cvn_strdup(at), how = *at ? at[strlen(at) - 1] : 0;
    size_t from, to, length = strlen(json);
    if (how == '+' || how == '-')
        pointer[strlen(pointer) - 1] = '\0';
    if (!cvn_json_find(json, length, pointer, &from, &to))
        fail_msg("the test's own pointer %s leads nowhere", at);
    cvn_buffer out = {0};
    if (how == '+') {
        bool empty = json[from + 1] == '}' || json[from + 1] == ']';
        cvn_buffer_add(&out, json, from + 1);
        cvn_buffer_text(&out, value);
        cvn_buffer_text(&out, empty ? "" : ", ");
        to = from + 1;
    } else if (how == '-') {
        do
            from--;
        while (json[from] != ',' && json[from] != '{');
        if (json[from] == '{') {
            from++;
            to += json[to] == ',';
        }
        cvn_buffer_add(&out, json, from);
    } else {
        cvn_buffer_add(&out, json, from);
        cvn_buffer_text(&out, value);
    }
    cvn_buffer_text(&out, json + to);
    free(pointer);
    return cvn_buffer_take(&out);
}

/** All messages, a line each. */
static inline char *messages_of(const cvn_error *error)
{
    cvn_buffer out = {0};
    cvn_buffer_text(&out, "");
    for (size_t i = 0; i < cvn_error_count(error); i++)
        cvn_buffer_printf(&out, "%s%s", i ? "\n" : "", cvn_error_message(error, i));
    return cvn_buffer_take(&out);
}

/** Reads what must be right. */
static inline cvn_conference *read_good(const char *json)
{
    cvn_error *error = cvn_error_new();
    cvn_conference *conference = NULL;
    if (cvn_conference_parse(&conference, json, strlen(json), "t.json", NULL, error))
        fail_msg("%s", cvn_error_message(error, 0));
    assert_int_equal(cvn_error_count(error), 0);
    cvn_error_free(error);
    return conference;
}

static inline cvn_conference *read_patched(const char *at, const char *value)
{
    char *json = patched(BASE, at, value);
    cvn_conference *conference = read_good(json);
    free(json);
    return conference;
}

/** Reads what must be wrong, in exactly these words. */
static inline void expect_messages(const char *json, const char *expected)
{
    cvn_error *error = cvn_error_new();
    cvn_conference *conference = (cvn_conference *)(uintptr_t)1;
    cvn_code code = cvn_conference_parse(&conference, json, strlen(json), "t.json", NULL, error);
    char *said = messages_of(error);
    assert_string_equal(said, expected);
    assert_int_equal(code, CVN_E_DATA);
    assert_null(conference);
    free(said);
    assert_int_equal(cvn_conference_parse(&conference, json, strlen(json), "t.json", NULL, NULL),
                     CVN_E_DATA); /* NULL is no list, and no success */
    cvn_error_free(error);
}

/** One mistake: where it is put, what is put there, and what must be said ("t.json: " left out). */
typedef struct mistake {
    const char *at, *value, *message;
} mistake;

static inline void expect_mistakes(const mistake *mistakes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *json = patched(BASE, mistakes[i].at, mistakes[i].value);
        cvn_buffer expected = {0};
        for (const char *line = mistakes[i].message; line; line = strchr(line, '\n')) {
            line += *line == '\n';
            cvn_buffer_printf(&expected, "%st.json: %.*s", expected.length ? "\n" : "", (int)strcspn(line, "\n"), line);
        }
        expect_messages(json, expected.text);
        cvn_buffer_free(&expected);
        free(json);
    }
}

/* ---- files ---- */

static inline char *scratch_folder(void)
{
    const char *base = getenv("TMPDIR");
    char *name = cvn_path_join(base ? base : "/tmp", "convene-test-XXXXXX");
    assert_non_null(mkdtemp(name));
    return name;
}

static inline char *write_file(const char *folder, const char *name, const char *text)
{
    char *path = cvn_path_join(folder, name);
    assert_int_equal(cvn_file_write(path, text, strlen(text), NULL), CVN_OK);
    return path;
}

static inline char *read_file(const char *path)
{
    char *text;
    size_t length;
    assert_int_equal(cvn_file_read(&text, &length, path, 1 << 30, NULL), CVN_OK);
    return text;
}

static inline void remove_folder(char *folder)
{
    static const char *const names[] = {"conference.json", "people.csv", "people.json", "README.md"};
    for (size_t i = 0; i < CVN_COUNT(names); i++) {
        char *path = cvn_path_join(folder, names[i]);
        unlink(path);
        free(path);
    }
    assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
    free(folder);
}

#endif
