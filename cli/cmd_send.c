/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "cli.h"

static int run(const cli_call *call)
{
    const char *path = cli_value(call, "store"), *only[CLI_REPEATED_MAX];
    cvn_send_options to;
    cvn_send_options_init(&to);
    to.via = cli_value(call, "via");
    to.out_dir = cli_value(call, "out");
    to.secrets_file = cli_value(call, "secrets");
    to.token_command = cli_value(call, "token-command");
    to.dry_run = cli_flag(call, "dry-run");
    to.insecure = cli_flag(call, "insecure");
    to.force = cli_flag(call, "force");
    to.to_me = cli_value(call, "to-me");
    to.not_before = cli_value(call, "not-before");
    to.only_count = cli_values(call, "only", only);
    to.only = to.only_count ? only : NULL;
    to.dry_run = to.dry_run || to.to_me;
    to.test_mode = cli_flag(call, "test-mode") && !to.dry_run;
    if (!cli_whole(call, "limit", 1, 1000000000, 0, &to.limit_per_hour))
        return CVN_E_USAGE;
    if (!path)
        return cli_usage_error(call, "--store FILE is wanted: it keeps what each person was told");
    if ((to.via != NULL) + (to.out_dir != NULL) != 1 && !(to.dry_run && !to.to_me && !to.via && !to.out_dir))
        return cli_usage_error(call, "one of --via URL and --out FOLDER is wanted");
    cvn_error *error = cvn_error_new();
    cli_files files;
    cvn_store *store = NULL;
    char *report = NULL;
    cvn_send_summary summary = {0};
    cvn_code code = cli_read(&files, call, true, error);
    if (!code && to.test_mode)
        code = cvn_store_open_rehearsal(&store, path, error);
    else if (!code && !(to.dry_run && access(path, F_OK) != 0)) /* a dry run makes no store */
        code = cvn_store_open(&store, path, !to.dry_run, error);
    if (!code)
        code = cvn_send(&summary, &report, store, files.conference, files.allocation, files.baseline, &to, cli_format(call), error);
    cli_print(report);
    if (!code && to.to_me && cli_format(call) == CVN_TEXT)
        printf("the samples went to %s alone%s%s\n", to.to_me, to.out_dir ? ", as files in " : "", to.out_dir ? to.out_dir : "");
    else if (!code && to.dry_run && to.out_dir && cli_format(call) == CVN_TEXT)
        printf("each message is a file in %s, to look at; the store knows nothing of it\n", to.out_dir);
    if (to.test_mode && cli_format(call) == CVN_TEXT && !code)
        printf("test mode: nobody has heard anything, and %s is as it was\n", path);
    else if (to.out_dir && summary.sent &&
             cli_format(call) == CVN_TEXT) /* a look that is taken for granted leaves everybody without an invitation */
        printf("sent means: written to %s, and counted as told; nothing has left this machine\n", to.out_dir);
    cvn_store_close(store);
    cli_close(&files);
    return cli_failed(code, error);
}

static const cli_option options[] = {
    {"store", 's', "FILE", "what each person was last told, and the outbox; made where it is not there"},
    {"via", 'v', "URL", "smtp://HOST[:PORT], smtps://HOST[:PORT], ses://REGION, or another provider, as above"},
    {"out", 'o', "FOLDER", "write each message as a file there instead; the store counts it as sent"},
    {"dry-run", 'n', NULL,
     "say who would hear what, and show the first message of each kind; queue nothing, send nothing; with --out write each to look at"},
    {"to-me", 0, "ADDRESS", "a dry run that sends the first message of each kind to you alone, marked as a sample, changing no calendar"},
    {"only", 0, "ID …", "tell that person alone; may be given more than once"},
    {"not-before", 0, "TIME",
     "queue now, send nothing before: 2027-02-01T09:00 on the conference's clock, \"2027-02-01T09:00 Europe/Rome\", "
     "2027-02-01T08:00Z"},
    {"limit", 0, "N", "let no more than N leave within an hour, earlier runs counted; the rest stays queued"},
    {"test-mode", 0, NULL, "try everything for real, but have the provider tell nobody, and count nothing as told"},
    {"baseline", 'b', "FILE", "the earlier allocation that this one continues (default: the one last sent from this store)"},
    {"secrets", 0, "FILE", "a file of NAME=VALUE lines, mode 600, beside the environment"},
    {"token-command", 0, "COMMAND", "for graph, gmail and jmap: a shell command that prints an OAuth token"},
    {"insecure", 0, NULL, "allow plain smtp:// and http:// beyond this machine"},
    {"force", 0, NULL,
     "send although the allocation breaks a rule, people are in no file any more, or the conference has another id than before"},
    {"json", 0, NULL, "one JSON object (docs/formats.md#send)"},
    {0},
};

const cli_command cmd_send = {
    .name = "send",
    .arguments = "CONFERENCE ALLOCATION",
    .least = 2,
    .most = 2,
    .summary = "tell people what is new for them, and nobody else",
    .about =
        "Works out what each person is to be told since they were last told something: an invitation, an update, a cancellation, a letter. "
        "Queues all of it in "
        "one step, then sends it. Run again, it goes on where it was; where nothing is new it sends nothing. Whatever stays queued "
        "(--not-before, --limit, "
        "a server that says later) is sent by a later run; until then the exit code is 75.\n\n"
        "Secrets are read from the environment or from the file of --secrets: they are never an argument and never stored. Each URL has its "
        "own "
        "(docs/mail.md says how to get them): smtp://HOST and smtps://HOST CONVENE_SMTP_USER and CONVENE_SMTP_PASSWORD; ses://REGION "
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; mailgun://DOMAIN MAILGUN_API_KEY; graph://ADDRESS (Microsoft 365) and "
        "gmail://ADDRESS CONVENE_OAUTH_TOKEN or a token command; jmap://HOST that too, or CONVENE_JMAP_USER and CONVENE_JMAP_PASSWORD; "
        "sendgrid://global or sendgrid://eu SENDGRID_API_KEY; postmark://STREAM POSTMARK_SERVER_TOKEN; resend://api RESEND_API_KEY; "
        "brevo://api BREVO_API_KEY.",
    .example = "convene send conference.json allocation.json --store convene.db --via smtp://mail.example.org:587",
    .options = options,
    .run = run,
};
