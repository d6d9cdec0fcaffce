/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    if (cli_flag(call, "completion")) {
        cli_completion();
        return CVN_OK;
    }
    const cli_command *command = call->count ? cli_find(call->arguments[0]) : NULL;
    if (call->count && !command)
        return cli_usage_error(call, "there is no command \"%s\"", call->arguments[0]);
    if (cli_flag(call, "man")) {
        if (command)
            cli_man(command);
        else
            cli_man_all();
    } else if (command) {
        cli_help(command);
    } else {
        cli_help_all(stdout);
    }
    return CVN_OK;
}

static const cli_option options[] = {
    {"man", 0, NULL, "the manual page instead, in mdoc (convene help --man solve | mandoc)"},
    {"completion", 0, NULL, "a completion script for bash instead"},
    {0},
};

const cli_command cmd_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .most = 1,
    .summary = "list the commands, or say more of one",
    .about = "Without a command, lists them all. With one, says what it does, its options and an example.",
    .example = "convene help solve",
    .options = options,
    .run = run,
};
