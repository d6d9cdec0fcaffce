/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/outbox.h"

static cvn_code requeue(cvn_store *store, cvn_error *error)
{
    cvn_code code = cvn_store_begin(store, error);
    if (!code)
        code = cvn_store_recover(store, NULL, error);
    if (!code)
        code = cvn_store_requeue(store, NULL, error);
    if (!code)
        code = cvn_store_commit(store, error);
    cvn_store_rollback(store);
    return code;
}

cvn_code cvn_outbox_retry(cvn_send_summary *summary, cvn_store *store, const cvn_send_options *options, cvn_error *error)
{
    assert(store && options);
    cvn_send_summary total = {0};
    cvn_mail *mail = NULL;
    cvn_mail_options to = {.via = options->via,
                           .out_dir = options->out_dir,
                           .secrets_file = options->secrets_file,
                           .token_command = options->token_command,
                           .insecure = options->insecure};
    cvn_outbox_clock clock = cvn_outbox_clock_start(options->now_s);
    cvn_code code = options->version == CVN_SEND_OPTIONS_VERSION ? CVN_OK : cvn_fail(error, CVN_E_USAGE, "send options of another version");
    if (!code)
        code = cvn_mail_open(&mail, &to, error);
    if (!code)
        code = cvn_store_lock(store, error);
    if (!code) {
        code = requeue(store, error);
        if (!code)
            code = cvn_settle(&total, store, NULL, cvn_deliver(&total, store, NULL, mail, &clock, error), error);
        cvn_store_unlock(store);
    }
    cvn_mail_close(mail);
    if (summary)
        *summary = total;
    return code;
}
