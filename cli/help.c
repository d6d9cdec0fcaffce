/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"

enum { WIDTH = 80, OPTION_COLUMN = 28 };

/** Prints words wrapped at WIDTH, each line after the first indented. column: where the cursor stands. */
static void wrapped(FILE *out, const char *text, int column, int indent)
{
    bool space = false; /* one is due before the next word */
    while (*text) {
        int length = (int)strcspn(text, " \n");
        if (column + space + length > WIDTH && column > indent) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
            space = false;
        }
        fprintf(out, "%s%.*s", space ? " " : "", length, text);
        column += space + length;
        text += length;
        space = *text != '\0';
        if (text[0] == '\n' && text[1] == '\n') {
            fprintf(out, "\n\n%*s", indent, "");
            column = indent;
            space = false;
            text++;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

static void option_line(const cli_option *option)
{
    char left[64];
    int n = option->letter ? snprintf(left, sizeof left, "  -%c, --%s", option->letter, option->name)
                           : snprintf(left, sizeof left, "      --%s", option->name);
    if (option->value)
        n += snprintf(left + n, sizeof left - (size_t)n, " %s", option->value);
    printf("%s", left);
    if (n >= OPTION_COLUMN - 1) {
        printf("\n%*s", OPTION_COLUMN, "");
    } else {
        printf("%*s", OPTION_COLUMN - n, "");
    }
    wrapped(stdout, option->help, OPTION_COLUMN, OPTION_COLUMN);
}

void cli_help(const cli_command *command)
{
    printf("convene %s: %s\n\nusage: convene %s%s%s%s\n\n", command->name, command->summary, command->name,
           command->options ? " [OPTION …]" : "", *command->arguments ? " " : "", command->arguments);
    wrapped(stdout, command->about, 0, 0);
    if (command->options && command->options[0].name) {
        puts("\noptions:");
        for (const cli_option *o = command->options; o->name; o++)
            option_line(o);
    }
    option_line(&(cli_option){"help", 'h', NULL, "this text"});
    if (command->example)
        printf("\nexample:\n  %s\n", command->example);
}

void cli_help_all(FILE *out)
{
    fputs("convene assigns people of many time zones to small groups that meet several times,\n"
          "and tells exactly those concerned.\n\nusage: convene COMMAND [OPTION …] [ARGUMENT …]\n\n",
          out);
    for (const cli_command *const *c = cli_commands; *c; c++) {
        fprintf(out, "  %-10s", (*c)->name);
        wrapped(out, (*c)->summary, 12, 12);
    }
    fputs("\n\"convene COMMAND --help\" says more of one; \"convene --version\" names the versions in use.\n"
          "Exit codes: 0 done; 1 the answer is no (violations found); 64 wrong usage; 65 wrong data;\n"
          "69 refused for good; 70 a fault of convene; 74 a file cannot be read or written;\n"
          "75 try again later, nothing is lost.\n",
          out);
}
