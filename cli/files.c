/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

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
