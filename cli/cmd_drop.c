/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static void tell(bool json, size_t changed, size_t already)
{
    if (json) {
        printf("{\"dropped\": %zu, \"already\": %zu}\n", changed, already);
        return;
    }
    printf("%zu %s now dropped", changed, changed == 1 ? "person is" : "people are");
    if (already)
        printf(" (%zu of those named %s already)", already, already == 1 ? "was" : "were");
    puts(". Next: convene solve CONFERENCE --baseline ALLOCATION -o NEW");
}

static int run(const cli_call *call)
{
    cvn_error *error = cvn_error_new();
    size_t count = call->count - 1, changed = 0;
    cvn_code code = cvn_conference_drop(call->arguments[0], call->arguments + 1, count, &changed, error);
    if (!code)
        tell(cli_flag(call, "json"), changed, count - changed);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"json", 0, NULL, "one JSON object: {\"dropped\": now, \"already\": before}"},
    {0},
};

const cli_command cmd_drop = {
    .name = "drop",
    .arguments = "CONFERENCE PERSON …",
    .least = 2,
    .most = -1,
    .summary = "mark people as dropped out, in the file",
    .about = "Sets the status of each person named to \"dropped\", in the conference file or in the participants file that it names; all of "
             "them or, where an id "
             "is unknown, none. Everything else in the file stays as it was.",
    .example = "convene drop conference.json p017 p032",
    .options = options,
    .run = run,
};
