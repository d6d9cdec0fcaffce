/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    const char *again[CLI_REPEATED_MAX], *command = cli_value(call, "link-command"), *path = call->arguments[1];
    if (!command || !*command)
        return cli_usage_error(call, "--link-command COMMAND is wanted: it prints the link of a group");
    int unwritable = cli_output_error(path); /* a meeting that is made for a link which cannot be kept is made in vain */
    if (unwritable)
        return unwritable;
    cvn_error *error = cvn_error_new();
    cvn_conference *conference = NULL;
    char *report = NULL;
    cvn_code code = cvn_conference_read(&conference, call->arguments[0], error);
    if (!code)
        code = cvn_links(&report, path, conference, command, again, cli_values(call, "again", again), cli_format(call), error);
    cli_print(report);
    cvn_conference_free(conference);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"link-command", 0, "COMMAND", "one line for the shell: is told of a group, and prints its link"},
    {"again", 0, "GROUP …", "ask for this group although it has a link; may be given more than once"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#links)"},
    {0},
};

const cli_command cmd_links = {
    .name = "links",
    .arguments = "CONFERENCE ALLOCATION",
    .least = 2,
    .most = 2,
    .summary = "ask a command for each group's meeting link",
    .about =
        "Runs the command once for each group that has no link yet and is not over, and writes what it prints into the allocation, which is "
        "otherwise as it was. The command finds the group in its environment (CONVENE_GROUP, CONVENE_TITLE, CONVENE_LEADERS, CONVENE_PEOPLE, "
        "CONVENE_STARTS, CONVENE_MINUTES, CONVENE_CONFERENCE) and, with more about it, as JSON on its standard input "
        "(docs/formats.md#links). It prints one line, https://… or http://…, within a minute. Each link is kept before the next one is asked "
        "for; where the command fails, those that came stay, and the next run goes on from there.\n\n"
        "A group that goes on in a rerun keeps its link; run it again for the new ones. Do so before \"send\": a link that changes later is an "
        "update for everybody in the group.",
    .example = "convene links conference.json allocation.json --link-command 'echo https://meet.example.org/$(openssl rand -hex 12)'",
    .options = options,
    .run = run,
};
