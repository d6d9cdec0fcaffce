/* SPDX-License-Identifier: Apache-2.0 */
/** Microsoft Graph: POST /v1.0/users/ADDRESS/sendMail, the whole message in base64 as text/plain. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

cvn_code cvn_graph_open(cvn_mail *mail, cvn_error *error)
{
    cvn_buffer path = {0};
    char *mailbox = cvn_api_mailbox(mail, error);
    if (!mailbox)
        return CVN_E_USAGE;
    cvn_buffer_printf(&path, "/v1.0/%s%s/sendMail", strcmp(mailbox, "me") ? "users/" : "", mailbox);
    cvn_code code = cvn_api_open(mail, "https://graph.microsoft.com", path.text, error);
    if (!code)
        code = cvn_token_open(mail, error);
    if (!code)
        cvn_api_header(mail, "Content-Type", "text/plain");
    cvn_buffer_free(&path);
    free(mailbox);
    return code;
}

/* learn.microsoft.com/graph/errors and the error codes of Exchange that come through it. */
static const cvn_api_rule rules[] = {
    {0, "ErrorInvalidRecipients", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "ErrorMessageSizeExceeded", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    {0, "ErrorExceededMessageLimit", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY}, /* the day's quota */
    {0, "ErrorMessageSubmissionBlocked", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {0, "ErrorQuotaExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE}, /* the mailbox is full */
    {0, "ErrorSendAsDenied", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "ErrorSubmissionQuotaExceeded", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY},
    {0, "ErrorServerBusy", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "ErrorMailboxMoveInProgress", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "ErrorInternalServerTransientError", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "MailboxNotEnabledForRESTAPI", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {509, NULL, CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK}, /* bandwidth limit */
};

void cvn_graph_judge(cvn_delivery *delivery, long status, const char *type)
{
    cvn_api_judge(delivery, status, type, rules, CVN_COUNT(rules));
}

static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const cJSON *what = cJSON_GetObjectItemCaseSensitive(reply->json, "error");
    const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(what, "code"));
    const char *said = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(what, "message"));
    if (reply->status == 202) { /* without a body; the request's id is what Microsoft's support finds it by */
        cvn_api_sent(t, cvn_api_reply_header(t, "request-id"));
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Microsoft Graph");
    } else {
        cvn_graph_judge(&t->delivery, reply->status, type);
        cvn_api_refused(t, type, said);
    }
}

void cvn_graph_start(cvn_transfer *t)
{
    cvn_mail_parts parts;
    const char *flaw = NULL;
    if (cvn_mail_parts_read(&parts, &t->message, &flaw)) { /* for the recipients: the API takes them from the message's headers */
        char *body = g_base64_encode(t->message.mime, t->message.length); /* GLib's memory is malloc's */
        cvn_api_post(t, body, strlen(body), judge);
    } else {
        cvn_api_flawed(t, flaw);
    }
    cvn_mail_parts_free(&parts);
}
