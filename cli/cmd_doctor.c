/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static cvn_code zone(char **out, const cli_call *call, cvn_error *error)
{
    const char *from = cli_value(call, "from"), *to = cli_value(call, "to");
    return cvn_doctor_zone(out, cli_value(call, "zone"), from, to, cli_format(call), error);
}

static int run(const cli_call *call)
{
    bool wants_zone = cli_flag(call, "zone"), dates = cli_flag(call, "from") && cli_flag(call, "to");
    if (wants_zone != dates || (!wants_zone && (cli_flag(call, "from") || cli_flag(call, "to"))))
        return cli_usage_error(call, "--zone, --from and --to go together");
    if (wants_zone && call->count)
        return cli_usage_error(call, "either a conference or a zone");
    cvn_error *error = cvn_error_new();
    cli_files files = {0};
    char *out = NULL;
    cvn_code code = CVN_OK;
    if (wants_zone)
        code = zone(&out, call, error);
    else if (call->count)
        code = cli_read(&files, call, false, error);
    if (!code && !wants_zone)
        code = cvn_doctor(&out, files.conference, cli_format(call), error);
    cli_print(out);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"zone", 0, "NAME", "print each offset change of this zone instead"},
    {"from", 0, "DATE", "first date in UTC, as 2026-01-01"},
    {"to", 0, "DATE", "last date in UTC"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#doctor)"},
    {0},
};

const cli_command cmd_doctor = {
    .name = "doctor",
    .arguments = "[CONFERENCE]",
    .most = 1,
    .summary = "the state of the time-zone data and the libraries",
    .about = "Says which time-zone data is in use and how old it is, which libraries, and for which zones of the conference other sources "
             "disagree within its "
             "dates. With --zone, prints each change of a zone's offset, so that anybody can hold it against another source.",
    .example = "convene doctor --zone Europe/Copenhagen --from 2026-01-01 --to 2026-12-31",
    .options = options,
    .run = run,
};
