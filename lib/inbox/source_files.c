/* SPDX-License-Identifier: Apache-2.0 */
#include "inbox/source.h"

#include <stdlib.h>

typedef struct files {
    cvn_source source;
    const char *const *paths;
    size_t count, at;
} files;

static cvn_code next(cvn_source *source, char **out, size_t *length, const char **name, cvn_error *error)
{
    files *f = (files *)source;
    *out = NULL;
    if (f->at == f->count)
        return CVN_OK;
    *name = f->paths[f->at++];
    return cvn_file_read(out, length, *name, CVN_MAX_MAIL_BYTES, error);
}

static void close_files(cvn_source *source)
{
    free(source);
}

cvn_code cvn_source_files(cvn_source **out, const char *const *paths, size_t count, cvn_error *error)
{
    (void)error;
    files *f = CVN_NEW(files);
    *f = (files){.source = {.next = next, .close = close_files, .whole = true}, .paths = paths, .count = count};
    *out = &f->source;
    return CVN_OK;
}
