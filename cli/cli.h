/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The command line: a table of commands, each described once. Parsing, --help, the man pages and shell completion all read that description.
 * Only convene.h of the library is seen from here.
 */
#ifndef CVN_CLI_H
#define CVN_CLI_H

#include <convene.h>
#include <stdio.h>

typedef struct cli_option {
    const char *name;  /* long name; NULL ends a table */
    char letter;       /* 0: none */
    const char *value; /* what it takes, in capitals; NULL: a flag; with " …" behind it may be given more than once */
    const char *help;
} cli_option;

typedef struct cli_call cli_call;

typedef struct cli_command {
    const char *name;
    const char *arguments; /* as a usage line shows them; "" none */
    int least, most;       /* how many arguments; most −1: any number */
    const char *summary;   /* one line, lower case, no full stop */
    const char *about;     /* paragraphs, an empty line between two */
    const char *example;   /* a command that works, or NULL */
    const cli_option *options;
    int (*run)(const cli_call *call); /* the exit code */
} cli_command;

enum { CLI_OPTIONS_MAX = 24, CLI_REPEATED_MAX = 1000 };

struct cli_call {
    const cli_command *command;
    const char *const *arguments;
    size_t count;
    const char *values[CLI_OPTIONS_MAX]; /* by place in the command's options; "" for a flag; NULL: not given; the last of several */
    size_t repeated_count;               /* of options that may be given more than once: each value, as they stand */
    struct {
        int option;
        const char *value;
    } repeated[CLI_REPEATED_MAX];
};

/** The commands, NULL at the end (main.c). */
extern const cli_command *const cli_commands[];
const cli_command *cli_find(const char *name);

/* args.c */
/** Fills a call from the words behind the command's name. Where they are wrong: prints why and returns false. */
bool cli_parse(cli_call *call, const cli_command *command, int count, char **words);
/** What was given for an option; NULL: not given. The name must be one of the command's. */
const char *cli_value(const cli_call *call, const char *option);
bool cli_flag(const cli_call *call, const char *option);
/** What was given for an option that may be given more than once: fills out, of room for CLI_REPEATED_MAX, and returns how many. */
size_t cli_values(const cli_call *call, const char *option, const char **out);
/** A number given for an option, or fallback. False, and a message, where it is none or lies outside. */
bool cli_number(const cli_call *call, const char *option, double least, double most, double fallback, double *out);
bool cli_whole(const cli_call *call, const char *option, uint64_t least, uint64_t most, uint64_t fallback, uint64_t *out);
/** Prints "convene NAME: message" and where help is; returns 64. */
int cli_usage_error(const cli_call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* help.c, man.c, completion.c: print to stdout */
void cli_help(const cli_command *command);
void cli_help_all(FILE *out);
void cli_man(const cli_command *command);
void cli_man_all(void);
void cli_completion(void);

/* output.c */
/** Prints the error's messages to stderr, frees it, and returns the code as an exit code. */
int cli_failed(cvn_code code, cvn_error *error);
/** Prints text to stdout and frees it. */
void cli_print(char *text);
/** JSON where --json was given, text otherwise. */
cvn_format cli_format(const cli_call *call);
/** May colours be used on this stream: a terminal, and no NO_COLOR (no-color.org). */
bool cli_color(FILE *stream);

/* files.c: what the commands read */
/** Files of a command: each NULL where not asked for or not there. */
typedef struct cli_files {
    cvn_conference *conference;
    cvn_allocation *allocation, *baseline;
} cli_files;
/** Reads argument 0 as the conference, argument 1 as the allocation (where allocation is true), and --baseline where the command has it. */
cvn_code cli_read(cli_files *files, const cli_call *call, bool allocation, cvn_error *error);
void cli_close(cli_files *files);
/** Asked before long work, so that what it finds has a place to go: prints why path (NULL or "-": stdout) cannot be written, and returns 74; else 0. */
int cli_output_error(const char *path);

extern const cli_command cmd_check, cmd_diff, cmd_doctor, cmd_drop, cmd_explain, cmd_help, cmd_inbox, cmd_links, cmd_new, cmd_outbox,
    cmd_replies, cmd_send, cmd_show, cmd_solve, cmd_verify;

#endif
