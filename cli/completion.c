/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for bash: commands, then options and files. */
#include "cli.h"

void cli_completion(void)
{
    puts("# bash completion for convene; load it with: eval \"$(convene help --completion)\"\n"
         "_convene() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} options=\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    printf("        mapfile -t COMPREPLY < <(compgen -W \"");
    for (const cli_command *const *c = cli_commands; *c; c++)
        printf("%s%s", c == cli_commands ? "" : " ", (*c)->name);
    puts(" --version --help\" -- \"$word\")\n"
         "        return\n"
         "    fi\n"
         "    case ${COMP_WORDS[1]} in");
    for (const cli_command *const *c = cli_commands; *c; c++) {
        printf("    %s) options=\"", (*c)->name);
        for (const cli_option *o = (*c)->options; o && o->name; o++)
            printf("--%s ", o->name);
        puts("--help\" ;;");
    }
    puts("    esac\n"
         "    if [[ $word == -* ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _convene convene");
}
