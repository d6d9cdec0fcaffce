/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int cli_usage_error(const cli_call *call, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "convene %s: ", call->command->name);
    vfprintf(stderr, format, args);
    fprintf(stderr, "; see \"convene %s --help\"\n", call->command->name);
    va_end(args);
    return CVN_E_USAGE;
}

enum { HELP = 1000, LONG = 1001 }; /* values that getopt_long gives for --help and for option i (LONG + i) */

static void fill_long(struct option *out, char *letters, const cli_option *options)
{
    *letters++ = ':';
    *letters++ = 'h';
    *out++ = (struct option){"help", no_argument, NULL, HELP};
    for (int i = 0; options && options[i].name; i++) {
        *out++ = (struct option){options[i].name, options[i].value ? required_argument : no_argument, NULL, LONG + i};
        if (options[i].letter) {
            *letters++ = options[i].letter;
            if (options[i].value)
                *letters++ = ':';
        }
    }
    *out = (struct option){0};
    *letters = '\0';
}

static int option_of_letter(const cli_option *options, int letter)
{
    for (int i = 0; options && options[i].name; i++)
        if (options[i].letter == letter)
            return i;
    return -1;
}

static const char help_given[] = "help";

/** One answer of getopt_long. False: a message was printed. */
static bool take(cli_call *call, int got, bool *help, char **words)
{
    const cli_option *options = call->command->options;
    if (got == HELP || got == 'h') {
        *help = true;
        return true;
    }
    if (got == ':') {
        cli_usage_error(call, "%s wants a value", words[optind - 1]);
        return false;
    }
    int i = got >= LONG ? got - LONG : option_of_letter(options, got);
    if (got == '?' || i < 0) {
        cli_usage_error(call, "there is no option %s", words[optind - 1]);
        return false;
    }
    bool repeats = options[i].value && strstr(options[i].value, " …");
    if (repeats && call->repeated_count == CLI_REPEATED_MAX) {
        cli_usage_error(call, "--%s stands more than %d times", options[i].name, CLI_REPEATED_MAX);
        return false;
    }
    if (repeats) {
        call->repeated[call->repeated_count].option = i;
        call->repeated[call->repeated_count++].value = optarg;
    } else if (call->values[i] && options[i].value) {
        cli_usage_error(call, "--%s stands twice", options[i].name);
        return false;
    }
    call->values[i] = options[i].value ? optarg : "";
    return true;
}

static bool right_count(const cli_call *call)
{
    const cli_command *c = call->command;
    if ((int)call->count < c->least) {
        cli_usage_error(call, "something is missing: convene %s %s", c->name, c->arguments);
        return false;
    }
    if (c->most >= 0 && (int)call->count > c->most) {
        cli_usage_error(call, "\"%s\" is one argument too many: convene %s %s", call->arguments[c->most], c->name, c->arguments);
        return false;
    }
    return true;
}

bool cli_parse(cli_call *call, const cli_command *command, int count, char **words)
{
    *call = (cli_call){.command = command};
    struct option longs[CLI_OPTIONS_MAX + 2];
    char letters[2 * CLI_OPTIONS_MAX + 4];
    fill_long(longs, letters, command->options);
    opterr = 0;
    optind = 1;
    bool help = false;
    int got;
    while ((got = getopt_long(count, words, letters, longs, NULL)) != -1)
        if (!take(call, got, &help, words))
            return false;
    call->arguments = (const char *const *)words + optind;
    call->count = (size_t)(count - optind);
    if (help) {
        call->arguments = NULL;
        call->count = 0;
        call->values[CLI_OPTIONS_MAX - 1] = help_given;
        return true;
    }
    return right_count(call);
}

const char *cli_value(const cli_call *call, const char *option)
{
    if (strcmp(option, "help") == 0)
        return call->values[CLI_OPTIONS_MAX - 1] == help_given ? "" : NULL;
    for (int i = 0; call->command->options && call->command->options[i].name; i++)
        if (strcmp(call->command->options[i].name, option) == 0)
            return call->values[i];
    return NULL;
}

bool cli_flag(const cli_call *call, const char *option)
{
    return cli_value(call, option) != NULL;
}

size_t cli_values(const cli_call *call, const char *option, const char **out)
{
    size_t count = 0;
    for (size_t i = 0; i < call->repeated_count; i++)
        if (strcmp(call->command->options[call->repeated[i].option].name, option) == 0)
            out[count++] = call->repeated[i].value;
    return count;
}

bool cli_number(const cli_call *call, const char *option, double least, double most, double fallback, double *out)
{
    *out = fallback;
    const char *text = cli_value(call, option);
    if (!text)
        return true;
    char *end = NULL;
    errno = 0;
    double value = strtod(text, &end);
    if (errno || end == text || *end || !(value >= least && value <= most)) {
        cli_usage_error(call, "--%s %s: a number from %g to %g is wanted", option, text, least, most);
        return false;
    }
    *out = value;
    return true;
}

bool cli_whole(const cli_call *call, const char *option, uint64_t least, uint64_t most, uint64_t fallback, uint64_t *out)
{
    *out = fallback;
    const char *text = cli_value(call, option);
    if (!text)
        return true;
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    bool digits = text[0] >= '0' && text[0] <= '9';
    if (errno || !digits || *end || value < least || value > most) {
        cli_usage_error(call, "--%s %s: a whole number from %llu to %llu is wanted", option, text, (unsigned long long)least,
                        (unsigned long long)most);
        return false;
    }
    *out = value;
    return true;
}
