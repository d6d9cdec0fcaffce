/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store");
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted");
    cvn_error *error = cvn_error_new();
    cvn_store *store = NULL;
    char *out = NULL;
    cvn_code code = cvn_store_open(&store, path, false, error);
    if (!code)
        code = cvn_inbox_read(&out, store, call->arguments, call->count, cli_format(call), error);
    cli_print(out);
    cvn_store_close(store);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "the store that the invitations were sent from"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#inbox)"},
    {0},
};

const cli_command cmd_inbox = {
    .name = "inbox",
    .arguments = "MESSAGE …",
    .least = 1,
    .most = -1,
    .summary = "read replies to invitations",
    .about = "Reads calendar replies out of mail messages (.eml files), finds the invitation that each answers, and keeps who comes and who "
             "does not. What "
             "cannot be matched, is stale, or comes from somebody else is listed with the reason and changes nothing.",
    .example = "convene inbox --store convene.db reply-1.eml reply-2.eml",
    .options = options,
    .run = run,
};
