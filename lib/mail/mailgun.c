/* SPDX-License-Identifier: Apache-2.0 */
/** Mailgun: POST /v3/DOMAIN/messages.mime, multipart with "to" and the file "message". */
#include <string.h>

#include "mail/api.h"

cvn_code cvn_mailgun_open(cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer text = {0};
    if (via->port || !cvn_host_is_plain(via->host))
        return cvn_fail(error, CVN_E_USAGE, "--via: not a sending domain, such as mailgun://mg.example.org");
    cvn_code code = cvn_mail_needs(mail, CVN_SECRET_MAILGUN_KEY, error);
    if (code)
        return code;
    cvn_buffer_printf(&text, "/v3/%s/messages.mime", via->host);
    code = cvn_api_open(mail, "https://api.mailgun.net", text.text, error);
    cvn_buffer_free(&text);
    if (code)
        return code;
    curl_easy_setopt(mail->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
    curl_easy_setopt(mail->curl, CURLOPT_USERNAME, "api");
    curl_easy_setopt(mail->curl, CURLOPT_PASSWORD, cvn_secrets_get(mail->secrets, CVN_SECRET_MAILGUN_KEY));
    return CVN_OK;
}

/** A boundary that stands in nothing of what it bounds: the message's own checksum, which a message cannot hold. */
static void add_part(cvn_buffer *form, const char *boundary, const char *disposition, const void *bytes, size_t length)
{
    cvn_buffer_printf(form, "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n", boundary, disposition);
    cvn_buffer_add(form, bytes, length);
    cvn_buffer_text(form, "\r\n");
}

/* Mailgun's own answers have no types: the status says it. */
static void judge(cvn_transfer *t)
{
    const cvn_http_reply *reply = &t->reply;
    const char *id = cvn_http_reply_text(reply, "id"), *said = cvn_http_reply_text(reply, "message");
    if (reply->status == 200 && id) {
        cvn_api_sent(t, id);
    } else if (reply->status >= 200 && reply->status < 300) {
        cvn_api_unclear(t, "Mailgun");
    } else {
        cvn_http_judge(&t->delivery, reply->status);
        cvn_api_refused(t, NULL, said);
    }
}

/** multipart/form-data (RFC 7578) by hand: libcurl's own form would be rewound and posted again where an answer is lost (http.c). */
void cvn_mailgun_start(cvn_transfer *t)
{
    char boundary[65], type[128];
    cvn_buffer form = {0};
    const cvn_mail_message *message = &t->message;
    cvn_api_key(message, boundary);
    add_part(&form, boundary, "name=\"to\"", message->to, strlen(message->to));
    add_part(&form, boundary, "name=\"message\"; filename=\"message.mime\"\r\nContent-Type: message/rfc822", message->mime, message->length);
    if (t->mail->test_mode)
        add_part(&form, boundary, "name=\"o:testmode\"", "yes", 3);
    cvn_buffer_printf(&form, "--%s--\r\n", boundary);
    snprintf(type, sizeof type, "multipart/form-data; boundary=%s", boundary);
    cvn_api_own_header(t, "Content-Type", type);
    size_t length = form.length;
    cvn_api_post(t, cvn_buffer_take(&form), length, judge);
}
