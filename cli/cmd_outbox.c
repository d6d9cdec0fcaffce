/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

typedef cvn_code verb_run(const cli_call *call, cvn_store *store, cvn_error *error);

/** Message numbers behind the verb; false, and a message, where one is none. */
static bool read_ids(const cli_call *call, int64_t **out, size_t *count)
{
    *count = call->count > 1 ? call->count - 1 : 0;
    *out = calloc(*count + 1, sizeof **out);
    for (size_t i = 0; *out && i < *count; i++) {
        const char *text = call->arguments[i + 1];
        char *end = NULL;
        errno = 0;
        long long id = strtoll(text, &end, 10);
        if (errno || *end || id <= 0) {
            cli_usage_error(call, "\"%s\" is no number of a message, as \"convene outbox list\" prints them", text);
            free(*out);
            *out = NULL;
            return false;
        }
        (*out)[i] = id;
    }
    return *out != NULL;
}

/** The messages that --state, --person and numbers name; ids is to be freed. */
typedef struct picked {
    cvn_outbox_pick pick;
    int64_t *ids;
    const char *states[CLI_REPEATED_MAX], *people[CLI_REPEATED_MAX];
} picked;

static bool read_pick(const cli_call *call, picked *out)
{
    size_t count = 0;
    if (!read_ids(call, &out->ids, &count))
        return false;
    out->pick = (cvn_outbox_pick){.states = out->states, .people = out->people, .ids = out->ids, .id_count = count};
    out->pick.state_count = cli_values(call, "state", out->states);
    out->pick.people_count = cli_values(call, "person", out->people);
    return true;
}

static cvn_code list_as(const cli_call *call, cvn_store *store, cvn_format format, cvn_error *error)
{
    picked which;
    char *out = NULL;
    if (!read_pick(call, &which))
        return CVN_E_USAGE;
    cvn_code code = cvn_outbox_list(&out, store, &which.pick, format, error);
    cli_print(out);
    free(which.ids);
    return code;
}

static cvn_code list(const cli_call *call, cvn_store *store, cvn_error *error)
{
    return list_as(call, store, cli_format(call), error);
}

static cvn_code export(const cli_call *call, cvn_store *store, cvn_error *error)
{
    picked which;
    size_t count = 0;
    const char *folder = cli_value(call, "out");
    if (!folder)
        return list_as(call, store, cli_flag(call, "json") ? CVN_JSON : CVN_CSV, error);
    if (!read_pick(call, &which))
        return CVN_E_USAGE;
    cvn_code code = cvn_outbox_export(&count, store, &which.pick, folder, error);
    if (cli_flag(call, "json"))
        printf("{\"exported\": %zu}\n", count);
    else
        printf("%zu message%s written to %s\n", count, count == 1 ? "" : "s", folder);
    free(which.ids);
    return code;
}

static cvn_code show(const cli_call *call, cvn_store *store, cvn_error *error)
{
    int64_t *ids = NULL;
    size_t count = 0;
    char *out = NULL;
    if (!read_ids(call, &ids, &count))
        return CVN_E_USAGE;
    cvn_code code = count == 1 ? cvn_outbox_show(&out, store, ids[0], cli_format(call), error)
                               : (cvn_code)cli_usage_error(call, "show wants the number of one message, as \"convene outbox list\" prints it");
    cli_print(out);
    free(ids);
    return code;
}

static cvn_code cancel(const cli_call *call, cvn_store *store, cvn_error *error)
{
    int64_t *ids = NULL;
    size_t count = 0, doubtful = 0;
    const char *reason = cli_value(call, "reason");
    if (!read_ids(call, &ids, &count))
        return CVN_E_USAGE;
    cvn_code code = count ? cvn_outbox_cancel(&doubtful, store, ids, count, reason ? reason : "cancelled by hand", error)
                          : (cvn_code)cli_usage_error(call, "cancel wants the numbers of messages, as \"convene outbox list\" prints them");
    if (!code && cli_flag(call, "json"))
        printf("{\"cancelled\": %zu, \"doubtful\": %zu}\n", count, doubtful);
    else if (!code)
        printf("%zu message%s cancelled; what %s to say was not told, so the next send says it, as it is then\n", count, count == 1 ? "" : "s",
               count == 1 ? "it was" : "they were");
    if (!code && doubtful && !cli_flag(call, "json"))
        printf("%zu of them may have left before: what the next send says of it comes as an update\n", doubtful);
    free(ids);
    return code;
}

static cvn_code retry(const cli_call *call, cvn_store *store, cvn_error *error)
{
    int64_t *ids = NULL;
    cvn_send_options to;
    cvn_send_options_init(&to);
    to.via = cli_value(call, "via");
    to.out_dir = cli_value(call, "out");
    to.secrets_file = cli_value(call, "secrets");
    to.token_command = cli_value(call, "token-command");
    to.insecure = cli_flag(call, "insecure");
    to.test_mode = cli_flag(call, "test-mode");
    if ((to.via != NULL) + (to.out_dir != NULL) != 1)
        return (cvn_code)cli_usage_error(call, "retry wants one of --via URL and --out FOLDER");
    if (!cli_whole(call, "limit", 1, 1000000000, 0, &to.limit_per_hour) || !read_ids(call, &ids, &to.id_count))
        return CVN_E_USAGE;
    to.ids = to.id_count ? ids : NULL;
    cvn_send_summary summary = {0};
    cvn_code code = cvn_outbox_retry(&summary, store, &to, error);
    if (cli_flag(call, "json"))
        printf("{\"sent\": %llu, \"later\": %llu, \"failed\": %llu}\n", (unsigned long long)summary.sent, (unsigned long long)summary.later,
               (unsigned long long)summary.failed);
    else
        printf("%llu sent, %llu still queued, %llu refused for good\n", (unsigned long long)summary.sent, (unsigned long long)summary.later,
               (unsigned long long)summary.failed);
    if (to.test_mode && !code && !cli_flag(call, "json"))
        printf("test mode: nobody has heard anything, and %s is as it was\n", cli_value(call, "store"));
    free(ids);
    return code;
}

static const struct {
    const char *name;
    verb_run *run;
} verbs[] = {{"list", list}, {"show", show}, {"retry", retry}, {"cancel", cancel}, {"export", export}};

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store"), *verb = call->count ? call->arguments[0] : "list";
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted");
    size_t v = 0;
    while (v < sizeof verbs / sizeof verbs[0] && strcmp(verbs[v].name, verb) != 0)
        v++;
    if (v == sizeof verbs / sizeof verbs[0])
        return cli_usage_error(call, "\"%s\": one of list, show, retry, cancel, export is wanted", verb);
    cvn_error *error = cvn_error_new();
    cvn_store *store = NULL;
    bool rehearsal = verbs[v].run == retry && cli_flag(call, "test-mode") && access(path, F_OK) == 0; /* of what is not there, none is made */
    cvn_code code = rehearsal ? cvn_store_open_rehearsal(&store, path, error) : cvn_store_open(&store, path, false, error);
    if (!code)
        code = verbs[v].run(call, store, error);
    cvn_store_close(store);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "the store"},
    {"state", 0, "STATE …", "for list and export: only what is queued, in_flight, sent, failed or superseded; may be given more than once"},
    {"person", 'p', "ID …", "for list and export: only what is for that person; may be given more than once"},
    {"reason", 0, "TEXT", "for cancel: why, kept with the message"},
    {"via", 'v', "URL", "for retry: as for send"},
    {"out", 'o', "FOLDER", "for retry: as for send; for export: write the messages there, one .eml each, for nobody else to read"},
    {"limit", 0, "N", "for retry: as for send"},
    {"test-mode", 0, NULL, "for retry: as for send: try for real, have the provider tell nobody, and leave the store as it was"},
    {"secrets", 0, "FILE", "for retry: as for send"},
    {"token-command", 0, "COMMAND", "for retry: as for send"},
    {"insecure", 0, NULL, "for retry: as for send"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#outbox)"},
    {0},
};

const cli_command cmd_outbox = {
    .name = "outbox",
    .arguments = "[list | show NUMBER | retry [NUMBER …] | cancel NUMBER … | export [NUMBER …]]",
    .most = -1,
    .summary = "what is queued, sent and refused",
    .about =
        "list prints each message with its state. show prints one byte for byte as it goes out, with --json each try of it. retry sends what "
        "was refused and what a server put off; with numbers those messages alone, also what send --not-before holds. cancel withdraws "
        "messages that have not left: what they were to say counts as not told, so the next send says it again, as it is then. export "
        "prints the list as CSV, or as JSON with --json, or with --out writes the messages into a folder. list, show and export work on a "
        "store that is read-only.",
    .example = "convene outbox --store convene.db list --state failed",
    .options = options,
    .run = run,
};
