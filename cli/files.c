/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static bool is_standard(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

cvn_code cli_read(cli_files *files, const cli_call *call, bool allocation, cvn_error *error)
{
    *files = (cli_files){0};
    const char *second = allocation ? call->arguments[1] : NULL, *baseline = cli_value(call, "baseline");
    if (is_standard(call->arguments[0]) + is_standard(second) + is_standard(baseline) > 1)
        return (cvn_code)cli_usage_error(call, "only one file can be read from standard input");
    cvn_code code = cvn_conference_read(&files->conference, call->arguments[0], error);
    if (!code && second)
        code = cvn_allocation_read(&files->allocation, second, error);
    if (!code && baseline)
        code = cvn_allocation_read(&files->baseline, baseline, error);
    return code;
}

void cli_close(cli_files *files)
{
    cvn_allocation_free(files->baseline);
    cvn_allocation_free(files->allocation);
    cvn_conference_free(files->conference);
}

/** May a file be made or replaced in the folder of path? errno says why not. */
static bool folder_takes(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : strdup(".");
    bool takes = folder && access(folder, W_OK | X_OK) == 0;
    int wrong = errno;
    free(folder);
    errno = wrong;
    return takes;
}

int cli_output_error(const char *path)
{
    struct stat there;
    bool fits;
    if (!path || is_standard(path))
        return CVN_OK;
    if (stat(path, &there) != 0) {
        fits = errno == ENOENT && folder_takes(path);
    } else if (S_ISREG(there.st_mode)) { /* it is replaced whole, where a link points to: so the folder there must take a new one */
        char *real = realpath(path, NULL);
        fits = real && folder_takes(real);
        free(real);
    } else {
        fits = !S_ISDIR(there.st_mode) && access(path, W_OK) == 0;
        errno = S_ISDIR(there.st_mode) ? EISDIR : errno;
    }
    if (fits)
        return CVN_OK;
    fprintf(stderr, "convene: %s: cannot be written: %s\n", path, strerror(errno));
    return CVN_E_IO;
}
