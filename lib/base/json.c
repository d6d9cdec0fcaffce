/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"

void cvn_text_position(const char *text, size_t offset, size_t *line, size_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xc0) != 0x80) {
            ++*column;
        }
    }
}

/* ---- reading ---- */

static cvn_code fail_at(cvn_error *error, const char *name, const char *text, size_t at, const char *what)
{
    size_t line, column;
    cvn_text_position(text, at, &line, &column);
    return cvn_fail(error, CVN_E_DATA, "%s:%zu:%zu: %s", name, line, column, what);
}

static cvn_code check_syntax(const char *text, size_t length, const char *name, cvn_error *error)
{
    size_t valid = cvn_utf8_valid(text, length);
    if (valid < length)
        return fail_at(error, name, text, valid, "not UTF-8: save the file as UTF-8");
    cvn_scan scan = {.text = text, .length = length};
    cvn_scan_space(&scan);
    bool ok = cvn_scan_value(&scan);
    cvn_scan_space(&scan);
    if (ok && scan.at == length)
        return CVN_OK;
    char what[160];
    snprintf(what, sizeof what, "not JSON: expected %s%s", ok ? "the end of the file" : scan.wrong,
             scan.at >= length ? ", but the file ends" : "");
    return fail_at(error, name, text, scan.at, what);
}

/** Adds "/key" to a JSON pointer (RFC 6901: ~ is ~0, / is ~1). */
static void pointer_key(cvn_buffer *path, const char *key)
{
    cvn_buffer_char(path, '/');
    for (; *key; key++) {
        if (*key == '~' || *key == '/')
            cvn_buffer_text(path, *key == '~' ? "~0" : "~1");
        else
            cvn_buffer_char(path, *key);
    }
}

static void shorten(cvn_buffer *path, size_t length)
{
    path->length = length;
    if (path->text)
        path->text[length] = '\0';
}

static void check_keys(const cJSON *object, const cvn_buffer *path, const char *name, cvn_error *error)
{
    cvn_table *seen = NULL; /* most objects are small: comparing each pair is quicker than a table */
    int n = 0;
    const cJSON *item, *other;
    cJSON_ArrayForEach(item, object) n++;
    if (n > 16)
        seen = cvn_table_new();
    cJSON_ArrayForEach(item, object)
    {
        bool twice = false;
        uint32_t value = 0;
        if (seen)
            twice = !cvn_table_put(seen, item->string, &value);
        else
            for (other = object->child; other != item && !twice; other = other->next)
                twice = strcmp(other->string, item->string) == 0;
        if (twice)
            cvn_fail(error, CVN_E_DATA, "%s: %s: the key \"%s\" stands twice: keep one", name, path->length ? path->text : "/", item->string);
    }
    cvn_table_free(seen);
}

static void check_tree(const cJSON *value, cvn_buffer *path, const char *name, cvn_error *error)
{
    if (cJSON_IsObject(value))
        check_keys(value, path, name, error);
    size_t length = path->length, i = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        if (cJSON_IsObject(item) || cJSON_IsArray(item)) {
            if (item->string)
                pointer_key(path, item->string);
            else
                cvn_buffer_printf(path, "/%zu", i);
            check_tree(item, path, name, error);
            shorten(path, length);
        }
        i++;
    }
}

cvn_code cvn_json_parse(cJSON **out, const char *text, size_t length, const char *name, cvn_error *error)
{
    *out = NULL;
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        length -= 3;
    }
    cvn_code code = check_syntax(text, length, name, error);
    if (code)
        return code;
    cJSON *value = cJSON_ParseWithLength(text, length);
    if (!value)
        return cvn_fail(error, CVN_E_DATA, "%s: not JSON that can be read", name);
    cvn_error *found = cvn_error_new();
    cvn_buffer path = {0};
    check_tree(value, &path, name, found);
    cvn_buffer_free(&path);
    code = cvn_error_append(error, found);
    cvn_error_free(found);
    if (code)
        cJSON_Delete(value);
    else
        *out = value;
    return code;
}

/* ---- finding ---- */

/** Does the key at scan (a JSON string) read as the token of a pointer? */
static bool key_is(cvn_scan *scan, const char *token, size_t token_length)
{
    size_t from = scan->at;
    if (!cvn_scan_string(scan))
        return false;
    cJSON *key = cJSON_ParseWithLength(scan->text + from, scan->at - from);
    cvn_buffer want = {0};
    for (size_t i = 0; i < token_length; i++) {
        bool escape = token[i] == '~' && i + 1 < token_length;
        cvn_buffer_char(&want, escape ? (token[++i] == '0' ? '~' : '/') : token[i]);
    }
    cvn_buffer_text(&want, "");
    bool same = cJSON_IsString(key) && strcmp(key->valuestring, want.text) == 0;
    cvn_buffer_free(&want);
    cJSON_Delete(key);
    return same;
}

/** From an opening bracket to the value that a token names. */
static bool enter(cvn_scan *scan, const char *token, size_t token_length)
{
    bool object = scan->text[scan->at] == '{';
    size_t index = 0, wanted = object ? 0 : strtoull(token, NULL, 10);
    scan->at++;
    do {
        cvn_scan_space(scan);
        bool here = object ? key_is(scan, token, token_length) : index++ == wanted;
        if (object && !cvn_scan_char(scan, ':'))
            return false;
        cvn_scan_space(scan);
        if (here)
            return scan->at < scan->length && scan->text[scan->at] != ']';
        if (!cvn_scan_value(scan))
            return false;
    } while (cvn_scan_char(scan, ','));
    return false;
}

bool cvn_json_find(const char *text, size_t length, const char *pointer, size_t *from, size_t *to)
{
    cvn_scan scan = {.text = text, .length = length};
    if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        scan.at = 3;
    cvn_scan_space(&scan);
    while (*pointer == '/') {
        size_t token = strcspn(++pointer, "/");
        if (scan.at >= length || (text[scan.at] != '{' && text[scan.at] != '[') || !enter(&scan, pointer, token))
            return false;
        pointer += token;
    }
    *from = scan.at;
    if (!cvn_scan_value(&scan))
        return false;
    *to = scan.at;
    return true;
}

/* ---- writing ---- */

static bool is_scalar(const cJSON *value)
{
    return !cJSON_IsObject(value) && !cJSON_IsArray(value);
}

static void print_scalar(cvn_buffer *out, const cJSON *value)
{
    double number = value->valuedouble;
    if (cJSON_IsNumber(value) && number >= -0x1p53 && number <= 0x1p53 && number == (double)(int64_t)number) {
        cvn_buffer_printf(out, "%lld", (long long)number); /* cJSON rounds to 15 digits */
        return;
    }
    char *text = cJSON_PrintUnformatted(value);
    cvn_buffer_text(out, text);
    cJSON_free(text);
}

static void print_text(cvn_buffer *out, const char *text)
{
    cJSON *value = cJSON_CreateString(text);
    print_scalar(out, value);
    cJSON_Delete(value);
}

/** An array of scalars, or of such arrays, stands on one line. */
static bool is_line(const cJSON *value)
{
    if (!cJSON_IsArray(value))
        return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, value) if (!is_scalar(item) && !is_line(item)) return false;
    return true;
}

static void print(cvn_buffer *out, const cJSON *value, int indent)
{
    if (is_scalar(value)) {
        print_scalar(out, value);
        return;
    }
    bool object = cJSON_IsObject(value), line = is_line(value);
    cvn_buffer_char(out, object ? '{' : '[');
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        if (!line)
            cvn_buffer_printf(out, "\n%*s", indent + 2, "");
        if (object) {
            print_text(out, item->string);
            cvn_buffer_text(out, ": ");
        }
        print(out, item, indent + 2);
        if (item->next)
            cvn_buffer_text(out, line ? ", " : ",");
    }
    if (!line && value->child)
        cvn_buffer_printf(out, "\n%*s", indent, "");
    cvn_buffer_char(out, object ? '}' : ']');
}

char *cvn_json_print(const cJSON *value)
{
    cvn_buffer out = {0};
    print(&out, value, 0);
    cvn_buffer_char(&out, '\n');
    return cvn_buffer_take(&out);
}

void cvn_json_add_int(cJSON *object, const char *key, int64_t value)
{
    assert(value >= -(INT64_C(1) << 53) && value <= INT64_C(1) << 53);
    cJSON_AddNumberToObject(object, key, (double)value);
}

void cvn_json_add_text(cJSON *object, const char *key, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, key, text);
    else
        cJSON_AddNullToObject(object, key);
}
