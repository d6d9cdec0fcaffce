/* SPDX-License-Identifier: Apache-2.0 */
#include "conference/reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 60, SPOT_DEPTH = 16 };

cvn_spot cvn_spot_key(const cvn_spot *above, const char *key)
{
    return (cvn_spot){.above = above, .key = key, .value = cJSON_GetObjectItemCaseSensitive(above->value, key)};
}

static void add_token(cvn_buffer *out, const cvn_spot *spot)
{
    cvn_buffer_char(out, '/');
    if (!spot->key) {
        cvn_buffer_printf(out, "%zu", spot->index);
        return;
    }
    for (const char *c = spot->key; *c; c++) { /* RFC 6901 */
        if (*c == '~' || *c == '/')
            cvn_buffer_text(out, *c == '~' ? "~0" : "~1");
        else
            cvn_buffer_char(out, *c);
    }
}

/** The spots from below the document down to this one. */
static size_t chain(const cvn_spot *spot, const cvn_spot *out[SPOT_DEPTH])
{
    size_t depth = 0;
    for (const cvn_spot *s = spot; s->above; s = s->above)
        depth++;
    assert(depth <= SPOT_DEPTH);
    size_t i = depth;
    for (const cvn_spot *s = spot; s->above; s = s->above)
        out[--i] = s;
    return depth;
}

static size_t column_of(cvn_reader *reader, const cvn_spot *const *path, size_t depth)
{
    const cvn_csv *csv = reader->csv;
    if (depth < 2)
        return csv->columns;
    if (depth < 3 || strcmp(path[1]->key, "attributes") != 0)
        return cvn_csv_column(csv, path[1]->key);
    size_t column = cvn_csv_column(csv, cvn_arena_printf(reader->arena, "attribute:%s", path[2]->key));
    return column < csv->columns ? column : cvn_csv_column(csv, cvn_arena_printf(reader->arena, "number:%s", path[2]->key));
}

/** A CSV file has no pointers: participant 3's timezone is a cell, with a line and a column. */
static const char *cell_text(cvn_reader *reader, const cvn_spot *const *path, size_t depth)
{
    const cvn_csv *csv = reader->csv;
    if (depth == 0)
        return reader->file;
    size_t column = column_of(reader, path, depth), line, at;
    bool known = column < csv->columns;
    cvn_text_position(csv->text, cvn_csv_start(csv, cvn_csv_at(csv, path[0]->index, known ? column : 0)), &line, &at);
    if (known)
        return cvn_arena_printf(reader->arena, "%s:%zu:%zu: %s", reader->file, line, at, csv->header[column].text);
    return cvn_arena_printf(reader->arena, "%s:%zu:%zu", reader->file, line, at);
}

const char *cvn_spot_text(cvn_reader *reader, const cvn_spot *spot)
{
    const cvn_spot *path[SPOT_DEPTH];
    size_t depth = chain(spot, path);
    if (reader->csv)
        return cell_text(reader, path, depth);
    cvn_buffer out = {0};
    cvn_buffer_printf(&out, "%s: ", reader->file);
    for (size_t i = 0; i < depth; i++)
        add_token(&out, path[i]);
    if (depth == 0)
        cvn_buffer_char(&out, '/');
    const char *text = cvn_arena_strdup(reader->arena, out.text);
    cvn_buffer_free(&out);
    return text;
}

void cvn_spot_fail(cvn_reader *reader, const cvn_spot *spot, const char *format, ...)
{
    if (cvn_error_count(reader->error) >= CVN_ERRORS_MAX) { /* only counted: not worth wording 40,000 times */
        cvn_fail(reader->error, CVN_E_DATA, "more");
        return;
    }
    char *message = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&message, format, args);
    va_end(args);
    if (length < 0)
        abort();
    cvn_fail(reader->error, CVN_E_DATA, "%s: %s", cvn_spot_text(reader, spot), message);
    free(message);
}

const char *cvn_quoted(cvn_reader *reader, const char *text)
{
    size_t length = strlen(text);
    if (length <= SHOWN_BYTES)
        return cvn_arena_printf(reader->arena, "\"%s\"", text);
    length = SHOWN_BYTES;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return cvn_arena_printf(reader->arena, "\"%.*s…\"", (int)length, text);
}

const char *cvn_shown(cvn_reader *reader, const cJSON *value)
{
    int64_t number;
    if (cJSON_IsString(value))
        return cvn_quoted(reader, value->valuestring);
    if (cvn_json_whole(value, &number))
        return cvn_arena_printf(reader->arena, "%" PRId64, number);
    if (cJSON_IsNumber(value))
        return cvn_arena_printf(reader->arena, "%.15g", value->valuedouble);
    if (cJSON_IsBool(value))
        return cJSON_IsTrue(value) ? "true" : "false";
    return cJSON_IsNull(value) ? "null" : cJSON_IsArray(value) ? "a list" : "an object";
}
