/* SPDX-License-Identifier: Apache-2.0 */
/** What the tests of this room share: the small conference of tests/allocation, and a look at text and JSON. */
#ifndef CVN_TESTS_REPORTS_H
#define CVN_TESTS_REPORTS_H

#include "allocation/verdicts.h"
#include "report/report.h"

static inline void assert_says(const char *text, const char *piece)
{
    assert_non_null(text);
    if (!strstr(text, piece))
        fail_msg("expected \"%s\" in:\n%s", piece, text);
}

static inline void assert_says_not(const char *text, const char *piece)
{
    if (strstr(text, piece))
        fail_msg("expected no \"%s\" in:\n%s", piece, text);
}

/** No line is wider than a terminal of 80 columns; colours take none. */
static inline void assert_narrow(const char *text)
{
    cvn_buffer line = {0};
    for (const char *c = text; *c; c++) {
        if (*c == '\033') {
            c = strchr(c, 'm');
            continue;
        }
        if (*c != '\n') {
            cvn_buffer_char(&line, *c);
            continue;
        }
        if (line.length && cvn_text_width(line.text) > 80)
            fail_msg("%zu columns: %s", cvn_text_width(line.text), line.text);
        cvn_buffer_free(&line);
    }
    cvn_buffer_free(&line);
}

static inline cJSON *json_of(char *text)
{
    cJSON *out = NULL;
    assert_int_equal(cvn_json_parse(&out, text, strlen(text), "report", NULL), CVN_OK);
    cvn_free(text);
    return out;
}

/** The value at a path such as "groups/0/id". */
static inline const cJSON *at(const cJSON *json, const char *path)
{
    char name[64];
    while (json && *path) {
        size_t length = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, (int)strtol(name, NULL, 10)) : cJSON_GetObjectItemCaseSensitive(json, name);
        path += length + (path[length] == '/');
    }
    return json;
}

#define assert_at_text(json, path, text)    assert_string_equal(cJSON_GetStringValue(at(json, path)), text)
#define assert_at_int(json, path, number)   assert_int_equal((int64_t)cJSON_GetNumberValue(at(json, path)), number)
#define assert_at_count(json, path, number) assert_int_equal(cJSON_GetArraySize(at(json, path)), number)

#endif
