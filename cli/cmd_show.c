/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli.h"

static const char *const formats[] = {[CVN_TEXT] = "text", [CVN_JSON] = "json", [CVN_CSV] = "csv", [CVN_ICS] = "ics", [CVN_HTML] = "html"};

static bool format_of(const cli_call *call, cvn_format *out)
{
    *out = cli_format(call);
    const char *name = cli_value(call, "format");
    if (!name)
        return true;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(name, formats[i]) == 0) {
            *out = (cvn_format)i;
            return true;
        }
    }
    cli_usage_error(call, "--format %s: one of text, json, csv, ics, html is wanted", name);
    return false;
}

/** Calendars to subscribe to, as files. */
static cvn_code write_feeds(char **out, const cli_call *call, const cli_files *files, cvn_error *error)
{
    cvn_store *store = NULL;
    cvn_code code = cvn_store_open(&store, cli_value(call, "store"), false, error);
    if (!code)
        code = cvn_feeds(out, store, files->conference, files->allocation, cli_value(call, "feeds"), cli_format(call), error);
    cvn_store_close(store);
    return code;
}

static bool fits(const cli_call *call, cvn_format format)
{
    bool feeds = cli_flag(call, "feeds"), one = cli_flag(call, "person") || cli_flag(call, "group"), organizer = cli_flag(call, "organizer");
    if (cli_flag(call, "person") && cli_flag(call, "group"))
        cli_usage_error(call, "--person and --group exclude each other");
    else if ((organizer || feeds) && one)
        cli_usage_error(call, "--organizer and --feeds show everything: --person and --group do not go with them");
    else if (organizer && format != CVN_ICS)
        cli_usage_error(call, "--organizer goes with --format ics");
    else if (feeds && !cli_flag(call, "store"))
        cli_usage_error(call, "--feeds wants --store FILE too: it knows what each person was told");
    else if (!feeds && cli_flag(call, "store"))
        cli_usage_error(call, "--store goes with --feeds");
    else
        return true;
    return false;
}

static int run(const cli_call *call)
{
    cvn_format format;
    if (!format_of(call, &format))
        return CVN_E_USAGE;
    cvn_selection what = {.person = cli_value(call, "person"), .group = cli_value(call, "group")};
    if (!fits(call, format))
        return CVN_E_USAGE;
    cvn_error *error = cvn_error_new();
    cli_files files;
    char *out = NULL;
    cvn_code code = cli_read(&files, call, true, error);
    if (!code && cli_flag(call, "feeds"))
        code = write_feeds(&out, call, &files, error);
    else if (!code)
        code = cvn_show(&out, files.conference, files.allocation, &what, format, error);
    cli_print(out);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"person", 'p', "ID", "one person's sessions, on their clock"},
    {"group", 'g', "ID", "one group"},
    {"format", 'f', "FORMAT", "text (the default), json, csv, ics or html"},
    {"organizer", 0, NULL, "with --format ics: your own calendar, all groups and plenaries in one file"},
    {"feeds", 0, "FOLDER", "write calendars to subscribe to: yours, each group's, each person's"},
    {"store", 's', "FILE", "with --feeds: what each person was told"},
    {"json", 0, NULL, "the same as --format json (docs/formats.md#show)"},
    {0},
};

const cli_command cmd_show = {
    .name = "show",
    .arguments = "CONFERENCE ALLOCATION",
    .least = 2,
    .most = 2,
    .summary = "who meets whom, and when, on each one's clock",
    .about = "Prints each group with its sessions on the conference's clock and on each member's, or what one person or one group has.",
    .example = "convene show conference.json allocation.json --person p017",
    .options = options,
    .run = run,
};
