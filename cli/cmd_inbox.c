/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static bool wants_json(const cli_call *call, cvn_format *out)
{
    const char *format = cli_value(call, "format");
    *out = cli_format(call);
    if (!format)
        return true;
    if (strcmp(format, "json") != 0 && strcmp(format, "text") != 0) {
        cli_usage_error(call, "--format %s: one of text, json is wanted", format);
        return false;
    }
    *out = strcmp(format, "json") == 0 ? CVN_JSON : CVN_TEXT;
    return true;
}

static cvn_code read_mail(const cli_call *call, cvn_store *store, cvn_format format, cvn_error *error)
{
    cvn_inbox_options from;
    cvn_inbox_options_init(&from);
    from.files = call->arguments;
    from.file_count = call->count;
    from.mbox = cli_value(call, "mbox");
    from.maildir = cli_value(call, "maildir");
    from.imap = cli_value(call, "imap");
    from.done = cli_value(call, "done");
    from.secrets_file = cli_value(call, "secrets");
    from.token_command = cli_value(call, "token-command");
    from.insecure = cli_flag(call, "insecure");
    from.leave = cli_flag(call, "leave");
    char *out = NULL;
    cvn_code code = cvn_inbox_read(&out, store, &from, format, error);
    cli_print(out);
    return code;
}

static cvn_code list(const cli_call *call, cvn_store *store, cvn_format format, cvn_error *error)
{
    char *out = NULL;
    cvn_code code = cvn_inbox_list(&out, store, cli_flag(call, "all"), format, error);
    cli_print(out);
    return code;
}

/** Does one thing to each number that is given. */
static cvn_code decide(const cli_call *call, cvn_store *store, cvn_format format, cvn_error *error)
{
    const char *verb = call->arguments[0];
    cvn_code code = CVN_OK;
    for (size_t i = 1; i < call->count && !code; i++) {
        char *end = NULL, *out = NULL;
        errno = 0;
        long long id = strtoll(call->arguments[i], &end, 10);
        if (errno || *end || id <= 0)
            return (cvn_code)cli_usage_error(call, "%s wants the number of what came back, as \"convene inbox list\" prints it",
                                             call->arguments[0]);
        if (strcmp(verb, "decline") == 0)
            code = cvn_inbox_decline(&out, store, id, cli_value(call, "comment"), 0, format, error);
        else
            code = strcmp(verb, "accept") == 0 ? cvn_inbox_accept(&out, store, id, format, error)
                                               : cvn_inbox_ignore(&out, store, id, format, error);
        cli_print(out);
    }
    return code;
}

static bool is_verb(const cli_call *call, const char *verb)
{
    return call->count && strcmp(call->arguments[0], verb) == 0;
}

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store");
    cvn_format format;
    bool declines = is_verb(call, "decline"), decides = declines || is_verb(call, "accept") || is_verb(call, "ignore");
    bool lists = is_verb(call, "list");
    if (!wants_json(call, &format))
        return CVN_E_USAGE;
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted");
    if (decides && call->count < 2)
        return cli_usage_error(call, "%s wants the number of what came back, as \"convene inbox list\" prints it", call->arguments[0]);
    if (!declines && cli_value(call, "comment"))
        return cli_usage_error(call, "--comment belongs to decline: it is said to the person");
    if (lists && call->count > 1)
        return cli_usage_error(call, "\"%s\" is one argument too many behind list", call->arguments[1]);
    if (!call->count && !cli_value(call, "mbox") && !cli_value(call, "maildir") && !cli_value(call, "imap"))
        return cli_usage_error(
            call, "nothing to read: messages (.eml), --maildir, --mbox or --imap are wanted, or one of list, accept, decline, ignore");
    cvn_error *error = cvn_error_new();
    cvn_store *store = NULL;
    cvn_code code = cvn_store_open(&store, path, false, error);
    if (!code)
        code = decides ? decide(call, store, format, error) : lists ? list(call, store, format, error) : read_mail(call, store, format, error);
    cvn_store_close(store);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "the store that the invitations were sent from"},
    {"maildir", 0, "FOLDER", "read a Maildir; what was read goes to its folder .done"},
    {"mbox", 0, "FILE", "read an mbox file, and leave it as it is"},
    {"imap", 0, "URL", "read imaps://HOST[:PORT][/FOLDER], or imap:// with STARTTLS (docs/inbox.md)"},
    {"done", 0, "FOLDER", "where --imap and --maildir file what was read (done)"},
    {"leave", 0, NULL, "file nothing: leave every message where it is"},
    {"secrets", 0, "FILE", "NAME=VALUE lines, mode 600, beside the environment"},
    {"token-command", 0, "COMMAND", "prints an OAuth token for --imap"},
    {"insecure", 0, NULL, "allow IMAP without encryption to a host that is not this one"},
    {"comment", 0, "TEXT", "for decline: a line of your own to the person"},
    {"all", 'a', NULL, "for list: what counts too, not only what waits for you"},
    {"format", 'f', "FORMAT", "text (the default) or json"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#inbox)"},
    {0},
};

const cli_command cmd_inbox = {
    .name = "inbox",
    .arguments = "[MESSAGE … | list | accept NUMBER … | decline NUMBER … | ignore NUMBER …]",
    .most = -1,
    .summary = "read what comes back: answers, bounces, letters",
    .about =
        "Reads mail that came back: messages (.eml files), a Maildir, an mbox file, a folder on an IMAP server. Finds the invitation that each "
        "calendar answer is about, and keeps who comes and who does not; notes which addresses bounce; lists what people write by hand. What "
        "cannot be matched, is stale, or comes from somebody else counts for nothing until you look at it."
        "\n\n"
        "list shows what waits for you, accept takes something as true, ignore puts it aside, and decline tells whoever proposed "
        "another time that it stays as it was (the next send delivers that). \"convene replies\" then shows who cannot come to what.",
    .example = "convene inbox --store convene.db --imap imaps://mail.example.org/INBOX",
    .options = options,
    .run = run,
};
