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

void cvn_api_own_header(cvn_transfer *t, const char *name, const char *value)
{
    cvn_buffer line = {0};
    assert(!t->own_headers); /* one is enough so far */
    for (const struct curl_slist *h = t->mail->headers; h; h = h->next)
        t->own_headers = curl_slist_append(t->own_headers, h->data);
    cvn_buffer_printf(&line, "%s: %s", name, value);
    t->own_headers = curl_slist_append(t->own_headers, line.text);
    cvn_buffer_free(&line);
}

/* ---- one request --------------------------------------------------------------------------------------------------------------------------- */

static void answered(cvn_transfer *t)
{
    if (t->reply.status)
        t->judge(t);
    else
        cvn_batch_alike(t);
}

void cvn_api_post(cvn_transfer *t, char *bytes, size_t length, cvn_step *judge)
{
    t->judge = judge;
    t->url = t->mail->url;
    t->headers = t->own_headers ? t->own_headers : t->mail->headers;
    cvn_http_post(t, bytes, length, answered);
}

char *cvn_api_print(cJSON *body, size_t *length)
{
    char *text = cJSON_PrintUnformatted(body); /* by malloc: cJSON is left with its own hooks */
    cJSON_Delete(body);
    *length = strlen(text);
    return text;
}

void cvn_api_post_json(cvn_transfer *t, cJSON *body, cvn_step *judge)
{
    size_t length = 0;
    char *text = cvn_api_print(body, &length);
    cvn_api_post(t, text, length, judge);
}

void cvn_api_deliver(cvn_transfer *t, cvn_api_body *body, cvn_step *judge)
{
    cvn_mail_parts parts;
    const char *flaw = NULL;
    if (cvn_mail_parts_read(&parts, &t->message, &flaw))
        cvn_api_post_json(t, body(t, &parts), judge);
    else
        cvn_api_flawed(t, flaw);
    cvn_mail_parts_free(&parts);
}

const char *cvn_api_reply_header(const cvn_transfer *t, const char *name)
{
    struct curl_header *header = NULL;
    return curl_easy_header(t->curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
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

/** Ours may be wrong, and it is theirs that counts. */
int64_t cvn_api_now_s(const cvn_transfer *t)
{
    const char *date = cvn_api_reply_header(t, "Date");
    time_t now = date ? curl_getdate(date, NULL) : -1;
    return (int64_t)(now > 0 ? now : time(NULL));
}

/** Seconds that a header asks for; -1: it is not there. */
static int64_t reset_s(const cvn_transfer *t, const char *name)
{
    int64_t now_s = cvn_api_now_s(t); /* before: one header's text is gone when the next is asked for */
    return cvn_api_reset_s(cvn_api_reply_header(t, name), now_s);
}

/** Retry-After, which has been read, is the better answer; these say it otherwise, and before it is too late too. */
static void heed_limits(cvn_transfer *t)
{
    static const char *const names[][2] = {{"X-RateLimit-Remaining", "X-RateLimit-Reset"},
                                           {"RateLimit-Remaining", "RateLimit-Reset"},
                                           {"X-Sib-RateLimit-Remaining", "X-Sib-RateLimit-Reset"}};
    cvn_delivery *d = &t->delivery;
    for (size_t i = 0; i < CVN_COUNT(names) && d->retry_after_s < 0; i++) {
        const char *text = cvn_api_reply_header(t, names[i][0]);
        int64_t left = -1;
        bool told = text && cvn_text_int(text, 0, INT32_MAX, &left), refused = d->status == 429 || d->status == 503;
        int64_t wait_s = told || refused ? reset_s(t, names[i][1]) : -1;
        if (told && wait_s >= 0)
            cvn_rate_told(&t->mail->rate, cvn_monotonic_s(), left, wait_s, t->mail->under_way - 1);
        if (left == 0 || refused)
            d->retry_after_s = wait_s;
        if (d->retry_after_s >= 0 && d->outcome == CVN_OUTCOME_SENT)
            d->onward = CVN_ONWARD_PAUSE;
    }
}

/* ---- answers ------------------------------------------------------------------------------------------------------------------------------- */

void cvn_api_sent(cvn_transfer *t, const char *id)
{
    cvn_delivery *d = &t->delivery;
    d->outcome = CVN_OUTCOME_SENT;
    d->onward = CVN_ONWARD_NEXT;
    d->code = CVN_OK;
    cvn_delivery_words(d, t->mail, id ? id : "");
    memcpy(d->id, d->words, sizeof d->id);
    heed_limits(t);
}

void cvn_api_unclear(cvn_transfer *t, const char *provider)
{
    cvn_buffer words = {0};
    t->delivery.outcome = CVN_OUTCOME_UNKNOWN;
    t->delivery.onward = CVN_ONWARD_PAUSE;
    t->delivery.code = CVN_OK;
    cvn_buffer_printf(&words, "the server's answer is not one of %s: is the address of the API right", provider);
    cvn_delivery_words(&t->delivery, t->mail, words.text);
    cvn_buffer_free(&words);
}

void cvn_api_refused(cvn_transfer *t, const char *type, const char *said)
{
    cvn_buffer words = {0};
    cvn_buffer_printf(&words, "%ld %s%s%s", t->reply.status, type ? type : "", type ? ": " : "", said ? said : t->reply.body.text);
    cvn_delivery_words(&t->delivery, t->mail, words.text);
    cvn_buffer_free(&words);
    heed_limits(t);
}

void cvn_api_flawed(cvn_transfer *t, const char *flaw)
{
    t->delivery.outcome = CVN_OUTCOME_NEVER;
    t->delivery.onward = CVN_ONWARD_NEXT;
    cvn_delivery_words(&t->delivery, t->mail, flaw);
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
