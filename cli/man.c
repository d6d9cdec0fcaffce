/* SPDX-License-Identifier: Apache-2.0 */
/* Man pages in mdoc (mandoc.bsd.lv/man/mdoc.7.html), from the same description as --help. */
#include <ctype.h>
#include <string.h>

#include "cli.h"

/** Text between macros: a backslash, and a dot or quote at the start of a line, would be read as roff; a hyphen that is typed as \-. */
static void roff(const char *text)
{
    bool start = true;
    for (; *text; text++) {
        if (text[0] == '\n' && text[1] == '\n') {
            fputs("\n.Pp\n", stdout);
            text++;
            start = true;
            continue;
        }
        if (!start && text[0] == ' ' && text[-1] == '.') { /* mdoc wants each sentence on a line of its own */
            putchar('\n');
            start = true;
            continue;
        }
        if (start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        start = *text == '\n';
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    }
}

static void upper(const char *text)
{
    for (; *text; text++)
        putchar(toupper((unsigned char)*text));
}

static void heading(const char *name, const char *summary)
{
    /* No date of building: the same sources give the same page. */
    fputs(".Dd November 22, 2026\n.Dt CONVENE", stdout);
    if (name) {
        putchar('-');
        upper(name);
    }
    printf(" 1\n.Os convene %s\n.Sh NAME\n.Nm convene%s%s\n.Nd ", cvn_version(), name ? "-" : "", name ? name : "");
    roff(summary);
    putchar('\n');
}

static void exit_status(void)
{
    puts(".Sh EXIT STATUS\n.Bl -tag -width 3n -compact\n.It 0\ndone\n.It 1\nthe answer is no: violations were found\n.It 64\nthe command line "
         "is wrong\n"
         ".It 65\na file holds something wrong\n.It 69\na server refused for good, or a zone or provider is not there\n.It 70\na fault of "
         "convene\n"
         ".It 74\na file cannot be read or written\n.It 75\ntry again later; nothing is lost\n.El");
}

void cli_man(const cli_command *command)
{
    heading(command->name, command->summary);
    printf(".Sh SYNOPSIS\n.Nm convene %s\n", command->name);
    if (command->options && command->options[0].name)
        puts(".Op Ar option ...");
    if (*command->arguments) {
        roff(command->arguments);
        putchar('\n');
    }
    puts(".Sh DESCRIPTION");
    roff(command->about);
    puts("\n.Sh OPTIONS\n.Bl -tag -width Ds");
    for (const cli_option *o = command->options; o && o->name; o++) {
        printf(".It ");
        if (o->letter)
            printf("Fl %c , ", o->letter);
        printf("Fl \\-%s", o->name);
        if (o->value)
            printf(" Ar %s", o->value);
        putchar('\n');
        roff(o->help);
        putchar('\n');
    }
    puts(".It Fl h , Fl \\-help\na short form of this page\n.El");
    exit_status();
    if (command->example) {
        fputs(".Sh EXAMPLES\n.Dl ", stdout);
        roff(command->example);
        putchar('\n');
    }
    puts(".Sh SEE ALSO\n.Xr convene 1");
}

void cli_man_all(void)
{
    heading(NULL, "assigns people of many time zones to small groups, and tells them");
    puts(".Sh SYNOPSIS\n.Nm convene\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n.Sh DESCRIPTION\n.Nm\n"
         "reads who is free when, each on their own clock; assigns them to groups that meet several times; says whom it could not place and "
         "what\n"
         "would help; sends everybody calendar invitations in their language; and after dropouts does it again with the least change.\n"
         ".Sh COMMANDS\n.Bl -tag -width Ds");
    for (const cli_command *const *c = cli_commands; *c; c++) {
        printf(".It Xr convene-%s 1\n", (*c)->name);
        roff((*c)->summary);
        putchar('\n');
    }
    puts(
        ".El\n.Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev TZDIR\nfolder of the time-zone data to use instead of the system's\n.It Ev NO_COLOR\n"
        "no colours, where it is set and not empty\n.El\nSecrets of mail providers: see\n.Xr convene-send 1 .");
    exit_status();
}
