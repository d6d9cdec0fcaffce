/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Amazon SES v2, SendEmail with raw content: POST /v2/email/outbound-emails, signed with SigV4 by libcurl. libcurl signs a body that it is to read
 * piece by piece only where X-Amz-Content-Sha256 tells its checksum; read that way it is not repeated unasked (http.c).
 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

#define NOBODY "success@simulator.amazonses.com" /* docs.aws.amazon.com/ses: the mailbox simulator */

cvn_code cvn_ses_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer text = {0};
    if (via->port || strspn(via->host, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(via->host) || strlen(via->host) > 32)
        return cvn_fail(error, CVN_E_USAGE, "--via: not a region, such as ses://eu-central-1");
    cvn_code code = cvn_mail_needs(mail, CVN_SECRET_AWS_ID, error);
    if (!code)
        code = cvn_mail_needs(mail, CVN_SECRET_AWS_KEY, error);
    if (code)
        return code;
    cvn_buffer_printf(&text, "https://email.%s.amazonaws.com%s", via->host, cvn_text_starts(via->host, "cn-") ? ".cn" : "");
    code = cvn_api_open(mail, text.text, "/v2/email/outbound-emails", error);
    cvn_buffer_free(&text);
    if (code)
        return code;
    /* The service is named: from the host alone libcurl would derive "email", which is not what SES is signed for. */
    cvn_buffer_printf(&text, "aws:amz:%s:ses", via->host);
    mail->state = cvn_buffer_take(&text);
    curl_easy_setopt(mail->curl, CURLOPT_USERNAME, cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_ID));
    curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_KEY));
    cvn_api_header(mail, "Content-Type", "application/json");
    if (cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_TOKEN))
        cvn_api_header(mail, "X-Amz-Security-Token", cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_TOKEN));
    return CVN_OK;
}

static char *body_of(const cvn_transfer *t, size_t *length)
{
    cJSON *root = cJSON_CreateObject(), *to;
    char *data = g_base64_encode(t->message.mime, t->message.length);
    cJSON_AddStringToObject(root, "FromEmailAddress", t->message.from);
    to = cJSON_AddArrayToObject(cJSON_AddObjectToObject(root, "Destination"), "ToAddresses");
    cJSON_AddItemToArray(to, cJSON_CreateString(t->mail->test_mode ? NOBODY : t->message.to));
    cJSON_AddItemToObject(cJSON_AddObjectToObject(cJSON_AddObjectToObject(root, "Content"), "Raw"), "Data", cJSON_CreateStringReference(data));
    char *text = cvn_api_print(root, length);
    g_free(data);
    return text;
}

/* docs.aws.amazon.com/ses/latest/APIReference-V2: SendEmail, Errors, and the common errors. */
static const cvn_api_rule rules[] = {
    {0, "TooManyRequestsException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "ThrottlingException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "Throttling", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
    {0, "LimitExceededException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY}, /* the day's quota */
    {0, "AccountSuspendedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "SendingPausedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "MailFromDomainNotVerifiedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "NotFoundException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
    {0, "MessageRejected", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
};

void cvn_ses_judge(cvn_delivery *delivery, long status, const char *type)
{
    cvn_api_judge(delivery, status, type, rules, CVN_COUNT(rules));
}

/** Copies what an error type is called: "x-amzn-ErrorType: Name:http://…" or "__type": "prefix#Name". */
static void error_type(const cvn_transfer *t, char out[128])
{
    const char *type = cvn_api_reply_header(t, "x-amzn-ErrorType");
    if (!type)
        type = cvn_http_reply_text(&t->reply, "__type");
    if (type && strchr(type, '#'))
        type = strchr(type, '#') + 1;
    size_t n = type ? strcspn(type, ":") : 0;
    n = n < 127 ? n : 127;
    memcpy(out, type ? type : "", n);
    out[n] = '\0';
}

static void judge(cvn_transfer *t)
{
    char type[128];
    const cvn_http_reply *reply = &t->reply;
    const char *id = cvn_http_reply_text(reply, "MessageId"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 200 && id) {
        cvn_api_sent(t, id);
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Amazon SES");
    } else {
        error_type(t, type);
        cvn_ses_judge(&t->delivery, reply->status, type[0] ? type : NULL);
        cvn_api_refused(t, type[0] ? type : NULL, said ? said : cvn_http_reply_text(reply, "Message"));
    }
}

void cvn_ses_start(cvn_transfer *t)
{
    size_t length = 0;
    char *body = body_of(t, &length), *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)body, length);
    curl_easy_setopt(t->curl, CURLOPT_AWS_SIGV4, (const char *)t->mail->state); /* libcurl 7.88 leaves it out of a handle's copy */
    cvn_api_own_header(t, "X-Amz-Content-Sha256", sum);
    g_free(sum);
    cvn_api_post(t, body, length, judge);
}
