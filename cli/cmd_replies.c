/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store");
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted");
    if (cli_flag(call, "bounced") && !cli_flag(call, "apply"))
        return cli_usage_error(call, "--bounced goes with --apply");
    cvn_error *error = cvn_error_new();
    cvn_store *store = NULL;
    char *out = NULL;
    unsigned flags = (cli_flag(call, "apply") ? CVN_PROPOSALS_APPLY : 0) | (cli_flag(call, "bounced") ? CVN_PROPOSALS_DROP_BOUNCED : 0);
    cvn_code code = cvn_store_open(&store, path, false, error);
    if (!code)
        code = cvn_proposals(&out, store, call->arguments[0], flags, cli_format(call), error);
    cli_print(out);
    cvn_store_close(store);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "the store that \"convene inbox\" keeps answers in"},
    {"apply", 0, NULL, "write it into the conference's files: hours of unavailable, or the dropout"},
    {"bounced", 0, NULL, "with --apply: whose address is refused for good drops out too"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#replies)"},
    {0},
};

const cli_command cmd_replies = {
    .name = "replies",
    .arguments = "CONFERENCE",
    .least = 1,
    .most = 1,
    .summary = "who cannot come to what, from their answers",
    .about =
        "Shows what the answers that count ask for: who declined a session, who declined everything, who may not come, whose address bounces. "
        "With --apply the hours of a session that somebody declined go into their \"unavailable\", on their clock, and who declined everything "
        "drops out; everything else in the file stays as it was. Applied twice it changes nothing. The rerun is the next command.",
    .example = "convene replies conference.json --store convene.db --apply",
    .options = options,
    .run = run,
};
