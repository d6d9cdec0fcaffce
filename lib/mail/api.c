/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mail/api.h"

cvn_code cvn_api_open(cvn_mail *mail, const char *base, const char *path, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer url = {0};
    cvn_code code = cvn_transport_open(mail, mail->insecure || via->endpoint_loopback ? "https,http" : "https", via->endpoint_loopback, error);
    if (code)
        return code;
    mail->where = cvn_strdup(via->endpoint ? via->endpoint : base);
    cvn_buffer_printf(&url, "%s%s", mail->where, path);
    mail->url = cvn_buffer_take(&url);
    return CVN_OK;
}

cvn_code cvn_api_only_host(const cvn_mail *mail, const char *host, cvn_error *error)
{
    if (!mail->via.port && cvn_text_equal(mail->via.host, host))
        return CVN_OK;
    return cvn_fail(error, CVN_E_USAGE, "--via: not %s://%s", mail->via.scheme, host);
}

char *cvn_api_mailbox(const cvn_mail *mail, cvn_error *error)
{
    const cvn_via *via = &mail->via;
    cvn_buffer address = {0};
    if (!via->port && !via->user && !strcmp(via->host, "me"))
        return cvn_strdup("me");
    cvn_buffer_printf(&address, "%s@%s", via->user ? via->user : "", via->host);
    char *mailbox = NULL;
    if (via->port || !cvn_mail_address_valid(address.text)) {
        cvn_fail(error, CVN_E_USAGE, "--via: not a mailbox, such as %s://taskforce@example.org, or %s://me for the one that the token is of",
                 via->scheme, via->scheme);
    } else {
        char *escaped = curl_easy_escape(NULL, address.text, (int)address.length);
        mailbox = cvn_strdup(escaped);
        curl_free(escaped);
    }
    cvn_buffer_free(&address);
    return mailbox;
}

void cvn_api_header(cvn_mail *mail, const char *name, const char *value)
{
    cvn_buffer line = {0};
    cvn_buffer_printf(&line, "%s: %s", name, value);
    mail->headers = curl_slist_append(mail->headers, line.text);
    explicit_bzero(line.text, line.length);
    cvn_buffer_free(&line);
}

void cvn_api_bearer(cvn_mail *mail, cvn_secret secret)
{
    cvn_buffer bearer = {0};
    cvn_buffer_printf(&bearer, "Bearer %s", cvn_secrets_get(mail->secrets, secret));
    cvn_api_header(mail, "Authorization", bearer.text);
    explicit_bzero(bearer.text, bearer.length);
    cvn_buffer_free(&bearer);
}

/* ---- one request --------------------------------------------------------------------------------------------------------------------------- */

static size_t give(char *out, size_t size, size_t count, void *data)
{
    cvn_http_body *body = data;
    size_t left = body->length - body->given, n = left < size * count ? left : size * count;
    memcpy(out, body->bytes + body->given, n);
    body->given += n;
    return n;
}

/** True: there is another token, and the request can go out again. False: there is none to be had, or delivery says what went wrong. */
static bool renew(cvn_mail *mail, cvn_http_reply *reply, cvn_delivery *delivery)
{
    if (!mail->token_command && !cvn_secrets_get(mail->secrets, CVN_SECRET_TOKEN_COMMAND))
        return false;
    cvn_error *error = cvn_error_new();
    bool renewed = !cvn_token_renew(mail, error);
    if (!renewed) {
        reply->status = 0;
        delivery->outcome = CVN_OUTCOME_LATER;
        delivery->onward = CVN_ONWARD_STOP;
        delivery->code = CVN_E_UNAVAILABLE;
        cvn_delivery_words(delivery, mail, cvn_error_message(error, 0));
    }
    cvn_error_free(error);
    return renewed;
}

void cvn_api_perform(cvn_mail *mail, cvn_http_reply *reply, cvn_delivery *delivery)
{
    mail->body.given = 0;
    cvn_http_perform(mail, reply, delivery);
    if (reply->status == 401 && mail->oauth && renew(mail, reply, delivery)) {
        cvn_http_reply_free(reply);
        mail->body.given = 0;
        cvn_http_perform(mail, reply, delivery);
    }
}

/**
 * Through a read function that cannot go back: libcurl repeats a request by itself where a kept connection ends without an answer, and a message
 * that was taken would be sent twice without anybody knowing. So it is UNKNOWN instead, and the outbox decides.
 */
void cvn_api_post(cvn_mail *mail, const void *body, size_t length, cvn_http_reply *reply, cvn_delivery *delivery)
{
    mail->body = (cvn_http_body){.bytes = body, .length = length};
    curl_easy_setopt(mail->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(mail->curl, CURLOPT_POSTFIELDS, NULL);
    curl_easy_setopt(mail->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
    curl_easy_setopt(mail->curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(mail->curl, CURLOPT_READDATA, &mail->body);
    cvn_api_perform(mail, reply, delivery);
    mail->body = (cvn_http_body){0};
}

void cvn_api_post_json(cvn_mail *mail, cJSON *body, cvn_http_reply *reply, cvn_delivery *delivery)
{
    char *text = cJSON_PrintUnformatted(body);
    cJSON_Delete(body);
    cvn_api_post(mail, text, strlen(text), reply, delivery);
    cJSON_free(text);
}

void cvn_api_deliver(cvn_mail *mail, const cvn_mail_message *message, cvn_delivery *delivery, cvn_api_body *body, cvn_api_judgement *judge)
{
    cvn_http_reply reply;
    cvn_mail_parts parts;
    const char *flaw = NULL;
    if (cvn_mail_parts_read(&parts, message, &flaw)) {
        cvn_api_post_json(mail, body(mail, message, &parts), &reply, delivery);
        if (reply.status)
            judge(mail, message, &reply, delivery);
        cvn_http_reply_free(&reply);
    } else {
        delivery->outcome = CVN_OUTCOME_NEVER;
        cvn_delivery_words(delivery, mail, flaw);
    }
    cvn_mail_parts_free(&parts);
}

const char *cvn_api_reply_header(const cvn_mail *mail, const char *name)
{
    struct curl_header *header = NULL;
    return curl_easy_header(mail->curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

/* ---- rate limits --------------------------------------------------------------------------------------------------------------------------- */

int64_t cvn_api_reset_s(const char *value, int64_t now_s)
{
    int64_t number = 0;
    size_t digits = value ? strspn(value, "0123456789") : 0;
    char *whole = cvn_strndup(value ? value : "", digits); /* some add a fraction */
    bool known = digits && cvn_text_int(whole, 0, INT64_MAX / 2, &number);
    free(whole);
    if (!known)
        return -1;
    if (number > 100000000000) /* milliseconds since 1970 */
        number /= 1000;
    if (number > 1000000000) /* seconds since 1970: nobody asks for a wait of thirty years */
        number = number > now_s ? number - now_s : 0;
    return number > 0 ? number : 1;
}

/** By the server's own clock where it says what that is: ours may be wrong, and it is theirs that counts. */
static int64_t server_now_s(const cvn_mail *mail)
{
    const char *date = cvn_api_reply_header(mail, "Date");
    time_t now = date ? curl_getdate(date, NULL) : -1;
    return (int64_t)(now > 0 ? now : time(NULL));
}

/** Seconds that a header asks for; -1: it is not there. */
static int64_t reset_s(const cvn_mail *mail, const char *name)
{
    int64_t now_s = server_now_s(mail); /* before: one header's text is gone when the next is asked for */
    return cvn_api_reset_s(cvn_api_reply_header(mail, name), now_s);
}

/** Retry-After, which cvn_http_perform has read, is the better answer; these say it otherwise, and before it is too late too. */
static void heed_limits(cvn_delivery *delivery, const cvn_mail *mail)
{
    static const char *const names[][2] = {{"X-RateLimit-Remaining", "X-RateLimit-Reset"},
                                           {"RateLimit-Remaining", "RateLimit-Reset"},
                                           {"X-Sib-RateLimit-Remaining", "X-Sib-RateLimit-Reset"}};
    for (size_t i = 0; i < CVN_COUNT(names) && delivery->retry_after_s < 0; i++) {
        const char *left = cvn_api_reply_header(mail, names[i][0]);
        bool used_up = left && !strcmp(left, "0"), refused = delivery->status == 429 || delivery->status == 503;
        if (used_up || refused)
            delivery->retry_after_s = reset_s(mail, names[i][1]);
        if (delivery->retry_after_s >= 0 && delivery->outcome == CVN_OUTCOME_SENT)
            delivery->onward = CVN_ONWARD_PAUSE;
    }
}

/* ---- answers ------------------------------------------------------------------------------------------------------------------------------- */

void cvn_api_sent(cvn_delivery *delivery, const cvn_mail *mail, const char *id)
{
    delivery->outcome = CVN_OUTCOME_SENT;
    delivery->onward = CVN_ONWARD_NEXT;
    delivery->code = CVN_OK;
    cvn_delivery_words(delivery, mail, id ? id : "");
    memcpy(delivery->id, delivery->words, sizeof delivery->id);
    heed_limits(delivery, mail);
}

void cvn_api_unclear(cvn_delivery *delivery, const cvn_mail *mail, const char *provider)
{
    cvn_buffer words = {0};
    delivery->outcome = CVN_OUTCOME_UNKNOWN;
    delivery->onward = CVN_ONWARD_PAUSE;
    delivery->code = CVN_OK;
    cvn_buffer_printf(&words, "the server's answer is not one of %s: is the address of the API right", provider);
    cvn_delivery_words(delivery, mail, words.text);
    cvn_buffer_free(&words);
}

void cvn_api_refused(cvn_delivery *delivery, const cvn_mail *mail, const cvn_http_reply *reply, const char *type, const char *said)
{
    cvn_buffer words = {0};
    cvn_buffer_printf(&words, "%ld %s%s%s", reply->status, type ? type : "", type ? ": " : "", said ? said : reply->body.text);
    cvn_delivery_words(delivery, mail, words.text);
    cvn_buffer_free(&words);
    heed_limits(delivery, mail);
}

void cvn_api_judge(cvn_delivery *delivery, long status, const char *type, const cvn_api_rule *rules, size_t count)
{
    cvn_http_judge(delivery, status);
    for (size_t i = 0; i < count; i++) {
        bool fits = !rules[i].type || (type && !strcmp(rules[i].type, type));
        if (!fits || (rules[i].status && rules[i].status != status))
            continue;
        delivery->outcome = rules[i].outcome;
        delivery->onward = rules[i].onward;
        delivery->code = rules[i].code;
        return;
    }
}

void cvn_api_key(const cvn_mail_message *message, char out[65])
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)message->to, (gssize)strlen(message->to) + 1);
    g_checksum_update(sum, message->mime, (gssize)message->length);
    memcpy(out, g_checksum_get_string(sum), 65);
    g_checksum_free(sum);
}
