/* SPDX-License-Identifier: Apache-2.0 */
/* Rows become the JSON that the conference file itself could hold, so that one reader checks both (people.c). */
#include "conference/csv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- columns ---- */

typedef void put_fn(cJSON *person, const char *key, const char *cell);

static void put_text(cJSON *person, const char *key, const char *cell)
{
    cJSON_AddStringToObject(person, key, cell);
}

/** What is no number goes on as text: people.c says what is wrong with it. */
static cJSON *number_or_text(const char *text)
{
    int64_t number;
    const int64_t exact = INT64_C(1) << 53;
    return cvn_text_int(text, -exact, exact, &number) ? cJSON_CreateNumber((double)number) : cJSON_CreateString(text);
}

static void put_number(cJSON *person, const char *key, const char *cell)
{
    cJSON_AddItemToObject(person, key, number_or_text(cell));
}

/** The next part between semicolons, spaces around it left out; false at the end. */
static bool next_part(const char **at, char **part)
{
    while (**at == ' ' || **at == ';' || **at == '\n' || **at == '\r' || **at == '\t')
        ++*at;
    size_t length = strcspn(*at, ";\n\r");
    const char *from = *at;
    *at += length;
    while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t'))
        length--;
    *part = length ? cvn_strndup(from, length) : NULL;
    return length > 0;
}

static cJSON *parts(const char *cell, bool numbers)
{
    cJSON *list = cJSON_CreateArray();
    char *part;
    while (next_part(&cell, &part)) {
        cJSON_AddItemToArray(list, numbers ? number_or_text(part) : cJSON_CreateString(part));
        free(part);
    }
    return list;
}

static void put_list(cJSON *person, const char *key, const char *cell)
{
    cJSON_AddItemToObject(person, key, parts(cell, false));
}

static void put_attribute(cJSON *person, const char *key, const char *cell)
{
    bool numbers = strncasecmp(key, "number:", 7) == 0;
    cJSON *attributes = cJSON_GetObjectItemCaseSensitive(person, "attributes"), *list = parts(cell, numbers);
    if (!attributes)
        attributes = cJSON_AddObjectToObject(person, "attributes");
    if (list->child && !list->child->next) { /* one value stands alone, as people write it */
        cJSON *only = cJSON_DetachItemFromArray(list, 0);
        cJSON_Delete(list);
        list = only;
    }
    cJSON_AddItemToObject(attributes, strchr(key, ':') + 1, list);
}

static const struct known {
    const char *name;
    put_fn *put; /* NULL: hours, which may be wrong in ways of their own */
} KNOWN[] = {
    {"id", put_text},       {"name", put_text},       {"email", put_text},           {"timezone", put_text},     {"locale", put_text},
    {"status", put_text},   {"priority", put_number}, {"roles", put_list},           {"lead_max", put_number},   {"types", put_list},
    {"availability", NULL}, {"unavailable", NULL},    {"attribute:", put_attribute}, {"number:", put_attribute},
};

static bool is_prefix(const char *known)
{
    return known[strlen(known) - 1] == ':';
}

static const struct known *known_column(const char *header)
{
    for (size_t i = 0; i < CVN_COUNT(KNOWN); i++) {
        size_t length = strlen(KNOWN[i].name);
        if (is_prefix(KNOWN[i].name) ? strncasecmp(header, KNOWN[i].name, length) == 0 && header[length]
                                     : strcasecmp(header, KNOWN[i].name) == 0)
            return &KNOWN[i];
    }
    return NULL;
}

static void fail_column(const cvn_csv *csv, size_t column, cvn_error *error)
{
    const char *header = csv->header[column].text, *best = NULL;
    unsigned least = 4;
    for (size_t i = 0; i < CVN_COUNT(KNOWN); i++) {
        unsigned distance = cvn_text_distance(header, KNOWN[i].name, 3);
        if (distance < least && distance < strlen(header)) {
            least = distance;
            best = KNOWN[i].name;
        }
    }
    size_t at = cvn_csv_start(csv, &csv->header[column]);
    if (!*header)
        cvn_csv_fail(csv, at, error, "a column without a name: expected one, such as \"attribute:country\"");
    else if (!best)
        cvn_csv_fail(csv, at, error, "unknown column \"%s\": a column of your own is called \"attribute:%s\"", header, header);
    else
        cvn_csv_fail(csv, at, error, "unknown column \"%s\"; did you mean \"%s%s\"?", header, best, is_prefix(best) ? "…" : "");
}

/** An attribute's name keeps its case, and text and numbers of one name are one attribute. */
static bool same_column(const char *a, const char *b)
{
    const char *x = strchr(a, ':'), *y = strchr(b, ':');
    return x && y ? strcmp(x, y) == 0 : cvn_text_equal_nocase(a, b);
}

static bool column_is_empty(const cvn_csv *csv, size_t column)
{
    for (size_t row = 0; row < csv->rows; row++)
        if (*cvn_csv_at(csv, row, column)->text)
            return false;
    return true;
}

/** What each column is; NULL for one that says nothing (a delimiter too many at the end of each line). */
static const struct known **find_columns(const cvn_csv *csv, cvn_error *error)
{
    const struct known **columns = CVN_NEW_ARRAY(const struct known *, csv->columns);
    for (size_t i = 0; i < csv->columns; i++) {
        const char *header = csv->header[i].text;
        size_t at = cvn_csv_start(csv, &csv->header[i]), first = 0;
        columns[i] = known_column(header);
        if (!columns[i] && (*header || !column_is_empty(csv, i)))
            fail_column(csv, i, error);
        while (first < i && !(columns[i] && same_column(csv->header[first].text, header)))
            first++;
        if (first < i)
            cvn_csv_fail(csv, at, error, "the column \"%s\" stands twice: keep one", header);
        if (first < i)
            columns[i] = NULL;
    }
    for (size_t i = 0; i < 2; i++) {
        const char *needed = i == 0 ? "id" : "timezone";
        if (cvn_csv_column(csv, needed) == csv->columns)
            cvn_csv_fail(csv, csv->header[0].from, error, "the column \"%s\" is missing", needed);
    }
    return columns;
}

/* ---- rows ---- */

static void put_hours(const cvn_csv *csv, const cvn_csv_cell *cell, cJSON *person, const char *key, cvn_error *error)
{
    bool available = strcmp(key, "availability") == 0;
    char *wrong = NULL;
    cJSON *hours = cvn_csv_hours(cell->text, available, &wrong);
    if (hours)
        cJSON_AddItemToObject(person, key, hours);
    else
        cvn_csv_fail(
            csv, cvn_csv_start(csv, cell), error, "%s: \"%s\" reads as no hours: expected %s", key, wrong,
            available ? "entries such as \"MO,WE 18:00-21:30\", \"SA 22:00-01:00 if needed\" or \"2027-07-14 09:00-12:00\", with \";\" between"
                      : "entries such as \"2027-07-20..2027-08-02\" or \"2027-09-01 09:00-12:00\", with \";\" between");
    free(wrong);
}

cvn_code cvn_csv_people(cJSON **out, const cvn_csv *csv, cvn_error *error)
{
    cvn_error *found = cvn_error_new();
    const struct known **columns = find_columns(csv, found);
    *out = NULL;
    if (!cvn_error_code(found)) {
        *out = cJSON_CreateArray();
        for (size_t row = 0; row < csv->rows; row++) {
            cJSON *person = cJSON_CreateObject();
            cJSON_AddItemToArray(*out, person);
            for (size_t i = 0; i < csv->columns; i++) {
                const cvn_csv_cell *cell = cvn_csv_at(csv, row, i);
                if (columns[i] && *cell->text && columns[i]->put)
                    columns[i]->put(person, is_prefix(columns[i]->name) ? csv->header[i].text : columns[i]->name, cell->text);
                else if (columns[i] && *cell->text)
                    put_hours(csv, cell, person, columns[i]->name, found);
            }
        }
    }
    free(columns);
    cvn_code code = cvn_error_append(error, found);
    cvn_error_free(found);
    return code;
}
