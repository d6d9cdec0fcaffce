/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    cvn_error *error = cvn_error_new();
    cli_files files;
    char *out = NULL;
    cvn_code code = cli_read(&files, call, true, error);
    if (!code)
        code = cvn_explain(&out, files.conference, files.allocation, files.baseline, call->count > 2 ? call->arguments + 2 : NULL,
                           call->count - 2, cli_format(call), error);
    cli_print(out);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"baseline", 'b', "FILE", "the earlier allocation that this one continues"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#explain)"},
    {0},
};

const cli_command cmd_explain = {
    .name = "explain",
    .arguments = "CONFERENCE ALLOCATION [PERSON …]",
    .least = 2,
    .most = -1,
    .summary = "why people are not placed, and what would place them",
    .about = "For each person named, or for everybody unplaced: the first reason that is true, with its numbers, and the smallest change that "
             "would place them, "
             "tried for real.",
    .example = "convene explain conference.json allocation.json p009",
    .options = options,
    .run = run,
};
