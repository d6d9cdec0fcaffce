/* SPDX-License-Identifier: Apache-2.0 */
/** What providers with an HTTP API share: a request, its reply, and what a status means. */
#include <stdlib.h>
#include <string.h>

#include "mail/api.h"

#define REPLY_BYTES 65536

static size_t take(char *bytes, size_t size, size_t count, void *data)
{
    cvn_buffer *body = data;
    size_t n = size * count, room = REPLY_BYTES - body->length;
    cvn_buffer_add(body, bytes, n < room ? n : room);
    return n; /* the rest is let pass: nothing we read stands there */
}

static size_t give(char *out, size_t size, size_t count, void *data)
{
    cvn_http_body *body = data;
    size_t left = body->length - body->given, n = left < size * count ? left : size * count;
    memcpy(out, body->bytes + body->given, n);
    body->given += n;
    return n;
}

/** True: there is another token, and the request can go out again. False: there is none to be had, or the delivery says what went wrong. */
static bool renew(cvn_transfer *t)
{
    cvn_mail *mail = t->mail;
    if (!mail->token_command && !cvn_secrets_get(mail->secrets, CVN_SECRET_TOKEN_COMMAND))
        return false;
    cvn_error *error = cvn_error_new();
    bool renewed = !cvn_token_renew(mail, error);
    if (!renewed) {
        t->reply.status = 0;
        t->delivery.outcome = CVN_OUTCOME_LATER;
        t->delivery.onward = CVN_ONWARD_STOP;
        t->delivery.code = CVN_E_UNAVAILABLE;
        cvn_delivery_words(&t->delivery, mail, cvn_error_message(error, 0));
    }
    cvn_error_free(error);
    return renewed;
}

static void ended(cvn_transfer *t);

/**
 * The body goes through a read function that cannot go back: libcurl repeats a request by itself where a kept connection ends without an answer,
 * and a message that was taken would be sent twice without anybody knowing. So it is UNKNOWN instead, and the outbox decides.
 */
static void go(cvn_transfer *t)
{
    CURL *curl = t->curl;
    cvn_http_reply_free(&t->reply);
    t->reply = (cvn_http_reply){0};
    cvn_buffer_text(&t->reply.body, "");
    t->body.given = 0;
    t->token = t->mail->token;
    curl_easy_setopt(curl, CURLOPT_URL, t->url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, t->headers);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &t->reply.body);
    if (t->mail->oauth)
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, cvn_secrets_get(t->mail->secrets, CVN_SECRET_OAUTH_TOKEN));
    if (t->body.bytes) {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, NULL);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->body.length);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, &t->body);
    } else {
        curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    }
    cvn_transfer_go(t, ended);
}

/** A redirection that says not where to is one whose head broke off behind its first line: libcurl takes what came for the whole answer. */
static bool broke_off(cvn_transfer *t)
{
    long status = 0;
    const char *onward = NULL;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(t->curl, CURLINFO_REDIRECT_URL, &onward);
    return t->result == CURLE_OK && status >= 300 && status < 400 && !onward;
}

static void ended(cvn_transfer *t)
{
    double began_s = 0;
    curl_off_t wait_s = 0;
    cvn_http_reply *reply = &t->reply;
    curl_easy_getinfo(t->curl, CURLINFO_PRETRANSFER_TIME, &began_s);
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &reply->status);
    curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &wait_s);
    if (broke_off(t))
        t->result = CURLE_RECV_ERROR;
    if (t->result != CURLE_OK) { /* a status without its whole body too: it may have been taken */
        bool all_left = began_s > 0 && t->body.given == t->body.length && !t->harmless;
        reply->status = 0;
        cvn_transport_failure(t->mail, t->result, t->curl_error, all_left, &t->delivery);
        t->answered(t);
        return;
    }
    bool replaced = t->token != t->mail->token; /* another message's answer has had it renewed since */
    if (reply->status == 401 && t->mail->oauth && (replaced || (!t->renewed && renew(t)))) {
        t->renewed = t->renewed || !replaced;
        go(t);
        return;
    }
    if (reply->status) { /* else no other token was to be had */
        t->delivery.status = (int)reply->status;
        t->delivery.retry_after_s = wait_s > 0 ? (int64_t)wait_s : -1;
        if (cvn_json_parse(&reply->json, reply->body.text, reply->body.length, "the reply", NULL))
            reply->json = NULL;
    }
    t->answered(t);
}

void cvn_http_post(cvn_transfer *t, char *bytes, size_t length, cvn_step *answered) /* NOLINT(readability-non-const-parameter) */
{
    assert(bytes && !t->next);
    free(t->body.bytes);
    t->body = (cvn_http_body){.bytes = bytes, .length = length};
    t->answered = answered;
    go(t);
}

void cvn_http_get(cvn_transfer *t, cvn_step *answered)
{
    free(t->body.bytes);
    t->body = (cvn_http_body){0};
    t->answered = answered;
    go(t);
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
