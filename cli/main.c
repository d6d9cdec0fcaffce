/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* In the order of a user's day. */
const cli_command *const cli_commands[] = {&cmd_new,  &cmd_check, &cmd_solve, &cmd_verify,  &cmd_show,   &cmd_explain, &cmd_links, &cmd_send,
                                           &cmd_drop, &cmd_diff,  &cmd_inbox, &cmd_replies, &cmd_outbox, &cmd_doctor,  &cmd_help,  NULL};

const cli_command *cli_find(const char *name)
{
    for (const cli_command *const *c = cli_commands; *c; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

static int print_version(void)
{
    printf("convene %s\ntime-zone data %s\n%s\n", cvn_version(), cvn_tzdata_version(), cvn_library_versions());
    return CVN_OK;
}

static int run_command(int count, char **words)
{
    const cli_command *command = cli_find(words[0]);
    if (!command) {
        fprintf(stderr, "convene: there is no command \"%s\"; \"convene help\" lists them\n", words[0]);
        return CVN_E_USAGE;
    }
    cli_call call;
    if (!cli_parse(&call, command, count, words))
        return CVN_E_USAGE;
    if (cli_flag(&call, "help")) {
        cli_help(command);
        return CVN_OK;
    }
    return command->run(&call);
}

static int dispatch(int count, char **words)
{
    if (count < 2) {
        cli_help_all(stderr);
        return CVN_E_USAGE;
    }
    if (strcmp(words[1], "--version") == 0 || strcmp(words[1], "-V") == 0)
        return print_version();
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0) {
        cli_help_all(stdout);
        return CVN_OK;
    }
    return run_command(count - 1, words + 1);
}

int main(int count, char **words)
{
    setlocale(LC_CTYPE, "");
    int code = dispatch(count, words);
    /* A full disk shows only now: what was printed must not be lost without a word. */
    bool failed = ferror(stdout) != 0;
    if (fclose(stdout) != 0 || failed) {
        fprintf(stderr, "convene: standard output: %s\n", strerror(errno));
        return code ? code : CVN_E_IO;
    }
    return code;
}
