/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    cvn_error *error = cvn_error_new();
    cli_files files;
    char *out = NULL;
    cvn_code code = cli_read(&files, call, false, error);
    if (!code)
        code = cvn_check(&out, files.conference, cli_format(call), cli_color(stdout), error);
    cli_print(out);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"json", 0, NULL, "one JSON object (docs/formats.md#check)"},
    {0},
};

const cli_command cmd_check = {
    .name = "check",
    .arguments = "CONFERENCE",
    .least = 1,
    .most = 1,
    .summary = "what is in a conference file, what is wrong, what will be hard",
    .about = "Reads the conference and the participants file that it names, and prints each error with the place where it stands, up to 20 in "
             "one run. Where "
             "there is none: counts by zone, country and type, the people whom no allocation can place and why, people who share an address, "
             "and how "
             "many could attend at each hour of the week on the conference's clock.",
    .example = "convene check conference.json",
    .options = options,
    .run = run,
};
