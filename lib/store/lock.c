/* SPDX-License-Identifier: Apache-2.0 */
/** One sender at a time. A lock of the open file (not of the process, and not a file whose being there means something): no crash leaves it. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "store/sql.h"

static cvn_code held_by_another(const cvn_store *store, int file, cvn_error *error)
{
    char who[32] = "";
    ssize_t n = pread(file, who, sizeof who - 1, 0);
    who[n > 0 ? n : 0] = '\0';
    who[strspn(who, "0123456789")] = '\0';
    return cvn_fail(error, CVN_E_TEMPORARY, "%s: another send is at work on this store (process %s): wait until it has ended", store->path,
                    who[0] ? who : "unknown");
}

cvn_code cvn_store_lock(cvn_store *store, cvn_error *error)
{
    assert(store->lock < 0);
    if (store->rehearsal)
        return CVN_OK; /* nobody else has it */
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    cvn_code made = cvn_sql_file(store, error);
    if (made)
        return made;
    int file = open(store->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return cvn_fail(error, CVN_E_IO, "%s: the store cannot be locked, so nothing can be sent from it: %s: %s", store->path,
                        store->lock_path, strerror(errno));
    if (fcntl(file, F_OFD_SETLK, &whole)) {
        cvn_code code = errno == EAGAIN || errno == EACCES ? held_by_another(store, file, error)
                                                           : cvn_fail(error, CVN_E_IO, "%s: %s", store->lock_path, strerror(errno));
        close(file);
        return code;
    }
    char who[32];
    int length = snprintf(who, sizeof who, "%ld\n", (long)getpid());
    if (ftruncate(file, 0) || pwrite(file, who, (size_t)length, 0) != length) {
        /* the number only helps the one who finds the lock held */
    }
    store->lock = file;
    cvn_code code = cvn_sql_spare(store, error);
    if (code)
        cvn_store_unlock(store);
    return code;
}

void cvn_store_unlock(cvn_store *store)
{
    if (store->lock >= 0) {
        cvn_sql_spend(store);
        close(store->lock);
    }
    store->lock = -1;
}

void cvn_store_spend(cvn_store *store)
{
    if (store->lock >= 0)
        cvn_sql_spend(store);
}
