/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

cvn_code cvn_file_read(char **out, size_t *length, const char *path, int64_t most, cvn_error *error)
{
    *out = NULL;
    *length = 0;
    const char *name = is_standard(path) ? "standard input" : path;
    int fd = is_standard(path) ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cvn_fail(error, CVN_E_IO, "%s: %s", name, strerror(errno));
    cvn_buffer bytes = {0};
    cvn_code code = CVN_OK;
    char piece[65536];
    for (;;) {
        ssize_t got = read(fd, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            code = cvn_fail(error, CVN_E_IO, "%s: %s", name, strerror(errno));
        if (got <= 0)
            break;
        cvn_buffer_add(&bytes, piece, (size_t)got);
        if ((int64_t)bytes.length > most) {
            code = cvn_fail(error, CVN_E_DATA, "%s: longer than %lld bytes, the most that is read", name, (long long)most);
            break;
        }
    }
    if (fd != STDIN_FILENO)
        close(fd);
    if (code) {
        cvn_buffer_free(&bytes);
        return code;
    }
    *length = bytes.length;
    *out = cvn_buffer_take(&bytes);
    return CVN_OK;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

/** Without this the name may point at nothing after a power cut. A folder that cannot be opened or synced (some file systems) is let pass. */
static void sync_folder(const char *path)
{
    char *folder = cvn_path_folder(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

/** The mode of the file that is replaced, or what the umask leaves of 666; private ones are for the owner alone, whatever was there. */
static mode_t mode_for(const char *path, bool private)
{
    struct stat old;
    if (private)
        return 0600;
    if (stat(path, &old) == 0)
        return old.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static cvn_code replace(const char *path, const void *bytes, size_t length, bool private, cvn_error *error)
{
    char *scratch = NULL;
    if (asprintf(&scratch, "%s.XXXXXX", path) < 0)
        abort();
    int fd = mkostemp(scratch, O_CLOEXEC);
    if (fd < 0) {
        cvn_code code = cvn_fail(error, CVN_E_IO, "%s: cannot write beside it: %s", path, strerror(errno));
        free(scratch);
        return code;
    }
    bool ok = write_all(fd, bytes, length) && fchmod(fd, mode_for(path, private)) == 0 && fsync(fd) == 0;
    int wrong = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        wrong = errno;
    }
    if (ok && rename(scratch, path) != 0) {
        ok = false;
        wrong = errno;
    }
    if (!ok)
        unlink(scratch);
    free(scratch);
    if (!ok)
        return cvn_fail(error, CVN_E_IO, "%s: cannot be written, and is as it was: %s", path, strerror(wrong));
    sync_folder(path);
    return CVN_OK;
}

/** What is no plain file (/dev/stdout, a pipe) is written to as it is: there is nothing to replace. */
static cvn_code write_into(const char *path, int fd, const void *bytes, size_t length, cvn_error *error)
{
    cvn_code code = CVN_OK;
    if (fd < 0 || !write_all(fd, bytes, length))
        code = cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    if (fd > STDERR_FILENO && close(fd) != 0 && !code)
        code = cvn_fail(error, CVN_E_IO, "%s: %s", path, strerror(errno));
    return code;
}

static cvn_code write_file(const char *path, const void *bytes, size_t length, bool private, cvn_error *error)
{
    if (is_standard(path)) {
        fflush(stdout);
        return write_into("standard output", STDOUT_FILENO, bytes, length, error);
    }
    struct stat old;
    bool there = stat(path, &old) == 0;
    if (there && !S_ISREG(old.st_mode))
        return write_into(path, open(path, O_WRONLY | O_CLOEXEC), bytes, length, error);
    char *real = there ? realpath(path, NULL) : NULL;
    cvn_code code = replace(real ? real : path, bytes, length, private, error);
    free(real);
    return code;
}

cvn_code cvn_file_write(const char *path, const void *bytes, size_t length, cvn_error *error)
{
    return write_file(path, bytes, length, false, error);
}

cvn_code cvn_file_write_private(const char *path, const void *bytes, size_t length, cvn_error *error)
{
    return write_file(path, bytes, length, true, error);
}

char *cvn_path_join(const char *folder, const char *path)
{
    cvn_buffer out = {0};
    if (path[0] != '/' && strcmp(folder, ".") != 0) {
        cvn_buffer_text(&out, folder);
        if (out.length && out.text[out.length - 1] != '/')
            cvn_buffer_char(&out, '/');
    }
    cvn_buffer_text(&out, path);
    return cvn_buffer_take(&out);
}

char *cvn_path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return cvn_strdup(".");
    return slash == path ? cvn_strdup("/") : cvn_strndup(path, (size_t)(slash - path));
}
