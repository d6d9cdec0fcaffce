/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A sender sets some room on the disk aside, as a file beside the store: where the disk fills up while messages are under way, that room is given
 * back, and what became of them can still be written. Else messages that have left would count as in flight, and leave again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/sql.h"

#define SPARE_BYTES (4 << 20) /* each message that lands writes its row anew: some dozens of them, of some dozens of KiB */

/** "convene.db-spare" beside "convene.db-lock". */
static char *path_of(const cvn_store *store)
{
    static const char lock[] = "-lock";
    cvn_buffer path = {0};
    size_t length = strlen(store->lock_path);
    assert(length > sizeof lock - 1);
    cvn_buffer_add(&path, store->lock_path, length - (sizeof lock - 1));
    cvn_buffer_text(&path, "-spare");
    return cvn_buffer_take(&path);
}

cvn_code cvn_sql_spare(const cvn_store *store, cvn_error *error)
{
    char *path = path_of(store);
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), wrong = file < 0 ? errno : posix_fallocate(file, 0, SPARE_BYTES);
    if (file >= 0)
        close(file);
    cvn_code code = CVN_OK;
    if (wrong == ENOSPC || wrong == EDQUOT || wrong == EFBIG) {
        code = cvn_fail(error, CVN_E_IO,
                        "%s: the disk is full: %d MiB are wanted before anything is sent, so that what leaves can be written down", store->path,
                        SPARE_BYTES >> 20);
    } else if (wrong) {
        code = cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(wrong));
    }
    if (wrong && file >= 0)
        unlink(path);
    free(path);
    return code;
}

void cvn_sql_spend(const cvn_store *store)
{
    char *path = path_of(store);
    unlink(path);
    free(path);
}
