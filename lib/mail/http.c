/* SPDX-License-Identifier: Apache-2.0 */
/** What providers with an HTTP API share: one request, its reply, and what a status means. */
#include <string.h>

#include "mail/provider.h"

#define REPLY_BYTES 65536

static size_t take(char *bytes, size_t size, size_t count, void *data)
{
    cvn_buffer *body = data;
    size_t n = size * count, room = REPLY_BYTES - body->length;
    cvn_buffer_add(body, bytes, n < room ? n : room);
    return n; /* the rest is let pass: nothing we read stands there */
}

void cvn_http_perform(cvn_mail *mail, cvn_http_reply *reply, cvn_delivery *delivery)
{
    CURL *curl = mail->curl;
    *reply = (cvn_http_reply){0};
    cvn_buffer_text(&reply->body, "");
    mail->curl_error[0] = '\0';
    curl_easy_setopt(curl, CURLOPT_URL, mail->url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, mail->headers);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply->body);
    CURLcode result = curl_easy_perform(curl);
    double began_s = 0;
    curl_off_t wait_s = 0;
    curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME, &began_s);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait_s);
    if (result != CURLE_OK) { /* a status without its whole body too: it may have been taken */
        reply->status = 0;
        cvn_transport_failure(mail, result, began_s > 0, delivery);
        return;
    }
    delivery->status = (int)reply->status;
    delivery->retry_after_s = wait_s > 0 ? (int64_t)wait_s : -1;
    if (cvn_json_parse(&reply->json, reply->body.text, reply->body.length, "the reply", NULL))
        reply->json = NULL;
}

void cvn_http_reply_free(cvn_http_reply *reply)
{
    cvn_buffer_free(&reply->body);
    cJSON_Delete(reply->json);
    reply->json = NULL;
}

const char *cvn_http_reply_text(const cvn_http_reply *reply, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(reply->json, key));
}

void cvn_http_judge(cvn_delivery *delivery, long status)
{
    delivery->outcome = CVN_OUTCOME_LATER;
    delivery->onward = CVN_ONWARD_NEXT;
    delivery->code = CVN_OK;
    if (status == 401 || status == 402 || status == 403 || status == 404 || status == 405 || (status >= 300 && status < 400)) {
        delivery->onward = CVN_ONWARD_STOP; /* the key, the account or the address of the API: the same for every message */
        delivery->code = CVN_E_UNAVAILABLE;
    } else if (status == 429 || status == 503) {
        delivery->onward = CVN_ONWARD_PAUSE;
    } else if (status == 502 || status == 504) {
        delivery->outcome = CVN_OUTCOME_UNKNOWN; /* a gateway's answer: what stands behind it may have taken the message */
        delivery->onward = CVN_ONWARD_PAUSE;
    } else if (status >= 500 || status == 408 || status == 425) {
        delivery->onward = CVN_ONWARD_PAUSE;
    } else {
        delivery->outcome = CVN_OUTCOME_NEVER;
    }
}
