/* SPDX-License-Identifier: Apache-2.0 */
#include "outbox/choice.h"

cvn_code cvn_outbox_retry(cvn_send_summary *summary, cvn_store *store, const cvn_send_options *options, cvn_error *error)
{
    assert(store && options);
    cvn_send_summary total = {0};
    cvn_mail *mail = NULL;
    cvn_mail_options to = {.via = options->via,
                           .out_dir = options->out_dir,
                           .secrets_file = options->secrets_file,
                           .token_command = options->token_command,
                           .insecure = options->insecure,
                           .test_mode = options->test_mode};
    cvn_outbox_clock clock = cvn_outbox_clock_start(options->now_s);
    cvn_code code = options->version == CVN_SEND_OPTIONS_VERSION ? CVN_OK : cvn_fail(error, CVN_E_USAGE, "send options of another version");
    if (!code)
        code = cvn_mail_open(&mail, &to, error);
    if (!code)
        code = cvn_store_lock(store, error);
    if (!code) {
        cvn_choice choice;
        code = cvn_again(&choice, store, options, cvn_outbox_now_s(&clock), error);
        if (!code) {
            code = choice.some ? cvn_deliver(&total, store, NULL, mail, &clock, error) : CVN_OK;
            code = cvn_choice_settle(&choice, cvn_settle(&total, store, NULL, options, code, error), cvn_outbox_now_s(&clock), error);
        }
        cvn_store_unlock(store);
    }
    cvn_mail_close(mail);
    if (summary)
        *summary = total;
    return code;
}
