/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

struct cvn_error {
    cvn_code code;
    size_t count, omitted;
    char *messages[CVN_ERRORS_MAX];
};

cvn_error *cvn_error_new(void)
{
    return CVN_NEW(cvn_error);
}

void cvn_error_clear(cvn_error *error)
{
    if (!error)
        return;
    for (size_t i = 0; i < error->count; i++)
        free(error->messages[i]);
    *error = (cvn_error){0};
}

void cvn_error_free(cvn_error *error)
{
    cvn_error_clear(error);
    free(error);
}

cvn_code cvn_error_code(const cvn_error *error)
{
    return error ? error->code : CVN_OK;
}

size_t cvn_error_count(const cvn_error *error)
{
    return error ? error->count : 0;
}

const char *cvn_error_message(const cvn_error *error, size_t i)
{
    return error && i < error->count ? error->messages[i] : "";
}

size_t cvn_error_omitted(const cvn_error *error)
{
    return error ? error->omitted : 0;
}

/** A message may quote what somebody typed: what would steer a terminal or break the line is written out. */
static char *escaped(const char *text)
{
    cvn_buffer out = {0};
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        bool c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;
        if (*c < 0x20 || *c == 0x7f)
            cvn_buffer_printf(&out, "\\x%02x", *c);
        else if (c1)
            cvn_buffer_printf(&out, "\\x%02x", *++c);
        else
            cvn_buffer_char(&out, (char)*c);
    }
    return cvn_buffer_take(&out);
}

static void add(cvn_error *error, cvn_code code, char *message)
{
    if (error->count == 0)
        error->code = code;
    if (error->count < CVN_ERRORS_MAX) {
        error->messages[error->count++] = message;
    } else {
        error->omitted++;
        free(message);
    }
}

cvn_code cvn_fail_v(cvn_error *error, cvn_code code, const char *format, va_list args)
{
    assert(code != CVN_OK);
    if (!error)
        return code;
    char *raw = NULL;
    if (vasprintf(&raw, format, args) < 0)
        abort();
    add(error, code, escaped(raw));
    free(raw);
    return code;
}

cvn_code cvn_fail(cvn_error *error, cvn_code code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cvn_fail_v(error, code, format, args);
    va_end(args);
    return code;
}

cvn_code cvn_error_append(cvn_error *to, const cvn_error *from)
{
    if (to && from) {
        for (size_t i = 0; i < from->count; i++)
            add(to, from->code, cvn_strdup(from->messages[i]));
        to->omitted += from->omitted;
    }
    return cvn_error_code(from);
}
