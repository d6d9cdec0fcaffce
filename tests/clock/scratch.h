/* SPDX-License-Identifier: Apache-2.0 */
/** A folder of a test's own, with files in it. */
#ifndef CVN_TESTS_CLOCK_SCRATCH_H
#define CVN_TESTS_CLOCK_SCRATCH_H

#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct scratch {
    char folder[64];
    char *files[16];
    size_t count;
} scratch;

static inline void scratch_open(scratch *s)
{
    memset(s, 0, sizeof *s);
    memcpy(s->folder, "/tmp/convene-clock-XXXXXX", sizeof "/tmp/convene-clock-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
}

static inline void scratch_put(scratch *s, const char *name, const void *bytes, size_t length)
{
    char *path = cvn_path_join(s->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    for (size_t i = 0; i < s->count; i++) {
        if (strcmp(s->files[i], path) == 0) {
            free(path);
            return;
        }
    }
    assert_true(s->count < CVN_COUNT(s->files));
    s->files[s->count++] = path;
}

static inline void scratch_close(scratch *s)
{
    for (size_t i = 0; i < s->count; i++) {
        unlink(s->files[i]);
        free(s->files[i]);
    }
    assert_int_equal(rmdir(s->folder), 0);
}

#endif
