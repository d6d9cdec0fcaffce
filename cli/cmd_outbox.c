/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static cvn_code show(const cli_call *call, cvn_store *store, cvn_error *error)
{
    char *end = NULL, *out = NULL;
    errno = 0;
    long long id = call->count > 1 ? strtoll(call->arguments[1], &end, 10) : 0;
    if (call->count < 2 || errno || *end || id <= 0)
        return (cvn_code)cli_usage_error(call, "show wants the number of a message, as \"convene outbox list\" prints it");
    cvn_code code = cvn_outbox_show(&out, store, id, cli_format(call), error);
    cli_print(out);
    return code;
}

static cvn_code list(const cli_call *call, cvn_store *store, cvn_error *error)
{
    char *out = NULL;
    cvn_code code = cvn_outbox_list(&out, store, cli_format(call), error);
    cli_print(out);
    return code;
}

static cvn_code retry(const cli_call *call, cvn_store *store, cvn_error *error)
{
    cvn_send_options to;
    cvn_send_options_init(&to);
    to.via = cli_value(call, "via");
    to.out_dir = cli_value(call, "out");
    to.secrets_file = cli_value(call, "secrets");
    to.token_command = cli_value(call, "token-command");
    to.insecure = cli_flag(call, "insecure");
    if ((to.via != NULL) + (to.out_dir != NULL) != 1)
        return (cvn_code)cli_usage_error(call, "retry wants one of --via URL and --out FOLDER");
    cvn_send_summary summary = {0};
    cvn_code code = cvn_outbox_retry(&summary, store, &to, error);
    if (cli_flag(call, "json"))
        printf("{\"sent\": %llu, \"later\": %llu, \"failed\": %llu}\n", (unsigned long long)summary.sent, (unsigned long long)summary.later,
               (unsigned long long)summary.failed);
    else
        printf("%llu sent, %llu still queued, %llu refused for good\n", (unsigned long long)summary.sent, (unsigned long long)summary.later,
               (unsigned long long)summary.failed);
    return code;
}

static const struct {
    const char *name;
    cvn_code (*run)(const cli_call *call, cvn_store *store, cvn_error *error);
} verbs[] = {{"list", list}, {"retry", retry}, {"show", show}};

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store"), *verb = call->count ? call->arguments[0] : "list";
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted");
    size_t v = 0;
    while (v < sizeof verbs / sizeof verbs[0] && strcmp(verbs[v].name, verb) != 0)
        v++;
    if (v == sizeof verbs / sizeof verbs[0])
        return cli_usage_error(call, "\"%s\": one of list, retry, show is wanted", verb);
    cvn_error *error = cvn_error_new();
    cvn_store *store = NULL;
    cvn_code code = cvn_store_open(&store, path, false, error);
    if (!code)
        code = verbs[v].run(call, store, error);
    cvn_store_close(store);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "the store"},
    {"via", 'v', "URL", "for retry: as for send"},
    {"out", 'o', "FOLDER", "for retry: as for send"},
    {"secrets", 0, "FILE", "for retry: as for send"},
    {"token-command", 0, "COMMAND", "for retry: as for send"},
    {"insecure", 0, NULL, "for retry: as for send"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#outbox)"},
    {0},
};

const cli_command cmd_outbox = {
    .name = "outbox",
    .arguments = "[list | retry | show NUMBER]",
    .most = 2,
    .summary = "what is queued, sent and refused",
    .about = "list prints each message with its state; show prints one byte for byte as it goes out; retry sends what is queued and what was "
             "refused.",
    .example = "convene outbox --store convene.db list",
    .options = options,
    .run = run,
};
