/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/source.h"

#include <stdlib.h>

typedef struct mbox {
    cvn_source source;
    const char *path;
    char *text;
    size_t length, at, number;
    char name[4096];
} mbox;

static cvn_code next(cvn_source *source, char **out, size_t *length, const char **name, cvn_error *error)
{
    mbox *m = (mbox *)source;
    (void)error;
    if (!cvn_mbox_next(out, length, m->text, m->length, &m->at))
        return CVN_OK;
    snprintf(m->name, sizeof m->name, "%s, message %zu", m->path, ++m->number);
    *name = m->name;
    return CVN_OK;
}

static void close_mbox(cvn_source *source)
{
    mbox *m = (mbox *)source;
    free(m->text);
    free(m);
}

cvn_code cvn_source_mbox(cvn_source **out, const char *path, cvn_error *error)
{
    mbox *m = CVN_NEW(mbox);
    m->source = (cvn_source){.next = next, .close = close_mbox, .whole = true};
    m->path = path;
    cvn_code code = cvn_file_read(&m->text, &m->length, path, CVN_MAX_FILE_BYTES, error);
    size_t at = 0, length;
    char *first = NULL;
    if (!code && m->length > 0 && !cvn_mbox_next(&first, &length, m->text, m->length, &at))
        code = cvn_fail(error, CVN_E_DATA, "%s: no mbox file: expected each message behind a line that begins with \"From \"", path);
    free(first);
    if (code)
        close_mbox(&m->source);
    else
        *out = &m->source;
    return code;
}
