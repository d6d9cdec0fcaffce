/* SPDX-License-Identifier: Apache-2.0 */
/** Mailgun: POST /v3/DOMAIN/messages.mime, multipart with "to" and the file "message". */
#include <string.h>

#include "mail/provider.h"

cvn_code cvn_mailgun_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer text = {0};
    if (via->port || !cvn_host_is_plain(via->host))
        return cvn_fail(error, CVN_E_USAGE, "--via: not a sending domain, such as mailgun://mg.example.org");
    cvn_code code = cvn_mail_needs(mail, CVN_SECRET_MAILGUN_KEY, error);
    if (!code)
        code = cvn_transport_open(mail, mail->insecure || via->endpoint_loopback ? "https,http" : "https", via->endpoint_loopback, error);
    if (code)
        return code;
    cvn_buffer_printf(&text, "%s/v3/%s/messages.mime", via->endpoint ? via->endpoint : "https://api.mailgun.net", via->host);
    mail->where = cvn_strdup(text.text);
    mail->url = cvn_buffer_take(&text);
    curl_easy_setopt(mail->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    curl_easy_setopt(mail->curl, CURLOPT_USERNAME, "api");
    curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, cvn_secrets_get(mail->secrets, CVN_SECRET_MAILGUN_KEY));
    return CVN_OK;
}

static curl_mime *form_of(const cvn_mail *mail, const cvn_mail_message *message)
{
    curl_mime *form = curl_mime_init(mail->curl);
    curl_mimepart *part = curl_mime_addpart(form);
    curl_mime_name(part, "to");
    curl_mime_data(part, message->to, CURL_ZERO_TERMINATED);
    part = curl_mime_addpart(form);
    curl_mime_name(part, "message");
    curl_mime_filename(part, "message.mime");
    curl_mime_type(part, "message/rfc822");
    curl_mime_data(part, message->mime, message->length);
    if (mail->via.test_mode) {
        part = curl_mime_addpart(form);
        curl_mime_name(part, "o:testmode");
        curl_mime_data(part, "yes", CURL_ZERO_TERMINATED);
    }
    return form;
}

static void judge(const cvn_mail *mail, const cvn_http_reply *reply, cvn_delivery *delivery)
{
    cvn_buffer words = {0};
    const char *id = cvn_http_reply_text(reply, "id"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 200 && id) {
        delivery->outcome = CVN_OUTCOME_SENT;
        cvn_delivery_words(delivery, mail, id);
        memcpy(delivery->id, delivery->words, sizeof delivery->id);
        return;
    }
    if (reply->status >= 200 && reply->status < 300) {
        delivery->outcome = CVN_OUTCOME_UNKNOWN;
        delivery->onward = CVN_ONWARD_PAUSE;
        cvn_delivery_words(delivery, mail, "the server's answer has no id: is this Mailgun");
        return;
    }
    cvn_http_judge(delivery, reply->status);
    cvn_buffer_printf(&words, "%ld %s", reply->status, said ? said : reply->body.text);
    cvn_delivery_words(delivery, mail, words.text);
    cvn_buffer_free(&words);
}

void cvn_mailgun_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery)
{
    cvn_http_reply reply;
    curl_mime *form = form_of(mail, message);
    curl_easy_setopt(mail->curl, CURLOPT_MIMEPOST, form);
    cvn_http_perform(mail, &reply, delivery);
    if (reply.status)
        judge(mail, &reply, delivery);
    cvn_http_reply_free(&reply);
    curl_easy_setopt(mail->curl, CURLOPT_MIMEPOST, NULL);
    curl_mime_free(form);
}
