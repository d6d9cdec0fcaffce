/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"

static int run(const cli_call *call)
{
    cvn_error *error = cvn_error_new();
    cli_files files;
    char *out = NULL;
    cvn_allocation *after = NULL;
    cvn_code code = cli_read(&files, call, true, error);
    if (!code)
        code = cvn_allocation_read(&after, call->arguments[2], error);
    if (!code)
        code = cvn_diff(&out, files.conference, files.allocation, after, cli_format(call), error);
    cli_print(out);
    cvn_allocation_free(after);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"json", 0, NULL, "one JSON object (docs/formats.md#diff)"},
    {0},
};

const cli_command cmd_diff = {
    .name = "diff",
    .arguments = "CONFERENCE BEFORE AFTER",
    .least = 3,
    .most = 3,
    .summary = "whom going from one allocation to another touches, and how",
    .about = "Prints each person whose group, times, company or leader differs between two allocations, and how many it does not touch.",
    .example = "convene diff conference.json allocation.json allocation-2.json",
    .options = options,
    .run = run,
};
