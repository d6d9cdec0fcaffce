/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    cvn_error *error = cvn_error_new();
    cli_files files;
    char *out = NULL;
    cvn_code code = cli_read(&files, call, true, error);
    if (!code)
        code = cvn_verify(&out, NULL, files.conference, files.allocation, files.baseline, cli_format(call), error);
    cli_print(out);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"baseline", 'b', "FILE", "the earlier allocation that this one continues"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#verify)"},
    {0},
};

const cli_command cmd_verify = {
    .name = "verify",
    .arguments = "CONFERENCE ALLOCATION",
    .least = 2,
    .most = 2,
    .summary = "hold an allocation against the rules, and score it",
    .about = "Works out from the raw files whether an allocation keeps every rule, with code that the solver does not share, and prints the "
             "violations, or "
             "the score and its parts. Exits 1 where a rule is broken.",
    .example = "convene verify conference.json allocation.json",
    .options = options,
    .run = run,
};
