/* SPDX-License-Identifier: Apache-2.0 */
/** Amazon SES v2, SendEmail with raw content: POST /v2/email/outbound-emails, signed with SigV4 by libcurl. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "mail/provider.h"

cvn_code cvn_ses_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer text = {0};
    if (via->port || strspn(via->host, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(via->host) || strlen(via->host) > 32)
        return cvn_fail(error, CVN_E_USAGE, "--via: not a region, such as ses://eu-central-1");
    cvn_code code = cvn_mail_needs(mail, CVN_SECRET_AWS_ID, error);
    if (!code)
        code = cvn_mail_needs(mail, CVN_SECRET_AWS_KEY, error);
    if (!code)
        code = cvn_transport_open(mail, mail->insecure || via->endpoint_loopback ? "https,http" : "https", via->endpoint_loopback, error);
    if (code)
        return code;
    if (via->endpoint)
        cvn_buffer_text(&text, via->endpoint);
    else
        cvn_buffer_printf(&text, "https://email.%s.amazonaws.com%s", via->host, cvn_text_starts(via->host, "cn-") ? ".cn" : "");
    mail->where = cvn_strdup(text.text);
    cvn_buffer_text(&text, "/v2/email/outbound-emails");
    mail->url = cvn_buffer_take(&text);
    /* The service is named: from the host alone libcurl would derive "email", which is not what SES is signed for. */
    cvn_buffer_printf(&text, "aws:amz:%s:ses", via->host);
    curl_easy_setopt(mail->curl, CURLOPT_AWS_SIGV4, text.text);
    cvn_buffer_free(&text);
    curl_easy_setopt(mail->curl, CURLOPT_USERNAME, cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_ID));
    curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_KEY));
    mail->headers = curl_slist_append(NULL, "Content-Type: application/json");
    const char *token = cvn_secrets_get(mail->secrets, CVN_SECRET_AWS_TOKEN);
    if (token) {
        cvn_buffer_printf(&text, "X-Amz-Security-Token: %s", token);
        mail->headers = curl_slist_append(mail->headers, text.text);
        explicit_bzero(text.text, text.length);
        cvn_buffer_free(&text);
    }
    return CVN_OK;
}

static char *body_of(const cvn_mail_message *message)
{
    cJSON *root = cJSON_CreateObject(), *to;
    char *data = g_base64_encode(message->mime, message->length);
    cJSON_AddStringToObject(root, "FromEmailAddress", message->from);
    to = cJSON_AddArrayToObject(cJSON_AddObjectToObject(root, "Destination"), "ToAddresses");
    cJSON_AddItemToArray(to, cJSON_CreateString(message->to));
    cJSON_AddStringToObject(cJSON_AddObjectToObject(cJSON_AddObjectToObject(root, "Content"), "Raw"), "Data", data);
    char *text = cJSON_PrintUnformatted(root);
    g_free(data);
    cJSON_Delete(root);
    return text;
}

void cvn_ses_judge(cvn_delivery *delivery, long status, const char *type)
{
    static const struct {
        const char *type;
        cvn_outcome outcome;
        cvn_onward onward;
        cvn_code code;
    } known[] = {
        {"TooManyRequestsException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {"ThrottlingException", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {"Throttling", CVN_OUTCOME_LATER, CVN_ONWARD_PAUSE, CVN_OK},
        {"LimitExceededException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_TEMPORARY}, /* the day's quota */
        {"AccountSuspendedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {"SendingPausedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {"MailFromDomainNotVerifiedException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {"NotFoundException", CVN_OUTCOME_LATER, CVN_ONWARD_STOP, CVN_E_UNAVAILABLE},
        {"MessageRejected", CVN_OUTCOME_NEVER, CVN_ONWARD_NEXT, CVN_OK},
    };
    cvn_http_judge(delivery, status);
    for (size_t i = 0; type && i < CVN_COUNT(known); i++)
        if (!strcmp(type, known[i].type)) {
            delivery->outcome = known[i].outcome;
            delivery->onward = known[i].onward;
            delivery->code = known[i].code;
        }
}

/** Copies what an error type is called: "x-amzn-ErrorType: Name:http://…" or "__type": "prefix#Name". */
static void error_type(CURL *curl, const cvn_http_reply *reply, char out[128])
{
    struct curl_header *header = NULL;
    const char *type = NULL;
    if (curl_easy_header(curl, "x-amzn-ErrorType", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
        type = header->value;
    if (!type)
        type = cvn_http_reply_text(reply, "__type");
    if (type && strchr(type, '#'))
        type = strchr(type, '#') + 1;
    size_t n = type ? strcspn(type, ":") : 0;
    n = n < 127 ? n : 127;
    memcpy(out, type ? type : "", n);
    out[n] = '\0';
}

static void judge(const cvn_mail *mail, const cvn_http_reply *reply, cvn_delivery *delivery)
{
    char type[128];
    cvn_buffer words = {0};
    const char *id = cvn_http_reply_text(reply, "MessageId"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 200 && id) {
        delivery->outcome = CVN_OUTCOME_SENT;
        cvn_delivery_words(delivery, mail, id);
        memcpy(delivery->id, delivery->words, sizeof delivery->id);
        return;
    }
    if (reply->status >= 200 && reply->status < 300) {
        delivery->outcome = CVN_OUTCOME_UNKNOWN;
        delivery->onward = CVN_ONWARD_PAUSE;
        cvn_delivery_words(delivery, mail, "the server's answer has no MessageId: is this Amazon SES");
        return;
    }
    error_type(mail->curl, reply, type);
    cvn_ses_judge(delivery, reply->status, type[0] ? type : NULL);
    if (!said)
        said = cvn_http_reply_text(reply, "Message");
    cvn_buffer_printf(&words, "%ld %s%s%s", reply->status, type, type[0] ? ": " : "", said ? said : reply->body.text);
    cvn_delivery_words(delivery, mail, words.text);
    cvn_buffer_free(&words);
}

void cvn_ses_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery)
{
    cvn_http_reply reply;
    char *body = body_of(message);
    /* POSTFIELDS and no read function: libcurl signs only a body that it holds as a whole. */
    curl_easy_setopt(mail->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(body));
    curl_easy_setopt(mail->curl, CURLOPT_POSTFIELDS, body);
    cvn_http_perform(mail, &reply, delivery);
    if (reply.status)
        judge(mail, &reply, delivery);
    cvn_http_reply_free(&reply);
    cJSON_free(body);
}
